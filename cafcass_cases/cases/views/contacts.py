"""Contact details: recorded once for several, ended, kept from whom they must be kept from."""

from typing import Any

from .. import selectors, services
from ..forms.people import ConfidentialityForm, ContactDetailForm, EndOnForm
from ..models import ContactDetail
from .base import PersonForm


class RecordContactDetail(PersonForm):
    form_class = ContactDetailForm
    submit_label = "Save the detail"
    success_message = "The contact detail is recorded."

    def get_title(self) -> str:
        return f"A contact detail of {self.person.full_name}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"person": self.person, "people": selectors.people_of_case(self.case), "authorities": selectors.authorities()}

    def initial_values(self) -> dict[str, Any]:
        return {"confidentiality": "not_asked"}

    def perform(self, form: ContactDetailForm) -> str:
        data = dict(form.cleaned_data)
        services.record_contact_detail(
            person=self.person,
            **{
                **data,
                "replaces_others": bool(data["replaces_others"]),
                "local_authority": data["local_authority"] or None,
            },
            by=self.request.user,
            now=self.now,
        )
        return self.person_url()


class OfDetail(PersonForm):
    detail: ContactDetail

    def find_case(self) -> Any:
        self.detail = selectors.record_for(self.request.user, ContactDetail, self.kwargs["detail_id"], self.now, path="person__case")
        self.person = self.detail.person
        return self.person.case


class SetConfidentiality(OfDetail):
    form_class = ConfidentialityForm
    success_message = "It is recorded who may know."

    def get_title(self) -> str:
        return f"Who may know the {self.detail.get_kind_display().lower()} of {self.person.full_name}?"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": [one for one in selectors.people_of_case(self.case) if one.pk != self.person.pk]}

    def initial_values(self) -> dict[str, Any]:
        return {
            "confidentiality": self.detail.confidentiality,
            "withheld_from": self.detail.withheld_from,
            "withheld_from_people": [str(one) for one in self.detail.withheld_from_people],
            "safe_to_use": self.detail.safe_to_use,
            "version": self.detail.version,
        }

    def perform(self, form: ConfidentialityForm) -> str:
        data = form.cleaned_data
        services.set_confidentiality(
            detail=self.detail,
            confidentiality=data["confidentiality"],
            withheld_from=data["withheld_from"],
            withheld_from_people=data["withheld_from_people"],
            safe_to_use=data["safe_to_use"],
            same_for_household=bool(data["same_for_household"]),
            reason=data["reason"],
            version=int(data["version"]) if data["version"].isdigit() else None,
            by=self.request.user,
            now=self.now,
        )
        return self.person_url()


class EndContactDetail(OfDetail):
    form_class = EndOnForm
    success_message = "The detail is ended."

    def get_title(self) -> str:
        return f"The {self.detail.get_kind_display().lower()} of {self.person.full_name} is no longer theirs"

    def perform(self, form: EndOnForm) -> str:
        data = form.cleaned_data
        services.end_contact_detail(detail=self.detail, to_on=data["ended_on"], reason=data["reason"], by=self.request.user, now=self.now)
        return self.person_url()
