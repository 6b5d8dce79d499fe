"""What administrators type to keep the directories."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError

from cafcass_cases.ui import forms as f

from ..models import AuthorityContact, LocalAuthority
from ..shapes import referral_address_fault, telephone_fault, web_address_fault


class ShapedField(f.TextField):
    """One line that must have a shape; ``fault`` answers the sentence that says what to do, or nothing."""

    def __init__(self, *, fault: Callable[[str], str], **common: Any) -> None:
        self.fault = fault
        super().__init__(**{"spellcheck": False, "autocomplete": "off", **common})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        sentence = self.fault(text) if text else ""
        if sentence:
            raise ValidationError(sentence)
        return text


def telephone_field(**common: Any) -> ShapedField:
    given = {"label": "Telephone (optional)", "required": False, "width": 20, "max_length": 30, **common}
    return ShapedField(fault=telephone_fault, input_type="tel", **given)


def web_address_field(label: str) -> ShapedField:
    return ShapedField(fault=web_address_fault, label=f"{label} (optional)", required=False, input_type="url", max_length=200)


class Reasoned(f.GovukForm):
    reason = f.TextField(
        label="Why does it change, and how do you know?",
        hint="For example: letter of 3 March, telephone call with their duty team",
        missing="Say why, and how you know",
        max_length=100,
    )
    version = f.VersionField()


class AuthorityForm(Reasoned):
    name = f.TextField(label="Name", missing="Enter the name", max_length=120)
    official_name = f.TextField(label="Official name", missing="Enter the official name", max_length=160)
    partnership_name = f.TextField(label="Safeguarding children partnership (optional)", required=False, max_length=160)
    procedures_url = web_address_field("Web address of the local procedures")
    thresholds_url = web_address_field("Web address of the thresholds")
    escalation_procedure_url = web_address_field("Web address of the escalation procedure")
    written_referral_address = ShapedField(
        fault=referral_address_fault,
        label="Where written referrals go (optional)",
        hint="A secure e-mail address, or the web address of the authority's portal",
        required=False,
        max_length=200,
    )

    field_order = [
        "name", "official_name", "partnership_name", "procedures_url", "thresholds_url", "escalation_procedure_url", "written_referral_address",
        "reason", "version",
    ]  # fmt: skip
    groups = [
        f.Group("The authority", ["name", "official_name"]),
        f.Group("Local arrangements", ["partnership_name", "procedures_url", "thresholds_url", "escalation_procedure_url"]),
        f.Group("Written referrals", ["written_referral_address"]),
        f.Group("The change", ["reason"]),
    ]


class ContactForm(Reasoned):
    name = f.TextField(label="Name or job title (optional)", required=False, max_length=120)
    telephone = telephone_field(hint="Needed for daytime and out of hours")
    email = f.EmailField(label="E-mail (optional)", required=False, max_length=254)
    hours = f.TextField(
        label="When it is answered (optional)", hint="For example: Monday to Friday, 09:00 to 17:00", required=False, max_length=120
    )
    is_invented = f.ConfirmField(label="This contact is invented for demonstration: nobody answers it", required=False)

    field_order = ["kind", "name", "telephone", "email", "hours", "is_invented", "reason", "version"]


class AddContactForm(ContactForm):
    kind = f.RadiosField(label="What is it for?", missing="Choose what this contact is for", choices=AuthorityContact.Kind.choices)


class EndContactForm(Reasoned):
    ended_on = f.LocalDateField(label="Since when is it not right?", missing="Enter since when it is not right", not_future=True)

    field_order = ["ended_on", "reason", "version"]


class CourtForm(Reasoned):
    name = f.TextField(label="Name", missing="Enter the name", max_length=160)
    aliases = f.TextAreaField(
        label="Other names (optional)",
        hint="One on each line. Applications that name the court by one of them find it.",
        required=False,
        rows=4,
        spellcheck=False,
    )
    email = f.EmailField(label="E-mail (optional)", required=False, max_length=254)
    address = f.TextAreaField(label="Address (optional)", required=False, rows=3, max_length=300, spellcheck=False)
    dfj_area = f.TextField(label="Designated Family Judge area (optional)", required=False, max_length=120)
    region = f.TextField(label="Region (optional)", required=False, max_length=60, width=20)

    field_order = ["epims_id", "name", "aliases", "email", "address", "dfj_area", "region", "reason", "version"]

    def clean(self) -> None:
        super().clean()
        if any(len(alias.strip()) > 160 for alias in self.cleaned_data.get("aliases", "").splitlines()):
            self.add_error("aliases", "Write each name on a line of its own, in 160 characters or fewer.")


class AddCourtForm(CourtForm):
    epims_id = f.TextField(
        label="ePIMS number", hint="The court's number in the courts' register of buildings", missing="Enter the court's ePIMS number",
        width=10, max_length=12, inputmode="numeric", spellcheck=False,
    )  # fmt: skip


class AuthoritiesServedForm(f.GovukForm):
    """Every authority, region by region; those the court serves are ticked."""

    reason = f.TextField(label="Why does it change, and how do you know?", missing="Say why, and how you know", max_length=100)
    version = f.VersionField()

    def __init__(self, *args: Any, authorities: Iterable[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = {name: self.fields.pop(name) for name in ("reason", "version")}
        by_region = groupby(sorted(authorities, key=lambda one: (one.region, one.name)), key=lambda one: one.region)
        for number, (region, some) in enumerate(by_region):
            choices = [f.Choice(str(one.pk), one.name, object=one) for one in some]
            self.fields[f"region_{number}"] = f.CheckboxesField(label=region, required=False, small=True, choices=choices)
        self.fields.update(last)

    @staticmethod
    def ticked(authorities: Iterable[LocalAuthority], served: Iterable[Any]) -> dict[str, list[str]]:
        """First values: ``served`` are the ids of the authorities that are ticked."""
        keys = set(served)
        by_region = groupby(sorted(authorities, key=lambda one: (one.region, one.name)), key=lambda one: one.region)
        return {f"region_{number}": [str(one.pk) for one in some if one.pk in keys] for number, (_, some) in enumerate(by_region)}

    @property
    def chosen(self) -> list[LocalAuthority]:
        return [one for name, some in self.cleaned_data.items() if name.startswith("region_") for one in some]


class PoliceForceForm(Reasoned):
    name = f.TextField(label="Name", missing="Enter the name", max_length=120)
    telephone = telephone_field()
    email = f.EmailField(label="E-mail (optional)", required=False, max_length=254)
    is_invented = f.ConfirmField(label="The telephone and e-mail are invented for demonstration: nobody answers them", required=False)

    field_order = ["name", "telephone", "email", "is_invented", "reason", "version"]
