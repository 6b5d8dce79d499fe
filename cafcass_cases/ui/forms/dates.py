"""Dates and moments as people in England write them.

A moment is asked in London time and cleaned to UTC. The hour that the spring change skips is refused; the hour that
the autumn change repeats asks which of the two is meant (DESIGN §4). No field has a default: "now" is one tap.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe

from cafcass_cases.core import clock

from ..markup import component
from ..words import london, london_date
from .bound import GovukBoundField
from .fields import GovukField

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST_YEAR = 1900

Parts = dict[str, str]


class PartsWidget(forms.Widget):
    """Reads ``name-day``, ``name-month`` and so on from posted data into one dictionary."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        super().__init__()
        self.parts = parts

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Parts:
        return {part: str(data.get(f"{name}-{part}") or "").strip() for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)


def read_month(text: str) -> int | None:
    """A month's number from "3", "03", "Mar" or "March"; None where it is none of these."""
    if re.fullmatch(r"\d{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    start = text.lower()[:3]
    full = text.lower().rstrip(".")
    for number, short in enumerate(MONTHS, start=1):
        name = date(2000, number, 1).strftime("%B").lower()
        if start == short and (full == short or name.startswith(full) or full == "sept"):
            return number
    return None


def read_time(text: str) -> time | None:
    """A time from "16:40", "16.40", "1640", "4:40pm" or "4pm"; None where it is none of these."""
    lowered = text.lower().replace(" ", "").replace(".", ":")
    if lowered in ("midday", "noon"):
        return time(12)
    if lowered == "midnight":
        return time(0)
    match = re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?(am|pm|a:m:?|p:m:?)?", lowered)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if match[2] is None and half is None:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class LocalDateField(GovukField):
    """A date in three boxes. Cleaned to ``date`` or ``None``.

    ``not_future`` and ``not_past`` compare with London's date at the form's ``now``.
    """

    parts: tuple[str, ...] = ("day", "month", "year")

    def __init__(self, *, not_future: bool = False, not_past: bool = False, birth: bool = False, **common: Any) -> None:
        self.not_future, self.not_past, self.birth = not_future, not_past, birth
        # The boxes to mark when something is wrong; set while cleaning.
        self.wrong: tuple[str, ...] = ()
        self.now: datetime | None = None
        super().__init__(widget=PartsWidget(self.parts), **common)

    def _refuse(self, message: str, *parts: str, code: str = "invalid") -> ValidationError:
        self.wrong = parts or self.parts[:3]
        return ValidationError(message, code=code)

    def is_blank(self, data: Any) -> bool:
        return not data or not any(data.values()) if isinstance(data, dict) else data is None

    def read_date(self, parts: Parts) -> date:
        """The date in the boxes. Raises ``ValidationError`` with a sentence that says what to do."""
        absent = [part for part in ("day", "month", "year") if not parts.get(part)]
        if absent:
            listed = " and ".join(("a " + part) for part in absent)
            raise self._refuse(f"The date must include {listed}", *absent)
        month = read_month(parts["month"])
        if month is None:
            raise self._refuse("Enter a month from 1 to 12, like 3", "month")
        if not re.fullmatch(r"\d{1,2}", parts["day"]) or not 1 <= int(parts["day"]) <= 31:
            raise self._refuse("Enter a day from 1 to 31", "day")
        if not re.fullmatch(r"\d{4}", parts["year"]):
            raise self._refuse("Enter the year with 4 digits, like 2026", "year")
        if int(parts["year"]) < EARLIEST_YEAR:
            raise self._refuse(f"Enter a year after {EARLIEST_YEAR}", "year")
        try:
            return date(int(parts["year"]), month, int(parts["day"]))
        except ValueError:
            name = date(2000, month, 1).strftime("%B")
            raise self._refuse(f"Enter a day that exists: {name} {parts['year']} has no {int(parts['day'])}", "day") from None

    def today(self) -> date:
        return clock.london_date(self.now or clock.now())

    def clean(self, value: Any) -> Any:
        self.wrong = ()
        if self.is_blank(value):
            if self.required:
                raise self._refuse(self.missing, *self.parts, code="required")
            return None
        day = self.read_date(value)
        if self.not_future and day > self.today():
            raise self._refuse("Enter a date that is today or in the past")
        if self.not_past and day < self.today():
            raise self._refuse("Enter a date that is today or later")
        return day

    def shown_parts(self, value: Any) -> Parts:
        """What stands in the boxes: what was typed, or an initial date."""
        if isinstance(value, dict):
            return value
        if isinstance(value, datetime):
            value = clock.london_date(value)
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return {}

    def first_control_id(self, bound: GovukBoundField) -> str:
        return f"{bound.auto_id}-{self.wrong[0] if self.wrong else 'day'}"

    def _boxes(self, bound: GovukBoundField, shown: Parts) -> list[dict[str, Any]]:
        wrong = set(self.wrong or self.parts) if bound.errors else set()
        boxes = []
        for part in ("day", "month", "year"):
            box: dict[str, Any] = {
                "name": part,
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}",
                "value": shown.get(part, ""),
                "error": part in wrong,
            }
            if self.birth:
                box["autocomplete"] = f"bday-{part}"
            boxes.append(box)
        # A month may be typed as a word.
        boxes[1]["inputmode"] = "text"
        return boxes

    def params(self, bound: GovukBoundField) -> dict[str, Any]:
        shown = self.shown_parts(bound.value())
        return {
            **bound.common(),
            "name_prefix": bound.html_name,
            "fieldset": bound.fieldset_params(),
            "items": self._boxes(bound, shown),
        }

    def render_group(self, bound: GovukBoundField) -> SafeString:
        return component("date-input", self.params(bound))

    def display(self, value: Any) -> str:
        if isinstance(value, dict):
            try:
                return london_date(self.read_date(value))
            except ValidationError:
                return " ".join(value.get(p, "") for p in self.parts).strip()
        return london_date(value) if value else ""


