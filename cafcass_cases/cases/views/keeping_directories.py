"""Keeping the directories: administrators change them, with reasons; nothing is deleted."""

from typing import Any

from django.core.exceptions import PermissionDenied

from cafcass_cases.accounts.rules import may_administer
from cafcass_cases.ui.views import ServiceFormView

from ..forms import directories as forms
from ..models import AuthorityContact, LocalAuthority
from ..presenting import url
from ..selectors import directories as places
from ..services import directories as services
from .directories import OfAuthority, OfCourt, OfForce


class Kept:
    """A form of the directories, for administrators: 403 for everybody else, who may read them."""

    request: Any
    now: Any

    def prepare(self) -> None:
        if not may_administer(self.request.user):
            raise PermissionDenied("Only an administrator can change the directories.")
        super().prepare()  # type: ignore[misc]

    def given(self, form: Any, *left_out: str) -> dict[str, Any]:
        return {name: value for name, value in form.cleaned_data.items() if name not in {"reason", "version", *left_out}}

    def stamped(self, form: Any) -> dict[str, Any]:
        return {
            "reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"], "by": self.request.user, "now": self.now,
        }  # fmt: skip


class ChangeAuthority(Kept, OfAuthority, ServiceFormView):
    form_class = forms.AuthorityForm
    title = "Change the authority"
    success_message = "The authority is changed."

    def initial_values(self) -> dict[str, Any]:
        return {name: getattr(self.place, name) for name in (*services.AUTHORITY_FIELDS, "version")}

    def perform(self, form: Any) -> str:
        services.change_authority(authority=self.place, changes=self.given(form), **self.stamped(form))
        return self.own_url()


class AddContact(Kept, OfAuthority, ServiceFormView):
    form_class = forms.AddContactForm
    title = "Add a contact"
    submit_label = "Add the contact"
    success_message = "The contact is added."

    def perform(self, form: Any) -> str:
        services.add_contact(
            authority=self.place, **self.given(form), reason=form.cleaned_data["reason"], by=self.request.user, now=self.now
        )
        return self.own_url()


class OfContact(OfAuthority):
    contact: AuthorityContact

    def find(self) -> LocalAuthority:
        self.contact = places.contact(self.kwargs["contact_id"])
        return self.contact.authority

    def get_caption(self) -> str:
        return f"{self.place.name} · {self.contact.get_kind_display()}"


class ChangeContact(Kept, OfContact, ServiceFormView):
    form_class = forms.ContactForm
    title = "Change the contact"
    success_message = "The contact is changed."

    def initial_values(self) -> dict[str, Any]:
        return {name: getattr(self.contact, name) for name in (*services.CONTACT_FIELDS, "version")}

    def perform(self, form: Any) -> str:
        services.change_contact(contact=self.contact, changes=self.given(form), **self.stamped(form))
        return self.own_url()


class EndContact(Kept, OfContact, ServiceFormView):
    form_class = forms.EndContactForm
    title = "End the contact"
    submit_label = "End the contact"
    warning = True
    success_message = "The contact has ended. Nobody is offered it any more."

    def initial_values(self) -> dict[str, Any]:
        return {"version": self.contact.version}

    def perform(self, form: Any) -> str:
        services.end_contact(contact=self.contact, ended_on=form.cleaned_data["ended_on"], **self.stamped(form))
        return self.own_url()


def _court_facts(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "aliases": data["aliases"].splitlines(), "address": " ".join(data["address"].split())}


class AddFamilyCourt(Kept, ServiceFormView):
    form_class = forms.AddCourtForm
    title = "Add a family court"
    submit_label = "Add the court"
    success_message = "The court is added. Now choose the authorities that it serves."

    def get_back_url(self) -> str:
        return url("list_family_courts")

    def perform(self, form: Any) -> str:
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        court = services.add_court(**_court_facts(data), by=self.request.user, now=self.now)
        return url("set_authorities_served", court_id=court.pk)


class ChangeFamilyCourt(Kept, OfCourt, ServiceFormView):
    form_class = forms.CourtForm
    title = "Change the court"
    success_message = "The court is changed."

    def initial_values(self) -> dict[str, Any]:
        first = {name: getattr(self.place, name) for name in (*services.COURT_FIELDS, "version")}
        return {**first, "aliases": "\n".join(self.place.aliases)}

    def perform(self, form: Any) -> str:
        services.change_court(court=self.place, changes=_court_facts(self.given(form)), **self.stamped(form))
        return self.own_url()


class SetAuthoritiesServed(Kept, OfCourt, ServiceFormView):
    form_class = forms.AuthoritiesServedForm
    title = "Authorities that the court serves"
    success_message = "The authorities are changed."

    def prepare(self) -> None:
        super().prepare()
        self.all = list(places.authorities_found())

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": self.all}

    def initial_values(self) -> dict[str, Any]:
        served = places.authorities_served(self.place).values_list("pk", flat=True)
        return {**forms.AuthoritiesServedForm.ticked(self.all, served), "version": self.place.version}

    def perform(self, form: Any) -> str:
        services.set_authorities_served(court=self.place, authorities=form.chosen, **self.stamped(form))
        return self.own_url()


class ChangePoliceForce(Kept, OfForce, ServiceFormView):
    form_class = forms.PoliceForceForm
    title = "Change the police force"
    success_message = "The police force is changed."

    def initial_values(self) -> dict[str, Any]:
        return {name: getattr(self.place, name) for name in (*services.FORCE_FIELDS, "version")}

    def perform(self, form: Any) -> str:
        services.change_police_force(force=self.place, changes=self.given(form), **self.stamped(form))
        return self.own_url()
