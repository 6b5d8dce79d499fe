"""What the services of this room share."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from cafcass_cases.core.errors import RuleRefused

M = TypeVar("M", bound=models.Model)


def lock(row: M) -> M:
    """The row as it stands, locked until the transaction ends."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def must_say(text: str, rule: str, message: str, field: str | None = None) -> str:
    if not (text or "").strip():
        raise RuleRefused(rule, message, field=field)
    return text.strip()


def must_have_happened(at: datetime | None, now: datetime, field: str) -> None:
    if at is not None and at > now:
        raise RuleRefused("time", "Enter a time that has come.", field=field)


def must_be(value: Any, rule: str, message: str, field: str | None = None) -> None:
    if not value:
        raise RuleRefused(rule, message, field=field)
