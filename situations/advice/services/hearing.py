"""Asking the court to hear the practitioner before it decides otherwise (framework 2.112)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.services.guards import must_be_of_case, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue
from situations.advice.models import Advice, RequestToBeHeard

KIND = "request-to-be-heard"


@service
def ask_to_be_heard(
    *,
    advice: Advice,
    children: Sequence[Person],
    reason: str,
    availability: str,
    attends: bool | None,
    by: Any,
    now: datetime,
    not_attending_reason: str = "",
) -> RequestToBeHeard:
    """The passage, in bold, as a document to go with the report. Refused without the child, the reason and the times one is free."""
    must_work_on(advice.case, by=by, now=now)
    must_be_of_case(children, advice.case)
    for missing, sentence, field in (
        (not children, "Choose which child may suffer significant harm.", "children"),
        (not reason.strip(), "Write what harm the child may suffer, and why.", "reason"),
        (not availability.strip(), "Write when you can attend: the schedule goes with the request.", "availability"),
        (attends is None, "Say whether you attend the final hearing.", "attends"),
        (attends is False and not not_attending_reason.strip(), "Write why you cannot attend the final hearing.", "not_attending_reason"),
    ):
        if missing:
            raise RuleRefused("F2.112-1", sentence, field=field)
    request = RequestToBeHeard.objects.filter(advice=advice).first() or RequestToBeHeard(advice=advice)
    request.children = ", ".join(child.full_name for child in children)
    request.reason, request.availability = reason.strip(), availability.strip()
    request.attends, request.not_attending_reason = bool(attends), not_attending_reason.strip()
    request.save()
    former = IssuedDocument.objects.filter(kind=KIND, subject_id=request.pk, superseded_by=None).first()
    document = issue(
        kind=KIND, subject=request, recipient=Recipient("court", str(advice.case.court or "")), supersedes=former, by=by, now=now
    )
    request.document_id = document.pk
    request.save()
    return request
