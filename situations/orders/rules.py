"""Who may do what on an order, the rules for the Policy page, and what stands against closing a case."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.rules import is_manager, is_senior
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import OrderReview


def may_consider_options(user: User, case: Case, at: datetime) -> bool:
    """A manager of the case, in supervision (policy 46). ``user_manages`` where the case carries it already."""
    return is_manager(user) and _manages(user, case, at)


def may_write_letter(user: User, case: Case, at: datetime) -> bool:
    """The letter is the manager's own, and the manager signs it (policy 46)."""
    return may_consider_options(user, case, at)


def may_approach_judge(user: User, case: Case, at: datetime) -> bool:
    """Only the Head of Practice or Assistant Director of the case's area (policy 48)."""
    return is_senior(user) and _manages(user, case, at)


def _manages(user: User, case: Case, at: datetime) -> bool:
    known: bool | None = getattr(case, "user_manages", None)
    return may_manage_case(user, case, at) if known is None else known


for _ids, _words in (
    (("P46-1",), "An order that may leave a child at risk asks for supervision at once"),
    (("F2.60-7",), "An order that leaves a child or parent at risk is taken back to the court in one of four ways, and asked about"),
    (
        ("F2.114-1",),
        "After an order, more services are asked for with the parents’ co-operation: an early help referral needs their consent",
    ),
    (("P46-2",), "Each of the four options is answered with a reason"),
    (("P46-3",), "A 16A after an order needs information that is new and was not before the court"),
    (("P46-4",), "A manager’s letter is courteous, gives the concerns and constructive next steps"),
    (("P46-5",), "An appeal is an option only where the child is a party"),
    (("P46-6",), "A safeguarding referral is considered beside every other option"),
    (("P47-1",), "A confirmed order is not closed without the steps taken on the child’s record"),
    (("P47-2",), "A confirmed order is not closed before legal advice was asked for"),
    (("P48-1",), "An approach to the Designated Family Judge names its ground"),
    (("P48-2",), "Practitioners and managers do not approach the Designated Family Judge"),
):
    register_carrier(_ids, Carrier("rule", _words))


@register_closing_guard
def no_open_review(case: Any, now: datetime) -> list[str]:
    """The review of an order keeps a case open until it is closed."""
    reviews = OrderReview.objects.filter(case=case, closed_at=None, withdrawn_at=None)
    return [f"The review of an order: {review.state_words[0].lower()}" for review in reviews]
