from typing import Any

from django.core.exceptions import ValidationError

from cafcass_cases.ui import forms as f

from .defaults import Setting, minutes_of
from .models import PolicyVersion, Unit
from .registry import staff_groups

WORDINGS = ["wording_read", "wording_understood", "wording_act"]


class LocalDefaultForm(f.GovukForm):
    """A number and a unit; a time of day is asked as such."""

    value = f.IntegerField(label="Limit", missing="Enter the limit as a whole number", width=4)
    unit = f.RadiosField(label="Counted in", missing="Choose what it is counted in")
    reason = f.TextAreaField(label="Why is it changed?", missing="Write why it is changed", rows=4, max_length=1000)

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [f.Choice(u, str(Unit(u).label).capitalize()) for u in setting.units]
        if setting.shipped.unit == Unit.TIME_OF_DAY:
            self.fields["value"] = _TimeOfDayField(label="Time of day", hint="For example, 17:00", missing="Enter a time of day", width=5)
        if len(setting.units) == 1:
            del self.fields["unit"]


class _TimeOfDayField(f.TextField):
    """ "17:00", cleaned to minutes after midnight."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return minutes_of(text.replace(".", ":"))
        except ValueError as error:
            raise ValidationError("Enter a time like 17:00") from error


class HolidayForm(f.GovukForm):
    day = f.LocalDateField(label="Date", missing="Enter the date")
    name = f.TextField(label="Name of the holiday", missing="Enter the holiday's name", max_length=120, width=20)


class WithdrawHolidayForm(f.GovukForm):
    reason = f.TextAreaField(label="Why does the day count as a working day?", missing="Write why the day counts", rows=3, max_length=500)


class PolicyVersionForm(f.GovukForm):
    """A version's dates, and who confirms it in which words."""

    number = f.TextField(label="Version", missing="Enter the version's number", hint="For example, 1.8", width=5, max_length=12)
    approved_on = f.LocalDateField(label="Approved on (optional)", required=False)
    in_force_on = f.LocalDateField(label="In force from", missing="Enter the date it comes into force")
    review_on = f.LocalDateField(label="Review due on (optional)", required=False)
    whats_new = f.TextAreaField(
        label="What is new in it? (optional)", hint="Staff read this when they confirm the version.", required=False, rows=4
    )
    attestation = f.RadiosField(
        label="Who confirms that they have read it?",
        missing="Choose who confirms it",
        choices=[
            f.Choice("none", "Nobody"),
            f.Choice("all", "All staff"),
            f.Choice("groups", "Some groups of staff", reveals=("groups_of_staff",)),
        ],
    )
    groups_of_staff = f.CheckboxesField(label="Which groups?", missing="Choose at least one group")
    wording_read = f.TextField(label="They confirm that they have read it", required=False, width="full", max_length=300)
    wording_understood = f.TextField(label="They confirm that they have understood it", required=False, width="full", max_length=300)
    wording_act = f.TextField(label="They confirm that they will act on it", required=False, width="full", max_length=300)
    version = f.VersionField()

    groups = [
        f.Group("The version", ["number", "approved_on", "in_force_on", "review_on", "whats_new"]),
        f.Group("Confirmation by staff", ["attestation"]),
        f.Group(
            "What they confirm",
            WORDINGS,
            hint="Left empty, the usual words are used. They are kept with the version and with each confirmation.",
        ),
    ]

    def __init__(self, *args: Any, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups_of_staff"].choices = staff_groups()
        if changing:
            del self.fields["number"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the services take of a version."""
        data = self.cleaned_data
        asked = {"none": [], "all": [PolicyVersion.EVERYBODY], "groups": data.get("groups_of_staff") or []}
        wording = [data[name] for name in WORDINGS] if data["attestation"] != "none" else []
        return {
            **{name: data[name] for name in ("approved_on", "in_force_on", "review_on", "whats_new")},
            "attested_by": asked[data["attestation"]],
            "attestation_wording": wording,
        }
