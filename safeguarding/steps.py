"""Steps of scenarios about concerns, enquiries, supervision and its actions."""

from collections.abc import Mapping
from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.steps import World, step

from . import services
from .models import Concern, Dissent, Enquiry, PoliceReport, Supervision
from .models.supervision import SupervisionAction
from .services.facts import ActionFacts, CauseFacts, ChildDecision, ChildFacts, ConnectedFacts, HarmFacts, SupervisionRecord


def _child(world: World, name: str, facts: Mapping[str, Any]) -> ChildFacts:
    told = dict(facts)
    harms = [
        HarmFacts(kind=kind, standing=standing, information_on=london_date(world.now)) for kind, standing in told.pop("harm", {}).items()
    ]
    return ChildFacts(child=world.get(name), harms=harms, **told)


@step
def log_concern(
    world: World, *, case: str, children: dict[str, dict[str, Any]], said: str, source: str = "court_papers", whose_words: str = "document",
    recognised: str | None = None, reached: str | None = None, danger_now: bool = False, danger_reason: str = "", medical: str = "not_needed", harm_from: list[str] = (),  # type: ignore[assignment]
    causes: dict[str, dict[str, Any]] | None = None, source_person: str | None = None, believed: str | None = None, **more: Any,
) -> Concern:  # fmt: skip
    """A concern, child by child: {name: {harm: {neglect: alleged}, threshold: likely, cause: yes, cause_reason: …}}."""
    recognised_at = world.moment(recognised) or world.now
    return services.log_concern(
        case=world.get(case),
        children=[_child(world, name, facts) for name, facts in children.items()],
        causes=[CauseFacts(child=world.get(name), answer=facts["answer"], reason=facts.get("reason", "")) for name, facts in (causes or {}).items()],
        harm_from=world.all(list(harm_from)),
        said=said, source=source, whose_words=whose_words, recognised_at=recognised_at, reached_us_at=world.moment(reached) or recognised_at,
        danger_now=danger_now, danger_reason=danger_reason, danger_believed_at=world.moment(believed) or (recognised_at if danger_now else None),
        medical=medical, source_person=world.get(source_person) if source_person else None, by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def answer_cause_to_suspect(world: World, *, concern: str, child: str, answer: bool, reason: str = "") -> None:
    """Cause to suspect that a subject child is at risk of harm: yes or no."""
    services.answer_cause_to_suspect(
        concern=world.get(concern), child=world.get(child), answer=answer, reason=reason, at=world.now, by=world.by, now=world.now
    )


@step
def record_enquiry(
    world: World,
    *,
    concern: str,
    source: str,
    result: str = "contacted",
    person: str | None = None,
    happened: str | None = None,
    **more: Any,
) -> Enquiry:
    """An enquiry, made or attempted, with "safe_to_contact" and "who_else_hears"."""
    return services.record_enquiry(
        concern=world.get(concern), source=source, result=result, person=world.get(person) if person else None,
        happened_at=world.moment(happened) or world.now, by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def record_police_report(
    world: World, *, concern: str, reported: str, happened: str | None = None, by_999: bool = True, **more: Any
) -> PoliceReport:
    """A report to the police."""
    return services.record_police_report(
        concern=world.get(concern),
        reported_at=world.moment(happened) or world.now,
        reported=reported,
        by_999=by_999,
        by=world.by,
        now=world.now,
        **more,
    )


@step
def consider_connected_child(world: World, *, concern: str, child: str, answer: str, reason: str) -> None:
    """Whether to refer a connected child too: "refer" or "not_refer", and why."""
    services.consider_connected_child(
        concern=world.get(concern), child=world.get(child), answer=answer, reason=reason, at=world.now, by=world.by, now=world.now
    )


@step
def request_supervision(world: World, *, concern: str, text: str, analysis: str = "") -> Supervision:
    """Situational case supervision is asked for."""
    return services.request_supervision(concern=world.get(concern), text=text, analysis=analysis, at=world.now, by=world.by, now=world.now)


@step
def ask_for_more(world: World, *, supervision: str, question: str) -> None:
    """The manager asks for more before holding it."""
    services.ask_for_more(supervision=world.get(supervision), question=question, at=world.now, by=world.by, now=world.now)


@step
def answer_more(world: World, *, supervision: str, answer: str) -> None:
    """The practitioner answers."""
    services.answer_more(supervision=world.get(supervision), answer=answer, at=world.now, by=world.by, now=world.now)


def _waiting(concern: Concern) -> Supervision | None:
    """The supervision that was asked for and not yet held, as the manager's page would offer it."""
    return next((one for one in concern.supervisions.all() if one.is_waiting), None)


@step
def hold_supervision(
    world: World, *, concern: str, record: dict[str, Any], supervision: str | None = None, refer: dict[str, str | None] | None = None,
    actions: list[dict[str, Any]] = (), connected: dict[str, dict[str, str]] | None = None, sign: bool = True, held: str | None = None,  # type: ignore[assignment]
) -> Supervision:  # fmt: skip
    """The manager holds and records it. "refer" is {child: authority, or empty for where it lives}; each action has what, owner, on, contact, as."""
    decisions = [
        ChildDecision(child=world.get(name), referred=True, authority=LocalAuthority.objects.get(name=area) if area else None)
        for name, area in (refer or {}).items()
    ]
    held_supervision = services.hold_supervision(
        concern=world.get(concern),
        supervision=world.get(supervision) if supervision else _waiting(world.get(concern)),
        held_at=world.moment(held) or world.now,
        record=SupervisionRecord(children=decisions, **record),
        actions=[
            ActionFacts(what=action["what"], owner=world.user(action["owner"]), agreed_on=world.day(action["on"]), is_contact=action.get("contact", False))
            for action in actions
        ],
        connected=[ConnectedFacts(child=world.get(name), answer=facts["answer"], reason=facts["reason"]) for name, facts in (connected or {}).items()],
        sign=sign,
        by=world.by,
        now=world.now,
    )  # fmt: skip
    for action in actions:
        world.put(action.get("as"), SupervisionAction.objects.get(supervision=held_supervision, what=action["what"]))
    return held_supervision


@step
def sign_supervision(world: World, *, supervision: str) -> Supervision:
    """The manager signs: that is the approval of the outcome."""
    return services.sign_supervision(supervision=world.get(supervision), at=world.now, by=world.by, now=world.now)


@step
def complete_action(world: World, *, action: str, result: str) -> None:
    """The action's owner did it."""
    services.complete_action(action=world.get(action), result=result, at=world.now, by=world.by, now=world.now)


@step
def follow_up_action(world: World, *, action: str, note: str) -> None:
    """The manager followed it up."""
    services.follow_up_action(action=world.get(action), note=note, at=world.now, by=world.by, now=world.now)


@step
def resume_action(world: World, *, action: str, reason: str) -> None:
    """The manager looked again: it goes on."""
    services.resume_action(action=world.get(action), reason=reason, at=world.now, by=world.by, now=world.now)


@step
def withdraw_action(world: World, *, action: str, reason: str) -> None:
    """The manager looked again: it does not go on."""
    services.withdraw_action(action=world.get(action), reason=reason, at=world.now, by=world.by, now=world.now)


@step
def refer_now(world: World, *, concern: str, children: list[str], reason: str, ask_supervision: bool = False) -> Concern:
    """Refer now, supervise after."""
    return services.refer_now(
        concern=world.get(concern),
        children=world.all(children),
        reason=reason,
        at=world.now,
        ask_supervision=ask_supervision,
        by=world.by,
        now=world.now,
    )


@step
def dissent_and_refer(world: World, *, concern: str, children: list[str], reason: str, supervision: str | None = None) -> Dissent:
    """The practitioner is convinced, against the manager's view: the referral goes."""
    return services.dissent_and_refer(
        concern=world.get(concern), children=world.all(children), reason=reason, supervision=world.get(supervision) if supervision else None,
        at=world.now, by=world.by, now=world.now,
    )  # fmt: skip


@step
def complete_concern(world: World, *, concern: str, outcome: str, **more: Any) -> Concern:
    """The concern is completed, with nothing left open."""
    return services.complete_concern(concern=world.get(concern), outcome=outcome, at=world.now, by=world.by, now=world.now, **more)
