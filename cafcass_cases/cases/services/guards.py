"""The vocabulary of guards: each raises one typed error, and is called first, inside the lock. Every room above has them from here."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import Denied, RuleRefused

from .. import rules
from ..models import Case, Person

M = TypeVar("M", bound=Model)


def lock(record: M) -> M:
    """The row as it stands now, held until the transaction ends."""
    return type(record)._default_manager.select_for_update().get(pk=record.pk)


def by_manager(by: User | None, case: Case, now: datetime, what: str) -> None:
    """A manager of the case does this, or the system itself."""
    if by is not None and not rules.may_manage_case(by, case, now):
        raise Denied(f"Only a manager of this case may {what}.")


def must_work_on(case: Any, *, by: Any, now: datetime) -> None:
    """Whoever works on the case does this, or the clock (None)."""
    if by is not None and not rules.may_work_on_case(by, case, now):
        raise Denied("Only those who work on this case can do this.")


def must_manage(case: Any, *, by: Any, now: datetime) -> None:
    """A manager of the case does this; the clock does not."""
    if not rules.may_manage_case(by, case, now):
        raise Denied("Only a manager of this case can do this.")


def must_be_allowed(by: User | None, rule: Callable[[User], bool], sentence: str) -> None:
    if by is not None and not rule(by):
        raise Denied(sentence)


def must_say(words: str, field: str | None, message: str, *, rule: str = "words-missing") -> str:
    """The words without blanks at their ends; refused when nothing is left."""
    words = (words or "").strip()
    if not words:
        raise RuleRefused(rule, message, field=field)
    return words


def must_be_written(text: str, rule: str, sentence: str, field: str | None = None) -> str:
    """The same for what a requirement asks for: refused with its id."""
    return must_say(text, field, sentence, rule=rule)


def must_be_valid(value: str, choices: Any, rule: str, sentence: str, field: str) -> str:
    """One of the choices (of a TextChoices)."""
    if value not in choices.values:
        raise RuleRefused(rule, sentence, field=field)
    return value


def must_stand(record: object, what: str) -> None:
    if getattr(record, "withdrawn_at", None) is not None:
        raise RuleRefused("entered-in-error", f"This {what} was entered in error, so it cannot be changed.")


def must_be_of_case(people: Iterable[Person], case: Case) -> None:
    if any(person.case_id != case.pk for person in people):
        raise RuleRefused("other-case", "Choose people of this case.")


def must_have_happened(moment: datetime | None, now: datetime, field: str) -> None:
    """What happened lies in the past; what is planned is recorded as a plan."""
    if moment is not None and moment > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field=field)


def is_intention(at: datetime | None, *, now: datetime) -> bool:
    """Whether it is about to be done (now, this minute) rather than already done: only the first can be refused (DESIGN §10.4)."""
    return at is None or at > now - timedelta(minutes=1)
