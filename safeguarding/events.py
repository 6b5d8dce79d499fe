"""What safeguarding tells the rooms above it. Ids only: a reaction reads the record itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ConcernLogged(Event):
    """A concern is on the record. ``at`` is when its clock starts (recognition, or screening if earlier)."""

    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChildDescribed(Event):
    """A child was described in a concern after it was logged: with harms that may bring duties of their own."""

    concern_id: UUID
    child_id: UUID


@dataclass(frozen=True, kw_only=True)
class PoliceReported(Event):
    """A report to the police is on the record. ``at`` is when it was made."""

    concern_id: UUID
    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConcernWithdrawn(Event):
    """A concern was entered in error: what hangs on it goes with it."""

    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class CauseToSuspect(Event):
    """The practitioner answered, for one subject child, whether there is cause to suspect risk of harm (policy 27).

    ``at`` is when it was answered. Yes opens the section 16A duty at that moment; nobody can overrule it.
    """

    concern_id: UUID
    child_id: UUID
    answer: bool


@dataclass(frozen=True, kw_only=True)
class SupervisionRequested(Event):
    """A practitioner asked a manager for situational case supervision. ``at`` is when it was asked for."""

    supervision_id: UUID
    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class SupervisionHeld(Event):
    """A manager recorded that supervision was held, for the first time or again. ``at`` is when it was held."""

    supervision_id: UUID
    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class SupervisionSigned(Event):
    """A manager signed a situational case supervision: that is the approval of its outcome."""

    supervision_id: UUID
    concern_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReferDecided(Event):
    """Somebody decided to refer children to the authority in whose area each lives: one referral for each authority.

    ``children`` maps each authority's id to the ids of its children (persons of the case). ``basis`` is "supervision",
    "refer_now" or "dissent"; ``kind`` is "safety", "need" or "early_help"; ``decided_at`` starts the clock of the telephone call.
    """

    concern_id: UUID
    children: Mapping[UUID, Sequence[UUID]]
    basis: str
    decided_at: datetime
    supervision_id: UUID | None = None
    kind: str = "safety"
    reasons: str = ""
    marac_agreed: bool | None = None
    dissent_id: UUID | None = field(default=None)


@dataclass(frozen=True, kw_only=True)
class DangerRaised(Event):
    """Somebody is believed to be in danger, said after the concern was logged (policy 7, 42). ``at`` is when it was believed."""

    concern_id: UUID
    adult: bool


@dataclass(frozen=True, kw_only=True)
class ActionSuspended(Event):
    """A planned contact waits until the manager has looked again (DESIGN §10.7)."""

    action_id: UUID
    concern_id: UUID
