"""The ground floor: project settings, and what everything stands on. Each package imports only those below it."""

from cafcass_cases.celery import app as celery_app

__all__ = ["celery_app"]
