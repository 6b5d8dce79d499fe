"""Who is away and who answers instead; who is on the out-of-hours rota."""

from datetime import datetime, timedelta
from typing import Any

from cafcass_cases.core.clock import london
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from ..events import AbsenceRecorded
from ..models import Absence, OutOfHoursDuty, ServiceArea, User
from ..rules import is_manager, may_record_absence, may_set_rota, may_stand_in_for

LONGEST_ABSENCE = timedelta(days=550)
LONGEST_ROTA = timedelta(days=31)


@service
def record_absence(
    *, user: User, starts_at: datetime, ends_at: datetime, cover: User | None = None, note: str = "", by: Any, now: datetime
) -> Absence:
    """Leave or sickness from ``starts_at`` until ``ends_at`` (UTC), with the person who answers meanwhile (framework 1.11).

    Without a cover, what comes for a manager goes to the Head of Practice at once. An absence may be recorded afterwards.
    ``note`` is for arrangements, not for reasons of health. Raises RuleRefused, or Denied for somebody else's absence.
    """
    _must_be_allowed(by, user, now)
    absence = Absence(user=user, starts_at=starts_at, ends_at=ends_at, cover=cover, note=note.strip())
    _must_be_sound(absence)
    absence.save()
    publish(AbsenceRecorded(absence_id=absence.pk, at=starts_at, now=now, by=by))
    return absence


@service
def change_absence(
    *,
    absence: Absence,
    starts_at: datetime,
    ends_at: datetime,
    cover: User | None,
    note: str = "",
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Absence:
    """Other times or another cover."""
    row = Absence.objects.select_for_update(of=("self",)).select_related("user").get(pk=absence.pk)
    _must_be_allowed(by, row.user, now)
    row.expect_version(version)
    if row.is_withdrawn:
        raise RuleRefused("F1.11-1", "This absence was withdrawn. Record another.")
    row.starts_at, row.ends_at, row.cover, row.note = starts_at, ends_at, cover, note.strip()
    _must_be_sound(row)
    row.save()
    publish(AbsenceRecorded(absence_id=row.pk, at=starts_at, now=now, by=by))
    return row


@service
def withdraw_absence(*, absence: Absence, reason: str, by: Any, now: datetime) -> Absence:
    """It did not or will not happen, or was entered in error. It stays on the history."""
    row = Absence.objects.select_for_update(of=("self",)).select_related("user").get(pk=absence.pk)
    _must_be_allowed(by, row.user, now)
    if not row.is_withdrawn:
        _withdraw(row, reason, by, now)
        publish(AbsenceRecorded(absence_id=row.pk, at=row.starts_at, now=now, by=by))
    return row


@service
def set_rota(
    *,
    manager: User,
    starts_at: datetime,
    ends_at: datetime,
    telephone: str,
    service_area: ServiceArea | None = None,
    by: Any,
    now: datetime,
) -> OutOfHoursDuty:
    """One stretch of the out-of-hours rota (UTC), for a service area or, without one, the whole country (DESIGN §10.3).

    It counts outside office hours only, so a stretch may run over a whole weekend or week.
    """
    _must_be_allowed_rota(by)
    if not is_manager(manager):
        raise RuleRefused("rota", "Choose a manager, Head of Practice or Assistant Director: they can hold supervision.", field="manager")
    if ends_at <= starts_at:
        raise RuleRefused("rota", "Enter an end that is after the start.", field="ends_at")
    if ends_at - starts_at > LONGEST_ROTA:
        raise RuleRefused("rota", "Enter a stretch of no more than a month.", field="ends_at")
    if not telephone.strip():
        raise RuleRefused("rota", "Enter the telephone number that is answered out of hours.", field="telephone")
    return OutOfHoursDuty.objects.create(
        manager=manager, starts_at=starts_at, ends_at=ends_at, telephone=telephone.strip(), service_area=service_area
    )


@service
def withdraw_rota(*, duty: OutOfHoursDuty, reason: str, by: Any, now: datetime) -> OutOfHoursDuty:
    """Take a stretch off the rota, with the reason."""
    _must_be_allowed_rota(by)
    row = OutOfHoursDuty.objects.select_for_update().get(pk=duty.pk)
    if not row.is_withdrawn:
        _withdraw(row, reason, by, now)
    return row


def _withdraw(row: Absence | OutOfHoursDuty, reason: str, by: Any, now: datetime) -> None:
    if not reason.strip():
        raise RuleRefused("withdraw", "Write why it is taken back.", field="reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = now, by, reason.strip()
    row.save()


def _must_be_allowed(by: Any, user: User, now: datetime) -> None:
    if not may_record_absence(by, user, now):
        raise Denied("Only the person, their manager or an administrator can record an absence.")


def _must_be_allowed_rota(by: Any) -> None:
    if by is not None and not may_set_rota(by):
        raise Denied("Only a manager or an administrator can change the rota.")


def _must_be_sound(absence: Absence) -> None:
    if absence.ends_at <= absence.starts_at:
        raise RuleRefused("F1.11-1", "Enter an end that is after the start.", field="ends_at")
    if absence.ends_at - absence.starts_at > LONGEST_ABSENCE:
        raise RuleRefused("F1.11-1", "Enter an absence of no more than 18 months.", field="ends_at")
    others = Absence.objects.filter(user_id=absence.user_id, withdrawn_at=None).exclude(pk=absence.pk)
    overlapping = others.filter(starts_at__lt=absence.ends_at, ends_at__gt=absence.starts_at).first()
    if overlapping:
        times = f"{london(overlapping.starts_at):%-d %B %Y, %H:%M} to {london(overlapping.ends_at):%-d %B %Y, %H:%M}"
        raise RuleRefused("F1.11-1", f"Change the absence from {times} instead: it covers some of the same time.", field="starts_at")
    cover = absence.cover
    if cover is None:
        return
    if cover.pk == absence.user_id:
        raise RuleRefused("F1.11-1", "Choose somebody else: nobody covers for themselves.", field="cover")
    if not cover.is_active:
        raise RuleRefused("F1.11-1", "Choose somebody whose account is open.", field="cover")
    if not may_stand_in_for(cover, absence.user):
        raise RuleRefused("F1.11-1", f"Choose a cover who can do what {absence.user.full_name} does: {_who(absence.user)}.", field="cover")


def _who(absent: User) -> str:
    if absent.role == "practitioner":
        return "a practitioner or a manager"
    return "a manager" if absent.role == "manager" else "a Head of Practice or Assistant Director"
