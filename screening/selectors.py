"""Imports and differences that a user may see."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import Team
from cafcass_cases.cases.models import Case, LocalAuthority
from cafcass_cases.cases.selectors import visible_cases

from .court_data import CourtApplication, read_application
from .models import CourtDifference, CourtRecord, ImportRun
from .services import MAY_IMPORT


def may_import(user: Any) -> bool:
    """Who may bring court applications in, and read what became of them."""
    return user.role in MAY_IMPORT


def runs() -> QuerySet[ImportRun]:
    """Every import, newest first, with its items."""
    return ImportRun.objects.select_related("created_by").prefetch_related("items")


def run_called(user: Any, run_id: UUID, at: datetime) -> ImportRun:
    """One import with its items. Only the cases that ``user`` may see are named (``shown_case``). Raises Http404."""
    run = get_object_or_404(ImportRun.objects.prefetch_related("items"), pk=run_id)
    items = run.items.all()
    seen = visible_cases(user, at).in_bulk([item.case_id for item in items if item.case_id])
    for item in items:
        item.shown_case = seen.get(item.case_id)
    return run


def teams() -> QuerySet[Team]:
    """Every team, for the choice of who takes the new cases."""
    return Team.objects.order_by("name")


def differences_of(case: Case) -> QuerySet[CourtDifference]:
    """Where the court says something else than the record, those to be decided first."""
    return CourtDifference.objects.filter(case=case).select_related("person", "decided_by").order_by("-state", "created_at")


def difference_for(user: Any, difference_id: UUID, at: datetime) -> CourtDifference:
    """One difference of a case that ``user`` may see. Raises Http404."""
    found = CourtDifference.objects.filter(case__in=visible_cases(user, at)).select_related("case", "person")
    return get_object_or_404(found, pk=difference_id)


def application_of(case: Case) -> CourtApplication | None:
    """The application as the court last gave it, or as it was entered from paper, read; None where none came. One query."""
    record = CourtRecord.objects.filter(case=case).first()
    return read_application(record.payload) if record else None


def authority_of(application: CourtApplication) -> LocalAuthority | None:
    """The authority that applies, in public law; None where the court's code is not known."""
    return LocalAuthority.objects.filter(gss_code=application.authority_gss).first() if application.authority_gss else None
