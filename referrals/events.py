"""What referrals tells the rooms above it. Ids only: a reaction reads the record itself. ``at`` is the event's time (UTC)."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ReferralMade(Event):
    """Somebody at the authority was reached by telephone: the referral is made (policy 12)."""

    referral_id: UUID
    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class WrittenReferralSent(Event):
    """The written referral went to the authority."""

    referral_id: UUID
    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class OutcomeKnown(Event):
    """The authority told us its outcome for every child of the referral."""

    referral_id: UUID
    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class RiskAssessmentSent(Event):
    """A 16A went to the court."""

    assessment_id: UUID
    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class CourtTold(Event):
    """The court was told of something, other than by a 16A."""

    update_id: UUID
    concern_id: UUID
