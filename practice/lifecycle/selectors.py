"""What may be read of the life of a case and its meetings, starting from who reads. Moments in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.selectors import record_for
from cafcass_cases.core.gather import gather
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty, Ending
from referrals.models import StrategyDiscussion
from sharing.models import InformedAgency

from .duties import KEYS
from .models import AreaReview, CaseEnding, CourtDirection, Meeting, PlanNotice

FINAL = "final"


def meeting_for(user: User, meeting_id: UUID | str, at: datetime) -> Meeting:
    """A meeting of a case that is theirs to know. Raises Http404."""
    rows = Meeting.objects.select_related("authority", "concern", "follows", "answered_by", "agreed_by", "attended_by")
    return record_for(user, rows, meeting_id, at)


def plan_notice_for(user: User, notice_id: UUID | str, at: datetime) -> PlanNotice:
    return record_for(user, PlanNotice.objects.select_related("child", "marker", "noted_by"), notice_id, at)


def ending_for(user: User, ending_id: UUID | str, at: datetime) -> CaseEnding:
    return record_for(user, CaseEnding.objects.all(), ending_id, at)


def agency_for(user: User, agency_id: UUID | str, at: datetime) -> InformedAgency:
    return record_for(user, InformedAgency.objects.select_related("authority"), agency_id, at)


def duties_of(record: Any) -> list[Duty]:
    """What is owed of a record, open ones first."""
    rows = Duty.objects.filter(subject_label=record._meta.label_lower, subject_id=record.pk).select_related("owner", "child", "case")
    return sorted(rows, key=lambda duty: (duty.ended_at is not None, duty.due_at is None, duty.due_at or duty.event_at))


def children_named(meeting: Meeting) -> list[Person]:
    return list(Person.objects.filter(pk__in=meeting.children, case_id=meeting.case_id).order_by("date_of_birth"))


def ended_by(case: Case, now: datetime) -> CaseEnding | str | None:
    """What ended the case: as it was recorded, or a final hearing that took place; None where nothing has."""
    recorded = case.case_endings.filter(withdrawn_at=None).order_by("-ended_at").first()
    if recorded:
        return recorded
    final = (
        case.hearings.filter(Q(kind__icontains=FINAL), starts_at__lte=now, vacated_at=None, withdrawn_at=None)
        .order_by("-starts_at")
        .first()
    )
    return f"{final.kind}" if final else None


def still_to_be_told(case: Case) -> list[InformedAgency]:
    """Agencies that know of our involvement and were neither told that it ended nor excused by a manager."""
    excused = Duty.objects.filter(
        key="involvement-ended", subject_label="sharing.informedagency", subject_id=OuterRef("pk"), ending=Ending.NOT_REQUIRED
    )
    rows = InformedAgency.objects.filter(~Exists(excused), case=case, ended_told_at=None, withdrawn_at=None)
    return list(rows.select_related("authority"))


def agencies_owed(case: Case) -> list[InformedAgency]:
    """Agencies that are owed word that our involvement has ended, those that have known of us longest first."""
    owed = Duty.objects.filter(key="involvement-ended", subject_label="sharing.informedagency", subject_id=OuterRef("pk"), ended_at=None)
    rows = InformedAgency.objects.filter(Exists(owed), case=case, withdrawn_at=None)
    return list(rows.select_related("authority", "case").order_by("since"))


@dataclass(frozen=True)
class AreaLine:
    """One of the ten areas: its last review, and whether it was considered since the case came to its stage."""

    value: str
    label: str
    last: AreaReview | None
    is_due: bool


@dataclass
class Life:
    """Everything of a case's stages and meetings, read at once."""

    endings: list[CaseEnding]
    directions: list[CourtDirection]
    areas: list[AreaLine]
    agencies: list[InformedAgency]
    excused: dict[UUID, Duty]
    meetings: list[Meeting]
    strategies: list[StrategyDiscussion]
    plans: list[PlanNotice]
    duties: list[Duty]


def end_notices_of(case: Case) -> dict[UUID, IssuedDocument]:
    """The newest end notice made for each agency of the case."""
    made = IssuedDocument.objects.filter(case=case, kind="end-notice").defer("content").order_by("number")
    return {document.subject_id: document for document in made}


def information_for(meeting: Meeting) -> IssuedDocument | None:
    """The newest information made for a meeting."""
    return IssuedDocument.objects.filter(kind="meeting-information", subject_id=meeting.pk).defer("content").order_by("-number").first()


def life_of(case: Case) -> Life:
    """In two queries, whatever the case holds."""
    standing: dict[str, Any] = {"case": case, "withdrawn_at": None}
    notices = Duty.objects.filter(case=case, key="involvement-ended")
    endings, directions, reviews, agencies, meetings, strategies, plans, duties, told = gather(
        CaseEnding.objects.filter(**standing).order_by("-ended_at"),
        CourtDirection.objects.filter(**standing).order_by("-directed_on"),
        AreaReview.objects.filter(**standing).select_related("considered_by").order_by("considered_at"),
        InformedAgency.objects.filter(**standing).select_related("authority", "ended_told_by").order_by("since"),
        Meeting.objects.filter(**standing).select_related("authority").order_by("-invited_at"),
        StrategyDiscussion.objects.filter(**standing).order_by("-expected_from"),
        PlanNotice.objects.filter(**standing).select_related("child", "noted_by", "marker").order_by("-entered_at"),
        Duty.objects.filter(case=case, key__in=KEYS, ended_at=None).select_related("owner", "child").order_by("due_at"),
        notices.select_related("owner", "ended_by").order_by("due_at"),
    )
    last = {review.area: review for review in reviews}
    areas = []
    for value, label in AreaReview.Area.choices:
        review = last.get(value)
        areas.append(AreaLine(value, str(label), review, review is None or review.stage != case.stage))
    told = list(told)
    return Life(
        list(endings), list(directions), areas, list(agencies), {duty.subject_id: duty for duty in told if duty.ending == Ending.NOT_REQUIRED},
        list(meetings), list(strategies), list(plans), [*duties, *(duty for duty in told if duty.is_open)],
    )  # fmt: skip
