"""The editable questions about disability (framework 1.28), and the yearly test of competence (framework 4.10)."""

from datetime import date, datetime

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service

from ..models import Appraisal, DisabilityQuestions
from . import guards


@service
def change_disability_questions(*, text: str, reason: str, by: User, now: datetime) -> DisabilityQuestions:
    """A new set of questions, one a line, from now on; plans already made keep theirs. Administrators only."""
    if by.role != Role.ADMINISTRATOR:
        raise Denied("Only an administrator can change the questions.")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise RuleRefused("FR5-1", "Write at least one question.", field="text")
    guards.must_be_written(reason, "FR5-1", "Write why you change them.", "reason")
    row = DisabilityQuestions(text="\n".join(lines), reason=reason.strip())
    row.save()
    return row


@service
def record_appraisal(*, user: User, held_on: date, result: str, by: User, now: datetime, is_contract_review: bool = False) -> Appraisal:
    """The annual appraisal, or an Associate's contract review, tested safeguarding competence on this day in London (framework 4.10, 4.11)."""
    if not is_manager(by) or user.pk == by.pk or user.line_manager_id != by.pk:
        raise Denied("Only the line manager can do this.")
    if held_on > london_date(now):
        raise RuleRefused("F4.10-1", "Enter a day that has passed.", field="held_on")
    guards.must_be_written(result, "F4.10-1", "Write what was tested, and what to develop.", "result")
    row = Appraisal(user=user, held_on=held_on, is_contract_review=is_contract_review, result=result.strip(), held_by=by)
    row.save()
    return row
