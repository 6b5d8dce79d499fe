"""Rows that prove something: each carries a salted digest of its own contents (DESIGN §7)."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

NOT_DIGESTED = ("digest", "disposed_at")


def digest_of(row: models.Model, fields: Iterable[str] | None = None) -> str:
    """SHA-256 over the row's salt and every stored value but the digest itself, in a canonical order.

    The same before the row is inserted and after it is read back. ``fields`` are the columns' attribute names that
    count, for rows that were written before the table had its newer columns; all, when left out.
    """
    wanted = None if fields is None else set(fields)
    values = {
        field.attname: stored(field, field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.attname not in NOT_DIGESTED and (wanted is None or field.attname in wanted)
    }
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def stored(field: models.Field, value: Any) -> Any:
    """``value`` as the database will give it back, in JSON's own types: one text for one stored value."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return _json_numbers(json.loads(json.dumps(value, cls=field.encoder)))
    base = getattr(field, "base_field", None)  # of an array
    if base is not None and isinstance(value, (list, tuple)):
        return [stored(base, item) for item in value]
    return _plain(field.get_prep_value(value))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case float():
            return value
        case str():
            return str.__str__(value)  # the value of a choice, not its name
        case datetime():
            return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return f"{value // timedelta(microseconds=1)} microseconds"
        case Decimal():
            return format(value.normalize(), "f")
        case UUID():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return "sha256:" + hashlib.sha256(value).hexdigest()
    raise TypeError(f"A {type(value).__name__} cannot be digested.")


def _json_numbers(value: Any) -> Any:
    """PostgreSQL keeps 1e3 as 1000: a whole float and its integer are one number."""
    if isinstance(value, dict):
        return {key: _json_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_json_numbers(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


class EvidenceRow(models.Model):
    """Base of every row that is only ever inserted: history, read log, seals. The database refuses to change it.

    Its primary key is known before it is inserted (a UUID), and no column is filled by the database, so that the
    digest covers what is stored. Columns are added to such a table, never dropped or renamed.
    """

    actor_name = models.CharField(max_length=200, blank=True, default="")
    request_id = models.CharField(max_length=36, blank=True, default="")
    salt = models.CharField(max_length=32, default="", blank=True, editable=False)
    digest = models.CharField(max_length=64, default="", blank=True, editable=False)
    disposed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def seal_contents(self) -> None:
        """Fill actor, request, salt and digest, once, before the row is inserted."""
        from . import acting

        context = acting.current()
        if context:
            self.actor_name = self.actor_name or (context.by.full_name if context.by else "The clock")
        self.request_id = self.request_id or acting.current_request_id()
        self.salt = secrets.token_hex(16)
        self.digest = digest_of(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Evidence is only ever added: this row is already stored.")
        if not self.digest:
            self.seal_contents()
        super().save(*args, **kwargs)
