"""What stands against, or should be seen before, advice to the court is filed: told by rooms that do not know one another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class AdviceGap:
    """Something missing. ``blocks`` refuses the filing while it is still ahead, citing ``rule``; else it is a warning.

    ``url`` is the page where it is put right.
    """

    rule: str
    text: str
    blocks: bool = False
    url: str = ""


AdviceChecks = Callable[[Any, Sequence[Any], datetime], Iterable[AdviceGap]]
_checks: list[AdviceChecks] = []


def register_advice_checks(source: AdviceChecks) -> AdviceChecks:
    """``source(case, children, now)`` yields what is missing before advice on these children's time with adults is filed."""
    if source not in _checks:
        _checks.append(source)
    return source


def advice_gaps(case: Any, children: Sequence[Any], now: datetime) -> list[AdviceGap]:
    """Everything that the registered rooms miss, what blocks first."""
    return sorted((gap for source in _checks for gap in source(case, children, now)), key=lambda gap: not gap.blocks)
