"""The guards of this room."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused


def must_work_on(case: Case, *, by: Any, now: datetime) -> None:
    if by is not None and not may_work_on_case(by, case, now):
        raise Denied("Only those who work on the case can do this.")


def must_manage(case: Case, *, by: Any, now: datetime) -> None:
    if by is not None and not may_manage_case(by, case, now):
        raise Denied("Only a manager of this case can do this.")


def must_have_happened(moment: datetime | None, *, now: datetime, field: str) -> None:
    if moment is not None and moment > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field=field)


def said(words: str, rule: str, sentence: str, field: str) -> str:
    """The words without blanks at their ends. Raises RuleRefused when nothing is left."""
    if not (words or "").strip():
        raise RuleRefused(rule, sentence, field=field)
    return words.strip()
