"""Which concern holds what the papers or an assessment gave rise to. The concern itself is logged where every concern is."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from safeguarding.models import Concern

from ..models import RiskIdentification, SafetyAssessment, Section120
from .common import discharge, must_work_on
from .pathway import Outcome, give_concern
from .risk import complete_if_free


def waiting_for_concern(case: Case) -> list[Section120 | RiskIdentification | SafetyAssessment]:
    """What waits for a concern: the pathway, a risk form, an assessment that was begun."""
    pathways = Section120.objects.filter(case=case, concern=None, withdrawn_at=None, superseded_by=None).exclude(
        outcome__in=("", Outcome.NONE)
    )
    forms = RiskIdentification.objects.filter(case=case, concern=None, completed_at=None, withdrawn_at=None)
    assessments = SafetyAssessment.objects.filter(case=case, concern=None, submitted_at=None, withdrawn_at=None, expert="")
    return [*pathways, *forms, *assessments]


@service
def take_concern(*, record: Section120 | RiskIdentification | SafetyAssessment, concern: Concern, by: Any, now: datetime) -> Any:
    """``concern`` holds what ``record`` gave rise to. Its clocks, supervision, referral and 16A are its own."""
    record = type(record).objects.select_for_update(of=("self",)).select_related("case").get(pk=record.pk)
    must_work_on(record.case, by=by, now=now)
    if concern.case_id != record.case_id or concern.withdrawn_at:
        raise RuleRefused("FA3-1", "Choose a concern of this case.")
    at = max(concern.recognised_at, record.created_at) if concern.recognised_at <= now else now
    if isinstance(record, Section120):
        give_concern(record, concern, at=at, by=by, now=now)
        return record
    record.concern = concern
    record.save()
    discharge(key="abuse-concern", subject=record, at=at, by=by, now=now)
    if isinstance(record, RiskIdentification):
        complete_if_free(record, at=at, by=by, now=now)
    return record
