"""How two people are compared: what speaks for one human being, what against, and how often that is right."""

from collections import defaultdict
from datetime import date

import pytest

from cafcass_cases.cases.folding import fold, is_one_digit_off, one_digit_off, swapped
from cafcass_cases.cases.scoring import LEAST, THRESHOLD, Known, Name, Place, among_namesakes, better_fits, compare, in_company
from tests.cases.linkage_people import World


def known(name: str, born: date | None = None, *others: str, places=(), sex="") -> Known:
    def parts(text: str, own: bool) -> Name:
        given, _, family = text.rpartition(" ")
        return Name(fold(given), fold(family), own)

    return Known((parts(name, True), *(parts(other, False) for other in others)), born, frozenset(places), sex)


BORN = date(1987, 9, 30)
MARK = known("Mark Dawson", BORN)
HOME = Place("LS6 2AB", "14")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (MARK, known("Mark Dawson", BORN), "The same name"),
        (MARK, known("Marc Dawsen", BORN), "differ by a letter"),
        (MARK, known("Dawson Mark", BORN), "changed over"),
        (MARK, known("Stephen Cole", BORN, "Mark Dawson"), "former or other name"),
        (MARK, known("Mark Dawson", date(1987, 9, 29)), "one digit or one day"),
        (MARK, known("Mark Dawson", date(1987, 9, 20)), "one digit or one day"),
        (known("Jane Hartley", date(1990, 4, 2)), known("Jane Hartley", date(1990, 2, 4)), "Day and month"),
        (known("Stephen Clarke", BORN), known("Steven Clark", BORN), "short form or other spelling"),
        (known("Wojciech Dąbrowski", BORN), known("Wojtek Dabrowski", BORN), "short form or other spelling"),
        (known("Anna Kowalska", BORN), known("Anna Kowalski", BORN), "another ending"),
        (known("Mohammed Chaudhry", BORN), known("Muhammad Choudhury", BORN), "Family names"),
        (known("Siobhán O'Brien", BORN), known("Shivaun Obrien", BORN), "short form or other spelling"),
        (known("Emma Hartley-Shaw", BORN), known("Emma Shaw", BORN), "part of the family name"),
        (known("Oluwaseun Adeyemi", BORN), known("Seun Adeyemi", BORN), "short form or other spelling"),
        (known("Sarah Ogden", BORN, places=[HOME]), known("Sarah Quarmby", BORN, places=[HOME]), "An address is the same"),
    ],
)
def test_likely_pairs_and_why(one, other, reason):
    score = compare(one, other)
    assert score.value >= LEAST, score
    assert any(reason in each for each in score.reasons), score
    assert compare(other, one).bits == score.bits  # whichever is asked about


@pytest.mark.parametrize(
    ("one", "other", "why_not"),
    [
        (MARK, known("Mark Dawson", date(1962, 1, 5)), "Another date of birth"),  # a namesake
        (MARK, known("Alan Whitfield", BORN), "Another given name"),
        (MARK, known("Martha Lawson", date(1991, 2, 2)), ""),
        (known("Sarah Smith"), known("Sarah Smith", BORN), "A date of birth is not known"),  # half the country
    ],
)
def test_unlikely_pairs_are_not_proposed_and_why(one, other, why_not):
    score = compare(one, other)
    assert score.value < LEAST
    assert not why_not or why_not in score.against


def test_twins_are_told_apart_by_who_fits_better():
    amira, amina = (known(f"{name} Rashid", date(2015, 3, 1), places=[HOME], sex="Female") for name in ("Amira", "Amina"))
    other = known("Amina Rashid", date(2015, 3, 1), places=[HOME], sex="Female")
    assert better_fits(compare(amira, other), [compare(amina, other)])
    assert not better_fits(compare(amina, other), [compare(amira, other)])


def test_families_come_back_together_and_a_common_name_alone_says_little():
    alone = compare(known("Rutendo Okafor"), known("Rutendo Okafor", BORN))
    assert alone.value >= LEAST
    assert among_namesakes(alone, 8).value < LEAST
    weak, strong = compare(known("Sarah Smith"), known("Sarah Smith", BORN)), compare(MARK, MARK)
    assert weak.value < LEAST <= in_company(weak, [strong]).value
    assert in_company(weak, [weak]) == weak


def test_dates_and_letters():
    assert swapped(date(1990, 4, 2)) == date(1990, 2, 4)
    assert swapped(BORN) is None
    assert date(1990, 4, 12) in one_digit_off(date(1990, 4, 2))
    assert all(is_one_digit_off(BORN, near) for near in one_digit_off(BORN))
    assert fold("Paweł Wójcik-Ødegård O’Brien") == "pawel wojcik odegard obrien"


@pytest.mark.requirement("F2.18-1")
def test_precision_and_recall_on_people_of_a_seed_nothing_was_set_by():
    """The fast measure: every pair that shares a day of birth, a postcode or a name. `make bench` measures 50,000 through the database."""
    world = World(4711, 260)
    every = [record.known for record in world.records]
    blocks, scores, of_case = defaultdict(list), {}, defaultdict(set)
    for place, (record, each) in enumerate(zip(world.records, every, strict=True)):
        of_case[record.case].add(place)
        for key in {("name", fold(f"{record.given} {record.family}")), *(("place", one.postcode) for one in each.places)}:
            blocks[key].append(place)
        for day in {each.born, swapped(each.born) if each.born else None, *(one_digit_off(each.born) if each.born else ())} - {None}:
            blocks[day].append(place)
    for block in blocks.values():
        for one in block:
            for other in block:
                if one < other and world.records[one].case != world.records[other].case and (one, other) not in scores:
                    scores[one, other] = compare(every[one], every[other])
    shown = set()
    for (one, other), score in scores.items():
        cases = world.records[one].case, world.records[other].case
        company = [scores.get((min(a, b), max(a, b))) for a in of_case[cases[0]] - {one} for b in of_case[cases[1]] - {other}]
        rivals = [scores.get((min(one, b), max(one, b))) for b in of_case[cases[1]] - {other}]
        rivals += [scores.get((min(a, other), max(a, other))) for a in of_case[cases[0]] - {one}]
        settled = in_company(score, [found for found in company if found])
        if settled.bits >= THRESHOLD and not better_fits(score, [found for found in rivals if found]):
            shown.add((one, other))
    same = {
        (one, other)
        for one, a in enumerate(world.records)
        for other, b in enumerate(world.records)
        if one < other and a.human == b.human and a.case != b.case
    }
    assert len(same) > 300
    assert len(shown & same) / len(shown) >= 0.90
    assert len(shown & same) / len(same) >= 0.95
