from django.apps import AppConfig


class ProfessionalsConfig(AppConfig):
    name = "situations.professionals"
    label = "professionals"
    default_auto_field = "django.db.models.BigAutoField"
