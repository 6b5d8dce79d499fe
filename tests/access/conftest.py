"""The played record, once for all tests of this package: it stands in one transaction, and every test in one inside it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, transaction

from cafcass_cases.core import clock
from tests.standing import fall

from .world import NOW, Lived, play_world


@pytest.fixture(scope="package")
def played(django_db_setup, django_db_blocker) -> Iterator[Lived]:
    with django_db_blocker.unblock():
        fall()
    with django_db_blocker.unblock(), transaction.atomic():
        assert connection.settings_dict["NAME"].startswith("test_")
        lived = play_world()
        # Nothing here is ever committed, so nobody counts its rows by themselves, and a page that joins much may take seconds.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(sorted(joined_everywhere()))}")
        yield lived
        transaction.set_rollback(True)


def joined_everywhere() -> set[str]:
    """The tables that pages of many cases join."""
    models = [model for label in ("accounts", "cases", "duties") for model in apps.get_app_config(label).get_models()]
    return {model._meta.db_table for model in models if not hasattr(model, "history_object")}


@pytest.fixture
def lived(played, db) -> Iterator[Lived]:
    """The record, at Monday 9 March 2026, 10:00; whatever a test does to it is taken back."""
    with clock.simulated(NOW):
        yield played
