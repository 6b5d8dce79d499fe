"""Entries in the record."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from ..models import Person, RecordEntry
from ..services.entries import DIRECT_WORK_POINTS
from .people import people_choices

POINT_FIELDS = tuple(f"point_{key}" for key in DIRECT_WORK_POINTS)


class EntryForm(f.GovukForm):
    kind = f.RadiosField(
        label="What kind of entry is it?",
        missing="Choose what kind of entry it is",
        choices=[
            f.Choice(value, label, reveals=POINT_FIELDS if value == RecordEntry.Kind.DIRECT_WORK else ())
            for value, label in RecordEntry.Kind.choices
        ],
    )
    happened_at = f.LocalDateTimeField(label="When did it happen?", missing="Enter when it happened", not_future=True, now_button=True)
    reached_us_at = f.LocalDateTimeField(label="When did Cafcass come to know? (only if later)", required=False, not_future=True)
    about = f.CheckboxesField(label="About whom? (optional)", required=False, choices=[])
    title = f.TextField(label="In a few words (optional)", required=False, max_length=160)
    text = f.TextAreaField(
        label="What was said, seen or done?",
        hint="Keep what you saw apart from what you think. Give the words used.",
        missing="Write what happened",
        rows=10,
    )
    for _key, _label in DIRECT_WORK_POINTS.items():
        locals()[f"point_{_key}"] = f.TextAreaField(label=_label, missing=f"Write: {_label[0].lower()}{_label[1:]}", rows=2)
    del _key, _label

    groups = [
        f.Group("What and when", ["kind", "happened_at", "reached_us_at"]),
        f.Group("The entry", ["about", "title", "text"]),
    ]

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = people_choices(people)


class CorrectEntryForm(f.GovukForm):
    title = f.TextField(label="In a few words (optional)", required=False, max_length=160)
    text = f.TextAreaField(label="The corrected entry", missing="Write what happened", rows=10)
    happened_at = f.LocalDateTimeField(label="When did it happen?", missing="Enter when it happened", not_future=True)
    reason = f.TextField(label="What was wrong?", missing="Say what was wrong", max_length=200)
