"""Who holds the case."""

from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.ui.drafts import move_drafts

from ..events import CaseAllocated
from ..models import AccessGrant, Allocation, Case, Stage
from ..registry import why_not_let_in
from .guards import by_manager, lock, must_have_happened


@service
def allocate(
    *, case: Case, practitioner: User, by: User | None, now: datetime, starts_at: datetime | None = None, reason: str = ""
) -> Allocation:
    """Give the case to a practitioner from ``starts_at`` (UTC; None: now); the one before them holds it until then,
    and what they had begun to type goes to the new one.

    Allocating it again to the same person changes nothing. On a restricted case they are named by it.
    """
    by_manager(by, case, now, "allocate it")
    starts_at = starts_at or now
    must_have_happened(starts_at, now, "starts_at")
    if not practitioner.is_active:
        raise RuleRefused("account-closed", "Choose somebody who still works here.", field="practitioner")
    kept_out = why_not_let_in(case, practitioner)
    if kept_out:
        raise RuleRefused("kept-out", kept_out, field="practitioner")
    if practitioner.role not in REGISTERED_ROLES:
        raise RuleRefused("P1-3", "Choose a registered social worker.", field="practitioner")
    case = lock(case)
    before = case.allocations.filter(ends_at=None).first()
    if before is not None and before.practitioner_id == practitioner.pk:
        return before
    if before is not None:
        if starts_at < before.starts_at:
            raise RuleRefused("allocation-order", "Enter a time after the last allocation began.", field="starts_at")
        before.ends_at = starts_at
        before.save()
        move_drafts(case_id=case.pk, from_user=before.practitioner, to_user=practitioner, now=now)
    allocation = Allocation(case=case, practitioner=practitioner, starts_at=starts_at, reason=reason)
    allocation.save()
    if case.stage in (Stage.RECEIVED, Stage.OPEN):
        case.stage, case.opened_at = Stage.ALLOCATED, case.opened_at or starts_at
        case.save()
    if case.is_restricted:
        kind = AccessGrant.Kind.NAMED
        if not case.access_grants.filter(user=practitioner, kind=kind, ends_at=None).exists():
            AccessGrant(case=case, user=practitioner, kind=kind, reason="The case was allocated to them", starts_at=now).save()
    publish(
        CaseAllocated(
            case_id=case.pk,
            previous_id=before.practitioner_id if before else None,
            practitioner_id=practitioner.pk,
            at=starts_at,
            now=now,
            by=by,
        )
    )
    return allocation
