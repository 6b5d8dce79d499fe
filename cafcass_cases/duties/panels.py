"""The tab of the case page, where the duties of this room lead, and when a departure happened."""

from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import register_panel
from cafcass_cases.policy.catalogue import cite

from .models import Departure
from .registry import register_subject_url, register_subject_words

register_panel("duties", "Duties", "duties:list_case_duties", 30)


def _departure_words(departure_id: UUID) -> str:
    found = Departure.objects.filter(pk=departure_id).values_list("requirement", flat=True).first()
    return f"Departure from {cite(found)}" if found else ""


register_subject_url("duties.departure", lambda departure_id: reverse("duties:show_departure", args=[departure_id]))
register_subject_words("duties.departure", _departure_words)
register_subject_url("cases.linkproposal", lambda proposal_id: reverse("cases:decide_link", args=[proposal_id]))
register_subject_words("cases.linkproposal", lambda proposal_id: "A likely match in another case")
belongs_to("duties.Departure", group="Departures from the policy", happened="decided_at")
belongs_to("duties.DepartureUse", group="Departures from the policy", happened="used_at")
