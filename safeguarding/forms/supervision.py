"""Supervision: the practitioner's request and the manager's record, on forms of their own."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.ui import forms as f
from safeguarding.models import ConnectedConsideration, Supervision
from safeguarding.models.children import Threshold

from .logging import child_choices

Decision = Supervision.Decision


class RequestForm(f.GovukForm):
    text = f.TextAreaField(
        label="What do you need to decide together?", missing="Write what you need to decide together", rows=4,
        hint="Your manager sees the concern beside this. You need not repeat it.",
    )  # fmt: skip
    analysis = f.TextAreaField(label="Your analysis of harm and risk (optional)", required=False, rows=7)
    requested_at = f.LocalDateTimeField(label="When did you ask?", missing="Enter when you asked", not_future=True, now_button=True)


class ChangeRequestForm(f.GovukForm):
    text = f.TextAreaField(label="What do you need to decide together?", missing="Write what you need to decide together", rows=4)
    analysis = f.TextAreaField(label="Your analysis of harm and risk (optional)", required=False, rows=7)
    version = f.VersionField()


class MoreForm(f.GovukForm):
    question = f.TextAreaField(label="What do you need to know first?", missing="Write what you need to know", rows=4)


class AnswerForm(f.GovukForm):
    answer = f.TextAreaField(label="Your answer", missing="Write your answer", rows=6)


class ActionForm(f.GovukForm):
    """One agreed action. An owner and a date can wait until it is signed, not longer."""

    action_id = f.HiddenField()
    what = f.TextAreaField(label="What will be done?", missing="Write what will be done", rows=2)
    owner = f.SelectField(label="By whom?", required=False, empty_label="Choose who")
    agreed_on = f.LocalDateField(label="By when?", required=False)
    is_contact = f.ConfirmField(label="It means contact with the child or family", required=False)

    def __init__(self, *args: Any, staff: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in staff]  # type: ignore[attr-defined]


class ConnectedForm(f.GovukForm):
    child_id = f.HiddenField()
    answer = f.RadiosField(label="Refer as well?", required=False, choices=ConnectedConsideration.Answer.choices, inline=True)
    reason = f.TextAreaField(label="Why, or why not?", required=False, rows=2)

    def clean(self) -> None:
        super().clean()
        self.require_if(bool(self.cleaned_data.get("answer")), "reason", "Write why, or why not")


class AuthorityForm(f.GovukForm):
    """Where a child lives whose authority the record does not know."""

    child_id = f.HiddenField()
    authority = f.SelectField(
        label="Which local authority does the child live or stay in?", required=False, empty_label="Choose an authority"
    )

    def __init__(self, *args: Any, authorities: Sequence[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = authority_choices(authorities)  # type: ignore[attr-defined]


def authority_choices(authorities: Sequence[LocalAuthority]) -> list[f.Choice]:
    return [f.Choice(str(one.pk), one.name, object=one) for one in authorities]


class RecordForm(f.GovukForm):
    """The ten points of framework 2.81, grouped; what the concern knows already stands in them."""

    held_at = f.LocalDateTimeField(label="When was it held?", missing="Enter when it was held", not_future=True, now_button=True)
    method = f.RadiosField(label="How?", missing="Choose how", choices=Supervision.Method.choices, inline=True)
    nature = f.TextAreaField(label="The nature of the concerns", required=False, rows=4)
    risk = f.RadiosField(label="The risk is", required=False, choices=Supervision.Risk.choices, inline=True)
    where_now = f.TextAreaField(label="Where each child is now", required=False, rows=2)
    family_told = f.TextAreaField(label="What the family has been told", required=False, rows=2)
    reflection = f.TextAreaField(
        label="Reflection", required=False, rows=5,
        hint="What do we know, what do we assume, what would change our minds, what is it like to be this child?",
    )  # fmt: skip
    agreed_harm = f.TextAreaField(label="The harm or risk, as you both see it", required=False, rows=4)
    agreed_threshold = f.RadiosField(label="Significant harm?", required=False, choices=Threshold.choices)
    disagreement = f.TextAreaField(label="Where you do not agree (optional)", required=False, rows=3)
    decision = f.RadiosField(
        label="Decision",
        required=False,
        choices=[
            f.Choice(Decision.REFER, Decision.REFER.label, reveals=("refer", "referral_kind")),
            f.Choice(Decision.NOT_REFER, Decision.NOT_REFER.label),
            f.Choice(Decision.MORE_FIRST, Decision.MORE_FIRST.label),
        ],
    )
    refer = f.CheckboxesField(label="Which children?", missing="Choose which children are referred")
    referral_kind = f.RadiosField(label="Why to the authority?", missing="Choose why", choices=Supervision.Kind.choices)
    decision_reason = f.TextAreaField(label="Reason for the decision", required=False, rows=3)
    agreed_action = f.TextAreaField(label="The most appropriate action", required=False, rows=3)
    marac_agreed = f.YesNoField(
        label="Ask the authority to consider a referral to MARAC?", required=False,
        hint="Cafcass may not refer to MARAC itself. The written referral says so.",
    )  # fmt: skip
    marac_reason = f.TextAreaField(label="Why, or why not? (optional)", required=False, rows=2)
    other_children = f.TextAreaField(label="Other children in the household or known to the family (optional)", required=False, rows=2)
    parties_views = f.TextAreaField(label="Is any party’s view needed before a referral?", required=False, rows=2)
    court_notice = f.TextAreaField(label="How and when is the court told?", required=False, rows=2)
    share_plan = f.TextAreaField(label="What is shared with the child and family, by whom?", required=False, rows=2)
    future_work = f.TextAreaField(label="What does it mean for the work to come?", required=False, rows=2)
    sign = f.RadiosField(
        label="Sign this record?",
        missing="Say whether you sign it now",
        hint="A decision to refer is passed on either way. Once signed, the record is not changed any more.",
        choices=[f.Choice("yes", "Yes, I sign it"), f.Choice("no", "Not yet, keep it as it is")],
    )
    version = f.VersionField()

    repeats = {
        "connected": f.Repeat(ConnectedForm, item="child", fixed=True),
        "places": f.Repeat(AuthorityForm, item="child", fixed=True, form_kwargs=lambda form: {"authorities": form.authorities}),
        "actions": f.Repeat(ActionForm, item="action", form_kwargs=lambda form: {"staff": form.staff}),
    }

    def __init__(
        self,
        *args: Any,
        children: Sequence[Person] = (),
        staff: Sequence[User] = (),
        authorities: Sequence[LocalAuthority] = (),
        ask_marac: bool = False,
        **kwargs: Any,
    ) -> None:
        self.staff, self.authorities = list(staff), list(authorities)
        super().__init__(*args, **kwargs)
        self.fields["refer"].choices = child_choices(children)  # type: ignore[attr-defined]
        if not ask_marac:
            del self.fields["marac_agreed"], self.fields["marac_reason"]
        marac = ["marac_agreed", "marac_reason"] if ask_marac else []
        connected = ["connected"] if self.initial.get("connected") else []
        places = ["places"] if self.initial.get("places") else []
        self.groups = [
            f.Group("Held", ["held_at", "method"]),
            f.Group("The concern", ["nature", "risk", "where_now", "family_told"]),
            f.Group("Thinking together", ["reflection", "agreed_harm", "agreed_threshold", "disagreement"]),
            f.Group("Decision", ["decision", "decision_reason", "agreed_action", *places, *marac]),
            f.Group("Connected children", [*connected, "other_children"], hint="Each is answered for by name."),
            f.Group("Telling people", ["parties_views", "court_notice", "share_plan", "future_work"]),
            f.Group("Actions and signature", ["actions", "sign"], hint="Each action needs an owner and a date before you sign."),
        ]


class ReferForm(f.GovukForm):
    """Choose children; the authority of each is known from where the child lives, or asked."""

    children = f.CheckboxesField(label="Which children?", missing="Choose at least one child")
    reason = f.TextAreaField(label="Why?", missing="Write why. A few words will do", rows=4)
    decided_at = f.LocalDateTimeField(label="When did you decide?", missing="Enter when you decided", not_future=True, now_button=True)

    groups = [f.Group("", ["children", "places", "reason", "decided_at"])]
    repeats = {"places": f.Repeat(AuthorityForm, item="child", fixed=True, form_kwargs=lambda form: {"authorities": form.authorities})}

    def __init__(
        self,
        *args: Any,
        children: Sequence[Person] = (),
        homes: dict[Any, LocalAuthority] | None = None,
        authorities: Sequence[LocalAuthority] = (),
        **kwargs: Any,
    ) -> None:
        self.authorities = list(authorities)
        super().__init__(*args, **kwargs)
        homes = homes or {}
        choices = [
            f.Choice(
                str(one.pk), one.full_name, hint=homes[one.pk].name if one.pk in homes else "Local authority not known yet", object=one
            )
            for one in children
        ]
        self.fields["children"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        chosen = {str(one.pk) for one in self.cleaned_data.get("children") or ()}
        for group in self.repeat_sets["places"].forms:
            cleaned = getattr(group, "cleaned_data", {})
            if cleaned.get("child_id") in chosen and not cleaned.get("authority"):
                group.add_error("authority", "Choose the local authority, so that the right one is rung")
                self.cleaned_data["places"] = None


class CommentForm(f.GovukForm):
    text = f.TextAreaField(label="Your comment", missing="Write your comment", rows=5)


class ViewForm(f.GovukForm):
    view = f.TextAreaField(label="Your view", missing="Write your view", rows=6)
    viewed_at = f.LocalDateTimeField(
        label="When did you look at it?", missing="Enter when you looked at it", not_future=True, now_button=True
    )
