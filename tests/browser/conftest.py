"""A browser, a clock that is moved for every thread of the server, and windows in which people of the cast work."""

import os
from datetime import timedelta

import pytest

from cafcass_cases.core import clock
from cafcass_cases.desk.scenarios import sweep_until
from cafcass_cases.duties.services import deliver_alerts, sweep
from tests.cast import london_time

from .windows import Window, sound, without_scripts

WINDOWS = pytest.StashKey[list[Window]]()


class TheClock:
    """The application's clock for the whole process: the server answers each request in a thread of its own.

    It stands in the place of the clock's own variable, whose value is each thread's alone.
    """

    def __init__(self, moment):
        self.moment = moment

    def get(self):
        return self.moment

    def set(self, moment):
        before, self.moment = self.moment, moment
        return before

    def reset(self, before):
        self.moment = before

    def at(self, text: str) -> None:
        """London's time, like "2026-03-06 16:40"."""
        self.moment = london_time(text)

    def live_until(self, text: str) -> None:
        """Let the sweep run on the way: it stops at every moment at which something fires, as the running one would."""
        moment = london_time(text)
        sweep_until(moment)
        self.moment = moment
        sweep(now=moment)
        deliver_alerts(now=moment)

    def pass_by(self, **length) -> None:
        self.moment += timedelta(**length)


@pytest.fixture
def the_clock(monkeypatch, now):
    """Stands at ``now`` (Friday 6 March 2026, 16:40) until a test moves it."""
    moving = TheClock(now)
    monkeypatch.setattr(clock, "_simulated", moving)
    return moving


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """When a test fails, say what stood on the pages that were open."""
    report = yield
    if report.when == "call" and report.failed:
        for one in item.stash.get(WINDOWS, []):
            if one.page.is_closed():
                continue
            report.sections.append((f"The page {one.page.url}", one.page.locator("body").inner_text()))
    return report


@pytest.fixture(scope="session", autouse=True)
def pages_found_sound(tmp_path_factory):
    """What one process of a parallel run has looked at, the other need not."""
    own = tmp_path_factory.getbasetemp()
    sound.said = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "sound-pages"


@pytest.fixture
def window(request, new_context, live_server, the_clock):
    """``window(user, scripts=True, width=1280, looks=None)``: a browser of that user's own, signed out."""
    windows = request.node.stash.setdefault(WINDOWS, [])

    def open_window(user=None, *, scripts=True, width=1280, looks=None):
        page = new_context(viewport={"width": width, "height": 900}, accept_downloads=True).new_page()
        windows.append(Window(page if scripts else without_scripts(page), live_server.url, the_clock, user, looks))
        return windows[-1]

    return open_window


@pytest.fixture
def signed_in(window, client, settings):
    """``signed_in(user)``: the same, signed in without the page of signing in."""

    def enter(user, **options):
        one = window(user, **options)
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        one.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": one.url}])
        return one

    return enter
