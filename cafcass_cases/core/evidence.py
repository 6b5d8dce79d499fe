"""Rows that prove something: each carries a salted digest of its own contents (DESIGN §7)."""

import hashlib
import json
import secrets
from typing import Any

from django.db import models


def digest_of(row: models.Model) -> str:
    """SHA-256 over the row's salt and every stored value but the digest itself, in a canonical order."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.attname in ("digest", "disposed_at"):
            continue
        value = field.value_from_object(row)
        if isinstance(value, (bytes, bytearray, memoryview)):
            value = hashlib.sha256(value).hexdigest()
        values[field.attname] = value if isinstance(value, (dict, list)) else field.get_prep_value(value)
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class EvidenceRow(models.Model):
    """Base of every row that is only ever inserted: history, read log, seals. The database refuses to change it."""

    actor_name = models.CharField(max_length=200, blank=True, default="")
    request_id = models.CharField(max_length=36, blank=True, default="")
    salt = models.CharField(max_length=32, default="", blank=True, editable=False)
    digest = models.CharField(max_length=64, default="", blank=True, editable=False)

    class Meta:
        abstract = True

    def seal_contents(self) -> None:
        """Fill actor, request, salt and digest, once, before the row is inserted."""
        from .acting import current

        context = current()
        if context:
            self.actor_name = self.actor_name or (context.by.full_name if context.by else "The clock")
            self.request_id = self.request_id or context.request_id
        self.salt = secrets.token_hex(16)
        self.digest = digest_of(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.digest:
            self.seal_contents()
        super().save(*args, **kwargs)
