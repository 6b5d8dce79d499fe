"""The documents of this room: the court is told of work before the checks, or advised of a fuller assessment; the consent form."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import ContactDetail, Person
from cafcass_cases.cases.selectors import record_for, subject_children
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from .facts import PLACES, names_of
from .models import ChecksConclusion, Consent, Kind
from .selectors import checks_of, exception_for


def _court(record: Any) -> Recipient:
    return Recipient("court", record.case.court.name if record.case.court_id else "The court")


def _ledger(case: Any) -> str:
    from django.urls import reverse

    return reverse("checks:show_checks", args=[case.pk])


def _letter(row: Any) -> dict[str, Any]:
    return {"row": row, "children": subject_children(row.case)}


WORK_BEFORE_CHECKS = register_kind(
    DocumentKind(
        key="work-before-checks",
        title="Work before the checks",
        template="checks/documents/work_before_checks.html",
        subject_label="checks.workbeforechecks",
        subject=exception_for,
        case=lambda row: row.case,
        recipient=_court,
        context=_letter,
        url=lambda row: _ledger(row.case),
        court_type="Correspondence",
    )
)


def _conclusion(user: Any, conclusion_id: UUID, at: datetime) -> ChecksConclusion:
    return record_for(user, ChecksConclusion.objects.select_related("concluded_by"), conclusion_id, at)


def _not_of_concern(row: ChecksConclusion) -> list[Preflight]:
    if row.conclusion == "concern":
        return []
    return [Preflight("The checks show concern short of an immediate referral.", blocks=True, rule="F2.24-1")]


FULLER_ASSESSMENT = register_kind(
    DocumentKind(
        key="fuller-assessment",
        title="A fuller safety assessment is needed",
        template="checks/documents/fuller_assessment.html",
        subject_label="checks.checksconclusion",
        subject=_conclusion,
        case=lambda row: row.case,
        recipient=_court,
        context=_letter,
        url=lambda row: _ledger(row.case),
        preflight=_not_of_concern,
        court_type="Correspondence",
    )
)


def _person(user: Any, person_id: UUID, at: datetime) -> Person:
    return record_for(user, Person.objects.all(), person_id, at)


def _consent_context(person: Person) -> dict[str, Any]:
    checks = [
        check for check in checks_of(person.case)
        if check.person_id == person.pk and check.is_open and (check.needs_consent or check.kind == Kind.EXTENDED)
    ]  # fmt: skip
    places = person.contact_details.filter(kind__in=PLACES, withdrawn_at=None).order_by("-from_on")
    answer = Consent.objects.filter(person=person, withdrawn_at=None).order_by("-answered_at").first()
    return {
        "person": person,
        "names": names_of(person)[1:],
        "addresses": [
            (place.value, place.postcode) for place in places if place.confidentiality != ContactDetail.Confidentiality.CONFIDENTIAL
        ],
        "checks": checks,
        "answer": answer,
    }


CONSENT = register_kind(
    DocumentKind(
        key="consent-to-checks",
        title="Consent to perform checks",
        template="checks/documents/consent.html",
        subject_label="cases.person",
        subject=_person,
        case=lambda person: person.case,
        recipient=lambda person: Recipient(
            person.role if person.role in ("applicant", "respondent") else "others", person.full_name, (person.pk,)
        ),
        context=_consent_context,
        url=lambda person: _ledger(person.case),
    )
)
