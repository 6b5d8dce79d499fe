"""The one clock. Moments are aware and in UTC; rules about days and hours are Europe/London's.

Everything that asks the time asks here, so that scenarios can be played with a clock that is moved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_simulated: ContextVar[datetime | None] = ContextVar("simulated_now", default=None)


class HourDoesNotExist(ValueError):
    """The local time falls in the hour that is skipped when the clocks go forward."""


class HourHappensTwice(ValueError):
    """The local time falls in the hour that is repeated when the clocks go back, and nobody said which."""


def now() -> datetime:
    """The present moment in UTC: the simulated one inside :func:`simulated`, else the machine's."""
    return _simulated.get() or datetime.now(UTC)


@contextmanager
def simulated(moment: datetime) -> Iterator[None]:
    """Within the block :func:`now` answers ``moment`` (aware). For scenarios and tests only."""
    if moment.tzinfo is None:
        raise ValueError("A simulated moment needs a time zone.")
    token = _simulated.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _simulated.reset(token)


def london(moment: datetime) -> datetime:
    """``moment`` on London's clocks."""
    return moment.astimezone(LONDON)


def london_date(moment: datetime) -> date:
    """The calendar date in London at ``moment`` (policy 12: "the same day" is the call's local date)."""
    return london(moment).date()


def from_london(day: date, at: time, *, fold: int | None = None) -> datetime:
    """The UTC moment of a local date and time.

    ``fold`` says which of two equal hours is meant on the night the clocks go back: 0 the first (BST), 1 the second (GMT).
    Raises :class:`HourDoesNotExist` or, where ``fold`` is None, :class:`HourHappensTwice`.
    """
    first = datetime.combine(day, at, LONDON).replace(fold=0)
    second = first.replace(fold=1)
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise HourDoesNotExist(f"{at:%H:%M} did not happen on {day:%-d %B %Y}: the clocks went forward.")
    if first.utcoffset() != second.utcoffset() and fold is None:
        raise HourHappensTwice(f"{at:%H:%M} happened twice on {day:%-d %B %Y}: the clocks went back.")
    return (second if fold else first).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """23:59:59 in London on ``day``, in UTC: the last second of "the same day" (policy 12)."""
    return datetime.combine(day, time(23, 59, 59), LONDON).astimezone(UTC)
