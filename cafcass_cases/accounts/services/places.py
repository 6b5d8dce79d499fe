"""Service areas and teams, and who answers for them."""

from datetime import datetime
from typing import Any

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from ..models import Role, ServiceArea, Team, User
from ..rules import is_manager, must_administer


@service
def create_area(
    *, name: str, head_of_practice: User | None = None, assistant_director: User | None = None, by: Any, now: datetime
) -> ServiceArea:
    """A service area. Until its seniors are named, escalations go past the empty post (and that is a gap)."""
    must_administer(by)
    area = ServiceArea(name=" ".join(name.split()), head_of_practice=head_of_practice, assistant_director=assistant_director)
    _must_be_sound_area(area)
    area.save()
    return area


@service
def change_area(
    *,
    area: ServiceArea,
    name: str,
    head_of_practice: User | None,
    assistant_director: User | None,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> ServiceArea:
    """Rename an area, or name other seniors. Alerts of duties still to fire go to the new ones."""
    must_administer(by)
    row = ServiceArea.objects.select_for_update().get(pk=area.pk)
    row.expect_version(version)
    row.name, row.head_of_practice, row.assistant_director = " ".join(name.split()), head_of_practice, assistant_director
    _must_be_sound_area(row)
    row.save()
    return row


@service
def create_team(*, name: str, service_area: ServiceArea, manager: User | None = None, by: Any, now: datetime) -> Team:
    """A team of a service area. Without a manager, its members need line managers of their own (framework 1.9)."""
    must_administer(by)
    team = Team(name=" ".join(name.split()), service_area=service_area, manager=manager)
    _must_be_sound_team(team)
    team.save()
    return team


@service
def change_team(
    *, team: Team, name: str, service_area: ServiceArea, manager: User | None, by: Any, now: datetime, version: int | None = None
) -> Team:
    """Rename a team, move it or name another manager. Raises RuleRefused where its members would be left without one."""
    must_administer(by)
    row = Team.objects.select_for_update().get(pk=team.pk)
    row.expect_version(version)
    row.name, row.service_area, row.manager = " ".join(name.split()), service_area, manager
    _must_be_sound_team(row)
    without = User.objects.filter(team=row, role=Role.PRACTITIONER, is_active=True, line_manager=None)
    if manager is None and without.exists():
        raise RuleRefused("F1.9-1", "Choose a manager: practitioners of this team have no line manager of their own.", field="manager")
    row.save()
    return row


def _must_be_sound_area(area: ServiceArea) -> None:
    if not area.name:
        raise RuleRefused("place", "Enter the service area's name.", field="name")
    if ServiceArea.objects.filter(name__iexact=area.name).exclude(pk=area.pk).exists():
        raise RuleRefused("place", "Enter another name: there is a service area of this name.", field="name")
    for field, role in (("head_of_practice", Role.HEAD_OF_PRACTICE), ("assistant_director", Role.ASSISTANT_DIRECTOR)):
        senior = getattr(area, field)
        if senior and (senior.role != role or not senior.is_active):
            article = "an" if role == Role.ASSISTANT_DIRECTOR else "a"
            raise RuleRefused("P19-2", f"Choose {article} {role.label} with an open account.", field=field)


def _must_be_sound_team(team: Team) -> None:
    if not team.name:
        raise RuleRefused("place", "Enter the team's name.", field="name")
    if Team.objects.filter(name__iexact=team.name).exclude(pk=team.pk).exists():
        raise RuleRefused("place", "Enter another name: there is a team of this name.", field="name")
    if team.manager and not is_manager(team.manager):
        raise RuleRefused("F1.10-1", "Choose a manager, Head of Practice or Assistant Director with an open account.", field="manager")
