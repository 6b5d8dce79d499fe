"""The pages in a real browser: with scripts and without, narrow and wide, by keyboard, and against the axe rules."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from cafcass_cases.ui import drafts

from .test_drafts import LONG

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
# GOV.UK's own conditional radios carry aria-expanded on an input.
KNOWN = {"aria-allowed-attr"}
WIDTHS = (320, 768, 1280)


def sign_in(page, live_server, client, user):
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


@pytest.fixture
def at(page, live_server, client, aisha, small_site):
    """Opens a path as Aisha."""
    sign_in(page, live_server, client, aisha)

    def go(path):
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def without_scripts(new_context, live_server, client, aisha, small_site):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, client, aisha)

    def go(path):
        page.goto(live_server.url + path)
        return page

    return go


def violations(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run()).violations")
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["id"] not in KNOWN]


def picture(page, name):
    """Kept where SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


PAGES = ["/call/", "/plan/", "/concern/danger/", "/shown/", "/wrong/nothing/", "/wrong/denied/"]


@pytest.mark.parametrize("path", PAGES)
def test_no_accessibility_violation_and_no_sideways_scrolling(at, path):
    page = at(path)
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        picture(page, f"{path.strip('/').replace('/', '-')}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_error_page_has_no_violation_and_moves_the_focus(at):
    page = at("/call/")
    page.get_by_role("button", name="Save the call").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        picture(page, f"call-error-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Choose what came of the call").click()
    expect(page.locator("#id_result")).to_be_focused()


def test_now_is_one_tap(at):
    page = at("/call/")
    page.get_by_role("button", name="Now").click()
    expect(page.locator("#id_spoken_at-day")).not_to_have_value("")
    expect(page.locator("#id_spoken_at-time")).to_have_value(re.compile(":"))


def test_a_revealed_question_shows_when_its_choice_is_taken(at):
    page = at("/call/")
    expect(page.locator("#id_said")).to_be_hidden()
    page.get_by_label("They answered").check()
    expect(page.locator("#id_said")).to_be_visible()


def test_typing_is_kept_without_pressing_anything(at, aisha):
    page = at("/call/")
    page.get_by_label("They answered").check()
    page.locator("#id_said").fill(LONG)
    page.get_by_text("Kept at").wait_for()
    # When the page is opened anew
    page = at("/call/")
    # Then the text is back
    expect(page.locator("#id_said")).to_have_value(LONG)
    picture(page, "call-resumed-1280")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("#id_said")).to_have_value("")
    assert drafts.drafts_of(aisha) == []


def test_a_stale_edit_shows_both_texts(at, record):
    page = at("/call/")
    record.text, record.version = "What the colleague wrote", 2
    page.get_by_role("button", name="Now").click()
    page.locator("#id_who").fill("What I wrote")
    page.get_by_label("No answer").check()
    page.get_by_label("Alice Brown").check()
    page.locator("#id_place").select_option("office")
    page.get_by_label("I read this back to them").check()
    page.get_by_role("button", name="Save the call").click()
    page.get_by_text("Somebody else saved this while you were working on it").wait_for()
    expect(page.get_by_text("What the colleague wrote")).to_be_visible()
    expect(page.locator("#id_who")).to_have_value("What I wrote")
    assert violations(page) == []
    picture(page, "call-stale-1280")
    page.get_by_role("button", name="Save the call").click()
    page.get_by_text("The call is recorded.").wait_for()
    assert record.done[-1]["who"] == "What I wrote"


def test_the_whole_form_works_without_scripts(without_scripts, record):
    page = without_scripts("/call/")
    # Every revealed question shows
    expect(page.locator("#id_said")).to_be_visible()
    page.get_by_label("It is now").check()
    page.locator("#id_who").fill("Duty social worker")
    page.get_by_label("They answered").check()
    page.locator("#id_said").fill(LONG)
    page.get_by_label("Alice Brown").check()
    page.locator("#id_place").select_option("office")
    page.get_by_label("I read this back to them").check()
    picture(page, "call-no-script-1280")
    page.locator("#id_who").press("Enter")
    page.get_by_text("The call is recorded.").wait_for()
    assert record.done[-1]["said"] == LONG


def test_groups_are_added_and_removed_without_scripts(without_scripts):
    page = without_scripts("/plan/")
    page.get_by_label("Why this plan?").fill("Because")
    page.locator("#id_actions-0-what").fill("First")
    page.get_by_role("button", name="Add another action").click()
    page.locator("#id_actions-1-what").fill("Second")
    picture(page, "plan-two-1280")
    page.get_by_role("button", name="Remove Action 1").click()
    expect(page.locator("#id_actions-0-what")).to_have_value("Second")
    expect(page.get_by_label("Why this plan?")).to_have_value("Because")


def test_a_journey_by_keyboard(at, record):
    page = at("/concern/")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.get_by_label("No", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator("#id_harm").fill("A bruise.")
    page.get_by_role("button", name="Continue").press("Enter")
    page.get_by_role("heading", name="Check your answers").wait_for()
    assert violations(page) == []
    picture(page, "concern-check-1280")
    page.get_by_role("button", name="Log the concern").press("Enter")
    page.wait_for_url("**/shown/")
    assert record.done[-1]["harm"] == "A bruise."


def test_a_confidential_detail_shows_when_it_is_tapped(at):
    page = at("/shown/")
    expect(page.get_by_text("12 Acacia Avenue")).to_be_hidden()
    page.get_by_text("Show address").click()
    expect(page.get_by_text("12 Acacia Avenue")).to_be_visible()
