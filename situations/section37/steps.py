"""Steps of scenarios about section 37."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.steps import World, step

from . import services
from .models import Advice


@step
def record_section37_threshold(world: World, *, concern: str, reason: str, threshold: str = "either", since: str | None = None) -> Advice:
    """The practitioner believes that the threshold is met: "care", "supervision" or "either"."""
    return services.record_threshold(
        concern=world.get(concern), threshold=threshold, reason=reason, at=world.moment(since) or world.now, by=world.by, now=world.now
    )


@step
def record_section37_consultation(world: World, *, advice: str, conclusion: str, supervision: str | None = None) -> Advice:
    """A manager was consulted, in the newest supervision of the concern that was held, or the one named."""
    found = world.get(advice)
    held = world.get(supervision) if supervision else found.concern.supervisions.filter(withdrawn_at=None).order_by("created_at").last()
    return services.record_consultation(advice=found, supervision=held, conclusion=conclusion, by=world.by, now=world.now)


@step
def tell_section37_authority(
    world: World, *, advice: str, authority: str, who: str, why: str, told: str | None = None, how: str = "email"
) -> Advice:
    """The authority is told, with the referral and the 16A."""
    return services.tell_authority(
        advice=world.get(advice), authority=LocalAuthority.objects.get(name=authority), told_at=world.moment(told) or world.now, who=who,
        how=how, why=why, by=world.by, now=world.now,
    )  # fmt: skip


@step
def record_section37_papers(world: World, *, advice: str, sent: str | None = None) -> Advice:
    """The referral and the 16A followed."""
    return services.record_papers(advice=world.get(advice), sent_at=world.moment(sent) or world.now, by=world.by, now=world.now)


@step
def write_section37_advice(
    world: World, *, advice: str, rationale: str, earlier_hearing: bool | None = True, earlier_hearing_reason: str = ""
) -> Advice:
    """The rationale, and whether an earlier hearing is asked for."""
    return services.write_advice(
        advice=world.get(advice), rationale=rationale, earlier_hearing=earlier_hearing, earlier_hearing_reason=earlier_hearing_reason,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def issue_section37_advice(world: World, *, advice: str) -> Advice:
    """Issued: frozen, hashed, guarded."""
    return services.issue_advice(advice=world.get(advice), by=world.by, now=world.now)


@step
def file_section37_advice(world: World, *, advice: str, filed: str | None = None, how: str = "portal") -> Advice:
    """Filed at court."""
    return services.file_advice(advice=world.get(advice), filed_at=world.moment(filed) or world.now, how=how, by=world.by, now=world.now)


@step
def leave_section37_advice(world: World, *, advice: str, reason: str) -> Advice:
    """Decided not to advise it."""
    return services.leave_advice(advice=world.get(advice), reason=reason, at=world.now, by=world.by, now=world.now)


@step
def record_section37_answer(
    world: World, *, advice: str, answer: str = "directed", known: str | None = None, made: str | None = None, report_due: str | None = None,
    reason: str = "", terms: str = "",
) -> Advice:  # fmt: skip
    """The court's answer: "directed", with the day of the order and of the report, or "not_directed"."""
    return services.record_answer(
        advice=world.get(advice), answer=answer, known_at=world.moment(known) or world.now, made_on=world.day(made),
        report_due_on=world.day(report_due), reason=reason, terms=terms, by=world.by, now=world.now,
    )  # fmt: skip


@step
def write_section37_letter(world: World, *, advice: str, timescales: str, agreed_with: str = "") -> Advice:
    """The letter that confirms the order to the authority is made."""
    return services.write_letter(advice=world.get(advice), timescales=timescales, agreed_with=agreed_with, by=world.by, now=world.now)


@step
def confirm_section37_order(world: World, *, advice: str, to: str, sent: str | None = None, how: str = "email", **more: Any) -> Advice:
    """The letter was sent to the authority."""
    return services.confirm_order(
        advice=world.get(advice), sent_at=world.moment(sent) or world.now, how=how, to=to, by=world.by, now=world.now, **more
    )


@step
def record_section37_report(
    world: World, *, advice: str, children: dict[str, dict[str, Any]], received: str | None = None, note: str = ""
) -> Advice:
    """The authority's report: {child: {application: care, services: true, other_action: false}}."""
    return services.record_report(
        advice=world.get(advice), received_at=world.moment(received) or world.now, note=note, by=world.by, now=world.now,
        children={world.get(name).pk: services.ConclusionFacts(**facts) for name, facts in children.items()},
    )  # fmt: skip
