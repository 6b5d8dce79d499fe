"""The forms of intake: an application from paper, the first look, who takes a court's cases, reading again."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from .models import ApplicationScreening


class EnteredPersonForm(f.GovukForm):
    role = f.SelectField(
        label="Who are they?",
        missing="Choose who they are",
        choices=[
            f.Choice("subject_child", "Child the application is about"), f.Choice("applicant", "Applicant"),
            f.Choice("respondent", "Respondent"), f.Choice("other_adult", "Other adult"),
        ],
    )  # fmt: skip
    given_names = f.TextField(label="Given names", missing="Enter their given names", width=20, max_length=120)
    family_name = f.TextField(label="Family name", missing="Enter their family name", width=20, max_length=120)
    previous_name = f.TextField(label="Former family name (optional)", required=False, width=20, max_length=120)
    date_of_birth = f.LocalDateField(label="Date of birth (optional)", required=False, not_future=True)
    address = f.TextField(label="Address (optional)", required=False, max_length=200, autocomplete="off")
    postcode = f.TextField(label="Postcode (optional)", required=False, width=10, max_length=10, autocomplete="off")
    telephone = f.TextField(label="Telephone number (optional)", required=False, width=20, max_length=30, autocomplete="off")
    confidential = f.CheckboxesField(label="Contact details", required=False, choices=[f.Choice("yes", "Keep them confidential (C8)")])


class EnterApplicationForm(f.GovukForm):
    law = f.RadiosField(
        label="Which form?",
        missing="Choose which form it is",
        choices=[
            f.Choice("private", "C100, or another private law form", reveals=("form",)),
            f.Choice("public", "C110A, or another public law form", reveals=("public_form", "authority")),
        ],
    )
    form = f.TextField(label="Form", initial="C100", width=10, max_length=20, missing="Enter the form’s number")
    public_form = f.TextField(label="Form", initial="C110A", width=10, max_length=20, missing="Enter the form’s number")
    authority = f.SelectField(label="Authority that applies (optional)", required=False, choices=[])
    orders = f.TextField(label="Orders applied for (optional)", hint="With commas between", required=False, max_length=200)
    arrived_at = f.LocalDateTimeField(
        label="When did it reach Cafcass?", missing="Enter when it reached Cafcass", not_future=True, now_button=True
    )
    court = f.SelectField(label="Court", choices=[], missing="Choose the court")
    court_number = f.TextField(label="Court’s case number (optional)", required=False, width=20, max_length=40)
    first_hearing_at = f.LocalDateTimeField(label="First hearing (optional)", required=False, now_button=False)
    harm_alleged = f.YesNoField(
        label="Does it say that a child is at risk of harm?",
        missing="Say whether it says that a child is at risk of harm",
        yes_reveals=("c1a",),
    )
    c1a = f.YesNoField(label="Is there a completed C1A?", missing="Say whether there is a completed C1A")
    c8 = f.YesNoField(
        label="Is there a C8?",
        hint="Then every contact detail not marked below stays confidential until the C8 is read.",
        missing="Say whether there is a C8",
    )

    repeats = {"people": f.Repeat(EnteredPersonForm, item="person", minimum=1, maximum=30)}

    def __init__(self, *args: Any, courts: Iterable[Any] = (), authorities: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in courts]
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]


class RecordScreeningForm(f.GovukForm):
    outcome = f.RadiosField(
        label="Does anything in it raise a concern for a child or an adult?",
        missing="Say whether anything in it raises a concern",
        choices=[
            f.Choice(ApplicationScreening.Outcome.NO_CONCERN, "No", reveals=("note",)),
            f.Choice(
                ApplicationScreening.Outcome.CONCERN_LOGGED,
                "Yes, and the concern is logged",
                hint="Not logged yet? Log it first: then there is nothing more to do here.",
            ),
        ],
    )
    note = f.TextAreaField(
        label="What did you look at, and why is there no concern?", missing="Write what you looked at, and why there is no concern", rows=4
    )
    screened_at = f.LocalDateTimeField(
        label="When did you look at it?", missing="Enter when you looked at it", not_future=True, now_button=True
    )


class CourtTeamForm(f.GovukForm):
    law = f.RadiosField(
        label="Law", missing="Choose the law", choices=[f.Choice("private", "Private law"), f.Choice("public", "Public law")]
    )
    court = f.SelectField(label="Court", required=False, empty_label="Every court without a team of its own", choices=[])
    team = f.SelectField(label="Team that takes its new cases", choices=[], missing="Choose the team that takes its new cases")

    def __init__(self, *args: Any, courts: Iterable[Any] = (), teams: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in courts]
        self.fields["team"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in teams]


class ReadAgainForm(f.GovukForm):
    law = f.RadiosField(
        label="Which interface?",
        missing="Choose which interface",
        choices=[f.Choice("private", "Private law"), f.Choice("public", "Public law")],
    )
    moment = f.LocalDateTimeField(label="From when?", missing="Enter from when it is to be read again", not_future=True)
