"""Guards that every service of this room calls first."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused


def must_work_on(case: Any, *, by: Any, now: datetime) -> None:
    """Raise :class:`Denied` unless ``by`` works on the case, or is the clock (None)."""
    if by is not None and not may_work_on_case(by, case, now):
        raise Denied("Only those who work on this case can record this.")


def must_manage(case: Any, *, by: Any, now: datetime) -> None:
    if not may_manage_case(by, case, now):
        raise Denied("Only a manager of this case can do this.")


def must_have_happened(at: datetime, *, now: datetime, field: str) -> None:
    """Raise :class:`RuleRefused` for a moment in the future."""
    if at > now:
        raise RuleRefused("time", "Enter a time that is not in the future.", field=field)


def must_be_written(text: str, rule: str, sentence: str, field: str) -> None:
    if not (text or "").strip():
        raise RuleRefused(rule, sentence, field=field)
