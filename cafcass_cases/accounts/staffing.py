"""Who answers: whose manager is whose, who is away, who stands in (framework 1.9–1.11, DESIGN §4 and §10.3).

Pure reads. They decide who receives every alert and every request for supervision, so they never give the name of
somebody who cannot answer, and never let anybody answer for themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.policy.calendar import in_office_hours

from .models import Absence, DirectorPost, OutOfHoursDuty, Role, ServiceArea, Team, User
from .rules import MANAGING_ROLES, is_manager, is_senior, may_stand_in_for

MANAGER, COVER, ROTA = "manager", "cover", "rota"
HEAD_OF_PRACTICE, ASSISTANT_DIRECTOR = "head_of_practice", "assistant_director"


@dataclass(frozen=True)
class Reached:
    """Who is reached, in what capacity, and whether that is because nobody was where somebody should have been.

    ``capacity``: manager | cover | rota | head_of_practice | assistant_director. ``gap``: nobody answered where the
    arrangements say somebody should, which is itself for the next rung to know. ``instead_of``: whom they stand in for.
    """

    user: User | None
    capacity: str
    gap: bool = False
    instead_of: User | None = None


class Away:
    """Everybody who is away at one moment, read once, with their covers. A page that asks for several people makes one and hands it on."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __contains__(self, user_id: object) -> bool:
        return user_id in self.by_user

    @cached_property
    def in_office_hours(self) -> bool:
        return in_office_hours(self.at)

    @cached_property
    def users(self) -> dict[UUID, User]:
        """Who is away, covered or not, by id."""
        return {pk: rows[0].user for pk, rows in self.by_user.items()}

    @cached_property
    def without_cover(self) -> set[UUID]:
        """Who is away and has nobody to stand in."""
        return {pk for pk, user in self.users.items() if self.stand_in(user) is None}

    def covered_by(self, users: set[UUID]) -> list[User]:
        """Who is away and names one of ``users`` as cover, whether or not that person can answer."""
        return [row.user for rows in self.by_user.values() for row in rows if row.cover_id in users]

    @cached_property
    def by_user(self) -> dict[UUID, list[Absence]]:
        rows: dict[UUID, list[Absence]] = {}
        for absence in absences_at(self.at).select_related("user", "cover").order_by("-starts_at", "-created_at"):
            rows.setdefault(absence.user_id, []).append(absence)
        return rows

    def away(self, user: User) -> bool:
        return user.pk in self.by_user

    def can_answer(self, user: User | None, *, but_not: User | None = None) -> bool:
        return bool(user and user.is_active and not self.away(user) and not (but_not and but_not.pk == user.pk))

    def stand_in(self, user: User, *, but_not: User | None = None) -> User | None:
        """The first person along the chains of cover who can answer and may stand in for ``user``."""
        return next((u for u in self._along(user, {user.pk}) if self._stands(u, user, but_not)), None)

    def _stands(self, candidate: User, absent: User, but_not: User | None) -> bool:
        return self.can_answer(candidate, but_not=but_not) and may_stand_in_for(candidate, absent)

    def _along(self, user: User, seen: set[UUID]) -> Iterator[User]:
        for absence in self.by_user.get(user.pk, ()):
            cover = absence.cover
            if cover is None or cover.pk in seen:
                continue
            seen.add(cover.pk)
            yield cover
            yield from self._along(cover, seen)

    def reach(self, user: User | None, capacity: str, *, but_not: User | None = None) -> Reached | None:
        """``user``, or who stands in for them; None where nobody can answer."""
        if user is None:
            return None
        if self.can_answer(user, but_not=but_not):
            return Reached(user, capacity)
        other = self.stand_in(user, but_not=but_not)
        return Reached(other, COVER if capacity == MANAGER else capacity, instead_of=user) if other else None


def absences_at(at: datetime) -> QuerySet[Absence]:
    """The absences running at ``at``: from their start, up to but not at their end. Withdrawn ones never happened."""
    return Absence.objects.filter(withdrawn_at=None, starts_at__lte=at, ends_at__gt=at)


def is_away(user: User, at: datetime) -> bool:
    """On leave or sick at ``at``. A closed account is not away: it is gone."""
    return absences_at(at).filter(user=user).exists()


def stand_in(user: User, at: datetime, away: Away | None = None) -> User | None:
    """Who covers for somebody away at ``at``: their cover, or the cover's cover, and so on; None where nobody does.

    Also None for somebody who is not away. Nobody away, closed or without the standing to do it is ever given.
    ``away`` is who is away at ``at``, where that is at hand, here and below.
    """
    return (away or Away(at)).stand_in(user)


