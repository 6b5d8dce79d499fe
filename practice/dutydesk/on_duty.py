"""Who is at a team's desk at a moment (framework 1.11, DESIGN §10.3). Pure reads.

In office hours: whoever the desk's rota names, or who covers for them; else the team's manager. Out of hours: the out-of-hours rota.
Nobody there is a gap, and the Head of Practice hears, as everywhere else.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.models import Team, User
from cafcass_cases.accounts.staffing import COVER, MANAGER, ROTA, Away, Reached

from .models import DeskDuty

DESK = "desk"


def rota_of(teams: Iterable[Team], at: datetime) -> list[DeskDuty]:
    """Who is named for the desk of these teams at ``at``, there or not."""
    rows = DeskDuty.objects.filter(team__in=list(teams), starts_at__lte=at, ends_at__gt=at, withdrawn_at=None)
    return list(rows.select_related("person__team__service_area", "person__line_manager").order_by("starts_at"))


def _present(user: User | None, away: Away) -> User | None:
    if user is None or away.can_answer(user):
        return user
    return away.stand_in(user)


def present(user: User | None, at: datetime, away: Away | None = None) -> User | None:
    """``user``, or who covers for them; None where nobody is there. ``away`` is who is away then, where that is at hand, here and below."""
    return _present(user, away or Away(at))


def on_duty(team: Team, at: datetime, away: Away | None = None) -> list[Reached]:
    """Everybody who is at the team's desk; never empty where the organisation has anybody at all to hear it."""
    return at_desks([team], at, away)[team.pk]


def at_desks(teams: Iterable[Team], at: datetime, away: Away | None = None) -> dict[UUID, list[Reached]]:
    """:func:`on_duty` of several desks, in one question for the rota of them all."""
    teams, away = list(teams), away or Away(at)
    named: dict[UUID, list[tuple[User, str]]] = defaultdict(list)
    if away.in_office_hours:
        for row in rota_of(teams, at):
            named[row.team_id].append((row.person, DESK))
    else:
        for duty in staffing.rota_at(at):
            for team in teams:
                if duty.service_area_id in (None, team.service_area_id):
                    named[team.pk].append((duty.manager, ROTA))
    return {team.pk: _at_desk(team, named[team.pk], at, away) for team in teams}


def _at_desk(team: Team, named: list[tuple[User, str]], at: datetime, away: Away) -> list[Reached]:
    found: dict[object, Reached] = {}
    for person, capacity in named:
        there = _present(person, away)
        if there:
            found.setdefault(there.pk, Reached(there, capacity, instead_of=None if there == person else person))
    if found:
        return list(found.values())
    manager = _present(team.manager, away)
    if manager:
        stands_in = manager != team.manager
        return [Reached(manager, COVER if stands_in else MANAGER, instead_of=team.manager if stands_in else None)]
    return [above] if (above := _above(team, at, away)) else []


def _above(team: Team, at: datetime, away: Away) -> Reached | None:
    area = team.service_area
    for post, capacity in ((area.head_of_practice, staffing.HEAD_OF_PRACTICE), (area.assistant_director, staffing.ASSISTANT_DIRECTOR)):
        there = _present(post, away)
        if there:
            return Reached(there, capacity, gap=True, instead_of=team.manager)
    anybody = team.manager or next((row.person for row in DeskDuty.objects.filter(team=team).select_related("person")[:1]), None)
    found = staffing.assistant_director_reached(anybody, at, away) if anybody else None
    return found if found and found.user else None
