"""Departures from the policy in the chronology of their case."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cafcass_cases.cases.registry import ChronologyLine, register_gathered_chronology
from cafcass_cases.policy.catalogue import cite

from .models import Departure


def _rows(case: Any) -> QuerySet[Departure]:
    return case.departures.select_related("decided_by")


def _lines(departures: Iterable[Departure]) -> Iterator[ChronologyLine]:
    for departure in departures:
        yield ChronologyLine(
            at=departure.decided_at,
            entered_at=departure.created_at,
            title=f"Departure from {cite(departure.requirement)}{' (entered in error)' if departure.is_withdrawn else ''}",
            text=departure.rationale,
            kind="Policy",
            url=reverse("duties:show_departure", args=[departure.pk]),
            by=departure.decided_by.full_name,
        )


register_gathered_chronology(_rows, _lines)
