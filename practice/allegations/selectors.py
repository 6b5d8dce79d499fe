"""What may be read of allegations, starting from who reads: people named on the file, auditors; never the person concerned."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import case_for, visible_cases
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.models import Duty
from situations.professionals.models import ProfessionalConcern
from situations.professionals.selectors import professional_for

from .models import Allegation, RegulatorNotice, Strand

ALLEGATIONS = Allegation.objects.select_related(
    "file",
    "about_case",
    "person",
    "responsible",
    "area_director",
    "safeguarding_director",
    "contact_by",
    "lado_approved_by",
    "unsafe_agreed_by",
    "authority",
)


def allegations_for(user: User, at: datetime) -> QuerySet[Allegation]:
    """Those on whose file the user is named (auditors: all), less any about themselves."""
    return ALLEGATIONS.filter(file__in=visible_cases(user, at)).exclude(person=user)


def allegation_for(user: User, allegation_id: UUID | str, at: datetime) -> Allegation:
    """One allegation. Raises Http404 to everybody who is not named, and always to the person it is about."""
    found = ALLEGATIONS.filter(pk=allegation_id).first()
    if found is None or found.person_id == user.pk:
        raise Http404
    found.file = case_for(user, found.file_id, at)
    return found


def allegation_of_file(user: User, file_id: UUID | str, at: datetime) -> Allegation:
    found = Allegation.objects.filter(file=file_id).values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return allegation_for(user, found, at)


def _of_allegation(user: User, model: Any, row_id: UUID | str, at: datetime) -> Any:
    row = model.objects.filter(pk=row_id).first()
    if row is None:
        raise Http404
    row.allegation = allegation_for(user, row.allegation_id, at)
    return row


def strand_for(user: User, strand_id: UUID | str, at: datetime) -> Strand:
    return _of_allegation(user, Strand, strand_id, at)  # type: ignore[no-any-return]


def notice_for(user: User, notice_id: UUID | str, at: datetime) -> RegulatorNotice:
    return _of_allegation(user, RegulatorNotice, notice_id, at)  # type: ignore[no-any-return]


def notice_document_for(user: User, subject_id: UUID | str, at: datetime) -> RegulatorNotice:
    return notice_for(user, subject_id, at)


def everything_of(one: Allegation) -> tuple[QuerySet[Any], ...]:
    """Open duties, strands, notices and contributions, in one query."""
    return gather(
        Duty.objects.filter(case=one.file_id, ended_at=None).select_related("owner", "case").order_by("due_at"),
        one.strands.order_by("pk"),
        one.notices.order_by("moment", "regulator"),
        one.contributions.order_by("given_at"),
    )


def lado_rooms_of(one: Allegation, user: User, at: datetime) -> list[ProfessionalConcern]:
    """The policy's own room for this person in the child's case, where the reader may know of that too (policy 49 to 51)."""
    if one.about_case_id is None or one.person_id is None:
        return []
    rooms = []
    for pk in ProfessionalConcern.objects.filter(case=one.about_case_id, colleague=one.person_id, withdrawn_at=None).values_list(
        "pk", flat=True
    ):
        try:
            rooms.append(professional_for(user, pk, at))
        except Http404:
            continue
    return rooms


def child_case_shown(one: Allegation, user: User, at: datetime) -> Case | None:
    """The child's case, where it is the reader's to know."""
    return visible_cases(user, at).filter(pk=one.about_case_id).first() if one.about_case_id else None
