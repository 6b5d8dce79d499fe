"""Who is at a team's desk at a moment (framework 1.11, DESIGN §10.3). Pure reads.

In office hours: whoever the desk's rota names, or who covers for them; else the team's manager. Out of hours: the out-of-hours rota.
Nobody there is a gap, and the Head of Practice hears, as everywhere else.
"""

from datetime import datetime

from django.db.models import Q

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.models import Team, User
from cafcass_cases.accounts.staffing import COVER, MANAGER, ROTA, Reached
from cafcass_cases.policy.calendar import in_office_hours

from .models import DeskDuty

DESK = "desk"


def rota_of(team: Team, at: datetime) -> list[DeskDuty]:
    """Who is named for the desk at ``at``, there or not."""
    rows = DeskDuty.objects.filter(team=team, starts_at__lte=at, ends_at__gt=at, withdrawn_at=None)
    return list(rows.select_related("person__team__service_area", "person__line_manager").order_by("starts_at"))


def _present(user: User | None, at: datetime, away: set[object]) -> User | None:
    if user is None:
        return None
    if user.is_active and user.pk not in away:
        return user
    return staffing.stand_in(user, at)


def present(user: User | None, at: datetime) -> User | None:
    """``user``, or who covers for them; None where nobody is there."""
    return _present(user, at, set(staffing.absences_at(at).values_list("user_id", flat=True)))


def on_duty(team: Team, at: datetime, away: set[object] | None = None) -> list[Reached]:
    """Everybody who is at the team's desk; never empty where the organisation has anybody at all to hear it. ``away`` is who is away then,
    where that is at hand."""
    if away is None:
        away = set(staffing.absences_at(at).values_list("user_id", flat=True))
    found: dict[object, Reached] = {}
    if in_office_hours(at):
        named = [(row.person, DESK) for row in rota_of(team, at)]
    else:
        rows = staffing.rota_at(at).filter(Q(service_area=None) | Q(service_area=team.service_area_id))
        named = [(row.manager, ROTA) for row in rows]
    for person, capacity in named:
        present = _present(person, at, away)
        if present:
            found.setdefault(present.pk, Reached(present, capacity, instead_of=None if present == person else person))
    if found:
        return list(found.values())
    manager = _present(team.manager, at, away)
    if manager:
        return [
            Reached(manager, MANAGER if manager == team.manager else COVER, instead_of=None if manager == team.manager else team.manager)
        ]
    return [above] if (above := _above(team, at, away)) else []


def _above(team: Team, at: datetime, away: set[object]) -> Reached | None:
    area = team.service_area
    for post, capacity in ((area.head_of_practice, staffing.HEAD_OF_PRACTICE), (area.assistant_director, staffing.ASSISTANT_DIRECTOR)):
        present = _present(post, at, away)
        if present:
            return Reached(present, capacity, gap=True, instead_of=team.manager)
    anybody = team.manager or next((row.person for row in DeskDuty.objects.filter(team=team).select_related("person")[:1]), None)
    found = staffing.assistant_director_reached(anybody, at) if anybody else None
    return found if found and found.user else None


def is_at_desk(user: User, team: Team, at: datetime) -> bool:
    return any(one.user == user for one in on_duty(team, at))
