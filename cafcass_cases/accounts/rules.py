"""Who may do what with staff and places (DESIGN §6). One rule for each permission; views, selectors and tasks use these."""

from datetime import datetime
from typing import Any

from cafcass_cases.core.errors import Denied
from cafcass_cases.policy.catalogue import Carrier, register_carrier
from cafcass_cases.policy.registry import register_staff_groups

from .models import REGISTERED_ROLES, Role, User

MANAGING_ROLES = (Role.MANAGER, Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR)
SENIOR_ROLES = (Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR)


def _holds(user: Any, *roles: str) -> bool:
    return bool(user and user.is_active and getattr(user, "role", "") in roles)


def is_practitioner(user: Any) -> bool:
    """A Family Court Adviser or Children's Guardian, employed, locum or Associate alike (policy 3)."""
    return _holds(user, Role.PRACTITIONER)


def is_manager(user: Any) -> bool:
    """May hold supervision and sign its record: a manager, Head of Practice or Assistant Director."""
    return _holds(user, *MANAGING_ROLES)


def is_senior(user: Any) -> bool:
    """A Head of Practice or Assistant Director: receives escalations (policy 19)."""
    return _holds(user, *SENIOR_ROLES)


def is_registered_role(role: str) -> bool:
    """A role that only a registered social worker may hold (policy 1)."""
    return role in REGISTERED_ROLES


def may_administer(user: Any) -> bool:
    """May keep staff, directories, local time limits and policy versions; sees no case."""
    return _holds(user, Role.ADMINISTRATOR)


def may_audit(user: Any) -> bool:
    """May read who did, changed and saw what, in the whole country."""
    return _holds(user, Role.AUDITOR)


def must_administer(user: Any) -> None:
    """Raise Denied unless ``user`` may administer. None is the application itself (loading data, playing a scenario)."""
    if user is not None and not may_administer(user):
        raise Denied("Only an administrator can do this.")


def may_record_absence(user: Any, absent: User, at: datetime) -> bool:
    """Own absences; a manager's staff's, and those of staff they cover; a senior's service area; an administrator's, all."""
    from .staffing import acts_as_manager_for

    if user is None or user.pk == absent.pk or may_administer(user):
        return True
    return acts_as_manager_for(user, absent, at)


def may_set_rota(user: Any) -> bool:
    """Managers and seniors agree the out-of-hours rota; administrators keep it."""
    return is_manager(user) or may_administer(user)


def may_stand_in_for(cover: Any, absent: User) -> bool:
    """A senior's cover is a senior, a manager's a manager or senior, a practitioner's a practitioner or manager."""
    if cover is None or not cover.is_active or cover.pk == absent.pk:
        return False
    if absent.role in SENIOR_ROLES:
        return is_senior(cover)
    if absent.role == Role.MANAGER:
        return is_manager(cover)
    if absent.role == Role.PRACTITIONER:
        return is_practitioner(cover) or is_manager(cover)
    return True


register_carrier(["P1-3"], Carrier("rule", "Who works as a social worker has a registration number"))
register_carrier(["P3-1"], Carrier("rule", "The same rules bind employees, locums and Associates"))
register_carrier(["F1.9-1"], Carrier("rule", "Whoever can hold a case has a manager of record"))
register_carrier(["F1.10-1"], Carrier("rule", "A line manager is a manager, never a mentor"))
register_carrier(["F1.11-1"], Carrier("rule", "A manager's cover, or the Head of Practice, answers in their absence"))
register_carrier(
    ["F1.13-1"],
    Carrier("screen", "Directors’ posts: who holds safeguarding for the whole organisation, from when to when; a vacant one is said"),
)
register_carrier(
    ["F4.27-1"],
    Carrier("screen", "The account of whoever practises says when the criminal records check is due again, and that it is overdue"),
)
register_carrier(
    ["P0-5"], Carrier("screen", "Confirm that you have read the policy, understood it and will act on it; who has not, and who is late")
)
register_staff_groups(Role.choices)
