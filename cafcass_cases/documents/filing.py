"""Filing issued documents at court by its interface: queued in the record, sent by a task, kept until the court gives its receipt.

The rows are the truth. A sender leases what it sends and finishes only while the lease is its own; one that dies leaves its
message for the next. What the court has given a receipt for is never sent again. Where an answer is lost on the way the same
bytes go again under the same file name: the court may hold them twice, never not at all.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.models.cases import Law
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty

from .court_interface import FILE_TYPES, CourtTrouble, file_type_of, interface_for
from .events import DocumentFiled
from .models import CourtJob, CourtMessage, Filing, GuardianNotice, IssuedDocument

logger = logging.getLogger(__name__)

TYPES = (
    "16_4_Report", "CR_1", "CR_2", "CIR_Part1", "CIR_Part2", "CIR_Review", "cirTransferRequest", "cirExtensionRequest", "CMO_report",
    "Contact_Centre_Recordings", "Correspondence", "Direct_work", "Enforcement_report", "FAO_Report", "FAO_Workplan", "Letter_from_Child",
    "Other_Non_Section_7_Report", "Position_Statement", "Positive_Parenting_Programme_Report", "Re_W_Report", "S_11H_Monitoring",
    "S_16A_Risk_Assessment", "Safeguarding_Letter", "Safeguarding_Letter_Returner", "Safeguarding_Letter_Shorter_Template",
    "Safeguarding_Letter_Update", "Second_Gatekeeping_Safeguarding_Letter", "Section7_Addendum_Report",
    "Section7_Report_Child_Impact_Analysis", "Suitability_report",
)  # fmt: skip
"""Every ``typeOfDocument`` of the court's private law interface."""
PUBLIC_TYPES = ("GUARDIAN_REPORT", "POSITION_STATEMENT")
"""And of its public law interface, which takes PDF alone."""
S16A = "S_16A_Risk_Assessment"

LEASE = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=24)
"""The duty of the receipt is late, and its ladder climbed, long before."""
RECEIPT_DUTY = "court-receipt"
BATCH = 10


def types_for(law: str) -> tuple[str, ...]:
    """What the court's interface of that law takes."""
    return PUBLIC_TYPES if law == Law.PUBLIC else TYPES


def usual_type(document: IssuedDocument) -> str:
    """As what a document is usually filed, "" where the practitioner is to choose."""
    types = types_for(document.case.law)
    return (
        document.court_type
        if document.court_type in types
        else next((one for one in types if one.lower() == document.court_type.lower()), "")
    )


def may_be_filed(document: IssuedDocument) -> bool:
    """Whether "File at court" is offered: made for the court, a newer version has not taken its place, the interface is configured
    and knows the case."""
    return bool(
        document.recipient_kind == "court"
        and document.case.court_case_id
        and interface_for(document.case.law)
        and not hasattr(document, "superseded_by")
        and not (document.case.law == Law.PUBLIC and document.court_type == S16A)
    )


def filings_of(document: IssuedDocument) -> QuerySet[Filing]:
    """Every filing of a document, first to last."""
    return Filing.objects.filter(document=document).select_related("requested_by").order_by("requested_at", "pk")


def name_of_type(type_of_document: str) -> str:
    """The court's type in words: "S_16A_Risk_Assessment" → "S 16A Risk Assessment"."""
    words = type_of_document.replace("_", " ")
    return words.capitalize() if words.isupper() else words


@service
def file_at_court(*, document: IssuedDocument, type_of_document: str, by: Any, now: datetime) -> Filing:
    """Queue a document for the court's interface. One already on its way, or that the court has, is returned as it is.

    Opens the duty of the court's receipt. Raises :class:`RuleRefused` where the interface is not configured or would refuse it,
    and :class:`Denied` for those who do not work on the case.
    """
    case = Case.objects.select_for_update().get(pk=document.case_id)
    if by is not None and not may_work_on_case(by, case, now):
        raise Denied("Only those who work on this case can file its documents.")
    found = Filing.objects.filter(document=document).exclude(state__in=[Filing.State.REFUSED, Filing.State.GIVEN_UP]).first()
    if found:
        return found
    _refuse_what_the_court_would(document, case, type_of_document)
    filing = Filing(document=document, case=case, type_of_document=type_of_document, requested_at=now, requested_by=by)
    filing.save()
    CourtJob.objects.create(filing=filing, next_attempt_at=now)
    open_duty(key=RECEIPT_DUTY, case=case, subject=filing, event_at=now, by=by, now=now, detail=name_of_type(type_of_document))
    return filing


