"""The vocabulary in which scenarios are written: each step calls the same services as the browser.

An app registers its steps in ``steps.py``. The player (``desk/scenarios.py``) moves the clock and calls them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from inspect import Parameter, getdoc, signature
from typing import Any

from .clock import end_of_day, from_london


class UnknownName(LookupError):
    """A scenario names something that it did not introduce."""


def read_moment(text: str | datetime, *, shift_days: int = 0) -> datetime:
    """ "2026-03-06 16:40" (London), with " BST" or " GMT" where the hour happens twice; seconds may follow. Gives UTC."""
    from datetime import timedelta

    words = str(text).split()
    day = date.fromisoformat(words[0]) + timedelta(days=shift_days)
    if len(words) == 1:
        return end_of_day(day)
    fold = {"BST": 0, "GMT": 1}.get(words[2]) if len(words) > 2 else None
    if shift_days and fold is None:
        fold = 0
    return from_london(day, time.fromisoformat(words[1]), fold=fold)


@dataclass
class World:
    """What a scenario has introduced so far, by name; who acts, and when."""

    now: datetime | None = None
    by: Any = None
    shift_days: int = 0
    things: dict[str, Any] = field(default_factory=dict)
    users: dict[str, Any] = field(default_factory=dict)
    refused_mail: set[str] = field(default_factory=set)

    def put(self, name: str | None, thing: Any) -> Any:
        """Remember ``thing`` under ``name`` (None: do not)."""
        if name:
            self.things[name] = thing
        return thing

    def get(self, name: str) -> Any:
        """What was introduced as ``name``, fresh from the database. Raises :class:`UnknownName`."""
        try:
            thing = self.things[name]
        except KeyError:
            raise UnknownName(f"{name!r} was not introduced. Known: {', '.join(sorted(self.things))}.") from None
        if hasattr(thing, "refresh_from_db"):
            thing.refresh_from_db()
        return thing

    def all(self, names: str | list[str]) -> list[Any]:
        """Several things by name; one name alone will do."""
        return [self.get(name) for name in ([names] if isinstance(names, str) else names or [])]

    def user(self, role: str) -> Any:
        """A member of staff by the name of their part: "practitioner", "cover manager". Raises :class:`UnknownName`."""
        try:
            user = self.users[role.replace(" ", "_")]
        except KeyError:
            raise UnknownName(f"Nobody plays {role!r}. Known: {', '.join(sorted(self.users))}.") from None
        user.refresh_from_db()
        return user

    def moment(self, text: Any) -> datetime | None:
        """A London time of the scenario as UTC; None stays None."""
        return None if text is None else read_moment(text, shift_days=self.shift_days)

    def day(self, text: Any) -> date | None:
        """A date of the scenario; None stays None."""
        from datetime import timedelta

        return None if text is None else date.fromisoformat(str(text)) + timedelta(days=self.shift_days)


@dataclass(frozen=True)
class Step:
    """One verb of the vocabulary. ``fields`` are the keyword arguments of its function."""

    name: str
    run: Callable[..., Any]

    @property
    def fields(self) -> Iterator[Parameter]:
        parameters = iter(signature(self.run).parameters.values())
        next(parameters)  # the world
        return parameters

    def describe(self) -> str:
        lines = [f"{self.name}: {getdoc(self.run) or ''}"]
        for parameter in self.fields:
            needed = "needed" if parameter.default is Parameter.empty else f"else {parameter.default!r}"
            kind = parameter.annotation if isinstance(parameter.annotation, str) else getattr(parameter.annotation, "__name__", "")
            lines.append(f"    {parameter.name} ({kind or 'any'}, {needed})")
        return "\n".join(lines)


_steps: dict[str, Step] = {}


def step(function: Callable[..., Any]) -> Callable[..., Any]:
    """Register a function ``(world, *, …) -> thing`` as a step of its own name."""
    _steps[function.__name__] = Step(function.__name__, function)
    return function


def vocabulary() -> list[Step]:
    """Every step, in alphabetical order."""
    return [_steps[name] for name in sorted(_steps)]


def step_called(name: str) -> Step:
    """Raises :class:`UnknownName` when no app registered it."""
    try:
        return _steps[name]
    except KeyError:
        raise UnknownName(f"There is no step {name!r}. See manage.py play_scenario --vocabulary.") from None
