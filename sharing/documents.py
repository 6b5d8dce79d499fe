"""The kind of document of this room: the information-sharing record, which goes to whoever receives the information."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.cases.models.cases import Stage
from cafcass_cases.documents.registry import DocumentKind, register_kind
from cafcass_cases.policy.catalogue import cite

from . import selectors
from .addressing import addressee
from .models import Disclosure, Permission
from .standing import children_of_sharing


def _subject(user: Any, pk: UUID, at: datetime) -> Disclosure:
    return selectors.disclosure_for(user, pk, at)


def _context(disclosure: Disclosure) -> dict[str, Any]:
    sharing = disclosure.sharing
    permission = sharing.permissions.filter(result=Permission.Result.GRANTED, withdrawn_at=None).order_by("decided_on").last()
    over = sharing.case.stage in (Stage.COMPLETE, Stage.CLOSED)
    return {
        "disclosure": disclosure,
        "sharing": sharing,
        "children": children_of_sharing(sharing),
        "cited": cite(sharing.rule) if sharing.rule else "",
        "permission": permission,
        "involvement_ended_at": (sharing.case.completed_at or sharing.case.closed_at) if over else None,
        # The minimum necessary: a date of birth goes to those who must find the right child.
        "born": sharing.recipient_kind in ("local_authority", "lado", "police", "hospital", "probation"),
        "is_authority": sharing.recipient.audience == "local_authority",
    }


SHARING_RECORD = register_kind(
    DocumentKind(
        key="sharing-record",
        title="Information shared",
        template="sharing/documents/sharing_record.html",
        subject_label="sharing.disclosure",
        subject=_subject,
        case=lambda disclosure: disclosure.sharing.case,
        recipient=lambda disclosure: addressee(disclosure.sharing),
        context=_context,
        url=lambda disclosure: reverse("sharing:show_sharing", args=[disclosure.sharing_id]),
    )
)
