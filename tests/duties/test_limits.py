"""Time limits are pure: no database, and every clock change, weekend and holiday is a line of a table."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cafcass_cases.core.clock import LONDON, HourDoesNotExist, HourHappensTwice, end_of_day, from_london, london, london_date
from cafcass_cases.duties.limits import (
    AgreedDate,
    Before,
    ClockHours,
    CourtUpdate,
    LimitContext,
    Local,
    Minutes,
    Repeating,
    SameDay,
    UntilHearing,
    WhereSerious,
    WorkingDays,
    WorkingDaysBefore,
    Years,
    earliest,
    weekdays,
)
from cafcass_cases.policy.defaults import settings

EASTER_2026 = {date(2026, 4, 3), date(2026, 4, 6)}


def at(text: str, fold: int | None = 0) -> datetime:
    """ "2026-03-28 20:00" on London's clocks, in UTC; ``fold`` says which of two equal hours."""
    local = datetime.fromisoformat(text)
    return from_london(local.date(), local.time(), fold=fold)


def with_easter(day: date, count: int) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= 5 or day in EASTER_2026:
            day += step
    return day


SHIPPED = LimitContext(local=lambda setting: settings()[setting].shipped, add_working_days=with_easter)


@pytest.mark.requirement("P12-5")
@pytest.mark.parametrize(
    ("telephoned", "fold", "due"),
    [
        ("2026-03-28 20:00", 0, "2026-03-29 21:00 BST"),
        ("2026-03-29 00:30", 0, "2026-03-30 01:30 BST"),
        ("2026-10-24 20:00", 0, "2026-10-25 19:00 GMT"),
        ("2026-10-25 01:30", 0, "2026-10-26 00:30 GMT"),
        ("2026-10-25 01:30", 1, "2026-10-26 01:30 GMT"),
    ],
)
def test_twenty_four_hours_are_elapsed_hours_on_the_nights_the_clocks_change(telephoned, fold, due):
    outcome_due = ClockHours(24).due(at(telephoned, fold))
    assert f"{london(outcome_due):%Y-%m-%d %H:%M %Z}" == due


@pytest.mark.requirement("P12-4")
@pytest.mark.parametrize(
    ("telephoned", "fold", "day"),
    [
        ("2026-03-28 20:00", 0, "2026-03-28"),
        ("2026-03-29 00:30", 0, "2026-03-29"),
        ("2026-10-24 20:00", 0, "2026-10-24"),
        ("2026-10-25 01:30", 0, "2026-10-25"),
        ("2026-10-25 01:30", 1, "2026-10-25"),
        ("2026-05-12 23:50", 0, "2026-05-12"),
        ("2026-05-12 23:59", 0, "2026-05-12"),
        ("2026-05-13 00:00", 0, "2026-05-13"),
    ],
)
def test_the_same_day_ends_at_the_last_second_of_the_calls_local_date(telephoned, fold, day):
    due = london(SameDay().due(at(telephoned, fold)))
    assert f"{due:%Y-%m-%d %H:%M:%S}" == f"{day} 23:59:59"


def test_an_hour_that_does_not_exist_or_exists_twice_is_asked_about():
    with pytest.raises(HourDoesNotExist):
        from_london(date(2026, 3, 29), time(1, 30))
    with pytest.raises(HourHappensTwice):
        from_london(date(2026, 10, 25), time(1, 30))


@pytest.mark.requirement("P9-3")
@pytest.mark.parametrize(
    ("held", "days", "due"),
    [
        ("2026-04-02 15:00", 1, "2026-04-07 17:00"),  # Maundy Thursday: Good Friday, weekend, Easter Monday
        ("2026-03-06 19:10", 1, "2026-03-09 17:00"),  # Friday evening
        ("2026-03-07 10:00", 1, "2026-03-09 17:00"),  # Saturday
        ("2026-03-06 08:00", 1, "2026-03-09 17:00"),  # the day itself never counts
        ("2026-03-27 12:00", 2, "2026-03-31 17:00"),  # over the change of clocks
        ("2026-04-02 15:00", 5, "2026-04-13 17:00"),
    ],
)
def test_working_days_end_at_close_of_business(held, days, due):
    assert WorkingDays(days).due(at(held), ctx=SHIPPED) == at(due)


def test_close_of_business_is_a_local_default():
    early = LimitContext(close_of_business=time(16, 30))
    assert WorkingDays(1).due(at("2026-03-02 12:00"), ctx=early) == at("2026-03-03 16:30")


def test_working_days_before_a_hearing():
    hearing = LimitContext(hearing_at=at("2026-03-12 10:00"))
    assert WorkingDaysBefore(3).due(at("2026-02-02 09:00"), ctx=hearing) == at("2026-03-09 17:00")
    assert WorkingDaysBefore(3).due(at("2026-02-02 09:00")) is None


@pytest.mark.requirement("P9-4", "P10-4")
def test_an_agreed_date_lasts_until_its_last_second():
    agreed = LimitContext(agreed_on=date(2026, 3, 11))
    assert AgreedDate().due(at("2026-03-06 17:50"), ctx=agreed) == at("2026-03-11 23:59:59")


