"""The clock: claiming the rungs that are due and telling whom they concern (DESIGN §4)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from cafcass_cases.accounts.staffing import Reached
from cafcass_cases.core.acting import acting
from cafcass_cases.core.ids import uuid7

from ..definitions import known_definition
from ..ladders import DUE
from ..models import Alert, Rung
from ..people import Addressees
from .opening import open_duties, replaying

logger = logging.getLogger(__name__)

BATCH = 2000
LATE_AFTER = timedelta(minutes=2)
"""A rung that fires this long after its time was held up by an outage, and is marked late."""


def fire_due(
    *,
    now: datetime,
    concern_id: UUID | None = None,
    subject: models.Model | None = None,
    until: datetime | None = None,
) -> int:
    """Fire every rung that is due at ``until`` (``now`` when left out): write its alerts, then run what it sets in motion.

    Without a filter this is the sweep: it claims batch after batch, skipping what another sweep holds. With a subject or a
    concern it waits for its turn and holds their open duties until the transaction ends, so that nothing lapses between what a
    service reads and what it writes. How many rungs fired. What cannot be followed up is logged and tried again next time.
    """
    rungs = Rung.objects.filter(fired_at=None, skipped=False, fires_at__lte=until or now, duty__ended_at=None)
    with acting(by=None, now=now, reason="The clock"), replaying():
        if subject is None and concern_id is None:
            return _fire_all(rungs, now, skip_locked=True)
        with transaction.atomic():
            held = open_duties(subject=subject, concern_id=concern_id).select_for_update().order_by("pk")
            return _fire_all(rungs.filter(duty__in=[duty.pk for duty in held]), now, skip_locked=False)


def _fire_all(rungs: models.QuerySet[Rung], now: datetime, *, skip_locked: bool) -> int:
    """Batch after batch, each in its own transaction, in due order; also what the batches themselves made due."""
    fired, addressees, stuck = 0, Addressees(now), set[UUID]()
    claim = rungs.select_related("duty").select_for_update(skip_locked=skip_locked, of=("self", "duty")).order_by("fires_at", "pk")
    while True:
        with transaction.atomic():
            batch = list(claim.exclude(pk__in=stuck)[:BATCH])
            if not batch:
                return fired
            tell([(rung, reached) for rung in batch for reached in _heard_by(rung, addressees)], now=now)
            stuck |= {rung.pk for rung in batch if not _followed_up(rung, now)}
            done = [rung for rung in batch if rung.pk not in stuck]
            for late in (False, True):
                ids = [rung.pk for rung in done if (now - rung.fires_at > LATE_AFTER) is late]
                Rung.objects.filter(pk__in=ids).update(fired_at=now, fired_late=late)
            fired += len(done)


def _heard_by(rung: Rung, addressees: Addressees) -> list[Reached]:
    heard = addressees.of(rung.step, rung.duty)
    if not heard:
        logger.error("There is nobody to tell of duty %s (%s, %s).", rung.duty_id, rung.duty.key, rung.step)
    return heard


def _followed_up(rung: Rung, now: datetime) -> bool:
    """Run what the duty sets in motion when it falls due. What fails is undone alone, and is tried again at the next sweep."""
    if rung.step != DUE:
        return True
    kind = known_definition(rung.duty.key)
    if kind is None or kind.on_due is None:
        return True
    try:
        with transaction.atomic():
            kind.on_due(rung.duty, now)
    except Exception:  # one duty that cannot be followed up must not silence all others
        logger.exception("Duty %s (%s) could not be followed up.", rung.duty_id, rung.duty.key)
        return False
    return True


def tell(heard: list[tuple[Rung, Reached]], *, now: datetime, stands_for: Alert | None = None) -> None:
    """Write the alerts, in the application and by e-mail. An alert that was written before is not written again."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    alerts = []
    for rung, reached in heard:
        shared = {
            "rung": rung,
            "recipient": reached.user,
            "recipient_role": reached.capacity,
            "is_gap": reached.gap,
            "gap_of": reached.instead_of if reached.gap else None,
            "created_at": now,
            "stands_for": stands_for,
        }
        key = uuid7()
        alerts.append(Alert(channel=Alert.Channel.APPLICATION, state=Alert.State.SENT, sent_at=now, **shared))
        alerts.append(Alert(pk=key, channel=Alert.Channel.EMAIL, next_attempt_at=now, message_id=f"<{key}@{domain}>", **shared))
    Alert.objects.bulk_create(alerts, ignore_conflicts=True, batch_size=2000)
