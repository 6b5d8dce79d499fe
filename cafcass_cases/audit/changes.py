"""Every change of the record, newest first, before and after, field by field.

However many tables and rows there are, a page costs a fixed number of queries: one that unites the history tables and
takes one page of keys, one that fetches those rows and what each was before, one for the names they point at.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Cast

from .evidence import history_of, tracked_models
from .registry import PERSON, Belonging, belonging_of, belongings
from .wording import Names, from_json, label_of, name_of, record_of, references_in, shown_fields, value_words

Key = tuple[str, UUID, UUID | None]
"""Label of the record's model, id of the history row, id of its case."""

FIRST_PAGE = 25

KINDS = {"+": "Added", "~": "Changed", "-": "Deleted"}


@dataclass(frozen=True)
class ChangeFilters:
    """``who`` made the change (users' ids; empty: anybody), ``about`` which person of the case (id), ``record`` (a model's label), from ``since``
    up to but without ``until`` (entry time, UTC)."""

    who: tuple[UUID, ...] = ()
    about: UUID | None = None
    record: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class FieldChange:
    """One field, in words. ``masked`` ones are covered until tapped."""

    label: str
    before: str
    after: str
    masked: bool = False


@dataclass(frozen=True)
class Change:
    """One saved version of one record: what, when it was entered (UTC), by whom, why, by which request."""

    key: UUID
    label: str
    record_id: UUID
    kind: str
    title: str
    name: str
    at: datetime
    by: str
    reason: str
    request_id: str
    fields: tuple[FieldChange, ...]
    case_id: UUID | None = None
    disposed_at: datetime | None = None

    @property
    def heading(self) -> str:
        """ "Person changed: Alice Brown"."""
        return f"{self.title} {self.kind.lower()}" + (f": {self.name}" if self.name and self.name != self.title else "")


class Changes(Sequence[Change]):
    """The changes that the filters leave, newest first; only the slice that is asked for is fetched."""

    def __init__(self, branches: Sequence[QuerySet[Any, Any]]) -> None:
        self._branches = branches

    @cached_property
    def _beginning(self) -> tuple[int, list[Key]]:
        """(how many there are, the keys of the newest): most look at the first page, which then costs one query less."""
        keys, total = self._keys(0, FIRST_PAGE, counted=True)
        return total, keys

    def count(self) -> int:  # type: ignore[override] - what a Paginator asks for
        return self._beginning[0]

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: Any) -> Any:
        if isinstance(wanted, slice):
            start, stop = wanted.start or 0, wanted.stop
            if stop is not None and stop <= FIRST_PAGE and "_beginning" in self.__dict__:
                return _hydrate(self._beginning[1][start:stop])
            return _hydrate(self._keys(start, stop)[0])
        found = _hydrate(self._keys(wanted, wanted + 1)[0])
        return found[0]

    def __iter__(self) -> Iterator[Change]:
        return iter(_hydrate(self._keys(0, None)[0]))

    def _keys(self, start: int, stop: int | None, *, counted: bool = False) -> tuple[list[Key], int]:
        """(keys of a slice, how many there are in all where that is asked for)."""
        if not self._branches:
            return [], 0
        # Each branch gives its newest few, so that a long history is not sorted for its first page.
        newest = [b.order_by("-history_date", "-history_id")[:stop] if stop is not None else b for b in self._branches]
        rows, params = _united(newest, "*")
        total = "0"
        if counted:
            counts, counted_params = _united(self._branches, "count(*) AS n")
            total, params = f"(SELECT sum(n) FROM ({counts}) c)", [*counted_params, *params]
        limit = f" LIMIT {int(stop) - int(start)}" if stop is not None else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {total}, u.* FROM ({rows}) u ORDER BY 3 DESC, 4 DESC OFFSET {int(start)}{limit}", params)
            found = cursor.fetchall()
        return [(label, key, case_id) for _, label, _, key, case_id in found], int(found[0][0]) if found else 0


def _united(branches: Sequence[QuerySet[Any, Any]], columns: str) -> tuple[str, list[Any]]:
    parts, params = [], []
    for branch in branches:
        sql, its = branch.query.sql_with_params()
        parts.append(f"SELECT {columns} FROM ({sql}) b")
        params += its
    return " UNION ALL ".join(parts), params


def changes_of_case(case_id: UUID, filters: ChangeFilters | None = None) -> Changes:
    """Every change of everything that belongs to the case."""
    filters = filters or ChangeFilters()
    wanted = [b for b in belongings() if not filters.record or b.label == filters.record]
    return Changes([b for b in (_branch(b.model, filters, of_case=(b, case_id)) for b in wanted) if b is not None])


def changes_anywhere(filters: ChangeFilters) -> Changes:
    """Every change of every tracked record, cases or not: for auditors. Give it a person, a record or a time."""
    wanted = [model for model in tracked_models() if not filters.record or model._meta.label == filters.record]
    return Changes([b for b in (_branch(model, filters) for model in wanted) if b is not None])


def changes_of_records(*records: QuerySet[Any]) -> Changes:
    """Every change of these records, which belong to no case: for pages that show a directory's own history."""
    return Changes([_branch(some.model, ChangeFilters()).filter(id__in=some.order_by().values("pk")) for some in records])  # type: ignore[union-attr]


def rows_of_case(belonging: Belonging, case_id: UUID) -> Q:
    """The condition on a history table: rows of this case."""
    if belonging.path in ("id", "case_id"):
        return Q(**{belonging.path: case_id})
    if belonging.path == "case":
        return Q(case_id=case_id)
    # Records are never deleted, so today's rows lead to every row there ever was.
    return Q(id__in=belonging.model._base_manager.filter(**{belonging.path: case_id}).order_by().values("pk"))


