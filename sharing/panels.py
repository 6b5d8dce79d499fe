"""The tab of the case page, the ways in, and where the duties of this room lead."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import register_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path
from safeguarding.registry import register_duty_link

from .models import Disclosure, Incident, Sharing

register_panel("sharing", "Sharing", "sharing:list_sharing", 45)


def _begin(name: str) -> Any:
    def start(case: Any, concern: Any) -> str:
        return reverse(f"sharing:{name}_of_concern", args=[concern.pk]) if concern else reverse(f"sharing:{name}", args=[case.pk])

    return start


register_path(
    Path(
        key="sharing",
        choice="Somebody asks us for information, or we want to tell somebody",
        hint="A local authority, the police, a school, a hospital, a MARAC, a solicitor, anyone",
        group="Another agency",
        paragraphs="Policy 20, 22, 26",
        start=_begin("begin_sharing"),
        needs_concern=False,
        requirements=("P20-1", "P20-2", "P20-3", "P20-4", "P20-5", "P22-1", "P22-2", "P26-1", "P26-2"),
        order=10,
    )
)
register_path(
    Path(
        key="prohibited-steps",
        choice="A school or another agency needs to know of a prohibited steps order",
        group="Another agency",
        paragraphs="Policy 40",
        start=_begin("begin_prohibited_steps"),
        needs_concern=False,
        requirements=("P40-1", "P40-2", "P40-3"),
        order=20,
    )
)


def _sharing_of(disclosure_id: UUID) -> UUID:
    return Disclosure.objects.values_list("sharing_id", flat=True).get(pk=disclosure_id)


def _reference(sharing_id: UUID) -> str:
    return f"Request {Sharing.objects.values_list('reference', flat=True).get(pk=sharing_id)}"


def _case_of_agency(agency_id: UUID) -> str:
    return reverse("sharing:record_ending_told", args=[agency_id])


register_subject_url("sharing.sharing", lambda pk: reverse("sharing:show_sharing", args=[pk]))
register_subject_url("sharing.disclosure", lambda pk: reverse("sharing:show_sharing", args=[_sharing_of(pk)]))
register_subject_url("sharing.incident", lambda pk: reverse("sharing:show_incident", args=[pk]))
register_subject_url("sharing.informedagency", _case_of_agency)
register_subject_words("sharing.sharing", _reference)
register_subject_words("sharing.disclosure", lambda pk: _reference(_sharing_of(pk)))
register_subject_words("sharing.incident", lambda pk: f"Incident, {Incident.objects.values_list('rule', flat=True).get(pk=pk)}")
register_duty_link("incident-viewed", lambda duty: reverse("sharing:show_incident", args=[duty.subject_id]))
register_duty_link("sharing-decided", lambda duty: reverse("sharing:show_sharing", args=[duty.subject_id]))
register_duty_link("court-permission-asked", lambda duty: reverse("sharing:record_permission", args=[duty.subject_id]))
register_duty_link("sharing-at-risk-viewed", lambda duty: reverse("sharing:view_risk", args=[duty.subject_id]))
register_duty_link("involvement-ended", lambda duty: reverse("sharing:record_ending_told", args=[duty.subject_id]))

for _label, _happened in (
    ("Sharing", "asked_at"), ("Disclosure", "shared_at"), ("Permission", "asked_at"), ("Incident", "happened_at"), ("InformedAgency", "since"),
):  # fmt: skip
    belongs_to(f"sharing.{_label}", group="Sharing information", happened=_happened)
