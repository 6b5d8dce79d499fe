"""Which records belong to a case, and how they are shown: what higher rooms tell the audit, which knows none of them.

Most need no registration: a record with history belongs to the case that its ``case`` names, or to that of the record
its foreign keys lead to (``person__case``, ``concern__case``), by the shortest way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from cafcass_cases.accounts.rules import is_senior, may_audit

from .evidence import tracked_models

CASE, PERSON = "cases.Case", "cases.Person"
"""The labels of the two records that everything hangs on; their room stands above this one."""

_GROUPS = {CASE: "The case", PERSON: "People"}

_STAFF = ("accounts", "policy")
"""Rooms whose records are nobody's case, and through which no way to a case leads."""


@dataclass(frozen=True)
class Belonging:
    """How a model's rows belong to a case: ``path`` leads from the row to the case's id, in lookups ("person__case")."""

    label: str
    path: str = ""
    group: str = ""
    title: str = ""
    order: int = 100
    masked: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    happened: str = ""

    @property
    def model(self) -> Any:
        return apps.get_model(self.label)


@dataclass
class _Registered:
    belongings: dict[str, Belonging] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    getter: Callable[[Any, Any, datetime], Any] | None = None
    managers: list[Callable[[Any, Any, datetime], bool]] = field(default_factory=list)
    disposal_guards: list[Callable[[UUID], str]] = field(default_factory=list)


_registered = _Registered()


def belongs_to(
    model: type[models.Model] | str,
    path: str = "",
    *,
    group: str = "",
    title: str = "",
    order: int = 100,
    masked: Sequence[str] = (),
    hidden: Sequence[str] = (),
    happened: str = "",
) -> None:
    """Say how a tracked model belongs to a case and is shown in its audit and as-at pages.

    ``path``: lookups from the row to its case ("person__case", "identity__links__person__case"); left out: found by itself.
    ``group`` is the heading it stands under (default: its plural name), ``title`` what one row is called, ``order`` its place.
    ``masked`` fields are covered until tapped; ``hidden`` ones are never shown. ``happened`` names the field with the
    event's time, where it is another than the entry's. Call it in the app's ``panels.py`` or ``ready()``.
    """
    label = model if isinstance(model, str) else model._meta.label
    _registered.belongings[label] = Belonging(label, path, group, title, order, frozenset(masked), frozenset(hidden), happened)
    belongings.cache_clear()


def leave_out(*labels: str) -> None:
    """These tracked models are part of no case, although a foreign key leads to one."""
    _registered.left_out.update(labels)
    belongings.cache_clear()


def register_case_getter(getter: Callable[[Any, Any, datetime], Any]) -> None:
    """``getter(user, case_id, at)`` answers the case, or raises Http404 where its existence is not theirs to know."""
    _registered.getter = getter


def register_case_manager(rule: Callable[[Any, Any, datetime], bool]) -> None:
    """``rule(user, case, at)``: manages this case, and may therefore see its audit."""
    if rule not in _registered.managers:
        _registered.managers.append(rule)


def register_disposal_guard(guard: Callable[[UUID], str]) -> None:
    """``guard(case_id)`` says why nothing of the case may be destroyed now; "" where nothing stands against it."""
    if guard not in _registered.disposal_guards:
        _registered.disposal_guards.append(guard)


def why_not_disposed_of(case_id: UUID | None) -> str:
    """Why nothing of the case may be destroyed now; "" where nothing stands against it."""
    return next((why for guard in _registered.disposal_guards if case_id and (why := guard(case_id))), "")


def case_for(user: Any, case_id: Any, at: datetime) -> Any:
    """The case, as the cases' own room lets this user see it. Raises Http404."""
    if _registered.getter is None:
        raise ImproperlyConfigured("Nobody called audit.registry.register_case_getter().")
    return _registered.getter(user, case_id, at)


def may_see_audit_of(user: Any, case: Any, at: datetime) -> bool:
    """Auditors, managers of the case, and senior staff who can see the case (DESIGN §7)."""
    if may_audit(user) or is_senior(user):
        return True
    known: bool | None = getattr(case, "user_manages", None)  # a getter may have asked already, in its own query
    return any(rule(user, case, at) for rule in _registered.managers) if known is None else known


@lru_cache(maxsize=1)
def belongings() -> tuple[Belonging, ...]:
    """Every tracked model that belongs to a case, in the order of its pages."""
    found = []
    for model in tracked_models():
        label = model._meta.label
        if label in _registered.left_out:
            continue
        registered = _registered.belongings.get(label) or Belonging(label)
        path = registered.path or path_to_case(model)
        if not path:
            continue
        found.append(
            Belonging(
                label=label,
                path=path,
                group=registered.group or _GROUPS.get(label) or _capitalised(str(model._meta.verbose_name_plural)),
                title=registered.title or _capitalised(str(model._meta.verbose_name)),
                order=registered.order if registered.order != 100 else _default_order(label),
                masked=registered.masked,
                hidden=registered.hidden,
                happened=registered.happened or ("happened_at" if "happened_at" in _names(model) else ""),
            )
        )
    return tuple(sorted(found, key=lambda b: (b.order, b.group, b.title)))


def belonging_of(label: str) -> Belonging | None:
    return next((b for b in belongings() if b.label == label), None)


def path_to_case(model: Any, depth: int = 3) -> str:
    """Lookups from ``model`` to its case's id by the shortest way of foreign keys; "" where none leads there."""
    if model._meta.label == CASE:
        return "id"
    ways = [(model, "")]
    for _ in range(depth):
        further = []
        for at, prefix in ways:
            for key in _names(at).values():
                if isinstance(key, models.UUIDField) and key.name == "case_id":
                    return f"{prefix}case_id"
                target = getattr(key, "related_model", None)
                if not isinstance(key, models.ForeignKey) or target is model or target._meta.app_label in _STAFF:
                    continue
                if target._meta.label == CASE:
                    return f"{prefix}{key.name}"
                further.append((target, f"{prefix}{key.name}__"))
        ways = further
    return ""


def _names(model: Any) -> dict[str, models.Field]:
    """Fields by name; those that must be there before those that may be empty, since they lead home more surely."""
    return {f.name: f for f in sorted(model._meta.concrete_fields, key=lambda f: f.null)}


def _default_order(label: str) -> int:
    """The case, its people, then floor by floor."""
    if label in (CASE, PERSON):
        return 1 if label == CASE else 2
    return {"cases": 10, "safeguarding": 30, "referrals": 40, "duties": 60, "documents": 70}.get(label.split(".")[0], 80)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
