"""Hearings, handovers, orders."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from ..models import Court, Person
from .people import people_choices


class HearingForm(f.GovukForm):
    kind = f.TextField(
        label="What kind of hearing?",
        hint="For example: First hearing, Dispute resolution",
        missing="Enter what kind of hearing it is",
        max_length=80,
    )
    starts_at = f.LocalDateTimeField(label="When does it begin?", missing="Enter when it begins")
    court = f.SelectField(label="Court (leave empty for the case's court)", required=False, choices=[])

    def __init__(self, *args: Any, courts: Iterable[Court] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].choices = [f.Choice(str(court.pk), court.name, object=court) for court in courts]


class MoveForm(f.GovukForm):
    starts_at = f.LocalDateTimeField(label="When does it begin now?", missing="Enter when it begins now")
    reason = f.TextField(label="How do you know? (optional)", hint="For example: notice of the court", required=False, max_length=200)
    version = f.HiddenField(required=False)


class OutcomeForm(f.GovukForm):
    outcome = f.TextAreaField(label="What came of it?", missing="Write what came of the hearing", rows=5)
    version = f.HiddenField(required=False)


class HandoverForm(f.GovukForm):
    starts_at = f.LocalDateTimeField(label="When is the child handed over?", missing="Enter when")
    into_care_of = f.SelectField(label="Into whose care? (optional)", required=False, choices=[])
    note = f.TextField(label="Note (optional)", required=False, max_length=200)

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into_care_of"].choices = people_choices(people)


class OrderForm(f.GovukForm):
    kind = f.TextField(
        label="What was ordered?", hint="For example: Prohibited steps order", missing="Enter what was ordered", max_length=120
    )
    made_on = f.LocalDateField(label="When was it made?", missing="Enter when it was made", not_future=True)
    terms = f.TextAreaField(label="In the court's words (optional)", required=False, rows=6)
    ended_on = f.LocalDateField(label="Until when? (optional)", required=False)
