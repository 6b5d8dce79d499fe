"""Bars drawn by the server: plain SVG, coloured by the style sheet, so that the strict content security policy needs no exception.

A chart never stands alone: the table behind it follows on the page, and says the same in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LABEL_WIDTH, BAR_WIDTH, NUMBER_WIDTH = 350, 600, 70
ROW_HEIGHT, BAR_HEIGHT, MARGIN = 34, 20, 6
LONGEST_LABEL = 48


@dataclass(frozen=True)
class Part:
    """One kind of thing that a bar is made of. ``key`` names its colour in the style sheet; ``words`` stand in the legend."""

    key: str
    words: str


@dataclass(frozen=True)
class Piece:
    key: str
    words: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    label: str
    title: str
    total: int
    y: int
    pieces: tuple[Piece, ...]

    @property
    def text_y(self) -> int:
        return self.y + BAR_HEIGHT - 5

    @property
    def total_x(self) -> float:
        return LABEL_WIDTH + sum(piece.width for piece in self.pieces) + 6


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, each made of parts. ``name`` is unique on the page."""

    name: str
    title: str
    description: str
    legend: tuple[Part, ...]
    bars: tuple[Bar, ...]

    width = LABEL_WIDTH + BAR_WIDTH + NUMBER_WIDTH
    bar_height = BAR_HEIGHT
    axis_x = LABEL_WIDTH

    @property
    def height(self) -> int:
        return MARGIN * 2 + ROW_HEIGHT * len(self.bars)


def bar_chart(*, name: str, title: str, description: str, parts: Sequence[Part], rows: Sequence[tuple[str, Sequence[int]]]) -> BarChart:
    """``rows``: a label and a number for each part. The longest bar fills the width."""
    longest = max((sum(numbers) for _, numbers in rows), default=0) or 1
    bars = []
    for place, (label, numbers) in enumerate(rows):
        x, pieces = float(LABEL_WIDTH), []
        for part, number in zip(parts, numbers, strict=True):
            width = round(number / longest * BAR_WIDTH, 1)
            if number:
                pieces.append(Piece(part.key, f"{part.words}: {number}", x, width))
            x = round(x + width, 1)
        bars.append(Bar(_short(label), label, sum(numbers), MARGIN + ROW_HEIGHT * place, tuple(pieces)))
    shown = tuple(part for at, part in enumerate(parts) if any(numbers[at] for _, numbers in rows))
    return BarChart(name, title, description, shown, tuple(bars))


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip(" ,;:") + "…"
