"""Who owns a duty and who hears of it (DESIGN §4, §6). Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache, cached_property
from uuid import UUID

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.models import Role, User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.accounts.staffing import COVER, Reached
from cafcass_cases.cases.models import Case, Stage
from cafcass_cases.cases.selectors import allocated_practitioner, manager_of_case, named_on_restricted

from .ladders import ASSISTANT_DIRECTOR, DUE, HEAD_OF_PRACTICE, UNDATED
from .models import Duty
from .registry import in_place_of_practitioner

OWNER = "owner"
SENIOR = {
    HEAD_OF_PRACTICE: staffing.head_of_practice_reached,
    ASSISTANT_DIRECTOR: staffing.assistant_director_reached,
}


def owner_for(role: str, case: Case, at: datetime) -> User | None:
    """Whose duty it is when nobody is named: of the role, on the case, at ``at``; else the next rung up that there is.

    Where the case is restricted, always somebody who is named in it.
    """
    return kept_to_named(_owner_for(role, case, at), role, case, at)


def kept_to_named(user: User | None, role: str, case: Case, at: datetime) -> User | None:
    """``user``, unless the case is restricted and they are not named in it: then who takes their place (see :func:`heir_among`)."""
    named = named_on_restricted(at, case.pk).get(case.pk)
    if not named or (user is not None and user.pk in {one.pk for one in named}):
        return user
    return heir_among(named, role, case, at)


def heir_among(named: list[User], role: str, case: Case, at: datetime) -> User:
    """Of those named in a restricted case, who owes what is owed in ``role``: the practitioner who holds it, for what practitioners
    owe; else its manager; else the first who may manage it; else the first named."""
    pks = {one.pk for one in named}
    holder = allocated_practitioner(case, at)
    if role == "practitioner" and holder is not None and holder.pk in pks:
        return holder
    manager = manager_of_case(case, at, holder=holder)
    if manager is not None and manager.pk in pks and manager.is_active:
        return manager
    return next((one for one in named if is_manager(one)), named[0])


def _owner_for(role: str, case: Case, at: datetime) -> User | None:
    # What comes for a closed case is the manager's, not the former practitioner's (framework 2.11).
    practitioner = None if case.stage == Stage.CLOSED else in_place_of_practitioner(case, at) or allocated_practitioner(case, at)
    manager = manager_of_case(case, at)
    anchor = practitioner or manager
    upwards = {
        "practitioner": lambda: practitioner,
        "manager": lambda: manager,
        HEAD_OF_PRACTICE: lambda: staffing.head_of_practice_of(anchor) if anchor else _area_post(case, HEAD_OF_PRACTICE),
        ASSISTANT_DIRECTOR: lambda: staffing.assistant_director_of(anchor) if anchor else _area_post(case, ASSISTANT_DIRECTOR),
    }
    found = (upwards[step]() for step in list(upwards)[list(upwards).index(role) :])
    return next((user for user in found if user and user.is_active), None)


def _area_post(case: Case, post: str) -> User | None:
    return getattr(case.team.service_area, post) if case.team_id else None


class Addressees:
    """Who hears of duties at one moment. It remembers what it asked: a sweep of thousands asks once for each person.

    Each answer is a :class:`Reached`, with "owner" among its capacities; ``gap`` says that nobody was where somebody
    should have been, and that this person hears instead.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._users: dict[UUID, User] = {}
        self._present = cache(self._find_present)
        self._manager_on_duty = cache(self._find_manager_on_duty)
        self._rota_manager = cache(lambda user: staffing.rota_manager(user, at))
        self._senior = cache(lambda step, user: SENIOR[step](user, at))
        self._case = cache(lambda pk: Case.objects.select_related("team__service_area", "team__manager").get(pk=pk))
        self._holder = cache(lambda case_id: allocated_practitioner(self._case(case_id), at))

    @cached_property
    def _away(self) -> frozenset[UUID]:
        return frozenset(staffing.absences_at(self.at).values_list("user_id", flat=True))

    def meet(self, user_ids: Iterable[UUID | None]) -> None:
        """Fetch the owners of a batch of duties at once."""
        unknown = {pk for pk in user_ids if pk} - self._users.keys()
        if unknown:
            found = User.objects.select_related("team__service_area", "team__manager", "service_area", "line_manager")
            self._users |= found.in_bulk(unknown)

    def of(self, step: str, duty: Duty) -> list[Reached]:
        """Who hears when this step fires, each once. Empty only where there is nobody at all."""
        self.meet([duty.owner_id])
        owner = self._users[duty.owner_id] if duty.owner_id else None
        if step in SENIOR:
            found = [self._above_case(step, duty, owner)]
        else:
            found = [self._owner(duty, owner)]
            if step in (DUE, UNDATED):
                found += [self._manager(duty, owner), self._rota(duty, owner)]
        heard: dict = {}
        for reached in self._named_only(duty, [one for one in found if one and one.user]):
            heard.setdefault(reached.user.pk, reached)  # type: ignore[union-attr]
        return list(heard.values())

    @cached_property
    def _named(self) -> dict[UUID, list[User]]:
        return named_on_restricted(self.at)

    def _named_only(self, duty: Duty, found: list[Reached]) -> list[Reached]:
        """To whoever is not named in a restricted case it does not exist: a manager who is named hears instead."""
        named = self._named.get(duty.case_id)
        if not named:
            return found
        pks = {one.pk for one in named}
        kept = [reached for reached in found if reached.user and reached.user.pk in pks]
        if len(kept) == len(found) and found:
            return kept
        managers = [one for one in named if is_manager(one)] or named
        return kept + [Reached(one, "manager") for one in managers]

    def above(self, user: User, duty: Duty) -> Reached | None:
        """Who hears where ``user`` cannot be told: the next rung up from their role. None above an Assistant Director."""
        if user.role == Role.ASSISTANT_DIRECTOR:
            return None
        if user.role == Role.HEAD_OF_PRACTICE:
            found = self._senior(ASSISTANT_DIRECTOR, user)
        elif user.role == Role.MANAGER:
            found = self._senior(HEAD_OF_PRACTICE, user)
        else:
            found = self._manager(duty, user)
        kept = self._named_only(duty, [found] if found and found.user else [])
        return next((one for one in kept if one.user != user), None)

    def _owner(self, duty: Duty, owner: User | None) -> Reached | None:
        """The owner; else their cover; else the next rung up, and the gap is said. A duty of nobody's is the manager's."""
        if owner is None:
            return self._manager(duty, None)
        present = self._present(owner)
        if present:
            return Reached(present, OWNER if present == owner else COVER, instead_of=None if present == owner else owner)
        above = self._manager(duty, owner) if owner.role == Role.MANAGER else self.above(owner, duty)
        if above and above.user and above.user != owner:
            return Reached(above.user, above.capacity, gap=True, instead_of=owner)
        return None

    def _manager(self, duty: Duty, owner: User | None) -> Reached | None:
        """The manager on duty for the practitioner: line manager, cover, out-of-hours rota, or Head of Practice."""
        practitioner = self._practitioner(duty, owner)
        if practitioner:
            return self._manager_on_duty(practitioner)
        team = self._case(duty.case_id).team
        manager = team.manager if team else None
        present = self._present(manager) if manager else None
        if present:
            return Reached(present, "manager" if present == manager else COVER, instead_of=None if present == manager else manager)
        above = self._above_case(HEAD_OF_PRACTICE, duty, manager)
        return above and Reached(above.user, above.capacity, gap=True, instead_of=manager)

    def _rota(self, duty: Duty, owner: User | None) -> Reached | None:
        """Out of hours, the rota is the next rung of what a manager owes urgently (DESIGN §10.3)."""
        if not (duty.is_urgent and duty.owner_role == "manager" and owner):
            return None
        found = self._rota_manager(self._practitioner(duty, owner) or owner)
        return Reached(found, staffing.ROTA) if found else None

    def _practitioner(self, duty: Duty, owner: User | None) -> User | None:
        return owner if owner and owner.role == Role.PRACTITIONER else self._holder(duty.case_id)

    def _above_case(self, step: str, duty: Duty, owner: User | None) -> Reached | None:
        anchor = owner if owner and owner.area else self._practitioner(duty, owner)
        if anchor:
            return self._senior(step, anchor)
        post = _area_post(self._case(duty.case_id), step)
        return Reached(post, step) if post else None

    def _find_present(self, user: User) -> User | None:
        if user.is_active and user.pk not in self._away:
            return user
        return staffing.stand_in(user, self.at)

    def _find_manager_on_duty(self, user: User) -> Reached:
        """As :func:`staffing.manager_on_duty`, without asking for what is known: that the manager is there."""
        manager = staffing.manager_of(user)
        if manager and manager.pk not in self._away:
            return Reached(manager, staffing.MANAGER)
        return staffing.manager_on_duty(user, self.at)
