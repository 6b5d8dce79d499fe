"""Documents that a user may read: those of the cases they may see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.selectors import visible_cases

from .filing import may_be_filed
from .models import Filing, GuardianNotice, IssuedDocument
from .registry import DocumentKind, kind_called


def documents_of(case: Case) -> QuerySet[IssuedDocument]:
    """What was issued in a case, newest first, without the bytes."""
    return IssuedDocument.objects.filter(case=case).defer("content").select_related("issued_by", "superseded_by")


def with_filings(case: Case, documents: Iterable[IssuedDocument]) -> list[IssuedDocument]:
    """The documents, each with its last ``filing`` (None: never filed by the interface) and whether it ``may_be_filed``. One query."""
    last = {filing.document_id: filing for filing in Filing.objects.filter(case=case).order_by("requested_at")}
    found = list(documents)
    for document in found:
        document.filing, document.case = last.get(document.pk), case
        document.offered_for_filing = may_be_filed(document) and (
            document.filing is None or document.filing.state in ("refused", "given_up")
        )
    return found


def guardian_notice_of(case: Case) -> GuardianNotice | None:
    """What the court was last told of who the Children's Guardian is, in public law; None where nothing was."""
    return (
        GuardianNotice.objects.filter(case=case).select_related("guardian").order_by("-requested_at").first()
        if case.law == "public"
        else None
    )


def works_on(user: Any, case: Case, at: datetime) -> bool:
    """Whether ``user`` may do more with the case's documents than read them."""
    return may_work_on_case(user, case, at)


def filing_for(user: Any, filing_id: UUID, at: datetime) -> Filing:
    """One filing of a case that ``user`` may see. Raises Http404."""
    return get_object_or_404(Filing.objects.filter(case__in=visible_cases(user, at)).select_related("case", "document"), pk=filing_id)


def document_for(user: Any, document_id: UUID, at: datetime) -> IssuedDocument:
    """One document, bytes and all, of a case that ``user`` may see at ``at``. Raises Http404 otherwise."""
    return get_object_or_404(
        IssuedDocument.objects.filter(case__in=visible_cases(user, at)).select_related("case", "issued_by"), pk=document_id
    )


def subject_for(user: Any, kind: str, subject_id: UUID, at: datetime) -> tuple[DocumentKind, Any]:
    """The kind and the subject it is made from, where ``user`` may see it. Raises Http404 otherwise."""
    try:
        made = kind_called(kind)
    except KeyError as unknown:
        raise Http404 from unknown
    return made, made.subject(user, subject_id, at)
