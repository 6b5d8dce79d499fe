"""Who decides on reviews, and who may not be appointed: computed from who held the case and who managed them then."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.accounts.models import DirectorPost, Role, ServiceArea, Team, User
from cafcass_cases.accounts.staffing import area_of, holders_of_posts
from cafcass_cases.cases.models import Allocation, Case
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.core.errors import Denied
from cafcass_cases.policy.catalogue import Carrier, register_carrier
from safeguarding.models import Supervision

from .models import Appointment, SeriousIncident


def area_of_case(case: Case) -> ServiceArea | None:
    """The service area of the case's team, else of whoever holds or last held it."""
    if case.team_id:
        return case.team.service_area  # type: ignore[union-attr]
    last = Allocation.objects.filter(case=case).select_related("practitioner").order_by("-starts_at").first()
    return area_of(last.practitioner) if last else None


def area_director(case: Case) -> User | None:
    """The Assistant Director of the case's service area (the framework's Regional Director)."""
    area = area_of_case(case)
    return area.assistant_director if area else None


def safeguarding_director(at: datetime) -> User | None:
    """Who holds the post of director with safeguarding responsibility (the framework's Corporate Director)."""
    return holders_of_posts(at).get(DirectorPost.Post.SAFEGUARDING)


def is_safeguarding_director(user: Any, at: datetime) -> bool:
    found = safeguarding_director(at)
    return user is not None and found is not None and found.pk == user.pk


def is_area_director(user: Any, case: Case, at: datetime) -> bool:
    """The Assistant Director of the case's area, or another who manages the case in their stead."""
    if user is None or user.role != Role.ASSISTANT_DIRECTOR or not user.is_active:
        return False
    found = area_director(case)
    return (found is not None and found.pk == user.pk) or may_manage_case(user, case, at)


def directs(user: Any, case: Case, at: datetime) -> bool:
    """Either of the two directors of a review; None is the application itself."""
    return user is None or is_safeguarding_director(user, at) or is_area_director(user, case, at)


def must_direct(user: Any, case: Case, at: datetime, what: str) -> None:
    if not directs(user, case, at):
        raise Denied(f"Only the Assistant Director of the area, or the director with safeguarding responsibility, may {what}.")


def must_manage(user: Any, case: Case, at: datetime, what: str) -> None:
    if user is not None and not directs(user, case, at) and not may_manage_case(user, case, at):
        raise Denied(f"Only a manager of the case may {what}.")


def appointed_to_secure(incident: SeriousIncident) -> Appointment | None:
    """The last appointment of a manager to secure the file (framework 3.42)."""
    return incident.appointments.filter(kind=Appointment.Kind.SECURING, withdrawn_at=None).select_related("person").last()


def may_secure(user: User, appointments: Iterable[Appointment]) -> bool:
    """Whether the last of these appointments to secure the file is theirs; who was replaced secures it no more."""
    found = [one for one in appointments if one.kind == Appointment.Kind.SECURING]
    return bool(found) and max(found, key=lambda one: one.pk).person_id == user.pk


# ---- who may not be appointed


def _of_that_time(model: type[User] | type[Team], pk: UUID, field: str, start: datetime, end: datetime) -> Iterator[UUID]:
    """What ``field`` of a record pointed at from ``start`` to ``end``, as its history says."""
    rows = list(model.history.filter(id=pk, history_date__lte=end).order_by("history_date", "version"))  # type: ignore[attr-defined]
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if (following is None or following.history_date > start) and getattr(row, field):
            yield getattr(row, field)


def managers_of_the_time(case: Case, now: datetime) -> dict[UUID, list[UUID]]:
    """Of each practitioner who ever held the case, the immediate managers they had while they held it, and have now."""
    found: dict[UUID, list[UUID]] = {}
    for allocation in Allocation.objects.filter(case=case).select_related("practitioner__team"):
        user, start, end = allocation.practitioner, allocation.starts_at, allocation.ends_at or now
        managers = found.setdefault(user.pk, [])
        managers += [pk for pk in (user.line_manager_id, user.team.manager_id if user.team else None) if pk]
        managers += _of_that_time(User, user.pk, "line_manager_id", start, end)
        for team in {user.team_id, *_of_that_time(User, user.pk, "team_id", start, end)} - {None}:
            managers += _of_that_time(Team, team, "manager_id", start, end)
    return found


