"""The settings as shipped: which limits may be changed locally, and which belong to the documents themselves."""

from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from .catalogue import read_data
from .models import Unit

_APPROXIMATE_HOURS = {Unit.MINUTES: 1 / 60, Unit.CLOCK_HOURS: 1.0, Unit.WORKING_DAYS: 24.0, Unit.YEARS: 24.0 * 365}


@dataclass(frozen=True)
class Limit:
    """A value and its unit (clock_hours | working_days | minutes | years | time_of_day | same_day)."""

    value: int
    unit: str

    @property
    def words(self) -> str:
        """ "4 clock hours", "1 working day", "17:00"."""
        if self.unit == Unit.TIME_OF_DAY:
            return f"{self.time_of_day:%H:%M}"
        if self.unit == Unit.SAME_DAY:
            return "the same calendar day"
        words = str(Unit(self.unit).label)
        return f"{self.value} {words[:-1] if self.value == 1 else words}"

    @property
    def time_of_day(self) -> time:
        """The London time of a time_of_day limit. Raises ValueError for any other unit."""
        if self.unit != Unit.TIME_OF_DAY:
            raise ValueError(f"{self.words} is not a time of day.")
        return time(self.value // 60, self.value % 60)

    @property
    def elapsed(self) -> timedelta:
        """The elapsed time of a limit in clock hours or minutes. Raises ValueError for units that need a calendar."""
        if self.unit == Unit.CLOCK_HOURS:
            return timedelta(hours=self.value)
        if self.unit == Unit.MINUTES:
            return timedelta(minutes=self.value)
        raise ValueError(f"{self.words} is not elapsed time.")

    @property
    def approximate_hours(self) -> float:
        """For comparing limits of different units only. Raises ValueError where there is no length."""
        if self.unit not in _APPROXIMATE_HOURS:
            raise ValueError(f"{self.words} has no length.")
        return self.value * _APPROXIMATE_HOURS[Unit(self.unit)]


@dataclass(frozen=True)
class Setting:
    """A limit as shipped. ``fixed``: it belongs to the policy or framework and nobody may change it."""

    name: str
    title: str
    runs_from: str
    shipped: Limit
    requirements: tuple[str, ...]
    fixed: bool
    from_design: bool
    least: int | None = None
    most: int | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units it may be changed to."""
        if self.shipped.unit in (Unit.CLOCK_HOURS, Unit.WORKING_DAYS, Unit.MINUTES):
            return (Unit.CLOCK_HOURS, Unit.WORKING_DAYS, Unit.MINUTES)
        return (self.shipped.unit,)


def minutes_of(text: str) -> int:
    """ "17:00" → 1020. Raises ValueError where it is not a time."""
    at = time.fromisoformat(text if len(text.split(":")[0]) == 2 else f"0{text}")
    return at.hour * 60 + at.minute


def _setting(row: dict, *, fixed: bool) -> Setting:
    unit = row["unit"]
    value = minutes_of(row["value"]) if unit == Unit.TIME_OF_DAY else int(row["value"])
    return Setting(
        name=row["setting"],
        title=row["title"],
        runs_from=row["runs_from"],
        shipped=Limit(value, unit),
        requirements=tuple(row["for"]),
        fixed=fixed,
        from_design=row.get("basis") == "design",
        least=minutes_of(row["least"]) if "least" in row else None,
        most=minutes_of(row["most"]) if "most" in row else None,
    )


@cache
def settings() -> dict[str, Setting]:
    """Every setting by name, those that may be changed first, in the order of the data file."""
    raw = read_data("local_defaults.yaml")
    rows = [_setting(r, fixed=False) for r in raw["settings"]] + [_setting(r, fixed=True) for r in raw["constants"]]
    return {row.name: row for row in rows}


@cache
def settings_of(requirement_id: str) -> tuple[Setting, ...]:
    """The settings that limit a requirement."""
    return tuple(s for s in settings().values() if requirement_id in s.requirements)
