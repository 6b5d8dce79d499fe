"""For tests: posted data for the fields that have several boxes."""

from datetime import date, datetime

from cafcass_cases.core import clock


def local_date(name: str, day: date | str) -> dict[str, str]:
    """Posted data of a LocalDateField, from a date or "2026-03-06"."""
    value = date.fromisoformat(day) if isinstance(day, str) else day
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def local_time(name: str, moment: datetime | str, *, fold: int | None = None) -> dict[str, str]:
    """Posted data of a LocalDateTimeField, from an aware moment or London's "2026-03-06 16:40"."""
    local = datetime.fromisoformat(moment) if isinstance(moment, str) else clock.london(moment)
    posted = {**local_date(name, local.date()), f"{name}-time": f"{local:%H:%M}"}
    return {**posted, f"{name}-fold": str(fold)} if fold is not None else posted
