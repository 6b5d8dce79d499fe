"""What rooms above add to the health page: what runs beside the clock, such as the reading of the court's applications."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class HealthLine:
    """One line, without personal data. ``well`` False: it is in trouble; None: it is not set up. It does not decide whether the clock runs."""

    key: str
    title: str
    words: str
    well: bool | None = True


_sources: list[Callable[[datetime], Iterable[HealthLine]]] = []


def register_health(source: Callable[[datetime], Iterable[HealthLine]]) -> Callable[[datetime], Iterable[HealthLine]]:
    """``source(now)`` gives lines of the health page; it asks the database once. Call it in the app's ``panels.py``."""
    if source not in _sources:
        _sources.append(source)
    return source


def health_lines(now: datetime) -> list[HealthLine]:
    return [line for source in _sources for line in source(now)]