def _branch(model: Any, filters: ChangeFilters, *, of_case: tuple[Belonging, UUID] | None = None) -> QuerySet[Any, Any] | None:
    history = history_of(model)
    rows = history._base_manager.order_by()
    if of_case:
        rows = rows.filter(rows_of_case(*of_case))
    if filters.who:
        rows = rows.filter(history_user_id__in=filters.who)
    if filters.since:
        rows = rows.filter(history_date__gte=filters.since)
    if filters.until:
        rows = rows.filter(history_date__lt=filters.until)
    if filters.about:
        about = _about(model, filters.about)
        if about is None:
            return None
        rows = rows.filter(about)
    rows = rows.annotate(_label=Value(model._meta.label), _case=_case_of(model, of_case))
    return rows.values_list("_label", "history_date", "history_id", "_case")


def _case_of(model: Any, of_case: tuple[Belonging, UUID] | None) -> Any:
    """The id of the row's case, or nothing for a record that belongs to none, or to several."""
    if of_case:
        return Cast(Value(of_case[1]), models.UUIDField())
    belonging = belonging_of(model._meta.label)
    if belonging is None or not _leads_to_one(model, belonging.path):
        return Cast(Value(None), models.UUIDField())
    return F(belonging.path)


def _leads_to_one(model: Any, path: str) -> bool:
    """Whether every step of the path is a foreign key of the record itself."""
    for step in path.split("__"):
        if step in ("id", "case_id"):
            return True
        column = model._meta.get_field(step)
        if not isinstance(column, models.ForeignKey):
            return False
        model = column.related_model
    return True


def _about(model: Any, person_id: UUID) -> Q | None:
    """The condition for rows that are of, or point at, one person of a case."""
    if model._meta.label == PERSON:
        return Q(id=person_id)
    conditions = Q()
    for column in model._meta.concrete_fields:
        if isinstance(column, models.ForeignKey) and column.related_model._meta.label == PERSON:
            conditions |= Q(**{column.attname: person_id})
        elif isinstance(getattr(column, "base_field", None), models.UUIDField):
            conditions |= Q(**{f"{column.name}__contains": [person_id]})
    return conditions or None


def _hydrate(keys: list[Key]) -> list[Change]:
    """The changes of these keys, in their order."""
    by_label: dict[str, list[UUID]] = defaultdict(list)
    for label, key, _ in keys:
        by_label[label].append(key)
    models_by_label = {model._meta.label: model for model in tracked_models()}
    quote, parts, params = connection.ops.quote_name, [], []
    for label, some in by_label.items():
        table = quote(history_of(models_by_label[label])._meta.db_table)
        parts.append(
            f"SELECT %s, h.history_id, to_jsonb(h) - 'password', (SELECT to_jsonb(p) - 'password' FROM {table} p "
            f"WHERE p.id = h.id AND p.version < h.version ORDER BY p.version DESC LIMIT 1) FROM {table} h WHERE h.history_id = ANY(%s)"
        )
        params += [label, some]
    if not parts:
        return []
    pairs: dict[UUID, tuple[Any, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for label, key, after, before in cursor.fetchall():
            history = history_of(models_by_label[label])
            pairs[key] = (from_json(history, after), from_json(history, before) if before else None)
    names = Names()
    for label, key, _ in keys:
        for row in filter(None, pairs[key]):
            for column in shown_fields(models_by_label[label]):
                for reference in references_in(column, getattr(row, column.attname)):
                    names.want(*reference)
    names.fetch()
    return [replace(_change(models_by_label[label], label, *pairs[key], names), case_id=case_id) for label, key, case_id in keys]


def _change(model: Any, label: str, after: Any, before: Any, names: Names) -> Change:
    belonging = belonging_of(label)
    record = record_of(model, after)
    title = belonging.title if belonging else str(model._meta.verbose_name).capitalize()
    change = Change(
        key=after.history_id,
        label=label,
        record_id=after.id,
        kind=KINDS.get(after.history_type, "Changed"),
        title=title,
        name=_safe_name(record, belonging, title),
        at=after.history_date,
        by=after.actor_name or "Nobody was signed in",
        reason=after.history_change_reason or "",
        request_id=after.request_id,
        fields=(),
        disposed_at=after.disposed_at,
    )
    if after.disposed_at:
        return replace(change, name="")
    return replace(change, fields=tuple(_field_changes(model, belonging, before, after, names)))


def _safe_name(record: Any, belonging: Belonging | None, title: str) -> str:
    """The record's name, unless it comes from a field that is masked, or from a record that it only points at."""
    model = type(record)
    if belonging and belonging.masked and model.__str__ is not models.Model.__str__:
        return ""
    if model.__str__ is not models.Model.__str__ and any(
        f.is_relation for f in model._meta.concrete_fields if f.name in ("person", "child")
    ):
        return ""
    name = name_of(record)
    return "" if name.lower() == title.lower() else name


def _field_changes(model: Any, belonging: Belonging | None, before: Any, after: Any, names: Names) -> Iterator[FieldChange]:
    masked = belonging.masked if belonging else frozenset()
    for column in shown_fields(model, belonging):
        then = getattr(before, column.attname) if before else None
        now = getattr(after, column.attname)
        if before and then == now:
            continue
        words = value_words(column, then, names) if before else "", value_words(column, now, names)
        if words == ("", "") or (not before and now is False):
            continue
        yield FieldChange(label_of(column), *words, masked=column.name in masked)
