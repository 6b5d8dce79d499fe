"""Short forms about somebody who works with children: shape only; the rules stand in the services."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.ui import forms as f
from referrals.models import CourtUpdate
from sharing.table import RECIPIENTS

from .models import LadoReferral, ProfessionalConcern
from .rules import ALWAYS

Capacity = ProfessionalConcern.Capacity
SOMEBODY_ELSE = "somebody_else"
NOT_TO_ASK = ("marac", "nrm")


class ProfessionalForm(f.GovukForm):
    person = f.RadiosField(label="Who is it?", missing="Say who it is")
    name = f.TextField(label="Their name", missing="Enter their name", max_length=160)
    capacity = f.RadiosField(
        label="In what capacity do they come into this?",
        missing="Say in what capacity they come into this",
        choices=[
            f.Choice(value, label, reveals=("colleague",) if value == Capacity.COLLEAGUE else ()) for value, label in Capacity.choices
        ],
    )
    colleague = f.SelectField(
        label="Which colleague?",
        missing="Choose the colleague",
        hint="From now on only named people see this case, and the colleague is not among them.",
    )
    job = f.TextField(
        label="What do they do?",
        hint="For example: class teacher, foster carer, football coach",
        missing="Write what they do, or “not known”",
        max_length=160,
    )
    employer = f.TextField(label="For whom, and where?", missing="Write for whom, or “not known”", max_length=200)
    children_known = f.TextAreaField(label="Which children do they work with?", missing="Write which children, or “not known”", rows=2)
    authority = f.SelectField(
        label="In which authority’s area do they work with children?", required=False, empty_label="Not known yet",
        hint="Its LADO is asked. It may be another authority than the children’s.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person] = (),
        staff: Sequence[User] = (),
        authorities: Sequence[LocalAuthority] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = [f.Choice(str(one.pk), one.full_name, hint=one.get_role_display(), object=one) for one in people]
        self.fields["person"].choices = [*known, f.Choice(SOMEBODY_ELSE, "Somebody else", reveals=("name",))]  # type: ignore[attr-defined]
        self.fields["colleague"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in staff]  # type: ignore[attr-defined]
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("person") == SOMEBODY_ELSE:
            self.cleaned_data["person"] = None


class DecideForm(f.GovukForm):
    refer = f.YesNoField(
        label="Does the referral to the authority recommend that the LADO is involved?",
        missing="Say whether the referral recommends that the LADO is involved",
    )
    rationale = f.TextAreaField(
        label="The rationale", hint="It stands on the child’s record, whichever way it goes.", missing="Write the rationale", rows=4
    )
    decided_at = f.LocalDateTimeField(label="When was it decided?", missing="Enter when it was decided", not_future=True, now_button=True)


class WriteForm(f.GovukForm):
    behaviour = f.TextAreaField(
        label="What behaviour is harming, or may harm, children they work with or know?",
        missing="Write what behaviour is harming, or may harm, children",
        rows=6,
    )
    children_at_risk = f.TextAreaField(
        label="Which children are at risk, and how?", missing="Write which children are at risk, and how", rows=3
    )
    evidence = f.TextAreaField(
        label="What is known, from whom and since when?", hint="Enough for the LADO to decide. You will not be at the meeting.",
        missing="Write what is known, from whom and since when", rows=5,
    )  # fmt: skip
    version = f.VersionField()


class ApproveForm(f.GovukForm):
    sure = f.ConfirmField(
        label="I have read this text, and approve it as it stands", missing="Confirm that you have read it and approve it"
    )
    version = f.VersionField()


class TellingForm(f.GovukForm):
    told = f.RadiosField(
        label="Have they been told that a LADO referral is being made?",
        missing="Say whether they have been told",
        choices=[
            f.Choice(LadoReferral.Told.TOLD, "Yes", reveals=("told_at", "how")),
            f.Choice(
                LadoReferral.Told.UNSAFE,
                "No: it is unsafe to tell them",
                hint="For a child, for an adult, or for what can be found out",
                reveals=("reasons",),
            ),
        ],
    )
    told_at = f.LocalDateTimeField(label="When?", missing="Enter when they were told", not_future=True, now_button=True)
    how = f.TextAreaField(label="How, and what was said?", missing="Write how they were told, and what was said", rows=3)
    reasons = f.TextAreaField(label="Why is it unsafe?", missing="Write why it is unsafe", rows=3)


class AgreeForm(f.GovukForm):
    agreed = f.YesNoField(label="Do you agree that it is unsafe to tell them?", missing="Say whether you agree", no_reveals=("note",))
    note = f.TextAreaField(label="Why are they to be told?", missing="Write why they are to be told", rows=3)


class SendForm(f.GovukForm):
    sent_at = f.LocalDateTimeField(
        label="When was it sent?",
        hint="If you are about to send it, tick “It is now”.",
        missing="Enter when it was sent",
        not_future=True,
        now_button=True,
    )
    method = f.RadiosField(label="How?", missing="Choose how", choices=[("email", "Secure e-mail"), ("portal", "The authority’s portal")])
    sent_to = f.TextField(label="To whom?", missing="Enter to whom it was sent", max_length=200)


class FollowUpForm(f.GovukForm):
    happened_at = f.LocalDateTimeField(label="When?", missing="Enter when it was", not_future=True, now_button=True)
    who = f.TextField(label="With whom did you speak?", missing="Enter with whom you spoke", hint="Name and post", max_length=160)
    text = f.TextAreaField(label="What was said?", missing="Write what was said", rows=4)
    is_outcome = f.YesNoField(
        label="Is that the outcome?", hint="If it is not, you are reminded again.", missing="Say whether that is the outcome"
    )


class DirectionForm(f.GovukForm):
    happened_at = f.LocalDateTimeField(
        label="When did the LADO say so?", missing="Enter when the LADO said so", not_future=True, now_button=True
    )
    who = f.TextField(label="Who said so?", missing="Enter who said so", hint="Name and post", max_length=160)
    text = f.TextAreaField(label="What may be shared, in the LADO’s words?", missing="Write what the LADO said may be shared", rows=4)
    may_share_with = f.CheckboxesField(
        label="With whom?", hint="Tick nothing where nothing may be shared.", required=False,
        choices=[f.Choice(key, kind.label) for key, kind in RECIPIENTS.items() if key not in (*ALWAYS, *NOT_TO_ASK)],
    )  # fmt: skip


class RequestForm(f.GovukForm):
    happened_at = f.LocalDateTimeField(
        label="When did the LADO ask?", missing="Enter when the LADO asked", not_future=True, now_button=True
    )
    who = f.TextField(label="Who asked?", missing="Enter who asked", max_length=160)
    text = f.TextAreaField(label="What does the LADO ask?", missing="Write what the LADO asks", rows=3)
    answer_by = f.LocalDateField(label="By when?", missing="Enter by when you agreed to answer")


class AnswerForm(f.GovukForm):
    answer = f.TextAreaField(label="What did you answer?", missing="Write what you answered", rows=5)
    answered_at = f.LocalDateTimeField(label="When?", missing="Enter when you answered", not_future=True, now_button=True)


class MeetingForm(f.GovukForm):
    what = f.RadiosField(
        label="What is it?",
        missing="Say what it is",
        choices=[
            f.Choice("declined", "We are invited, and will not be there", reveals=("meeting_at",)),
            f.Choice("attend", "We are invited, and plan to be there", hint="Cafcass does not attend LADO meetings"),
            f.Choice("attended", "Somebody was there", hint="It is recorded, and your manager looks at it", reveals=("attended_at",)),
        ],
    )
    meeting_at = f.LocalDateTimeField(label="When is the meeting?", missing="Enter when the meeting is")
    attended_at = f.LocalDateTimeField(label="When was the meeting?", missing="Enter when the meeting was", not_future=True)
    text = f.TextAreaField(
        label="Who, why, and what was said or sent instead?", missing="Write who, why, and what was said or sent instead", rows=4
    )


class CourtWordsForm(f.GovukForm):
    words = f.TextAreaField(
        label="What is the court told?", hint="No more than it needs. The parties may read it. Your manager agrees the wording; the LADO can be asked how much.",
        missing="Write what the court is told", rows=5,
    )  # fmt: skip
    version = f.VersionField()


class AgreeWordsForm(f.GovukForm):
    sure = f.ConfirmField(
        label="I have read these words, and agree that the court is told no more and no less", missing="Confirm that you agree these words"
    )
    version = f.VersionField()


class TellCourtForm(f.GovukForm):
    told_at = f.LocalDateTimeField(
        label="When is the court told?", missing="Enter when the court is told", not_future=True, now_button=True
    )
    how = f.RadiosField(label="How?", missing="Choose how", choices=CourtUpdate.How.choices)
