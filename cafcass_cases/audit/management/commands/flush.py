"""manage.py flush: refused everywhere but on a test database, whose evidence proves nothing."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections, transaction

from cafcass_cases.audit.protection import sanctioned

TEST_PREFIX = "test_"
WRITTEN_BY_MIGRATIONS = {"django_content_type", "auth_permission", "audit_rowshape"}


class Command(flush.Command):
    help = "Empty a test database. Any other keeps its evidence: nothing on a record is deleted."

    def handle(self, *args: Any, **options: Any) -> None:
        using = options["database"]
        name = str(connections[using].settings_dict["NAME"])
        if not name.startswith(TEST_PREFIX):
            raise CommandError(f"{name} is not a test database, so it is not emptied: evidence is only ever added.")
        with sanctioned("flush", using=using):
            if options.get("reset_sequences", True):
                super().handle(*args, **options)
            else:
                self._delete(using)

    def _delete(self, using: str) -> None:
        """Delete from the few tables that hold something: after a test, many times faster than truncating them all.

        What the migrations themselves wrote (the kinds of content, their permissions, the shape of each table) says nothing of a test, and stays.
        """
        connection = connections[using]
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - WRITTEN_BY_MIGRATIONS
        quoted = {table: connection.ops.quote_name(table) for table in tables}
        filled = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {name})" for table, name in quoted.items())
        # Foreign keys are looked at when the transaction ends, so the order does not matter.
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute(filled)
            for (table,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {quoted[table]}")