def _refuse_what_the_court_would(document: IssuedDocument, case: Case, type_of_document: str) -> None:
    if interface_for(case.law) is None:
        raise RuleRefused("court-filing", "The court’s interface is not set up here. Send the document as usual, and record how and when.")
    if not case.court_case_id:
        raise RuleRefused(
            "court-filing", "The court’s interface does not know this case. Send the document as usual, and record how and when."
        )
    if document.recipient_kind != "court":
        raise RuleRefused(
            "court-filing", "This document was made for somebody else, and was not checked for what the court’s readers may not see."
        )
    if hasattr(document, "superseded_by"):
        raise RuleRefused("court-filing", "A newer version has taken the place of this document. File that one.")
    if type_of_document not in types_for(case.law):
        raise RuleRefused("court-filing", "Choose what the court is to file it as.", field="type_of_document")
    if (document.court_type == S16A) != (type_of_document == S16A):
        raise RuleRefused("P31-1", "A 16A is filed as a 16A, and nothing else is.", field="type_of_document")
    kind = file_type_of(bytes(document.content))
    if kind not in (("pdf",) if case.law == Law.PUBLIC else FILE_TYPES):
        raise RuleRefused(
            "court-filing", "The court takes PDF" + ("" if case.law == Law.PUBLIC else " and Word (docx)") + " alone. This file is neither."
        )


@service
def record_sent_another_way(*, filing: Filing, how: str, at: datetime, by: Any, now: datetime) -> Filing:
    """Somebody sent it by another way, at ``at``: the interface is no longer tried, and the duty of its receipt ends.

    What the court has meanwhile received stays received. Raises :class:`RuleRefused` without how, or for a time to come.
    """
    if not may_work_on_case(by, filing.case, now):
        raise Denied("Only those who work on this case can record how its documents were sent.")
    if not how.strip():
        raise RuleRefused("court-filing", "Write how it was sent, and to whom.", field="how")
    if at > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field="at")
    filing = Filing.objects.select_for_update().get(pk=filing.pk)
    if filing.state == Filing.State.FILED or filing.ended_note:
        return filing
    filing.state, filing.ended_at, filing.ended_note = Filing.State.GIVEN_UP, at, " ".join(how.split())[:300]
    filing.save()
    CourtJob.objects.filter(filing=filing).delete()
    end_duties(subject=filing, keys=RECEIPT_DUTY, ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="It was sent another way.")
    return filing


@service
def name_guardian(*, case: Case, guardian: User, by: Any, now: datetime) -> GuardianNotice | None:
    """Queue the name of a public law case's Children's Guardian for the court; None where the interface is not configured or does
    not know the case. A name still waiting is overtaken."""
    if case.law != Law.PUBLIC or not case.court_case_id or interface_for(case.law) is None:
        return None
    for older in GuardianNotice.objects.select_for_update().filter(case=case, state=GuardianNotice.State.QUEUED):
        older.state, older.ended_at, older.ended_note = GuardianNotice.State.GIVEN_UP, now, "Somebody else was named before it was sent."
        older.save()
        CourtJob.objects.filter(notice=older).delete()
    notice = GuardianNotice(case=case, guardian=guardian, requested_at=now, requested_by=by)
    notice.save()
    CourtJob.objects.create(notice=notice, next_attempt_at=now)
    return notice


def send_waiting(*, now: datetime) -> int:
    """Lease what is due, send it outside every transaction, and write down what came of it. How many the court received."""
    lease = uuid4()
    received = 0
    for job in _claim(lease, now):
        message = job.filing or job.notice
        try:
            receipt = _send(message)
        except CourtTrouble as trouble:
            logger.warning("%s %s was not filed: %s", type(message).__name__, message.pk, trouble.words)
            _record_trouble(message=message, lease=lease, trouble=trouble, by=None, now=now)
        else:
            received += _record_receipt(message=message, lease=lease, receipt=receipt, by=None, now=now)
    return received


