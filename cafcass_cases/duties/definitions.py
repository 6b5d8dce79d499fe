"""The registry of duty definitions: what the policy asks of whom, by when (DESIGN §4).

Each app registers its own in ``duties.py``, found at start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .ladders import AUTHORITY_SILENCE, STANDARD, URGENT, Ladder
from .limits import (
    AgreedDate,
    Before,
    ClockHours,
    CourtUpdate,
    Local,
    LocalBeforeHearing,
    Repeating,
    SameDay,
    TimeLimit,
    UntilHandover,
    UntilHearing,
    WhereSerious,
    WorkingDays,
    WorkingDaysBefore,
    Years,
    earliest,
)
from .models import OwedBy

if TYPE_CHECKING:
    from .models import Duty

__all__ = [
    "AUTHORITY_SILENCE", "STANDARD", "URGENT", "AgreedDate", "Before", "ClockHours", "CourtUpdate", "DutyDefinition", "Ladder",
    "Local", "LocalBeforeHearing", "OwedBy", "Repeating", "SameDay", "TimeLimit", "UntilHandover", "UntilHearing", "WhereSerious", "WorkingDays",
    "WorkingDaysBefore", "Years", "all_definitions", "definition", "earliest", "known_definition", "register",
]  # fmt: skip

OWNER_ROLES = ("practitioner", "manager", "head_of_practice", "assistant_director")


@dataclass(frozen=True, kw_only=True)
class DutyDefinition:
    """One requirement that binds somebody. ``discharged_by`` says in words what ends it; ``on_due`` runs once, when the due
    rung fires, in the same transaction, with the duty and the present moment. ``personal``: the law names the individual, so
    it stays with them when the case passes to somebody else."""

    key: str
    title: str
    requirements: tuple[str, ...]
    owner_role: str
    time_limit: TimeLimit
    discharged_by: str
    ladder: Ladder = STANDARD
    owed_by: OwedBy = OwedBy.US
    alert_on_open: bool = False
    per_child: bool = False
    personal: bool = False
    on_due: Callable[[Duty, datetime], None] | None = None

    def __post_init__(self) -> None:
        if self.owner_role not in OWNER_ROLES:
            raise ValueError(f"{self.key}: owner_role is one of {', '.join(OWNER_ROLES)}.")


_definitions: dict[str, DutyDefinition] = {}


def register(duty_definition: DutyDefinition) -> DutyDefinition:
    """Add a definition. A second, different one with the same key is a mistake."""
    known = _definitions.setdefault(duty_definition.key, duty_definition)
    if known != duty_definition:
        raise ValueError(f"The duty {duty_definition.key} is defined twice.")
    register_carrier(known.requirements, Carrier("duty", known.title, known.key))
    return known


def known_definition(key: str) -> DutyDefinition | None:
    """The definition of ``key``; None where the software no longer knows a duty of former years."""
    return _definitions.get(key)


def definition(key: str) -> DutyDefinition:
    """The definition of ``key``. Raises LookupError where there is none."""
    found = known_definition(key)
    if found is None:
        raise LookupError(f"No duty is defined as {key}.")
    return found


def all_definitions() -> tuple[DutyDefinition, ...]:
    """Every definition, by key."""
    return tuple(_definitions[key] for key in sorted(_definitions))
