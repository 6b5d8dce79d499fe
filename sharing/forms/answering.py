"""What is shared, what lifts a "not yet", and looking again."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.ui import forms as f
from cafcass_cases.ui.words import london
from referrals.models import RiskAssessment
from sharing.models import Disclosure, Permission, Sharing
from sharing.standing import FOR_BASIS
from sharing.table import Answer


class ShareForm(f.GovukForm):
    shared = f.TextAreaField(
        label="What is shared?", hint="The minimum necessary, in the words in which they receive it", missing="Write what is shared", rows=8
    )
    shared_with = f.TextField(label="Who receives it?", hint="Name and job", missing="Enter who receives it", width="full", max_length=200)
    method = f.RadiosField(label="How?", missing="Choose how it is shared", choices=Disclosure.Method.choices)
    assessment = f.RadiosField(label="Which section 16A risk assessment is given?", missing="Choose which 16A is given", choices=[])
    gateway_on = f.LocalDateField(label="When did the enquiry or process begin?", missing="Enter when it began")
    basis = f.TextAreaField(label="On what basis?", missing="Write on what basis", rows=3)
    in_danger = f.YesNoField(
        label="Is a child in immediate danger?", hint="Then the minimum necessary may go now, with your reasons. Ring 999 first.",
        missing="Say whether a child is in immediate danger", yes_reveals=("risk_reasons",),
    )  # fmt: skip
    risk_reasons = f.TextAreaField(label="Why is a child in immediate danger?", missing="Write why a child is in immediate danger", rows=3)
    shared_at = f.LocalDateTimeField(
        label="When?", hint="If you are about to share it, choose now: the record to send is made when you save. What was shared already is always kept.",
        missing="Enter when it is shared", not_future=True, now_button=True,
    )  # fmt: skip

    def __init__(self, *args: Any, sharing: Sharing, allowed: bool, assessments: Sequence[RiskAssessment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = sharing.row
        if len(assessments) > 1:
            self.fields["assessment"].choices = [
                f.Choice(
                    str(one.pk),
                    f"{one.concern.reference}, version {one.number}",
                    hint=f"Sent to the court {london(one.sent_at)}",
                    object=one,
                )
                for one in assessments
            ]
        else:
            del self.fields["assessment"]
        if "gateway_on" not in row.needs or sharing.gateway_on:
            del self.fields["gateway_on"]
        else:
            # What was shared already is kept without it; what is about to be shared is refused by the service.
            self.fields["gateway_on"].required = False
        if row.answer not in FOR_BASIS:
            del self.fields["basis"]
        else:
            self.fields["basis"].required = False
            hints = {Answer.CONSENT: "Who consented, to what, and how", Answer.OWN_RULES: "The court’s direction or rule, with its date"}
            self.fields["basis"].hint = hints[row.answer]
        if allowed or not row.at_risk:
            del self.fields["in_danger"], self.fields["risk_reasons"]


class PermissionForm(f.GovukForm):
    asked_at = f.LocalDateTimeField(label="When did you ask?", missing="Enter when you asked", not_future=True, now_button=True)
    result = f.RadiosField(
        label="What was the answer?", missing="Choose what the answer was",
        choices=[
            f.Choice(Permission.Result.ASKED, "None yet"),
            f.Choice(Permission.Result.GRANTED, "Granted"),
            f.Choice(Permission.Result.REFUSED, "Refused"),
        ],
    )  # fmt: skip
    reference = f.TextField(
        label="Reference of the answer", hint="The order, direction or e-mail", required=False, width="full", max_length=120
    )
    decided_on = f.LocalDateField(label="Date of the answer", required=False, not_future=True)
    terms = f.TextAreaField(label="What exactly does it say? (optional)", required=False, rows=3)

    def clean(self) -> None:
        super().clean()
        answered = self.cleaned_data.get("result") in (Permission.Result.GRANTED, Permission.Result.REFUSED)
        self.require_if(answered, "reference", "Enter the reference of the answer")
        self.require_if(answered, "decided_on", "Enter the date of the answer")


class DecideForm(f.GovukForm):
    decision = f.RadiosField(label="What do you decide?", missing="Say whether it may be shared", choices=Sharing.Decision.choices)
    child_protection_purpose = f.YesNoField(label="Is the purpose child protection?", missing="Say whether the purpose is child protection")
    reason = f.TextAreaField(label="Your reasons", missing="Write your reasons", rows=4)
    legal_advice = f.TextAreaField(
        label="What is the legal advice?", hint="Who gave it, what it is, and when. Needed before you may say yes.", required=False, rows=4
    )
    decided_at = f.LocalDateTimeField(label="When did you decide?", missing="Enter when you decided", not_future=True, now_button=True)

    def __init__(self, *args: Any, answer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answer != Answer.MANAGER_PURPOSE:
            del self.fields["child_protection_purpose"]
        if answer != Answer.NOT_YET:
            del self.fields["legal_advice"]


class NotSharedForm(f.GovukForm):
    reason = f.TextAreaField(label="Why is it not shared?", missing="Write why it is not shared", rows=3)
    answered_at = f.LocalDateTimeField(label="When were they told so? (optional)", required=False, not_future=True, now_button=True)


class ViewForm(f.GovukForm):
    view = f.TextAreaField(label="Your view, and what follows from it", missing="Write your view", rows=4)
    seen_at = f.LocalDateTimeField(
        label="When did you look at it?", missing="Enter when you looked at it", not_future=True, now_button=True
    )


class EndingToldForm(f.GovukForm):
    told_at = f.LocalDateTimeField(
        label="When were they told that our involvement has ended?", missing="Enter when they were told", not_future=True, now_button=True
    )
    how = f.TextField(label="How, and whom did you tell?", missing="Enter how and whom you told", width="full", max_length=200)


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was it entered in error?", missing="Write why it was entered in error", rows=3)
