from django.apps import AppConfig


class DirectworkConfig(AppConfig):
    name = "practice.directwork"
    label = "directwork"
    default_auto_field = "django.db.models.BigAutoField"
