"""Steps of scenarios about the duty desk."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import CaseTaken, DeskDuty, DeskEnquiry


@step
def set_desk_duty(world: World, *, who: str, since: str, until: str) -> DeskDuty:
    """Somebody is at the desk of their own team."""
    person = world.user(who)
    return services.set_desk_duty(
        team=person.team, person=person, starts_at=world.moment(since), ends_at=world.moment(until), by=world.by, now=world.now
    )


@step
def log_enquiry(
    world: World, *, kind: str, source: str, who: str, about: str, words: str, case: str = "", reference: str = "", reached: str | None = None,
    channel: str = "telephone",
) -> DeskEnquiry:  # fmt: skip
    """Somebody rings, writes or comes: "concern", "information" or "message"; about "case", or the one that "reference" names."""
    return services.log_enquiry(
        team=world.by.team, kind=kind, source=source, who=who, about=about, words=words, case=world.get(case) if case else None, case_words=reference,
        channel=channel, received_at=world.moment(reached) or world.now, by=world.by, now=world.now,
    )  # fmt: skip


@step
def take_enquiry(world: World, *, enquiry: str) -> DeskEnquiry:
    """Whoever acts takes it."""
    return services.take_enquiry(enquiry=world.get(enquiry), by=world.by, now=world.now)


@step
def name_case_of_enquiry(world: World, *, enquiry: str, case: str) -> DeskEnquiry:
    """The case was found."""
    return services.find_case_of(enquiry=world.get(enquiry), case=world.get(case), by=world.by, now=world.now)


@step
def answer_enquiry(world: World, *, enquiry: str, words: str, ending: str = "answered") -> DeskEnquiry:
    """What was answered; "not_ours" where it is about no case of ours."""
    return services.answer_enquiry(enquiry=world.get(enquiry), words=words, ending=ending, by=world.by, now=world.now)


@step
def make_enquiry_a_concern(world: World, *, enquiry: str) -> DeskEnquiry:
    """Whoever acts goes on to log it as a concern."""
    return services.begin_concern(enquiry=world.get(enquiry), by=world.by, now=world.now)


@step
def pass_enquiry_on(world: World, *, enquiry: str, words: str, to: str = "") -> DeskEnquiry:
    """Back to the desk, or to the desk of somebody's team."""
    team: Any = world.user(to).team if to else None
    return services.pass_on(enquiry=world.get(enquiry), words=words, team=team, by=world.by, now=world.now)


@step
def take_case_from_desk(world: World, *, case: str) -> CaseTaken:
    """Whoever acts answers for a case with nobody there."""
    return services.take_case(case=world.get(case), by=world.by, now=world.now)


@step
def hand_case_back(world: World, *, taken: str, words: str) -> CaseTaken:
    """The case goes back to who holds it."""
    return services.hand_back(taken=world.get(taken), words=words, by=world.by, now=world.now)


@step
def tell_the_desk(world: World) -> int:
    """The beat: who is told of enquiries without a case."""
    return services.send_notices(now=world.now)
