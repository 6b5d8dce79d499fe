"""Values of rows in words: choices by their labels, moments on London's clocks, records by their names."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from cafcass_cases.ui.words import london, london_date

from .evidence import history_of, tracked_models
from .registry import PERSON, Belonging

BOOKKEEPING = {
    "id", "version", "created_at", "created_by", "password", "last_login",
    "actor_name", "request_id", "salt", "digest", "disposed_at",
    "history_id", "history_date", "history_type", "history_user", "history_change_reason",
}  # fmt: skip
"""Columns that say nothing about the record itself, or must never be shown."""

NOTHING = "Nothing"
_TITLES = ("reference", "full_name", "name", "title", "kind", "key", "stage", "method", "state")


@dataclass
class Names:
    """Names of records by model and id, fetched in one query whatever their number."""

    _wanted: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    _known: dict[tuple[str, UUID], str] = field(default_factory=dict)

    def know(self, label: str, record: models.Model) -> None:
        """Use this name rather than today's."""
        self._known[label, record.pk] = name_of(record)

    def want(self, label: str, pk: Any) -> None:
        if isinstance(pk, UUID) and (label, pk) not in self._known:
            self._wanted[label].add(pk)

    def fetch(self) -> None:
        """Look up everything wanted."""
        quote, parts, params = connection.ops.quote_name, [], []
        for label, ids in sorted(self._wanted.items()):
            model = apps.get_model(label)
            parts.append(
                f"SELECT %s, to_jsonb(t) - 'password' FROM {quote(model._meta.db_table)} t WHERE t.{quote(model._meta.pk.column)} = ANY(%s)"
            )
            params += [label, list(ids)]
        self._wanted.clear()
        if not parts:
            return
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for label, values in cursor.fetchall():
                self.know(label, from_json(apps.get_model(label), values))

    def get(self, label: str, pk: Any) -> str:
        return self._known.get((label, pk), str(pk))


def from_json(model: Any, values: Any) -> Any:
    """An instance of ``model`` from a row as PostgreSQL's to_jsonb gives it (a dict or its text). Unsaved, for reading only."""
    data = json.loads(values) if isinstance(values, str) else values
    arguments = {}
    for column in model._meta.concrete_fields:
        if column.column in data:
            arguments[column.attname] = _to_python(column, data[column.column])
    return model(**arguments)


def record_of(model: Any, row: Any) -> Any:
    """The record as a history row has it. Unsaved, for reading only; what history leaves out is empty."""
    kept = {column.attname for column in row._meta.concrete_fields}
    return model(**{column.attname: getattr(row, column.attname) for column in model._meta.concrete_fields if column.attname in kept})


def _to_python(column: models.Field, value: Any) -> Any:
    if value is None or isinstance(column, models.JSONField):
        return value
    base = getattr(column, "base_field", None)
    if base is not None:
        return [_to_python(base, item) for item in value]
    if isinstance(column, models.BinaryField):
        return b""
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    try:
        return target.to_python(value)
    except ValidationError:
        return value


def name_of(record: Any) -> str:
    """What a record is called: its own words, else its reference, name, title or kind."""
    if type(record).__str__ is not models.Model.__str__:
        return str(record)
    kind = str(record._meta.verbose_name)
    for name in _TITLES:
        if name in {f.name for f in record._meta.concrete_fields} and getattr(record, name):
            shown = getattr(record, f"get_{name}_display", None)
            return str(shown() if shown else getattr(record, name))
    return kind[:1].upper() + kind[1:]


def label_of(column: models.Field) -> str:
    text = str(column.verbose_name).removesuffix(" id").removeprefix("is ")
    return text[:1].upper() + text[1:]


@cache
def shown_fields(model: Any, belonging: Belonging | None = None) -> list[models.Field]:
    """The fields of a record that its reader is shown, in the model's order; its case is said elsewhere."""
    hidden = set(belonging.hidden) if belonging else set()
    if belonging and belonging.path == "case":
        hidden.add("case")
    kept = {f.attname for f in history_of(model)._meta.concrete_fields}
    return [f for f in model._meta.concrete_fields if f.attname in kept and f.name not in BOOKKEEPING | hidden]


def references_in(column: models.Field, value: Any) -> Iterable[tuple[str, UUID]]:
    """(label, id) of every record that the value points at."""
    label = _label_pointed_at(column)
    if label and value:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, UUID):
                yield label, item


@cache
def _label_pointed_at(column: models.Field) -> str:
    if isinstance(column, models.ForeignKey):
        return str(column.related_model._meta.label)
    if isinstance(getattr(column, "base_field", None), models.UUIDField):
        return PERSON
    if isinstance(column, models.UUIDField) and column.name.endswith("_id"):
        return _labels_by_name().get(column.name.removesuffix("_id"), "")
    return ""


@cache
def _labels_by_name() -> dict[str, str]:
    return {model._meta.model_name: model._meta.label for model in tracked_models()}


def value_words(column: models.Field, value: Any, names: Names) -> str:
    """One value in words; "" where there is none."""
    if value is None or value in ("", [], {}):
        return ""
    label = _label_pointed_at(column)
    if label:
        return ", ".join(names.get(label, item) for item in (value if isinstance(value, list) else [value]))
    choices = dict(getattr(column, "flatchoices", None) or getattr(getattr(column, "base_field", None), "flatchoices", None) or ())
    if choices:
        return ", ".join(str(choices.get(item, item)) for item in (value if isinstance(value, list) else [value]))
    return plain_words(value)


def plain_words(value: Any) -> str:
    match value:
        case None:
            return "Not said"
        case bool():
            return "Yes" if value else "No"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return london(value)
        case date():
            return london_date(value)
        case Mapping():
            return "\n".join(f"{str(key).replace('_', ' ').capitalize()}: {plain_words(item)}" for key, item in value.items())
        case list():
            return ("\n" if any(isinstance(item, (dict, list)) for item in value) else ", ").join(map(plain_words, value))
        case bytes() | memoryview():
            return "A file"
    return str(value)
