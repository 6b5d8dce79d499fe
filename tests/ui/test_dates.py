"""Moments typed in London: the hour that is skipped, the hour that is repeated, "it is now", and no default."""

from datetime import UTC, date, datetime, time

import pytest

from cafcass_cases.ui import forms as f
from cafcass_cases.ui.forms.dates import read_month, read_time
from cafcass_cases.ui.testing import local_date, local_time

NOW = datetime(2026, 3, 6, 16, 40, 30, tzinfo=UTC)


class WhenForm(f.GovukForm):
    when = f.LocalDateTimeField(label="When did you ring?", missing="Enter when you rang", not_future=True)


class BirthForm(f.GovukForm):
    born = f.LocalDateField(label="Date of birth", missing="Enter the date of birth", not_future=True)


def filled(data, now=NOW):
    form = WhenForm(data, now=now)
    form.is_valid()
    return form


def test_a_summer_time_is_kept_in_utc():
    # Given 09:00 on a day in July, when London is an hour ahead
    form = filled(local_time("when", "2025-07-01 09:00"))
    # Then the moment is 08:00 UTC
    assert form.cleaned_data["when"] == datetime(2025, 7, 1, 8, 0, tzinfo=UTC)


def test_the_hour_that_did_not_exist_is_refused_with_a_sentence():
    # Given 01:30 on the morning the clocks went forward
    form = filled(local_time("when", "2026-03-29 01:30"), now=datetime(2026, 4, 1, tzinfo=UTC))
    # Then the person is told why, and what to do
    assert form.errors["when"] == ["01:30 did not happen on 29 March 2026, because the clocks went forward. Enter another time"]
    assert 'id="id_when-time"' in str(form)
    assert form.error_items() == [("#id_when-time", form.errors["when"][0])]


def test_the_hour_that_happened_twice_is_asked_again():
    # Given 01:30 on the night the clocks went back
    later = datetime(2025, 11, 1, tzinfo=UTC)
    form = filled(local_time("when", "2025-10-26 01:30"), now=later)
    # Then the form asks which one, and keeps what was typed
    assert "happened twice" in form.errors["when"][0]
    page = str(form)
    assert "The first 01:30 (BST)" in page
    assert "The second 01:30 (GMT)" in page
    assert 'value="01:30"' in page


@pytest.mark.parametrize(("fold", "hour"), [(0, 0), (1, 1)])
def test_the_answer_says_which_of_the_two_hours_it_was(fold, hour):
    form = filled(local_time("when", "2025-10-26 01:30", fold=fold), now=datetime(2025, 11, 1, tzinfo=UTC))
    assert form.cleaned_data["when"] == datetime(2025, 10, 26, hour, 30, tzinfo=UTC)


def test_a_saved_moment_of_the_repeated_hour_comes_back_as_it_was():
    # Given a record made in the second 01:30
    form = WhenForm(initial={"when": datetime(2025, 10, 26, 1, 30, tzinfo=UTC)}, now=NOW)
    # Then the second one is chosen
    assert form["when"].field.shown_parts(form["when"].value())["fold"] == "1"
    assert form.display("when") == "Sun 26 October 2025, 01:30 (GMT)"


def test_now_is_one_tick_and_means_the_servers_time():
    assert filled({"when-now": "on"}).cleaned_data["when"] == NOW


def test_now_with_a_typed_time_is_refused_rather_than_guessed():
    form = filled({**local_time("when", "2026-03-06 15:00"), "when-now": "on"})
    assert "not both" in form.errors["when"][0]


def test_nothing_is_filled_in_beforehand():
    page = str(WhenForm(now=NOW))
    assert " value=" not in page.replace('value="on"', "")
    assert "checked" not in page


def test_nothing_typed_asks_with_the_fields_own_sentence():
    assert filled({}).errors["when"] == ["Enter when you rang"]


def test_a_time_to_come_is_refused_where_it_must_have_happened():
    assert filled(local_time("when", "2026-03-06 16:41")).errors["when"] == ["Enter a time that has already happened"]


@pytest.mark.parametrize(
    ("typed", "sentence", "link"),
    [
        ({"when-day": "6", "when-month": "", "when-year": "2026", "when-time": "10:00"}, "The date must include a month", "#id_when-month"),
        (
            {"when-day": "6", "when-month": "13", "when-year": "2026", "when-time": "10:00"},
            "Enter a month from 1 to 12, like 3",
            "#id_when-month",
        ),
        (
            {"when-day": "31", "when-month": "2", "when-year": "2026", "when-time": "1"},
            "Enter a day that exists: February 2026 has no 31",
            "#id_when-day",
        ),
        (
            {"when-day": "6", "when-month": "3", "when-year": "26", "when-time": "10:00"},
            "Enter the year with 4 digits, like 2026",
            "#id_when-year",
        ),
        ({"when-day": "6", "when-month": "3", "when-year": "2026", "when-time": ""}, "Enter the time as well, like 16:40", "#id_when-time"),
        (
            {"when-day": "6", "when-month": "3", "when-year": "2026", "when-time": "25:00"},
            "Enter the time in hours and minutes, like 16:40",
            "#id_when-time",
        ),
        ({"when-day": "<b>", "when-month": "3", "when-year": "2026", "when-time": "10:00"}, "Enter a day from 1 to 31", "#id_when-day"),
    ],
)
def test_bad_input_is_answered_at_the_box_that_is_wrong(typed, sentence, link):
    form = filled(typed)
    assert form.error_items() == [(link, sentence)]
    assert "<b>" not in str(form)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16:40", time(16, 40)),
        ("16.40", time(16, 40)),
        ("1640", time(16, 40)),
        ("4:40pm", time(16, 40)),
        ("4.40 p.m.", time(16, 40)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midnight", time(0)),
        ("9", None),
        ("13pm", None),
        ("24:00", None),
        ("-1:00", None),
    ],
)
def test_times_as_people_write_them(text, expected):
    assert read_time(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3), ("03", 3), ("Mar", 3), ("march", 3), ("Sept", 9), ("0", None), ("Marz", None), ("", None)]
)
def test_months_as_people_write_them(text, expected):
    assert read_month(text) == expected


def test_today_is_londons_today():
    # Given half past midnight on 1 July in London, which is still 30 June in UTC
    form = BirthForm(local_date("born", "2025-07-01"), now=datetime(2025, 6, 30, 23, 30, tzinfo=UTC))
    # Then 1 July is not in the future
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2025, 7, 1)


def test_now_is_frozen_when_it_is_put_by():
    # Given "it is now" ticked at 16:40 and put by
    kept = WhenForm({"when-now": "on"}, now=NOW).freeze_now()
    # When it is read an hour later
    form = filled(kept, now=datetime(2026, 3, 6, 17, 40, tzinfo=UTC))
    # Then it still means 16:40
    assert form.cleaned_data["when"] == datetime(2026, 3, 6, 16, 40, tzinfo=UTC)
