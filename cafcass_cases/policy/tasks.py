"""What the beat asks of this room."""

from celery import shared_task

from cafcass_cases.core import clock


@shared_task(name="cafcass_cases.policy.tasks.refresh_holidays")
def refresh_holidays() -> int:
    """Take newly known bank holidays from the kept library into the table. Running it twice adds nothing."""
    from .services import refresh_holidays as refresh

    return refresh(by=None, now=clock.now())
