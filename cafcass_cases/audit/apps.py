from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "cafcass_cases.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
