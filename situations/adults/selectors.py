"""What may be read of concerns about adults, starting from who reads. Moments in UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import AuthorityContact, LocalAuthority
from cafcass_cases.cases.selectors import home_authority, record_for
from cafcass_cases.duties.models import Duty
from safeguarding.models import Concern
from safeguarding.selectors import concern_for

from .models import AdultConcern, AdultPoliceReport, AdultReferral


def adult_for(user: User, adult_id: UUID | str, at: datetime) -> AdultConcern:
    """The concern about an adult, if its case is theirs to know. Raises Http404."""
    found = AdultConcern.objects.select_related("concern", "person", "asked_of", "held_by", "referral__authority")
    adult = record_for(user, found, adult_id, at)
    referral = referral_of(adult)
    if referral is not None:
        referral.adult = adult
    return adult


def referral_for(user: User, referral_id: UUID | str, at: datetime) -> AdultReferral:
    """The adult safeguarding referral. Raises Http404."""
    adult_id = AdultReferral.objects.filter(pk=referral_id).values_list("adult_id", flat=True).first()
    if adult_id is None:
        raise Http404
    return adult_for(user, adult_id, at).referral  # type: ignore[attr-defined, no-any-return]


def referral_of(adult: AdultConcern) -> AdultReferral | None:
    return getattr(adult, "referral", None)


def begun_with(concern: Concern) -> AdultConcern | None:
    """What a concern about a child has begun about an adult."""
    return AdultConcern.objects.filter(concern=concern, withdrawn_at=None, completed_at=None).first()


def duties_of(adult: AdultConcern) -> list[Duty]:
    return list(Duty.objects.filter(subject_id=adult.pk).select_related("owner", "child").order_by("ended_at", "due_at"))


def police_reports_of(adult: AdultConcern) -> list[Any]:
    """Reports about the adult, and those about the child's concern that the adult is part of."""
    own: list[Any] = list(AdultPoliceReport.objects.filter(adult=adult, withdrawn_at=None).select_related("force"))
    shared = list(adult.concern.police_reports.filter(withdrawn_at=None).select_related("force")) if adult.concern else []
    return sorted([*own, *shared], key=lambda report: report.reported_at)


def adult_services(authority: LocalAuthority | None) -> AuthorityContact | None:
    """Whom to ring at the adult services of the area, if the directory knows (policy 41)."""
    if authority is None:
        return None
    return authority.contacts.filter(kind=AuthorityContact.Kind.ADULT_SERVICES, ended_on=None).first()


def home_of(adult: AdultConcern, at: datetime) -> LocalAuthority | None:
    return home_authority(adult.person, at) if adult.person else None


__all__ = [
    "adult_for",
    "adult_services",
    "begun_with",
    "concern_for",
    "duties_of",
    "home_of",
    "police_reports_of",
    "referral_for",
    "referral_of",
]
