"""Steps of scenarios about private fostering."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import Arrangement


@step
def record_arrangement(
    world: World, *, case: str, child: str, relation: str, started: str, length: str, carer: str | None = None, known: str | None = None,
    concern: str | None = None, **more: Any,
) -> Arrangement:  # fmt: skip
    """A child lives with "carer" (or "carer_name"): "not_related", "distant", "close", "parent"; length "long", "short" or "not_known"."""
    return services.record_arrangement(
        case=world.get(case), child=world.get(child), relation=relation, started_on=world.day(started), length=length,
        carer=world.get(carer) if carer else None, known_at=world.moment(known) or world.now, concern=world.get(concern) if concern else None,
        by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def record_fostering_details(
    world: World, *, arrangement: str, agreed: str, household: list[str] = (), responsible: list[str] = (), household_others: str = "",  # type: ignore[assignment]
    responsible_others: str = "",
) -> Arrangement:  # fmt: skip
    """Who lives there, who holds parental responsibility, who agreed."""
    return services.record_details(
        arrangement=world.get(arrangement), household=world.all(list(household)), responsible=world.all(list(responsible)),
        household_others=household_others, responsible_others=responsible_others, agreed=agreed, by=world.by, now=world.now,
    )  # fmt: skip


@step
def notify_private_fostering(world: World, *, arrangement: str, to: str, how: str = "email", sent: str | None = None) -> Arrangement:
    """The authority is notified, now or as already sent."""
    return services.notify_authority(
        arrangement=world.get(arrangement), to=to, how=how, sent_at=world.moment(sent), by=world.by, now=world.now
    )


@step
def record_fostering_answer(
    world: World, *, arrangement: str, answer: str, answered_by: str, asked_to_assess: bool = False, **more: Any
) -> Arrangement:
    """The authority's answer: "assessed", "not_assessed", "unsuitable", "unknown"; the second and last need "asked_to_assess"."""
    return services.record_answer(
        arrangement=world.get(arrangement), answer=answer, answered_by=answered_by, answered_at=world.now,
        assessment_asked_at=world.now if asked_to_assess else None, by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def expect_longer(world: World, *, arrangement: str) -> Arrangement:
    """It is now expected to last 28 days or more."""
    return services.expect_longer(arrangement=world.get(arrangement), expected_at=world.now, by=world.by, now=world.now)
