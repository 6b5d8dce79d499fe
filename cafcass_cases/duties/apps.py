from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "cafcass_cases.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"
