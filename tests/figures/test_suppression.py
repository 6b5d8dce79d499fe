"""No published number, and no sum of published numbers, gives a small one away."""

from itertools import product
from random import Random

import pytest

from figures.statistics.suppression import SPREAD, is_small, suppress, suppress_alone, with_totals

FAR = SPREAD
"""How far from the truth a reader's guesses are tried here. To move one count by so much, no other needs to move by more."""


def fillings(counts, withheld):
    """Every table that a reader could think of, given what is published: whole numbers from nought, rows and columns that add up."""
    full = with_totals(counts)
    hidden = [(r, c) for r, row in enumerate(counts) for c, _ in enumerate(row) if (r, c) in withheld]
    shown = [(r, c) for r, row in enumerate(full) for c, _ in enumerate(row) if (r, c) not in withheld]
    for values in product(*(range(max(0, counts[r][c] - FAR), counts[r][c] + FAR + 1) for r, c in hidden)):
        guess = [list(row) for row in counts]
        for (r, c), value in zip(hidden, values, strict=True):
            guess[r][c] = value
        guessed = with_totals(guess)
        if all(guessed[r][c] == full[r][c] for r, c in shown):
            yield guessed


def given_away(counts):
    """The small counts that a reader could work out to within fewer than five values."""
    withheld = suppress(counts).withheld
    full = with_totals(counts)
    small = [(r, c) for r, row in enumerate(full) for c, count in enumerate(row) if is_small(count)]
    assert set(small) <= withheld
    guesses = list(fillings(counts, withheld)) if small else []
    spread = {(r, c): max(guess[r][c] for guess in guesses) - min(guess[r][c] for guess in guesses) for r, c in small}
    return {cell: found for cell, found in spread.items() if found < SPREAD}


@pytest.mark.parametrize(
    "counts",
    [[[3, 20], [15, 40]], [[1, 0], [0, 0]], [[2, 9], [9, 9]], [[4, 4], [30, 40]], [[1, 12, 7], [6, 8, 9]], [[3]], [[0, 2, 0]], [[2], [6], [7]]],
)
def test_given_a_small_count_when_the_table_is_published_then_nobody_can_work_it_out(counts):
    assert given_away(counts) == {}


def test_given_many_tables_when_they_are_published_then_no_small_count_can_be_worked_out():
    random, tried = Random(2016), 0
    while tried < 60:
        rows, columns = random.choice([(1, 3), (2, 2), (3, 2), (2, 3)])
        counts = [[random.choice([0, 0, 1, 2, 3, 4, 5, 6, 9, 10]) for _ in range(columns)] for _ in range(rows)]
        hidden = [cell for cell in suppress(counts).withheld if cell[0] < rows and cell[1] < columns]
        if len(hidden) <= 4:
            tried += 1
            assert given_away(counts) == {}, counts


def test_given_no_small_count_when_the_table_is_published_then_all_of_it_is():
    assert suppress([[0, 12], [7, 300]]).withheld == frozenset()


def test_given_one_small_count_when_it_is_withheld_then_the_totals_alone_do_not_give_it_away():
    withheld = suppress([[3, 20, 30], [15, 40, 50], [25, 60, 70]]).withheld
    assert (0, 0) in withheld
    assert sum(row == 0 for row, _ in withheld) >= 2
    assert sum(column == 0 for _, column in withheld) >= 2


def test_given_rows_that_do_not_add_up_when_they_are_published_then_small_counts_alone_are_withheld():
    assert suppress_alone([[3, 20], [0, 5]]).withheld == {(0, 0)}
