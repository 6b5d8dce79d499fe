"""Several questions to the database in one journey: a page that shows ten kinds of record need not ask ten times."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.query import ModelIterable, QuerySet

READERS: tuple[tuple[type[models.Field], Any], ...] = (
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.TimeField, time.fromisoformat),
    (models.UUIDField, UUID),
    (models.DecimalField, lambda value: Decimal(str(value))),
    (models.JSONField, json.dumps),  # the field itself reads it again
)

NAMING = ("id", "full_name")


def gather(*querysets: QuerySet[Any]) -> tuple[QuerySet[Any], ...]:
    """The querysets, all fetched by one query; ``select_related`` and order are kept, ``prefetch_related`` asks as ever.

    Each becomes a part of one UNION whose rows travel as JSON and are read back by the fields they came from. For rows of
    models only (no ``values``), without binary fields. Of members of staff that are fetched along only the name comes.
    """
    querysets = tuple(_with_names_of_staff(queryset) for queryset in querysets)
    parts, parameters, compilers = [], [], []
    for number, queryset in enumerate(querysets):
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, given = compiler.as_sql()
        columns = ", ".join(f"c{position}" for position in range(len(compiler.select)))
        parts.append(f"SELECT {number}, row_number() OVER (), to_jsonb(part) FROM ({sql}) AS part({columns})")
        parameters += given
        compilers.append(compiler)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        found = sorted((part, order, row if isinstance(row, dict) else json.loads(row)) for part, order, row in cursor.fetchall())
    for number, (queryset, compiler) in enumerate(zip(querysets, compilers, strict=True)):
        _fill(queryset, compiler, (row for part, _, row in found if part == number))
    return querysets


def _with_names_of_staff(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """A page says who did what; it needs no more of them, and an account is wide."""
    related = queryset.query.select_related
    staff = get_user_model()
    paths = [name for name in related if queryset.model._meta.get_field(name).related_model is staff] if isinstance(related, dict) else []
    left_out = [field.attname for field in staff._meta.concrete_fields if field.name not in NAMING]
    return queryset.defer(*(f"{path}__{name}" for path in paths for name in left_out)) if paths else queryset


def _fill(queryset: QuerySet[Any], compiler: Any, found: Iterable[dict[str, Any]]) -> None:
    """Let the queryset read its rows from here, once, as it would have read them from its own query."""
    fields = [expression.output_field for expression, _, _ in compiler.select]
    rows = [[_read(field, row[f"c{position}"]) for position, field in enumerate(fields)] for row in found]
    compiler.execute_sql = lambda *args, **kwargs: [rows]
    queryset.query.get_compiler = lambda *args, **kwargs: compiler
    try:
        queryset._result_cache = list(ModelIterable(queryset))
    finally:
        del queryset.query.get_compiler


def _read(field: models.Field, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, ArrayField):
        return [_read(field.base_field, one) for one in value]
    for kind, reader in READERS:
        if isinstance(field, kind):
            return reader(value)
    return value
