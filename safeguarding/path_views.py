"""What special paths show on a concern's page and tell in the chronology: every room's records in two queries, however many rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from cafcass_cases.cases.registry import ChronologyLine, register_chronology
from cafcass_cases.core.gather import gather
from cafcass_cases.core.once import Once

from .registry import NextStep, Section, register_next_steps, register_sections, register_story


def _nothing(*args: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, kw_only=True)
class PathView:
    """One room's view. ``rows(**where)`` gives its querysets narrowed by ``case=`` or ``concern=``: the first is of the room's own
    record, which has ``case`` and (if it hangs on one) ``concern``; the others may hang on it (``record__in=…``). They are fetched
    by ``core.gather``: select_related and order are kept; no prefetch_related and no values().

    ``story(*rows)`` yields lines; ``section(concern, user, now, *rows)`` parts of the page; ``steps(concern, user, now, *rows)``
    buttons. They are called only where the room has a record, and must not ask the database themselves.
    """

    key: str
    rows: Callable[..., tuple[QuerySet[Any], ...]]
    story: Callable[..., Iterable[ChronologyLine]] = _nothing
    section: Callable[..., Iterable[Section]] = _nothing
    steps: Callable[..., Iterable[NextStep]] = _nothing


_views: dict[str, PathView] = {}


def register_path_view(view: PathView) -> PathView:
    """Make a view known. Raises ValueError when another one has its key."""
    if _views.setdefault(view.key, view) != view:
        raise ValueError(f"Two path views are called {view.key}.")
    _question.cache_clear()
    return view


@cache
def _question(column: str) -> tuple[tuple[PathView, ...], str]:
    """The views whose record has the column, and the one question whether each has any. Written once in a process."""
    views, parts = [], []
    for view in _views.values():
        meta = view.rows(case=None)[0].model._meta
        if column in {field.column for field in meta.concrete_fields}:
            views.append(view)
            parts.append(f'EXISTS(SELECT 1 FROM "{meta.db_table}" WHERE "{column}" = %s)')
    return tuple(views), f"SELECT {', '.join(parts)}"


def _read(where: dict[str, Any], column: str) -> list[tuple[PathView, list[list[Any]]]]:
    """Each view that has records there, with its rows."""
    views, sql = _question(column)
    if not views:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [next(iter(where.values())).pk] * len(views))
        found = [view for view, there in zip(views, cursor.fetchone(), strict=True) if there]
    if not found:
        return []
    querysets = [view.rows(**where) for view in found]
    gathered = iter(gather(*(queryset for group in querysets for queryset in group)))
    return [(view, [list(next(gathered)) for _ in group]) for view, group in zip(found, querysets, strict=True)]


_rows = Once[list[tuple[PathView, list[list[Any]]]]]("path_rows")


def _of_concern(concern: Any) -> list[tuple[PathView, list[list[Any]]]]:
    """Read once for a page: its sections, its next steps and its story ask for the same."""
    return _rows.of(concern, lambda: _read({"concern": concern}, "concern_id"))


@register_sections
def sections_of_paths(concern: Any, user: Any, now: datetime) -> Iterator[Section]:
    for view, rows in _of_concern(concern):
        yield from view.section(concern, user, now, *rows)


@register_next_steps
def steps_of_paths(concern: Any, user: Any, now: datetime) -> Iterator[NextStep]:
    for view, rows in _of_concern(concern):
        yield from view.steps(concern, user, now, *rows)


@register_story
def story_of_paths(concern: Any, user: Any) -> Iterator[ChronologyLine]:
    for view, rows in _of_concern(concern):
        yield from view.story(*rows)


@register_chronology
def chronology_of_paths(case: Any, user: Any) -> Iterator[ChronologyLine]:
    for view, rows in _read({"case": case}, "case_id"):
        yield from view.story(*rows)
