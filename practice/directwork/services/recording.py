"""The signed record of work with a child, and what the child was promised (framework 2.44 to 2.49, 2.97, 4.6). Moments in UTC."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person, RecordEntry
from cafcass_cases.cases.services import write_entry
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from sharing.services import record_incident

from ..models import HOMES, DirectWork, DirectWorkPlan, Promise, Venue
from . import guards
from .telling import TellingFacts, record_telling

DETAILS = (
    "venue", "in_bedroom", "second_adult", "limits_explained", "limits_how", "child_words", "materials", "distress", "distress_signs",
    "encouragement", "decision", "decision_reason", "expert", "expert_view", "solicitor_told", "social_worker_told",
)  # fmt: skip
"""What the signed record holds beside the ten points."""


@dataclass(frozen=True)
class PromiseFacts:
    """What the child was promised, to be kept by a day in London."""

    what: str
    due_on: date


@service
def record_direct_work(
    *,
    case: Case,
    child: Person,
    happened_at: datetime,
    points: Mapping[str, str],
    by: User,
    now: datetime,
    plan: DirectWorkPlan | None = None,
    promises: Sequence[PromiseFacts] = (),
    telling: TellingFacts | None = None,
    **details: Any,
) -> DirectWork:
    """Write down and sign what was done with one child at ``happened_at``: whoever calls this did the work.

    ``points``: the ten of framework 2.47; ``details``: the fields of ``DETAILS``. What was done is never refused: what framework 4.6
    forbids is kept, and shown to the manager as an incident. Raises RuleRefused where something is not answered.
    """
    guards.must_work_on(by, case, now)
    guards.must_be_child(case, child)
    guards.must_have_happened(happened_at, now)
    words = str(details.get("child_words", "")).strip()
    guards.must_be_written(
        words, "F2.90-1" if telling else "F2.40-1", "Write what the child said, in the child’s own words.", "child_words"
    )
    entry = write_entry(
        case=case, kind=RecordEntry.Kind.DIRECT_WORK, title="", text=words, happened_at=happened_at, about=[child],
        recognised_at=telling.stopped_at if telling else None, direct_work=points, by=by, now=now,
    )  # fmt: skip
    return sign_direct_work(entry=entry, child=child, plan=plan, promises=promises, telling=telling, by=by, now=now, **details)


@service
def sign_direct_work(
    *,
    entry: RecordEntry,
    child: Person,
    by: User,
    now: datetime,
    plan: DirectWorkPlan | None = None,
    promises: Sequence[PromiseFacts] = (),
    telling: TellingFacts | None = None,
    **details: Any,
) -> DirectWork:
    """Complete and sign an entry of direct work. Only whoever did the work and wrote the entry signs it (framework 2.95, 2.97)."""
    entry = guards.lock(entry)
    case = entry.case
    guards.must_work_on(by, case, now)
    guards.must_stand(entry, "entry")
    guards.must_be_child(case, child)
    if entry.kind != RecordEntry.Kind.DIRECT_WORK:
        raise RuleRefused("F2.47-1", "Only an entry of direct work with a child is signed here.")
    if entry.author_id != by.pk:
        raise RuleRefused("F2.97-1", "Whoever did the work writes its record and signs it.")
    if DirectWork.objects.filter(entry=entry).exists():
        raise RuleRefused("F2.97-1", "This record is signed. Correct it by a new entry: the signed words stay.")
    work = DirectWork(entry=entry, case=case, child=child, plan=plan, signed_at=now, signed_by=by)
    for name in DETAILS:
        if name in details:
            value = details.pop(name)
            setattr(work, name, value.strip() if isinstance(value, str) else value)
    if details:
        raise TypeError(f"A record of direct work has no {', '.join(details)}.")
    _must_be_answered(work)
    if plan is not None and (plan.child_id != child.pk or plan.cancelled_at or plan.withdrawn_at):
        raise RuleRefused("F2.47-1", "Choose a plan for this child that stands.", field="plan")
    work.save()
    discharge(key="direct-work-signed", subject=entry, at=now, by=by, now=now)
    if case.law == "public" and work.venue in HOMES:
        discharge(key="guardian-first-visit", subject=case, child=child, at=entry.happened_at, by=by, now=now)
    for facts in promises:
        make_promise(work=work, what=facts.what, due_on=facts.due_on, by=by, now=now)
    _keep_what_should_not_have_been(work, by=by, now=now)
    if telling is not None:
        record_telling(case=case, child=child, facts=telling, work=work, by=by, now=now)
    return work


def _must_be_answered(work: DirectWork) -> None:
    guards.must_be_of(work.venue, Venue.values, "F2.47-1", "Choose where you saw the child.", "venue")
    if work.limits_explained is None:
        raise RuleRefused("F2.45-1", "Say whether you explained what you may have to tell others.", field="limits_explained")
    guards.must_be_written(work.limits_how, "F2.45-1", "Write how you explained it, or why you could not.", "limits_how")
    if work.distress:
        guards.must_be_written(work.distress_signs, "F2.49-1", "Write what you saw and heard of the child’s distress.", "distress_signs")
        guards.must_be_written(work.encouragement, "F2.49-1", "Write how you encouraged the child, or that you did not.", "encouragement")
        guards.must_be_of(work.decision, DirectWork.Decision.values, "F2.49-1", "Choose whether it went on or was ended.", "decision")
        guards.must_be_written(work.decision_reason, "F2.49-1", "Write why.", "decision_reason")
    if work.expert:
        guards.must_be_written(
            work.expert_view, "F2.44-1", "Write what the child says of it, or why the child was not asked.", "expert_view"
        )


def _keep_what_should_not_have_been(work: DirectWork, *, by: User, now: datetime) -> None:
    """A fact is never refused: the manager looks at it (DESIGN §10.4)."""
    found = []
    if work.venue == Venue.CAR:
        found.append(("F4.6-2", "A child was interviewed in a car."))
    if work.venue == Venue.WORKERS_HOME:
        found.append(("F4.6-2", "A child was taken to the practitioner’s own home."))
    if work.in_bedroom:
        found.append(("F4.6-2", "Focused work was done in the child’s bedroom."))
    if work.venue in HOMES and not work.second_adult:
        found.append(("F4.6-3", "A child was seen in the home with no other adult there."))
    for rule, what in found:
        record_incident(case=work.case, rule=rule, what=what, happened_at=work.entry.happened_at, by=by, now=now, subject=work)


@service
def make_promise(*, work: DirectWork, what: str, due_on: date, by: User, now: datetime) -> Promise:
    """What the child was promised, by a day in London: it stands on the practitioner's list until it is kept (framework 2.46)."""
    guards.must_work_on(by, work.case, now)
    guards.must_be_written(what, "F2.46-1", "Write what you promised.", "what")
    promise = Promise(work=work, case=work.case, child=work.child, what=what.strip(), due_on=due_on)
    promise.save()
    open_duty(
        key="promise-kept",
        case=work.case,
        subject=promise,
        child=work.child,
        event_at=work.entry.happened_at,
        agreed_on=due_on,
        by=by,
        now=now,
    )
    return promise


@service
def settle_promise(*, promise: Promise, kept: str, settled_at: datetime, by: User, now: datetime, note: str = "") -> Promise:
    """The promise was kept, or could not be, and then the child was told so and why. Raises RuleRefused."""
    promise = guards.lock(promise)
    guards.must_work_on(by, promise.case, now)
    guards.must_have_happened(settled_at, now, "settled_at")
    if promise.kept:
        raise RuleRefused("F2.46-1", "This promise is settled already.")
    guards.must_be_of(kept, Promise.Kept.values, "F2.46-1", "Choose whether it was kept.", "kept")
    if kept == Promise.Kept.NOT_KEPT:
        guards.must_be_written(note, "F2.46-1", "Write how you told the child, and why it could not be kept.", "note")
    promise.kept, promise.kept_at, promise.note = kept, settled_at, note.strip()
    promise.save()
    discharge(key="promise-kept", subject=promise, child=promise.child, at=settled_at, by=by, now=now)
    return promise
