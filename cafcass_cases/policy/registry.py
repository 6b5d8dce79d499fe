"""What rooms above tell the policy's pages, which know none of them: how often each requirement was met, and the groups of staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Figures:
    """How often a requirement, or a paragraph, was met. ``open_late`` is part of ``open``.

    ``departed`` counts every decision to depart from it, whether or not a duty was open.
    """

    met: int = 0
    late: int = 0
    departed: int = 0
    open: int = 0
    open_late: int = 0

    @property
    def any(self) -> bool:
        return bool(self.met or self.late or self.departed or self.open)

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.met + other.met,
            self.late + other.late,
            self.departed + other.departed,
            self.open + other.open,
            self.open_late + other.open_late,
        )


@dataclass(frozen=True)
class LiveFigures:
    """National figures of one document: by requirement id, and by paragraph number (where a duty counts once)."""

    by_requirement: dict[str, Figures]
    by_paragraph: dict[str, Figures]


_figures: list[Callable[[str, datetime], LiveFigures]] = []
_groups: list[tuple[str, str]] = []


def register_paragraph_figures(source: Callable[[str, datetime], LiveFigures]) -> Callable[[str, datetime], LiveFigures]:
    """``source(document, now)`` counts what became of every duty that cites the document, and every departure."""
    _figures[:] = [source]
    return source


def paragraph_figures(document: str, now: datetime) -> LiveFigures:
    """Nothing is counted where no room counts."""
    return _figures[0](document, now) if _figures else LiveFigures({}, {})


def register_staff_groups(groups: Sequence[tuple[str, str]]) -> None:
    """The groups of staff, (value, words), that a version may be confirmed by."""
    _groups[:] = list(groups)


def staff_groups() -> list[tuple[str, str]]:
    return list(_groups)
