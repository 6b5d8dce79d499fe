"""The nudge of the reading. The mark in the table is the truth: a task may run twice, or be lost until the next beat."""

import logging

from celery import shared_task

from cafcass_cases.core import clock

from .polling import read_applications

logger = logging.getLogger(__name__)


@shared_task(name="screening.tasks.read_court_applications")
def read_court_applications() -> None:
    """Read what is new at both of the court's interfaces. One that fails does not hold up the other."""
    for law in ("private", "public"):
        try:
            read_applications(law=law, now=clock.now())
        except Exception as error:
            logger.exception("The court’s applications (%s law) were not read (%s).", law, type(error).__name__)