def manager_of(user: User) -> User | None:
    """The line manager, else the team's manager (framework 1.10: never a mentor); away or not.

    Somebody whose account is closed or who no longer holds a manager's role does not count, nor does the person themselves.
    """
    for manager in (user.line_manager, user.team.manager if user.team else None):
        if manager and manager.pk != user.pk and is_manager(manager):
            return manager
    return None


def area_of(user: User) -> ServiceArea | None:
    """The service area somebody belongs to; without a team and an area of their own, their line manager's."""
    return user.area or (user.line_manager.area if user.line_manager else None)


def head_of_practice_of(user: User) -> User | None:
    """The Head of Practice of the person's service area, away or not; None where the post is empty or is their own."""
    area = area_of(user)
    return _senior(area.head_of_practice if area else None, user)


def assistant_director_of(user: User) -> User | None:
    """The Assistant Director of the person's service area, away or not; None where the post is empty or is their own."""
    area = area_of(user)
    return _senior(area.assistant_director if area else None, user)


def _senior(candidate: User | None, user: User) -> User | None:
    return candidate if candidate and candidate.pk != user.pk and is_senior(candidate) else None


def head_of_practice_reached(user: User, at: datetime) -> Reached:
    """The Head of Practice of ``user``'s area or their cover; nobody there: the Assistant Director, and a gap."""
    return _head_of_practice(user, Away(at))


def _head_of_practice(user: User, absences: Away) -> Reached:
    found = absences.reach(head_of_practice_of(user), HEAD_OF_PRACTICE, but_not=user)
    if found:
        return found
    above = _assistant_director(user, absences)
    return Reached(above.user, above.capacity, gap=True, instead_of=above.instead_of)


def assistant_director_reached(user: User, at: datetime, away: Away | None = None) -> Reached:
    """The Assistant Director of ``user``'s area or their cover; nobody there: another area's, and a gap."""
    return _assistant_director(user, away or Away(at))


def _assistant_director(user: User, absences: Away) -> Reached:
    found = absences.reach(assistant_director_of(user), ASSISTANT_DIRECTOR, but_not=user)
    if found:
        return found
    others = User.objects.filter(role=Role.ASSISTANT_DIRECTOR, is_active=True).order_by("full_name", "pk")
    other = next((o for o in others if absences.can_answer(o, but_not=user)), None)
    return Reached(other, ASSISTANT_DIRECTOR, gap=True)


def manager_on_duty(for_user: User, at: datetime) -> Reached:
    """Who answers for ``for_user``'s manager at ``at`` (framework 1.11, 2.81).

    In office hours: the manager → the cover → the Head of Practice. Out of hours (outside a working day's 09:00–17:00, London)
    the manager stays first unless away, then the rota → the cover → the Head of Practice. ``gap`` is True where it took the
    Head of Practice or somebody higher to answer.
    """
    absences = Away(at)
    manager = manager_of(for_user)
    if manager and absences.can_answer(manager, but_not=for_user):
        return Reached(manager, MANAGER)
    if not absences.in_office_hours:
        on_rota = _rota(for_user, absences)
        if on_rota:
            return Reached(on_rota, ROTA, instead_of=manager)
    found = absences.reach(manager, MANAGER, but_not=for_user)
    if found:
        return found
    above = _head_of_practice(for_user, absences)
    return Reached(above.user, above.capacity, gap=True, instead_of=manager)


def rota_manager(for_user: User, at: datetime) -> User | None:
    """Who is on the out-of-hours rota for ``for_user``'s area at ``at`` (the area's before the country's).

    None in office hours, and where nobody on the rota can answer.
    """
    return None if in_office_hours(at) else _rota(for_user, Away(at))


def rota_at(at: datetime) -> QuerySet[OutOfHoursDuty]:
    """The stretches of the rota running at ``at``, whatever the hour."""
    rows = OutOfHoursDuty.objects.filter(withdrawn_at=None, starts_at__lte=at, ends_at__gt=at)
    return rows.select_related("manager", "service_area").order_by("service_area__name", "-starts_at")


def _rota(for_user: User, absences: Away) -> User | None:
    area = area_of(for_user)
    wanted = Q(service_area=None) | Q(service_area=area) if area else Q(service_area=None)
    rows = sorted(rota_at(absences.at).filter(wanted), key=lambda row: row.service_area_id is None)
    for row in rows:
        found = absences.reach(row.manager, ROTA, but_not=for_user)
        if found and found.user and is_manager(found.user):
            return found.user
    return None


