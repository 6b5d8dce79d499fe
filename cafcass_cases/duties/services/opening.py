"""Opening a duty, and writing the rungs of its ladder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Handover, Hearing, Person
from cafcass_cases.core.services import service
from cafcass_cases.policy.selectors import version_on

from ..definitions import DutyDefinition, definition
from ..ladders import DUE, OPENED
from ..limits import LimitContext, Reckoned
from ..models import Duty, Rung
from ..people import kept_to_named, owner_for
from ..reckoning import context_at, hearing_for, reckon, terms_of

CONCERN = "safeguarding.concern"

_replaying: ContextVar[bool] = ContextVar("replaying", default=False)


@contextmanager
def replaying() -> Iterator[None]:
    """Duties opened in the block are the clock's own doing: every rung of theirs fires, however late the clock is."""
    token = _replaying.set(True)
    try:
        yield
    finally:
        _replaying.reset(token)


def label_of(subject: models.Model) -> str:
    return subject._meta.label_lower


def open_duties(
    *,
    subject: models.Model | None = None,
    concern_id: UUID | None = None,
    keys: Any = None,
    child: Person | None = None,
) -> models.QuerySet[Duty]:
    """Open duties of a subject or concern, of some keys, of one child; unlocked."""
    duties = Duty.objects.filter(ended_at=None)
    if subject is not None:
        duties = duties.filter(subject_label=label_of(subject), subject_id=subject.pk)
    if concern_id is not None:
        duties = duties.filter(concern_id=concern_id)
    if keys is not None:
        duties = duties.filter(key__in=[keys] if isinstance(keys, str) else list(keys))
    return duties.filter(child=child) if child is not None else duties


@service
def open_duty(
    *,
    key: str,
    case: Case,
    subject: models.Model,
    event_at: datetime,
    by: User | None,
    now: datetime,
    concern_id: UUID | None = None,
    child: Person | None = None,
    owner: User | None = None,
    detail: str = "",
    agreed_on: date | None = None,
    hearing: Hearing | None = None,
    handover: Handover | None = None,
    due_at: datetime | None = None,
    serious: bool = False,
    repeat: bool = False,
) -> Duty:
    """Open the duty ``key`` on ``subject``, its clock running from ``event_at`` (UTC), and write its rungs.

    An open duty of the same key, subject and child is returned as it is. Without ``owner`` it falls to whoever holds the
    definition's role on the case; in a restricted case, to somebody named in it whoever is asked. ``handover``: a feared one, which may bring the limit forward; ``serious``: significant harm
    is alleged; ``repeat``: not the first time; ``due_at``: where the definition cannot know. A duty that is already late when
    it is entered fires only its highest past rung. ``detail`` holds no personal data. Raises LookupError for an unknown key.
    """
    kind = definition(key)
    same = open_duties(subject=subject, keys=key).filter(child=child)
    found = same.first()
    if found:
        return found
    hearing = hearing_for(kind, case, event_at, hearing)
    ctx = context_at(event_at, hearing=hearing, handover=handover, agreed_on=agreed_on, serious=serious, repeat=repeat)
    reckoned = reckon(kind, event_at, ctx, due_at)
    if concern_id is None and label_of(subject) == CONCERN:
        concern_id = subject.pk
    duty = Duty(
        key=key,
        policy_version=version_on(event_at).number,
        case=case,
        concern_id=concern_id,
        subject_label=label_of(subject),
        subject_id=subject.pk,
        child=child,
        detail=detail,
        owner=kept_to_named(owner, kind.owner_role, case, now) if owner else owner_for(kind.owner_role, case, now),
        owner_role=kind.owner_role,
        owed_by=kind.owed_by,
        is_urgent=kind.ladder.is_urgent,
        event_at=event_at,
        due_at=reckoned.due_at,
        limit_note=reckoned.note,
        terms=terms_of(agreed_on=agreed_on, handover=handover, hearing=hearing, due_at=due_at, serious=serious, repeat=repeat),
        hearing=hearing,
    )
    try:
        with transaction.atomic():
            duty.save()
    except IntegrityError:  # somebody opened it at this very moment
        return same.get()
    write_rungs(duty, kind, reckoned, ctx, now)
    return duty


def write_rungs(duty: Duty, kind: DutyDefinition, reckoned: Reckoned, ctx: LimitContext, now: datetime) -> None:
    """Write the ladder of a new duty, or move that of one whose limit moved.

    Of rungs already past only the highest fires; the others are marked skipped, and what the due rung sets in motion happens
    at once. A step that has fired and lies ahead again gets a new rung, so that the second time is not silent.
    """
    rungs = {rung.step: rung for rung in Rung.objects.filter(duty=duty).order_by("round")}
    wanted = kind.ladder.rungs(duty.event_at, reckoned, ctx)
    if kind.alert_on_open and OPENED not in rungs:
        wanted.insert(0, (OPENED, now))
    passed = [] if _replaying.get() else [step for step, fires_at in wanted if fires_at <= now][:-1]
    due_passed_over = False
    new = []
    for step, fires_at in wanted:
        rung = rungs.pop(step, None)
        is_new = rung is None or (rung.fired_at and fires_at > now)
        if is_new:
            rung = Rung(duty=duty, step=step, round=rung.round + 1 if rung else 0)
        elif rung.fired_at:
            continue
        due_passed_over = due_passed_over or (step == DUE and step in passed and not rung.skipped)
        rung.fires_at, rung.skipped = fires_at, step in passed
        if is_new:
            new.append(rung)
        else:
            rung.save()
    Rung.objects.bulk_create(new)
    for rung in rungs.values():
        if rung.step != OPENED and rung.fired_at is None:
            rung.skipped = True
            rung.save()
    if due_passed_over and kind.on_due:
        kind.on_due(duty, now)
