"""Steps of scenarios about children out of school."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import EducationCheck, Schooling


@step
def record_schooling(
    world: World,
    *,
    case: str,
    child: str,
    status: str,
    plan: str = "not_known",
    told: str = "",
    concern: str | None = None,
    known: str | None = None,
    **more: Any,
) -> Schooling:
    """A child is "home_educated", "removed" or "not_attending"; with a concern, "contact_reduced" and "contact_how"."""
    return services.record_schooling(
        case=world.get(case), child=world.get(child), status=status, plan=plan, told=told, concern=world.get(concern) if concern else None,
        known_at=world.moment(known) or world.now, by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def join_schooling_to_concern(world: World, *, schooling: str, concern: str, contact_reduced: bool, contact_how: str = "") -> Schooling:
    """There is a concern as well, increased or not by lack of contact with professionals."""
    return services.join_concern(
        schooling=world.get(schooling), concern=world.get(concern), contact_reduced=contact_reduced, contact_how=contact_how, at=world.now,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def record_education_check(
    world: World, *, schooling: str, asked_of: str, result: str, answer: str = "", happened: str | None = None
) -> EducationCheck:
    """The authority was asked: "arranged", "suitable", "action", "not_arranged", "not_known" or "no_answer"."""
    return services.record_check(
        schooling=world.get(schooling), asked_of=asked_of, result=result, answer=answer, asked_at=world.moment(happened) or world.now,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def weigh_schooling(world: World, *, schooling: str, court_16a: bool, court_reason: str, plan_weight: str = "") -> Schooling:
    """The manager weighs it in supervision."""
    return services.weigh_schooling(
        schooling=world.get(schooling), court_16a=court_16a, court_reason=court_reason, plan_weight=plan_weight, weighed_at=world.now,
        by=world.by, now=world.now,
    )  # fmt: skip
