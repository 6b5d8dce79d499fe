"""What may be read of referrals and reports to the court, starting from who reads. Moments in UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import AuthorityContact, Case, Handover, Hearing, Person, Relationship
from cafcass_cases.cases.rules import may_see_withdrawn
from cafcass_cases.cases.selectors import case_for, record_for
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.calendar import in_office_hours
from safeguarding.models import Concern, Supervision

from .models import (
    CallAttempt,
    CourtUpdate,
    ProfessionalDifference,
    Referral,
    ReferralChild,
    RiskAssessment,
    StrategyDiscussion,
    WrittenReferral,
)
from .timeline import children_rows, person_name, referrals_with_story, rows_of, with_story


def _of_case(user: User, records: QuerySet[Any], record_id: UUID, at: datetime, holder: str = "") -> Any:
    """One of ``records``, whose case (on the record, or on its ``holder``) is theirs to know. Raises Http404."""
    record = get_object_or_404(records, pk=record_id)
    held = getattr(record, holder) if holder else record
    held.case = case_for(user, held.case_id, at)
    if record.withdrawn_at and not may_see_withdrawn(user):
        raise Http404
    return record


def _calls() -> Exists:
    return Exists(CallAttempt.objects.filter(referral=OuterRef("pk"), withdrawn_at=None))


def referral_for(user: User, referral_id: UUID, at: datetime) -> Referral:
    """The referral, of a case that is theirs to know; ``has_calls`` says whether anybody was rung. Raises Http404."""
    referrals = Referral.objects.select_related("authority", "concern").annotate(has_calls=_calls())
    referral = _of_case(user, referrals, referral_id, at)
    referral.concern.case = referral.case
    return referral


def referral_with_surroundings(user: User, referral_id: UUID, at: datetime) -> Any:
    """The referral with its story, the numbers to ring, its meetings, and the hearing and handover that come next."""
    referrals = with_story(Referral.objects.select_related("authority", "concern")).annotate(
        decided_by_name=F("decided_by__full_name"), has_calls=_calls(), **_surroundings(at)
    )
    referral = _of_case(user, referrals, referral_id, at)
    referral.concern.case = referral.case
    return referral


def _surroundings(at: datetime) -> dict[str, Any]:
    hearings = Hearing.objects.filter(case=OuterRef("case"), starts_at__gt=at, vacated_at=None, withdrawn_at=None).order_by("starts_at")
    handovers = Handover.objects.filter(case=OuterRef("case"), starts_at__gt=at, cancelled_at=None, withdrawn_at=None).order_by("starts_at")
    return {
        "next_hearing_at": Subquery(hearings.values("starts_at")[:1]),
        "next_handover_at": Subquery(handovers.values("starts_at")[:1]),
        "next_handover_to": Subquery(handovers.values(name=person_name("into_care_of"))[:1]),
        "around_contacts": contact_rows("authority_id"),
        "around_meetings": rows_of(StrategyDiscussion, "pk", "referral", id="id", kind="kind"),
    }


def contact_rows(key: str) -> Any:
    """An authority's contacts as plain dictionaries, within the outer row's query."""
    names = ("kind", "name", "telephone", "email", "hours", "is_invented")
    found = AuthorityContact.objects.filter(authority=OuterRef(key), ended_on=None)
    return ArraySubquery(found.values(json=JSONObject(**{name: name for name in names})))


def contacts_from(rows: list[dict[str, Any]]) -> list[AuthorityContact]:
    return [AuthorityContact(**row) for row in rows]


def answered_first(contacts: list[AuthorityContact], at: datetime) -> list[AuthorityContact]:
    """The numbers for referrals, the one that is answered at ``at`` first (policy 12)."""
    daytime, night = AuthorityContact.Kind.DAYTIME, AuthorityContact.Kind.OUT_OF_HOURS
    first = daytime if in_office_hours(at) else night
    return sorted((contact for contact in contacts if contact.kind in (daytime, night)), key=lambda contact: contact.kind != first)


def writing_for(user: User, writing_id: UUID, at: datetime) -> WrittenReferral:
    records = WrittenReferral.objects.select_related("referral__authority", "referral__concern")
    return _of_case(user, records, writing_id, at, "referral")


def difference_for(user: User, difference_id: UUID, at: datetime) -> Any:
    """The difference, with its children and the authority's contacts as plain dictionaries. Raises Http404."""
    records = ProfessionalDifference.objects.select_related("referral__authority", "referral__concern").annotate(
        story_children=children_rows("referral_id"), around_contacts=contact_rows("referral__authority_id")
    )
    return _of_case(user, records, difference_id, at, "referral")


def difference_with_story(user: User, difference_id: UUID, at: datetime) -> Any:
    """The difference with the story of its referral and the authority's contacts."""
    records = ProfessionalDifference.objects.select_related("referral__authority", "referral__concern")
    records = with_story(records, "referral_id").annotate(around_contacts=contact_rows("referral__authority_id"))
    return _of_case(user, records, difference_id, at, "referral")


