"""The worker's application: tasks are found in each app's `tasks.py`, settings begin with CELERY_."""

import os

from celery import Celery

from cafcass_cases import native

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cafcass_cases.settings")
native.prepare()

app = Celery("cafcass_cases")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
