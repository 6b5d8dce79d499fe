"""Small numbers are not published, and no total gives one away.

A count of 1 to 4 is withheld (primary suppression). A reader who knows the totals could still work it out, so more cells, and
totals where need be, are withheld until every small count could be any of at least five values (secondary suppression).
The range that the published numbers leave to a withheld cell is computed exactly: a table with margins is a flow of counts from
its rows to its columns, and the most (least) that a cell can hold is a maximal flow around it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST = 5
"""Counts below this and above nought are withheld."""
SPREAD = 4
"""A withheld small count could be at least this much more or less, all published numbers considered."""

Cell = tuple[int, int]


@dataclass(frozen=True)
class Suppressed:
    """Which cells are withheld. The last row and the last column are the totals: ``(rows, column)``, ``(row, columns)``."""

    withheld: frozenset[Cell]

    def hides(self, row: int, column: int) -> bool:
        return (row, column) in self.withheld


def is_small(count: int) -> bool:
    """One to four: few enough to point at somebody."""
    return 0 < count < SMALLEST


def with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """The counts with a last column of row totals and a last row of column totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def suppress(counts: Sequence[Sequence[int]]) -> Suppressed:
    """What to withhold of a table whose rows and columns add up. ``counts`` without totals; they are published where they can be."""
    full = with_totals(counts)
    withheld = {(r, c) for r, row in enumerate(full) for c, count in enumerate(row) if is_small(count)}
    while True:
        exposed = sorted(cell for cell in withheld if is_small(full[cell[0]][cell[1]]) and _spread(full, withheld, cell) < SPREAD)
        if not exposed:
            return Suppressed(frozenset(withheld))
        also = _next_to(full, withheld, exposed[0])
        if also is None:  # nothing is left to withhold: all of it is
            return Suppressed(frozenset((r, c) for r, row in enumerate(full) for c in range(len(row))))
        withheld.add(also)


def suppress_alone(counts: Sequence[Sequence[int]]) -> Suppressed:
    """For a table whose rows and columns do not add up (one case may stand in several): small counts only, and no totals."""
    return Suppressed(frozenset((r, c) for r, row in enumerate(counts) for c, count in enumerate(row) if is_small(count)))


def _next_to(full: list[list[int]], withheld: set[Cell], cell: Cell) -> Cell | None:
    """The cheapest further cell: the smallest count of the same row or column that is still shown, a total only as the last resort."""
    rows, columns = len(full), len(full[0])
    line = [(cell[0], c) for c in range(columns)] + [(r, cell[1]) for r in range(rows)]
    shown = [one for one in line if one not in withheld] or [(r, c) for r in range(rows) for c in range(columns) if (r, c) not in withheld]
    if not shown:
        return None
    return min(shown, key=lambda one: (one[0] == rows - 1 or one[1] == columns - 1, full[one[0]][one[1]] == 0, full[one[0]][one[1]], one))


def _spread(full: list[list[int]], withheld: set[Cell], cell: Cell) -> int:
    """How far apart the least and the most are that ``cell`` can hold, given everything that is published."""
    value = full[cell[0]][cell[1]]
    return _most(full, withheld, cell, more=True) + min(_most(full, withheld, cell, more=False), value)


def _most(full: list[list[int]], withheld: set[Cell], cell: Cell, *, more: bool) -> int:
    """By how much the cell could be more (or less) than it is: a maximal flow through the other withheld cells.

    Totals are the complements of what they add up, so that every row and every column of the whole table has a fixed sum: one more
    in a cell is one less elsewhere in its row and its column. Each withheld cell joins its row and its column; through it can pass
    what it may rise, one way, and what it may fall, the other.
    """
    rows, columns = len(full), len(full[0])
    grand = full[rows - 1][columns - 1]
    room: dict[tuple[tuple[str, int], tuple[str, int]], int] = {}
    for r, c in withheld:
        value = full[r][c]
        rise, fall = 2 * grand + SPREAD, value
        if (r == rows - 1) != (c == columns - 1):  # a total stands in its equation with the other sign
            rise, fall = fall, rise
        if (r, c) == cell:
            continue
        room[("row", r), ("column", c)] = rise
        room[("column", c), ("row", r)] = fall
    turned = (cell[0] == rows - 1) != (cell[1] == columns - 1)
    # The cell itself goes up: its column must give elsewhere, and its row take less elsewhere. A total the other way round.
    start, end = ("column", cell[1]), ("row", cell[0])
    if more == turned:
        start, end = end, start
    return _flow(room, start, end, enough=SPREAD)


def _flow(room: dict, start: tuple[str, int], end: tuple[str, int], *, enough: int) -> int:
    """The maximal flow, as far as it matters."""
    found = 0
    while found < enough:
        came_from: dict[tuple[str, int], tuple[str, int] | None] = {start: None}
        queue = deque([start])
        while queue and end not in came_from:
            at = queue.popleft()
            for (one, other), left in room.items():
                if one == at and left > 0 and other not in came_from:
                    came_from[other] = at
                    queue.append(other)
        if end not in came_from:
            return found
        path, at = [], end
        while (before := came_from[at]) is not None:
            path.append((before, at))
            at = before
        step = min(*(room[edge] for edge in path), enough - found) if len(path) > 1 else min(room[path[0]], enough - found)
        for one, other in path:
            room[one, other] -= step
            room[other, one] = room.get((other, one), 0) + step
        found += step
    return found
