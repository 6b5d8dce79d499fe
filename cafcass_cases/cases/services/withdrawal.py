"""Entered in error: withdrawn with a reason, kept for auditors (DESIGN §3)."""

from datetime import datetime
from typing import TypeVar

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.models import Withdrawable
from cafcass_cases.core.services import service

from ..events import RecordWithdrawn
from ..matching import rebuild_names
from ..models import Person, PersonName
from .guards import lock, must_say

W = TypeVar("W", bound=Withdrawable)


@service
def withdraw(*, record: W, reason: str, by: User | None, now: datetime) -> W:
    """Say that a record was entered in error. It leaves every page but the auditors', and nothing is deleted.

    Raises RuleRefused without a reason, or when it was withdrawn already.
    """
    reason = must_say(reason, "reason", "Say why it was entered in error.")
    record = lock(record)  # type: ignore[type-var]
    if record.is_withdrawn:
        raise RuleRefused("entered-in-error", "This was withdrawn already.")
    record.withdrawn_at, record.withdrawn_by, record.withdrawn_reason = now, by, reason
    record.save()
    if isinstance(record, Person):
        rebuild_names(record)
    elif isinstance(record, PersonName):
        rebuild_names(record.person)
    publish(RecordWithdrawn(label=record._meta.label_lower, record_id=record.pk, at=now, now=now, by=by))
    return record
