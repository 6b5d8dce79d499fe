"""Documents of this room: notification and update, the internal review's report, the action plan. They stay on the record."""

from typing import Any

from cafcass_cases.cases.selectors import allocated_practitioner
from cafcass_cases.documents.recipients import OWN_RECORD, Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .models import SeriousIncident, Update


def _recipient(subject: Any) -> Recipient:
    return Recipient(OWN_RECORD, "The Assistant Director of the area and the director with safeguarding responsibility")


def _update_missing(update: Update) -> list[Preflight]:
    incident = update.incident
    wanted = (
        (update.stage, "The stage"),
        (incident.child_id or incident.kind == SeriousIncident.Kind.ADULT_DEATH, "The child"),
    )
    return [Preflight(words, blocks=True, rule="FR6-1") for there, words in wanted if not there]


def _update_context(update: Update) -> dict[str, Any]:
    incident = update.incident
    return {
        "update": update, "incident": incident, "is_first": not incident.updates.filter(reached_at__lt=update.reached_at).exists(),
        "practitioner": allocated_practitioner(incident.case, incident.known_at),
    }  # fmt: skip


INCIDENT_UPDATE = register_kind(
    DocumentKind(
        key="incident-update",
        title="Notification or update: death, serious injury or review",
        template="learning/documents/incident_update.html",
        subject_label="learning.update",
        subject=selectors.update_for,
        case=lambda update: update.incident.case,
        recipient=_recipient,
        context=_update_context,
        url=lambda update: update.incident.get_absolute_url(),
        preflight=_update_missing,
    )
)


def _report_missing(incident: SeriousIncident) -> list[Preflight]:
    wanted = (
        (incident.remit_sent_at, "The remit, confirmed in writing", "F3.51-1"),
        (incident.report.strip(), "The draft", "F3.53-1"),
    )
    return [Preflight(words, blocks=True, rule=rule) for there, words, rule in wanted if not there]


def _review_context(incident: SeriousIncident) -> dict[str, Any]:
    return {
        "incident": incident,
        "appointments": selectors.appointments_of(incident),
        "actions": selectors.actions_of(incident),
        "points": list(incident.learning.filter(withdrawn_at=None)),
        "secured": selectors.secured_of(incident),
    }


REVIEW_REPORT = register_kind(
    DocumentKind(
        key="review-report",
        title="Internal learning review",
        template="learning/documents/review_report.html",
        subject_label="learning.seriousincident",
        subject=selectors.incident_for,
        case=lambda incident: incident.case,
        recipient=_recipient,
        context=_review_context,
        url=lambda incident: incident.get_absolute_url(),
        preflight=_report_missing,
    )
)

ACTION_PLAN = register_kind(
    DocumentKind(
        key="review-action-plan",
        title="Action plan of a review",
        template="learning/documents/action_plan.html",
        subject_label="learning.seriousincident",
        subject=selectors.incident_for,
        case=lambda incident: incident.case,
        recipient=_recipient,
        context=_review_context,
        url=lambda incident: incident.get_absolute_url(),
        preflight=lambda incident: (
            [] if selectors.actions_of(incident) else [Preflight("At least one action", blocks=True, rule="F3.56-1")]
        ),
    )
)
