"""A database of the benchmark's own, beside the one that `make run` uses; made afresh and dropped again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

NAME = "test_cafcass_benchmark"


def prepare() -> None:
    """Production's settings in the owner role. Before anything of Django is touched."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cafcass_cases.settings"
    os.environ["DATABASE_ROLE"] = "owner"
    os.environ["TEST_DATABASE_NAME"] = NAME
    import django

    from cafcass_cases import native
    from tools import here

    native.prepare()
    here.start_missing_services(share_one_database=True)
    django.setup()


@contextmanager
def benchmark_database() -> Iterator[None]:
    """Migrated, and empty but for what migrations put in."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def environment(*, owner: bool = False) -> dict[str, str]:
    """What a process needs to use the benchmark's database, in the application's role unless it is to be the owner's."""
    from django.conf import settings

    from cafcass_cases.settings import _read
    from cafcass_cases.settings.database import databases

    application = databases(_read, owner=False)["default"]

    def address(database: dict) -> str:
        return f"postgres://{quote(database['USER'])}:{quote(database['PASSWORD'])}@{database['HOST']}:{database['PORT'] or 5432}/{NAME}"

    return {
        **os.environ,
        "DATABASE_ROLE": "owner" if owner else "application",
        "DATABASE_URL": address(application),
        "DATABASE_OWNER_URL": address(settings.DATABASES["default"]),
        "PYTHONUNBUFFERED": "1",
    }
