"""The first look at what arrived: opened at its arrival, done when somebody has said whether anything in it raises a concern."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.accounts.models import Role
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.services import open_case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty

from .events import ApplicationScreened
from .models import ApplicationScreening
from .registry import what_stands_against_screening

SCREENING_DUTY = "screen-application"
Outcome = ApplicationScreening.Outcome


@service
def open_screening(*, case: Case, what: str, arrived_at: datetime, by: Any, now: datetime) -> ApplicationScreening:
    """An application arrived at ``arrived_at`` (UTC): its screening is owed from then on."""
    screening = ApplicationScreening(case=case, what=what[:120], arrived_at=arrived_at)
    screening.save()
    open_duty(key=SCREENING_DUTY, case=case, subject=screening, event_at=arrived_at, by=by, now=now, detail=what[:120])
    return screening


@service
def record_screening(
    *,
    screening: ApplicationScreening,
    outcome: str,
    screened_at: datetime,
    by: Any,
    now: datetime,
    note: str = "",
    concern_id: UUID | None = None,
    lateness_reason: str = "",
) -> ApplicationScreening:
    """Somebody looked at the application, at ``screened_at``: no concern, or one was logged. Discharges its duty, opens the
    case (framework 2.8); publishes :class:`ApplicationScreened`.

    Refused while a room above says that something of the screening has not been done (F2.16-1), and "concern logged" while no concern
    stands in the case. Recording it again changes nothing.
    """
    if concern_id is None:
        _must_be_allowed(screening.case, by, now)
    screening = ApplicationScreening.objects.select_for_update().get(pk=screening.pk)
    if screening.screened_at:
        return screening
    if screened_at > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field="screened_at")
    if outcome == Outcome.NO_CONCERN and not note.strip():
        raise RuleRefused("F2.15-1", "Write what you looked at, and why nothing in it raises a concern.", field="note")
    missing = what_stands_against_screening(screening.case, now)
    if missing and outcome == Outcome.NO_CONCERN:
        raise RuleRefused("F2.16-1", "The application is not screened yet. Finish these first.", missing=missing)
    screening.outcome, screening.screened_at, screening.screened_by = outcome, max(screened_at, screening.arrived_at), by
    screening.note, screening.logged_concern_id = note.strip(), concern_id
    screening.save()
    open_case(case=screening.case, at=screening.screened_at, by=by, now=now)
    discharge(
        key=SCREENING_DUTY, subject=screening, at=screening.screened_at, by=by, now=now, note=screening.get_outcome_display(),
        lateness_reason=lateness_reason,
    )  # fmt: skip
    publish(ApplicationScreened(case=screening.case, outcome=outcome, at=screening.screened_at, now=now, by=by))
    return screening


def _must_be_allowed(case: Case, by: Any, now: datetime) -> None:
    if by is not None and (by.role == Role.BUSINESS_SUPPORT or not may_work_on_case(by, case, now)):
        raise Denied("The practitioner of the case, or its manager while nobody has it, screens an application.")


@service
def concern_screens(*, case: Case, concern_id: UUID, at: datetime, by: Any, now: datetime) -> None:
    """A concern was logged from the court's papers: whoever did has screened what had arrived by then."""
    for screening in ApplicationScreening.objects.filter(case=case, screened_at=None, arrived_at__lte=now):
        record_screening(
            screening=screening, outcome=Outcome.CONCERN_LOGGED, screened_at=max(at, screening.arrived_at), concern_id=concern_id,
            note="A concern was logged from the court’s papers.", by=by, now=now,
        )  # fmt: skip
