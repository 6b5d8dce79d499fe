from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "situations.offenders"
    label = "offenders"
    default_auto_field = "django.db.models.BigAutoField"
