from django.apps import AppConfig


class GuardianshipConfig(AppConfig):
    name = "situations.guardianship"
    label = "guardianship"
    default_auto_field = "django.db.models.BigAutoField"
