"""Moments, dates and lengths of time in plain English, on London's clocks."""

from datetime import date, datetime, timedelta

from cafcass_cases.core.clock import london as to_london


def london(moment: datetime) -> str:
    """ "Fri 6 March 2026, 16:40". The hour that happens twice says which: "01:30 (BST)"."""
    local = to_london(moment)
    text = f"{local:%a} {local.day} {local:%B %Y, %H:%M}"
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        text += f" ({local.tzname()})"
    return text


def london_date(day: date | datetime) -> str:
    """ "6 March 2026"; a moment gives its date in London."""
    if isinstance(day, datetime):
        day = to_london(day).date()
    return f"{day.day} {day:%B %Y}"


def london_time(moment: datetime) -> str:
    """ "16:40"."""
    return f"{to_london(moment):%H:%M}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def duration_words(length: timedelta) -> str:
    """A length in one unit or two, rounded down: "40 minutes", "3 hours 10 minutes", "2 days 4 hours", "3 weeks".

    A negative length is worded as its size.
    """
    minutes = int(abs(length).total_seconds()) // 60
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return _count(minutes, "minute")
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        # Minutes matter when time is short; beyond half a day they are noise.
        return _count(hours, "hour") + (f" {_count(minutes, 'minute')}" if minutes and hours < 12 else "")
    days, hours = divmod(hours, 24)
    if days < 14:
        return _count(days, "day") + (f" {_count(hours, 'hour')}" if hours and days < 3 else "")
    weeks, days = divmod(days, 7)
    return _count(weeks, "week")


def clock_words(due_at: datetime, now: datetime) -> str:
    """ "due in 3 hours" before ``due_at``, "late by 2 days" after it."""
    if now <= due_at:
        return f"due in {duration_words(due_at - now)}"
    return f"late by {duration_words(now - due_at)}"
