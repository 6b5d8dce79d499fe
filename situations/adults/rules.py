"""Who may do what here, what stands against closing a case, and what carries paragraphs 41 and 42."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import AdultConcern


def may_view_adult_dissent(user: User, adult: AdultConcern, at: datetime) -> bool:
    """Heads of Practice and Assistant Directors of the case's area, never the one who referred."""
    senior = user.role in (Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR)
    return senior and user.pk != adult.requested_by_id and may_manage_case(user, adult.case, at)


@register_closing_guard
def adult_concerns_are_completed(case: Any, now: datetime) -> list[str]:
    """A case is not closed over an open concern about an adult (policy 41)."""
    open_now = AdultConcern.objects.filter(case=case, completed_at=None, withdrawn_at=None).values_list("reference", flat=True)
    return [f"Concern {reference} about an adult is open" for reference in open_now]


for _ids, _words in (
    (("P41-3",), "An adult referral says the nature of the harm, or the risk of it"),
    (("P41-4",), "The adult and family are made aware before the referral goes, or why not is written"),
):
    register_carrier(_ids, Carrier("rule", _words))
