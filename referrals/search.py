"""The one search box finds a referral by its reference."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.registry import SearchHit, register_search
from cafcass_cases.cases.rules import may_see_withdrawn
from cafcass_cases.cases.selectors import visible_cases

from .models import Referral


@register_search
def referrals_by_reference(user: Any, text: str, at: datetime) -> Iterator[SearchHit]:
    """Referrals named in ``text`` (R-2026-000012), of cases that are theirs to know; those entered in error for auditors only."""
    wanted = [word for word in text.split() if word.startswith("R-")]
    if not wanted:
        return
    found = (
        Referral.objects.filter(reference__in=wanted, case__in=visible_cases(user, at))
        .select_related("case", "authority")
        .order_by("reference")
    )
    for referral in found if may_see_withdrawn(user) else found.filter(withdrawn_at=None):
        url = reverse("referrals:show_referral", args=[referral.pk])
        yield SearchHit(referral.reference, url, f"Referral to {referral.authority}, {referral.case.reference}", case=referral.case)
