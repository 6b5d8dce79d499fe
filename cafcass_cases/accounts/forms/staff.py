from typing import Any

from cafcass_cases.ui import forms as f

from .. import selectors
from ..models import Employment, Role
from .people import people, places


class AccountForm(f.GovukForm):
    full_name = f.TextField(label="Full name", missing="Enter their full name", max_length=120, width=20, autocomplete="off")
    email = f.EmailField(label="E-mail address", missing="Enter their e-mail address", width=20)
    telephone = f.TextField(
        label="Telephone number (optional)", required=False, width=20, max_length=30, input_type="tel", autocomplete="off"
    )
    role = f.RadiosField(label="Role", missing="Choose a role", choices=Role.choices)
    post = f.TextField(
        label="Post (optional)", required=False, hint="For example, Family Court Adviser or Children's Guardian", width=20, max_length=120
    )
    employment = f.RadiosField(label="Employment", missing="Choose how they are employed", choices=Employment.choices)
    registration_number = f.TextField(
        label="Social Work England registration number",
        hint="Needed for a practitioner, manager, Head of Practice or Assistant Director. For example, SW12345",
        required=False,
        width=10,
        max_length=20,
        spellcheck=False,
    )
    registration_expires_on = f.LocalDateField(label="Registration renewed by (optional)", required=False)
    records_checked_on = f.LocalDateField(
        label="Criminal records checked on (optional)", hint="It is made again every three years.", required=False, not_future=True
    )
    team = f.SelectField(label="Team", hint="For a practitioner, manager or business support", required=False, empty_label="No team")
    service_area = f.SelectField(
        label="Service area", hint="For a Head of Practice or Assistant Director", required=False, empty_label="No service area"
    )
    line_manager = f.SelectField(
        label="Line manager",
        hint="The manager of record. A locum or Cafcass Associate must have one; for others the team's manager counts where there is none.",
        required=False,
        empty_label="No line manager",
    )
    version = f.VersionField(required=False)

    groups = [
        f.Group("The person", ["full_name", "email", "telephone"]),
        f.Group("Their work", ["role", "post", "employment", "registration_number", "registration_expires_on", "records_checked_on"]),
        f.Group("Where they belong", ["team", "service_area", "line_manager"]),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = places(selectors.teams())
        self.fields["service_area"].choices = places(selectors.areas())
        self.fields["line_manager"].choices = people(selectors.managers())

    def values(self) -> dict[str, Any]:
        """The cleaned data as the service takes them."""
        values = {k: v for k, v in self.cleaned_data.items() if k != "version"}
        return {**values, **{k: values[k] or None for k in ("team", "service_area", "line_manager")}}


class ReasonForm(f.GovukForm):
    reason = f.TextAreaField(label="Reason", missing="Write why", rows=3, max_length=500)
