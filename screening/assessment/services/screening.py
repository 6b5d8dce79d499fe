"""Concluding screening: three statements, and what was done (framework 2.37, first column)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from screening.checks import selectors as checks

from ..events import StageConcluded
from ..models import ScreeningConclusion
from .common import discharge, must_be_past, must_be_written, must_work_on


@service
def conclude_screening(
    *, case: Case, checks_satisfied: bool, concerns_recorded: bool, grounds: bool, priority: str, concluded_at: datetime, by: Any, now: datetime,
    checks_note: str = "", interviews: str = "", concerns_action: str = "", interventions: Sequence[str] = (), reasons: str = "",
) -> ScreeningConclusion:  # fmt: skip
    """State whether all relevant checks were made, whether all concerns are recorded, and whether there are grounds to intervene.

    Raises :class:`RuleRefused` naming the checks that are without an answer, unless the work had to come before them.
    """
    must_work_on(case, by=by, now=now)
    must_be_past(concluded_at, now, "concluded_at")
    open_checks = [check.title for check in checks.checks_of(case) if check.is_open]
    if open_checks and not checks.exceptions_of(case):
        block("F2.37T-1", "These checks have no answer yet, and no reason why not.", case=case, subject=case, missing=open_checks)
    if None in (checks_satisfied, concerns_recorded, grounds):
        raise RuleRefused("F2.37T-2", "Answer each of the three statements.")
    if not checks_satisfied:
        must_be_written(checks_note, "F2.37T-1", "Write which checks were not made, and why.", "checks_note")
    if not concerns_recorded:
        must_be_written(concerns_action, "F2.37T-2", "Write what is done to have every concern recorded.", "concerns_action")
    if priority not in ScreeningConclusion.Priority.values:
        raise RuleRefused("F2.37T-1", "Choose the priority of the case.", field="priority")
    known = [one for one in interventions if one in ScreeningConclusion.Intervention.values]
    if grounds and not known:
        raise RuleRefused("F2.37T-3", "There are grounds to intervene: choose what is done.", field="interventions")
    if grounds:
        must_be_written(reasons, "F2.37T-3", "Write what the grounds are.", "reasons")
    row = ScreeningConclusion(
        case=case, checks_satisfied=checks_satisfied, checks_note=checks_note.strip(), interviews=interviews.strip(), concerns_recorded=concerns_recorded,
        concerns_action=concerns_action.strip(), grounds=grounds, interventions=known if grounds else [], reasons=reasons.strip(), priority=priority,
        concluded_at=concluded_at, concluded_by=by,
    )  # fmt: skip
    row.save()
    discharge(key="screening-concluded", subject=case, at=concluded_at, by=by, now=now)
    publish(StageConcluded(case_id=case.pk, stage="screening", record_id=row.pk, at=concluded_at, now=now, by=by))
    return row
