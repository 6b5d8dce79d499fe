"""What of the policy a member of staff owes a confirmation of, and by when. Reads only (P0-5).

The rows are opened by a task; whatever it has missed is reckoned here all the same, so that pages are right when nothing runs.
"""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cafcass_cases.core.clock import from_london, london_date
from cafcass_cases.core.gather import gather
from cafcass_cases.policy.calendar import add_working_days, close_of_business
from cafcass_cases.policy.models import PolicyVersion, Unit
from cafcass_cases.policy.selectors import local_default

from . import staffing
from .models import Attestation, Role, User
from .rules import is_manager, may_administer, may_audit

SETTING = "ATTESTATION"


def limit_from(opened_at: datetime) -> tuple[datetime, str]:
    """When an attestation opened at ``opened_at`` (UTC) is due, by the local default as it was then, and the limit in words."""
    limit = local_default(SETTING, at=opened_at)
    words = f"{limit.words}, local default"
    if limit.unit == Unit.WORKING_DAYS:
        return close_of_business(add_working_days(london_date(opened_at), limit.value), at=opened_at), words
    return opened_at + limit.elapsed, words


def _in_force(at: datetime) -> QuerySet[PolicyVersion]:
    rows = PolicyVersion.objects.filter(document=PolicyVersion.Document.POLICY, in_force_on__lte=london_date(at))
    return rows.order_by("-in_force_on")[:1]


def version_to_attest(at: datetime) -> PolicyVersion | None:
    """The version of the policy in force in London on the day, where somebody is asked to confirm it."""
    found = _in_force(at).first()
    return found if found is not None and found.attested_by else None


def takes_effect_for(user: User, version: PolicyVersion) -> datetime:
    """From when the version is theirs to confirm: its first day, or that of their account where it is newer (UTC)."""
    return max(from_london(version.in_force_on, time()), user.created_at)


def in_scope(version: PolicyVersion) -> Q:
    """The open accounts of whoever is asked to confirm the version."""
    everybody = PolicyVersion.EVERYBODY in version.attested_by
    return Q(is_active=True) if everybody else Q(is_active=True, role__in=version.attested_by)


def with_what_is_confirmed(users: QuerySet[User], at: datetime) -> QuerySet[User]:
    """The users, each with ``asked_of`` (who confirms the version in force) and ``has_confirmed``: see :func:`may_owe`."""
    in_force = _in_force(at)
    made = Attestation.objects.filter(user=OuterRef("pk"), attested_at__isnull=False, policy_version=Subquery(in_force.values("pk")))
    return users.annotate(asked_of=Subquery(in_force.values("attested_by")), has_confirmed=Exists(made))


def may_owe(user: Any) -> bool:
    """Whether it is worth asking what the user owes: without a query where they came with :func:`with_what_is_confirmed`."""
    if not hasattr(user, "has_confirmed"):
        return True
    return not user.has_confirmed and bool({PolicyVersion.EVERYBODY, user.role} & set(user.asked_of or ()))


@dataclass(frozen=True)
class Owed:
    """One person and the version in force: ``made`` None while it is still to be confirmed."""

    user: User
    version: PolicyVersion
    due_at: datetime
    limit_note: str
    made: Attestation | None

    def is_late(self, now: datetime) -> bool:
        return (self.made.attested_at if self.made else now) > self.due_at


def owed_by(user: Any, at: datetime) -> Owed | None:
    """What the user is asked to confirm, or has confirmed, of the version in force; None where nothing. One query in the usual case."""
    versions, rows = gather(_in_force(at), Attestation.objects.filter(user=user.pk).order_by("-opened_at")[:10])
    version = next(iter(versions), None)
    if version is None or not user.is_active or not version.asks(user.role):
        return None
    return _owed(user, version, {row.policy_version_id: row for row in rows}.get(version.pk))


def _owed(user: User, version: PolicyVersion, row: Attestation | None) -> Owed:
    if row is None:
        return Owed(user, version, *limit_from(takes_effect_for(user, version)), None)
    return Owed(user, version, row.due_at, row.limit_note, row if row.attested_at else None)


def may_list_attestations(user: Any) -> bool:
    """Managers see their staff, seniors their areas, administrators and auditors everybody."""
    return is_manager(user) or may_administer(user) or may_audit(user)


def _staff_seen_by(user: User, at: datetime) -> QuerySet[User]:
    if user.role in (Role.ADMINISTRATOR, Role.AUDITOR):
        return User.objects.all()
    areas = staffing.areas_answered_for(user, at)
    of_areas = Q(team__service_area__in=areas) | Q(service_area__in=areas) if areas else Q(pk__in=[])
    return User.objects.filter(Q(pk__in=staffing.managed_by(user, at).values("pk")) | of_areas).exclude(pk=user.pk)


def attestations_of_staff(user: User, at: datetime) -> list[Owed]:
    """Every member of staff whom ``user`` answers for and who is asked to confirm the version in force: the longest owed first."""
    version = version_to_attest(at)
    if version is None or not may_list_attestations(user):
        return []
    staff = _staff_seen_by(user, at).filter(in_scope(version)).select_related("team", "line_manager").order_by("full_name")
    rows = {row.user_id: row for row in Attestation.objects.filter(policy_version=version, user__in=staff.order_by().values("pk"))}
    found = [_owed(one, version, rows.get(one.pk)) for one in staff]
    return sorted(found, key=lambda one: (one.made is not None, one.due_at, one.user.full_name))
