"""The nudge of the reading. The mark in the table is the truth: a task may run twice, or be lost until the next beat."""

from celery import shared_task

from cafcass_cases.core import clock

from .polling import read_applications


@shared_task(name="screening.tasks.read_court_applications")
def read_court_applications() -> None:
    """Read what is new at both of the court's interfaces. One that fails does not hold up the other."""
    for law in ("private", "public"):
        read_applications(law=law, now=clock.now())
