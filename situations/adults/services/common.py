"""Guards that every service of this room calls first."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from situations.adults.models import AdultConcern, AdultReferral


def locked(adult: AdultConcern) -> AdultConcern:
    """The concern as it stands now, held until the transaction ends. Raises RuleRefused for one entered in error."""
    found = AdultConcern.objects.select_for_update(of=("self",)).select_related("case", "concern", "person").get(pk=adult.pk)
    if found.withdrawn_at:
        raise RuleRefused("entered-in-error", "This was entered in error. Record a new one if there is something to record.")
    return found


def locked_referral(referral: AdultReferral) -> AdultReferral:
    found = AdultReferral.objects.select_for_update(of=("self",)).select_related("adult__case", "adult__concern", "adult__person", "authority")
    return found.get(pk=referral.pk)


def must_work_on(case: Any, *, by: Any, now: datetime) -> None:
    if by is not None and not may_work_on_case(by, case, now):
        raise Denied("Only those who work on this case can do this.")


def must_manage(case: Any, *, by: Any, now: datetime) -> None:
    if not may_manage_case(by, case, now):
        raise Denied("Only a manager of this case can do this.")


def must_be_written(text: str, rule: str, sentence: str, field: str) -> None:
    if not (text or "").strip():
        raise RuleRefused(rule, sentence, field=field)


def must_have_happened(at: datetime | None, *, now: datetime, field: str) -> None:
    if at is not None and at > now:
        raise RuleRefused("P55-2", "Enter a time that is not in the future.", field=field)
