"""What is asked at the desk: a call is logged in a minute."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.ui import forms as f

from .models import DeskEnquiry, PartnershipLook
from .partnership import ITEMS

Kind, Ending = DeskEnquiry.Kind, DeskEnquiry.Ending


class EnquiryForm(f.GovukForm):
    kind = f.RadiosField(
        label="What is it?", missing="Choose what it is",
        choices=[
            f.Choice(Kind.CONCERN, Kind.CONCERN.label),
            f.Choice(Kind.INFORMATION, Kind.INFORMATION.label, hint="Tell them nothing yet, not even whether we know the family."),
            f.Choice(Kind.MESSAGE, Kind.MESSAGE.label),
        ],
    )  # fmt: skip
    source = f.SelectField(label="Who asks?", missing="Choose who asks", choices=DeskEnquiry.Source.choices)
    who = f.TextField(
        label="Name, and how to reach them", hint="Ring back through a switchboard to be sure who it is", missing="Enter who it is and how to reach them",
        max_length=200, width="full",
    )  # fmt: skip
    about = f.TextField(
        label="About whom?",
        hint="Names, dates of birth, court: as they said it",
        missing="Enter whom it is about, as they said it",
        max_length=300,
        width="full",
    )
    case_words = f.TextField(label="Case reference or court number (optional)", required=False, max_length=40, width=20)
    words = f.TextAreaField(label="What did they say?", missing="Write what they said", rows=5)
    received_at = f.LocalDateTimeField(label="When did it reach us?", missing="Enter when it reached us", not_future=True, now_button=True)
    channel = f.SelectField(label="How?", missing="Choose how it came", choices=DeskEnquiry.Channel.choices)
    team = f.SelectField(label="Whose desk?", missing="Choose whose desk", hint="A case has its own team’s desk")

    def __init__(self, *args: Any, teams: Sequence[f.Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = list(teams)  # type: ignore[attr-defined]


class AnswerForm(f.GovukForm):
    ending = f.RadiosField(
        label="What came of it?", missing="Choose what came of it",
        choices=[(Ending.ANSWERED, Ending.ANSWERED.label), (Ending.NOT_OURS, Ending.NOT_OURS.label)],
    )  # fmt: skip
    words = f.TextAreaField(label="What did you tell them, and what did you do?", missing="Write what was answered", rows=4)
    answered_at = f.LocalDateTimeField(label="When?", missing="Enter when it was answered", not_future=True, now_button=True)


class FindCaseForm(f.GovukForm):
    case_words = f.TextField(label="Case reference or court number", missing="Enter the case’s reference", max_length=40, width=20)


class PassOnForm(f.GovukForm):
    team = f.SelectField(label="To whose desk?", missing="Choose whose desk")
    words = f.TextAreaField(label="What does the next person need to know?", missing="Write what the next person needs to know", rows=3)

    def __init__(self, *args: Any, teams: Sequence[f.Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = list(teams)  # type: ignore[attr-defined]


class HandBackForm(f.GovukForm):
    words = f.TextAreaField(label="What does the next person need to know?", missing="Write what the next person needs to know", rows=3)


class DeskDutyForm(f.GovukForm):
    team = f.SelectField(label="At which desk?", missing="Choose the desk")
    person = f.SelectField(label="Who is on duty?", missing="Choose who is on duty")
    starts_at = f.LocalDateTimeField(label="From", missing="Enter when the duty starts", now_button=False)
    ends_at = f.LocalDateTimeField(label="Until", missing="Enter when the duty ends", now_button=False)

    def __init__(self, *args: Any, teams: Sequence[f.Choice] = (), people: Sequence[f.Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = list(teams)  # type: ignore[attr-defined]
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Reason", missing="Write why it is taken back", rows=3, max_length=500)


class LookForm(f.GovukForm):
    what = f.SelectField(
        label="What did you look for?", missing="Choose what you looked for", choices=[(item.key, item.label) for item in ITEMS]
    )
    found = f.RadiosField(
        label="What did you find?", missing="Choose what you found",
        choices=[
            f.Choice(PartnershipLook.Found.RIGHT, PartnershipLook.Found.RIGHT.label),
            f.Choice(PartnershipLook.Found.CHANGED, PartnershipLook.Found.CHANGED.label, reveals=("words",)),
            f.Choice(PartnershipLook.Found.NOT_FOUND, PartnershipLook.Found.NOT_FOUND.label, reveals=("whom_to_ask",)),
        ],
    )  # fmt: skip
    words = f.TextAreaField(label="What is it now?", missing="Write what it is now", rows=2)
    whom_to_ask = f.TextField(
        label="Whom can the next person ask there?", hint="Name and job", missing="Enter whom to ask there", max_length=200, width="full"
    )
    looked_on = f.LocalDateField(label="When did you look?", missing="Enter when you looked", not_future=True)
