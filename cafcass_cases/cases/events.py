"""What happens to a case that higher floors react to (DESIGN §2). Ids only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseCreated(Event):
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseAllocated(Event):
    """``previous_id`` is the practitioner who held the case before, or None."""

    case_id: UUID
    previous_id: UUID | None
    practitioner_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseRestricted(Event):
    """Only these people know of the case from now on. What others owed falls to ``next_owner_id``; where it is None and
    ``must_name``, the restriction is refused while others owe anything."""

    case_id: UUID
    named_ids: tuple[UUID, ...]
    next_owner_id: UUID | None
    must_name: bool = True


@dataclass(frozen=True, kw_only=True)
class CaseCompleted(Event):
    """The report is filed."""

    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """What the case knows of somebody changed: their details, another name, with whom they live."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactDetailRecorded(Event):
    detail_id: UUID


@dataclass(frozen=True, kw_only=True)
class HearingScheduled(Event):
    hearing_id: UUID


@dataclass(frozen=True, kw_only=True)
class HearingMoved(Event):
    """The open duties that hang on the hearing move with it. Moments in UTC."""

    hearing_id: UUID
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, kw_only=True)
class HearingVacated(Event):
    hearing_id: UUID


@dataclass(frozen=True, kw_only=True)
class HandoverScheduled(Event):
    handover_id: UUID


@dataclass(frozen=True, kw_only=True)
class HandoverMoved(Event):
    handover_id: UUID
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, kw_only=True)
class HandoverCancelled(Event):
    handover_id: UUID


@dataclass(frozen=True, kw_only=True)
class OrderRecorded(Event):
    order_id: UUID


@dataclass(frozen=True, kw_only=True)
class EntryWritten(Event):
    entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class MarkerRecorded(Event):
    """A marker of danger or need was learned in a case, such as a child protection plan."""

    marker_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecordWithdrawn(Event):
    """Something was entered in error. ``label`` is app.model in small letters."""

    label: str
    record_id: UUID


@dataclass(frozen=True, kw_only=True)
class GlassBroken(Event):
    grant_id: UUID


@dataclass(frozen=True, kw_only=True)
class RestrictedMatch(Event):
    """A search of our own records came upon a person of a restricted case (``case_id``): only who is named in it may know."""

    proposal_id: UUID
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class LinkDecided(Event):
    """Somebody said whether two are one, or (not ``is_decided``) took the decision back."""

    proposal_id: UUID
    is_decided: bool