class LocalDateTimeField(LocalDateField):
    """A moment: three boxes for the date and one for the time, in London. Cleaned to an aware UTC ``datetime``.

    ``now_button`` offers "It is now". ``not_future`` and ``not_past`` compare with the form's ``now``.
    """

    parts = ("day", "month", "year", "time", "now", "fold")

    def __init__(self, *, now_button: bool = True, **common: Any) -> None:
        self.now_button = now_button
        super().__init__(**common)

    def _present(self) -> datetime:
        return self.now or clock.now()

    def is_blank(self, data: Any) -> bool:
        return not any(data.get(p) for p in ("day", "month", "year", "time", "now")) if isinstance(data, dict) else not data

    def read_moment(self, parts: Parts) -> datetime:
        """The moment in the boxes, in UTC. Raises ``ValidationError`` with a sentence that says what to do."""
        typed = any(parts.get(p) for p in ("day", "month", "year", "time"))
        if parts.get("now") and self.now_button:
            if typed:
                raise self._refuse("Enter a date and time, or choose “It is now”, not both", "day", "month", "year", "time")
            return self._present()
        day = self.read_date(parts)
        if not parts.get("time"):
            raise self._refuse("Enter the time as well, like 16:40", "time")
        at = read_time(parts["time"])
        if at is None:
            raise self._refuse("Enter the time in hours and minutes, like 16:40", "time")
        fold = int(parts["fold"]) if parts.get("fold") in ("0", "1") else None
        try:
            return clock.from_london(day, at, fold=fold)
        except clock.HourDoesNotExist:
            raise self._refuse(
                f"{at:%H:%M} did not happen on {london_date(day)}, because the clocks went forward. Enter another time",
                "time",
            ) from None
        except clock.HourHappensTwice:
            raise self._refuse(
                f"{at:%H:%M} happened twice on {london_date(day)}, because the clocks went back. Choose which one it was",
                "time",
                code="twice",
            ) from None

    def clean(self, value: Any) -> datetime | None:
        self.wrong = ()
        if self.is_blank(value):
            if self.required:
                raise self._refuse(self.missing, "day", "month", "year", "time", code="required")
            return None
        moment = self.read_moment(value)
        if self.not_future and moment > self._present():
            raise self._refuse("Enter a time that has already happened", "day", "month", "year", "time")
        if self.not_past and moment < self._present():
            raise self._refuse("Enter a time that is still to come", "day", "month", "year", "time")
        return moment

    def shown_parts(self, value: Any) -> Parts:
        if isinstance(value, datetime):
            local = clock.london(value)
            parts = {"day": str(local.day), "month": str(local.month), "year": str(local.year), "time": f"{local:%H:%M}"}
            if self._twice(parts):
                parts["fold"] = str(local.fold)
            return parts
        return super().shown_parts(value)

    def freeze(self, parts: Parts) -> Parts:
        """ "It is now" turned into the moment it meant, so that coming back later does not move it."""
        return self.shown_parts(self._present()) if parts.get("now") and self.now_button else parts

    def _twice(self, parts: Parts) -> datetime | None:
        """The first of the two moments, where the boxes name an hour that happened twice."""
        try:
            day, at = self.read_date(parts), read_time(parts.get("time") or "")
        except ValidationError:
            return None
        if at is None:
            return None
        first = datetime.combine(day, at, clock.LONDON)
        return first if first.utcoffset() != first.replace(fold=1).utcoffset() and self._exists(first) else None

    @staticmethod
    def _exists(local: datetime) -> bool:
        return local.astimezone(UTC).astimezone(clock.LONDON).replace(tzinfo=None) == local.replace(tzinfo=None)

    def params(self, bound: GovukBoundField) -> dict[str, Any]:
        wrong_before = self.wrong
        params = super().params(bound)
        shown = self.shown_parts(bound.value())
        params["items"].append(
            {
                "name": "time",
                "label": "Time",
                "classes": "govuk-input--width-5",
                "value": shown.get("time", ""),
                "error": bool(bound.errors) and (not wrong_before or "time" in wrong_before),
                "inputmode": "text",
            }
        )
        extra = self._fold_radios(bound, shown) + self._now_tick(bound, shown)
        self.wrong = wrong_before
        if extra:
            params["extra"] = mark_safe(extra)
        return params

    def _fold_radios(self, bound: GovukBoundField, shown: Parts) -> str:
        first = self._twice(shown)
        if first is None:
            return ""
        words = f"{first:%H:%M}"
        return component(
            "radios",
            {
                "name": f"{bound.html_name}-fold",
                "id_prefix": f"{bound.auto_id}-fold",
                "classes": "govuk-radios--small app-which-hour",
                "fieldset": {"legend": {"text": f"{words} happened twice that night. Which one?", "classes": "govuk-fieldset__legend--s"}},
                "items": [
                    {"value": "0", "text": f"The first {words} (BST)", "checked": shown.get("fold") == "0"},
                    {"value": "1", "text": f"The second {words} (GMT)", "checked": shown.get("fold") == "1"},
                ],
            },
        )

    def _now_tick(self, bound: GovukBoundField, shown: Parts) -> str:
        if not self.now_button:
            return ""
        return component(
            "checkboxes",
            {
                "name": f"{bound.html_name}-now",
                "id_prefix": f"{bound.auto_id}-now",
                "classes": "govuk-checkboxes--small",
                "form_group": {
                    "classes": "app-now",
                    "attributes": {"data-app-now": self._present().isoformat(), "data-app-for": bound.auto_id},
                },
                "items": [{"value": "on", "text": "It is now", "checked": bool(shown.get("now"))}],
            },
        )

    def display(self, value: Any) -> str:
        if isinstance(value, dict):
            try:
                return london(self.read_moment(value))
            except ValidationError:
                return " ".join(value.get(p, "") for p in self.parts[:4]).strip()
        return london(value) if value else ""
