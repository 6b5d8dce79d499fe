"""Changing what may be changed: local defaults, holidays, policy versions. Administrators only, always with a reason."""

from datetime import date, datetime
from typing import Any

from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from .calendar import REGION, library_holidays
from .defaults import Limit, Setting, settings
from .models import Holiday, LocalDefault, PolicyVersion, Unit
from .rules import must_change_policy
from .selectors import shipped_versions

MOST_TIMES_SHIPPED = 10
"""A limit more than so many times the shipped one is taken for a slip of the finger."""


@service
def change_local_default(*, setting: str, value: int, unit: str, reason: str, by: Any, now: datetime) -> LocalDefault:
    """Set a limit that the policy leaves open, from ``now`` on. Duties already running keep theirs (DESIGN §4).

    ``value`` is in ``unit``; a time of day is minutes after midnight. Raises RuleRefused for a limit of the policy itself,
    for zero, for a value beyond reason, or without a reason; Denied unless ``by`` is an administrator.
    """
    must_change_policy(by)
    found = settings().get(setting)
    if found is None:
        raise RuleRefused("local-default", "There is no such time limit.", field="setting")
    if found.fixed:
        raise RuleRefused("local-default", f"{found.title}: this limit is set by the policy itself and cannot be changed.")
    if not reason.strip():
        raise RuleRefused("local-default", "Write why the limit is changed.", field="reason")
    _must_be_sensible(found, value, unit)
    return LocalDefault.objects.create(setting=setting, value=value, unit=unit, reason=reason.strip(), since=now)


def _must_be_sensible(setting: Setting, value: int, unit: str) -> None:
    if unit not in setting.units:
        words = " or ".join(str(Unit(u).label) for u in setting.units)
        raise RuleRefused("local-default", f"Choose {words}.", field="unit")
    if unit == Unit.TIME_OF_DAY:
        least, most = setting.least or 0, setting.most or 24 * 60 - 1
        if not least <= value <= most:
            between = f"{Limit(least, unit).words} and {Limit(most, unit).words}"
            raise RuleRefused("local-default", f"Enter a time between {between}.", field="value")
        return
    if value < 1:
        raise RuleRefused("local-default", "Enter a whole number of 1 or more. A limit cannot be nothing.", field="value")
    if Limit(value, unit).approximate_hours > MOST_TIMES_SHIPPED * setting.shipped.approximate_hours:
        raise RuleRefused(
            "local-default",
            f"Enter a shorter limit: no more than {MOST_TIMES_SHIPPED} times the shipped {setting.shipped.words}.",
            field="value",
        )


@service
def add_policy_version(
    *,
    document: str,
    number: str,
    title: str,
    in_force_on: date,
    approved_on: date | None = None,
    review_on: date | None = None,
    by: Any,
    now: datetime,
) -> PolicyVersion:
    """A newer version of a document. What happened before its day keeps the version it was done under (P0-6)."""
    must_change_policy(by)
    if PolicyVersion.objects.filter(document=document, number=number).exists():
        raise RuleRefused("P0-6", f"Version {number} is already listed.", field="number")
    if approved_on and in_force_on < approved_on:
        raise RuleRefused("P0-6", "Enter a date in force that is not before its approval.", field="in_force_on")
    return PolicyVersion.objects.create(
        document=document, number=number, title=title, in_force_on=in_force_on, approved_on=approved_on, review_on=review_on
    )


@service
def load_policy_versions(*, by: Any, now: datetime) -> int:
    """The versions this software was built to, where the table lacks them. How many were added."""
    must_change_policy(by)
    missing = [row for row in shipped_versions() if not _has_version(row)]
    for row in missing:
        PolicyVersion.objects.create(**row)
    return len(missing)


def _has_version(row: dict) -> bool:
    return PolicyVersion.objects.filter(document=row["document"], number=row["number"]).exists()


@service
def refresh_holidays(*, by: Any, now: datetime, years_before: int = 2, years_after: int = 3) -> int:
    """Add the library's bank holidays around this year that the table lacks. A day somebody withdrew stays withdrawn."""
    this_year = london_date(now).year
    known = set(Holiday.objects.filter(region=REGION).values_list("day", flat=True))
    added = 0
    for year in range(this_year - years_before, this_year + years_after + 1):
        for day, name in sorted(library_holidays(year).items()):
            if day not in known:
                Holiday.objects.create(day=day, name=name, region=REGION, from_library=True)
                added += 1
    return added


@service
def add_holiday(*, day: date, name: str, by: Any, now: datetime) -> Holiday:
    """A holiday the library does not know, such as one proclaimed. A withdrawn day is taken back into use."""
    must_change_policy(by)
    found = Holiday.objects.select_for_update().filter(region=REGION, day=day).first()
    if found and not found.is_withdrawn:
        raise RuleRefused("holiday", f"{found.name} on {day:%-d %B %Y} is already listed.", field="day")
    holiday = found or Holiday(region=REGION, day=day)
    holiday.name, holiday.withdrawn_at, holiday.withdrawn_by, holiday.withdrawn_reason = name.strip(), None, None, ""
    holiday.save()
    return holiday


@service
def withdraw_holiday(*, holiday: Holiday, reason: str, by: Any, now: datetime) -> Holiday:
    """The day counts as a working day after all. Duties already running keep their time."""
    must_change_policy(by)
    if not reason.strip():
        raise RuleRefused("holiday", "Write why the day counts as a working day.", field="reason")
    row = Holiday.objects.select_for_update().get(pk=holiday.pk)
    if not row.is_withdrawn:
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = now, by, reason.strip()
        row.save()
    return row
