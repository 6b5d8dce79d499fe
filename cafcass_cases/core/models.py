"""Bases of the record's models: identified, versioned, tracked, and withdrawn rather than deleted (DESIGN §3, §7)."""

from typing import Any

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from . import acting, clock
from .errors import StaleEdit
from .evidence import EvidenceRow
from .ids import uuid7


def _acting_user(instance: models.Model, **_: Any) -> Any:
    context = acting.current()
    return context.by if context else None


class RecordHistory(HistoricalRecords):
    """History of every field, save those a model names in ``HISTORY_LEAVES_OUT``: secrets do not belong on evidence."""

    def fields_included(self, model: Any) -> list[models.Field]:
        left_out = getattr(model, "HISTORY_LEAVES_OUT", ())
        return [field for field in super().fields_included(model) if field.name not in left_out]


class Tracked(models.Model):
    """A record with history. Change it only by ``save()`` inside a service: who, when and why are written beside it.

    ``version`` counts the saves; compare it under the row's lock with :meth:`expect_version`. ``created_at`` is the
    entry time (UTC): when it was typed, never when it happened.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    history = RecordHistory(
        inherit=True,
        bases=[EvidenceRow],
        get_user=_acting_user,
        history_id_field=models.UUIDField(default=uuid7),
        user_db_constraint=False,
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        context = acting.current()
        moment = context.now if context else clock.now()
        if self._state.adding and not self.created_at:
            self.created_at = moment
            self.created_by = self.created_by or (context.by if context else None)
        self.version += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        self._history_date = moment
        self._change_reason = context.reason if context else None
        super().save(*args, **kwargs)

    def expect_version(self, version: int | None) -> None:
        """Raise :class:`StaleEdit` unless this row still has the version that the person opened. None: do not compare."""
        if version is not None and version != self.version:
            raise StaleEdit(self, expected=version, found=self.version)


class Withdrawable(models.Model):
    """Entered in error: withdrawn with a reason, kept for auditors, never deleted (DESIGN §3)."""

    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
