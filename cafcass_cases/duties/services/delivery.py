"""The outbox: alerts are sent by e-mail at least once, each with a message id that stays the same (DESIGN §4)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q

from ..messages import body, subject_line
from ..models import Alert, Heartbeat
from ..people import Addressees
from .firing import tell
from .heartbeat import MAIL, beat

logger = logging.getLogger(__name__)

BATCH = 25
LEASE = timedelta(minutes=5)
ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)
ACCOUNT_CLOSED = "The account is closed."
WHILE_UNREACHABLE = timedelta(seconds=30)
ASKED_AGAIN = timedelta(minutes=1)


def deliver_alerts(*, now: datetime) -> int:
    """Lease a batch of waiting e-mails, send them outside every transaction, and finish those whose lease is still ours.

    A message the server refuses is tried five times, each wait four times the last; then it is undeliverable and the next rung
    up is told. While no mail server answers nothing is counted against anybody: the messages wait, and the missing beat shows
    it on every page. Where nothing is to be sent the server is asked once a minute, so that the beat says what was seen. How many
    were sent.
    """
    lease = uuid4()
    batch = _claim(lease, now)
    if not batch and Heartbeat.objects.filter(name=MAIL, beat_at__gt=now - ASKED_AGAIN).exists():
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are OSErrors too
        logger.warning("The mail server does not answer (%s).", type(error).__name__)
        _give_back(batch, lease, now)
        return 0
    sent = 0
    try:
        for alert in batch:
            problem = _send(alert, connection)
            sent += _finish(alert, lease, problem, now)
    finally:
        connection.close()
    beat(name=MAIL, now=now, detail=f"{sent} sent")
    return sent


def _claim(lease: object, now: datetime) -> list[Alert]:
    """Take what is due, and what a sender that died had taken before. An attempt counts from the moment it is begun."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    waiting = Alert.objects.filter(free, channel=Alert.Channel.EMAIL, state=Alert.State.WAITING, next_attempt_at__lte=now)
    claim = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("next_attempt_at", "pk")
    with transaction.atomic():
        batch = list(claim.select_related("recipient", "rung__duty__case")[:BATCH])
        for alert in batch:
            alert.lease, alert.leased_until, alert.attempts = lease, now + LEASE, alert.attempts + 1
        Alert.objects.bulk_update(batch, ["lease", "leased_until", "attempts"])
    return batch


def _send(alert: Alert, connection: object) -> str:
    """Hand the message to the server. "" where it took it, else what was wrong, without anybody's address."""
    if not alert.recipient.is_active:
        return ACCOUNT_CLOSED
    message = EmailMessage(
        subject_line(alert),
        body(alert),
        to=[alert.recipient.email],
        headers={"Message-ID": alert.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        return "" if message.send() else "The server took no message."
    except OSError as error:
        code = getattr(error, "smtp_code", "")
        return f"{type(error).__name__} {code}".strip()


def _finish(alert: Alert, lease: object, problem: str, now: datetime) -> bool:
    """Write down what came of it, if the lease is still ours; else another sender has it, with the same message id."""
    mine = Alert.objects.filter(pk=alert.pk, lease=lease, state=Alert.State.WAITING)
    if not problem:
        done = {"state": Alert.State.SENT, "sent_at": now, "last_error": ""}
        return bool(mine.update(**done, lease=None, leased_until=None))
    logger.warning("Alert %s was not taken: %s (attempt %s).", alert.pk, problem, alert.attempts)
    if alert.attempts < ATTEMPTS and problem != ACCOUNT_CLOSED:
        again = now + FIRST_WAIT * 4 ** (alert.attempts - 1)
        mine.update(next_attempt_at=again, last_error=problem, lease=None, leased_until=None)
        return False
    with transaction.atomic():
        if mine.update(state=Alert.State.UNDELIVERABLE, last_error=problem, lease=None, leased_until=None):
            _tell_next_rung(alert, now)
    return False


def _tell_next_rung(alert: Alert, now: datetime) -> None:
    """Somebody cannot be told by e-mail: whoever stands above them hears instead. Above the Assistant Director the pages show it."""
    above = Addressees(now).above(alert.recipient, alert.rung.duty)
    if above:
        tell([(alert.rung, above)], now=now, stands_for=alert)


def _give_back(batch: list[Alert], lease: object, now: datetime) -> None:
    """No server answered: nothing was attempted, and everything waits a little."""
    with transaction.atomic():
        for alert in Alert.objects.filter(pk__in=[alert.pk for alert in batch], lease=lease).select_for_update():
            alert.attempts -= 1
            alert.lease = alert.leased_until = None
            alert.next_attempt_at, alert.last_error = now + WHILE_UNREACHABLE, "The mail server did not answer."
            alert.save()