def _answered_for(user: User, at: datetime, away: Away | None = None) -> list[UUID]:
    """The managers ``user`` is at ``at``: themselves, and those away for whom they stand in."""
    absences = away or Away(at)
    managers = [one for one in absences.users.values() if is_manager(one)]
    covered = [u.pk for u in managers if (other := absences.stand_in(u)) and other.pk == user.pk]
    return [user.pk, *covered]


def _rota_areas(user: User, at: datetime, away: Away | None = None) -> list[UUID | None]:
    """The areas whose rota ``user`` is on, out of hours, in person or as cover; None in the list is the whole country."""
    absences = away or Away(at)
    if absences.in_office_hours:
        return []
    reached = [(row, absences.reach(row.manager, ROTA)) for row in rota_at(at)]
    return [row.service_area_id for row, found in reached if found and found.user and found.user.pk == user.pk]


def managed_by(user: User, at: datetime) -> QuerySet[User]:
    """The active staff for whom ``user`` acts as manager at ``at``: own staff, staff of managers they stand in for, and,
    out of hours, the staff of the areas whose rota they are on. Nobody for somebody without a manager's role.
    """
    if not is_manager(user):
        return User.objects.none()
    away = Away(at)
    managers = _answered_for(user, at, away)
    usable = Q(line_manager__is_active=True, line_manager__role__in=MANAGING_ROLES)
    unusable = Q(line_manager=None) | Q(line_manager__is_active=False) | ~Q(line_manager__role__in=MANAGING_ROLES)
    mine = Q(line_manager__in=managers) & usable | Q(team__manager__in=managers) & unusable
    areas = _rota_areas(user, at, away)
    if areas:
        where = Q(team__service_area__in=areas) | Q(team=None, service_area__in=areas)
        mine |= (Q() if None in areas else where) & Q(role__in=(Role.PRACTITIONER, Role.MANAGER))
    return User.objects.filter(mine, is_active=True).exclude(pk=user.pk)


def teams_managed_by(user: User, at: datetime, away: Away | None = None) -> QuerySet[Team]:
    """The teams ``user`` manages at ``at``, with those of managers they stand in for and, out of hours, of their rota's areas."""
    if not is_manager(user):
        return Team.objects.none()
    away = away or Away(at)
    mine = Q(manager__in=_answered_for(user, at, away))
    areas = _rota_areas(user, at, away)
    if None in areas:
        return Team.objects.all()
    return Team.objects.filter(mine | Q(service_area__in=areas))


def acts_as_manager_for(user: User, for_user: User, at: datetime) -> bool:
    """May hold ``for_user``'s supervision at ``at``: acts as their manager, or is a senior of their service area.

    Also whoever :func:`manager_on_duty` reaches in a gap, so that nobody is alerted to what they may not do.
    """
    if not is_manager(user) or user.pk == for_user.pk:
        return False
    if managed_by(user, at).filter(pk=for_user.pk).exists():
        return True
    if not is_senior(user):
        return False
    area = area_of(for_user)
    if area is not None and area.pk in {a.pk for a in areas_answered_for(user, at)}:
        return True
    found = manager_on_duty(for_user, at).user
    return found is not None and found.pk == user.pk


def areas_answered_for(user: User, at: datetime, away: Away | None = None) -> list[ServiceArea]:
    """The service areas a senior heads or directs at ``at``, with those of seniors they stand in for."""
    if not is_senior(user):
        return []
    seniors = _answered_for(user, at, away)
    held = Q(head_of_practice__in=seniors) | Q(assistant_director__in=seniors)
    return list(ServiceArea.objects.filter(held | Q(pk=user.service_area_id)).distinct())


def gaps(area: ServiceArea, at: datetime) -> list[Absence]:
    """The managers of a service area who are away at ``at`` with nobody standing in: listed for the area (DESIGN §4)."""
    absences = Away(at)
    rows = [rows[0] for rows in absences.by_user.values() if rows[0].user.is_active and is_manager(rows[0].user)]
    ours = [a for a in rows if (of := area_of(a.user)) and of.pk == area.pk]
    return [absence for absence in ours if absences.stand_in(absence.user) is None]


def holders_of_posts(at: datetime) -> dict[str, User]:
    """Who holds each director's post at ``at`` (UTC), by the post's key; a post that nobody holds is not in it."""
    running = Q(ends_at=None) | Q(ends_at__gt=at)
    rows = DirectorPost.objects.filter(running, starts_at__lte=at, holder__is_active=True).select_related("holder")
    return {row.post: row.holder for row in rows.order_by("starts_at")}
