"""Planning work with one child: where, with whom, how the child can take part (framework 2.40, 2.47, 2.89, 4.5, 4.6). Moments in UTC."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block

from ..models import HOMES, Away, DirectWorkPlan, Material, Transport, Venue
from ..selectors import communication_needs, suspicion_stands
from . import guards

CAR = "A child is never interviewed in a car. Choose another place: an office, a room at the solicitor’s, a school, a family centre."
WORKERS_HOME = "A child is never taken to a practitioner’s own home. Choose another place."
BEDROOM = "Focused work is not done in the child’s bedroom. Choose another room, or another place if no room is private."
SUPPORTED = "A supported centre is not the place where the risk calls for supervised contact. Choose a centre that supervises."
STOP = (
    "Suspicion of significant harm has been reached for this child, so do not ask about what happened. Plan work about something else, or "
    "speak to your manager: it is for children’s social care and the police to ask."
)
PLANNED = (
    "purpose", "planned_for", "venue", "venue_detail", "in_bedroom", "supervised_needed", "centre_supervises", "child_wish", "wish_met",
    "wish_explained", "told_of_place", "is_first", "familiar_person", "no_familiar_reason", "who_else", "second_adult", "understanding",
    "adjustments", "interpreter", "other_needs", "transport", "transport_reason", "about_event",
)  # fmt: skip
"""What a plan holds beside its child, materials and answers."""


@service
def plan_direct_work(
    *,
    case: Case,
    child: Person,
    by: User,
    now: datetime,
    materials: Sequence[str] = (),
    answers: Sequence[dict[str, str]] = (),
    **planned: Any,
) -> DirectWorkPlan:
    """Plan one piece of work with one child. ``planned``: the fields of ``PLANNED``; ``answers``: {question, answer} about a disability.

    Raises RuleRefused for a place where children are not seen, a barrier that nobody planned for, and what else framework 4.6 asks.
    """
    guards.must_work_on(by, case, now)
    guards.must_be_child(case, child)
    plan = DirectWorkPlan(case=case, child=child, planned_by=by)
    return _write(plan, by=by, now=now, materials=materials, answers=answers, **planned)


@service
def change_direct_work_plan(
    *,
    plan: DirectWorkPlan,
    by: User,
    now: datetime,
    version: int | None = None,
    materials: Sequence[str] = (),
    answers: Sequence[dict[str, str]] = (),
    **planned: Any,
) -> DirectWorkPlan:
    """Change a plan that is not yet carried out. Raises RuleRefused as :func:`plan_direct_work` does, and StaleEdit."""
    plan = guards.lock(plan)
    _must_be_open(plan)
    guards.must_work_on(by, plan.case, now)
    plan.expect_version(version)
    return _write(plan, by=by, now=now, materials=materials, answers=answers, **planned)


@service
def call_off_direct_work(*, plan: DirectWorkPlan, reason: str, by: User, now: datetime) -> DirectWorkPlan:
    """The work does not take place, for a reason. Raises RuleRefused without one."""
    plan = guards.lock(plan)
    _must_be_open(plan)
    guards.must_work_on(by, plan.case, now)
    guards.must_be_written(reason, "F2.49-1", "Write why it is called off.", "reason")
    plan.cancelled_at, plan.cancelled_reason = now, reason.strip()
    plan.save()
    return plan


def _must_be_open(plan: DirectWorkPlan) -> None:
    guards.must_stand(plan, "plan")
    if plan.cancelled_at:
        raise RuleRefused("F2.47-1", "This plan was called off. Make a new one.")
    if plan.works.exists():
        raise RuleRefused("F2.47-1", "This plan was carried out. Make a new one for what comes next.")


def _write(
    plan: DirectWorkPlan, *, by: User, now: datetime, materials: Sequence[str], answers: Sequence[dict[str, str]], **planned: Any
) -> DirectWorkPlan:
    for name in PLANNED:
        if name in planned:
            value = planned.pop(name)
            setattr(plan, name, value.strip() if isinstance(value, str) else value)
    if planned:
        raise TypeError(f"A plan has no {', '.join(planned)}.")
    plan.materials = list(materials)
    plan.answers = [{"question": one["question"], "answer": one["answer"].strip()} for one in answers]
    _must_be_safe(plan)
    _must_suit_the_child(plan, now)
    plan.save()
    return plan


def _must_be_safe(plan: DirectWorkPlan) -> None:
    """The place, and who is there (framework 4.5, 4.6)."""
    guards.must_be_written(plan.purpose, "F2.47-1", "Write what the work is for.", "purpose")
    if plan.venue == Venue.CAR:
        raise RuleRefused("F4.6-2", CAR, field="venue")
    if plan.venue == Venue.WORKERS_HOME:
        raise RuleRefused("F4.6-2", WORKERS_HOME, field="venue")
    guards.must_be_of(plan.venue, Venue.values, "F4.6-1", "Choose where you will see the child.", "venue")
    if plan.in_bedroom:
        raise RuleRefused("F4.6-2", BEDROOM, field="in_bedroom")
    if plan.venue == Venue.CONTACT_CENTRE and plan.supervised_needed and not plan.centre_supervises:
        raise RuleRefused("F2.60-11", SUPPORTED, field="centre_supervises")
    if plan.venue in HOMES:
        guards.must_be_written(plan.second_adult, "F4.6-3", "Name the other adult who will be in the home.", "second_adult")
    guards.must_be_written(
        plan.child_wish, "F4.6-1", "Write where the child would like to be seen, or why you could not ask.", "child_wish"
    )
    if plan.wish_met is False:
        guards.must_be_written(plan.wish_explained, "F4.6-1", "Write how you explained it to the child.", "wish_explained")
    if plan.venue in Away:
        guards.must_be_written(
            plan.told_of_place,
            "F4.6-1",
            "Write what the child and the carer were told of the place, and how long it takes.",
            "told_of_place",
        )
    if plan.is_first and not plan.familiar_person:
        guards.must_be_written(
            plan.no_familiar_reason, "F4.6-1", "Name somebody familiar who will be there, or write why nobody can be.", "no_familiar_reason"
        )
    guards.must_be_of(plan.transport, Transport.values, "F4.6-5", "Choose who takes the child there.", "transport")
    if set(plan.materials) - set(Material.values):
        raise RuleRefused("F4.5-1", "Choose from the list: Cafcass does not give therapy.", field="materials")


def _must_suit_the_child(plan: DirectWorkPlan, now: datetime) -> None:
    """The child's understanding, barriers, and what may not be asked any more (framework 2.40, 2.89)."""
    guards.must_be_written(
        plan.understanding, "F2.40-1", "Write how you fit the work to the child’s age and understanding.", "understanding"
    )
    needs = communication_needs(plan.child)
    if plan.child.interpreter_needed and not plan.interpreter:
        raise RuleRefused(
            "F2.40-1", "This child needs an interpreter. Write who interprets, never somebody of the family.", field="interpreter"
        )
    if needs and not plan.adjustments:
        raise RuleRefused("F2.40-1", "Write how you overcome the barrier.", missing=needs, field="adjustments")
    if plan.about_event and suspicion_stands(plan.child):
        block("F2.89-1", STOP, case=plan.case, subject=plan if plan.pk and plan.version else None, field="about_event")
