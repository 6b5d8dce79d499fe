"""The clock: claiming the rungs that are due and telling whom they concern (DESIGN §4)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction

from cafcass_cases.accounts.staffing import Reached
from cafcass_cases.core.acting import acting
from cafcass_cases.core.ids import uuid7

from ..definitions import known_definition
from ..ladders import DUE
from ..models import Alert, Duty, Rung
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
    rungs = Rung.objects.filter(fired_at=None, skipped=False, fires_at__lte=until or now)
    with acting(by=None, now=now, reason="The clock"), replaying():
        if subject is None and concern_id is None:
            return _fire_all(rungs, now, skip_locked=True)
        with transaction.atomic():
            held = open_duties(subject=subject, concern_id=concern_id).select_for_update().order_by("pk")
            return _fire_all(rungs.filter(duty__in=[duty.pk for duty in held]), now, skip_locked=False)


def _fire_all(rungs: models.QuerySet[Rung], now: datetime, *, skip_locked: bool) -> int:
    """Batch after batch, each in its own transaction, in due order; also what the batches themselves made due.

    ``left`` are those that this sweep leaves to the next: their duty is in another's hands, or they could not be followed up.
    """
    fired, addressees, left = 0, Addressees(now), set[UUID]()
    while True:
        with transaction.atomic():
            claim = rungs.exclude(pk__in=left).select_for_update(skip_locked=skip_locked).order_by("fires_at", "pk")
            batch = list(claim[:BATCH])
            if not batch:
                return fired
            held = _with_their_duties(batch, skip_locked=skip_locked)
            addressees.meet(rung.duty.owner_id for rung in held)
            tell([(rung, reached) for rung in held for reached in _heard_by(rung, addressees)], now=now)
            done = [rung for rung in held if _followed_up(rung, now)]
            left |= {rung.pk for rung in batch} - {rung.pk for rung in done}
            for late in (False, True):
                ids = [rung.pk for rung in done if (now - rung.fires_at > LATE_AFTER) is late]
                Rung.objects.filter(pk__in=ids).update(fired_at=now, fired_late=late)
            fired += len(done)


def _with_their_duties(batch: list[Rung], *, skip_locked: bool) -> list[Rung]:
    """The rungs whose duty could be locked too and is still open. Two plain look-ups by index, whatever the planner knows."""
    duties = Duty.objects.select_for_update(skip_locked=skip_locked).in_bulk({rung.duty_id for rung in batch})
    for rung in batch:
        if rung.duty_id in duties:
            rung.duty = duties[rung.duty_id]
    return [rung for rung in batch if rung.duty_id in duties and rung.duty.is_open]


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


# One statement for a whole batch: twenty thousand alerts in a breath, where building each as an object takes several.
# Both channels of an alert are written, or neither; what was written before is left as it is.
TELL = """
WITH told AS (
    SELECT * FROM unnest(
        %(rungs)s::uuid[], %(recipients)s::uuid[], %(capacities)s::text[], %(gaps)s::boolean[], %(gaps_of)s::uuid[],
        %(application_ids)s::uuid[], %(email_ids)s::uuid[]
    ) AS told (rung_id, recipient_id, recipient_role, is_gap, gap_of_id, application_id, email_id)
)
INSERT INTO duties_alert (
    id, channel, state, sent_at, next_attempt_at, message_id,
    rung_id, recipient_id, recipient_role, is_gap, gap_of_id, stands_for_id, created_at, attempts, last_error
)
SELECT application_id, 'application', 'sent', %(now)s, NULL::timestamptz, '',
    rung_id, recipient_id, recipient_role, is_gap, gap_of_id, %(stands_for)s::uuid, %(now)s, 0, ''
FROM told
UNION ALL
SELECT email_id, 'email', 'waiting', NULL, %(now)s, '<' || email_id || '@' || %(domain)s || '>',
    rung_id, recipient_id, recipient_role, is_gap, gap_of_id, %(stands_for)s::uuid, %(now)s, 0, ''
FROM told
ON CONFLICT DO NOTHING
"""


def tell(heard: list[tuple[Rung, Reached]], *, now: datetime, stands_for: Alert | None = None) -> None:
    """Write the alerts, in the application and by e-mail. An alert that was written before is not written again."""
    with connection.cursor() as cursor:
        cursor.execute(
            TELL,
            {
                "rungs": [rung.pk for rung, _ in heard],
                "recipients": [reached.user.pk for _, reached in heard],
                "capacities": [reached.capacity for _, reached in heard],
                "gaps": [reached.gap for _, reached in heard],
                "gaps_of": [reached.instead_of.pk if reached.gap and reached.instead_of else None for _, reached in heard],
                "application_ids": [uuid7() for _ in heard],
                "email_ids": [uuid7() for _ in heard],
                "stands_for": stands_for.pk if stands_for else None,
                "now": now,
                "domain": parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2],
            },
        )
