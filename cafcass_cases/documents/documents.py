"""The document of the ground floor's own: the record of a departure from the policy (P0-1)."""

from typing import Any

from django.urls import reverse

from cafcass_cases.duties.models import Departure
from cafcass_cases.duties.presenting import departure_rows, use_rows
from cafcass_cases.duties.registry import register_departure_link
from cafcass_cases.duties.selectors import departure_for
from cafcass_cases.policy import catalogue

from .recipients import OWN_RECORD, Recipient
from .registry import DocumentKind, register_kind


def _context(departure: Departure) -> dict[str, Any]:
    words = {row.key: row.value for row in departure_rows(departure)}
    long = ("Assessment", "Compelling reason", "In the manager’s words")
    return {
        "departure": departure,
        "citation": catalogue.cite(departure.requirement),
        "facts": [(key, value) for key, value in words.items() if key not in long],
        "sections": [(key, words[key]) for key in long],
        "uses": use_rows(departure),
    }


DEPARTURE_RECORD = register_kind(
    DocumentKind(
        key="departure-record",
        title="Record of a departure from the policy",
        template="documents/departure_record.html",
        subject_label="duties.departure",
        subject=departure_for,
        case=lambda departure: departure.case,
        recipient=lambda departure: Recipient(OWN_RECORD, "The child’s record"),
        context=_context,
        url=lambda departure: reverse("duties:show_departure", args=[departure.pk]),
    )
)

register_departure_link(
    lambda departure: ("Make the record of the departure (PDF)", reverse("documents:issue_departure_record", args=[departure.pk]))
)
