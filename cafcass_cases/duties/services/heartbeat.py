"""The sweep and its heartbeat: nobody is told "all is well" by silence (DESIGN §4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import Heartbeat
from .firing import fire_due

SWEEP, MAIL = "sweep", "mail"


def sweep(*, now: datetime) -> int:
    """Fire everything that is due, then beat. How many rungs fired."""
    fired = fire_due(now=now)
    beat(name=SWEEP, now=now, detail=f"{fired} fired")
    return fired


def beat(*, name: str, now: datetime, detail: str = "") -> None:
    """``name`` was alive at ``now`` (UTC). A beat never goes back in time: two schedulers may stand by for each other."""
    with transaction.atomic():
        row, made = Heartbeat.objects.select_for_update().get_or_create(name=name, defaults={"beat_at": now, "detail": detail})
        if not made and row.beat_at < now:
            row.beat_at, row.detail = now, detail
            row.save()
