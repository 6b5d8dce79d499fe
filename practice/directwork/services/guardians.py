"""What a Children's Guardian sees to for a child who is looked after (framework 2.51 to 2.56). Moments in UTC."""

from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty

from ..models import HOMES, CareCheck, OfficerContact
from . import guards

CLEAR = {
    "authority_placement": "placement in the authority’s plan",
    "authority_contact": "contact in the authority’s plan",
    "court_placement": "placement in the plan the court approved",
    "court_contact": "contact in the plan the court approved",
}
"""What should be clear in both plans (framework 2.53); None: there is no such plan yet."""


def open_first_visits(*, case: Case, at: datetime, by: User | None, now: datetime) -> None:
    """In public law the guardian visits each child early, in the current home, from the appointment (framework 2.51)."""
    if case.law != "public":
        return
    for child in subject_children(case):
        visited = case.direct_works.filter(child=child, venue__in=HOMES, entry__withdrawn_at=None)
        if not child.is_unborn and not visited.exists():
            open_duty(key="guardian-first-visit", case=case, subject=case, child=child, event_at=at, by=by, now=now)


@service
def check_care_plan(
    *,
    case: Case,
    child: Person,
    looked_after: bool,
    checked_at: datetime,
    by: User,
    now: datetime,
    rules_applied: bool | None = None,
    finding: str = "",
    action: str = "",
    **clear: bool | None,
) -> CareCheck:
    """Whether the authority applies the care rules, and whether placement and contact are clear in both plans (framework 2.52, 2.53).

    ``clear``: the keys of ``CLEAR``. What is not clear opens an action towards the authority; a later check that finds all clear ends it.
    """
    guards.must_work_on(by, case, now)
    guards.must_be_child(case, child)
    guards.must_have_happened(checked_at, now, "checked_at")
    if looked_after:
        if rules_applied is None:
            raise RuleRefused("F2.52-1", "Say whether the authority applies the care rules.", field="rules_applied")
        guards.must_be_written(finding, "F2.52-1", "Write what you found, and from whom.", "finding")
        if not rules_applied:
            guards.must_be_written(action, "F2.52-1", "Write what you do about it.", "action")
    row = CareCheck(
        case=case, child=child, looked_after=looked_after, rules_applied=rules_applied if looked_after else None, finding=finding.strip(),
        action=action.strip(), checked_at=checked_at, checked_by=by, **{key: clear.get(key) if looked_after else None for key in CLEAR},
    )  # fmt: skip
    row.save()
    unclear = [words for key, words in CLEAR.items() if getattr(row, key) is False]
    if unclear:
        open_duty(
            key="care-plan-made-clear",
            case=case,
            subject=case,
            child=child,
            event_at=checked_at,
            detail=", ".join(unclear)[:200],
            by=by,
            now=now,
        )
    else:
        discharge(key="care-plan-made-clear", subject=case, child=child, at=checked_at, by=by, now=now)
    return row


@service
def record_officer_contact(
    *, case: Case, kind: str, officer: str, content: str, happened_at: datetime, by: User, now: datetime, child_there: bool = False
) -> OfficerContact:
    """Something that passed between us and the reviewing officer: liaison, handover, or the officer's own referral (framework 2.55, 2.56)."""
    guards.must_work_on(by, case, now)
    guards.must_have_happened(happened_at, now)
    guards.must_be_of(kind, OfficerContact.Kind.values, "F2.55-1", "Choose what it was.", "kind")
    guards.must_be_written(content, "F2.55-1", "Write what was said, or the reason.", "content")
    if kind != OfficerContact.Kind.NO_HANDOVER:
        guards.must_be_written(officer, "F2.55-1", "Enter who the reviewing officer is.", "officer")
    row = OfficerContact(
        case=case,
        kind=kind,
        officer=officer.strip(),
        content=content.strip(),
        child_there=child_there,
        happened_at=happened_at,
        recorded_by=by,
    )
    row.save()
    if kind == OfficerContact.Kind.REFERRED:
        open_duty(key="officer-referral-advised", case=case, subject=row, event_at=happened_at, by=by, now=now)
    return row


@service
def record_officer_advice(*, contact: OfficerContact, advised_at: datetime, advice: str, by: User, now: datetime) -> OfficerContact:
    """A manager asked Cafcass Legal about the officer's referral, and what came of it (framework 2.56)."""
    contact = guards.lock(contact)
    if not may_manage_case(by, contact.case, now):
        raise Denied("Only a manager of this case can do this.")
    guards.must_have_happened(advised_at, now, "advised_at")
    guards.must_be_written(advice, "F2.56-1", "Write what Cafcass Legal advised, and what follows.", "advice")
    contact.advice, contact.advised_at = advice.strip(), advised_at
    contact.save()
    discharge(key="officer-referral-advised", subject=contact, at=advised_at, by=by, now=now)
    return contact
