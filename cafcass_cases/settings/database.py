"""The database, reached in one of two roles.

The application role (DATABASE_URL) owns nothing: it can add to the history and the logs, and never change them. The owner
role (DATABASE_OWNER_URL) migrates; web and worker processes in production are not given it.
"""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from cafcass_cases.settings.environment import Reader

SCHEMES = ("postgres", "postgresql", "psql", "pgsql")


def owner_is_wanted() -> bool:
    return os.environ.get("DATABASE_ROLE") == "owner"


def databases(read: Reader, *, owner: bool) -> dict[str, dict]:
    """The DATABASES setting, in the application role or the owner role (which falls back to DATABASE_URL)."""
    name = "DATABASE_OWNER_URL" if owner and read.text("DATABASE_OWNER_URL", default="") else "DATABASE_URL"
    if not read.url(name, SCHEMES, "the PostgreSQL database, such as postgres://user:password@db:5432/cafcass") or read.problems:
        return {}
    try:
        database = read.env.db_url(name)
    except (ImproperlyConfigured, ValueError):
        read.problems.append(f"{name} cannot be read. Write it as postgres://user:password@host:5432/database.")
        return {}
    database["CONN_MAX_AGE"] = 600
    database["CONN_HEALTH_CHECKS"] = True
    database["ATOMIC_REQUESTS"] = False
    database.setdefault("OPTIONS", {}).setdefault("application_name", "cafcass-cases")
    database["OPTIONS"].setdefault("connect_timeout", 10)
    database["TEST"] = {"NAME": read.text("TEST_DATABASE_NAME", default="test_cafcass")}
    return {"default": database}
