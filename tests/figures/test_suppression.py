"""No published number, and no sum of published numbers, gives a small one away."""

from itertools import product
from random import Random

import pytest

from cafcass_cases.core.suppression import SPREAD, is_small, suppress, suppress_linked, suppress_overlapping, with_totals

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
    [
        [[3, 20], [15, 40]],
        [[1, 0], [0, 0]],
        [[2, 9], [9, 9]],
        [[4, 4], [30, 40]],
        [[1, 12, 7], [6, 8, 9]],
        [[3]],
        [[0, 2, 0]],
        [[2], [6], [7]],
    ],
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


# ---- several tables published together


def joint_fillings(tables, hidden):
    """Every set of tables that a reader of all of them could think of: the rows of each are the columns of the next."""
    guesses = [list(fillings(counts, one.withheld)) for counts, one in zip(tables, hidden, strict=True)]
    for together in product(*guesses):
        if all([row[-1] for row in one[:-1]] == other[-1][:-1] for one, other in zip(together, together[1:], strict=False)):
            yield together


def given_away_together(tables):
    """(table, row, column) of the small counts that a reader of all tables could work out to within fewer than five values."""
    hidden = suppress_linked(tables)
    small = [
        (at, r, c) for at, counts in enumerate(tables) for r, row in enumerate(with_totals(counts)) for c, count in enumerate(row) if is_small(count)
    ]  # fmt: skip
    assert all(hidden[at].hides(r, c) for at, r, c in small)
    guesses = list(joint_fillings(tables, hidden)) if small else []
    spread = {(at, r, c): {guess[at][r][c] for guess in guesses} for at, r, c in small}
    return {cell: sorted(found) for cell, found in spread.items() if max(found) - min(found) < SPREAD}


LINKED = [
    [[[2, 6], [9, 9]], [[8, 18]]],  # the first row's total stands in the second table as a column's
    [[[1, 12], [6, 8]], [[13, 14]]],
    [[[3], [20]], [[3, 9], [0, 11]]],
    [[[0, 2], [0, 7]], [[2, 7]]],
    [[[3, 0], [0, 0]], [[3, 0], [0, 0]]],
]


@pytest.mark.parametrize("tables", LINKED)
def test_given_tables_that_share_totals_when_they_are_published_then_nobody_can_work_a_small_count_out_from_all_of_them(tables):
    assert given_away_together(tables) == {}


def test_given_many_tables_that_share_totals_when_they_are_published_then_no_small_count_can_be_worked_out():
    random, tried = Random(1989), 0
    while tried < 60:
        shared = random.choice([1, 2, 3])
        first = [[random.choice([0, 0, 1, 2, 3, 5, 6, 9]) for _ in range(random.choice([1, 2]))] for _ in range(shared)]
        first = [row[:1] for row in first] if len({len(row) for row in first}) > 1 else first
        second = [[], []]
        for row in first:
            part = random.randint(0, sum(row))
            second[0].append(part)
            second[1].append(sum(row) - part)
        inside = [
            sum((r, c) in hidden.withheld for r, row in enumerate(counts) for c, _ in enumerate(row))
            for counts, hidden in zip((first, second), suppress_linked([first, second]), strict=True)
        ]
        if max(inside) <= 4:
            tried += 1
            assert given_away_together([first, second]) == {}, (first, second)


def test_given_tables_each_withheld_for_itself_when_they_share_totals_then_one_would_give_the_other_away():
    """Why it is decided for all at once: a reader of both tables knows more than a reader of each."""
    tables = [[[0, 3], [9, 1], [0, 1]], [[0, 4, 1], [3, 6, 0]]]
    alone = [suppress(counts) for counts in tables]
    assert {guess[0][1][1] for guess in joint_fillings(tables, alone)} == {1}
    together = {guess[0][1][1] for guess in joint_fillings(tables, suppress_linked(tables))}
    assert max(together) - min(together) >= SPREAD


def test_given_a_total_that_stands_in_two_tables_when_it_is_withheld_in_one_then_in_the_other_too():
    first, second = suppress_linked([[[2, 6], [9, 9]], [[3, 11], [5, 7]]])
    assert [first.hides(row, 2) for row in range(2)] == [second.hides(2, column) for column in range(2)]
    assert first.hides(2, 2) == second.hides(2, 2)


def test_given_tables_that_do_not_count_the_same_when_they_are_linked_then_it_is_refused():
    with pytest.raises(ValueError, match="do not count the same"):
        suppress_linked([[[2, 6]], [[9]]])


# ---- a table in which one thing stands in several rows


def columns_a_reader_could_think_of(column, hidden, total):
    """Every column of an overlapping table: its rows come to at least the total. What is withheld is 1 to 4, save where something else
    may be withheld with it: then it may be more."""
    withheld = [row for row, _ in enumerate(column) if hidden.hides(row, 0)]
    only_small = all(is_small(column[row]) for row in withheld) and len(withheld) < len(column)
    for values in product(range(1, 5) if only_small else range((total or 20) + 1), repeat=len(withheld)):
        guess = list(column)
        for row, value in zip(withheld, values, strict=True):
            guess[row] = value
        if total is None or sum(guess) >= total:
            yield guess


def test_given_what_stands_in_several_rows_when_its_total_is_published_elsewhere_then_no_small_count_follows_from_it():
    random = Random(47)
    for _ in range(200):
        column = [random.choice([0, 1, 2, 3, 4, 5, 8]) for _ in range(random.choice([2, 3]))]
        total = random.randint(max(column), sum(column)) if sum(column) else 0
        known = not is_small(total)
        hidden = suppress_overlapping([[count] for count in column], [total], set() if known else {0})
        assert all(hidden.hides(row, 0) for row, count in enumerate(column) if is_small(count))
        guesses = list(columns_a_reader_could_think_of(column, hidden, total if known else None))
        for row, count in enumerate(column):
            if is_small(count):
                assert {1, 2, 3, 4} <= {guess[row] for guess in guesses}, (column, total)


def test_given_a_total_that_is_withheld_when_its_column_stands_in_another_table_then_the_column_is_withheld_there():
    hidden = suppress_overlapping([[8, 30], [0, 9]], [8, 33], {0})
    assert hidden.withheld == {(0, 0), (1, 0)}


def test_given_one_small_count_when_the_rest_would_give_it_away_then_another_is_withheld_with_it():
    assert suppress_overlapping([[8], [4], [0]], [12], set()).withheld == {(0, 0), (1, 0)}
    assert suppress_overlapping([[8], [4], [0]], [8], set()).withheld == {(1, 0)}
