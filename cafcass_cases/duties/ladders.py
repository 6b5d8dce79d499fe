"""Ladders: who hears of a duty, and when (DESIGN §4). Pure, like the limits. The offsets are local defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from cafcass_cases.core.clock import LONDON, london_date

from .limits import Local, LimitContext, Reckoned

# The step names of duties.models.Rung, lowest first.
OPENED, REMINDER, DUE = "opened", "reminder", "due"
HEAD_OF_PRACTICE, ASSISTANT_DIRECTOR = "head_of_practice", "assistant_director"
HEIGHTS = {step: height for height, step in enumerate((OPENED, REMINDER, DUE, HEAD_OF_PRACTICE, ASSISTANT_DIRECTOR))}

MORNING = time(9)


@dataclass(frozen=True)
class Offset:
    """A local default of the ladder: its setting, and the value it begins with."""

    setting: str
    value: int
    unit: str


REMINDER_LEAD = Offset("LADDER_REMINDER", 4, "clock_hours")
URGENT_HEAD_OF_PRACTICE = Offset("LADDER_URGENT_HEAD_OF_PRACTICE", 4, "clock_hours")
URGENT_ASSISTANT_DIRECTOR = Offset("LADDER_URGENT_ASSISTANT_DIRECTOR", 24, "clock_hours")
SILENCE_HEAD_OF_PRACTICE = Offset("LADDER_SILENCE_HEAD_OF_PRACTICE", 24, "clock_hours")
STANDARD_HEAD_OF_PRACTICE = Offset("LADDER_STANDARD_HEAD_OF_PRACTICE", 2, "working_days")

OFFSETS = {
    offset.setting: offset
    for offset in (
        REMINDER_LEAD,
        URGENT_HEAD_OF_PRACTICE,
        URGENT_ASSISTANT_DIRECTOR,
        SILENCE_HEAD_OF_PRACTICE,
        STANDARD_HEAD_OF_PRACTICE,
    )
}


@dataclass(frozen=True)
class Ladder:
    """The rungs above "due", each with its offset from the due moment."""

    name: str
    above: tuple[tuple[str, Offset], ...]
    is_urgent: bool = False

    def rungs(self, event_at: datetime, reckoned: Reckoned, ctx: LimitContext) -> list[tuple[str, datetime]]:
        """(step, when it fires in UTC) from the lowest up; empty where the limit has no instant."""
        due_at = reckoned.due_at
        if due_at is None:
            return []
        steps = [(DUE, due_at)]
        reminder = reminder_at(event_at, reckoned, ctx)
        if reminder:
            steps.insert(0, (REMINDER, reminder))
        for step, offset in self.above:
            fires_at = Local(offset.setting).due(due_at, ctx=ctx)
            assert fires_at is not None  # every unit of a local default has an instant
            steps.append((step, fires_at))
        return steps


def reminder_at(event_at: datetime, reckoned: Reckoned, ctx: LimitContext) -> datetime | None:
    """When the owner is reminded: hours before due (4 by local default), half-way where the limit is less than twice that,
    and where it counts in days at 09:00 on the working day before, or that morning. None where it was late from the start."""
    due_at = reckoned.due_at
    if due_at is None or due_at <= event_at:
        return None
    if reckoned.in_days:
        last = london_date(due_at)
        for day in (ctx.working_day(last, -1), last):
            morning = datetime.combine(day, MORNING, LONDON).astimezone(UTC)
            if event_at < morning < due_at:
                return morning
    lead = timedelta(hours=int(ctx.local(REMINDER_LEAD.setting, event_at).value))
    length = due_at - event_at
    return event_at + length / 2 if length < 2 * lead else due_at - lead


STANDARD = Ladder("Standard", ((HEAD_OF_PRACTICE, STANDARD_HEAD_OF_PRACTICE),))
URGENT = Ladder(
    "Urgent",
    ((HEAD_OF_PRACTICE, URGENT_HEAD_OF_PRACTICE), (ASSISTANT_DIRECTOR, URGENT_ASSISTANT_DIRECTOR)),
    is_urgent=True,
)
AUTHORITY_SILENCE = Ladder("An authority's silence", ((HEAD_OF_PRACTICE, SILENCE_HEAD_OF_PRACTICE),), is_urgent=True)
