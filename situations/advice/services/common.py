"""Guards and helpers that the services of this room call first."""

from datetime import datetime, timedelta
from typing import Any

from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.services import open_duty
from referrals.models import Referral
from situations.advice.models import Advice

REFER = "finding-of-fact-refer"


def must_work_on(case: Any, *, by: Any, now: datetime) -> None:
    """Raise :class:`Denied` unless ``by`` works on the case, or is the clock (None)."""
    if by is not None and not may_work_on_case(by, case, now):
        raise Denied("Only those who work on this case can record this.")


def must_have_happened(at: datetime | None, *, now: datetime, field: str) -> None:
    if at is not None and at > now:
        raise RuleRefused("time", "Enter a time that is not in the future.", field=field)


def must_be_written(text: str, rule: str, sentence: str, field: str) -> str:
    if not text or not text.strip():
        raise RuleRefused(rule, sentence, field=field)
    return text.strip()


def must_be_of_case(case: Any, *people: Any) -> None:
    if any(person.case_id != case.pk for person in people):
        raise RuleRefused("other-case", "Choose people of this case.")


def must_be_valid(value: str, choices: Any, rule: str, sentence: str, field: str) -> str:
    if value not in choices.values:
        raise RuleRefused(rule, sentence, field=field)
    return value


def is_intention(at: datetime | None, *, now: datetime) -> bool:
    """Whether it is about to be done (this minute) rather than already done: only the first can be refused (DESIGN §10.4)."""
    return at is None or at > now - timedelta(minutes=1)


def open_refer_duty(*, record: Any, at: datetime, by: Any, now: datetime) -> None:
    """ "Refer" was answered: it is owed until a referral of this case is decided, unless one was decided since ``at``."""
    if Referral.objects.filter(case=record.case_id, withdrawn_at=None, decided_at__gte=at).exists():
        return
    open_duty(key=REFER, case=record.case, subject=record, event_at=at, by=by, now=now)


def check_referral_answer(answer: str, reason: str) -> None:
    """A finding of fact and no answer on a referral do not go together (policy 17)."""
    must_be_valid(answer, Advice.Referral, "P17-1", "Say whether to refer to the local authority.", "referral_considered")
    must_be_written(reason, "P17-1", "Write why you refer, or do not.", "referral_reason")
