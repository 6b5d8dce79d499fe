"""Entries in the record of a case."""

from django.db.models import Prefetch, QuerySet

from cafcass_cases.accounts.models import User

from .. import rules
from ..models import Case, RecordEntry


def entries_of(case: Case, user: User, *, kind: str = "", about: str = "") -> QuerySet[RecordEntry]:
    """Entries newest first, with their corrections; those entered in error for auditors only."""
    corrections = RecordEntry.objects.filter(withdrawn_at=None)
    entries = case.entries.select_related("author", "corrects").prefetch_related(
        Prefetch("corrections", queryset=corrections, to_attr="corrected_by")
    )
    if not rules.may_see_withdrawn(user):
        entries = entries.filter(withdrawn_at=None)
    if kind:
        entries = entries.filter(kind=kind)
    if about:
        entries = entries.filter(about__contains=[about])
    return entries.order_by("-happened_at", "-created_at")
