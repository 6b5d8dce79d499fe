from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "practice.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
