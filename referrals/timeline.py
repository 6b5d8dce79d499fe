"""What happened to a referral or a 16A, as a story: for its own page and for the case's chronology.

The rows of nine tables come with the referral in one query, so that a page costs the same whatever happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim

from cafcass_cases.ui.components import Event

from .models import (
    CallAttempt,
    Chase,
    DifferenceStage,
    Outcome,
    OutcomeReceived,
    ParentInformed,
    ProfessionalDifference,
    Referral,
    ReferralChild,
    RiskAssessment,
    RiskAssessmentStep,
    StageName,
    WrittenReferral,
)


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


def person_name(path: str) -> Any:
    """The name of a person at the end of ``path``, made by the database."""
    name = Trim(Concat(f"{path}__given_names", Value(" "), f"{path}__family_name"))
    return Coalesce(NullIf(name, Value("")), Value("Name not known"))


def rows_of(model: type[Model], key: str, link: str, **fields: Any) -> ArraySubquery:
    """The rows of ``model`` that belong to the outer row, as plain dictionaries, within the outer row's own query."""
    found = model._default_manager.filter(**{link: OuterRef(key)})
    if any(field.name == "withdrawn_at" for field in model._meta.fields):
        found = found.filter(withdrawn_at=None)
    return ArraySubquery(found.values(json=JSONObject(**fields)))


def children_rows(key: str) -> ArraySubquery:
    """The children of a referral with what was decided and judged for each."""
    return rows_of(
        ReferralChild, key, "referral", id="child_id", name=person_name("child"), judged_at="judged_at", safe="safe_enough",
        analysis="analysis", by="judged_by__full_name", outcome="outcome", outcome_at="outcome_at", reasons="authority_reasons",
        authority_reports="authority_reports",
    )  # fmt: skip


def with_story(records: QuerySet[Any], key: str = "pk") -> QuerySet[Any]:
    """The records with all that :func:`lines_of` reads. ``key`` is where the referral's id stands on the record."""
    stages = rows_of(
        DifferenceStage, key, "difference__referral", id="id", difference="difference_id", name="name", state="state", opened_at="opened_at",
        entered="created_at", held_at="held_at", held_with="held_with", position="position", plan="plan", skip_reason="skip_reason",
        by="held_by__full_name",
    )  # fmt: skip
    return records.annotate(
        story_children=children_rows(key),
        story_calls=rows_of(
            CallAttempt, key, "referral", at="called_at", entered="created_at", result="result", spoke_to="spoke_to", text="summary",
            by="made_by__full_name",
        ),
        story_parents=rows_of(
            ParentInformed, key, "referral", parent="parent_id", name=person_name("parent"), told="told", told_at="told_at", decided_at="decided_at",
            entered="created_at", reaction="reaction", reason="reason", by="decided_by__full_name",
        ),
        story_writings=rows_of(
            WrittenReferral, key, "referral", id="id", document="document_id", at="sent_at", entered="created_at", held="is_held", early="before_any_call", missing="missing",
            by="sent_by__full_name", copy_at="copy_given_at", copy_by="copy_given_by__full_name",
        ),
        story_chases=rows_of(
            Chase, key, "referral", at="chased_at", entered="created_at", method="method", counts="counts", text="said", by="made_by__full_name"
        ),
        story_outcomes=rows_of(
            OutcomeReceived, key, "referral", at="received_at", entered="created_at", acknowledged="is_acknowledgement", said="said",
            outcome="outcome", reasons="reasons", child=person_name("referral_child__child"), by="recorded_by__full_name",
        ),
        story_differences=rows_of(
            ProfessionalDifference, key, "referral", id="id", at="resolved_at", text="resolution", by="resolved_by__full_name"
        ),
        story_stages=stages,
    )  # fmt: skip


def moment_of(text: str | None) -> datetime | None:
    """A moment as the database wrote it into a dictionary."""
    return datetime.fromisoformat(text) if text else None


def _line(
    row: dict[str, Any], at: str, title: str, text: str = "", *, kind: str = "referral", by: str = "by", entered: str = "entered"
) -> Line:
    happened = moment_of(row[at])
    assert happened is not None
    return Line(happened, moment_of(row.get(entered)) or happened, title, text, row.get(by) or "", kind)


