"""What happened to a referral or a 16A, as a story: for its own page and for the case's chronology."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cafcass_cases.ui.components import Event

from .models import DifferenceStage, Referral, RiskAssessment


@dataclass(frozen=True)
class Line:
    """One thing that happened: when, what, in whose words, by whom, and when it was typed (UTC)."""

    at: datetime
    entered_at: datetime
    title: str
    text: str = ""
    by: str = ""
    kind: str = "referral"

    @property
    def is_entered_later(self) -> bool:
        """Whether it was typed noticeably after it happened: then both times are shown."""
        return self.entered_at - self.at > timedelta(minutes=5)


def _name(user: object) -> str:
    return str(user) if user else ""


def lines_of_referral(referral: Referral) -> Iterator[Line]:
    """Every line of one referral, in no order."""
    to = referral.authority.name
    names = ", ".join(str(row.child) for row in referral.children.all())
    yield Line(
        referral.decided_at, referral.created_at, f"Decided to refer to {to}", f"{names}. {referral.get_basis_display()}. {referral.reasons}".strip(),
        _name(referral.decided_by),
    )  # fmt: skip
    for call in referral.calls.all():
        if call.withdrawn_at:
            continue
        title = (
            f"Telephoned {to}: {call.spoke_to or 'somebody answered'}"
            if call.is_reached
            else f"Rang {to}: {call.get_result_display().lower()}"
        )
        yield Line(call.called_at, call.created_at, title, call.summary, _name(call.made_by), "call")
    for row in referral.parents_informed.all():
        if row.told == "not_told":
            yield Line(
                row.decided_at or row.created_at,
                row.created_at,
                f"Decided not to tell {row.parent} of the referral",
                row.reason,
                _name(row.decided_by),
                "parents",
            )
        else:
            yield Line(
                row.told_at or row.created_at,
                row.created_at,
                f"Told {row.parent} of the referral",
                row.reaction,
                _name(row.decided_by),
                "parents",
            )
    for writing in referral.writings.all():
        if writing.withdrawn_at or not writing.sent_at:
            continue
        held = "Held until the call is entered. " if writing.is_held else ""
        early = "It went before anybody was rung. " if writing.before_any_call else ""
        missing = f"Missing when it was sent: {'; '.join(writing.missing)}." if writing.missing else ""
        yield Line(
            writing.sent_at, writing.created_at, f"Written referral sent to {to}", f"{held}{early}{missing}".strip(), _name(writing.sent_by)
        )
        if writing.copy_given_at:
            yield Line(
                writing.copy_given_at,
                writing.created_at,
                "Copy of the written referral given to the manager",
                "",
                _name(writing.copy_given_by),
            )
    for chase in referral.chases.all():
        if not chase.withdrawn_at:
            title = f"Chased {to} by {chase.get_method_display().lower()}" + ("" if chase.counts else ", without an answer")
            yield Line(chase.chased_at, chase.created_at, title, chase.said, _name(chase.made_by), "chase")
    for received in referral.outcomes.all():
        if received.withdrawn_at:
            continue
        if received.is_acknowledgement:
            yield Line(
                received.received_at, received.created_at, f"{to} acknowledged the referral", received.said, _name(received.recorded_by)
            )
        else:
            child = received.referral_child.child if received.referral_child else ""
            yield Line(
                received.received_at,
                received.created_at,
                f"Outcome for {child}: {received.get_outcome_display()}",
                received.reasons,
                _name(received.recorded_by),
                "outcome",
            )
    for row in referral.children.all():
        if row.judged_at:
            words = "safe enough" if row.safe_enough else "not safe enough"
            yield Line(row.judged_at, row.judged_at, f"Judged {words} for {row.child}", row.analysis, _name(row.judged_by), "outcome")
    for difference in referral.differences.all():
        for stage in difference.stages.all():
            if stage.state == DifferenceStage.State.SKIPPED:
                yield Line(
                    stage.opened_at,
                    stage.created_at,
                    f"{stage.get_name_display()} stage left out",
                    stage.skip_reason,
                    _name(stage.held_by),
                    "difference",
                )
            elif stage.held_at:
                title = f"{stage.get_name_display()}: {stage.get_state_display().lower()}"
                yield Line(
                    stage.held_at,
                    stage.created_at,
                    f"Difference with {to}. {title}",
                    stage.position or stage.plan,
                    _name(stage.held_by),
                    "difference",
                )
        if difference.resolved_at:
            yield Line(
                difference.resolved_at,
                difference.resolved_at,
                f"Difference with {to} settled",
                difference.resolution,
                _name(difference.resolved_by),
                "difference",
            )


def story_of(referral: Referral) -> list[Event]:
    """Everything that happened to a referral, oldest first, for the timeline of a page."""
    full = with_everything(Referral.objects.filter(pk=referral.pk)).get()
    lines = sorted(lines_of_referral(full), key=lambda line: (line.at, line.entered_at))
    return [
        Event(title=line.title, at=line.at, by=line.by, text=line.text, entered_at=line.entered_at if line.is_entered_later else None)
        for line in lines
    ]


def with_everything(referrals):  # type: ignore[no-untyped-def]
    """The referrals with all that :func:`lines_of_referral` reads, in a fixed number of queries."""
    return referrals.select_related("authority", "decided_by").prefetch_related(
        "children__child", "children__judged_by", "calls__made_by", "parents_informed__parent", "parents_informed__decided_by",
        "writings__sent_by", "writings__copy_given_by", "chases__made_by", "outcomes__referral_child__child", "outcomes__recorded_by",
        "differences__stages__held_by", "differences__resolved_by",
    )  # fmt: skip


def lines_of_assessment(assessment: RiskAssessment) -> Iterator[Line]:
    """The life of one 16A."""
    name = f"Section 16A risk assessment, version {assessment.number}"
    if assessment.issued_at:
        yield Line(assessment.issued_at, assessment.issued_at, f"{name}, issued", "", _name(assessment.issued_by), "court")
    for step in assessment.steps.all():
        if not step.withdrawn_at:
            yield Line(
                step.happened_at,
                step.created_at,
                f"{name}: {step.get_kind_display().lower()}",
                step.detail,
                _name(step.recorded_by),
                "court",
            )
