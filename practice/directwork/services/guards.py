"""What every service of this room asks first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from safeguarding.services.guards import must_be_written, must_not_be_later

M = TypeVar("M", bound=Model)

__all__ = ["lock", "must_be_child", "must_be_of", "must_be_written", "must_have_happened", "must_stand", "must_work_on"]


def must_work_on(by: Any, case: Case, now: datetime) -> None:
    if not may_work_on_case(by, case, now):
        raise Denied("Only those who work on the case can do this.")


def must_be_child(case: Case, child: Person) -> None:
    if child.case_id != case.pk or not child.is_child or child.is_withdrawn:
        raise RuleRefused("F2.47-1", "Choose a child of this case. Add the child to the case first if need be.", field="child")


def must_have_happened(moment: datetime, now: datetime, field: str = "happened_at") -> None:
    must_not_be_later(moment, now, "P55-2", "Enter a time that has passed. What is planned goes into a plan.", field)


def must_be_of(value: str, choices: Iterable[str], rule: str, sentence: str, field: str) -> None:
    if value not in choices:
        raise RuleRefused(rule, sentence, field=field)


def must_stand(record: Any, what: str) -> None:
    if record.withdrawn_at:
        raise RuleRefused("entered-in-error", f"This {what} was entered in error.")


def lock(record: M) -> M:
    """The row as it stands now, held until the transaction ends."""
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
