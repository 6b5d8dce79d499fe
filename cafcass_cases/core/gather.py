"""Several questions to the database in one journey: a page that shows ten kinds of record need not ask ten times."""

import json
from collections.abc import Callable, Iterable
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
        # One that can find nothing, such as "pk in an empty list", still takes its place among the parts.
        compiler = queryset.query.get_compiler(using=queryset.db, elide_empty=False)
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


def give(owners: Iterable[models.Model], name: str, rows: Iterable[models.Model], key: str) -> None:
    """Each owner has its own of ``rows`` at hand under ``name``, as if prefetched; ``key`` is what on a row names its owner's id."""
    mine: dict[Any, list[models.Model]] = {}
    for row in rows:
        mine.setdefault(getattr(row, key), []).append(row)
    for owner in owners:
        own = getattr(owner, name).all()
        own._result_cache, own._prefetch_done = mine.get(owner.pk, []), True
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = own


def _with_names_of_staff(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """A page says who did what; it needs no more of them, and an account is wide."""
    related = queryset.query.select_related
    staff = get_user_model()
    paths = [name for name in related if queryset.model._meta.get_field(name).related_model is staff] if isinstance(related, dict) else []
    left_out = [field.attname for field in staff._meta.concrete_fields if field.name not in NAMING]
    return queryset.defer(*(f"{path}__{name}" for path in paths for name in left_out)) if paths else queryset


def _fill(queryset: QuerySet[Any], compiler: Any, found: Iterable[dict[str, Any]]) -> None:
    """Let the queryset read its rows from here, once, as it would have read them from its own query."""
    columns = [(f"c{position}", _reader(expression.output_field)) for position, (expression, _, _) in enumerate(compiler.select)]
    rows = [[value if (value := row[name]) is None or read is None else read(value) for name, read in columns] for row in found]
    compiler.execute_sql = lambda *args, **kwargs: [rows]
    queryset.query.get_compiler = lambda *args, **kwargs: compiler
    try:
        queryset._result_cache = list(ModelIterable(queryset))
    finally:
        del queryset.query.get_compiler


def _reader(field: models.Field) -> Callable[[Any], Any] | None:
    """How a value of the field is read back from JSON; None where it comes as it is."""
    if isinstance(field, ArrayField):
        read = _reader(field.base_field)
        return list if read is None else lambda values: [None if one is None else read(one) for one in values]
    return next((reader for kind, reader in READERS if isinstance(field, kind)), None)
