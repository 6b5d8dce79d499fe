"""Time limits: pure functions of the event's time (DESIGN §4).

No database, no clock: what a limit needs to know comes in a :class:`LimitContext`. Moments are aware and in UTC; days and
hours of the day are London's. 24 clock hours are 24 elapsed hours, through nights, weekends, holidays and clock changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from cafcass_cases.core.clock import LONDON, end_of_day, london_date


class Amount(Protocol):
    """What a local default says: a number and its unit (clock_hours, working_days, minutes, years or time_of_day)."""

    value: int
    unit: str


def _unknown(setting: str) -> Amount:
    raise LookupError(f"No local default was given for {setting}.")


def weekdays(day: date, count: int) -> date:
    """The ``count``-th weekday after ``day`` (before it, where negative), as if there were no holidays."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= 5:
            day += step
    return day


@dataclass(frozen=True)
class LimitContext:
    """What limits are reckoned from, besides the event's time.

    ``local`` gives a local default as it was at the event's time; ``add_working_days`` the nth working day after a day
    (before it, where negative); ``serious``: significant harm is alleged (DESIGN §10.9); ``repeat``: not the first time.
    """

    local: Callable[[str], Amount] = _unknown
    add_working_days: Callable[[date, int], date] = weekdays
    close_of_business: time = time(17)
    hearing_at: datetime | None = None
    handover_at: datetime | None = None
    agreed_on: date | None = None
    serious: bool = False
    repeat: bool = False

    def close(self, day: date) -> datetime:
        """Close of business in London on ``day``, in UTC."""
        return datetime.combine(day, self.close_of_business, LONDON).astimezone(UTC)


@dataclass(frozen=True)
class Reckoned:
    """A limit worked out: the last moment in time (None: no instant), which limit it was, and whether it counts in days."""

    due_at: datetime | None
    note: str
    in_days: bool = False


def time_of_day(amount: Amount) -> time:
    """The London time of a local default in minutes after midnight."""
    return time(*divmod(int(amount.value), 60))


class TimeLimit:
    """Base of every limit. ``hangs_on_hearing``, ``hangs_on_handover``: moving one moves what is reckoned from it."""

    hangs_on_hearing = False
    hangs_on_handover = False

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        raise NotImplementedError

    def due(self, event_at: datetime, *, ctx: LimitContext | None = None) -> datetime | None:
        """The last moment (UTC) at which it is still in time, or None where the limit has no instant."""
        return self.reckon(event_at, ctx or LimitContext()).due_at


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


@dataclass(frozen=True)
class ClockHours(TimeLimit):
    """Elapsed hours (policy 11, 12)."""

    hours: int

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return Reckoned(event_at.astimezone(UTC) + timedelta(hours=self.hours), _count(self.hours, "clock hour"))


@dataclass(frozen=True)
class Minutes(TimeLimit):
    """Elapsed minutes."""

    minutes: int

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return Reckoned(event_at.astimezone(UTC) + timedelta(minutes=self.minutes), _count(self.minutes, "minute"))


@dataclass(frozen=True)
class SameDay(TimeLimit):
    """23:59:59 on the event's London date (policy 12)."""

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return Reckoned(end_of_day(london_date(event_at)), "the same day")


@dataclass(frozen=True)
class WorkingDays(TimeLimit):
    """Close of business on the nth working day after the event's London date."""

    days: int

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        day = ctx.add_working_days(london_date(event_at), self.days)
        return Reckoned(ctx.close(day), _count(self.days, "working day"), in_days=True)


@dataclass(frozen=True)
class WorkingDaysBefore(TimeLimit):
    """Close of business on the nth working day before the hearing; no instant until one is listed (PD12B)."""

    days: int
    hangs_on_hearing = True

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        note = f"{_count(self.days, 'working day')} before the hearing"
        if ctx.hearing_at is None:
            return Reckoned(None, note, in_days=True)
        return Reckoned(ctx.close(ctx.add_working_days(london_date(ctx.hearing_at), -self.days)), note, in_days=True)


@dataclass(frozen=True)
class UntilHearing(TimeLimit):
    """Before the hearing begins."""

    hangs_on_hearing = True

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return Reckoned(ctx.hearing_at, "before the hearing")


