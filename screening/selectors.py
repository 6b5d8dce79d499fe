"""Imports and differences that a user may see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import Team
from cafcass_cases.cases.models import Case, LocalAuthority, Stage
from cafcass_cases.cases.selectors import case_for, record_for, visible_cases
from cafcass_cases.core import clock
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.selectors import local_default
from safeguarding.models import Concern

from .court_data import CourtApplication, read_application
from .first_look import SCREENING_DUTY
from .models import ApplicationScreening, CourtDifference, CourtRecord, CourtTeam, ImportItem, ImportRun
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


def record_of(case: Case) -> CourtRecord | None:
    """The application as it is kept."""
    return CourtRecord.objects.filter(case=case).first()


def read_record(record: CourtRecord | None) -> CourtApplication | None:
    """What the record says, read."""
    return read_application(record.payload) if record else None


def screenings_of(case: Case) -> list[ApplicationScreening]:
    """Each arrival in the case and what came of its first look, first to last."""
    return list(ApplicationScreening.objects.filter(case=case).select_related("screened_by"))


def screening_for(user: Any, screening_id: UUID, at: datetime) -> ApplicationScreening:
    """One arrival of a case that ``user`` may see. Raises Http404."""
    return record_for(user, ApplicationScreening, screening_id, at)


def to_screen(user: Any, at: datetime) -> QuerySet[ApplicationScreening]:
    """What waits to be screened in the cases that ``user`` may see, the oldest first."""
    waiting = ApplicationScreening.objects.filter(screened_at=None, case__in=visible_cases(user, at))
    return waiting.select_related("case__court", "case__team").order_by("arrived_at")


def screening_limit() -> Any:
    """The local default within which an application is screened, in words for a page."""
    return local_default("APPLICATION_SCREENED", at=clock.now())


def with_due(screenings: Any) -> Any:
    """The same, each of those that wait with its ``due_at``. One query, none where nothing waits."""
    waiting = [one for one in screenings if one.screened_at is None]
    due = due_of(waiting) if waiting else {}
    for one in waiting:
        one.due_at = due.get(one.pk)
    return screenings


def due_of(screenings: Iterable[ApplicationScreening]) -> dict[UUID, datetime | None]:
    """When each is due. One query."""
    ids = [one.pk for one in screenings]
    return dict(Duty.objects.filter(key=SCREENING_DUTY, subject_id__in=ids).values_list("subject_id", "due_at"))


def without_team() -> int:
    """How many cases from the court no team has: nobody sees them until one is chosen."""
    return Case.objects.filter(team=None, stage__in=(Stage.RECEIVED, Stage.OPEN), court_record__isnull=False).count()


def rejected_runs() -> list[ImportRun]:
    """Imports of which something waits to be tried again, newest first."""
    waiting = ImportItem.objects.filter(result=ImportItem.Result.REJECTED, settled_at=None).exclude(payload=None)
    return list(ImportRun.objects.filter(pk__in=waiting.values("run_id"))[:10])


def court_teams() -> QuerySet[CourtTeam]:
    """Which team takes the new cases of which court: those of every other court first."""
    return CourtTeam.objects.select_related("court", "team").order_by("law", F("court__name").asc(nulls_first=True))


def sees(user: Any, case: Case, at: datetime) -> bool:
    """Whether the case is one that ``user`` may see."""
    return visible_cases(user, at).filter(pk=case.pk).exists()


def has_concern(case: Case) -> bool:
    """Whether any concern stands in the case."""
    return Concern.objects.filter(case=case, withdrawn_at=None).exists()


def case_seen(user: Any, case_id: UUID, at: datetime) -> Case:
    """The case with what ``user`` may do upon it. Raises Http404."""
    return case_for(user, case_id, at)
