"""The documents of this room: word to an agency that our involvement has ended, and information for a meeting."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.cases.models import RoleInCase
from cafcass_cases.cases.selectors import children_of
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind
from sharing.models import InformedAgency
from sharing.table import RECIPIENTS

from . import selectors
from .models import Meeting
from .selectors import children_named

QUALIFIED = (
    "Any opinion here is formed on what is known so far, and may change with what further enquiries show. Cafcass reports to the court; it "
    "takes no part in the decisions of the meeting."
)
"""Framework 3.23 and 3.27."""


def _agency(user: Any, agency_id: UUID, at: datetime) -> InformedAgency:
    return selectors.agency_for(user, agency_id, at)


def _ended(agency: InformedAgency) -> dict[str, Any]:
    case = agency.case
    ending = case.case_endings.filter(withdrawn_at=None).order_by("-ended_at").first()
    return {
        "agency": agency,
        # No more than they were told of: the proceedings are about these. A half-brother elsewhere is not theirs to learn of.
        "children": [child for child in children_of(case) if child.role == RoleInCase.SUBJECT_CHILD],
        "ended_at": ending.ended_at if ending else case.completed_at or case.closed_at,
        "ending": ending,
        "report_filed": case.completed_at,
    }


def _has_ended(agency: InformedAgency) -> tuple[Preflight, ...]:
    case = agency.case
    if case.completed_at or case.closed_at or case.case_endings.filter(withdrawn_at=None).exists():
        return ()
    return (Preflight("What ended our involvement is not recorded.", blocks=True, rule="F3.90-1"),)


END_NOTICE = register_kind(
    DocumentKind(
        key="end-notice",
        title="Our involvement has ended",
        template="lifecycle/documents/end_notice.html",
        subject_label="sharing.informedagency",
        subject=_agency,
        case=lambda agency: agency.case,
        recipient=lambda agency: Recipient(RECIPIENTS[agency.kind].audience, agency.words),
        context=_ended,
        url=lambda agency: reverse("lifecycle:show_lifecycle", args=[agency.case_id]),
        preflight=_has_ended,
    )
)


def _meeting(user: Any, meeting_id: UUID, at: datetime) -> Meeting:
    return selectors.meeting_for(user, meeting_id, at)


def _what_is_missing(meeting: Meeting) -> list[Preflight]:
    found = []
    if not meeting.capacity:
        found.append(Preflight("In what capacity you take part is not settled.", blocks=True, rule="F3.20-1"))
    if not meeting.facts:
        found.append(Preflight("What we know that others there do not is not written yet.", blocks=True, rule="F3.22-1"))
    return found


MEETING_INFORMATION = register_kind(
    DocumentKind(
        key="meeting-information",
        title="Information for a meeting",
        template="lifecycle/documents/meeting_information.html",
        subject_label="lifecycle.meeting",
        subject=_meeting,
        case=lambda meeting: meeting.case,
        # Conferences are attended by parents: what is withheld from a party is withheld from the paper.
        recipient=lambda meeting: Recipient(
            "parties" if meeting.family_present else "local_authority", str(meeting.authority or meeting.convened_by)
        ),
        context=lambda meeting: {"meeting": meeting, "children": children_named(meeting), "qualified": QUALIFIED},
        url=lambda meeting: meeting.get_absolute_url(),
        preflight=_what_is_missing,
    )
)
