"""People, names, relationships, contact details, links and markers."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from ..models import AUDIENCES, ContactDetail, LocalAuthority, Marker, Person, PersonName, Relationship, RoleInCase


def people_choices(people: Iterable[Person]) -> list[f.Choice]:
    return [f.Choice(str(one.pk), f"{one.full_name}, {one.get_role_display().lower()}", object=one) for one in people]


class PersonForm(f.GovukForm):
    role = f.RadiosField(
        label="Who are they in this case?",
        missing="Choose who they are in this case",
        choices=[
            f.Choice(value, label, reveals=("connected_how", "connected_to") if value == RoleInCase.CONNECTED_CHILD else ())
            for value, label in RoleInCase.choices
        ],
    )
    connected_how = f.TextField(
        label="How is the child connected, such as “the father's other son”?",
        missing="Say how this child is connected",
        max_length=120,
    )
    connected_to = f.SelectField(label="Through whom? (optional)", required=False, choices=[])
    given_names = f.TextField(label="Given names", required=False, hint="Leave a name empty when it is not known", max_length=120)
    family_name = f.TextField(label="Family name", required=False, max_length=120)
    is_unborn = f.CheckboxesField(label="Unborn", required=False, choices=[f.Choice("yes", "Not born yet", reveals=("expected_on",))])
    expected_on = f.LocalDateField(label="Expected on (optional)", required=False)
    date_of_birth = f.LocalDateField(label="Date of birth (optional)", required=False, not_future=True)
    sex = f.TextField(label="Sex (optional)", required=False, width=10, max_length=40)
    ethnicity = f.TextField(label="Ethnicity, as they describe it (optional)", required=False, width=20, max_length=80)
    religion = f.TextField(label="Religion or belief (optional)", required=False, width=20, max_length=80)
    language = f.TextField(label="First language (optional)", required=False, width=20, max_length=80)
    interpreter_needed = f.YesNoField(label="Is an interpreter needed? (optional)", required=False)
    disability = f.TextField(label="Disability and what helps (optional)", required=False, max_length=200)
    occupation = f.TextField(label="Occupation (optional)", required=False, max_length=120)
    works_with_children = f.YesNoField(label="Do they work with children, or volunteer? (optional)", required=False)
    version = f.HiddenField(required=False)

    groups = [
        f.Group("In this case", ["role"]),
        f.Group("Name and birth", ["given_names", "family_name", "date_of_birth", "is_unborn", "sex"]),
        f.Group("What to know when meeting them", ["language", "interpreter_needed", "disability", "ethnicity", "religion"]),
        f.Group("Work", ["occupation", "works_with_children"]),
    ]

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["connected_to"].choices = people_choices(people)


class ChangePersonForm(PersonForm):
    keep_old_name_as = f.RadiosField(
        label="If the name changes, what was the old one?",
        required=False,
        choices=[*PersonName.Kind.choices, ("", "A slip of the pen: do not keep it")],
    )
    reason = f.TextField(label="Why does it change? (optional)", required=False, max_length=200)

    groups = [*PersonForm.groups, f.Group("The change", ["keep_old_name_as", "reason"])]


class NameForm(f.GovukForm):
    kind = f.RadiosField(label="What kind of name is it?", missing="Choose what kind of name it is", choices=PersonName.Kind.choices)
    given_names = f.TextField(label="Given names", required=False, max_length=120)
    family_name = f.TextField(label="Family name", required=False, max_length=120)

    def clean(self) -> None:
        super().clean()
        self.require_one_of(["given_names", "family_name"], "Enter a name")


class ConfidentialityFields(f.GovukForm):
    confidentiality = f.RadiosField(
        label="Is it confidential?",
        missing="Say whether it is confidential",
        choices=[
            f.Choice("open", "No, it is not confidential"),
            f.Choice("confidential", "Yes, confidential", reveals=("withheld_from", "withheld_from_people")),
            f.Choice("not_asked", "Not yet asked"),
        ],
    )
    withheld_from = f.CheckboxesField(
        label="From whom must it be kept?",
        hint="Leave all empty to keep it from everybody but the authority, the police and the court",
        required=False,
        choices=AUDIENCES,
    )
    withheld_from_people = f.CheckboxesField(label="From anybody by name?", required=False, choices=[])
    safe_to_use = f.YesNoField(label="Is it safe to ring or write here? (leave empty if not asked)", required=False)

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withheld_from_people"].choices = [(str(one.pk), one.full_name) for one in people]


class ContactDetailForm(ConfidentialityFields):
    kind = f.RadiosField(label="What is it?", missing="Choose what it is", choices=ContactDetail.Kind.choices)
    value = f.TextField(
        label="The detail",
        hint="For an address its lines, with commas between; for a school its name",
        missing="Enter the detail",
        max_length=300,
    )
    postcode = f.TextField(label="Postcode (optional)", required=False, width=10, max_length=10, autocomplete="off")
    local_authority = f.SelectField(
        label="Local authority (addresses)",
        hint="Leave it empty when this case knows the postcode already",
        required=False,
        choices=[],
    )
    from_on = f.LocalDateField(label="Since when? (optional)", required=False)
    replaces_others = f.CheckboxesField(
        label="The one before", required=False, choices=[f.Choice("yes", "This takes the place of the details of this kind they have now")]
    )
    also_for = f.CheckboxesField(label="For whom else in this case?", required=False, choices=[])
    source = f.TextField(
        label="How do you know? (optional)", hint="For example: C8, the mother by telephone", required=False, max_length=200
    )

    # The fields of the class above stand after these.
    field_order = ["kind", "value", "postcode", "local_authority", "from_on", "replaces_others", "also_for", "source"]
    groups = [
        f.Group("The detail", ["kind", "value", "postcode", "local_authority", "from_on", "replaces_others", "also_for", "source"]),
        f.Group("Who may know", ["confidentiality", "safe_to_use"]),
    ]

    def __init__(self, *args: Any, person: Person, authorities: Iterable[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [choice for choice in kwargs.get("people", ()) if choice.pk != person.pk]
        self.fields["also_for"].choices = people_choices(others)
        self.fields["local_authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]


class ConfidentialityForm(ConfidentialityFields):
    same_for_household = f.CheckboxesField(
        label="The same elsewhere", required=False, choices=[f.Choice("yes", "The same for everybody in this case with this detail")]
    )
    reason = f.TextAreaField(label="Who said so, and why? (needed when it is no longer confidential)", required=False, rows=2)
    version = f.HiddenField(required=False)


class EndOnForm(f.GovukForm):
    ended_on = f.LocalDateField(label="Until when?", missing="Enter the day", not_future=True)
    reason = f.TextField(label="Why? (optional)", required=False, max_length=200)


class RelationshipForm(f.GovukForm):
    kind = f.RadiosField(label="They are …", missing="Choose how they stand to each other", choices=Relationship.Kind.choices)
    others = f.CheckboxesField(label="… of whom?", missing="Choose at least one person", choices=[])
    parental_responsibility = f.YesNoField(label="With parental responsibility? (leave empty if not known)", required=False)
    note = f.TextField(label="Note (optional)", required=False, max_length=200)
    from_on = f.LocalDateField(label="Since when? (optional)", required=False)

    def __init__(self, *args: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = people_choices(people)


class DecideLinkForm(f.GovukForm):
    same = f.RadiosField(
        label="Are they the same human being?",
        missing="Say whether they are the same",
        choices=[f.Choice("yes", "Yes, the same"), f.Choice("no", "No, two different people")],
    )
    reason = f.TextAreaField(label="How do you know?", missing="Say how you know", rows=3)


class MarkerForm(f.GovukForm):
    kind = f.RadiosField(label="Which marker?", missing="Choose a marker", choices=Marker.Kind.choices)
    status = f.TextField(label="Status or category (optional)", required=False, max_length=120)
    source = f.TextField(label="Who says so?", missing="Enter who says so", max_length=200)
    detail = f.TextAreaField(label="Details (only those who see this case read them)", required=False, rows=4)
    from_on = f.LocalDateField(label="Since when? (optional)", required=False)
    review_on = f.LocalDateField(label="To be looked at again on (optional)", required=False)
