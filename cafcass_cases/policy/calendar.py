"""England's working days. Days are calendar dates in London; the holidays are a table that administrators may edit.

A year for which the table has no row at all is answered by the kept library, so that no limit is ever computed as if
nobody had a holiday.
"""

from datetime import date, datetime, timedelta
from functools import cache

import holidays as library
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, TextField, Value, When
from django.db.models.functions import MD5, Cast, Concat

from cafcass_cases.core.clock import from_london, london

from .models import Holiday

REGION = "England"

_known: tuple[str | None, frozenset[date], frozenset[int]] = (None, frozenset(), frozenset())


@cache
def library_holidays(year: int) -> dict[date, str]:
    """England's bank holidays of a year as the kept library knows them."""
    return dict(library.country_holidays("GB", subdiv="ENG", years=[year]))


def _stamp() -> str | None:
    """A digest of the table, made by the database: it changes with every change, and goes back with a rollback."""
    day = Concat(Cast("day", TextField()), Case(When(withdrawn_at=None, then=Value("")), default=Value("-")))
    return Holiday.objects.filter(region=REGION).aggregate(stamp=MD5(StringAgg(day, Value(","), order_by="day")))["stamp"]


def _table() -> tuple[frozenset[date], frozenset[int]]:
    """The holidays of the table and the years it answers for: kept in the process until the table's stamp changes."""
    global _known
    stamp = _stamp()
    if _known[0] != stamp:
        rows = list(Holiday.objects.filter(region=REGION).values_list("day", "withdrawn_at"))
        _known = (stamp, frozenset(d for d, withdrawn in rows if not withdrawn), frozenset(d.year for d, _ in rows))
    return (_known[1], _known[2]) if stamp else (frozenset(), frozenset())


class _Days:
    """One look at the table, for a computation that asks about several days."""

    def __init__(self) -> None:
        self.listed, self.years = _table()

    def is_working(self, day: date) -> bool:
        if day.weekday() >= 5:
            return False
        return day not in (self.listed if day.year in self.years else library_holidays(day.year))


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a bank holiday in England."""
    return _Days().is_working(day)


def add_working_days(day: date, n: int) -> date:
    """The ``n``-th working day after ``day`` (before it where ``n`` is negative).

    ``day`` itself never counts, whether or not it is a working day; with ``n`` 0 the answer is ``day`` if it is a working
    day, else the next one.
    """
    days, step, left = _Days(), -1 if n < 0 else 1, abs(n)
    if n == 0:
        while not days.is_working(day):
            day += timedelta(days=1)
    while left:
        day += timedelta(days=step)
        left -= days.is_working(day)
    return day


def close_of_business(day: date, *, at: datetime) -> datetime:
    """Close of business on ``day`` (17:00 in London unless changed; as set at ``at``), in UTC."""
    from .selectors import local_default

    return from_london(day, local_default("CLOSE_OF_BUSINESS", at=at).time_of_day, fold=0)


def in_office_hours(moment: datetime) -> bool:
    """A working day between OFFICE_OPENS and CLOSE_OF_BUSINESS (09:00 to 17:00 in London unless changed)."""
    from .selectors import local_defaults

    local = london(moment)
    if not is_working_day(local.date()):
        return False
    hours = local_defaults(("OFFICE_OPENS", "CLOSE_OF_BUSINESS"), at=moment)
    return hours["OFFICE_OPENS"].time_of_day <= local.time() < hours["CLOSE_OF_BUSINESS"].time_of_day
