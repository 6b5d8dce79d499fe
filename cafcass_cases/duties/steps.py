"""Steps of scenarios about departures from the policy."""

from cafcass_cases.core.steps import World, step

from . import services
from .departures import requirement_of
from .models import Departure, Duty


@step
def depart_from_policy(
    world: World, *, case: str, requirement: str = "", duty: str = "", subject: str | None = None, assessment: str = "", rationale: str = "",
    manager: str | None = None, discussed: str | None = None, agreed: bool | None = None, words: str = "",
) -> Departure:  # fmt: skip
    """Depart from a requirement, or from the open "duty" of the case with that key; what is left out is refused."""
    whole = world.get(case)
    owed = Duty.objects.get(case=whole, key=duty, ended_at=None) if duty else None
    return services.depart_from_policy(
        case=whole,
        requirement=requirement or (requirement_of(owed) if owed else ""),
        duty=owed,
        subject=world.get(subject) if subject else None,
        assessment=assessment,
        rationale=rationale,
        discussed_with=world.user(manager) if manager else None,
        discussed_at=world.moment(discussed),
        manager_agreed=agreed,
        manager_words=words,
        by=world.by,
        now=world.now,
    )


@step
def confirm_departure(world: World, *, departure: str, agreed: bool, words: str) -> Departure:
    """The manager confirms, or puts right, what was written down as their view."""
    return services.confirm_departure(departure=world.get(departure), agreed=agreed, words=words, by=world.by, now=world.now)


@step
def end_departure(world: World, *, departure: str, reason: str, in_error: bool = False) -> Departure:
    """The policy is followed from now on; "in_error": it never was departed from, and the duty is open again."""
    return services.end_departure(departure=world.get(departure), in_error=in_error, reason=reason, by=world.by, now=world.now)
