"""Whether parents and carers were told, and why not (policy 15, framework 2.98 and 2.99)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block_each
from cafcass_cases.duties.services import discharge
from referrals.models import ParentInformed, Referral
from referrals.selectors import parents_of, parents_unanswered

from .common import locked, must_have_happened, must_work_on, open_duties


@dataclass(frozen=True, kw_only=True)
class ParentAnswer:
    """What is said of one parent or carer. ``told`` is before, after or not_told; ``reason`` says why not."""

    parent: Person
    told: str
    told_at: datetime | None = None
    how: str = ""
    reaction: str = ""
    agreed: bool | None = None
    reason_kinds: tuple[str, ...] = ()
    reason: str = ""


@service
def record_parent_informed(
    *, referral: Referral, answers: Iterable[ParentAnswer], by: Any, now: datetime, decided_at: datetime | None = None
) -> list[ParentInformed]:
    """Record, for each parent and carer, told before, told after, or not told with the reason on the child's record (policy 15).

    Raises :class:`RuleRefused` ("P15-3") where somebody was not told and no reason is given.
    """
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    rows = []
    for answer in answers:
        if answer.told == ParentInformed.Told.NOT_TOLD and not answer.reason.strip():
            raise RuleRefused("P15-3", f"Write why {answer.parent} was not told.", field="parents")
        if answer.told_at:
            must_have_happened(answer.told_at, now=now, field="parents")
        row = ParentInformed.objects.filter(referral=referral, parent=answer.parent).first() or ParentInformed(
            referral=referral, parent=answer.parent
        )
        row.told, row.told_at, row.how, row.reaction = answer.told, answer.told_at, answer.how, answer.reaction
        row.agreed, row.reason_kinds, row.reason = answer.agreed, list(answer.reason_kinds), answer.reason
        row.decided_at, row.decided_by = decided_at or now, by
        row.save()
        rows.append(row)
    if open_duties("parents-informed", referral) and not parents_unanswered(referral):
        discharge(key="parents-informed", subject=referral, at=now, by=by, now=now)
    return rows


def must_have_answers(referral: Referral) -> None:
    """Refuse unless each parent and carer has an answer, and a reason where they were not told (policy 15), or a departure stands."""
    answered = {row.parent_id: row for row in referral.parents_informed.all()}
    blank = [parent for parent in parents_of(referral) if parent.pk not in answered]
    without = [row.parent for row in answered.values() if not row.is_complete]
    block_each(
        [("P15-3", f"{parent}: reason") for parent in without], "Write why a parent or carer was not told before you send this.",
        case=referral.case, subject=referral,
    )  # fmt: skip
    block_each(
        [("P15-2", f"{parent}: told before, told after, or not told") for parent in blank],
        "Say which parents and carers were told before you send this.", case=referral.case, subject=referral,
    )  # fmt: skip
