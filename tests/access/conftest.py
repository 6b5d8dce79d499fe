"""The played record, once for all tests of this package: it stands in one transaction, and every test in one inside it."""

from collections.abc import Iterator

import pytest
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
        yield play_world()
        transaction.set_rollback(True)


@pytest.fixture
def lived(played, db) -> Iterator[Lived]:
    """The record, at Monday 9 March 2026, 10:00; whatever a test does to it is taken back."""
    with clock.simulated(NOW):
        yield played
