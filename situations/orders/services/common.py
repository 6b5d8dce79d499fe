"""The record of this room, locked for whoever may write on it."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.services.guards import must_work_on
from cafcass_cases.core.errors import RuleRefused
from situations.orders.models import OrderReview


def locked(review: OrderReview, *, by: Any, now: datetime) -> OrderReview:
    """The review as it stands, locked, for somebody who works on the case. Raises :class:`Denied` and :class:`RuleRefused`."""
    found = OrderReview.objects.select_for_update(of=("self",)).select_related("case__court", "concern", "order").get(pk=review.pk)
    must_work_on(found.case, by=by, now=now)
    if found.withdrawn_at:
        raise RuleRefused("entered-in-error", "This review was entered in error.")
    found.concern.case = found.case
    return found
