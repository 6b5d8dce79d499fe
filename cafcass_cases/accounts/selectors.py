"""Reads of staff and places, from the person who asks."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from . import staffing
from .models import Absence, OutOfHoursDuty, Role, ServiceArea, Team, User
from .rules import MANAGING_ROLES, is_senior, may_administer, may_record_absence

SHOWN_BACK = timedelta(days=90)


def staff(*, words: str = "", role: str = "", team_id: str = "", state: str = "open") -> QuerySet[User]:
    """Accounts whose name, e-mail or registration holds every one of ``words``. ``state``: open | closed | "" for all."""
    rows = User.objects.select_related("team__service_area", "service_area", "line_manager")
    for word in words.split():
        rows = rows.filter(Q(full_name__icontains=word) | Q(email__icontains=word) | Q(registration_number__icontains=word))
    if role in Role.values:
        rows = rows.filter(role=role)
    if _is_uuid(team_id):
        rows = rows.filter(team=team_id)
    if state in ("open", "closed"):
        rows = rows.filter(is_active=state == "open")
    return rows.order_by("full_name", "pk")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def staff_member(user_id: UUID) -> User:
    """One account. Raises Http404. For administrators' pages, which guard first."""
    found = User.objects.select_related("team__service_area", "service_area", "line_manager").filter(pk=user_id).first()
    if found is None:
        raise Http404
    return found


def managers() -> QuerySet[User]:
    """Who may be a line manager, a cover of one, or on the rota."""
    return User.objects.filter(role__in=MANAGING_ROLES, is_active=True).select_related("team", "service_area")


def holders(role: str) -> QuerySet[User]:
    """Everybody with an open account of a role."""
    return User.objects.filter(role=role, is_active=True)


def areas() -> QuerySet[ServiceArea]:
    """Every service area with its seniors and its teams."""
    teams = Team.objects.select_related("manager")
    return ServiceArea.objects.select_related("head_of_practice", "assistant_director").prefetch_related(Prefetch("teams", teams))


def area(area_id: UUID) -> ServiceArea:
    """Raises Http404."""
    return _or_404(ServiceArea.objects.filter(pk=area_id))


def teams() -> QuerySet[Team]:
    """Every team, with its service area."""
    return Team.objects.select_related("service_area", "manager")


def team(team_id: UUID) -> Team:
    """Raises Http404."""
    return _or_404(teams().filter(pk=team_id))


def _or_404(rows: QuerySet) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found


def people_whose_absences(user: User, at: datetime) -> QuerySet[User]:
    """The people whose absences ``user`` may record: themselves, staff they manage at ``at``, a senior's service area."""
    if may_administer(user):
        return User.objects.filter(is_active=True).order_by("full_name")
    mine = Q(pk=user.pk) | Q(pk__in=staffing.managed_by(user, at).values("pk"))
    if is_senior(user):
        held = [a.pk for a in staffing.areas_answered_for(user, at)]
        mine |= Q(team__service_area__in=held) | Q(service_area__in=held)
    return User.objects.filter(mine, is_active=True).order_by("full_name")


def absences(user: User, at: datetime) -> QuerySet[Absence]:
    """The absences ``user`` may see: running, coming, and of the last three months; never withdrawn ones."""
    rows = Absence.objects.filter(withdrawn_at=None, ends_at__gt=at - SHOWN_BACK)
    rows = rows.filter(user__in=people_whose_absences(user, at).values("pk"))
    return rows.select_related("user", "user__team", "cover").order_by("starts_at", "user__full_name")


def absence_for(user: User, absence_id: UUID, at: datetime) -> Absence:
    """An absence ``user`` may change; Http404 for any other, and for a withdrawn one."""
    found = Absence.objects.filter(pk=absence_id, withdrawn_at=None).select_related("user", "cover").first()
    if found is None or not may_record_absence(user, found.user, at):
        raise Http404
    return found


def rota(at: datetime) -> QuerySet[OutOfHoursDuty]:
    """The out-of-hours rota: running and coming."""
    rows = OutOfHoursDuty.objects.filter(withdrawn_at=None, ends_at__gt=at)
    return rows.select_related("manager", "service_area").order_by("starts_at")


def rota_duty(duty_id: UUID, at: datetime) -> OutOfHoursDuty:
    """Raises Http404."""
    return _or_404(rota(at).filter(pk=duty_id))


def depends_on(user: User) -> tuple[int, int]:
    """How many open accounts ``user`` is line manager of, and how many teams they manage."""
    return User.objects.filter(line_manager=user, is_active=True).count(), Team.objects.filter(manager=user).count()
