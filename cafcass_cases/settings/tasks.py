"""Celery. The tables are the truth: a task only nudges, may run twice, and may be lost until the next beat."""

from celery.schedules import crontab

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 200
CELERY_TASK_TIME_LIMIT = 240
CELERY_TIMEZONE = "Europe/London"
CELERY_ENABLE_UTC = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 3
# A lost broker must not hold up a page: the next sweep does what was not nudged.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,  # seconds; longer than the longest task
    # Without it, the task of a killed worker waits until many other workers have come and gone.
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
}
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False

# A nudge nobody took before the next one is not worth keeping: hence `expires` (seconds).
CELERY_BEAT_SCHEDULE = {
    "sweep the duties": {
        "task": "cafcass_cases.duties.tasks.sweep_duties",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "deliver the alerts": {
        "task": "cafcass_cases.duties.tasks.deliver_alerts",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "read the court's applications": {
        "task": "screening.tasks.read_court_applications",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "file at court": {
        "task": "cafcass_cases.documents.tasks.file_at_court",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    "tell the duty desk": {
        "task": "practice.dutydesk.tasks.tell_the_desk",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "seal the evidence": {
        "task": "cafcass_cases.audit.tasks.seal_evidence",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    "ask for attestation": {
        "task": "cafcass_cases.accounts.tasks.ask_for_attestation",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "forget old failed sign-ins": {
        "task": "cafcass_cases.accounts.tasks.clear_sign_in_failures",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3600},
    },
    "forget old submissions": {
        "task": "cafcass_cases.ui.tasks.forget_old_submissions",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"expires": 3600},
    },
    "refresh the bank holidays": {
        "task": "cafcass_cases.policy.tasks.refresh_holidays",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 3600},
    },
}
