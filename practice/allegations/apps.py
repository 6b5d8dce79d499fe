from django.apps import AppConfig


class AllegationsConfig(AppConfig):
    name = "practice.allegations"
    label = "allegations"
    default_auto_field = "django.db.models.BigAutoField"
