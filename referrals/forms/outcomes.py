"""Forms of what came back: the outcome, the judgement, and the stages of a difference."""

from typing import Any

from cafcass_cases.ui import forms as f
from referrals.models import Outcome

from .referrals import AsksWhyLate, why_late

HOW = [("telephone", "By telephone"), ("email", "By e-mail"), ("letter", "By letter"), ("meeting", "In a meeting")]


class ChildOutcomeForm(f.GovukForm):
    child_id = f.HiddenField()
    outcome = f.SelectField(label="What did they decide?", choices=Outcome.choices, required=False, empty_label="No decision yet")
    reasons = f.TextAreaField(label="Their reasons, as they gave them (optional)", required=False, rows=3)


class RecordOutcomeForm(f.GovukForm):
    received_at = f.LocalDateTimeField(
        label="When did they tell you?", missing="Enter when they told you", not_future=True, now_button=True
    )
    given_by = f.TextField(label="Who told you, and who decided?", hint="Names and jobs", missing="Enter who told you", width="full")
    how = f.RadiosField(label="How did they tell you?", missing="Choose how they told you", choices=HOW)
    kind = f.RadiosField(
        label="What did they give you?",
        missing="Choose what they gave you",
        choices=[
            f.Choice("outcome", "A decision"),
            f.Choice(
                "acknowledgement",
                "Only an acknowledgement",
                hint="That they have it is not an outcome. The clock runs on.",
                reveals=("said",),
            ),
        ],
    )
    said = f.TextAreaField(label="What did they say?", missing="Write what they said", rows=3)
    repeats = {"children": f.Repeat(ChildOutcomeForm, item="child", fixed=True)}

    def clean(self) -> None:
        super().clean()
        children = self.cleaned_data.get("children") or []
        if self.cleaned_data.get("kind") == "outcome" and "children" in self.cleaned_data and not any(c["outcome"] for c in children):
            self.add_error("kind", "Choose a decision for at least one child, or say that it is only an acknowledgement")


class ChildJudgementForm(f.GovukForm):
    child_id = f.HiddenField()
    safe_enough = f.YesNoField(label="Is this safe enough for this child?", missing="Say whether it is safe enough")
    analysis = f.TextAreaField(
        label="Why?", hint="Your analysis, for this child alone", missing="Write why it is, or is not, safe enough", rows=4
    )
    authority_reasons = f.TextAreaField(
        label="The authority’s reasons, as they gave them (optional)", required=False, rows=3,
        hint="Needed before you can be satisfied with no further action",
    )  # fmt: skip


class JudgeOutcomeForm(AsksWhyLate):
    judged_at = f.LocalDateTimeField(
        label="When did you judge this?", missing="Enter when you judged this", not_future=True, now_button=True
    )
    lateness_reason = why_late()
    repeats = {"children": f.Repeat(ChildJudgementForm, item="child", fixed=True)}


class ChildReasonsForm(f.GovukForm):
    child_id = f.HiddenField()
    reasons = f.TextAreaField(label="The authority’s reasons, as they gave them", missing="Write the authority’s reasons", rows=4)


class RecordReasonsForm(f.GovukForm):
    received_at = f.LocalDateTimeField(
        label="When did they give them?", missing="Enter when they gave them", not_future=True, now_button=True
    )
    repeats = {"children": f.Repeat(ChildReasonsForm, item="child", fixed=True)}


class RecordStageForm(AsksWhyLate):
    held_at = f.LocalDateTimeField(label="When was it?", missing="Enter when it was", not_future=True, now_button=True)
    held_with = f.TextField(label="Who took part?", hint="Names and posts", missing="Enter who took part", width="full")
    position = f.TextAreaField(label="What did each side say?", missing="Write what each side said", rows=5)
    plan = f.TextAreaField(label="What is to happen next?", missing="Write what is to happen next", rows=4)
    resolved = f.YesNoField(label="Is the difference settled?", missing="Say whether the difference is settled")
    lateness_reason = why_late()
    repeats = {"children": f.Repeat(ChildOutcomeForm, item="child", fixed=True)}


class ResolveDifferenceForm(AsksWhyLate):
    resolved_at = f.LocalDateTimeField(label="When was it settled?", missing="Enter when it was settled", not_future=True, now_button=True)
    resolution = f.TextAreaField(label="How was it settled?", missing="Write how it was settled", rows=4)
    lateness_reason = why_late()
    repeats = {"children": f.Repeat(ChildOutcomeForm, item="child", fixed=True)}


class SkipStageForm(f.GovukForm):
    reason = f.TextAreaField(
        label="Why do you leave this stage out?",
        hint="Your own reason. It stands on the record.",
        missing="Write why you leave this stage out",
        rows=4,
    )


class RequestConferenceForm(f.GovukForm):
    requested_at = f.LocalDateTimeField(label="When did you ask?", missing="Enter when you asked", not_future=True, now_button=True)
    request = f.TextAreaField(
        label="Whom did you ask, for what, and what did they answer?", missing="Write whom you asked and for what", rows=4
    )


def outcomes_from(children: list[dict[str, Any]] | None) -> dict[Any, Any]:
    """The decisions that were chosen, by the child's id."""
    from uuid import UUID

    from referrals.services import ChildOutcome

    return {UUID(row["child_id"]): ChildOutcome(row["outcome"], row["reasons"]) for row in children or [] if row["outcome"]}
