"""Steps of scenarios about referrals, outcomes, chasing, differences, and what the court is told."""

from typing import Any

from cafcass_cases.core.steps import World, step
from cafcass_cases.documents.services import CourtAlone
from cafcass_cases.duties.services import explain_lateness

from . import services
from .models import (
    CallAttempt,
    Chase,
    CourtUpdate,
    OutcomeReceived,
    ProfessionalDifference,
    Referral,
    RiskAssessment,
    StrategyDiscussion,
    WrittenReferral,
)
from .services.outcomes import ChildOutcome, Judgement
from .services.parents import ParentAnswer


@step
def find_referral(world: World, *, concern: str, authority: str) -> Referral:
    """The referral of a concern to an authority, to be named in later steps."""
    return Referral.objects.get(concern=world.get(concern), authority__name=authority, withdrawn_at=None)


@step
def record_call(world: World, *, referral: str, result: str = "reached", called: str | None = None, **more: Any) -> CallAttempt:
    """A telephone call to the authority: "reached", "no_answer", "engaged", "message". "number", "spoke_to", "role", "summary"."""
    return services.record_call(
        referral=world.get(referral), called_at=world.moment(called) or world.now, result=result, by=world.by, now=world.now, **more
    )


@step
def tell_parents(world: World, *, referral: str, parents: dict[str, dict[str, Any]]) -> None:
    """For each parent: told before, after or not_told, with the reason."""
    services.record_parent_informed(
        referral=world.get(referral),
        answers=[ParentAnswer(parent=world.get(name), **_parent(world, facts)) for name, facts in parents.items()],
        by=world.by,
        now=world.now,
    )


def _parent(world: World, facts: dict[str, Any]) -> dict[str, Any]:
    told = dict(facts)
    if "told_at" in told:
        told["told_at"] = world.moment(told["told_at"])
    if "reason_kinds" in told:
        told["reason_kinds"] = tuple(told["reason_kinds"])
    return told


@step
def write_referral(world: World, *, referral: str, content: dict[str, Any]) -> WrittenReferral:
    """The contents of the written referral; what is left out comes from the record."""
    return services.write_referral(referral=world.get(referral), content=content, by=world.by, now=world.now)


@step
def send_written_referral(world: World, *, referral: str, sent: str | None = None, method: str = "email", **more: Any) -> WrittenReferral:
    """The written referral is sent (or was, at "sent")."""
    return services.record_written_referral(
        referral=world.get(referral), sent_at=world.moment(sent), method=method, by=world.by, now=world.now, **more
    )


@step
def record_consent(
    world: World,
    *,
    referral: str,
    consent_by: str,
    how: str,
    at: str | None = None,
    children: str = "They agree.",
    court: str = "District Judge Grey, today",
) -> Referral:
    """A parent or carer consents to an early help referral; what the children say, and the court's permission."""
    return services.record_consent(
        referral=world.get(referral), consent_by=consent_by, how=how, consent_at=world.moment(at) or world.now, consent_children=children,
        consent_court=court, by=world.by, now=world.now,
    )  # fmt: skip


@step
def give_manager_copy(world: World, *, writing: str) -> None:
    """The manager receives a copy of the written referral."""
    services.give_manager_copy(writing=world.get(writing), given_at=world.now, by=world.by, now=world.now)


@step
def record_marac_answer(world: World, *, referral: str, answer: str) -> None:
    """The authority says whether it referred to the MARAC."""
    services.record_marac_answer(referral=world.get(referral), answer=answer, answered_at=world.now, by=world.by, now=world.now)


@step
def record_chase(world: World, *, referral: str, method: str = "telephone", chased: str | None = None, **more: Any) -> Chase:
    """The authority is chased."""
    return services.record_chase(
        referral=world.get(referral), chased_at=world.moment(chased) or world.now, method=method, by=world.by, now=world.now, **more
    )


@step
def record_acknowledgement(world: World, *, referral: str, said: str = "") -> OutcomeReceived:
    """The authority acknowledges: that is not an outcome."""
    return services.record_acknowledgement(referral=world.get(referral), received_at=world.now, said=said, by=world.by, now=world.now)


