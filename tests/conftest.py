"""What all tests share: the two roles of the database, processes of our own, and the browser."""

import gc
import os
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from playwright.sync_api import expect

from tools import browser
from tools.common import is_root

pytest_plugins = ["tests.standing", "tests.cast", "tests.database"]

# Hundreds of models stay for the whole run; looking through them for rubbish every few hundred objects is a twentieth of the time.
gc.set_threshold(50_000, 20, 100)

# How long a page may take on a busy machine before a test gives it up, in milliseconds. What comes sooner is not waited for.
PAGE_MAY_TAKE = 30_000
expect.set_options(timeout=PAGE_MAY_TAKE)

# The browser's driver runs an event loop in the thread of the test; the database is used in that thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def _django_db_helper(standing_rows, _django_db_helper):
    """What stands for a test stands before the test's own transaction begins."""


@pytest.fixture
def application_connection(transactional_db):
    """A second connection to the test database, in the role the application has in production (it owns nothing)."""
    role = settings.APPLICATION_DATABASE
    with psycopg.connect(
        host=role["HOST"],
        port=role["PORT"] or 5432,
        user=role["USER"],
        password=role["PASSWORD"],
        dbname=connection.settings_dict["NAME"],
    ) as other:
        yield other


@pytest.fixture
def process_environment(transactional_db):
    """The environment of a worker or command that a test starts: the test's own database and broker, in production's settings."""

    def address(database):
        host = f"{database['HOST']}:{database['PORT'] or 5432}"
        return f"postgres://{quote(database['USER'])}:{quote(database['PASSWORD'])}@{host}/{connection.settings_dict['NAME']}"

    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "cafcass_cases.settings",
        "DATABASE_ROLE": "application",
        "DATABASE_URL": address(settings.APPLICATION_DATABASE),
        "DATABASE_OWNER_URL": address(connection.settings_dict),
        "REDIS_URL": settings.REDIS_URL,
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the Chromium of this machine; without one the browser tests fail with what to do, and are never passed over."""
    found = browser.installed_browser()
    if found is None:
        pytest.fail(f"There is no Chromium here. Run `python3 make.py test`, which fetches one, or: {browser.HOW}")
    # Nobody looks at the pictures: a process for them alone only takes time.
    options = ["--disable-dev-shm-usage", "--disable-gpu", "--in-process-gpu", *(["--no-sandbox"] if is_root() else [])]
    return {**browser_type_launch_args, "executable_path": str(found), "args": options}


@pytest.fixture(scope="session")
def playwright(django_db_setup, playwright):
    """The browser's driver. While its event loop runs, Django keeps a second connection for the tests: closed here, before the database goes."""
    yield playwright
    connections.close_all()


@pytest.fixture
def new_context(new_context):
    """``new_context(**options)``: a browser of somebody's own, which waits as long as a page may take; closed after the test."""

    def open_context(**options):
        context = new_context(**options)
        context.set_default_timeout(PAGE_MAY_TAKE)
        return context

    return open_context
