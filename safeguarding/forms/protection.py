"""What was done at once: enquiries, reports to the police, and the questions for each child."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person, PoliceForce
from cafcass_cases.ui import forms as f
from safeguarding.models import ConnectedConsideration, Enquiry

Source, Result = Enquiry.Source, Enquiry.Result


class EnquiryForm(f.GovukForm):
    source = f.RadiosField(
        label="Whom did you ask, or try to ask?",
        missing="Choose whom you asked, or tried to ask",
        choices=Source.choices,
    )
    safe_to_contact = f.YesNoField(
        label="A parent or a child: is it safe to contact them?",
        hint="Whom we ring may be whom we fear. Leave it for anybody else.",
        required=False,
    )
    who_else_hears = f.TextField(label="Who else will hear?", required=False, max_length=200)
    person = f.SelectField(label="Somebody of the case (optional)", required=False, empty_label="Nobody of the case")
    who = f.TextField(label="Name and job, if somebody else (optional)", required=False, max_length=200)
    happened_at = f.LocalDateTimeField(label="When?", missing="Enter when you did it", not_future=True, now_button=True)
    result = f.RadiosField(
        label="What came of it?",
        missing="Choose what came of it",
        choices=[
            f.Choice(Result.CONTACTED, Result.CONTACTED.label, reveals=("method", "question", "answer")),
            f.Choice(Result.ATTEMPTED, Result.ATTEMPTED.label, hint="An attempt. The 24 hours run on."),
            f.Choice(Result.NOT_CONTACTED, Result.NOT_CONTACTED.label, hint="For example because it would not be safe"),
        ],
    )
    method = f.RadiosField(label="How?", missing="Choose how", choices=Enquiry.Method.choices)
    question = f.TextAreaField(label="What did you ask?", missing="Write what you asked", rows=2)
    answer = f.TextAreaField(label="What did they say?", missing="Write what they said", rows=5)
    plan = f.RadiosField(
        label="The local authority: has any of the children a child protection plan?", hint="Ask afresh, though screening asked before. Leave it for anybody else.",
        required=False, choices=[f.Choice(value, label, reveals=("plan_detail",) if value == Enquiry.Plan.NOW else ()) for value, label in Enquiry.Plan.choices],
    )  # fmt: skip
    plan_detail = f.TextAreaField(label="Which child, since when and why?", missing="Write which child, since when and why", rows=2)
    reason = f.TextAreaField(
        label="Why not, or what came of the attempt?", hint="Leave it where you had an answer.", required=False, rows=2
    )

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [f.Choice(str(one.pk), f"{one.full_name} ({one.get_role_display().lower()})", object=one) for one in people]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        family = self.cleaned_data.get("source") in (Source.PARENT, Source.CHILD)
        if family and self.cleaned_data.get("safe_to_contact") is None:
            self.add_error("safe_to_contact", "Say whether it is safe to contact them")
        self.require_if(family, "who_else_hears", "Write who else will hear, or “nobody”")
        told = self.cleaned_data.get("source") == Source.AUTHORITY and self.cleaned_data.get("result") == Result.CONTACTED
        self.require_if(told, "plan", "Say whether any of the children has a child protection plan")
        unanswered = self.cleaned_data.get("result") in (Result.ATTEMPTED, Result.NOT_CONTACTED)
        self.require_if(unanswered, "reason", "Write why not, or what came of the attempt")


class PoliceReportForm(f.GovukForm):
    by_999 = f.ConfirmField(label="I rang 999", required=False)
    force = f.SelectField(label="Police force (optional where you rang 999)", required=False, empty_label="Choose a force")
    reported_at = f.LocalDateTimeField(
        label="When did you report it?", missing="Enter when you reported it", not_future=True, now_button=True
    )
    reported = f.TextAreaField(label="What did you report, and why did you believe it?", missing="Write what you reported, and why", rows=5)
    officer = f.TextField(label="Who took it? (optional)", required=False, max_length=120)
    log_number = f.TextField(label="Log or crime number (optional)", required=False, max_length=60, width=20)
    response = f.TextAreaField(label="What will they do? (optional)", required=False, rows=3)
    told_family = f.TextAreaField(label="What is the child and family told, by whom and when? (optional)", required=False, rows=2)

    def __init__(self, *args: Any, forces: Sequence[PoliceForce] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["force"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in forces]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if not self.cleaned_data.get("force") and not self.cleaned_data.get("by_999"):
            self.add_error("force", "Choose the police force, or tick that you rang 999")


class DangerLaterForm(f.GovukForm):
    believed_at = f.LocalDateTimeField(
        label="When did you first believe it?", missing="Enter when you first believed it", not_future=True, now_button=True
    )
    reason = f.TextAreaField(label="Why do you think so?", missing="Write why you think so. A few words will do", rows=3)
    adult = f.ConfirmField(label="An adult is in danger", required=False)


class CauseAnswerForm(f.GovukForm):
    answer = f.YesNoField(
        label="Is there cause to suspect that the child is at risk of harm?",
        hint="Yes means that a section 16A risk assessment goes to the court. Nobody can overrule your answer.",
        missing="Say whether there is cause to suspect that the child is at risk of harm",
        no_reveals=("reason",),
    )
    reason = f.TextAreaField(label="Why not?", missing="Write why not", rows=4)
    answered_at = f.LocalDateTimeField(
        label="When did you come to this view?", missing="Enter when you came to this view", not_future=True, now_button=True
    )


class ConsiderForm(f.GovukForm):
    answer = f.RadiosField(
        label="Refer this child as well?", missing="Say whether to refer this child as well", choices=ConnectedConsideration.Answer.choices
    )
    reason = f.TextAreaField(label="Why, or why not?", missing="Write why, or why not", rows=4)
    considered_at = f.LocalDateTimeField(
        label="When did you consider it?", missing="Enter when you considered it", not_future=True, now_button=True
    )
