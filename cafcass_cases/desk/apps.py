from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "cafcass_cases.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
