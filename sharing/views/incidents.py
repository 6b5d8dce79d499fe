"""An incident, and a manager's look at it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.views.base import CaseForm, CasePage
from cafcass_cases.policy.catalogue import requirements
from sharing import presenting, selectors, services
from sharing.forms.answering import ViewForm
from sharing.models import Incident
from sharing.rules import may_view_incident


class OfIncident:
    panel = "sharing"
    incident: Incident

    def find_case(self) -> Case:
        self.incident = selectors.incident_for(self.request.user, self.kwargs["incident_id"], self.now)  # type: ignore[attr-defined]
        return self.incident.case  # type: ignore[no-any-return]

    def get_back_url(self) -> str:
        return reverse("sharing:list_sharing", args=[self.incident.case_id])

    @property
    def may_view(self) -> bool:
        return may_view_incident(self.request.user, self.incident, self.now, manages=self.incident.case.user_manages)  # type: ignore[attr-defined]


class ShowIncident(OfIncident, CasePage):
    title = "Incident"
    template_name = "sharing/show_incident.html"

    def page_context(self) -> dict[str, Any]:
        found = requirements().get(self.incident.rule)
        return {
            "incident": self.incident,
            "cited": presenting.rule_words(self.incident.rule),
            "rule_words": found.duty if found else "",
            "may_view": self.may_view,
            "duties": selectors.incident_duties(self.incident),
        }


class ViewIncident(OfIncident, CaseForm):
    form_class = ViewForm
    needs = ""
    title = "Your view of the incident"
    success_message = "Your view is recorded."
    draft = True

    def prepare(self) -> None:
        super().prepare()
        if not self.may_view:
            raise PermissionDenied

    def get_back_url(self) -> str:
        return self.incident.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("incident", self.incident.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"View of an incident, {self.case.reference}"

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.view_incident(incident=self.incident, view=data["view"], at=data["seen_at"], by=self.request.user, now=self.now)
        return self.incident.get_absolute_url()
