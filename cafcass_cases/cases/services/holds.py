"""Holding a case from disposal, and lifting that."""

from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service

from .. import rules
from ..models import Case, DisposalHold
from .guards import by_manager, lock, must_have_happened, must_say


@service
def hold_case(*, case: Case, kind: str, reason: str, held_at: datetime, by: User | None, now: datetime) -> DisposalHold:
    """From ``held_at`` (UTC) nothing of the case is destroyed. Whoever works on the case can do it; only a manager lifts it.

    Raises Denied; RuleRefused without a reason.
    """
    if by is not None and not rules.may_work_on_case(by, case, now):
        raise Denied("Only those who work on the case can hold it from disposal.")
    if kind not in DisposalHold.Kind.values:
        raise RuleRefused("disposal-hold", "Choose what needs the case.", field="kind")
    reason = must_say(reason, "reason", "Write why nothing may be destroyed.")
    must_have_happened(held_at, now, "held_at")
    hold = DisposalHold(case=lock(case), kind=kind, reason=reason, held_at=held_at, held_by=by)
    hold.save()
    return hold


@service
def lift_hold(*, hold: DisposalHold, reason: str, by: User | None, now: datetime) -> DisposalHold:
    """The case is no longer needed for it. Other holds of the case stand. Raises Denied; RuleRefused without a reason."""
    by_manager(by, hold.case, now, "lift a hold on disposal")
    hold = lock(hold)
    if hold.lifted_at is not None:
        return hold
    hold.lifted_at, hold.lifted_by = now, by
    hold.lifted_reason = must_say(reason, "reason", "Write why the hold is lifted.")
    hold.save()
    return hold
