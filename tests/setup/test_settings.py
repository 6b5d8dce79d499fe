"""Settings: what is missing or dangerous stops the start with a sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cafcass_cases.settings.database import databases
from cafcass_cases.settings.environment import Reader

ROOT = Path(__file__).resolve().parent.parent.parent

PRODUCTION = {
    "SECRET_KEY": "k7Qw0x-Zr5Jt2Vn8Lb4Mc9Ps1Fd6Gh3Ya_Eu7Io0Ri5Tp2Wq8Xz4",
    "BASE_URL": "https://cases.example.org",
    "ALLOWED_HOSTS": "cases.example.org",
    "DATABASE_URL": "postgres://app:word@db.example.org:5432/cafcass",
    "DATABASE_OWNER_URL": "postgres://owner:word@db.example.org:5432/cafcass",
    "REDIS_URL": "redis://redis.example.org:6379/0",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.org:587",
    "HTTPS_ONLY": "true",
    "DEBUG": "false",
    "DEMONSTRATION": "false",
}


def start(*arguments, **changed):
    """Start Django in a process of its own with production's settings, some of them changed."""
    environment = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "cafcass_cases.settings", **changed}
    for name in ("DATABASE_ROLE", "DJANGO_ALLOW_ASYNC_UNSAFE"):  # the tests' own
        environment.pop(name, None)
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_production_settings_pass_the_deployment_check():
    done = start("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "BASE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"])
def test_a_missing_setting_stops_the_start_and_is_named(name):
    done = start("check", **{name: ""})
    assert done.returncode == 1
    assert f"- {name} is missing: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"DEBUG": "true"}, "DEBUG is true"),
        ({"HTTPS_ONLY": "false"}, "HTTPS_ONLY is false"),
        ({"BASE_URL": "http://cases.example.org"}, "Begin it with https:"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY can be guessed"),
        ({"DEBUG": "maybe"}, "Set it to true or false"),
        ({"HSTS_SECONDS": "long"}, "not a whole number"),
        ({"DATABASE_URL": "sqlite:///file"}, "must begin with postgres://"),
        ({"DATABASE_URL": "postgres://db:port/x"}, "cannot be read"),
        ({"REDIS_URL": "memory://"}, "must begin with redis://"),
        ({"EMAIL_URL": "mail.example.org"}, "not the address of a mail server"),
    ],
)
def test_a_dangerous_or_wrong_setting_stops_the_start(changed, sentence):
    done = start("check", **changed)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_everything_wrong_is_said_at_once():
    done = start("check", SECRET_KEY="", REDIS_URL="")
    assert "SECRET_KEY" in done.stderr
    assert "REDIS_URL" in done.stderr


def test_the_application_and_the_owner_have_roles_of_their_own():
    read = Reader(PRODUCTION)
    assert databases(read, owner=False)["default"]["USER"] == "app"
    assert databases(read, owner=True)["default"]["USER"] == "owner"


def test_without_an_owner_address_the_one_address_serves_both():
    read = Reader({**PRODUCTION, "DATABASE_OWNER_URL": ""})
    assert databases(read, owner=True)["default"]["USER"] == "app"


def test_the_application_role_owns_nothing_and_may_not_change_the_shape(application_connection):
    # given the role the web and the worker have, when it asks what it owns
    owned = application_connection.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user").fetchone()
    # then it is nothing, and it may not make a table
    assert owned == (0,)
    may_create = application_connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()
    assert may_create == (False,)


def test_the_application_role_reads_and_writes_what_the_owner_made(application_connection):
    rights = "has_table_privilege('django_session', 'SELECT') AND has_table_privilege('django_session', 'INSERT')"
    assert application_connection.execute(f"SELECT {rights}").fetchone() == (True,)
