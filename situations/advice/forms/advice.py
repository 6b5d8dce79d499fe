"""Advice: its kind and filing, and for each child what is recommended with each adult, why, and on what framework."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.ui import forms as f
from situations.advice.models import Advice, AdviceKind, Framework, HarmStanding, TimeWith


class ChildAdviceForm(f.GovukForm):
    """One child. For the adult number n there are ``time_n``, ``words_n`` and ``harm_n``."""

    child_id = f.HiddenField()
    reason = f.TextAreaField(label="Why is this recommended for this child?", missing="Write the reason", rows=4)
    frameworks = f.CheckboxesField(
        label="On what framework does it rely?", missing="Choose at least one framework", choices=Framework.choices
    )
    framework_detail = f.TextField(label="Which part of it? (optional)", hint="Such as “policy 54”", required=False, max_length=200)

    def __init__(self, *args: Any, adults: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = ["child_id"]
        for number, adult in enumerate(adults):
            who = f"{adult.full_name}, {adult.get_role_display().lower()}"
            self.fields[f"time_{number}"] = f.SelectField(
                label=f"What is recommended with {who}?",
                missing=f"Choose what is recommended with {adult.full_name}",
                choices=TimeWith.choices,
            )
            self.fields[f"words_{number}"] = f.TextField(
                label=f"How often, where, with whom, with {adult.full_name}? (optional)", required=False, max_length=300, label_size="s"
            )
            self.fields[f"harm_{number}"] = f.SelectField(
                label=f"Does harm by {adult.full_name} feature, and how does it stand?", choices=HarmStanding.choices, label_size="s",
                hint="As the concerns have it. Change it where the advice says otherwise.", missing=f"Say how harm by {adult.full_name} stands",
            )  # fmt: skip
            order += [f"time_{number}", f"words_{number}", f"harm_{number}"]
        self.order_fields([*order, "reason", "frameworks", "framework_detail"])

    def clean(self) -> None:
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            if name.startswith("time_") and value == TimeWith.OTHER:
                number = name.removeprefix("time_")
                self.require_if(not self.cleaned_data.get(f"words_{number}"), f"words_{number}", "Write what is recommended")
        self.require_if(
            Framework.OTHER in self.cleaned_data.get("frameworks", []) and not self.cleaned_data.get("framework_detail"),
            "framework_detail", "Write which other framework it is",
        )  # fmt: skip


class AdviceForm(f.GovukForm):
    """``may_file``: it is new, so it may have been filed already."""

    kind = f.RadiosField(
        label="What kind of advice is it?", missing="Choose what kind of advice it is",
        hint="A section 16A risk assessment is no advice: it is its own document.",
        choices=[f.Choice(value, label, reveals=("kind_other",) if value == AdviceKind.OTHER else ()) for value, label in AdviceKind.choices],
    )  # fmt: skip
    kind_other = f.TextField(label="What kind?", missing="Write what kind of advice it is", max_length=120)
    filed = f.RadiosField(
        label="Has it been filed at court?", missing="Say whether it has been filed",
        choices=[f.Choice("no", "Not yet", hint="What is missing is listed before you file it"), f.Choice("yes", "Yes", reveals=("filed_at",))],
    )  # fmt: skip
    filed_at = f.LocalDateTimeField(label="When was it filed?", missing="Enter when it was filed", not_future=True)
    recommends_finding_of_fact = f.YesNoField(
        label="Does it recommend a finding of fact hearing?", missing="Say whether it recommends a finding of fact",
        yes_reveals=("referral_considered", "referral_reason"),
    )  # fmt: skip
    referral_considered = f.RadiosField(
        label="Was a referral to the local authority considered?", required=False, choices=Advice.Referral.choices,
        hint="Always considered with a finding of fact: risk can last, and grow, until it is made (policy 17)",
    )  # fmt: skip
    referral_reason = f.TextAreaField(label="Why, or why not?", required=False, rows=3)
    version = f.VersionField()

    repeats = {"children": f.Repeat(ChildAdviceForm, item="child", fixed=True, form_kwargs=lambda form: {"adults": form.adults})}  # type: ignore[attr-defined]

    def __init__(self, *args: Any, adults: Sequence[Person] = (), is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults = adults
        if not is_new:
            for name in ("kind", "kind_other", "filed", "filed_at"):
                del self.fields[name]

    def clean(self) -> None:
        super().clean()
        answer, reason = self.cleaned_data.get("referral_considered"), self.cleaned_data.get("referral_reason")
        self.require_if(bool(answer) and not reason, "referral_reason", "Write why you refer, or do not")


class FileAdviceForm(f.GovukForm):
    filed_at = f.LocalDateTimeField(
        label="When is it filed?", missing="Enter when it was filed, or choose now", not_future=True, now_button=True,
        hint="If you are about to file it, choose now. If it went already, enter when.",
    )  # fmt: skip


class ConsiderReferralForm(f.GovukForm):
    answer = f.RadiosField(
        label="Refer to the local authority?", missing="Say whether to refer", choices=Advice.Referral.choices,
        hint="Risk can last, and grow, until a finding of fact is made (policy 17)",
    )  # fmt: skip
    reason = f.TextAreaField(label="Why, or why not?", missing="Write why you refer, or do not", rows=4)
    considered_at = f.LocalDateTimeField(
        label="When was this decided?", missing="Enter when this was decided", not_future=True, now_button=True
    )


class OffenderChildForm(f.GovukForm):
    child_id = f.HiddenField()
    risk = f.TextAreaField(label="The risk of significant harm to this child", required=False, rows=4)
    effect = f.TextAreaField(label="How does it affect contact, and with whom the child lives?", required=False, rows=4)
    protection = f.TextAreaField(
        label="What should be done to protect this child?", required=False, rows=3, hint="Or why nothing is needed"
    )


class OffenderPartForm(f.GovukForm):
    """Saved as far as it is written: what is missing is listed on the page of the advice."""

    risk_connected = f.TextAreaField(label="The risk to connected children", required=False, rows=3, hint="Or that there are none")
    risk_carers = f.TextAreaField(label="The risk to the main carers", required=False, rows=3)
    protect_carers = f.TextAreaField(
        label="What should be done to protect the main carers?", required=False, rows=3, hint="Or why nothing is needed"
    )
    version = f.VersionField()
    groups = [
        f.Group("Child by child, then connected children and main carers", ["children", "risk_connected", "risk_carers", "protect_carers"]),
    ]
    repeats = {"children": f.Repeat(OffenderChildForm, item="child", fixed=True)}


class ReasonForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was it entered in error?", missing="Write why it was entered in error", rows=3)


class AskToBeHeardForm(f.GovukForm):
    children = f.CheckboxesField(
        label="Which child may suffer significant harm if the advice is not followed?", missing="Choose at least one child", choices=[]
    )
    reason = f.TextAreaField(label="What harm, and why?", missing="Write what harm the child may suffer, and why", rows=4)
    attends = f.YesNoField(
        label="Will you attend the final hearing?", missing="Say whether you attend the final hearing", no_reveals=("not_attending_reason",)
    )
    not_attending_reason = f.TextAreaField(label="Why not?", missing="Write why you cannot attend", rows=2)
    availability = f.TextAreaField(
        label="When can you attend?", hint="The schedule goes with the request.", missing="Write when you can attend", rows=3
    )

    def __init__(self, *args: Any, children: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = [f.Choice(str(child.pk), child.full_name, object=child) for child in children]
