"""What this room tells the rooms above it. Ids only. ``at`` is the event's time (UTC)."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class Section120Settled(Event):
    """The pathway of an application has an outcome: none, missing_c1a, s120_notification or child_protection_referral."""

    pathway_id: UUID
    case_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Section120LetterSent(Event):
    """An authority was sent the section 120 letter, or everything held."""

    letter_id: UUID
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class StageConcluded(Event):
    """A stage has its conclusion: "screening", "risk" or "safety"."""

    case_id: UUID
    stage: str
    record_id: UUID
