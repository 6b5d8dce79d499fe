"""What the verbs of this room share: small refusals, each saying what to do instead."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Duty, Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty

__all__ = ["Ending", "case_duty", "discharge", "end_duties", "must_be_past", "must_be_written", "must_manage", "must_work_on", "open_duty"]


def must_work_on(case: Case, *, by: Any, now: datetime) -> None:
    if not may_work_on_case(by, case, now):
        raise Denied("Only those who work on the case can do this.")


def must_manage(case: Case, *, by: Any, now: datetime) -> None:
    if not may_manage_case(by, case, now):
        raise Denied("Only a manager of this case can do this.")


def must_be_written(text: str, rule: str, sentence: str, field: str) -> None:
    if not (text or "").strip():
        raise RuleRefused(rule, sentence, field=field)


def must_be_past(moment: datetime, now: datetime, field: str) -> None:
    if moment > now:
        raise RuleRefused("P55-2", "It cannot have been later than now.", field=field)


def case_duty(key: str, *, case: Case, event_at: datetime, by: Any, now: datetime, **more: Any) -> Duty:
    """A duty that hangs on the case itself."""
    return open_duty(key=key, case=case, subject=case, event_at=event_at, by=by, now=now, **more)
