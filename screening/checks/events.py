"""What the screening ledger tells the rooms above. Ids only."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CourtFormsRead(Event):
    """The court's forms were read: ``harm_box`` yes or no, ``c1a`` "completed", "not_completed" or "not_required".

    Box yes and no C1A is rule S120-2 of the section 120 pathway (framework 2.18).
    """

    case_id: UUID
    check_id: UUID
    harm_box: bool
    c1a: str


@dataclass(frozen=True, kw_only=True)
class CheckReviewed(Event):
    """Somebody looked at a result. ``conclusion`` is one of ``Check.Conclusion``."""

    case_id: UUID
    check_id: UUID
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class ChecksConcluded(Event):
    """What the checks as a whole show; ``conclusion`` is one of ``Check.Conclusion``."""

    case_id: UUID
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class RiskToChildrenDecided(Event):
    """A person decided whether somebody is a Risk to Children."""

    case_id: UUID
    person_id: UUID
    is_risk: bool


@dataclass(frozen=True, kw_only=True)
class ChecksRequested(Event):
    """Others were asked for checks: from ``at`` on they know that we are involved."""

    case_id: UUID
    request_id: UUID
