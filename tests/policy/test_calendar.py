"""England's working days: weekends, bank holidays, and a table that can be edited."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafcass_cases.policy import calendar
from cafcass_cases.policy.models import Holiday
from cafcass_cases.policy.services import add_holiday, refresh_holidays, withdraw_holiday

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)


@pytest.fixture
def holidays():
    refresh_holidays(by=None, now=NOW)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday → Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday → Monday: the day itself never counts
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Good Friday, the weekend and Easter Monday
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day falls on a Saturday and is kept on Monday
        (date(2026, 3, 9), 0, date(2026, 3, 9)),
        (date(2026, 3, 8), 0, date(2026, 3, 9)),
        (date(2026, 3, 9), 5, date(2026, 3, 16)),
    ],
)
@pytest.mark.parametrize("loaded", [True, False])
def test_working_days_are_counted_over_weekends_and_bank_holidays(day, n, expected, loaded):
    # Given the table of holidays, or a table that nobody has filled yet
    if loaded:
        refresh_holidays(by=None, now=NOW)

    # Then the same day is answered
    assert calendar.add_working_days(day, n) == expected


def test_a_proclaimed_holiday_counts_from_the_moment_it_is_entered(holidays):
    # Given a day that is a working day
    assert calendar.is_working_day(date(2026, 6, 8))

    # When it is proclaimed a holiday
    add_holiday(day=date(2026, 6, 8), name="A day of celebration", by=None, now=NOW)

    # Then it is one at once
    assert not calendar.is_working_day(date(2026, 6, 8))
    assert calendar.add_working_days(date(2026, 6, 5), 1) == date(2026, 6, 9)


def test_a_withdrawn_holiday_is_a_working_day_and_stays_one_after_a_refresh(holidays):
    # Given the early May bank holiday moved by proclamation
    row = Holiday.objects.get(day=date(2026, 5, 4))
    assert not calendar.is_working_day(row.day)

    # When an administrator withdraws it and the library is asked again
    withdraw_holiday(holiday=row, reason="Moved to Friday 8 May", by=None, now=NOW)
    refresh_holidays(by=None, now=NOW)

    # Then it is a working day, and the reason is kept
    assert calendar.is_working_day(date(2026, 5, 4))
    assert Holiday.objects.get(day=date(2026, 5, 4)).withdrawn_reason == "Moved to Friday 8 May"


def test_a_refresh_adds_only_what_is_missing(holidays):
    assert refresh_holidays(by=None, now=NOW) == 0
    assert {day.year for day in Holiday.objects.values_list("day", flat=True)} == {2024, 2025, 2026, 2027, 2028, 2029}


def test_the_table_is_read_once_while_it_does_not_change(holidays, django_assert_num_queries):
    calendar.is_working_day(date(2026, 3, 6))
    with django_assert_num_queries(1):  # the stamp alone
        calendar.add_working_days(date(2026, 3, 6), 20)


@given(day=st.dates(date(2025, 1, 1), date(2028, 12, 1)), n=st.integers(1, 30))
def test_counting_forth_and_back_agree(day, n):
    later = calendar.add_working_days(day, n)
    assert calendar.is_working_day(later)
    back = calendar.add_working_days(later, -n)
    assert back <= day
    assert calendar.add_working_days(back, n) == later


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 6, 9, 0, tzinfo=UTC), True),  # Friday 09:00 GMT
        (datetime(2026, 3, 6, 8, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 6, 16, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 6, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 7, 12, 0, tzinfo=UTC), False),  # Saturday
        (datetime(2026, 4, 3, 12, 0, tzinfo=UTC), False),  # Good Friday
        (datetime(2026, 5, 18, 8, 0, tzinfo=UTC), True),  # 09:00 in summer time
        (datetime(2026, 5, 18, 16, 0, tzinfo=UTC), False),  # 17:00 in summer time
    ],
)
def test_office_hours_are_those_of_london_on_working_days(moment, expected):
    assert calendar.in_office_hours(moment) is expected


def test_close_of_business_is_a_london_hour():
    assert calendar.close_of_business(date(2026, 3, 9), at=NOW) == datetime(2026, 3, 9, 17, tzinfo=UTC)
    assert calendar.close_of_business(date(2026, 4, 7), at=NOW) == datetime(2026, 4, 7, 16, tzinfo=UTC)
