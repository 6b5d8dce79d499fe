"""The small site of these tests, two members of staff, and a clock that stands still until it is moved."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cafcass_cases.core import clock
from cafcass_cases.ui import navigation

from . import site

FRIDAY = datetime(2026, 3, 6, 16, 40, tzinfo=UTC)


class MovableClock:
    """``move(minutes=31)`` lets time pass."""

    def __init__(self, moment):
        self.moment = moment
        self._token = clock._simulated.set(moment)

    def move(self, **length):
        self.set(self.moment + timedelta(**length))

    def set(self, moment):
        self.moment = moment
        clock._simulated.set(moment)

    def stop(self):
        clock._simulated.reset(self._token)


@pytest.fixture
def now():
    moving = MovableClock(FRIDAY)
    yield moving
    moving.stop()


@pytest.fixture
def record():
    site.record.done.clear()
    site.record.text, site.record.version = "As it was", 1
    return site.record


@pytest.fixture
def small_site(settings, record, now, monkeypatch):
    monkeypatch.setattr(navigation, "_banners", [])  # the rooms above have theirs, with pages this site does not have
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = site.__name__
    settings.SERVICE_HOME_URL_NAME = "home"
    settings.LOGIN_URL = "/sign-in/"
    return site


def make_user(name, **fields):
    from cafcass_cases.accounts.models import User

    user = User(email=f"{name}@example.gov.uk", full_name=name.capitalize(), role="practitioner", **fields)
    user.set_password("a long pass phrase")
    user.save()
    return user


@pytest.fixture
def aisha(db):
    return make_user("aisha")


@pytest.fixture
def tom(db):
    return make_user("tom")


@pytest.fixture
def signed_in(client, aisha, small_site):
    """Aisha's browser."""
    client.force_login(aisha)
    return client
