"""A case as it stood at any moment, from its history: what did we know then? (DESIGN §7)"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection

from .changes import rows_of_case
from .evidence import history_of
from .registry import Belonging, belongings
from .wording import Names, from_json, label_of, record_of, references_in, shown_fields, value_words


@dataclass(frozen=True)
class Line:
    """One field in words."""

    label: str
    value: str
    masked: bool = False


@dataclass(frozen=True)
class Item:
    """One record as it stood: ``entered_at`` is when this version was saved, by whom, and what it said."""

    label: str
    record_id: UUID
    title: str
    name: str
    entered_at: datetime
    by: str
    lines: tuple[Line, ...]
    withdrawn: bool = False
    disposed: bool = False
    entered_later: bool = False


@dataclass(frozen=True)
class Group:
    """Records of one kind or belonging together, under one heading."""

    title: str
    items: tuple[Item, ...]


class AsAt:
    """``case`` at ``moment`` (UTC).

    ``known_by=True``: as it was known then: what had been entered by that moment, in the words it had then.
    ``known_by=False``: what had happened by that moment, as we know it now: entered later too, and marked so.
    One query for all records and one for the names they point at, whatever their number.
    """

    def __init__(self, case: Any, moment: datetime, known_by: bool = True) -> None:
        self.case_id: UUID = case if isinstance(case, UUID) else case.pk
        self.moment = moment
        self.known_by = known_by

    def rows(self) -> list[tuple[Belonging, Any]]:
        """(belonging, history row) of every record that was there, as it was."""
        parts, params, by_label = [], [], {}
        for belonging in belongings():
            history = history_of(belonging.model)
            found = history._base_manager.filter(rows_of_case(belonging, self.case_id))
            if self.known_by:
                found = found.filter(history_date__lte=self.moment)
            sql, its = found.order_by("id", "-version").distinct("id").query.sql_with_params()
            # A table that a case has no rows in costs nothing but its line here.
            parts.append(f"SELECT %s, to_jsonb(h) - 'password' FROM ({sql}) h WHERE h.history_type <> '-'")
            params += [belonging.label, *its]
            by_label[belonging.label] = belonging
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            rows = [(by_label[label], from_json(history_of(by_label[label].model), values)) for label, values in cursor.fetchall()]
        return rows if self.known_by else [(b, row) for b, row in rows if self._had_happened(b, row)]

    @cached_property
    def groups(self) -> list[Group]:
        """Everything there was, in groups, in words."""
        rows = self.rows()
        names = Names()
        for belonging, row in rows:
            # Somebody renamed since keeps the name of that day.
            names.know(belonging.label, record_of(belonging.model, row))
        for belonging, row in rows:
            for column in shown_fields(belonging.model, belonging):
                for reference in references_in(column, getattr(row, column.attname)):
                    names.want(*reference)
        names.fetch()
        groups: dict[str, list[Item]] = defaultdict(list)
        order = {belonging.label: place for place, belonging in enumerate(belongings())}
        for belonging, row in sorted(rows, key=lambda pair: (order[pair[0].label], _when(*pair), pair[1].id)):
            groups[belonging.group].append(self._item(belonging, row, names))
        return [Group(title, tuple(items)) for title, items in groups.items()]

    def _had_happened(self, belonging: Belonging, row: Any) -> bool:
        return _when(belonging, row) <= self.moment

    def _item(self, belonging: Belonging, row: Any, names: Names) -> Item:
        disposed = row.disposed_at is not None
        lines = [] if disposed else [
            Line(label_of(column), words, column.name in belonging.masked)
            for column in shown_fields(belonging.model, belonging)
            if (words := value_words(column, getattr(row, column.attname), names))
        ]  # fmt: skip
        name = "" if disposed or belonging.masked else names.get(belonging.label, row.id)
        return Item(
            label=belonging.label,
            record_id=row.id,
            title=belonging.title,
            name="" if name.lower() == belonging.title.lower() else name,
            entered_at=row.history_date,
            by=row.actor_name,
            lines=tuple(lines),
            withdrawn=getattr(row, "withdrawn_at", None) is not None,
            disposed=disposed,
            entered_later=row.history_date > self.moment,
        )


def _when(belonging: Belonging, row: Any) -> datetime:
    """When it happened, where the record says; else when it was entered."""
    happened: datetime | None = getattr(row, belonging.happened) if belonging.happened else None
    return happened or row.created_at
