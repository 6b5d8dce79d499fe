from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _protect(using: str, **_: Any) -> None:
    from .protection import install

    install(using)


class AuditConfig(AppConfig):
    name = "cafcass_cases.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers

        post_migrate.connect(_protect, sender=self, dispatch_uid="audit.protect")
