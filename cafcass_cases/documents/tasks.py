"""The nudge of the queue to the court. The rows are the truth: a task may run twice, or be lost until the next beat."""

from celery import shared_task

from cafcass_cases.core import clock

from . import filing

MOST_BATCHES = 3


@shared_task(name="cafcass_cases.documents.tasks.file_at_court")
def file_at_court() -> None:
    """Send what waits for the court, a few batches at a time."""
    for _ in range(MOST_BATCHES):
        if not filing.send_waiting(now=clock.now()):
            return