def lines_of(story: Any, to: str) -> Iterator[Line]:
    """What happened after the decision, in no order. ``story`` comes from :func:`with_story`; ``to``: the authority."""
    results, methods = dict(CallAttempt.Result.choices), dict(Chase.Method.choices)
    for row in story.story_calls:
        reached = row["result"] == CallAttempt.Result.REACHED
        title = f"Telephoned {to}: {row['spoke_to'] or 'somebody answered'}" if reached else f"Rang {to}: {results[row['result']].lower()}"
        yield _line(row, "at", title, row["text"], kind="call")
    for row in story.story_parents:
        if row["told"] == ParentInformed.Told.NOT_TOLD:
            yield _line(row, "decided_at", f"Decided not to tell {row['name']} of the referral", row["reason"], kind="parents")
        else:
            yield _line(
                row, "told_at" if row["told_at"] else "entered", f"Told {row['name']} of the referral", row["reaction"], kind="parents"
            )
    for row in story.story_writings:
        if not row["at"]:
            continue
        held = "Held until the call is entered. " if row["held"] else ""
        early = "It went before anybody was rung. " if row["early"] else ""
        missing = f"Missing when it was sent: {'; '.join(row['missing'])}." if row["missing"] else ""
        yield _line(row, "at", f"Written referral sent to {to}", f"{held}{early}{missing}".strip())
        if row["copy_at"]:
            yield _line(row, "copy_at", "Copy of the written referral given to the manager", by="copy_by", entered="copy_at")
    for row in story.story_chases:
        answer = "" if row["counts"] else ", without an answer"
        yield _line(row, "at", f"Chased {to} by {methods[row['method']].lower()}{answer}", row["text"], kind="chase")
    outcomes = dict(Outcome.choices)
    for row in story.story_outcomes:
        if row["acknowledged"]:
            yield _line(row, "at", f"{to} acknowledged the referral", row["said"])
        else:
            yield _line(row, "at", f"Outcome for {row['child']}: {outcomes[row['outcome']]}", row["reasons"], kind="outcome")
    for row in story.story_children:
        if row["judged_at"]:
            words = "safe enough" if row["safe"] else "not safe enough"
            yield _line(row, "judged_at", f"Judged {words} for {row['name']}", row["analysis"], kind="outcome")
    names, states = dict(StageName.choices), dict(DifferenceStage.State.choices)
    for row in story.story_stages:
        if row["state"] == DifferenceStage.State.SKIPPED:
            yield _line(row, "opened_at", f"{names[row['name']]} stage left out", row["skip_reason"], kind="difference")
        elif row["held_at"]:
            title = f"Difference with {to}. {names[row['name']]}: {states[row['state']].lower()}"
            yield _line(row, "held_at", title, row["position"] or row["plan"], kind="difference")
    for row in story.story_differences:
        if row["at"]:
            yield _line(row, "at", f"Difference with {to} settled", row["text"], kind="difference")


def lines_of_referral(referral: Any) -> Iterator[Line]:
    """Every line of one referral that came from :func:`referrals_with_story`, in no order."""
    names = ", ".join(row["name"] for row in referral.story_children)
    text = f"{names}. {referral.get_basis_display()}. {referral.reasons}".strip()
    yield Line(
        referral.decided_at, referral.created_at, f"Decided to refer to {referral.authority.name}", text, referral.decided_by_name or ""
    )
    yield from lines_of(referral, referral.authority.name)


def referrals_with_story(referrals: QuerySet[Referral]) -> QuerySet[Any]:
    """Referrals with their authority, concern and story, in one query."""
    named = referrals.select_related("authority", "concern").annotate(decided_by_name=F("decided_by__full_name"))
    return with_story(named)


def events_of(lines: Iterator[Line]) -> list[Event]:
    """The lines for the timeline of a page, oldest first."""
    ordered = sorted(lines, key=lambda line: (line.at, line.entered_at))
    return [
        Event(title=line.title, at=line.at, by=line.by, text=line.text, entered_at=line.entered_at if line.is_entered_later else None)
        for line in ordered
    ]


def assessments_with_story(assessments: QuerySet[RiskAssessment]) -> QuerySet[Any]:
    """16As with the steps of their life, in one query."""
    steps = rows_of(
        RiskAssessmentStep,
        "pk",
        "assessment",
        at="happened_at",
        entered="created_at",
        kind="kind",
        text="detail",
        by="recorded_by__full_name",
    )
    return assessments.annotate(story_steps=steps, issued_by_name=F("issued_by__full_name"))


def lines_of_assessment(assessment: Any) -> Iterator[Line]:
    """The life of one 16A that came from :func:`assessments_with_story`."""
    name, kinds = f"Section 16A risk assessment, version {assessment.number}", dict(RiskAssessmentStep.Kind.choices)
    if assessment.issued_at:
        yield Line(assessment.issued_at, assessment.issued_at, f"{name}, issued", "", assessment.issued_by_name or "", "court")
    for row in assessment.story_steps:
        yield _line(row, "at", f"{name}: {kinds[row['kind']].lower()}", row["text"], kind="court")
