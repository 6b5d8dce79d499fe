"""Departures from the policy in the chronology of their case."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import ChronologyLine, register_chronology
from cafcass_cases.policy.catalogue import cite

from .selectors import departures_of_case


@register_chronology
def lines_of_departures(case: Case, user: Any) -> Iterator[ChronologyLine]:
    for departure in departures_of_case(case):
        yield ChronologyLine(
            at=departure.decided_at,
            entered_at=departure.created_at,
            title=f"Departure from {cite(departure.requirement)}{' (entered in error)' if departure.is_withdrawn else ''}",
            text=departure.rationale,
            kind="Policy",
            url=reverse("duties:show_departure", args=[departure.pk]),
            by=departure.decided_by.full_name,
        )
