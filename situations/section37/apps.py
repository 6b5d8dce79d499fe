from django.apps import AppConfig


class Section37Config(AppConfig):
    name = "situations.section37"
    label = "section37"
    default_auto_field = "django.db.models.BigAutoField"
