"""Small numbers are not published, and no total gives one away, in one table or in several that are published together.

A count of 1 to 4 is withheld (primary suppression). A reader who knows the totals could still work it out, so more cells, and
totals where need be, are withheld until every small count could be any of at least five values (secondary suppression).
The range that the published numbers leave to a withheld one is computed exactly: counts with their totals are a flow that goes
round, and the most (least) that a number can be is a maximal flow through the others that are withheld.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

SMALLEST = 5
"""Counts below this and above nought are withheld."""
SPREAD = 4
"""A withheld small count could be at least this much more or less, all published numbers considered."""

Cell = tuple[int, int]
Counts = Sequence[Sequence[int]]
Key = tuple[int, int, int, int]
"""A published number: ``(0, table, row, column)`` a count, ``(1, margin, place, 0)`` a total, ``(2, 0, 0, 0)`` the grand total."""


@dataclass(frozen=True)
class Suppressed:
    """Which cells are withheld. The last row and the last column are the totals: ``(rows, column)``, ``(row, columns)``."""

    withheld: frozenset[Cell]

    def hides(self, row: int, column: int) -> bool:
        return (row, column) in self.withheld


@dataclass(frozen=True)
class _Number:
    """A number as a pipe in the flow: what it adds up from is at its tail, what it is added into at its head."""

    count: int
    tail: Hashable
    head: Hashable


def is_small(count: int) -> bool:
    """One to four: few enough to point at somebody."""
    return 0 < count < SMALLEST


def with_totals(counts: Counts) -> list[list[int]]:
    """The counts with a last column of row totals and a last row of column totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def suppress(counts: Counts) -> Suppressed:
    """What to withhold of a table whose rows and columns add up. ``counts`` without totals; they are published where they can be."""
    return suppress_linked([counts])[0]


def suppress_linked(tables: Sequence[Counts]) -> list[Suppressed]:
    """The same for tables that count the same things and are published together: the rows of each are the columns of the next.

    A total that stands in two tables is withheld in both or in neither. Raises ValueError where their totals are not the same.
    """
    if not all(counts and counts[0] for counts in tables):
        return [Suppressed(frozenset()) for _ in tables]
    numbers = _numbers(tables)
    withheld = {key for key, number in numbers.items() if is_small(number.count)}
    for key in sorted(withheld):
        while _spread(numbers, withheld, key) < SPREAD:  # what is withheld later can only widen it
            withheld.add(_next_to(numbers, withheld, key))
    return [Suppressed(frozenset(_cells(counts, at, len(tables), withheld))) for at, counts in enumerate(tables)]


def suppress_overlapping(counts: Counts, totals: Sequence[int], withheld_totals: AbstractSet[int]) -> Suppressed:
    """What to withhold of a table in which one thing may be counted in several rows of its column, and in one at least.

    ``totals``: how many things a column counts, or some of them, as another table of the same publication says. It has no totals
    of its own, but a reader knows that a column comes to at least its total. Where that total is withheld, so is the whole column.
    Where it is not, no small count could be told from it to be more than one.
    """
    withheld: set[Cell] = set()
    for column, total in enumerate(totals):
        cells = {row: numbers[column] for row, numbers in enumerate(counts)}
        if column in withheld_totals:
            withheld |= {(row, column) for row in cells}
            continue
        small = [row for row, count in cells.items() if is_small(count)]
        withheld |= {(row, column) for row in small}
        shown = sorted((count == 0, count, row) for row, count in cells.items() if row not in small)
        if small and shown and sum(cells.values()) - sum(cells[row] for row in small) + 1 + (SMALLEST - 1) * (len(small) - 1) < total:
            withheld.add((shown[0][2], column))
    return Suppressed(frozenset(withheld))


def _numbers(tables: Sequence[Counts]) -> dict[Key, _Number]:
    """Every count and every total. What flows into a row of one table flows on into the same column of the next, and round again."""
    last = len(tables)
    margins = [[sum(row[at] for row in tables[0]) for at in range(len(tables[0][0]))], *([sum(row) for row in counts] for counts in tables)]
    for table, counts in enumerate(tables):
        if [sum(column) for column in zip(*counts, strict=True)] != margins[table]:
            raise ValueError("These tables do not count the same things: the rows of one are not the columns of the next.")
    found = {
        (0, table, row, column): _Number(count, ("out", table, column), ("in", table + 1, row))
        for table, counts in enumerate(tables)
        for row, line in enumerate(counts)
        for column, count in enumerate(line)
    }
    for margin, totals in enumerate(margins):
        for place, count in enumerate(totals):
            tail = ("in", margin, place) if margin else "first"
            head = ("out", margin, place) if margin < last else "last"
            found[1, margin, place, 0] = _Number(count, tail, head)
    return found | {(2, 0, 0, 0): _Number(sum(margins[0]), "last", "first")}


def _cells(counts: Counts, table: int, tables: int, withheld: AbstractSet[Key]) -> set[Cell]:
    """What is withheld, as cells of the table with its totals."""
    rows, columns = len(counts), len(counts[0])
    found = {(row, column) for kind, at, row, column in withheld if kind == 0 and at == table}
    found |= {(rows, place) for kind, margin, place, _ in withheld if kind == 1 and margin == table}
    found |= {(place, columns) for kind, margin, place, _ in withheld if kind == 1 and margin == table + 1}
    return found | ({(rows, columns)} if (2, 0, 0, 0) in withheld else set())


def _next_to(numbers: dict[Key, _Number], withheld: set[Key], key: Key) -> Key:
    """The cheapest further number: the smallest that is still shown and adds up with ``key``, a total only as the last resort.

    There is one, since with nothing shown every count could be any number.
    """
    ends = {numbers[key].tail, numbers[key].head}
    shown = [one for one in numbers if one not in withheld]
    beside = [one for one in shown if ends & {numbers[one].tail, numbers[one].head}]
    return min(beside or shown, key=lambda one: (one[0] > 0, numbers[one].count == 0, numbers[one].count, one))


def _spread(numbers: dict[Key, _Number], withheld: set[Key], key: Key) -> int:
    """How far apart the least and the most are that ``key`` can be, given everything that is published (counted to twice SPREAD)."""
    own = numbers[key]
    more = _flow(numbers, withheld - {key}, own.head, own.tail)
    less = _flow(numbers, withheld - {key}, own.tail, own.head)
    return more + min(less, own.count)


def _flow(numbers: dict[Key, _Number], withheld: set[Key], start: Hashable, end: Hashable) -> int:
    """How much can go from ``start`` to ``end`` through what is withheld, up to SPREAD: any number may be any amount more, and less
    down to nought."""
    room: dict[Hashable, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    for key in withheld:
        number = numbers[key]
        room[number.tail][number.head] += SPREAD
        room[number.head][number.tail] += min(number.count, SPREAD)
    found = 0
    while found < SPREAD and (path := _path(room, start, end)):
        step = min(SPREAD - found, *(room[one][other] for one, other in path))
        for one, other in path:
            room[one][other] -= step
            room[other][one] += step
        found += step
    return found


def _path(room: dict[Hashable, dict[Hashable, int]], start: Hashable, end: Hashable) -> list[tuple[Hashable, Hashable]]:
    """The shortest way that has room; empty where there is none."""
    came_from: dict[Hashable, Hashable] = {start: None}
    queue = deque([start])
    while queue and end not in came_from:
        at = queue.popleft()
        for other, left in room[at].items():
            if left > 0 and other not in came_from:
                came_from[other] = at
                queue.append(other)
    path, at = [], end
    while at in came_from and at != start:
        path.append((came_from[at], at))
        at = came_from[at]
    return path
