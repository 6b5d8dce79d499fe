"""The kind of document of this room: the record of a situational case supervision, as the manager signed it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.documents.recipients import OWN_RECORD, Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind
from cafcass_cases.ui.components import Row

from . import selectors
from .models import Supervision
from .presenting import decision_rows, record_rows, request_rows


def _subject(user: Any, pk: UUID, at: datetime) -> Supervision:
    return selectors.supervision_for(user, pk, at)


AT_THE_FRONT = {"Asked by", "Held", "Decision", "Signed"}
"""What the table on the first page says already."""


def _without(rows: list[Row], keys: set[str]) -> list[Row]:
    return [row for row in rows if row.value and row.key not in keys]


def _context(supervision: Supervision) -> dict[str, Any]:
    return {
        "supervision": supervision,
        "concern": supervision.concern,
        "request": _without(request_rows(supervision), AT_THE_FRONT),
        "record": _without(record_rows(supervision), AT_THE_FRONT),
        "children": decision_rows(supervision),
        "actions": list(supervision.actions.select_related("owner")),
    }


def _unsigned(supervision: Supervision) -> list[Preflight]:
    return [] if supervision.is_signed else [Preflight("the manager’s signature", blocks=True, rule="P9-3")]


SUPERVISION_RECORD = register_kind(
    DocumentKind(
        key="supervision-record",
        title="Record of situational case supervision",
        template="safeguarding/documents/supervision_record.html",
        subject_label="safeguarding.supervision",
        subject=_subject,
        case=lambda supervision: supervision.concern.case,
        recipient=lambda supervision: Recipient(OWN_RECORD, "The child’s record"),
        context=_context,
        preflight=_unsigned,
        url=lambda supervision: reverse("safeguarding:show_supervision", args=[supervision.pk]),
    )
)