def held_by(case: Case) -> set[UUID]:
    return set(Allocation.objects.filter(case=case).values_list("practitioner_id", flat=True))


def line_managers(case: Case, now: datetime) -> set[UUID]:
    return {pk for managers in managers_of_the_time(case, now).values() for pk in managers}


def with_duty_in_case(case: Case, now: datetime) -> set[UUID]:
    """Everybody with line or performance management in the case: the managers of the time, the team's, who held or signed supervision,
    and the seniors of the area, who manage the managers."""
    found = held_by(case) | line_managers(case, now)
    found |= set(Supervision.objects.filter(concern__case=case).exclude(held_by=None).values_list("held_by_id", flat=True))
    if case.team_id and case.team.manager_id:  # type: ignore[union-attr]
        found.add(case.team.manager_id)  # type: ignore[union-attr]
    area = area_of_case(case)
    return found | ({area.head_of_practice_id} if area and area.head_of_practice_id else set())


def areas_of_case(case: Case) -> set[UUID]:
    """Every service area the case was worked in."""
    found = {area.pk for one in Allocation.objects.filter(case=case).select_related("practitioner") if (area := area_of(one.practitioner))}
    own = area_of_case(case)
    return found | ({own.pk} if own else set())


def may_not_be(kind: str, person: User, incident: SeriousIncident, now: datetime) -> tuple[str, str] | None:
    """(requirement, why) that forbids ``person`` for an appointment of ``kind``; None where nothing does."""
    case = incident.case
    if kind == Appointment.Kind.PANEL:
        if person.pk in held_by(case):
            return "F3.41-1", f"{person.full_name} held this case. Choose somebody else for the panel."
        if person.pk in line_managers(case, now):
            return (
                "F3.41-1",
                f"{person.full_name} is or was the immediate manager of a practitioner of this case. Choose another manager for the panel.",
            )
        if person.role not in (Role.MANAGER, Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR):
            return "F3.41-1", "A member of the panel is a manager. Choose a manager."
    if kind == Appointment.Kind.SECURING:
        if person.pk in with_duty_in_case(case, now):
            return "F3.42-1", f"{person.full_name} has, or had, line or performance management in this case. Choose a manager who had none."
        if person.role not in (Role.MANAGER, Role.HEAD_OF_PRACTICE):
            return "F3.42-1", "Choose a manager to secure the file."
    if kind == Appointment.Kind.REVIEWER:
        area = area_of(person)
        if area is not None and area.pk in areas_of_case(case):
            return "F3.51-1", f"{person.full_name} is of the same service area. Choose somebody of another area, or outside Cafcass."
        if person.pk in with_duty_in_case(case, now):
            return "F3.51-1", f"{person.full_name} had a part in this case. Choose somebody who had none."
    return None


register_carrier(["F3.29-1"], Carrier("rule", "A death in doubt is followed as unexpected"))
register_carrier(["F3.41-1"], Carrier("rule", "No immediate manager of the practitioner on the review panel"))
register_carrier(["F3.42-1"], Carrier("rule", "Who secures the file has no line or performance duty in the case"))
register_carrier(["F3.51-1"], Carrier("rule", "The internal reviewer is of another area; both directors decide; the remit is in writing"))
register_carrier(["F3.45-1"], Carrier("rule", "What is entered after the file was secured is marked, with both dates"))
register_carrier(
    ["F3.46-1", "F3.54-1"], Carrier("rule", "A secured original opens to the director, or by an approved request; every attempt is logged")
)
register_carrier(
    ["F3.48-1"], Carrier("rule", "No papers to an outside reviewer without the court’s leave and the partnership’s permission")
)
register_carrier(["F3.49-1"], Carrier("rule", "A warning where the court is asked before the family was told"))
register_carrier(["F3.53-1"], Carrier("rule", "The internal report is not sent without the director’s approval"))
register_carrier(["F3.56-1"], Carrier("rule", "An action is active only with an owner, a date and the director’s agreement"))
register_carrier(["F3.30-1", "F3.39-1", "F3.33-1"], Carrier("screen", "Register of deaths, serious injuries and reviews"))
register_carrier(["F3.58-1"], Carrier("screen", "Learning points to be read, and the report of points and actions"))
register_carrier(["F3.60-1"], Carrier("screen", "A domestic abuse related death review takes the same steps"))
