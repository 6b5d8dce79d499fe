"""Ladders: who hears of a duty, and when (DESIGN §4). Pure, like the limits. The offsets are local defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cafcass_cases.core.clock import LONDON, london_date

from .limits import LimitContext, Local, Reckoned, time_of_day

# The steps of duties.models.Rung, lowest first.
OPENED, REMINDER, DUE, UNDATED = "opened", "reminder", "due", "undated"
HEAD_OF_PRACTICE, ASSISTANT_DIRECTOR = "head_of_practice", "assistant_director"


@dataclass(frozen=True)
class Ladder:
    """The rungs above "due": each step with the local default that says how long after the due moment it fires."""

    name: str
    above: tuple[tuple[str, str], ...]
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
        above = ((step, Local(setting).due(due_at, ctx=ctx)) for step, setting in self.above)
        return steps + [(step, fires_at) for step, fires_at in above if fires_at]


def reminder_at(event_at: datetime, reckoned: Reckoned, ctx: LimitContext) -> datetime | None:
    """When the owner is reminded: hours before due (4 by local default), half-way where the limit is less than twice that;
    where it counts in days, at 09:00 on the working day before, or else that morning. None where it was late at the event."""
    due_at = reckoned.due_at
    if due_at is None or due_at <= event_at:
        return None
    if reckoned.in_days:
        last = london_date(due_at)
        for day in (ctx.add_working_days(last, -1), last):
            morning = datetime.combine(day, time_of_day(ctx.local("LADDER_REMINDER_MORNING")), LONDON).astimezone(UTC)
            if event_at < morning < due_at:
                return morning
    lead = (Local("LADDER_REMINDER").due(due_at, ctx=ctx) or due_at) - due_at
    length = due_at - event_at
    return event_at + length / 2 if length < 2 * lead else due_at - lead


STANDARD = Ladder("Standard", ((HEAD_OF_PRACTICE, "LADDER_STANDARD_HEAD_OF_PRACTICE"),))
URGENT = Ladder(
    "Urgent",
    ((HEAD_OF_PRACTICE, "LADDER_URGENT_HEAD_OF_PRACTICE"), (ASSISTANT_DIRECTOR, "LADDER_URGENT_ASSISTANT_DIRECTOR")),
    is_urgent=True,
)
AUTHORITY_SILENCE = Ladder("An authority's silence", ((HEAD_OF_PRACTICE, "LA_SIGNIFICANT_DELAY"),), is_urgent=True)
