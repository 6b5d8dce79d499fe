"""Where the duties of the desk lead, what it adds to the home page, and what of it belongs to a case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.desk.registry import register_home_panel
from cafcass_cases.duties.registry import register_in_place_of_practitioner, register_subject_url, register_subject_words
from safeguarding.registry import register_duty_link

from .models import DeskEnquiry
from .selectors import on_duty_now, who_has_it

belongs_to("dutydesk.DeskEnquiry", group="The duty desk", happened="received_at")
belongs_to("dutydesk.CaseTaken", group="The duty desk", happened="taken_at")


def enquiry_url(enquiry_id: UUID) -> str:
    return reverse("dutydesk:show_enquiry", args=[enquiry_id])


def _words(enquiry_id: UUID) -> str:
    found = DeskEnquiry.objects.filter(pk=enquiry_id).values_list("reference", flat=True).first()
    return f"Enquiry {found}" if found else ""


register_in_place_of_practitioner(who_has_it)
register_subject_url("dutydesk.deskenquiry", enquiry_url)
register_subject_words("dutydesk.deskenquiry", _words)
for _key in ("desk-enquiry-taken", "desk-enquiry-answered"):
    register_duty_link(_key, lambda duty: enquiry_url(duty.subject_id))


def _home(user: Any, now: datetime) -> dict[str, Any] | None:
    """For whoever is on duty at a desk now: what waits there. Nobody else is told."""
    desks = on_duty_now(user, now)
    return {"desks": desks} if desks else None


register_home_panel("Duty desk", "dutydesk/home_panel.html", _home, roles=tuple(str(role) for role in REGISTERED_ROLES), order=5)
