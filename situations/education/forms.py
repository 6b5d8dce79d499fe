"""What is asked about a child out of school."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.words import london
from safeguarding.models import Concern

from .models import EducationCheck, Schooling


class FactorForm(f.GovukForm):
    """Asked only where there is a concern: home education is not a risk of itself."""

    contact_reduced = f.YesNoField(
        label="Is the concern increased because the child has less contact with professionals?",
        missing="Say whether lack of contact with professionals increases the concern", yes_reveals=("contact_how",),
    )  # fmt: skip
    contact_how = f.TextAreaField(
        label="How does it matter?",
        hint="For example: nobody outside the home sees the child",
        missing="Write how the lack of contact matters",
        rows=3,
    )


class SchoolingForm(FactorForm):
    child = f.RadiosField(label="Which child?", missing="Choose the child")
    status = f.RadiosField(
        label="How does it stand with the child’s education?", missing="Choose how it stands", choices=Schooling.Status.choices
    )
    known_at = f.LocalDateTimeField(label="Since when do you know?", missing="Enter since when you know", not_future=True, now_button=True)
    told = f.TextAreaField(label="How do you know? (optional)", required=False, rows=2)
    plan = f.RadiosField(
        label="Is the child on a child protection plan, or was the child ever on one?", missing="Say whether the child is or was on a plan",
        choices=Schooling.Plan.choices,
    )  # fmt: skip

    field_order = ["child", "status", "known_at", "told", "plan", "contact_reduced", "contact_how"]

    def __init__(self, *args: Any, children: Sequence[Person] = (), with_concern: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = [f.Choice(str(child.pk), child.full_name, object=child) for child in children]  # type: ignore[attr-defined]
        if not with_concern:
            del self.fields["contact_reduced"], self.fields["contact_how"]


class JoinConcernForm(FactorForm):
    concern = f.RadiosField(label="Which concern?", missing="Choose the concern")
    factor_at = f.LocalDateTimeField(label="Since when do you know?", missing="Enter since when you know", not_future=True, now_button=True)

    field_order = ["concern", "contact_reduced", "contact_how", "factor_at"]

    def __init__(self, *args: Any, concerns: Sequence[Concern] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concern"].choices = [  # type: ignore[attr-defined]
            f.Choice(str(one.pk), f"{one.reference}, recognised {london(one.recognised_at)}", object=one) for one in concerns
        ]


class CheckForm(f.GovukForm):
    asked_of = f.TextField(
        label="Whom did you ask, or try to ask?", hint="Name and job at the authority", missing="Enter whom you asked", max_length=200
    )
    asked_at = f.LocalDateTimeField(label="When?", missing="Enter when you asked", not_future=True, now_button=True)
    result = f.RadiosField(
        label="Has the authority arranged to find out whether the child receives a suitable education?",
        missing="Choose what the authority answered",
        choices=[
            f.Choice(value, label, hint="An attempt. The duty runs on." if value == EducationCheck.Result.NO_ANSWER else "")
            for value, label in EducationCheck.Result.choices
        ],
    )
    answer = f.TextAreaField(label="What did they say?", hint="Leave it where there was no answer.", required=False, rows=3)

    def clean(self) -> None:
        super().clean()
        answered = self.cleaned_data.get("result") not in (None, "", EducationCheck.Result.NO_ANSWER)
        self.require_if(answered, "answer", "Write what the authority answered")


class WeighForm(f.GovukForm):
    court_16a = f.YesNoField(label="Is the court told by a 16A risk assessment?", missing="Say whether the court is told by a 16A")
    court_reason = f.TextAreaField(label="Why, or why not?", missing="Write why the court is told, or not", rows=3)
    plan_weight = f.TextAreaField(
        label="What weight did the child protection plan have in deciding on a referral and a 16A?",
        hint="The policy gives it particular weight. If there is no referral, say why.", missing="Write what weight the plan was given", rows=3,
    )  # fmt: skip
    weighed_at = f.LocalDateTimeField(
        label="When did you weigh this together?", missing="Enter when you weighed this", not_future=True, now_button=True
    )

    def __init__(self, *args: Any, on_a_plan: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not on_a_plan:
            del self.fields["plan_weight"]


class ReturnForm(f.GovukForm):
    back_on = f.LocalDateField(label="Since when is the child in school again?", missing="Enter since when", not_future=True)
    back_how = f.TextAreaField(label="How do you know?", missing="Write how you know", rows=2)
