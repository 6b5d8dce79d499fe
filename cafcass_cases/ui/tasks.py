"""Housekeeping of pages."""

from celery import shared_task

from cafcass_cases.core import clock

from . import submissions


@shared_task(name="cafcass_cases.ui.tasks.forget_old_submissions", ignore_result=True)
def forget_old_submissions() -> None:
    """Once a day: one-time tokens of forms that were sent long ago."""
    submissions.forget_old_submissions(now=clock.now())
