"""Domain events: how a lower room lets a higher one react without knowing it (DESIGN §2).

An event is a frozen dataclass in the publishing app's ``events.py``. It is published inside the service's transaction
and its reactions run at once, in the same transaction: either all of it happens or none.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. ``at`` is when it happened (UTC), ``now`` when it was entered, ``by`` who entered it."""

    at: datetime
    now: datetime
    by: Any


E = TypeVar("E", bound=Event)
_reactions: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def reacts_to(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorator for a function in an app's ``reactions.py``: it is called with every event of exactly this kind."""

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        if function not in _reactions[kind]:
            _reactions[kind].append(function)
        return function

    return register


def publish(event: Event) -> None:
    """Tell every reaction. Call it inside a service, after the record is saved."""
    for reaction in _reactions[type(event)]:
        reaction(event)
