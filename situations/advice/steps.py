"""Steps of scenarios about advice to the court, its decisions, and findings of fact."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import Advice, CourtDecision, FindingOfFact, FindingReview
from .services import ChildAdviceFacts, ChildDecisionFacts, ChildRisk, OffenderChildFacts, TimeDecisionFacts, TimeFacts


def _children(world: World, children: dict[str, dict[str, Any]]) -> list[ChildAdviceFacts]:
    return [
        ChildAdviceFacts(
            child=world.get(name), reason=told.get("reason", ""), frameworks=told.get("frameworks", ["welfare_checklist"]),
            framework_detail=told.get("framework_detail", ""),
            times=[
                TimeFacts(adult=world.get(adult), recommendation=said if isinstance(said, str) else said["time"],
                          words="" if isinstance(said, str) else said.get("words", ""), harm=None if isinstance(said, str) else said.get("harm"))
                for adult, said in told.get("time", {}).items()
            ],
        )
        for name, told in children.items()
    ]  # fmt: skip


@step
def record_advice(
    world: World, *, case: str, kind: str, children: dict[str, dict[str, Any]], filed: str | None = None, finding_of_fact: bool = False,
    referral: str = "", referral_reason: str = "",
) -> Advice:  # fmt: skip
    """Advice to the court: {child: {time: {adult: unsupervised}, reason: …, frameworks: […]}}; "filed" where it was filed already."""
    return services.record_advice(
        case=world.get(case), kind=kind, children=_children(world, children), filed_at=world.moment(filed), recommends_finding_of_fact=finding_of_fact,
        referral_considered=referral, referral_reason=referral_reason, by=world.by, now=world.now,
    )  # fmt: skip


@step
def consider_referral_with_advice(world: World, *, advice: str, answer: str, reason: str) -> Advice:
    """Refer, or not, since a finding of fact is recommended: "refer", "referred" or "not_refer"."""
    return services.consider_referral(
        advice=world.get(advice), answer=answer, reason=reason, considered_at=world.now, by=world.by, now=world.now
    )


@step
def write_offender_part(world: World, *, advice: str, person: str, children: dict[str, dict[str, str]], **more: str) -> None:
    """What policy 54 asks for: {child: {risk, effect, protection}}, "risk_connected", "risk_carers", "protect_carers"."""
    services.write_offender_analysis(
        advice=world.get(advice), person=world.get(person),
        children=[OffenderChildFacts(child=world.get(name), **told) for name, told in children.items()], by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def file_advice(world: World, *, advice: str, filed: str | None = None) -> Advice:
    """The advice is filed now, or was filed at "filed"."""
    return services.file_advice(advice=world.get(advice), filed_at=world.moment(filed), by=world.by, now=world.now)


@step
def record_court_decision(
    world: World,
    *,
    case: str,
    children: dict[str, dict[str, Any]],
    decided: str | None = None,
    advice: str | None = None,
    final: bool = False,
) -> list[CourtDecision]:
    """What the court decided: {child: {words: …, time: {adult: supervised}}}."""
    return services.record_court_decision(
        case=world.get(case), decided_at=world.moment(decided) or world.now, is_final=final, advice=world.get(advice) if advice else None,
        children=[
            ChildDecisionFacts(
                child=world.get(name), words=told["words"],
                times=[TimeDecisionFacts(adult=world.get(adult), decision=said) for adult, said in told.get("time", {}).items()],
            )
            for name, told in children.items()
        ],
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def direct_finding_of_fact(
    world: World, *, case: str, directed: str | None = None, issues: str = "", concern: str | None = None, hearing: str | None = None
) -> FindingOfFact:
    """The court directs a finding of fact."""
    return services.direct_finding(
        case=world.get(case), directed_at=world.moment(directed) or world.now, issues=issues, concern=world.get(concern) if concern else None,
        hearing=world.get(hearing) if hearing else None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def review_finding_of_fact(
    world: World,
    *,
    finding: str,
    children: dict[str, dict[str, str]],
    referral: str,
    reason: str,
    reviewed: str | None = None,
    next_step: str = "",
) -> FindingReview:
    """Risk while it is awaited: {child: {risk: lasts, analysis: …}}, and whether to refer."""
    return services.review_risk(
        finding=world.get(finding), reviewed_at=world.moment(reviewed) or world.now, referral_considered=referral, referral_reason=reason,
        children=[ChildRisk(child=world.get(name), **told) for name, told in children.items()], next_step=next_step, by=world.by, now=world.now,
    )  # fmt: skip


@step
def end_finding_of_fact(world: World, *, finding: str, ending: str, result: str, made: str | None = None) -> FindingOfFact:
    """It is made: "made", "not_made", "ended"."""
    return services.end_finding(
        finding=world.get(finding), made_at=world.moment(made) or world.now, ending=ending, result=result, by=world.by, now=world.now
    )
