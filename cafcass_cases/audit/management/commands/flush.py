"""manage.py flush: refused everywhere but on a test database, whose evidence proves nothing."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from cafcass_cases.audit.protection import sanctioned

TEST_PREFIX = "test_"


class Command(flush.Command):
    help = "Empty a test database. Any other keeps its evidence: nothing on a record is deleted."

    def handle(self, *args: Any, **options: Any) -> None:
        name = str(connections[options["database"]].settings_dict["NAME"])
        if not name.startswith(TEST_PREFIX):
            raise CommandError(f"{name} is not a test database, so it is not emptied: evidence is only ever added.")
        with sanctioned("flush", using=options["database"]):
            super().handle(*args, **options)