def test_a_step_has_no_instant():
    reckoned = Before("the concern is completed").reckon(at("2026-03-06 16:40"), SHIPPED)
    assert (reckoned.due_at, reckoned.note) == (None, "before the concern is completed")


def test_years_end_with_the_day():
    assert Years(3).due(at("2026-03-06 16:40")) == at("2029-03-06 23:59:59")
    assert Years(1).due(at("2028-02-29 12:00")) == at("2029-02-28 23:59:59")


def test_a_local_default_says_so():
    held = Local("SUPERVISION_HELD").reckon(at("2026-03-06 17:05"), SHIPPED)
    assert (held.due_at, held.note) == (at("2026-03-06 21:05"), "4 clock hours, local default")
    signed = Local("SUPERVISION_RECORD").reckon(at("2026-03-06 17:50"), SHIPPED)
    assert (signed.due_at, signed.note, signed.in_days) == (at("2026-03-09 17:00"), "1 working day, local default", True)


def test_serious_harm_and_repeats_choose_the_limit():
    held = WhereSerious(Local("SUPERVISION_HELD_SERIOUS"), Local("SUPERVISION_HELD"))
    chase = Repeating(Local("LA_CHASE"), Local("LA_CHASE_REPEAT"))
    serious = LimitContext(local=SHIPPED.local, serious=True)
    again = LimitContext(local=SHIPPED.local, repeat=True)
    friday = at("2026-03-06 17:05")
    assert held.due(friday, ctx=serious) - friday == timedelta(hours=1)
    assert held.due(friday, ctx=SHIPPED) - friday == timedelta(hours=4)
    assert chase.due(friday, ctx=SHIPPED) - friday == timedelta(hours=4)
    assert chase.due(friday, ctx=again) - friday == timedelta(hours=24)


@pytest.mark.requirement("P14-1")
@pytest.mark.parametrize(
    ("serious", "hearing", "handover", "due", "note"),
    [
        (True, None, None, "2026-03-09 10:15", "24 clock hours"),
        (False, None, None, "2026-03-09 17:00", "1 working day, local default"),
        (True, "2026-03-12 10:00", None, "2026-03-09 10:15", "24 clock hours"),
        (True, "2026-03-09 09:30", None, "2026-03-09 09:30", "before the hearing"),
        (True, "2026-03-09 09:30", "2026-03-08 17:00", "2026-03-08 17:00", "before the handover"),
        (True, "2026-03-07 09:30", None, "2026-03-09 10:15", "24 clock hours"),  # a hearing that is over
    ],
)
def test_the_court_is_told_in_time_and_before_whatever_comes_sooner(serious, hearing, handover, due, note):
    ctx = LimitContext(
        local=SHIPPED.local,
        serious=serious,
        hearing_at=at(hearing) if hearing else None,
        handover_at=at(handover) if handover else None,
    )
    reckoned = CourtUpdate().reckon(at("2026-03-08 10:15"), ctx)
    assert (reckoned.due_at, reckoned.note) == (at(due), note)


moments = some.datetimes(datetime(2015, 1, 1), datetime(2045, 1, 1), timezones=some.just(UTC))


@given(moments, some.integers(1, 200))
def test_clock_hours_never_stretch(moment, hours):
    assert ClockHours(hours).due(moment) - moment == timedelta(hours=hours)


@given(moments)
def test_the_same_day_is_the_same_day_and_never_past(moment):
    due = SameDay().due(moment)
    assert london_date(due) == london_date(moment)
    assert due >= moment.replace(microsecond=0)
    assert (due + timedelta(seconds=1)).astimezone(LONDON).time() == time(0)


@given(moments, some.integers(1, 30))
def test_working_days_end_on_a_working_day_at_five_in_london(moment, days):
    due = london(WorkingDays(days).due(moment))
    assert (due.weekday() < 5, due.hour, due.minute) == (True, 17, 0)
    assert due.date() > london_date(moment)
    counted = sum((london_date(moment) + timedelta(days=n)).weekday() < 5 for n in range(1, (due.date() - london_date(moment)).days + 1))
    assert counted == days


@given(moments, some.integers(1, 30))
def test_counting_back_undoes_counting_on_from_a_working_day(moment, days):
    day = weekdays(london_date(moment), 1)
    assert weekdays(weekdays(day, days), -days) == day


@given(moments, moments, some.integers(1, 100))
def test_the_earliest_is_never_later_than_any_of_its_limits_ahead(moment, hearing, hours):
    due = earliest(ClockHours(hours), UntilHearing()).due(moment, ctx=LimitContext(hearing_at=hearing))
    assert due <= moment + timedelta(hours=hours)
    assert due > moment
    assert due == hearing or not moment < hearing < due


def test_minutes_and_the_end_of_a_day_in_summer():
    assert Minutes(90).due(at("2026-10-25 00:30")) == at("2026-10-25 01:00", 1)
    assert end_of_day(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC)