@step
def record_outcome(
    world: World, *, referral: str, children: dict[str, Any], received: str | None = None, given_by: str = "", how: str = "telephone"
) -> None:
    """The outcome for each child: {name: section_47}, or {name: {outcome: no_further_action, reasons: …}}."""
    outcomes = {}
    for name, said in children.items():
        facts = {"outcome": said} if isinstance(said, str) else said
        outcomes[world.get(name).pk] = ChildOutcome(**facts)
    services.record_outcome(
        referral=world.get(referral), received_at=world.moment(received) or world.now, outcomes=outcomes, given_by=given_by, how=how,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def judge_outcome(world: World, *, referral: str, children: dict[str, dict[str, Any]]) -> ProfessionalDifference | None:
    """Safe enough for each child? {name: {safe_enough: no, analysis: …}}. No opens a professional difference."""
    return services.judge_outcome(
        referral=world.get(referral),
        judgements={world.get(name).pk: Judgement(**facts) for name, facts in children.items()},
        judged_at=world.now,
        by=world.by,
        now=world.now,
    )


@step
def record_difference_supervision(world: World, *, difference: str, plan: str, resolved: bool = False, **more: Any) -> None:
    """First stage of a difference: supervision with the manager."""
    services.record_difference_supervision(
        difference=world.get(difference), held_at=world.now, plan=plan, resolved=resolved, by=world.by, now=world.now, **more
    )


@step
def record_head_of_practice_contact(world: World, *, difference: str, held_with: str, position: str, resolved: bool = False) -> None:
    """Second stage: the Head of Practice with the authority's Head of Service."""
    services.record_head_of_practice_contact(
        difference=world.get(difference),
        held_at=world.now,
        held_with=held_with,
        position=position,
        resolved=resolved,
        by=world.by,
        now=world.now,
    )


@step
def record_assistant_director_contact(
    world: World, *, difference: str, held_with: str, position: str, resolved: bool = False, outcomes: dict[str, str] | None = None
) -> None:
    """Third stage: the Assistant Director with the authority's Assistant Director or Director."""
    services.record_assistant_director_contact(
        difference=world.get(difference), held_at=world.now, held_with=held_with, position=position, resolved=resolved,
        outcomes={world.get(name).pk: ChildOutcome(outcome) for name, outcome in (outcomes or {}).items()} or None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def skip_difference_stage(world: World, *, difference: str, stage: str, reason: str) -> None:
    """A stage is skipped by somebody, with their reason."""
    services.skip_difference_stage(
        difference=world.get(difference), stage=stage, reason=reason, skipped_at=world.now, by=world.by, now=world.now
    )


@step
def resolve_difference(world: World, *, difference: str, resolution: str, outcomes: dict[str, str] | None = None) -> None:
    """The difference is resolved; the authority's new outcome for each child."""
    services.resolve_difference(
        difference=world.get(difference), resolved_at=world.now, resolution=resolution,
        outcomes={world.get(name).pk: ChildOutcome(outcome) for name, outcome in (outcomes or {}).items()} or None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def draft_16a(
    world: World, *, concern: str, content: dict[str, Any] | None = None, children: dict[str, dict[str, str]] | None = None,
    urgent_hearing: bool | None = None, urgent_reason: str = "", urgent_by: Any = None,
) -> RiskAssessment:  # fmt: skip
    """A section 16A risk assessment, drafted, or a part of it saved; what is left out comes from the record.

    "content": trigger, concerns, evidence, no_evidence_yet, sources, no_sources_reason, protective_action, outcome_known,
    outcome, recommendations [{option, detail, reason}]. "children": {name: {harm, risk, child_says}}.
    """
    return services.draft_16a(
        concern=world.get(concern), content=content, children={world.get(name).pk: said for name, said in (children or {}).items()},
        urgent_hearing=urgent_hearing, urgent_reason=urgent_reason, urgent_by=world.day(urgent_by), by=world.by, now=world.now,
    )  # fmt: skip


@step
def issue_16a(world: World, *, assessment: str, court_alone: dict[str, str] | None = None, **more: Any) -> RiskAssessment:
    """Issued: frozen, hashed, guarded. "court_alone": {reasons: …, directions: …} makes a copy for the court alone."""
    return services.issue_16a(
        assessment=world.get(assessment), court_alone=CourtAlone(**court_alone) if court_alone else None, by=world.by, now=world.now, **more
    )


@step
def send_16a(world: World, *, assessment: str, method: str = "portal", sent: str | None = None, **more: Any) -> RiskAssessment:
    """Sent to the court."""
    return services.send_16a(
        assessment=world.get(assessment), sent_at=world.moment(sent) or world.now, method=method, by=world.by, now=world.now, **more
    )


@step
def record_16a_step(world: World, *, assessment: str, what: str, detail: str = "", happened: str | None = None, **more: Any) -> None:
    """What became of it: "acknowledged", "before_judge", "directions", "chased", "urgency_ended", "given_to_party"."""
    services.record_16a_step(
        assessment=world.get(assessment), kind=what, happened_at=world.moment(happened) or world.now, detail=detail, by=world.by,
        now=world.now, **more,
    )  # fmt: skip


@step
def open_difference(world: World, *, referral: str, children: list[str], reasons: str) -> ProfessionalDifference:
    """A professional difference with the authority, opened without a judgement of an outcome."""
    return services.open_difference(
        referral=world.get(referral), children=[child.pk for child in world.all(children)], reasons=reasons, opened_at=world.now,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def record_strategy_discussion(
    world: World, *, concern: str, kind: str = "strategy", meeting: str | None = None, discussed: str | None = None, attend: bool | None = None,
    why: str = "", attended: bool | None = None, decisions: str = "", tell_court: bool | None = None, tell_court_reason: str = "",
) -> StrategyDiscussion:  # fmt: skip
    """A strategy discussion or conference ("kind") that the authority convened: talked over with the manager, attended, what it decided."""
    found = StrategyDiscussion.objects.get(concern=world.get(concern), kind=kind, withdrawn_at=None)
    return services.record_strategy_discussion(
        meeting=found, meeting_at=world.moment(meeting), manager_discussed_at=world.moment(discussed),
        manager=world.user("manager") if discussed else None, will_attend=attend, attendance_reason=why, attended=attended,
        decisions=decisions, decisions_from="The authority" if decisions else "", decisions_at=world.now if decisions else None,
        tell_court=tell_court, tell_court_reason=tell_court_reason, by=world.by, now=world.now,
    )  # fmt: skip


@step
def tell_court(
    world: World, *, concern: str, text: str, how: str = "portal", assessment: str | None = None, told: str | None = None
) -> CourtUpdate:
    """An update to the court, as an update of the 16A where one is named."""
    return services.tell_court(
        concern=world.get(concern), told_at=world.moment(told) or world.now, how=how, text=text,
        assessment=world.get(assessment) if assessment else None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def say_why_late(world: World, *, duty: str, reason: str) -> None:
    """One line of why a duty was late."""
    from cafcass_cases.duties.models import Duty

    cases = [thing for thing in world.things.values() if thing._meta.label_lower == "cases.case"]
    late = Duty.objects.filter(case__in=cases, key=duty, ending="done_late", lateness_reason="").first()
    explain_lateness(duty=late, reason=reason, by=world.by, now=world.now)
