"""What may be read of requests, of what was shared, and of incidents, starting from who reads. Moments in UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Order
from cafcass_cases.cases.rules import may_see_withdrawn
from cafcass_cases.cases.selectors import case_for, record_for
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.models import Duty
from referrals.models import RiskAssessment

from .models import Disclosure, Incident, InformedAgency, Permission, Sharing


def sharing_for(user: User, sharing_id: UUID | str, at: datetime) -> Sharing:
    """The request, of a case that is theirs to know. Raises Http404."""
    found = Sharing.objects.select_related("authority", "party", "concern", "manager_decided_by", "created_by")
    return record_for(user, found, sharing_id, at)


def disclosure_for(user: User, disclosure_id: UUID | str, at: datetime) -> Disclosure:
    """What was shared, with its request. Raises Http404."""
    found = Disclosure.objects.select_related("sharing__authority", "sharing__party", "shared_by")
    disclosure = get_object_or_404(found, pk=disclosure_id)
    disclosure.sharing.case = case_for(user, disclosure.sharing.case_id, at)
    if disclosure.withdrawn_at and not may_see_withdrawn(user):
        raise Http404
    return disclosure


def incident_for(user: User, incident_id: UUID | str, at: datetime) -> Incident:
    return record_for(user, Incident.objects.select_related("recorded_by", "seen_by", "concern"), incident_id, at)


def agency_for(user: User, agency_id: UUID | str, at: datetime) -> InformedAgency:
    return record_for(user, InformedAgency.objects.select_related("authority"), agency_id, at)


def tab_of(case: Case, *, withdrawn: bool = False) -> dict[str, Any]:
    """Everything of this room in a case, in one query: requests, what was shared, agencies that know, incidents, open duties."""
    sharings = Sharing.objects.filter(case=case).select_related("authority", "party")
    if not withdrawn:
        sharings = sharings.filter(withdrawn_at=None)
    incidents = Incident.objects.filter(case=case, withdrawn_at=None).select_related("recorded_by", "seen_by")
    agencies = InformedAgency.objects.filter(case=case, withdrawn_at=None).select_related("authority", "ended_told_by")
    duties = Duty.objects.filter(case=case, ended_at=None, key__in=KEYS).select_related("owner", "child")
    sharings, incidents, agencies, duties = gather(sharings, incidents.order_by("-happened_at"), agencies, duties.order_by("due_at"))
    return {"sharings": list(sharings), "incidents": list(incidents), "agencies": list(agencies), "duties": list(duties)}


KEYS = ("incident-viewed", "sharing-decided", "court-permission-asked", "sharing-at-risk-viewed", "involvement-ended")


def rows_of_sharing(sharing: Sharing) -> tuple[list[Disclosure], list[Permission], list[Duty]]:
    """What hangs on a request, in one query: what was shared, permissions, and its duties, open ones first."""
    shared = Disclosure.objects.filter(sharing=sharing, withdrawn_at=None)
    duties = Duty.objects.filter(subject_id__in=shared.values("pk")) | Duty.objects.filter(
        subject_label="sharing.sharing", subject_id=sharing.pk
    )
    disclosures, permissions, duties = gather(
        shared.select_related("shared_by", "risk_seen_by", "given"),
        Permission.objects.filter(sharing=sharing, withdrawn_at=None),
        duties.select_related("owner", "child").order_by("ended_at", "due_at"),
    )
    return list(disclosures), list(permissions), list(duties)


def protecting_orders(case: Case) -> list[Order]:
    """Prohibited steps orders of the case that still run."""
    return list(Order.objects.filter(case=case, kind__icontains="prohibited steps", ended_on=None, withdrawn_at=None))


def assessments_to_give(sharing: Sharing) -> list[RiskAssessment]:
    """The 16As that a party may be given on this request: those sent to the court, the last first; none where it is about another thing."""
    if sharing.recipient_kind != "party" or sharing.purpose != "section_16a":
        return []
    sent = RiskAssessment.objects.filter(case=sharing.case_id, withdrawn_at=None, sent_at__isnull=False).select_related("concern")
    return list((sent.filter(concern=sharing.concern_id) if sharing.concern_id else sent).order_by("-sent_at"))


def incident_duties(incident: Incident) -> list[Duty]:
    return list(Duty.objects.filter(subject_label="sharing.incident", subject_id=incident.pk).select_related("owner", "child"))
