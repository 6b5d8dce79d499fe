"""Disposal: a row of history is blanked at the end of its retention; its digest stays, so the chain still verifies."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Exists, OuterRef, QuerySet

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.evidence import EvidenceRow
from cafcass_cases.core.services import service

from ..evidence import model_of_table
from ..models import Disposal, DisposalOrder
from ..protection import sanctioned
from ..registry import why_not_disposed_of

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


@service
def order_disposal(*, rows: Iterable[Any], case_id: UUID | None, reason: str, by: Any, now: datetime) -> int:
    """Order that these history rows be blanked; how many were not ordered before. :func:`carry_out_disposals` does it.

    The application role may write the order and not carry it out, so that whoever gets hold of it cannot unwrite evidence. Raises
    ValueError where a row is not history; RuleRefused while the case is held from disposal.
    """
    rows = list(rows)
    if any(not isinstance(row, EvidenceRow) or not hasattr(row, "history_id") for row in rows):
        raise ValueError("Only rows of history are disposed of.")
    must_not_be_held(case_id)
    new = 0
    for row in rows:
        table, key = type(row)._meta.db_table, str(row.pk)
        if row.disposed_at is None and not DisposalOrder.objects.filter(table_name=table, row_id=key).exists():
            DisposalOrder(table_name=table, row_id=key, case_id=case_id, ordered_by=by, at=now, reason=reason).save()
            new += 1
    return new


def must_not_be_held(case_id: UUID | None) -> None:
    """Raise RuleRefused while an inquiry, a complaint or a review needs the case."""
    held = why_not_disposed_of(case_id)
    if held:
        raise RuleRefused(
            "disposal-hold",
            f"This case is held from disposal: {held[:1].lower()}{held[1:]}. Nothing of it is destroyed until the hold is lifted.",
        )


def orders_waiting() -> QuerySet[DisposalOrder]:
    """What was ordered and not carried out, the oldest first."""
    done = Disposal.objects.filter(table_name=OuterRef("table_name"), row_id=OuterRef("row_id"))
    return DisposalOrder.objects.filter(~Exists(done))


def carry_out_disposals(*, now: datetime) -> tuple[int, int]:
    """Blank what was ordered: (how many rows, how many wait because their case is held). Only the owner of the tables can."""
    done, held = 0, 0
    reasons: dict[UUID | None, str] = {}
    for order in orders_waiting():
        if order.case_id not in reasons:
            reasons[order.case_id] = why_not_disposed_of(order.case_id)
        if reasons[order.case_id]:
            held += 1
            continue
        row = model_of_table(order.table_name)._base_manager.get(pk=order.row_id)  # type: ignore[union-attr]
        dispose_of_history(row=row, reason=order.reason, by=order.ordered_by, now=now)
        done += 1
    return done, held


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
