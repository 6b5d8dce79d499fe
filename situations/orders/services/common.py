"""Guards that every service of this room calls first."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from situations.orders.models import OrderReview


def locked(review: OrderReview, *, by: Any, now: datetime) -> OrderReview:
    """The review as it stands, locked, for somebody who works on the case. Raises :class:`Denied` and :class:`RuleRefused`."""
    found = OrderReview.objects.select_for_update(of=("self",)).select_related("case__court", "concern", "order").get(pk=review.pk)
    if not may_work_on_case(by, found.case, now):
        raise Denied("Only those who work on this case can record this.")
    if found.withdrawn_at:
        raise RuleRefused("entered-in-error", "This review was entered in error.")
    found.concern.case = found.case
    return found


def must_be_written(text: str, rule: str, sentence: str, field: str) -> None:
    if not (text or "").strip():
        raise RuleRefused(rule, sentence, field=field)


def must_have_happened(at: datetime, *, now: datetime, field: str) -> None:
    if at > now:
        raise RuleRefused("time", "Enter a time that is not in the future.", field=field)
