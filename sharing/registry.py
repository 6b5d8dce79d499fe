"""What higher floors say may not be shared for now: a source each, consulted before anything is shared or planned to be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Restriction:
    """Why something may not be shared with somebody for now. ``departable``: a recorded departure from ``rule`` lifts it."""

    rule: str
    message: str
    departable: bool = False


Restrictions = Callable[[Any, str, str, datetime], Restriction | None]
_restrictions: list[Restrictions] = []


def register_restriction(source: Restrictions) -> Restrictions:
    """``source(case, recipient_kind, purpose, now)`` answers a Restriction, or None where it has nothing against it.

    ``recipient_kind`` and ``purpose`` are keys of :mod:`sharing.table` ("employer", "professional_concern").
    """
    if source not in _restrictions:
        _restrictions.append(source)
    return source


def restrictions_on(case: Any, recipient_kind: str, purpose: str, now: datetime) -> list[Restriction]:
    """Everything that stands against sharing now with this kind of recipient for this purpose."""
    found = (source(case, recipient_kind, purpose, now) for source in _restrictions)
    return [restriction for restriction in found if restriction is not None]


Directions = Callable[[Any, str, datetime], bool]
_directions: list[Directions] = []


def register_direction(source: Directions) -> Directions:
    """``source(case, recipient_kind, now)`` says whether the LADO has directed that this kind of recipient may be told (policy 49)."""
    if source not in _directions:
        _directions.append(source)
    return source


def is_directed(case: Any, recipient_kind: str, now: datetime) -> bool:
    """Whether the LADO's direction, recorded elsewhere, lets this kind of recipient be told now."""
    return any(source(case, recipient_kind, now) for source in _directions)
