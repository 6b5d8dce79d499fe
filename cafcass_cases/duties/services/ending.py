"""Ending duties. What is done late stays done late, by the event's time, for ever (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from ..definitions import definition
from ..models import Duty, Ending, Rung
from ..reckoning import reckon_again
from .firing import fire_due
from .opening import open_duties, write_rungs


@service
def discharge(
    *,
    key: str,
    subject: models.Model,
    at: datetime,
    by: User | None,
    now: datetime,
    child: Person | None = None,
    note: str = "",
    lateness_reason: str = "",
) -> list[Duty]:
    """What the duty asks was done at ``at`` (UTC, the event's time): done, or done late where that is after it was due.

    Rungs that had lapsed by then fire first, so that an outage hides nothing. The duties ended; none where none is open.
    """
    fire_due(now=now, until=min(at, now), subject=subject)
    ended = []
    for duty in open_duties(subject=subject, keys=key, child=child).select_for_update():
        late = duty.due_at is not None and at > duty.due_at
        if late:
            duty.lateness_reason = lateness_reason.strip() or duty.lateness_reason
        ended.append(_end(duty, Ending.DONE_LATE if late else Ending.DONE, at=at, by=by, note=note))
    return ended


@service
def end_duties(
    *,
    subject: models.Model,
    ending: Ending,
    at: datetime,
    by: User | None,
    now: datetime,
    note: str,
    keys: Iterable[str] | str | None = None,
    child: Person | None = None,
) -> list[Duty]:
    """End open duties of a subject without their being done: no longer needed, decided not required, departed from.

    ``keys`` None: all of them. ``note`` says why. Raises RuleRefused without it, and ValueError for done or done late,
    which only :func:`discharge` may judge.
    """
    if ending in (Ending.DONE, Ending.DONE_LATE):
        raise ValueError("What was done is for discharge() to judge by its time.")
    if not note.strip():
        raise RuleRefused("duty-ending", "Write why it is no longer to be done.", field="note")
    fire_due(now=now, until=min(at, now), subject=subject)
    duties = open_duties(subject=subject, keys=keys, child=child).select_for_update()
    return [_end(duty, ending, at=at, by=by, note=note) for duty in duties]


@service
def end_duty(*, duty: Duty, ending: Ending, at: datetime, by: User | None, now: datetime, note: str, reason: str = "") -> Duty:
    """:func:`end_duties` for one duty and none of its like. One that has ended is given back as it is."""
    if ending in (Ending.DONE, Ending.DONE_LATE):
        raise ValueError("What was done is for discharge() to judge by its time.")
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    return _end(duty, ending, at=at, by=by, note=note) if duty.is_open else duty


@service
def reopen_duty(*, duty: Duty, by: User | None, now: datetime) -> Duty:
    """What ended a duty without its being done no longer holds: it is open again, with the limit it had. Its like, opened in the
    meantime, takes its place; then nothing changes."""
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    same = Duty.objects.filter(
        key=duty.key, subject_label=duty.subject_label, subject_id=duty.subject_id, child=duty.child_id, ended_at=None
    )
    if duty.is_open or same.exists():
        return duty
    duty.ended_at, duty.ending, duty.ended_by, duty.ending_note = None, "", None, ""
    duty.save()
    reckoned, ctx, _ = reckon_again(duty)
    write_rungs(duty, definition(duty.key), reckoned, ctx, now)
    return duty


@service
def withdraw_duties(
    *, reason: str, by: User | None, now: datetime, concern_id: UUID | None = None, subject: models.Model | None = None
) -> list[Duty]:
    """What made the duties was entered in error: the open ones of the concern or subject are withdrawn, with the reason."""
    if concern_id is None and subject is None:
        raise ValueError("Say whose duties are withdrawn: a concern's or a subject's.")
    duties = open_duties(concern_id=concern_id, subject=subject).select_for_update()
    return [_end(duty, Ending.WITHDRAWN, at=now, by=by, note=reason) for duty in duties]


def _end(duty: Duty, ending: Ending, *, at: datetime, by: User | None, note: str) -> Duty:
    duty.ended_at, duty.ending, duty.ended_by = at, ending, by
    duty.ending_note = note.strip()
    duty.save()
    Rung.objects.filter(duty=duty, fired_at=None).update(skipped=True)
    return duty


@service
def explain_lateness(*, duty: Duty, reason: str, by: User, now: datetime) -> Duty:
    """One line of why it was late (DESIGN §10.12). It can be written again; the history keeps both.

    Raises RuleRefused where the duty is not late, or without a reason.
    """
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if not duty.is_late(now):
        raise RuleRefused("lateness", "This is not late, so there is nothing to explain.")
    line = " ".join(reason.split())
    if not line:
        raise RuleRefused("lateness", "Write in one line why it was late.", field="reason")
    duty.lateness_reason = line
    duty.save()
    return duty
