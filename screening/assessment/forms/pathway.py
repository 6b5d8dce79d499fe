"""What is asked on the section 120 pathway: only what the application does not say."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.ui import forms as f
from referrals.models import CourtUpdate

from ..models import Section120

Information = Section120.Information


class ReadPapersForm(f.GovukForm):
    harm_box = f.RadiosField(
        label="Does any form say that a child has suffered, or is at risk of, harm?", missing="Say what the harm box says",
        hint="Form C100 or C7, of either party.", choices=Section120.Box.choices,
    )  # fmt: skip
    c1a = f.RadiosField(label="Is there a C1A?", missing="Say whether there is a C1A", choices=Section120.C1A.choices)
    information = f.RadiosField(
        label="What do the papers suggest?", missing="Choose what the papers suggest", hint="Read all of them. Choose the most serious that fits.",
        choices=[
            f.Choice(Information.NOTHING, Information.NOTHING.label),
            f.Choice(
                Information.PAST_WITNESSING, Information.PAST_WITNESSING.label, hint="And what is known does not show that the child is at risk now",
                reveals=("why_past",),
            ),
            f.Choice(Information.CURRENT_WITNESSING, Information.CURRENT_WITNESSING.label),
            f.Choice(Information.OTHER_HARM, Information.OTHER_HARM.label),
        ],
    )  # fmt: skip
    why_past = f.TextAreaField(
        label="Why is it past, and why is no present risk shown?", missing="Write why it is past, and why no present risk is shown", rows=3
    )
    words = f.TextAreaField(
        label="What do they say?", hint="In the words of the papers. Leave it where they say nothing of harm.", required=False, rows=5
    )
    source = f.TextField(label="Which paper?", hint="Such as C1A, section 3", required=False, max_length=200)
    note = f.TextAreaField(
        label="Is there a C1A that says nothing of harm? Why? (optional)", required=False, rows=2,
        hint="Where no box says yes. Where a box does, your manager is asked.",
    )  # fmt: skip
    read_at = f.LocalDateTimeField(
        label="When did you read them?", missing="Enter when you read the papers", not_future=True, now_button=True
    )


class ConfirmNothingForm(f.GovukForm):
    reason = f.TextAreaField(label="Why is nothing there?", missing="Write why nothing is there", rows=4)


class WriteLetterForm(f.GovukForm):
    authority = f.SelectField(label="To which local authority?", missing="Choose the local authority")
    facts = f.TextAreaField(label="The facts", missing="Write the facts as they are known", rows=7)
    source = f.TextField(label="Where do they come from?", missing="Enter where the facts come from", max_length=200)
    why_past = f.TextAreaField(
        label="Why is it past, and why is no present risk shown?", missing="Write why it is past, and why no present risk is shown", rows=3
    )
    attachments = f.TextAreaField(
        label="What comes with it? (optional)", hint="Copies of court papers may be attached.", required=False, rows=2
    )

    def __init__(self, *args: Any, authorities: Sequence[LocalAuthority] = (), notification: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]  # type: ignore[attr-defined]
        if not notification:
            del self.fields["why_past"]


class SendLetterForm(f.GovukForm):
    sent_to = f.TextField(
        label="To whom, and how?", hint="Such as the duty team, by secure e-mail", missing="Enter to whom it was sent", max_length=200
    )
    sent_at = f.LocalDateTimeField(label="When was it sent?", missing="Enter when it was sent", not_future=True, now_button=True)


class TellCourtForm(f.GovukForm):
    text = f.TextAreaField(label="What is the court told?", missing="Write what the court is told", rows=7)
    how = f.RadiosField(label="How?", missing="Choose how the court is told", choices=CourtUpdate.How.choices)
    told_at = f.LocalDateTimeField(label="When?", missing="Enter when the court was told", not_future=True, now_button=True)


class Decide16aForm(f.GovukForm):
    needed = f.YesNoField(
        label="Does a section 16A risk assessment go to the court as well?", missing="Say whether a 16A goes to the court",
        hint="Yes, unless you can say why not: a child who was harmed is within paragraph 27.", no_reveals=("reason",),
    )  # fmt: skip
    reason = f.TextAreaField(label="Why not?", missing="Write why no 16A is needed", rows=3)
    decided_at = f.LocalDateTimeField(label="When did you decide?", missing="Enter when you decided", not_future=True, now_button=True)


class TellOutcomeForm(f.GovukForm):
    final_outcome = f.TextAreaField(label="What did the court decide?", missing="Write what the court decided", rows=4)
    how = f.TextField(label="Whom did you tell, and how?", missing="Write how, and whom, you told", max_length=200)
    told_at = f.LocalDateTimeField(label="When?", missing="Enter when you told them", not_future=True, now_button=True)
