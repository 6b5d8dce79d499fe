"""The notification of private fostering (policy 38)."""

from typing import Any

from cafcass_cases.core import acting, clock
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .models import Arrangement


def _recipient(row: Arrangement) -> Recipient:
    return Recipient("local_authority", row.authority.name if row.authority else "")


def _context(row: Arrangement) -> dict[str, Any]:
    context = acting.current()
    at = context.now if context else clock.now()
    return {
        "arrangement": row,
        "address": selectors.address_told(row.child, _recipient(row), at)
        or (selectors.address_told(row.carer, _recipient(row), at) if row.carer else ""),
        "household": selectors.people_by_id(row.case, row.household),
        "responsible": selectors.people_by_id(row.case, row.responsible),
    }


NOTIFICATION = register_kind(
    DocumentKind(
        key="private-fostering-notification",
        title="Private fostering notification",
        template="fostering/documents/notification.html",
        subject_label="fostering.arrangement",
        subject=selectors.arrangement_for,
        case=lambda row: row.case,
        recipient=_recipient,
        context=_context,
        url=lambda row: row.get_absolute_url(),
        preflight=lambda row: [Preflight(text, blocks=True, rule="P38-3") for text in row.missing],
    )
)
