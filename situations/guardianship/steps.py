"""Steps of scenarios about special guardianship."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import GuardianCheck, Guardianship, GuardianSupport


@step
def consider_guardianship(
    world: World, *, case: str, children: list[str], people: list[str], considered: str | None = None
) -> Guardianship:
    """Special guardianship is considered for children with prospective special guardians."""
    return services.consider_guardianship(
        case=world.get(case), children=world.all(children), people=world.all(people), considered_at=world.moment(considered) or world.now,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def record_guardian_check(
    world: World, *, guardianship: str, person: str, kind: str, expected: str | None = None, completed: str | None = None, seen: str | None = None,
    outcome: str = "", analysis: str = "",
) -> GuardianCheck:  # fmt: skip
    """The "dbs" or "medical" check of a person: "expected" and "completed" are days, "seen" a moment."""
    check = GuardianCheck.objects.get(guardian__guardianship=world.get(guardianship), guardian__person=world.get(person), kind=kind)
    return services.record_check(
        check=check, expected_on=world.day(expected), completed_on=world.day(completed), seen_at=world.moment(seen), outcome=outcome,
        analysis=analysis, by=world.by, now=world.now,
    )  # fmt: skip


@step
def plan_guardianship_wait(world: World, *, guardianship: str, timetable: str, other_work: str) -> Guardianship:
    """How the wait is built into the timetable, and what goes on."""
    return services.plan_wait(guardianship=world.get(guardianship), timetable=timetable, other_work=other_work, by=world.by, now=world.now)


@step
def support_guardianship(
    world: World, *, guardianship: str, what: str = "assessment", supports: bool = True, reason: str = "", decided: Any = None
) -> GuardianSupport:
    """The "assessment" or "application" is supported, or not; "decided" where that was before."""
    return services.record_support(
        guardianship=world.get(guardianship), what=what, supports=supports, reason=reason, decided_at=world.moment(decided), by=world.by,
        now=world.now,
    )  # fmt: skip
