"""Restriction, grants and break-glass."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from ..models import AccessGrant


class StaffChoices(f.GovukForm):
    staff_field = "user"

    def __init__(self, *args: Any, staff: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.staff_field].choices = [
            f.Choice(str(user.pk), f"{user.full_name}, {user.get_role_display()}", object=user) for user in staff
        ]


class RestrictCaseForm(StaffChoices):
    staff_field = "named"
    reason = f.TextAreaField(label="Why may only named people see it?", missing="Say why only named people may see it", rows=2)
    named = f.CheckboxesField(label="Who may see it?", hint="At least one manager", missing="Name who may see it", choices=[])
    next_owner = f.SelectField(
        label="Who takes on what others still owe?",
        hint="Open tasks of people you do not name go to this person, one of those you name. Leave it empty if there are none.",
        required=False,
        choices=[],
        empty_label="Nobody",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_owner"].choices = [choice for choice in self.fields["named"].choices]


class GrantAccessForm(StaffChoices):
    user = f.SelectField(label="Whom do you let in?", missing="Choose whom you let in", choices=[])
    kind = f.RadiosField(
        label="As what?",
        missing="Choose as what",
        choices=[choice for choice in AccessGrant.Kind.choices if choice[0] != AccessGrant.Kind.BREAK_GLASS],
    )
    ends_on = f.LocalDateField(label="Until the end of which day? (optional)", required=False, not_past=True)
    reason = f.TextField(label="Why?", missing="Say why", max_length=200)


class BreakGlassForm(f.GovukForm):
    reference = f.TextField(
        label="Case reference", hint="For example C-2026-000123", missing="Enter the case reference", width=20, autocomplete="off"
    )
    reason = f.TextAreaField(label="Why must you see it now?", missing="Say why you must see it now", rows=3)


class ReviewForm(f.GovukForm):
    note = f.TextAreaField(
        label="What did you find?", hint="Was it needed? Is there anything to follow up?", missing="Write what you found", rows=3
    )
