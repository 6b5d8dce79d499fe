"""What may be read of referrals and reports to the court, starting from who reads. Moments in UTC."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import AuthorityContact, Case, Person
from cafcass_cases.cases.selectors import parents_and_carers, record_for
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.calendar import in_office_hours
from safeguarding.models import Concern

from .models import (
    CourtUpdate,
    ProfessionalDifference,
    Referral,
    RiskAssessment,
    StrategyDiscussion,
    WrittenReferral,
)


def referral_for(user: User, referral_id: UUID, at: datetime) -> Referral:
    """The referral, of a case that is theirs to know. Raises Http404."""
    referral = record_for(user, Referral, referral_id, at)
    referral.concern.case = referral.case
    return referral


def writing_for(user: User, writing_id: UUID, at: datetime) -> WrittenReferral:
    return record_for(user, WrittenReferral, writing_id, at, path="referral__case")


def difference_for(user: User, difference_id: UUID, at: datetime) -> ProfessionalDifference:
    return record_for(user, ProfessionalDifference, difference_id, at, path="referral__case")


def assessment_for(user: User, assessment_id: UUID, at: datetime) -> RiskAssessment:
    assessment = record_for(user, RiskAssessment, assessment_id, at)
    assessment.concern.case = assessment.case
    return assessment


def update_for(user: User, update_id: UUID, at: datetime) -> CourtUpdate:
    return record_for(user, CourtUpdate, update_id, at)


def meeting_for(user: User, meeting_id: UUID, at: datetime) -> StrategyDiscussion:
    return record_for(user, StrategyDiscussion, meeting_id, at)


def concern_for(user: User, concern_id: UUID, at: datetime) -> Concern:
    return record_for(user, Concern, concern_id, at)


def referrals_of(case: Case) -> QuerySet[Referral]:
    """Every referral of a case, oldest first, with its authority and children."""
    referrals = Referral.objects.filter(case=case, withdrawn_at=None).select_related("authority", "concern")
    return referrals.prefetch_related("children__child", "differences")


def assessments_of(case: Case) -> QuerySet[RiskAssessment]:
    return (
        RiskAssessment.objects.filter(case=case, withdrawn_at=None)
        .select_related("concern", "author", "court")
        .prefetch_related("children__child", "steps")
        .order_by("concern__recognised_at", "number")
    )


def meetings_of(case: Case) -> QuerySet[StrategyDiscussion]:
    return StrategyDiscussion.objects.filter(case=case, withdrawn_at=None).select_related("referral__authority")


def updates_of(case: Case) -> QuerySet[CourtUpdate]:
    return CourtUpdate.objects.filter(case=case, withdrawn_at=None).select_related("told_by", "court")


def duties_on(*subjects: Any) -> list[Duty]:
    """Every duty that hangs on these records: open ones first, then by when they fell due."""
    found: list[Duty] = []
    for subject in subjects:
        found += Duty.objects.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk).select_related(
            "case", "owner", "child"
        )
    return sorted(found, key=lambda duty: (duty.ended_at is not None, duty.due_at or duty.event_at, duty.event_at))


def parents_of(referral: Referral) -> list[Person]:
    """Parents and carers of the children referred, each once."""
    found: dict[UUID, Person] = {}
    for row in referral.children.select_related("child"):
        for adult in parents_and_carers(row.child):
            found.setdefault(adult.pk, adult)
    return list(found.values())


def parents_unanswered(referral: Referral) -> list[Person]:
    """Those for whom it is not yet recorded whether they were told, or why not (policy 15)."""
    answered = {row.parent_id for row in referral.parents_informed.all() if row.is_complete}
    return [parent for parent in parents_of(referral) if parent.pk not in answered]


def whom_to_ring(referral: Referral, at: datetime) -> Sequence[AuthorityContact]:
    """The authority's numbers, the one that is answered at ``at`` first (policy 12)."""
    daytime, night = AuthorityContact.Kind.DAYTIME, AuthorityContact.Kind.OUT_OF_HOURS
    contacts = list(referral.authority.contacts.filter(kind__in=(daytime, night), ended_on=None))
    first = daytime if in_office_hours(at) else night
    return sorted(contacts, key=lambda contact: contact.kind != first)


def contacts_at(referral: Referral, *kinds: str) -> list[AuthorityContact]:
    """Contacts of the authority of these kinds (Head of Service, Assistant Director, Director)."""
    return list(referral.authority.contacts.filter(kind__in=kinds, ended_on=None))


def draft_16a_of(concern: Concern) -> RiskAssessment | None:
    """The version that is not yet sent, if one was begun."""
    return RiskAssessment.objects.filter(concern=concern, sent_at=None, withdrawn_at=None).order_by("-number").first()


def owed_to_court(case: Case) -> list[Duty]:
    """What the court is still to be told in this case, the soonest first."""
    return list(Duty.objects.filter(case=case, key="court-told", ended_at=None).order_by("due_at"))


def open_16a_duties_of(concern: Concern) -> list[Duty]:
    """For which children a 16A is still owed, the soonest first."""
    return list(Duty.objects.filter(concern_id=concern.pk, key="s16a", ended_at=None).select_related("child").order_by("due_at"))


def open_concerns(case: Case) -> QuerySet[Concern]:
    """Concerns of the case on which something can still be written to the court."""
    return Concern.objects.filter(case=case, withdrawn_at=None).order_by("-recognised_at")
