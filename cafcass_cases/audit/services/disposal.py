"""Disposal: a row of history is blanked at the end of its retention; its digest stays, so the chain still verifies."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.db import connection, models

from cafcass_cases.core.evidence import EvidenceRow
from cafcass_cases.core.services import service

from ..models import Disposal
from ..protection import sanctioned

KEPT_OF_HISTORY = {"history_id", "id", "version", "history_date", "history_type", "history_user", "digest", "disposed_at", "created_at"}


@service
def dispose_of_history(*, row: Any, reason: str, by: Any, now: datetime) -> Disposal:
    """Blank one history row for ever and write down that, why and by whom (DESIGN §7).

    What stays is which record it was of, when it was written and by whom, and the digest; the salt goes, so that nobody
    can find the contents by guessing. Only the owner role can do it: for the application role the database refuses with
    ``ProgrammingError``. A row already disposed of, or one that is not history, raises ValueError.
    """
    if not isinstance(row, EvidenceRow) or not hasattr(row, "history_id"):
        raise ValueError("Only rows of history are disposed of.")
    model = type(row)
    found = model._base_manager.get(pk=row.pk)
    if found.disposed_at is not None:
        raise ValueError("This row has been disposed of already.")
    blanks = {f.attname: _blank(f) for f in model._meta.concrete_fields if f.name not in KEPT_OF_HISTORY and not _points_at_record(f)}
    with sanctioned("disposal", using=connection.alias):
        model._base_manager.filter(pk=row.pk).update(**blanks, disposed_at=now)
    disposal = Disposal(table_name=model._meta.db_table, row_id=str(row.pk), disposed_by=by, at=now, reason=reason)
    disposal.save()
    return disposal


def _points_at_record(field: models.Field) -> bool:
    """Keys between records say nothing by themselves, and without them nobody could find which case a row was of."""
    return isinstance(field, models.ForeignKey)


def _blank(field: models.Field) -> Any:
    """Nothing where the column allows it, else the emptiest value of its kind."""
    if field.null:
        return None
    if hasattr(field, "base_field"):
        return []
    match field:
        case models.JSONField():
            return {}
        case models.UUIDField():
            return "00000000-0000-0000-0000-000000000000"
        case models.BooleanField():
            return False
        case models.IntegerField() | models.FloatField() | models.DecimalField():
            return 0
        case models.DateTimeField():
            return datetime(1900, 1, 1, tzinfo=UTC)
        case models.DateField():
            return date(1900, 1, 1)
        case models.TimeField():
            return time(0)
        case models.BinaryField():
            return b""
    return ""
