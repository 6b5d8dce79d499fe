"""Short forms about an adult at risk: shape only; the rules stand in the services."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person, PoliceForce
from cafcass_cases.ui import forms as f

from .models import AdultConcern, AdultReferral

SOMEBODY_ELSE = "somebody_else"
Told = AdultReferral.Told


class AdultForm(f.GovukForm):
    danger_now = f.YesNoField(
        label="Is the adult at immediate risk?", hint="For example self-harm, or violent domestic abuse.", missing="Say whether the adult is at immediate risk",
        yes_reveals=("danger_believed_at", "danger_reason"),
    )  # fmt: skip
    danger_believed_at = f.LocalDateTimeField(
        label="When did you first believe it?", missing="Enter when you first believed it", not_future=True, now_button=True
    )
    danger_reason = f.TextAreaField(label="Why do you think so?", missing="Write why you think so. A few words will do", rows=2)
    person = f.RadiosField(label="Which adult?", missing="Say which adult it is about")
    name = f.TextField(label="Their name", missing="Enter their name", max_length=160)
    what = f.TextAreaField(
        label="What gives you cause for concern?", hint="The harm they have come to, or are at risk of, and how you know.",
        missing="Write what gives you cause for concern", rows=5,
    )  # fmt: skip
    recognised_at = f.LocalDateTimeField(
        label="When did you recognise it as a concern?", missing="Enter when you recognised it", not_future=True, now_button=True
    )
    ask_supervision = f.YesNoField(
        label="Ask your manager for supervision now?", hint="Whether an adult safeguarding referral must be made is decided together.",
        missing="Say whether to ask your manager now",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Person] = (), begun: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [f.Choice(str(one.pk), one.full_name, hint=one.get_role_display(), object=one) for one in people]
        self.fields["person"].choices = [*known, f.Choice(SOMEBODY_ELSE, "Somebody else", reveals=("name",))]  # type: ignore[attr-defined]
        if begun:
            for name in ("danger_now", "danger_believed_at", "danger_reason", "recognised_at"):
                del self.fields[name]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("person") == SOMEBODY_ELSE:
            self.cleaned_data["person"] = None


class PoliceForm(f.GovukForm):
    by_999 = f.YesNoField(label="Did you ring 999?", missing="Say whether you rang 999", no_reveals=("force",))
    force = f.SelectField(label="Which police force?", missing="Choose the police force")
    reported_at = f.LocalDateTimeField(label="When?", missing="Enter when you reported it", not_future=True, now_button=True)
    reported = f.TextAreaField(label="What did you report?", missing="Write what you reported", rows=4)
    log_number = f.TextField(label="Log number (optional)", required=False, max_length=60)

    def __init__(self, *args: Any, forces: Sequence[PoliceForce] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["force"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in forces]  # type: ignore[attr-defined]


class AskForm(f.GovukForm):
    text = f.TextAreaField(label="What do you need to decide together?", missing="Write what you need to decide together", rows=4)
    requested_at = f.LocalDateTimeField(label="When did you ask?", missing="Enter when you asked", not_future=True, now_button=True)


class HoldForm(f.GovukForm):
    held_at = f.LocalDateTimeField(label="When was it held?", missing="Enter when it was held", not_future=True, now_button=True)
    decision = f.RadiosField(
        label="Is an adult safeguarding referral made?",
        missing="Say whether an adult safeguarding referral is made",
        choices=AdultConcern.Decision.choices,
    )
    reason = f.TextAreaField(label="Why, or why not?", missing="Write why, or why not", rows=4)


class ReferNowForm(f.GovukForm):
    reason = f.TextAreaField(label="Why do you refer?", missing="Write why. A few words will do", rows=3)
    decided_at = f.LocalDateTimeField(label="When did you decide?", missing="Enter when you decided", not_future=True, now_button=True)


class WriteForm(f.GovukForm):
    authority = f.SelectField(
        label="In which authority’s area does the adult live?", missing="Choose the authority", empty_label="Choose an authority"
    )
    harm = f.TextAreaField(
        label="The nature of the harm the adult has come to", hint="Or leave it, and write the risk.", required=False, rows=5
    )
    risk = f.TextAreaField(label="The risk of harm", required=False, rows=4)
    asked = f.TextAreaField(label="What do you ask adult services to do? (optional)", required=False, rows=2)
    version = f.VersionField()

    def __init__(self, *args: Any, authorities: Sequence[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]  # type: ignore[attr-defined]


class ToldForm(f.GovukForm):
    adult_told = f.RadiosField(
        label="Has the adult been made aware of the referral?",
        missing="Say whether the adult has been made aware",
        choices=[
            f.Choice(Told.TOLD, Told.TOLD.label, reveals=("adult_told_at", "adult_told_how")),
            f.Choice(Told.NOT_TOLD, Told.NOT_TOLD.label, reveals=("adult_reason",)),
        ],
    )
    adult_told_at = f.LocalDateTimeField(
        label="When was the adult told?", missing="Enter when the adult was told", not_future=True, now_button=True
    )
    adult_told_how = f.TextAreaField(label="How, and what did the adult say? (optional)", required=False, rows=2)
    adult_reason = f.TextAreaField(
        label="What harm would telling the adult probably cause?", missing="Write what harm telling the adult would probably cause", rows=2
    )
    family_told = f.RadiosField(
        label="Has the family been made aware?",
        missing="Say whether the family has been made aware",
        choices=[
            f.Choice(Told.TOLD, Told.TOLD.label, reveals=("family_told_at", "family_told_how")),
            f.Choice(Told.NOT_TOLD, Told.NOT_TOLD.label, reveals=("family_reason",)),
            f.Choice(Told.NOBODY, Told.NOBODY.label),
        ],
    )
    family_told_at = f.LocalDateTimeField(
        label="When was the family told?", missing="Enter when the family was told", not_future=True, now_button=True
    )
    family_told_how = f.TextAreaField(label="Who was told, and how? (optional)", required=False, rows=2)
    family_reason = f.TextAreaField(
        label="What harm would telling the family probably cause?",
        missing="Write what harm telling the family would probably cause",
        rows=2,
    )


class SendForm(f.GovukForm):
    sent_at = f.LocalDateTimeField(
        label="When was it sent?",
        hint="If you are about to send it, tick “It is now”.",
        missing="Enter when it was sent",
        not_future=True,
        now_button=True,
    )
    method = f.RadiosField(
        label="How?",
        missing="Choose how",
        choices=[("email", "Secure e-mail"), ("portal", "The authority’s portal"), ("telephone", "By telephone, confirmed in writing")],
    )
    sent_to = f.TextField(label="To whom?", missing="Enter to whom it was sent", max_length=200)
    procedure = f.TextField(
        label="Which local adult protection procedure did you follow?", hint="Its name, page or form", missing="Write which local procedure you followed",
        width="full", max_length=300,
    )  # fmt: skip


class AnswerForm(f.GovukForm):
    answer = f.TextAreaField(label="What did adult services answer?", missing="Write what adult services answered", rows=4)
    answered_at = f.LocalDateTimeField(label="When?", missing="Enter when they answered", not_future=True, now_button=True)


class CompleteForm(f.GovukForm):
    outcome = f.TextAreaField(label="What came of it for the adult?", missing="Write what came of it", rows=4)
    completed_at = f.LocalDateTimeField(
        label="When was it completed?", missing="Enter when it was completed", not_future=True, now_button=True
    )


class ViewForm(f.GovukForm):
    view = f.TextAreaField(label="Your view", missing="Write your view", rows=5)
    viewed_at = f.LocalDateTimeField(
        label="When did you look at it?", missing="Enter when you looked at it", not_future=True, now_button=True
    )
