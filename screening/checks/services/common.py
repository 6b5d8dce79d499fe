"""What every verb of the ledger shares: who may, locking, and writing down what was done."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_keep_details, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused

from ..models import Check, CheckStep

State = Check.State
OPEN_TO_ASK = (State.NEEDED, State.CONSENTED, State.EXCUSED)
ASKED_FOR = (State.REQUESTED, State.CHASED)


def must_keep(case: Case, by: Any, now: datetime) -> None:
    """Who runs the checks: those who work on the case, and business support."""
    if by is not None and not may_keep_details(by, case, now):
        raise Denied("Only those who work on the case, and its business support, can do this.")


def must_judge(case: Case, by: Any, now: datetime) -> None:
    """Who reads a result and decides: those who work on the case (framework 2.23)."""
    if by is None or not may_work_on_case(by, case, now):
        raise Denied("Only those who work on the case can decide this.")


def must_be_past(at: datetime, now: datetime, field: str) -> None:
    if at > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field=field)


def must_say(words: str, rule: str, sentence: str, field: str) -> str:
    words = (words or "").strip()
    if not words:
        raise RuleRefused(rule, sentence, field=field)
    return words


def lock_checks(checks: Iterable[Check], case: Case) -> list[Check]:
    """The rows as they stand, held until the end. Raises RuleRefused for a check of another case, or none at all."""
    keys = [check.pk for check in checks]
    rows = Check.objects.select_for_update(of=("self",)).filter(pk__in=keys, withdrawn_at=None)
    found = {check.pk: check for check in rows.select_related("case", "person", "authority", "consent")}
    if not keys or any(key not in found or found[key].case_id != case.pk for key in keys):
        raise RuleRefused("checks-chosen", "Choose at least one check of this case.", field="checks")
    return [found[key] for key in keys]


def lock_check(check: Check) -> Check:
    return lock_checks([check], check.case)[0]


def note(check: Check, what: str, *, at: datetime, by: Any, words: str = "") -> CheckStep:
    """Write one line of a check's story: when it was done, by whom; when it was entered is the row's own."""
    step = CheckStep(check_made=check, what=what, at=at, note=words, done_by=by)
    step.save()
    return step


def move(check: Check, state: str, what: str, *, at: datetime, by: Any, words: str = "") -> None:
    """Bring a check to ``state`` and write down what was done."""
    check.state = state
    check.save()
    note(check, what, at=at, by=by, words=words)


def must_stand_in(checks: Sequence[Check], states: Sequence[str], sentence: str) -> None:
    if any(check.state not in states for check in checks):
        raise RuleRefused("check-state", sentence, field="checks")
