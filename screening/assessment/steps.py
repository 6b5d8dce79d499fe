"""Steps of scenarios about the section 120 pathway, the three stages and plans."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .lists import ELEMENTS
from .models import RiskIdentification, SafetyAssessment, Section120, Section120Letter
from .services.risk import factors_for


@step
def open_stages(world: World, *, case: str) -> Any:
    """An application of the case reached Cafcass: what its stages owe. The import does it by itself."""
    services.open_application(case=world.get(case), at=world.now, by=world.by, now=world.now)
    return world.get(case)


@step
def read_papers(world: World, *, case: str, harm_box: str, c1a: str, information: str, **more: Any) -> Section120:
    """The court's papers for the section 120 pathway: "information" is nothing, past_witnessing, current_witnessing or other_harm."""
    return services.read_papers(
        case=world.get(case), harm_box=harm_box, c1a=c1a, information=information, read_at=world.now, by=world.by, now=world.now, **more
    )


@step
def confirm_nothing(world: World, *, pathway: str, reason: str) -> Section120:
    """A manager says why a complete C1A holds nothing."""
    return services.confirm_nothing(pathway=world.get(pathway), reason=reason, by=world.by, now=world.now)


@step
def take_concern(world: World, *, record: str, concern: str) -> Any:
    """The concern holds what the pathway, a risk form or an assessment gave rise to."""
    return services.take_concern(record=world.get(record), concern=world.get(concern), by=world.by, now=world.now)


@step
def write_section_120_letter(world: World, *, pathway: str, authority: str, facts: str, source: str, **more: Any) -> Section120Letter:
    """The text of the letter to an authority, by its name."""
    from cafcass_cases.cases.models import LocalAuthority

    place = LocalAuthority.objects.get(name=authority)
    return services.write_letter(
        pathway=world.get(pathway), authority=place, facts=facts, source=source, by=world.by, now=world.now, **more
    )


@step
def send_section_120_letter(world: World, *, letter: str, sent_to: str) -> Section120Letter:
    """The letter is made and sent."""
    services.issue_letter(letter=world.get(letter), by=world.by, now=world.now)
    return services.send_letter(letter=world.get(letter), sent_at=world.now, sent_to=sent_to, by=world.by, now=world.now)


@step
def tell_court_of_pathway(world: World, *, pathway: str, text: str, how: str = "email") -> Section120:
    """The court is told what the pathway asks for."""
    return services.tell_court_of_pathway(pathway=world.get(pathway), text=text, how=how, told_at=world.now, by=world.by, now=world.now)


@step
def decide_16a_of_pathway(world: World, *, pathway: str, needed: bool, reason: str = "") -> Section120:
    """The manager decides whether a 16A goes with the notification."""
    return services.decide_16a(pathway=world.get(pathway), needed=needed, reason=reason, decided_at=world.now, by=world.by, now=world.now)


@step
def conclude_screening(world: World, *, case: str, **more: Any) -> Any:
    """The three statements of screening; what is left out is satisfied."""
    facts = {"checks_satisfied": True, "concerns_recorded": True, "grounds": False, "priority": "medium", **more}
    return services.conclude_screening(case=world.get(case), concluded_at=world.now, by=world.by, now=world.now, **facts)


@step
def submit_risk_form(world: World, *, case: str, met: list[str], factors: dict[str, dict[str, Any]], **more: Any) -> RiskIdentification:
    """The risk identification form: "factors" by key, each with about, source, likelihood; the other factors are not there."""
    there = [
        services.FactorFacts(
            key=key, about=world.all(one["about"]), source=one["source"], standing=one.get("standing", "alleged"), likelihood=one["likelihood"]
        )
        for key, one in factors.items()
    ]  # fmt: skip
    place, day = world.get(case), world.now.date()  # type: ignore[union-attr]
    facts = services.RiskFacts(**{
        "met": [services.MetFacts(person=person, met_on=day) for person in world.all(met)], "factors": there,
        "absent": [entry.key for entry in factors_for(place) if entry.key not in factors], "domestic_abuse": "none",
        "domestic_abuse_basis": "Each was asked alone.", "worker_risk": False, "concerns_recorded": True, "grounds": False, **more,
    })  # fmt: skip
    return services.submit_risk(case=place, facts=facts, submitted_at=world.now, by=world.by, now=world.now)


@step
def begin_safety_assessment(world: World, *, case: str, ordered_as: str = "section_7") -> SafetyAssessment:
    """The court ordered work of which a safety assessment is part."""
    return services.begin_safety(case=world.get(case), ordered_as=ordered_as, ordered_on=world.now.date(), by=world.by, now=world.now)  # type: ignore[union-attr]


@step
def submit_safety_assessment(
    world: World, *, assessment: str, elements: dict[str, str], actions: list[dict[str, Any]], **more: Any
) -> SafetyAssessment:
    """The assessment: "elements" by key; every other element that applies is answered in a line; "actions" with what, owner, due."""
    said = {entry.key: f"{entry.words}: nothing further." for entry in ELEMENTS} | elements
    points = [
        services.ActionFacts(
            what=one["what"],
            owner=world.user(one["owner"]) if one.get("owner") else None,
            outside=one.get("outside", ""),
            due_on=world.day(one["due"]),
        )
        for one in actions
    ]
    if "review_on" in more:
        more["review_on"] = world.day(more["review_on"])
    facts = services.SafetyFacts(**{
        "elements": said, "domestic_abuse": False, "family_perpetrator": False, "continuing_risk": False, "long_term_referral": False,
        "long_term_reason": "None is seen.", "grounds": False, "actions": points, **more,
    })  # fmt: skip
    return services.submit_safety(assessment=world.get(assessment), facts=facts, submitted_at=world.now, by=world.by, now=world.now)