@dataclass(frozen=True)
class UntilHandover(TimeLimit):
    """Before a child passes to a carer from whom harm is feared (DESIGN §10.9)."""

    hangs_on_handover = True

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return Reckoned(ctx.handover_at, "before the handover")


@dataclass(frozen=True)
class AgreedDate(TimeLimit):
    """23:59:59 in London on the date agreed in supervision (policy 9, 10)."""

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return Reckoned(end_of_day(ctx.agreed_on) if ctx.agreed_on else None, "the agreed date", in_days=True)


@dataclass(frozen=True)
class Years(TimeLimit):
    """The end of the same London day ``years`` later; 29 February becomes 28 February."""

    years: int

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        day = london_date(event_at)
        try:
            last = day.replace(year=day.year + self.years)
        except ValueError:
            last = day.replace(year=day.year + self.years, day=28)
        return Reckoned(end_of_day(last), _count(self.years, "year"), in_days=True)


@dataclass(frozen=True)
class Before(TimeLimit):
    """No instant: it blocks a step. ``step`` reads after "before": "the concern is completed"."""

    step: str

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return Reckoned(None, f"before {self.step}")


UNITS: dict[str, Callable[[int], TimeLimit]] = {
    "clock_hours": ClockHours,
    "working_days": WorkingDays,
    "minutes": Minutes,
    "years": Years,
}


@dataclass(frozen=True)
class Local(TimeLimit):
    """A limit that the documents leave open: the local default as it was at the event's time."""

    setting: str

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        amount = ctx.local(self.setting)
        found = UNITS[amount.unit](int(amount.value)).reckon(event_at, ctx)
        return Reckoned(found.due_at, f"{found.note}, local default", found.in_days)


@dataclass(frozen=True)
class LocalBeforeHearing(TimeLimit):
    """A local default counted back from the hearing: close of business that many working days before, or so many clock hours."""

    setting: str
    hangs_on_hearing = True

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        amount = ctx.local(self.setting)
        if amount.unit == "working_days":
            found = WorkingDaysBefore(int(amount.value)).reckon(event_at, ctx)
            return Reckoned(found.due_at, f"{found.note}, local default", found.in_days)
        shift = timedelta(minutes=int(amount.value)) if amount.unit == "minutes" else timedelta(hours=int(amount.value))
        due = ctx.hearing_at - shift if ctx.hearing_at else None
        return Reckoned(
            due, f"{_count(int(amount.value), amount.unit.replace('_', ' ').removesuffix('s'))} before the hearing, local default"
        )


@dataclass(frozen=True)
class WhereSerious(TimeLimit):
    """One limit where significant harm is alleged, another otherwise (DESIGN §10.3, §10.9)."""

    serious: TimeLimit
    otherwise: TimeLimit

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return (self.serious if ctx.serious else self.otherwise).reckon(event_at, ctx)


@dataclass(frozen=True)
class Repeating(TimeLimit):
    """One limit the first time, another each time after (chasing an authority, policy 12)."""

    first: TimeLimit
    then: TimeLimit

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        return (self.then if ctx.repeat else self.first).reckon(event_at, ctx)


@dataclass(frozen=True)
class Earliest(TimeLimit):
    """Whichever of its limits comes first. A hearing or handover before the event no longer counts."""

    limits: tuple[TimeLimit, ...]

    @property
    def hangs_on_hearing(self) -> bool:  # type: ignore[override]
        return any(limit.hangs_on_hearing for limit in self.limits)

    @property
    def hangs_on_handover(self) -> bool:  # type: ignore[override]
        return any(limit.hangs_on_handover for limit in self.limits)

    def reckon(self, event_at: datetime, ctx: LimitContext) -> Reckoned:
        found = [limit.reckon(event_at, ctx) for limit in self.limits]
        ahead = [one for one in found if one.due_at and one.due_at > event_at]
        return min(ahead, key=lambda one: one.due_at) if ahead else found[0]  # type: ignore[arg-type, return-value]


def earliest(*limits: TimeLimit) -> Earliest:
    """The first of several limits to come."""
    return Earliest(limits)


def CourtUpdate() -> Earliest:
    """When the court must be told (policy 14): 24 clock hours where significant harm is alleged, else the local default,
    and before any hearing or feared handover that comes sooner."""
    return earliest(WhereSerious(ClockHours(24), Local("COURT_UPDATE")), UntilHearing(), UntilHandover())
