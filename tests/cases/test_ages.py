"""Ages as people say them: a baby's in months, weeks and days."""

from datetime import date

import pytest

from cafcass_cases.cases.ages import age_in_words

DAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2018, 3, 6), "8"),
        (date(2018, 3, 7), "7"),
        (date(2024, 3, 6), "2"),
        (date(2024, 3, 7), "23 months"),
        (date(2026, 1, 6), "2 months"),
        (date(2026, 1, 7), "8 weeks"),
        (date(2026, 2, 20), "2 weeks"),
        (date(2026, 2, 21), "13 days"),
        (date(2026, 3, 5), "1 day"),
        (date(2026, 3, 6), "0 days"),
        (date(2026, 3, 7), ""),
        (None, ""),
    ],
)
def test_an_age_is_said_as_people_say_it(born, words):
    assert age_in_words(born, DAY) == words
