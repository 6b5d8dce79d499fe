"""Departures from the policy: a deliberate decision not to do what it requires (preamble, P0-1)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from cafcass_cases.cases.models import Case
from cafcass_cases.core.errors import RuleRefused


def block(
    rule: str, message: str, *, case: Case, subject: models.Model | None = None, missing: Sequence[str] = (), field: str | None = None
) -> None:
    """Refuse a step that the policy forbids for now, unless a departure from ``rule`` stands for the case (and subject).

    Raises RuleRefused. A prohibition from which nobody may depart (P22-2, P45-2 …) is raised as RuleRefused directly.
    """
    raise RuleRefused(rule, message, missing=tuple(missing), field=field)
