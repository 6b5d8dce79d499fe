"""Is the clock running? Looked at afresh each time; no personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from redis import Redis
from redis.exceptions import RedisError

from cafcass_cases.ui.components import Row

from . import selectors
from .health_lines import HealthLine, health_lines

BROKER_WAIT = 3
"""Seconds to wait for the broker: a monitor waits for this page."""


@dataclass(frozen=True)
class Health:
    """What was found. Only the database, the broker and the sweep's beat decide whether all is well."""

    at: datetime
    database: bool
    broker: bool
    clock: selectors.ClockState | None
    waiting: int = 0
    undeliverable: int = 0
    lines: tuple[HealthLine, ...] = ()

    @property
    def is_well(self) -> bool:
        return self.database and self.broker and self.clock is not None and not self.clock.stopped

    def rows(self) -> list[Row]:
        """For the page."""
        assert self.clock is not None  # without a database there is no page
        return [
            Row("Database", "Answers"),
            Row("Broker", "Answers" if self.broker else "Does not answer"),
            Row("Last sweep", self.clock.sweep_at or "Never"),
            Row("Mail last seen working", self.clock.mail_at or "Never"),
            Row("Alerts waiting to be sent", self.waiting),
            Row("Alerts that could not be delivered", self.undeliverable),
            *(Row(line.title, line.words) for line in self.lines),
        ]

    def as_json(self) -> dict[str, Any]:
        beat = self.clock.sweep_at if self.clock else None
        mail = self.clock.mail_at if self.clock else None
        return {
            "status": "well" if self.is_well else "unwell",
            "at": self.at.isoformat(),
            "database": self.database,
            "broker": self.broker,
            "sweep": {"beat_at": beat.isoformat() if beat else None, "stopped": self.clock is None or self.clock.stopped},
            "mail": {"beat_at": mail.isoformat() if mail else None, "stopped": self.clock is None or self.clock.mail_stopped},
            "alerts": {"waiting": self.waiting, "undeliverable": self.undeliverable},
            "beside": {line.key: {"well": line.well, "words": line.words} for line in self.lines},
        }


def examine(now: datetime) -> Health:
    """Ask the database and the broker, and read the heartbeats."""
    try:
        with transaction.atomic():
            connection.ensure_connection()
            return Health(
                now, True, broker_answers(), selectors.clock_state(now), **selectors.outbox_counts(), lines=tuple(health_lines(now))
            )
    except DatabaseError:
        return Health(now, False, broker_answers(), None)


def broker_answers() -> bool:
    """Whether the broker answers within three seconds."""
    try:
        with Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=BROKER_WAIT, socket_timeout=BROKER_WAIT) as broker:
            return bool(broker.ping())
    except RedisError:
        return False