def _claim(lease: UUID, now: datetime) -> Sequence[CourtJob]:
    """Take what is due, and what a sender that died had taken. An attempt counts from the moment it is begun."""
    from cafcass_cases.core.acting import acting

    due = CourtJob.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now), next_attempt_at__lte=now)
    with transaction.atomic(), acting(by=None, now=now, reason="Sent to the court’s interface"):
        jobs = list(due.select_for_update(skip_locked=True).order_by("next_attempt_at", "pk")[:BATCH])
        for job in jobs:
            job.lease, job.leased_until = lease, now + LEASE
            job.save()
            message = job.filing or job.notice
            message.state, message.attempts = CourtMessage.State.SENDING, message.attempts + 1
            message.save()
    return jobs


def _send(message: Filing | GuardianNotice) -> str:
    case = message.case
    court = interface_for(case.law)
    if court is None:
        raise CourtTrouble("The court’s interface is not set up here.", again=True)
    if isinstance(message, GuardianNotice):
        who = message.guardian
        children = [child.full_name for child in subject_children(case)]
        named = {"guardianName": who.full_name, "telephoneNumber": who.telephone, "email": who.email, "children": children}
        return court.name_guardian(court_case_id=case.court_case_id, guardians=[named])
    content = bytes(message.document.content)
    kind = file_type_of(content)
    return court.file(
        court_case_id=case.court_case_id, content=content, file_name=message.document.file_name, content_type=FILE_TYPES[kind][1],
        type_of_document=message.type_of_document,
    )  # fmt: skip


def _jobs_of(message: Any) -> QuerySet[CourtJob]:
    """The message's place in the queue."""
    return CourtJob.objects.filter(filing=message) if isinstance(message, Filing) else CourtJob.objects.filter(notice=message)


def _still_mine(message: Any, lease: UUID) -> Any:
    """The message, locked, while the lease is ours and it is not settled; else None: another sender has it."""
    job = _jobs_of(message).select_for_update().filter(lease=lease).first()
    return (type(message).objects.select_for_update().get(pk=message.pk), job) if job else None


@service
def _record_receipt(*, message: Any, lease: UUID, receipt: str, by: Any, now: datetime) -> bool:
    """The court has it, whoever holds the lease by now: a receipt is a fact."""
    mine = _still_mine(message, lease)
    message = mine[0] if mine else type(message).objects.select_for_update().get(pk=message.pk)
    if message.state == CourtMessage.State.FILED:
        return False
    message.state, message.receipt, message.received_at = CourtMessage.State.FILED, receipt or "Accepted without words", now
    message.last_error, message.ended_at = "", None
    message.save()
    _jobs_of(message).delete()
    if isinstance(message, Filing):
        discharge(key=RECEIPT_DUTY, subject=message, at=now, by=by, now=now, note="The court gave its receipt.")
        document = message.document
        publish(DocumentFiled(filing=message, document_id=document.pk, kind=document.kind, at=now, now=now, by=message.requested_by))
    return True


@service
def _record_trouble(*, message: Any, lease: UUID, trouble: CourtTrouble, by: Any, now: datetime) -> None:
    """Try again later, or not at all: what the court refuses for good, or what failed for a day, goes back to the practitioner."""
    mine = _still_mine(message, lease)
    if mine is None:
        return
    message, job = mine
    message.last_error = trouble.words
    if trouble.again and now - message.requested_at < GIVE_UP_AFTER:
        message.state = CourtMessage.State.QUEUED
        wait = min(FIRST_WAIT * 2 ** min(message.attempts - 1, 10), LONGEST_WAIT)
        job.next_attempt_at, job.lease, job.leased_until = now + wait, None, None
        job.save()
    else:
        message.state = CourtMessage.State.GIVEN_UP if trouble.again else CourtMessage.State.REFUSED
        message.ended_at = now
        job.delete()
    message.save()
