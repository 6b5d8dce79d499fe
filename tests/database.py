"""One test database is made; the workers of a parallel run take copies of it, which is many times faster."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models.signals import pre_migrate
from django.dispatch import receiver


@receiver(pre_migrate)
def add_extensions(using: str, **kwargs: object) -> None:
    """What the first migration adds to a database before its tables, where the tables are made without it."""
    with connections[using].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


@pytest.fixture(scope="session")
def django_db_keepdb(
    request, django_test_environment, django_db_modify_db_settings, django_db_use_migrations, django_db_blocker, tmp_path_factory
) -> Iterator[bool]:
    """Whether a database that stands is used: as asked for; in a parallel run always, since this worker's copy was just made."""
    if not hasattr(request.config, "workerinput") or request.config.getvalue("reuse_db"):
        yield bool(request.config.getvalue("reuse_db"))
        return
    if not django_db_use_migrations:
        settings.MIGRATION_MODULES = dict.fromkeys(config.label for config in apps.get_app_configs())
    name = connection.creation._get_test_db_name()
    template = f"{name.rpartition('_')[0]}_template"
    shared = Path(tmp_path_factory.getbasetemp()).parent
    with django_db_blocker.unblock():
        with _one_at_a_time(shared):
            if not (shared / "template.made").exists():
                _make(template, instead_of=name)
                (shared / "template.made").touch()
            _drop(name)
            _run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield True
        connection.close()
        with _one_at_a_time(shared):
            _drop(name)
            _drop(template)


def _make(template: str, *, instead_of: str) -> None:
    """A new test database under the template's name; this process goes on with its own."""
    ordinary = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = template
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
    finally:
        connection.settings_dict["TEST"]["NAME"] = instead_of
        connection.settings_dict["NAME"] = settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = ordinary


def _drop(name: str) -> None:
    """The database, and whoever of ours is still in it. Not WITH (FORCE): where PostgreSQL happens to be vacuuming the database, that is
    refused to all but superusers, while the plain statement sends the vacuuming away."""
    ours = "backend_type = 'client backend' AND pg_has_role(usesysid, 'USAGE')"
    _run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND {ours}", f'DROP DATABASE IF EXISTS "{name}"')


def _run(*statements: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
