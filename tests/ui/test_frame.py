"""The frame of every page: navigation by role, banners, clocks and times in words, lists page by page."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory

from cafcass_cases.ui import navigation, words
from cafcass_cases.ui.models import Submission
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.submissions import forget_old_submissions
from cafcass_cases.ui.templatetags import govuk

from .test_views import text

NOW = datetime(2026, 3, 6, 16, 40, tzinfo=UTC)


@pytest.fixture
def registered(monkeypatch):
    """Empty registers, given back afterwards."""
    monkeypatch.setattr(navigation, "_entries", [])
    monkeypatch.setattr(navigation, "_banners", [])
    return navigation


def test_navigation_shows_what_the_role_may_use_and_marks_the_page(signed_in, registered):
    registered.register_navigation("Staff", "show_things", roles=("administrator",), order=2)
    registered.register_navigation("Calls", "record_call", order=1)
    registered.register_navigation("Plans", "make_plan", roles=("practitioner",), order=0)
    registered.register_navigation("Nowhere", "no_such_page")
    page = text(signed_in.get("/call/"))
    assert "Staff" not in page
    assert "Nowhere" not in page
    assert page.index(">Plans</a>") < page.index('href="/call/" aria-current="true"')


def test_what_does_not_fit_into_the_menu_stands_under_more(signed_in, registered):
    for number in range(registered.MOST + 2):
        registered.register_navigation(f"Page {number:02}", "record_call" if number == registered.MOST else "make_plan", order=number)
    page = text(signed_in.get("/call/"))
    assert "Page 08" in page
    assert "Page 09" not in page
    # The page that one is on stands under "More"
    assert re.search(r'href="/more/" aria-current="true"', page)
    more = text(signed_in.get("/more/"))
    assert all(f"Page {number:02}" in more for number in range(registered.MOST + 2))


def test_nobody_signed_in_sees_no_navigation(client, small_site, registered, db):
    registered.register_navigation("Calls", "record_call")
    assert "Calls" not in text(client.get("/sign-in/"))


def test_a_banner_stands_on_every_page_while_it_is_due(signed_in, registered):
    registered.register_banner(lambda request: navigation.Banner("The clock has stopped.", url="/shown/"))
    registered.register_banner(lambda request: None)
    for path in ("/call/", "/shown/", "/wrong/nothing/"):
        assert "The clock has stopped." in text(signed_in.get(path))


def test_the_frame_asks_nothing_of_the_database_by_itself(signed_in, django_assert_max_num_queries):
    signed_in.get("/shown/")
    # Session and user
    with django_assert_max_num_queries(2):
        signed_in.get("/shown/")


def test_a_form_page_costs_one_query_more_for_its_draft(signed_in, django_assert_max_num_queries):
    signed_in.get("/call/")
    with django_assert_max_num_queries(3):
        signed_in.get("/call/")


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(hours=3, minutes=10), "3 hours 10 minutes"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=2, hours=4), "2 days 4 hours"),
        (timedelta(days=5, hours=4), "5 days"),
        (timedelta(days=21), "3 weeks"),
        (-timedelta(days=1), "1 day"),
    ],
)
def test_lengths_of_time_in_words(length, expected):
    assert words.duration_words(length) == expected


def test_a_clock_says_due_late_or_done_with_a_time_machines_can_read():
    due = NOW + timedelta(hours=3)
    assert "due in 3 hours" in govuk.clock({}, due, NOW)
    assert "late by 2 days" in govuk.clock({}, NOW - timedelta(days=2), NOW)
    assert f'<time datetime="{due.isoformat()}">Fri 6 March 2026, 19:40</time>' in govuk.clock({}, due, NOW)
    assert "done late" in govuk.clock({}, NOW, NOW, NOW + timedelta(seconds=1))
    # Done at the very moment it was due is in time
    assert "done late" not in govuk.clock({}, NOW, NOW, NOW)


def test_a_clock_across_the_spring_change_counts_elapsed_hours():
    # Given 24 elapsed hours from Saturday evening, across the night that loses an hour
    due = datetime(2026, 3, 28, 20, 0, tzinfo=UTC) + timedelta(hours=24)
    assert words.london(due) == "Sun 29 March 2026, 21:00"


def test_typed_text_is_never_markup():
    made = govuk.summary_list([("Name", "<b>x</b>"), ("Notes", "one\n<script>")]) + govuk.masked("<i>12</i>", "address")
    assert "<b>" not in made
    assert "<script>" not in made
    assert "<i>" not in made


@pytest.mark.parametrize(("asked", "given"), [("2", 2), ("0", 10), ("x", 1), ("99", 10)])
def test_a_page_number_that_makes_no_sense_gives_a_page_that_exists(asked, given):
    request = RequestFactory().get("/", {"page": asked, "q": "a b"})
    page = paginate(request, list(range(95)), per_page=10)
    assert page.page.number == given
    assert page.url(3) == "?q=a+b&page=3"


def test_old_submissions_are_forgotten(db):
    Submission.objects.create(token=uuid4(), at=NOW - timedelta(days=15))
    Submission.objects.create(token=uuid4(), at=NOW - timedelta(days=13))
    assert forget_old_submissions(now=NOW) == 1
