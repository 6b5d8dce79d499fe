"""Changing what may be changed: local defaults, holidays, policy versions. Administrators only, always with a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from .calendar import REGION, library_holidays
from .defaults import Limit, Setting, settings
from .events import PolicyVersionListed
from .models import Holiday, LocalDefault, PolicyVersion, Unit
from .rules import must_change_policy
from .selectors import local_default, shipped_versions

MOST_TIMES_SHIPPED = 10
"""A limit more than so many times the shipped one is taken for a slip of the finger."""

LEAST_HOURS = 0.25

IN_ORDER = (
    ("SUPERVISION_REQUEST_IMMEDIATE", "SUPERVISION_REQUEST"),
    ("SUPERVISION_HELD_SERIOUS", "SUPERVISION_HELD"),
    ("ESCALATION_STAGE", "ESCALATION_TOTAL"),
    ("LADDER_URGENT_HEAD_OF_PRACTICE", "LADDER_URGENT_ASSISTANT_DIRECTOR"),
)
"""The first of each pair is never longer than the second: else what is urgent would come after what is not."""


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
    _must_keep_order(found, Limit(value, unit), now)
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
    if Limit(value, unit).approximate_hours < LEAST_HOURS:
        raise RuleRefused("local-default", "Enter a longer limit: nobody can keep one of less than 15 minutes.", field="value")
    if Limit(value, unit).approximate_hours > MOST_TIMES_SHIPPED * setting.shipped.approximate_hours:
        raise RuleRefused(
            "local-default",
            f"Enter a shorter limit: no more than {MOST_TIMES_SHIPPED} times the shipped {setting.shipped.words}.",
            field="value",
        )


def _must_keep_order(setting: Setting, limit: Limit, now: datetime) -> None:
    for shorter, longer in IN_ORDER:
        if setting.name not in (shorter, longer):
            continue
        other = settings()[longer if setting.name == shorter else shorter]
        held = local_default(other.name, at=now)
        first, last = (limit, held) if setting.name == shorter else (held, limit)
        if first.approximate_hours > last.approximate_hours:
            word = "longer" if setting.name == shorter else "shorter"
            raise RuleRefused("local-default", f"It cannot be {word} than “{other.title}”, which is {held.words}.", field="value")


CONFIRMATIONS = ("read", "understood", "will act on it")
"""What staff confirm of a version, in this order (policy, footnote 1)."""


def wording_for(number: str) -> tuple[str, ...]:
    """What staff confirm where nobody words it otherwise."""
    return (
        f"I have read version {number} of the child safeguarding policy.",
        "I have understood what it asks of me.",
        "I will act in accordance with it.",
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
    whats_new: str = "",
    attested_by: Sequence[str] = (),
    attestation_wording: Sequence[str] = (),
    by: Any,
    now: datetime,
) -> PolicyVersion:
    """A newer version of a document, also one to come. What happened before its day keeps the version it was done under (P0-6).

    ``attested_by``: PolicyVersion.EVERYBODY or groups of staff who confirm it; ``attestation_wording``: the three sentences they
    confirm, the usual ones where it is empty (P0-5). Raises RuleRefused for dates that cannot be, or a number already listed.
    """
    must_change_policy(by)
    if PolicyVersion.objects.filter(document=document, number=number).exists():
        raise RuleRefused("P0-6", f"Version {number} is already listed.", field="number")
    version = PolicyVersion(document=document, number=number, title=title)
    return _set_version(version, in_force_on, approved_on, review_on, whats_new, attested_by, attestation_wording, by, now)


@service
def change_policy_version(
    *,
    policy_version: PolicyVersion,
    in_force_on: date,
    approved_on: date | None = None,
    review_on: date | None = None,
    whats_new: str = "",
    attested_by: Sequence[str] = (),
    attestation_wording: Sequence[str] = (),
    expected: int | None = None,
    by: Any,
    now: datetime,
) -> PolicyVersion:
    """Change a version that is still to come. One in force stays as it was: acts and attestations belong to it (P0-6)."""
    must_change_policy(by)
    version = PolicyVersion.objects.select_for_update().get(pk=policy_version.pk)
    version.expect_version(expected)
    if version.in_force_on <= london_date(now):
        raise RuleRefused("P0-6", f"Version {version.number} is in force, so it can no longer be changed. List a newer one.")
    if in_force_on <= london_date(now):
        raise RuleRefused("P0-6", "Enter a date that is still to come.", field="in_force_on")
    return _set_version(version, in_force_on, approved_on, review_on, whats_new, attested_by, attestation_wording, by, now)


def _set_version(
    version: PolicyVersion,
    in_force_on: date,
    approved_on: date | None,
    review_on: date | None,
    whats_new: str,
    attested_by: Sequence[str],
    wording: Sequence[str],
    by: Any,
    now: datetime,
) -> PolicyVersion:
    if approved_on and in_force_on < approved_on:
        raise RuleRefused("P0-6", "Enter a date in force that is not before its approval.", field="in_force_on")
    if review_on and review_on <= in_force_on:
        raise RuleRefused("P0-6", "Enter a review date after the day it comes into force.", field="review_on")
    if PolicyVersion.objects.filter(document=version.document, in_force_on=in_force_on).exclude(pk=version.pk).exists():
        raise RuleRefused("P0-6", "Another version comes into force on that day.", field="in_force_on")
    sentences = [" ".join(one.split()) for one in wording if one.strip()]
    if sentences and len(sentences) != len(CONFIRMATIONS):
        raise RuleRefused("P0-5", f"Word each of the {len(CONFIRMATIONS)} confirmations: {', '.join(CONFIRMATIONS)}.", field="wording_read")
    version.in_force_on, version.approved_on, version.review_on = in_force_on, approved_on, review_on
    version.whats_new, version.attested_by = whats_new.strip(), list(attested_by)
    version.attestation_wording = (sentences or list(wording_for(version.number))) if attested_by else []
    version.save()
    publish(PolicyVersionListed(version_id=version.pk, at=now, now=now, by=by))
    return version


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
