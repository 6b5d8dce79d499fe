"""Who may do what at a duty desk (DESIGN §6)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import Role, Team, User
from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.accounts.rules import is_manager, may_administer, may_audit
from cafcass_cases.accounts.staffing import Away, areas_answered_for, teams_managed_by
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import DeskDuty
from .on_duty import at_desks


def may_use_desk(user: Any) -> bool:
    """Everybody who may take a call: registered staff and business support, at any desk."""
    return bool(user and user.is_active and (user.role in REGISTERED_ROLES or user.role == Role.BUSINESS_SUPPORT))


def desks_of(user: User, at: datetime, away: Away | None = None) -> QuerySet[Team]:
    """The teams whose desk a user reads: their own, those they manage or cover, a senior's area, those on whose rota they are.
    Auditors read all. ``away`` is who is away then, where that is at hand; what it costs does not grow with the teams."""
    teams = Team.objects.select_related("service_area__head_of_practice", "service_area__assistant_director", "manager")
    if may_audit(user):
        return teams
    if not may_use_desk(user):
        return teams.none()
    running = Q(starts_at__lte=at, ends_at__gt=at, withdrawn_at=None)
    mine = Q(pk=user.team_id) | Q(pk__in=DeskDuty.objects.filter(running, person=user).values("team"))
    if is_manager(user):
        away = away or Away(at)
        mine |= Q(pk__in=teams_managed_by(user, at, away).values("pk")) | Q(service_area__in=areas_answered_for(user, at, away))
    found = teams.filter(mine)
    if found:
        return found
    there = at_desks(teams, at, away)
    return teams.filter(pk__in=[pk for pk, reached in there.items() if any(one.user == user for one in reached)])


def may_take(user: Any, team: Team, at: datetime, away: Away | None = None) -> bool:
    """Take what waits at a team's desk: registered staff who read that desk. Nobody waits for a name on the rota."""
    return may_use_desk(user) and user.role in REGISTERED_ROLES and desks_of(user, at, away).filter(pk=team.pk).exists()


def may_keep_rota(user: Any) -> bool:
    """Managers, seniors and administrators keep the desk's rota, as they keep the one out of hours."""
    return is_manager(user) or may_administer(user)


def may_look(user: Any) -> bool:
    """Say what was looked for at an authority: whoever works with one, and administrators, who keep the directory."""
    return may_use_desk(user) or may_administer(user)


register_carrier(("F2.11-1",), Carrier("rule", "A worry about a closed case is taken by a manager"))
register_carrier(("F2.12-1",), Carrier("rule", "Who asks for information is answered by the information sharing procedure only"))
