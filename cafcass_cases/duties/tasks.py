"""The nudges. The tables are the truth: a task may run twice, or be lost until the next beat (DESIGN §4)."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from urllib.request import Request, urlopen

from celery import shared_task
from django.conf import settings

from cafcass_cases.core import clock

from . import services
from .models import Heartbeat
from .services.heartbeat import SWEEP

logger = logging.getLogger(__name__)

MONITOR = "monitor"
MONITOR_EVERY = timedelta(minutes=1)
MOST_BATCHES = 8


@shared_task(name="cafcass_cases.duties.tasks.sweep_duties")
def sweep_duties() -> None:
    """One sweep; then the outside monitor is told, where one is set."""
    services.sweep(now=clock.now())
    tell_monitor()


@shared_task(name="cafcass_cases.duties.tasks.deliver_alerts")
def deliver_alerts() -> None:
    """Send what waits, a few batches at a time: the next nudge goes on where this one stops."""
    for _ in range(MOST_BATCHES):
        if not services.deliver_alerts(now=clock.now()):
            return


def tell_monitor() -> None:
    """Post the last beat to HEARTBEAT_MONITOR_URL, once a minute: it notices what this machine cannot say when it is down."""
    if not settings.HEARTBEAT_MONITOR_URL:
        return
    now = clock.now()
    if Heartbeat.objects.filter(name=MONITOR, beat_at__gt=now - MONITOR_EVERY).exists():
        return
    last = Heartbeat.objects.get(name=SWEEP)
    text = json.dumps({"name": last.name, "beat_at": last.beat_at.isoformat()}).encode()
    try:
        with urlopen(Request(settings.HEARTBEAT_MONITOR_URL, data=text, headers={"Content-Type": "application/json"}), timeout=5):
            services.beat(name=MONITOR, now=now, detail="told")
    except OSError as error:
        logger.warning("The outside monitor was not reached (%s).", type(error).__name__)
