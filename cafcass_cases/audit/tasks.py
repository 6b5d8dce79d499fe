"""Work of the audit that nobody waits for."""

from uuid import UUID

from celery import shared_task
from django.contrib.auth import get_user_model

from cafcass_cases.core import clock

from . import services


@shared_task(ignore_result=True)
def seal_evidence() -> None:
    """Seal what is new. Runs again and again; whoever comes second while it runs does nothing."""
    services.seal_evidence(now=clock.now())


@shared_task(ignore_result=True, acks_late=False, soft_time_limit=3600, time_limit=3900)
def verify_evidence(by_id: str | None = None) -> None:
    """Verify everything and keep the result; ``by_id`` is who asked for it, None the clock."""
    by = get_user_model()._default_manager.get(pk=UUID(by_id)) if by_id else None
    services.verify_evidence(by=by, now=clock.now())
