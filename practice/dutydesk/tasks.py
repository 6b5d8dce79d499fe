"""What the beat asks of this room."""

from celery import shared_task

from cafcass_cases.core import clock


@shared_task(name="practice.dutydesk.tasks.tell_the_desk")
def tell_the_desk() -> int:
    """Enquiries without a case: tell whoever is on duty, and whoever is above where nobody takes them. Twice does nothing more."""
    from .services import send_notices

    return send_notices(now=clock.now())
