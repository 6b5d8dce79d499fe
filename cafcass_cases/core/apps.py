from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cafcass_cases.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .discovery import discover

        discover()
