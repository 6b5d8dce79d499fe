"""Steps of scenarios about adults at risk."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.steps import World, step

from . import services
from .models import AdultConcern, AdultReferral


@step
def record_adult_concern(
    world: World, *, case: str, what: str, person: str | None = None, name: str = "", danger_now: bool = False, danger_reason: str = "",
    believed: str | None = None, recognised: str | None = None, concern: str | None = None, ask_supervision: bool = False,
) -> AdultConcern:  # fmt: skip
    """A concern about an adult, with or without one about a child."""
    recognised_at = world.moment(recognised) or world.now
    return services.record_adult_concern(
        case=world.get(case), person=world.get(person) if person else None, name=name, what=what, danger_now=danger_now,
        danger_reason=danger_reason, danger_believed_at=world.moment(believed) or (recognised_at if danger_now else None),
        recognised_at=recognised_at, concern=world.get(concern) if concern else None, ask_supervision=ask_supervision, by=world.by, now=world.now,
    )  # fmt: skip


@step
def find_adult_concern(world: World, *, concern: str) -> AdultConcern:
    """What a concern about a child has begun about an adult."""
    return AdultConcern.objects.get(concern=world.get(concern), withdrawn_at=None)


@step
def record_adult_police_report(world: World, *, adult: str, reported: str, happened: str | None = None, by_999: bool = True) -> None:
    """A report to the police about an adult."""
    services.record_adult_police_report(
        adult=world.get(adult),
        reported_at=world.moment(happened) or world.now,
        reported=reported,
        by_999=by_999,
        by=world.by,
        now=world.now,
    )


@step
def ask_adult_supervision(world: World, *, adult: str, text: str) -> AdultConcern:
    """Supervision is asked for on an adult safeguarding referral."""
    return services.ask_adult_supervision(adult=world.get(adult), text=text, at=world.now, by=world.by, now=world.now)


@step
def hold_adult_supervision(world: World, *, adult: str, decision: str, reason: str, held: str | None = None) -> AdultConcern:
    """The manager records it: "refer" or "not_refer", and why."""
    return services.hold_adult_supervision(
        adult=world.get(adult), decision=decision, reason=reason, held_at=world.moment(held) or world.now, by=world.by, now=world.now
    )


@step
def refer_adult_now(world: World, *, adult: str, reason: str) -> AdultReferral:
    """Refer the adult now, supervision after."""
    return services.refer_adult_now(adult=world.get(adult), reason=reason, at=world.now, by=world.by, now=world.now)


@step
def find_adult_referral(world: World, *, adult: str) -> AdultReferral:
    """The adult safeguarding referral, to be named in later steps."""
    return AdultReferral.objects.get(adult=world.get(adult))


@step
def write_adult_referral(
    world: World, *, referral: str, harm: str = "", risk: str = "", asked: str = "", authority: str | None = None
) -> AdultReferral:
    """What it says. Without "authority", the one the record knows."""
    known = world.get(referral)
    named = LocalAuthority.objects.get(name=authority) if authority else known.authority
    return services.write_adult_referral(referral=known, harm=harm, risk=risk, asked=asked, authority=named, by=world.by, now=world.now)


@step
def record_adult_told(world: World, *, referral: str, adult: str, family: str, **more: Any) -> AdultReferral:
    """Who was made aware: "told", "not_told" (with "adult_reason", "family_reason"), "nobody"; "adult_told_at", "family_told_at"."""
    for name in ("adult_told_at", "family_told_at"):
        if name in more:
            more[name] = world.moment(more[name])
    return services.record_adult_told(
        referral=world.get(referral), adult_told=adult, family_told=family, by=world.by, now=world.now, **more
    )


@step
def send_adult_referral(
    world: World, *, referral: str, procedure: str, sent: str | None = None, sent_to: str = "", method: str = "email"
) -> AdultReferral:
    """It is sent (or was, at "sent"), as the local procedure says."""
    return services.send_adult_referral(
        referral=world.get(referral),
        procedure=procedure,
        sent_at=world.moment(sent),
        sent_to=sent_to,
        method=method,
        by=world.by,
        now=world.now,
    )


@step
def record_adult_answer(world: World, *, referral: str, answer: str) -> AdultReferral:
    """What adult services answered."""
    return services.record_adult_answer(referral=world.get(referral), answer=answer, at=world.now, by=world.by, now=world.now)


@step
def complete_adult_concern(world: World, *, adult: str, outcome: str) -> AdultConcern:
    """It is completed, with nothing left open."""
    return services.complete_adult_concern(adult=world.get(adult), outcome=outcome, at=world.now, by=world.by, now=world.now)


@step
def view_adult_dissent(world: World, *, adult: str, view: str) -> AdultConcern:
    """The Head of Practice looks at a referral that supervision had not agreed to."""
    return services.view_adult_dissent(adult=world.get(adult), view=view, at=world.now, by=world.by, now=world.now)
