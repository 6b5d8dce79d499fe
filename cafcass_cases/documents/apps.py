from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "cafcass_cases.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
