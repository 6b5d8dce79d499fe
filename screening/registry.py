"""The parts of a case's screening, each of a room above: what the hub page lists, in the order in which they are done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class State:
    """Where a part stands, in a word or two, with a tag's colour and one line of what is next."""

    words: str
    tone: str = "grey"
    hint: str = ""


@dataclass(frozen=True)
class ScreeningPart:
    """One line of the hub. ``url_name`` takes ``case_id``; ``state(case, user, now)`` asks the database at most twice; None: not listed."""

    key: str
    title: str
    url_name: str
    order: int
    state: Callable[[Any, Any, datetime], State | None] = field(compare=False)


_parts: dict[str, ScreeningPart] = {}


def register_screening_part(part: ScreeningPart) -> ScreeningPart:
    """Add a line to the hub; call it in the room's ``panels.py``. Raises ValueError when another part has its key."""
    if _parts.setdefault(part.key, part) != part:
        raise ValueError(f"Two parts of screening are called {part.key}.")
    return part


def parts_of(case: Any, user: Any, now: datetime) -> list[tuple[ScreeningPart, State]]:
    """Each part that the case has, with where it stands, in order."""
    ordered = sorted(_parts.values(), key=lambda part: (part.order, part.title))
    return [(part, state) for part in ordered if (state := part.state(case, user, now)) is not None]


_guards: list[Callable[[Any, datetime], list[str]]] = []


def register_screening_guard(guard: Callable[[Any, datetime], list[str]]) -> Callable[[Any, datetime], list[str]]:
    """``guard(case, now)`` names what of the screening is not done, each a phrase: "no concern" is then not recorded (framework 2.16).

    Call it in the room's ``panels.py``. What takes days, such as an answer of the police, does not belong here.
    """
    if guard not in _guards:
        _guards.append(guard)
    return guard


def what_stands_against_screening(case: Any, now: datetime) -> list[str]:
    """Everything that rooms above say is not done yet."""
    return [phrase for guard in _guards for phrase in guard(case, now)]
