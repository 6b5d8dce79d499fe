"""Which tables hold evidence, found from the models themselves: no list to forget an entry in."""

from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from cafcass_cases.core.evidence import NOT_DIGESTED, EvidenceRow
from cafcass_cases.core.models import Tracked

Model = type[models.Model]


def _concrete() -> list[Model]:
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


@lru_cache
def tracked_models() -> tuple[Model, ...]:
    """Every record model with history."""
    return tuple(m for m in _concrete() if issubclass(m, Tracked))


@cache
def history_of(model: Any) -> Any:
    """The model of ``model``'s history rows. Remembered: ``model.history`` makes a manager anew each time."""
    return model.history.model


@lru_cache
def digested_models() -> tuple[Model, ...]:
    """Every model whose rows carry a digest and stand in the ledger."""
    return tuple(m for m in _concrete() if issubclass(m, EvidenceRow))


@lru_cache
def append_only_models() -> tuple[Model, ...]:
    """Every model whose rows the database refuses to change: evidence, every history table, and those that say so."""
    histories = {m.history.model for m in _concrete() if hasattr(m._meta, "simple_history_manager_attribute") and hasattr(m, "history")}
    return tuple(m for m in _concrete() if issubclass(m, EvidenceRow) or m in histories or getattr(m, "append_only", False))


@lru_cache
def model_of_table(table: str) -> Model | None:
    """The evidence model of a table's name."""
    return next((m for m in digested_models() if m._meta.db_table == table), None)


def shape_of(model: Model) -> list[str]:
    """The attribute names that a row's digest covers today."""
    return sorted(f.attname for f in model._meta.concrete_fields if f.attname not in NOT_DIGESTED)
