"""Steps of scenarios about somebody who works with children."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.steps import World, step
from referrals.models import CourtUpdate

from . import services
from .models import LadoReferral, LadoStep, ProfessionalConcern


@step
def find_professional(world: World, *, concern: str) -> ProfessionalConcern:
    """The person who works with children, whom a concern has begun to be about."""
    return ProfessionalConcern.objects.get(concern=world.get(concern), withdrawn_at=None)


@step
def describe_professional(
    world: World, *, professional: str, capacity: str, person: str | None = None, authority: str | None = None, colleague: str | None = None, **more: Any
) -> ProfessionalConcern:  # fmt: skip
    """Who they are: "party", "colleague", "volunteer", "professional"; "job", "employer", "children_known", "name"."""
    one = world.get(professional)
    return services.record_professional(
        professional=one, concern=one.concern, capacity=capacity, person=world.get(person) if person else None,
        colleague=world.user(colleague) if colleague else None, authority=LocalAuthority.objects.get(name=authority) if authority else None,
        by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def decide_on_lado(world: World, *, professional: str, refer: bool, rationale: str) -> ProfessionalConcern:
    """Whether the referral recommends that the LADO is involved."""
    return services.decide_on_lado(
        professional=world.get(professional), refer=refer, rationale=rationale, at=world.now, by=world.by, now=world.now
    )


@step
def find_lado(world: World, *, professional: str) -> LadoReferral:
    """The referral that includes the LADO, to be named in later steps."""
    return LadoReferral.objects.get(professional=world.get(professional))


@step
def write_lado(world: World, *, lado: str, behaviour: str, children_at_risk: str, evidence: str) -> LadoReferral:
    """What the LADO is told. Another word voids an approval."""
    return services.write_lado(
        lado=world.get(lado), behaviour=behaviour, children_at_risk=children_at_risk, evidence=evidence, by=world.by, now=world.now
    )


@step
def approve_lado(world: World, *, lado: str) -> LadoReferral:
    """The manager read the text as it will be sent, and approves it."""
    return services.approve_lado(lado=world.get(lado), at=world.now, by=world.by, now=world.now)


@step
def record_telling(world: World, *, lado: str, told: str, told_at: str | None = None, how: str = "", reasons: str = "") -> LadoReferral:
    """The individual: "told", with "how"; or "unsafe", with "reasons"."""
    return services.record_telling(
        lado=world.get(lado), told=told, told_at=world.moment(told_at), how=how, reasons=reasons, by=world.by, now=world.now
    )


@step
def agree_not_to_tell(world: World, *, lado: str, agreed: bool, note: str = "") -> LadoReferral:
    """The manager agrees that it is unsafe to tell them, or does not."""
    return services.agree_not_to_tell(lado=world.get(lado), agreed=agreed, note=note, at=world.now, by=world.by, now=world.now)


@step
def send_lado(world: World, *, lado: str, sent: str | None = None, sent_to: str = "", method: str = "email") -> LadoReferral:
    """The referral that includes the LADO is sent (or was, at "sent")."""
    return services.send_lado(lado=world.get(lado), sent_at=world.moment(sent), sent_to=sent_to, method=method, by=world.by, now=world.now)


@step
def record_lado_follow_up(world: World, *, lado: str, text: str, who: str = "") -> LadoStep:
    """The authority or the LADO was asked what came of it."""
    return services.record_lado_follow_up(lado=world.get(lado), text=text, who=who, at=world.now, by=world.by, now=world.now)


@step
def record_lado_outcome(world: World, *, lado: str, text: str, who: str = "") -> LadoStep:
    """What the authority decided."""
    return services.record_lado_outcome(lado=world.get(lado), text=text, who=who, at=world.now, by=world.by, now=world.now)


@step
def record_lado_direction(world: World, *, lado: str, text: str, may_share_with: list[str], who: str = "") -> LadoStep:
    """What the LADO says may be shared, and with whom: kinds of recipient, such as "employer"."""
    return services.record_lado_direction(
        lado=world.get(lado), text=text, may_share_with=may_share_with, who=who, at=world.now, by=world.by, now=world.now
    )


@step
def record_lado_request(world: World, *, lado: str, text: str, answer_by: Any, who: str = "") -> LadoStep:
    """The LADO asks for information, by a day."""
    return services.record_lado_request(
        lado=world.get(lado), text=text, answer_by=world.day(answer_by), who=who, at=world.now, by=world.by, now=world.now
    )


@step
def answer_lado_request(world: World, *, request: str, answer: str) -> LadoStep:
    """The LADO is answered."""
    return services.answer_lado_request(request=world.get(request), answer=answer, at=world.now, by=world.by, now=world.now)


@step
def plan_lado_meeting(world: World, *, lado: str, meeting: str, attend: bool, text: str = "") -> LadoStep:
    """An invitation to the LADO's meeting: planning to attend is refused."""
    return services.plan_lado_meeting(
        lado=world.get(lado), meeting_at=world.moment(meeting), attend=attend, text=text, by=world.by, now=world.now
    )


@step
def record_lado_meeting_attended(world: World, *, lado: str, text: str, happened: str | None = None) -> LadoStep:
    """Somebody was at the LADO's meeting: recorded, as an incident."""
    return services.record_lado_meeting_attended(
        lado=world.get(lado), text=text, at=world.moment(happened) or world.now, by=world.by, now=world.now
    )


@step
def write_court_words(world: World, *, lado: str, words: str) -> LadoReferral:
    """What the court will be told of the LADO referral: no more than it needs."""
    return services.write_court_words(lado=world.get(lado), words=words, by=world.by, now=world.now)


@step
def agree_court_words(world: World, *, lado: str) -> LadoReferral:
    """The manager agrees the words."""
    return services.agree_court_words(lado=world.get(lado), at=world.now, by=world.by, now=world.now)


@step
def tell_court_of_lado(world: World, *, lado: str, told: str | None = None, how: str = "portal") -> CourtUpdate:
    """The court is told in the words that were agreed."""
    return services.tell_court_of_lado(lado=world.get(lado), told_at=world.moment(told) or world.now, how=how, by=world.by, now=world.now)
