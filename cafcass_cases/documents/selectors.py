"""Documents that a user may read: those of the cases they may see."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import visible_cases

from .models import IssuedDocument
from .registry import DocumentKind, kind_called


def documents_of(case: Case) -> QuerySet[IssuedDocument]:
    """What was issued in a case, newest first, without the bytes."""
    return IssuedDocument.objects.filter(case=case).defer("content").select_related("issued_by", "superseded_by")


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
