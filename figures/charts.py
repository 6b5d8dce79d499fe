"""Bars drawn by the server: plain SVG, coloured by the style sheet, so that the strict content security policy needs no exception.

A chart never stands alone: the table behind it follows on the page, and says the same in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

LABEL_WIDTH, BAR_WIDTH, NUMBER_WIDTH = 350, 600, 70
BAR_HEIGHT, LINE_HEIGHT, GAP, MARGIN = 20, 17, 14, 6
LETTERS_A_LINE = 46
"""A longer name goes on to further lines: it is read whole."""


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
    """``lines``: the name, as (words, where they stand); ``y``: the top of the bar."""

    title: str
    lines: tuple[tuple[str, int], ...]
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
    height: int

    width = LABEL_WIDTH + BAR_WIDTH + NUMBER_WIDTH
    bar_height = BAR_HEIGHT
    axis_x = LABEL_WIDTH


def bar_chart(*, name: str, title: str, description: str, parts: Sequence[Part], rows: Sequence[tuple[str, Sequence[int]]]) -> BarChart:
    """``rows``: a label and a number for each part. The longest bar fills the width."""
    longest = max((sum(numbers) for _, numbers in rows), default=0) or 1
    bars, top = [], MARGIN
    for label, numbers in rows:
        x, pieces = float(LABEL_WIDTH), []
        for part, number in zip(parts, numbers, strict=True):
            width = round(number / longest * BAR_WIDTH, 1)
            if number:
                pieces.append(Piece(part.key, f"{part.words}: {number}", x, width))
            x = round(x + width, 1)
        words = wrap(label, LETTERS_A_LINE, break_long_words=False)
        tall = max(BAR_HEIGHT, LINE_HEIGHT * len(words))
        first = top + (tall - LINE_HEIGHT * len(words)) // 2 + LINE_HEIGHT - 4
        lines = tuple((line, first + LINE_HEIGHT * at) for at, line in enumerate(words))
        bars.append(Bar(label, lines, sum(numbers), top + (tall - BAR_HEIGHT) // 2, tuple(pieces)))
        top += tall + GAP
    shown = tuple(part for at, part in enumerate(parts) if any(numbers[at] for _, numbers in rows))
    return BarChart(name, title, description, shown, tuple(bars), top - GAP + MARGIN)
