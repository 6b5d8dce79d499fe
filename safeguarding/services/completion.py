"""Completing a concern: nothing is left open (policy 55)."""

from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.cases.selectors import connected_children, subject_children
from cafcass_cases.core.services import service
from cafcass_cases.duties.definitions import definition
from cafcass_cases.duties.departures import block_each, may_be_departed_from
from cafcass_cases.duties.models import Duty
from safeguarding.models import Concern, Enquiry, Supervision, SupervisionAction

from . import guards
from .supervision import Missing

EARLIER_SHOWN = ("connected-child", "cause-to-suspect", "action", "dissent-viewed")
"""Duties whose cause is listed by itself, in better words."""


def what_stands_open(concern: Concern, *, enquiries_reason: str = "", no_other_children: bool = False) -> list[Missing]:
    """Everything that keeps a concern open, each with its requirement."""
    found: list[Missing] = []
    named = set(concern.children.values_list("child_id", flat=True)) | set(concern.considerations.values_list("child_id", flat=True))
    connected = list(connected_children(concern.case))
    for child in connected:
        if child.pk not in named:
            found.append(Missing("P16-1", f"whether {child.full_name} is referred as well"))
    if not connected and not (no_other_children or concern.no_other_children):
        found.append(Missing("P16-1", "that no other child is known who may be at risk"))
    answered = set(concern.cause_answers.values_list("child_id", flat=True))
    for child in subject_children(concern.case):
        if child.pk not in answered:
            found.append(Missing("P27-1", f"whether there is cause to suspect that {child.full_name} is at risk of harm"))
    for row in concern.children.select_related("child").prefetch_related("harms"):
        if not row.harms.all():
            found.append(Missing("P2-3", f"the harm feared for {row.child.full_name}"))
    if not concern.supervisions.filter(state=Supervision.State.SIGNED, withdrawn_at=None).exists():
        found.append(Missing("P9-2", "a signed record of situational case supervision"))
    for dissent in concern.dissents.filter(viewed_at=None):
        found.append(Missing("P10-3", f"the Head of Practice’s view of the dissent of {dissent.dissented_at:%-d %B}"))
    asked = concern.enquiries.filter(
        source__in=(Enquiry.Source.PARENT, Enquiry.Source.AUTHORITY), result=Enquiry.Result.CONTACTED, withdrawn_at=None
    )
    if not asked.exists() and not (enquiries_reason or concern.enquiries_reason).strip():
        found.append(Missing("P11-2", "why neither a parent nor the local authority was asked"))
    if not asked.exclude(plan="").exists() and not (enquiries_reason or concern.enquiries_reason).strip():
        found.append(Missing("F2.85-2", "whether a child has a child protection plan, from the local authority"))
    settled = (SupervisionAction.State.CONFIRMED, SupervisionAction.State.WITHDRAWN)
    for action in concern.actions.filter(withdrawn_at=None).exclude(state__in=settled):
        found.append(Missing("P55-4", f"the action “{action.what[:60]}”: {action.get_state_display().lower()}"))
    for duty in (
        Duty.objects.filter(concern_id=concern.pk, ended_at=None).exclude(key__in=EARLIER_SHOWN).select_related("child").order_by("due_at")
    ):
        known = definition(duty.key)
        words = known.title[:1].lower() + known.title[1:]
        words += f": {duty.child.full_name}" if duty.child else ""
        # What statute requires stays in the way of every departure.
        rule = next((one for one in known.requirements if not may_be_departed_from(one)), "P55-4")
        found.append(Missing(rule, f"{words}, {duty.detail}" if duty.detail else words))
    return found


@service
def complete_concern(
    *,
    concern: Concern,
    outcome: str,
    at: datetime,
    by: User,
    now: datetime,
    enquiries_reason: str = "",
    no_other_children: bool = False,
) -> Concern:
    """The concern has been followed through (policy 55). Refused while anything stands open, and lists it."""
    concern = guards.lock_concern(concern)
    guards.must_work_on(by, concern, now)
    guards.concern_must_be_open(concern)
    guards.must_be_written(outcome, "P55-3", "Write what came of it for each child.", "outcome")
    guards.must_not_be_later(at, now, "P55-2", "When it was completed cannot be later than now.", "completed_at")
    missing = what_stands_open(concern, enquiries_reason=enquiries_reason, no_other_children=no_other_children)
    block_each(
        [(item.rule, item.phrase) for item in missing],
        "The concern cannot be completed yet. Still open:",
        case=concern.case,
        subject=concern,
    )
    concern.outcome, concern.completed_at, concern.completed_by = outcome, at, by
    concern.enquiries_reason = enquiries_reason or concern.enquiries_reason
    concern.no_other_children = no_other_children or concern.no_other_children
    concern.save()
    return concern


@register_closing_guard
def concerns_are_completed(case: Case, now: datetime) -> list[str]:
    """A case is not closed over an open concern (policy 55)."""
    return [f"Concern {concern.reference} is open" for concern in case.concerns.filter(completed_at=None, withdrawn_at=None)]
