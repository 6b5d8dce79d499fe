"""Filters of the audit's pages. They are sent by GET, so that a search can be kept, and every one may be left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from cafcass_cases.core import clock
from cafcass_cases.ui import forms as f

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Period:
    """From ``since`` up to but without ``until`` (UTC); None: open."""

    since: datetime | None = None
    until: datetime | None = None


class DatesFilter(f.GovukForm):
    """Two dates in London: from the start of the first to the end of the last."""

    first_day = f.LocalDateField(label="From", required=False, label_size="s")
    last_day = f.LocalDateField(label="To", required=False, label_size="s")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day must be the same as or after the first")
        return cleaned

    @property
    def asked(self) -> bool:
        """Whether anything at all was asked for."""
        return any(value for name, value in self.data.items() if name != "page")

    def period(self) -> Period:
        """The days asked for, as moments; nothing where a date is not one."""
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        return Period(
            clock.from_london(first, time(0), fold=0) if first else None,
            clock.from_london(last + timedelta(days=1), time(0), fold=0) if last else None,
        )

    def chosen_id(self, name: str) -> UUID | None:
        text = self.cleaned_data.get(name)
        return UUID(text) if text else None


class CaseReadsFilter(DatesFilter):
    who = f.TextField(label="Who", hint="Name or e-mail address", required=False, width=20, label_size="s", max_length=200)

    groups = [f.Group("Show only", ["who", "first_day", "last_day"], size="s")]


class CaseChangesFilter(CaseReadsFilter):
    who = f.TextField(label="Who changed it", hint="Name or e-mail address", required=False, width=20, label_size="s", max_length=200)
    about = f.SelectField(label="About whom", required=False, choices=[], empty_label="Everybody", label_size="s")
    record = f.SelectField(label="What", required=False, choices=[], empty_label="Everything", label_size="s")

    groups = [f.Group("Show only", ["who", "about", "record", "first_day", "last_day"], size="s")]

    def __init__(self, *args: Any, people: Options = (), records: Options = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [f.Choice(value, words) for value, words in people]
        self.fields["record"].choices = [f.Choice(value, words) for value, words in records]


class SearchReadsFilter(CaseReadsFilter):
    reference = f.TextField(label="Case reference", required=False, width=20, label_size="s")

    groups = [f.Group("Search", ["reference", "who", "first_day", "last_day"], size="s")]


class SearchChangesFilter(SearchReadsFilter):
    record = f.SelectField(label="What", required=False, choices=[], empty_label="Everything", label_size="s")

    groups = [f.Group("Search", ["reference", "who", "record", "first_day", "last_day"], size="s")]

    def __init__(self, *args: Any, records: Options = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = [f.Choice(value, words) for value, words in records]


class AsAtForm(f.GovukForm):
    moment = f.LocalDateTimeField(
        label="Show the case as it stood at", missing="Enter the date and time", not_future=True, now_button=False
    )
    known = f.RadiosField(
        label="What to show",
        missing="Choose what to show",
        choices=[
            f.Choice("then", "What was known then", hint="Only what had been entered by that moment, in the words it had then"),
            f.Choice("now", "What had happened by then, as we know it now", hint="With what was entered later, marked"),
        ],
    )
