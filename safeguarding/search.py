"""The one search box finds a concern by its reference."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cafcass_cases.cases.registry import SearchHit, register_search
from cafcass_cases.cases.rules import may_see_withdrawn
from cafcass_cases.cases.selectors import visible_cases

from .models import Concern


@register_search
def concerns_by_reference(user: Any, text: str, at: datetime) -> Iterator[SearchHit]:
    """Concerns named in ``text`` (N-2026-000012), of cases that are theirs to know; those entered in error for auditors only."""
    wanted = [word for word in text.split() if word.startswith("N-")]
    if not wanted:
        return
    found = Concern.objects.filter(reference__in=wanted, case__in=visible_cases(user, at)).select_related("case").order_by("reference")
    for concern in found if may_see_withdrawn(user) else found.filter(withdrawn_at=None):
        yield SearchHit(concern.reference, concern.get_absolute_url(), f"Concern in {concern.case.reference}", case=concern.case)
