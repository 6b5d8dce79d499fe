"""What the court decided, and a finding of fact: directed, reviewed while it is awaited, made."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.ui import forms as f
from situations.advice.models import Advice, FindingOfFact, FindingReviewChild, TimeWith


class ChildDecisionForm(f.GovukForm):
    """One child; left empty, nothing was decided for this child."""

    child_id = f.HiddenField()
    words = f.TextAreaField(
        label="What did the court decide for this child?",
        hint="In the court’s words. Leave it where nothing was decided.",
        required=False,
        rows=3,
    )

    def __init__(self, *args: Any, adults: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, adult in enumerate(adults):
            self.fields[f"time_{number}"] = f.SelectField(
                label=f"Time with {adult.full_name}, {adult.get_role_display().lower()}", choices=TimeWith.choices, required=False,
                empty_label="Not decided", label_size="s",
            )  # fmt: skip

    def clean(self) -> None:
        super().clean()
        chosen = any(value for name, value in self.cleaned_data.items() if name.startswith("time_"))
        self.require_if(chosen and not self.cleaned_data.get("words"), "words", "Write what the court decided for this child")


class CourtDecisionForm(f.GovukForm):
    decided_at = f.LocalDateTimeField(label="When did the court decide?", missing="Enter when the court decided", not_future=True)
    is_final = f.YesNoField(label="Is it a final decision?", missing="Say whether it is final")
    advice = f.SelectField(label="On which advice? (optional)", required=False, empty_label="None, or not known", choices=[])
    order = f.SelectField(label="In which order? (optional)", required=False, empty_label="None recorded", choices=[])
    repeats = {"children": f.Repeat(ChildDecisionForm, item="child", fixed=True, form_kwargs=lambda form: {"adults": form.adults})}  # type: ignore[attr-defined]

    def __init__(
        self, *args: Any, adults: Sequence[Person] = (), advice: Sequence[f.Choice] = (), orders: Sequence[f.Choice] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.adults = adults
        self.fields["advice"].choices = advice  # type: ignore[attr-defined]
        self.fields["order"].choices = orders  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        children = self.cleaned_data.get("children")
        if children is not None and not any(child["words"] for child in children):
            self.add_error("decided_at", "Write what the court decided for at least one child")


class DirectFindingForm(f.GovukForm):
    directed_at = f.LocalDateTimeField(
        label="When did the court direct it?", missing="Enter when the court directed it", not_future=True, now_button=True
    )
    hearing = f.SelectField(label="At which hearing will it be made? (optional)", required=False, empty_label="Not yet listed", choices=[])
    order = f.SelectField(label="In which order was it directed? (optional)", required=False, empty_label="None recorded", choices=[])
    concern = f.SelectField(
        label="Which concern is it about? (optional)", required=False, empty_label="None of them, or several", choices=[]
    )
    issues = f.TextAreaField(label="What is to be found? (optional)", required=False, rows=4)

    def __init__(
        self,
        *args: Any,
        hearings: Sequence[f.Choice] = (),
        orders: Sequence[f.Choice] = (),
        concerns: Sequence[f.Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("hearing", hearings), ("order", orders), ("concern", concerns)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class ChildRiskForm(f.GovukForm):
    child_id = f.HiddenField()
    risk = f.RadiosField(
        label="How does the risk to this child stand?", missing="Say how the risk stands", choices=FindingReviewChild.Risk.choices
    )
    analysis = f.TextAreaField(label="Why?", missing="Write why it stands so", rows=3)


class ReviewFindingForm(f.GovukForm):
    reviewed_at = f.LocalDateTimeField(
        label="When did you review it?", missing="Enter when you reviewed it", not_future=True, now_button=True
    )
    referral_considered = f.RadiosField(
        label="Refer to the local authority?", missing="Say whether to refer", choices=Advice.Referral.choices
    )
    referral_reason = f.TextAreaField(label="Why, or why not?", missing="Write why you refer, or do not", rows=3)
    next_step = f.TextAreaField(label="What is done next? (optional)", required=False, rows=2)
    lateness_reason = f.TextField(label="Why was it late? (optional)", hint="One line", required=False, max_length=200)
    groups = [
        f.Group("The risk, child by child", ["reviewed_at", "children"]),
        f.Group("A referral", ["referral_considered", "referral_reason", "next_step", "lateness_reason"]),
    ]
    repeats = {"children": f.Repeat(ChildRiskForm, item="child", fixed=True)}

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["lateness_reason"]
            self.groups = [*self.groups[:1], f.Group("A referral", ["referral_considered", "referral_reason", "next_step"])]


class EndFindingForm(f.GovukForm):
    ending = f.RadiosField(label="How did it end?", missing="Say how it ended", choices=FindingOfFact.Ending.choices)
    made_at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)
    result = f.TextAreaField(label="What did the court find or decide?", missing="Write what the court found or decided", rows=5)