def assessment_for(user: User, assessment_id: UUID, at: datetime) -> RiskAssessment:
    """The 16A; ``has_referrals``, ``is_supervised`` and ``successor_id`` say what stands beside it. Raises Http404."""
    concern = OuterRef("concern")
    records = RiskAssessment.objects.select_related("concern", "supersedes", "court", "combined_order").annotate(
        has_referrals=Exists(Referral.objects.filter(concern=concern, withdrawn_at=None)),
        is_supervised=Exists(Supervision.objects.filter(concern=concern, withdrawn_at=None)),
        successor_id=Subquery(RiskAssessment.objects.filter(supersedes=OuterRef("pk")).values("pk")[:1]),
    )
    assessment = _of_case(user, records, assessment_id, at)
    assessment.concern.case = assessment.case
    return assessment


def update_for(user: User, update_id: UUID, at: datetime) -> CourtUpdate:
    return record_for(user, CourtUpdate, update_id, at)


def meeting_for(user: User, meeting_id: UUID, at: datetime) -> StrategyDiscussion:
    return _of_case(user, StrategyDiscussion.objects.select_related("referral__authority", "concern"), meeting_id, at)


def concern_for(user: User, concern_id: UUID, at: datetime) -> Concern:
    return record_for(user, Concern, concern_id, at)


def referrals_of(case: Case) -> QuerySet[Any]:
    """Every referral of a case with its story, oldest first, in one query."""
    return referrals_with_story(Referral.objects.filter(case=case, withdrawn_at=None))


def assessments_of(case: Case) -> QuerySet[RiskAssessment]:
    """Every 16A of a case, by concern and version."""
    found = RiskAssessment.objects.filter(case=case, withdrawn_at=None).select_related("concern")
    return found.order_by("concern__recognised_at", "number")


def meetings_of(case: Case) -> QuerySet[StrategyDiscussion]:
    return StrategyDiscussion.objects.filter(case=case, withdrawn_at=None).select_related("referral__authority")


def updates_of(case: Case) -> QuerySet[CourtUpdate]:
    return CourtUpdate.objects.filter(case=case, withdrawn_at=None).select_related("told_by", "court")


def duties_on(*subjects: Any, concern_keys: tuple[str, ...] = (), concern_id: UUID | None = None) -> list[Duty]:
    """Every duty that hangs on these records, and those of the concern with these keys: open ones first, by when they fall due."""
    wanted = Q(concern_id=concern_id, key__in=concern_keys) if concern_id else Q(pk__in=[])
    for subject in subjects:
        wanted |= Q(subject_label=subject._meta.label_lower, subject_id=subject.pk)
    found = Duty.objects.filter(wanted).select_related("case", "owner", "child")
    return sorted(found, key=lambda duty: (duty.ended_at is not None, duty.due_at or duty.event_at, duty.event_at))


def parents_of(referral: Referral) -> list[Person]:
    """Parents and carers of the children referred, each once, in one query."""
    children = ReferralChild.objects.filter(referral=referral).values("child")
    caring = (Relationship.Kind.PARENT, Relationship.Kind.STEP_PARENT, Relationship.Kind.CARER)
    links = Relationship.objects.filter(
        Q(other__in=children, kind__in=caring) | Q(person__in=children, kind=Relationship.Kind.LIVES_WITH), withdrawn_at=None, to_on=None
    ).select_related("person", "other")
    found: dict[UUID, Person] = {}
    for link in links.order_by("created_at"):
        adult = link.other if link.kind == Relationship.Kind.LIVES_WITH else link.person
        if not adult.is_child and not adult.is_withdrawn:
            found.setdefault(adult.pk, adult)
    return list(found.values())


def parents_unanswered(referral: Referral) -> list[Person]:
    """Those for whom it is not yet recorded whether they were told, or why not (policy 15)."""
    answered = {row.parent_id for row in referral.parents_informed.all() if row.is_complete}
    return [parent for parent in parents_of(referral) if parent.pk not in answered]


def whom_to_ring(referral: Referral, at: datetime) -> list[AuthorityContact]:
    """The authority's numbers, the one that is answered at ``at`` first (policy 12)."""
    return answered_first(list(referral.authority.contacts.filter(ended_on=None)), at)


def contacts_of_kind(rows: list[dict[str, Any]], *kinds: str) -> list[AuthorityContact]:
    """Those of the contacts that are of these kinds (Head of Service, Assistant Director, Director)."""
    return [contact for contact in contacts_from(rows) if contact.kind in kinds]


def draft_16a_of(concern: Concern) -> RiskAssessment | None:
    """The version that is not yet sent, if one was begun."""
    return RiskAssessment.objects.filter(concern=concern, sent_at=None, withdrawn_at=None).order_by("-number").first()


def owed_to_court(case: Case) -> list[Duty]:
    """What the court is still to be told in this case, the soonest first."""
    return list(Duty.objects.filter(case=case, key="court-told", ended_at=None).select_related("case", "owner", "child").order_by("due_at"))


def open_16a_duties_of(concern: Concern) -> list[Duty]:
    """For which children a 16A is still owed, the soonest first."""
    return list(Duty.objects.filter(concern_id=concern.pk, key="s16a", ended_at=None).select_related("child").order_by("due_at"))


def open_concerns(case: Case) -> QuerySet[Concern]:
    """Concerns of the case on which something can still be written to the court."""
    return Concern.objects.filter(case=case, withdrawn_at=None).order_by("-recognised_at")
