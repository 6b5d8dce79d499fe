"""What the beat asks of this room."""

from celery import shared_task

from cafcass_cases.core import clock


@shared_task(name="cafcass_cases.accounts.tasks.clear_sign_in_failures")
def clear_sign_in_failures() -> int:
    """Forget failed sign-ins older than a day."""
    from .services import clear_sign_in_failures as clear

    return clear(by=None, now=clock.now())
