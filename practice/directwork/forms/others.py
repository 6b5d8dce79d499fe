"""Short forms: the child's view of a referral, promises, care plans, the reviewing officer, questions, competence."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f
from safeguarding.models import Concern

from ..models import ChildView, OfficerContact, Promise
from ..services.guardians import CLEAR
from .common import OfChildForm


class ChildViewForm(OfChildForm):
    told = f.RadiosField(
        label="Has the child been told of the referral?", hint="The child’s age decides how the child is told, not whether.",
        missing="Say whether the child has been told",
        choices=[
            f.Choice(ChildView.Told.TOLD, ChildView.Told.TOLD.label, reveals=("told_at", "how", "view", "weighed")),
            f.Choice(ChildView.Told.UNSAFE, ChildView.Told.UNSAFE.label, reveals=("unsafe_reason",)),
            f.Choice(ChildView.Told.NOT_YET, ChildView.Told.NOT_YET.label, reveals=("not_yet_reason",)),
        ],
    )  # fmt: skip
    told_at = f.LocalDateTimeField(label="When?", missing="Enter when the child was told", not_future=True, now_button=True)
    how = f.TextAreaField(
        label="How did you explain it, for this child’s age and understanding?", missing="Write how you explained it", rows=3
    )
    view = f.RadiosField(
        label="What does the child think of it?", missing="Choose what the child thinks of it", choices=ChildView.View.choices
    )
    weighed = f.TextAreaField(
        label="How did you weigh the child’s view?",
        hint="Safety comes first, this child’s and any other child’s.",
        missing="Write how you weighed it",
        rows=2,
    )
    unsafe_reason = f.TextAreaField(label="Why is it unsafe?", missing="Write why telling the child is unsafe", rows=2)
    not_yet_reason = f.TextAreaField(label="Why not yet, and when?", missing="Write why the child has not been told yet", rows=2)
    words = f.TextAreaField(
        label="The child’s views and feelings", hint="In the child’s own words where you can. The written referral carries them.",
        missing="Write the child’s views and feelings, or how you know them", rows=4,
    )  # fmt: skip
    support = f.TextAreaField(label="What support did you offer?", hint="Above all where the child disagrees", required=False, rows=2)

    groups = [f.Group("What the child was told", ["child", "told"]), f.Group("The child’s view", ["words", "support"])]

    def given(self) -> dict[str, Any]:
        """The service's arguments: one reason, whichever was asked."""
        given = dict(self.cleaned_data)
        unsafe, not_yet = given.pop("unsafe_reason"), given.pop("not_yet_reason")
        return {**given, "reason": unsafe or not_yet}

    def clean(self) -> None:
        super().clean()
        disagrees = self.cleaned_data.get("view") == ChildView.View.DISAGREES
        self.require_if(disagrees, "support", "The child disagrees: write what support you offered")


class JoinForm(f.GovukForm):
    concern = f.RadiosField(label="In which concern does it stand?", missing="Choose the concern")

    def __init__(self, *args: Any, concerns: Iterable[Concern] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concern"].choices = [f.Choice(str(one.pk), one.reference, hint=one.said[:120], object=one) for one in concerns]  # type: ignore[attr-defined]


class PromiseForm(f.GovukForm):
    kept = f.RadiosField(
        label="Was it kept?", missing="Choose whether it was kept",
        choices=[
            f.Choice(Promise.Kept.KEPT, Promise.Kept.KEPT.label),
            f.Choice(Promise.Kept.NOT_KEPT, Promise.Kept.NOT_KEPT.label, reveals=("note",)),
        ],
    )  # fmt: skip
    note = f.TextAreaField(
        label="How did you tell the child, and why could it not be kept?", missing="Write how you told the child, and why", rows=3
    )
    settled_at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class CallOffForm(f.GovukForm):
    reason = f.TextAreaField(label="Why is it called off?", hint="And what the child is told", missing="Write why it is called off", rows=3)


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was it entered in error?", missing="Write why", rows=2)


NO_PLAN = ("none", "There is no such plan yet")
CLEAR_CHOICES = [("yes", "Yes"), ("no", "No"), NO_PLAN]


class CareCheckForm(OfChildForm):
    looked_after = f.YesNoField(
        label="Is the child looked after by the authority?", missing="Say whether the child is looked after",
        yes_reveals=("rules_applied", "finding", "action", *CLEAR),
    )  # fmt: skip
    rules_applied = f.YesNoField(
        label="Does the authority apply the care rules?",
        hint="Care Planning, Placement and Case Review (England) Regulations 2010: above all on placement with parents and foster care",
        missing="Say whether the authority applies the care rules",
    )
    finding = f.TextAreaField(label="What did you find, and from whom?", missing="Write what you found, and from whom", rows=3)
    action = f.TextAreaField(label="What do you do about it?", hint="Needed where the rules are not applied", required=False, rows=2)
    for _key, _words in CLEAR.items():
        locals()[_key] = f.RadiosField(label=f"Is it clear: {_words}?", missing=f"Say whether it is clear: {_words}", choices=CLEAR_CHOICES)
    del _key, _words
    checked_at = f.LocalDateTimeField(label="When did you check?", missing="Enter when you checked", not_future=True, now_button=True)

    def clean(self) -> None:
        super().clean()
        self.require_if(self.cleaned_data.get("rules_applied") is False, "action", "Write what you do about it")

    def clear(self) -> dict[str, bool | None]:
        """The four answers: None where there is no such plan yet."""
        return {key: {"yes": True, "no": False}.get(self.cleaned_data[key]) for key in CLEAR}


class OfficerContactForm(f.GovukForm):
    kind = f.RadiosField(label="What was it?", missing="Choose what it was", choices=OfficerContact.Kind.choices)
    officer = f.TextField(
        label="Who is the reviewing officer?", hint="Leave it empty where there is no handover", required=False, max_length=160
    )
    content = f.TextAreaField(
        label="What was said, or why is there no handover?",
        hint="A handover closes our work, it does not extend it: plans, times, and what the child can do if matters drift.",
        missing="Write what was said, or the reason", rows=4,
    )  # fmt: skip
    child_there = f.YesNoField(label="Did the child take part?", missing="Say whether the child took part")
    happened_at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)

    def clean(self) -> None:
        super().clean()
        kind = self.cleaned_data.get("kind")
        self.require_if(kind and kind != OfficerContact.Kind.NO_HANDOVER, "officer", "Enter who the reviewing officer is")


class AdviceForm(f.GovukForm):
    advice = f.TextAreaField(label="What did Cafcass Legal advise, and what follows?", missing="Write what Cafcass Legal advised", rows=4)
    advised_at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class QuestionsForm(f.GovukForm):
    text = f.TextAreaField(label="The questions, one a line", missing="Write at least one question", rows=12)
    reason = f.TextField(label="Why do you change them?", missing="Write why you change them", max_length=300)


class AppraisalForm(f.GovukForm):
    held_on = f.LocalDateField(label="When was it held?", missing="Enter when it was held", not_future=True)
    is_contract_review = f.YesNoField(label="Was it the review of an Associate’s contract?", missing="Say whether it was a contract review")
    result = f.TextAreaField(
        label="Safeguarding competence: what was tested, and what is to be developed?",
        missing="Write what was tested, and what to develop",
        rows=5,
    )
