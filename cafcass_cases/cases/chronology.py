"""The case's own lines of the one chronology."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from django.urls import reverse

from cafcass_cases.core.clock import from_london
from cafcass_cases.core.gather import gather

from .models import Case
from .registry import ChronologyLine, gathered_chronology, register_chronology


def _url(name: str, **kwargs: Any) -> str:
    return reverse(f"cases:{name}", kwargs=kwargs)


@register_chronology
def lines_of_case(case: Case, user: Any) -> Iterator[ChronologyLine]:
    """The record's own lines, and those of rooms above that are gathered with them: one query for every kind of row."""
    above = gathered_chronology()
    written, allocations, hearings, orders, handovers, *others = gather(
        case.entries.filter(withdrawn_at=None, corrections=None).select_related("author"),
        case.allocations.select_related("practitioner", "created_by"),
        case.hearings.filter(withdrawn_at=None),
        case.orders.filter(withdrawn_at=None),
        case.handovers.filter(withdrawn_at=None).select_related("into_care_of"),
        *(rows(case) for rows, _ in above),
    )
    yield from _entries(written)
    yield from _stages(case, allocations)
    yield from _court(case, hearings, orders, handovers)
    for (_, lines), rows in zip(above, others, strict=True):
        yield from lines(rows)


def _entries(written: Any) -> Iterator[ChronologyLine]:
    """What was said, seen and done; corrected entries give way to their correction."""
    for entry in written:
        yield ChronologyLine(
            at=entry.happened_at,
            entered_at=entry.created_at,
            title=entry.title or entry.get_kind_display(),
            text=entry.text if len(entry.text) <= 400 else f"{entry.text[:400].rsplit(' ', 1)[0]} …",
            kind="Record",
            url=_url("show_entry", entry_id=entry.pk),
            by=entry.author.full_name,
        )


def _stages(case: Case, allocations: Any) -> Iterator[ChronologyLine]:
    moments = (
        (case.received_at, "Application received"),
        (case.completed_at, "Report filed: case complete"),
        (case.closed_at, "Case closed"),
    )
    for moment, title in moments:
        if moment:
            yield ChronologyLine(at=moment, entered_at=max(moment, case.created_at), title=title, kind="Case")
    for allocation in allocations:
        yield ChronologyLine(
            at=allocation.starts_at,
            entered_at=allocation.created_at,
            title=f"Allocated to {allocation.practitioner.full_name}",
            text=allocation.reason,
            kind="Case",
            by=allocation.created_by.full_name if allocation.created_by else "",
        )


def _court(case: Case, hearings: Any, orders: Any, handovers: Any) -> Iterator[ChronologyLine]:
    """Hearings and handovers, past and to come, and orders on the day they were made."""
    url = _url("show_court", case_id=case.pk)
    for hearing in hearings:
        title = f"{hearing.kind} (vacated)" if hearing.vacated_at else hearing.kind
        yield ChronologyLine(at=hearing.starts_at, entered_at=hearing.created_at, title=title, text=hearing.outcome, kind="Court", url=url)
    for order in orders:
        yield ChronologyLine(
            at=from_london(order.made_on, time()),
            entered_at=order.created_at,
            title=f"Order: {order.kind}",
            text=order.terms,
            kind="Court",
            url=url,
        )
    for handover in handovers:
        to = f" to {handover.into_care_of.full_name}" if handover.into_care_of else ""
        title = f"Handover{to}{' (called off)' if handover.cancelled_at else ''}"
        yield ChronologyLine(
            at=handover.starts_at, entered_at=handover.created_at, title=title, text=handover.note, kind="Handover", url=url
        )
