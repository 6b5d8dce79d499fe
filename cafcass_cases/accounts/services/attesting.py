"""Confirming a version of the policy: opened when it takes effect, made by each for themselves, reminded of by e-mail (P0-5)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from cafcass_cases.core.clock import from_london, london, london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.policy.calendar import add_working_days
from cafcass_cases.policy.models import PolicyVersion
from cafcass_cases.policy.selectors import local_default
from cafcass_cases.policy.services import CONFIRMATIONS

from .. import attesting
from ..models import Attestation, AttestationReminder, User

logger = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(minutes=5)
WAIT = timedelta(minutes=15)
WHILE_UNREACHABLE = timedelta(minutes=1)
ATTEMPTS = 5


@service
def open_attestations(*, by: User | None, now: datetime, users: Iterable[User] | None = None, since: datetime | None = None) -> int:
    """Ask everybody in scope (or of ``users``) who was not asked yet to confirm the version in force. How many were asked.

    ``since``: from when it counts for them, where that is later than the version and the account. What is still owed of versions
    before is superseded. Running it twice asks nobody twice.
    """
    version = attesting.version_to_attest(now)
    if version is None:
        return 0
    asked = Attestation.objects.filter(policy_version=version)
    staff = User.objects.filter(attesting.in_scope(version)).exclude(pk__in=asked.values("user"))
    if users is not None:
        staff = staff.filter(pk__in=[user.pk for user in users])
    opened = [_open(user, version, since) for user in staff.order_by("pk")]
    older = Attestation.objects.filter(attested_at=None, superseded_at=None, policy_version__in_force_on__lt=version.in_force_on)
    for row in older.select_for_update(of=("self",)):
        row.superseded_at = now
        row.save()
    return len(opened)


def _open(user: User, version: PolicyVersion, since: datetime | None) -> Attestation:
    opened_at = max(attesting.takes_effect_for(user, version), since or user.created_at)
    due_at, note = attesting.limit_from(opened_at)
    row = Attestation(user=user, policy_version=version, opened_at=opened_at, due_at=due_at, limit_note=note)
    row.save()
    morning = local_default("LADDER_REMINDER_MORNING", at=opened_at).time_of_day
    before = from_london(add_working_days(london_date(due_at), -1), morning)
    steps = AttestationReminder.Step
    for step, fires_at in ((steps.OPENED, opened_at), (steps.REMINDER, max(before, opened_at)), (steps.DUE, due_at)):
        AttestationReminder.objects.create(attestation=row, step=step, fires_at=fires_at)
    return row


@service
def attest_to_policy(*, policy_version: PolicyVersion, confirmations: Sequence[bool], by: User, now: datetime) -> Attestation:
    """``by`` confirms for themselves each sentence of the version in force: read, understood, will act on it. What they confirmed is kept.

    A second time changes nothing. Raises RuleRefused for another version, for somebody who is not asked, and where a sentence
    is not confirmed (each in ``missing``).
    """
    version = attesting.version_to_attest(now)
    if version is None or version.pk != policy_version.pk:
        raise RuleRefused("P0-5", f"Version {policy_version.number} is not the version in force. Confirm the one that is.")
    if not by.is_active or not version.asks(by.role):
        raise RuleRefused("P0-5", "You are not asked to confirm this version.")
    given = [*confirmations, *([False] * len(CONFIRMATIONS))][: len(CONFIRMATIONS)]
    missing = [sentence for sentence, yes in zip(version.attestation_wording, given, strict=True) if not yes]
    if missing:
        raise RuleRefused("P0-5", "Confirm each sentence. If you cannot, read the policy first, and ask your manager.", missing=missing)
    row = Attestation.objects.select_for_update().filter(user=by, policy_version=version).first() or _open(by, version, None)
    if row.attested_at is None:
        row.attested_at, row.role_then, row.wording = now, by.role, list(version.attestation_wording)
        row.save()
        AttestationReminder.objects.filter(attestation=row, sent_at=None).update(skipped=True)
    return row


# ---- reminders


def send_attestation_reminders(*, now: datetime) -> int:
    """Lease the reminders that are due, send them outside every transaction, and write down what came of it. How many were sent.

    Of several for one person only the latest goes. Each is sent at least once, with a message id that stays the same.
    """
    batch = _claim(now)
    if not batch:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        logger.warning("The mail server does not answer (%s).", type(error).__name__)
        for reminder in batch:  # nothing was attempted, and everything waits a little
            reminder.attempts, reminder.leased_until = reminder.attempts - 1, now + WHILE_UNREACHABLE
            reminder.save()
        return 0
    try:
        return sum(_send(reminder, connection, now) for reminder in batch)
    finally:
        connection.close()


def _claim(now: datetime) -> list[AttestationReminder]:
    waiting = AttestationReminder.objects.filter(sent_at=None, skipped=False, fires_at__lte=now, attempts__lt=ATTEMPTS)
    with transaction.atomic():
        free = waiting.filter(Q(leased_until=None) | Q(leased_until__lt=now)).select_for_update(skip_locked=True, of=("self",))
        found = list(free.select_related("attestation__user", "attestation__policy_version").order_by("attestation", "-fires_at")[:BATCH])
        batch: dict[object, AttestationReminder] = {}
        for reminder in found:
            row = reminder.attestation
            over = row.attested_at or row.superseded_at or not row.user.is_active
            if over or row.pk in batch:
                reminder.skipped = True
            else:
                reminder.leased_until, reminder.attempts = now + LEASE, reminder.attempts + 1
                batch[row.pk] = reminder
            reminder.save()
    return list(batch.values())


def _send(reminder: AttestationReminder, connection: object, now: datetime) -> bool:
    row = reminder.attestation
    message = EmailMessage(
        f"Please confirm version {row.policy_version.number} of the child safeguarding policy",
        _body(row, now),
        to=[row.user.email],
        headers={
            "Message-ID": f"<attestation-{reminder.pk}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    try:
        message.send()
    except OSError as error:
        logger.warning("Reminder %s was not taken (%s).", reminder.pk, type(error).__name__)
        reminder.last_error, reminder.leased_until = type(error).__name__, now + WAIT
        reminder.save()
        return False
    reminder.sent_at, reminder.leased_until, reminder.last_error = now, None, ""
    reminder.save()
    return True


def _body(row: Attestation, now: datetime) -> str:
    late = " It is late." if row.is_late(now) else ""
    return "\n".join(
        [
            f"Version {row.policy_version.number} of the {row.policy_version.title.lower()} is in force.",
            "Please read it, and confirm that you have read and understood it and will act on it.",
            f"By: {london(row.due_at):%A %-d %B %Y at %H:%M} ({row.limit_note}).{late}",
            "",
            f"Confirm it here: {settings.BASE_URL}{reverse('accounts:attest_to_policy')}",
            "",
        ]
    )
