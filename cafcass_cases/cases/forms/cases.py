"""A case: by hand, its allocation, its end."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from ..models import Court
from ..models.cases import Law

KNOWN = [
    f.Choice("yes", "Yes"),
    f.Choice("no", "No"),
    f.Choice("dontKnow", "The application does not know"),
    f.Choice("", "Not asked", divider=True),
]


def lines_of(text: str) -> list[str]:
    """One thing a line, blanks left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class CaseForm(f.GovukForm):
    law = f.RadiosField(label="Which law?", missing="Choose private law or public law", choices=Law.choices)
    application_types = f.TextAreaField(
        label="What does the application ask for?",
        hint="One order on each line, such as Child arrangements order",
        missing="Enter at least one application type",
        rows=3,
    )
    received_at = f.LocalDateTimeField(
        label="When did it reach Cafcass?", missing="Enter when it reached Cafcass", not_future=True, now_button=True
    )
    court = f.SelectField(label="Court (optional)", required=False, choices=[])
    court_number = f.TextField(label="Court case number (optional)", required=False, width=20, max_length=40)
    team = f.SelectField(label="Team", missing="Choose a team", choices=[])
    harm_alleged_on_c1a = f.YesNoField(label="Is harm alleged on a C1A?", missing="Say whether there is a C1A")
    c8_unread = f.YesNoField(
        label="Did a C8 come with it?",
        hint="Until somebody has read it, every contact detail that nobody asked about is treated as confidential",
        missing="Say whether there is a C8",
    )
    version = f.HiddenField(required=False)

    def __init__(self, *args: Any, teams: Iterable[Any] = (), courts: Iterable[Court] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [f.Choice(str(team.pk), team.name, object=team) for team in teams]
        self.fields["court"].choices = [f.Choice(str(court.pk), court.name, object=court) for court in courts]


class AllocateCaseForm(f.GovukForm):
    practitioner = f.SelectField(label="Who takes the case?", missing="Choose who takes the case", choices=[])
    starts_at = f.LocalDateTimeField(label="From when?", missing="Enter from when", not_future=True, now_button=True)
    reason = f.TextField(label="Why? (optional)", required=False, max_length=200)

    def __init__(self, *args: Any, staff: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"].choices = [
            f.Choice(str(user.pk), f"{user.full_name}, {user.team or user.get_role_display()}", object=user) for user in staff
        ]


class EndCaseForm(f.GovukForm):
    ended_at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)
    reason = f.TextAreaField(label="Anything to add? (optional)", required=False, rows=2)


class ReasonForm(f.GovukForm):
    """A deed that needs nothing but why."""

    reason = f.TextAreaField(label="Why?", missing="Say why", rows=3)
