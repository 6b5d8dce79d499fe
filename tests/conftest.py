"""What all tests share."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection


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
