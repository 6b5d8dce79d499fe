"""Applications that come on paper, the documents of those that come by the interface, and reading again."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cafcass_cases.accounts.models import Team
from cafcass_cases.cases.models import Case, Court
from cafcass_cases.core.clock import london
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.documents.court_interface import CourtTrouble, interface_for

from .court_data import CourtPaper, read_application
from .events import ApplicationReceived
from .models import ApplicationPaper, CourtRecord
from .polling import read_again_from
from .services import MAY_IMPORT, digest_of, team_for
from .taking_in import create_from_court

LONGEST_LOOK_BACK = timedelta(days=31)


@service
def enter_application(
    *, data: Mapping[str, Any], court: Court, arrived_at: datetime, by: Any, now: datetime, team: Team | None = None
) -> Case:
    """A new case from an application on paper, that reached Cafcass at ``arrived_at``. ``data`` is what :mod:`screening.entered_data` reads.

    Goes to ``team``, else to the team that takes the court's cases. Raises :class:`RuleRefused` where a case has the court's number
    already, or nobody of the application is a child; :class:`Denied` for those who may not bring applications in.
    """
    if by is not None and by.role not in MAY_IMPORT:
        raise Denied("Managers, business support and administrators enter court applications.")
    if arrived_at > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field="arrived_at")
    number = str(data.get("court_number") or "").strip()
    if number and Case.objects.filter(court_number__iexact=number, law=data["law"]).exists():
        raise RuleRefused("P4-1", "A case with this court number is here already. Search for it.", field="court_number")
    item = {"entered": {**data, "court_epims_id": court.epims_id}}
    application = read_application(item)
    if not any(person.role == "subject_child" for person in application.people):
        raise RuleRefused("P4-1", "Enter at least one child whom the application is about.")
    case = create_from_court(application, team=team or team_for(application, court), by=by, now=now, arrived_at=arrived_at)
    CourtRecord(case=case, payload=item, sha256=digest_of(item), received_at=now).save()
    publish(ApplicationReceived(case=case, application=application, received_at=arrived_at, at=arrived_at, now=now, by=by))
    return case


def entered_data(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The form's answers in the shape that is kept."""
    public = answers["law"] == "public"
    types = [answers["public_form"] if public else answers["form"], *(one.strip() for one in answers["orders"].split(","))]
    hearing = answers["first_hearing_at"]
    return {
        "law": answers["law"],
        "application_types": [one for one in types if one],
        "court_number": answers["court_number"],
        "authority_gss": answers["authority"].gss_code if public and answers["authority"] else "",
        "first_hearing_at": london(hearing).replace(tzinfo=None).isoformat() if hearing else "",
        "harm_alleged": answers["harm_alleged"],
        "c1a": bool(answers["c1a"]),
        "c8": bool(answers["c8"]),
        "people": [_entered_person(one) for one in answers["people"]],
    }


def _entered_person(answers: Mapping[str, Any]) -> dict[str, Any]:
    hidden = True if answers["confidential"] else None
    contacts = []
    if answers["address"] or answers["postcode"]:
        contacts.append(
            {"kind": "address", "value": answers["address"] or answers["postcode"], "postcode": answers["postcode"], "confidential": hidden}
        )
    if answers["telephone"]:
        contacts.append({"kind": "telephone", "value": answers["telephone"], "postcode": "", "confidential": hidden})
    born = answers["date_of_birth"]
    return {
        **{name: answers[name] for name in ("role", "given_names", "family_name", "previous_name")},
        "date_of_birth": born.isoformat() if born else "",
        "contacts": contacts,
    }


def fetch_paper(*, case: Case, paper: CourtPaper, by: Any, now: datetime) -> ApplicationPaper:
    """The document as it was first opened here; else fetched from the court, and kept from now on. Raises :class:`CourtTrouble`."""
    kept = ApplicationPaper.objects.filter(case=case, document_id=paper.document_id).first()
    if kept:
        return kept
    court = interface_for(case.law)
    if court is None:
        raise CourtTrouble("The court’s interface is not set up here. Ask the court for the document.", again=False)
    return _keep_paper(case=case, paper=paper, content=court.document(paper.document_id), by=by, now=now)


@service
def _keep_paper(*, case: Case, paper: CourtPaper, content: bytes, by: Any, now: datetime) -> ApplicationPaper:
    same = ApplicationPaper.objects.filter(case=case, document_id=paper.document_id).first()
    return same or ApplicationPaper.objects.create(
        case=case, document_id=paper.document_id, kind=paper.kind[:120], file_name=paper.file_name[:255], content=content,
        sha256=hashlib.sha256(content).hexdigest(), fetched_at=now, fetched_by=by,
    )  # fmt: skip


@service
def read_again(*, law: str, moment: datetime, by: Any, now: datetime) -> None:
    """Read one of the court's interfaces again from ``moment``, at most a month back. What is known already is not doubled."""
    if by.role not in MAY_IMPORT:
        raise Denied("Managers, business support and administrators choose what is read again.")
    if interface_for(law) is None:
        raise RuleRefused("court-reading", "This interface is not configured, so nothing is read from it.", field="law")
    if moment < now - LONGEST_LOOK_BACK:
        raise RuleRefused("court-reading", "Choose a moment within the last 31 days. Import a file of what is older.", field="moment")
    read_again_from(law=law, moment=moment)
