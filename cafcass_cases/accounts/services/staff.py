"""Accounts of staff: opened, changed, closed, opened again. Never deleted: evidence points at them."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from ..events import AccountClosed, StaffChanged
from ..models import Employment, Role, ServiceArea, Team, User
from ..rules import MANAGING_ROLES, SENIOR_ROLES, is_manager, is_registered_role, must_administer
from ..staffing import manager_of
from .attesting import open_attestations
from .sign_in import must_be_strong

REGISTRATION_NUMBER = re.compile(r"SW\d{1,7}")
TEAM_ROLES = (Role.PRACTITIONER, Role.MANAGER, Role.BUSINESS_SUPPORT)


@service
def create_user(
    *,
    email: str,
    full_name: str,
    role: str,
    post: str = "",
    employment: str = Employment.EMPLOYED,
    registration_number: str = "",
    registration_expires_on: date | None = None,
    records_checked_on: date | None = None,
    telephone: str = "",
    team: Team | None = None,
    service_area: ServiceArea | None = None,
    line_manager: User | None = None,
    password: str | None = None,
    must_change_password: bool = True,
    by: Any,
    now: datetime,
) -> User:
    """Open an account. With a ``password``, the person must choose their own at the first sign-in; without, they cannot sign in.

    Raises RuleRefused: a registered role without a registration number (P1-3); a practitioner, employed, locum or Associate
    alike (P3-1), without a manager of record (F1.9-1); a line manager who is no manager (F1.10-1); an e-mail in use.
    Raises Denied unless ``by`` is an administrator.
    """
    must_administer(by)
    user = User(
        email=_email(email),
        full_name=" ".join(full_name.split()),
        role=role,
        post=post.strip(),
        employment=employment,
        registration_number=_registration(registration_number),
        registration_expires_on=registration_expires_on,
        records_checked_on=records_checked_on,
        telephone=telephone.strip(),
        team=team,
        service_area=None if team else service_area,
        line_manager=line_manager,
    )
    _must_be_sound(user)
    if password is None:
        user.set_unusable_password()
    else:
        must_be_strong(password, user, "password")
        user.set_password(password)
        user.must_change_password = must_change_password
    user.save()
    open_attestations(by=by, now=now, users=[user])
    return user


CHANGEABLE = (
    "email",
    "full_name",
    "role",
    "post",
    "employment",
    "registration_number",
    "registration_expires_on",
    "records_checked_on",
    "telephone",
    "team",
    "service_area",
    "line_manager",
)


@service
def change_user(*, user: User, by: Any, now: datetime, version: int | None = None, reason: str = "", **changes: Any) -> User:
    """Change any of CHANGEABLE. The rules are those of :func:`create_user`; publishes StaffChanged.

    Raises StaleEdit where ``version`` is not the account's; RuleRefused where somebody still depends on what they stop being.
    """
    must_administer(by)
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"change_user does not change {', '.join(sorted(unknown))}.")
    row = User.objects.select_for_update().get(pk=user.pk)
    row.expect_version(version)
    old_role = row.role
    for name, value in changes.items():
        setattr(row, name, value)
    row.email, row.registration_number = _email(row.email), _registration(row.registration_number)
    row.full_name = " ".join(row.full_name.split())
    if row.team_id:
        row.service_area = None
    _must_be_sound(row)
    if row.role != old_role:
        _must_not_leave_staff_alone(row, old_role)
        if old_role == Role.ADMINISTRATOR:
            _must_leave_an_administrator(row)
    row.save()
    if row.role != old_role:
        open_attestations(by=by, now=now, users=[row], since=now)
    publish(StaffChanged(user_id=row.pk, at=now, now=now, by=by))
    return row


@service
def close_account(*, user: User, reason: str, by: Any, now: datetime) -> User:
    """The person has left: they cannot sign in from now on, and nothing goes to them. Publishes AccountClosed.

    A manager may be closed while people still depend on them, since leaving cannot wait: their staff's concerns go to the
    Head of Practice until somebody is named. Raises RuleRefused for one's own account and the last administrator's.
    """
    must_administer(by)
    row = User.objects.select_for_update().get(pk=user.pk)
    if not row.is_active:
        return row
    if not reason.strip():
        raise RuleRefused("account", "Write why the account is closed.", field="reason")
    if by is not None and by.pk == row.pk:
        raise RuleRefused("account", "You cannot close your own account. Ask another administrator.")
    if row.role == Role.ADMINISTRATOR:
        _must_leave_an_administrator(row)
    row.is_active, row.closed_at = False, now
    row.save()
    publish(AccountClosed(user_id=row.pk, at=now, now=now, by=by))
    return row


@service
def reopen_account(*, user: User, reason: str, by: Any, now: datetime) -> User:
    """The person is back. What they held before is not given back by itself."""
    must_administer(by)
    row = User.objects.select_for_update().get(pk=user.pk)
    if row.is_active:
        return row
    if not reason.strip():
        raise RuleRefused("account", "Write why the account is opened again.", field="reason")
    _must_be_sound(row)
    row.is_active, row.closed_at = True, None
    row.save()
    publish(StaffChanged(user_id=row.pk, at=now, now=now, by=by))
    return row


def _email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise RuleRefused("account", "Enter an e-mail address, like name@cafcass.example.", field="email") from error
    return email


def _registration(number: str) -> str:
    return re.sub(r"\s+", "", number).upper()


def _must_be_sound(user: User) -> None:
    if not user.full_name:
        raise RuleRefused("account", "Enter their full name.", field="full_name")
    if user.role not in Role.values:
        raise RuleRefused("account", "Choose a role.", field="role")
    if user.employment not in Employment.values:
        raise RuleRefused("P3-1", "Choose how they are employed.", field="employment")
    if User.objects.filter(email__iexact=user.email).exclude(pk=user.pk).exists():
        raise RuleRefused("account", "Enter another e-mail address: this one has an account.", field="email")
    _must_be_registered(user)
    _must_have_a_place(user)
    _must_have_a_manager(user)


def _must_be_registered(user: User) -> None:
    if is_registered_role(user.role) and not user.registration_number:
        raise RuleRefused(
            "P1-3",
            f"Enter a Social Work England registration number: a {Role(user.role).label} must be a registered social worker.",
            field="registration_number",
        )
    if user.registration_number and not REGISTRATION_NUMBER.fullmatch(user.registration_number):
        raise RuleRefused("P1-3", "Enter the registration number as SW and digits, like SW12345.", field="registration_number")


def _must_have_a_place(user: User) -> None:
    if user.role in TEAM_ROLES and user.team is None:
        raise RuleRefused("account", f"Choose a team: a {Role(user.role).label} belongs to one.", field="team")
    if user.role in SENIOR_ROLES and user.area is None:
        raise RuleRefused("account", f"Choose a service area: a {Role(user.role).label} belongs to one.", field="service_area")


def _must_have_a_manager(user: User) -> None:
    manager = user.line_manager
    if manager is not None:
        if manager.pk == user.pk:
            raise RuleRefused("F1.10-1", "Choose somebody else: nobody is their own manager.", field="line_manager")
        if not is_manager(manager):
            raise RuleRefused(
                "F1.10-1",
                "Choose a line manager who is a manager, Head of Practice or Assistant Director with an open account. "
                "A mentor or practice supervisor cannot be one.",
                field="line_manager",
            )
        _must_not_go_round(user, manager)
    if user.role != Role.PRACTITIONER:
        return
    if user.employment != Employment.EMPLOYED and manager is None:
        words = str(Employment(user.employment).label)
        raise RuleRefused("F1.9-1", f"Choose a manager of record: a {words} needs one before the account is open.", field="line_manager")
    if manager_of(user) is None:
        raise RuleRefused(
            "F1.9-1", "Choose a line manager, or a team that has a manager: whoever holds a case needs one.", field="line_manager"
        )


def _must_not_go_round(user: User, manager: User) -> None:
    seen, above = {user.pk}, manager
    while above is not None:
        if above.pk in seen:
            raise RuleRefused("F1.10-1", f"Choose somebody else: {manager.full_name} is managed by this person.", field="line_manager")
        seen.add(above.pk)
        above = above.line_manager


def _must_not_leave_staff_alone(user: User, old_role: str) -> None:
    if old_role in MANAGING_ROLES and user.role not in MANAGING_ROLES:
        staff = User.objects.filter(line_manager=user, is_active=True).count()
        teams = Team.objects.filter(manager=user).count()
        if staff or teams:
            raise RuleRefused(
                "F1.9-1",
                f"Give their staff another manager first: they are line manager of {staff} and manage {teams} teams.",
                field="role",
            )
    areas = ServiceArea.objects.filter(head_of_practice=user) | ServiceArea.objects.filter(assistant_director=user)
    if old_role in SENIOR_ROLES and areas.exists():
        raise RuleRefused("account", "Name another senior for their service area first.", field="role")


def _must_leave_an_administrator(user: User) -> None:
    if not User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk).exists():
        raise RuleRefused("account", "Make somebody else an administrator first: this is the last one.", field="role")
