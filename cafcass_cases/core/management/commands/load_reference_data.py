"""Load what every installation starts from: each app's ``reference.py`` is asked to load what is missing."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from cafcass_cases.core import clock


class Command(BaseCommand):
    help = "Load reference data (policy versions, bank holidays, directories …). Running it again adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        with transaction.atomic():
            for config in apps.get_app_configs():
                name = f"{config.name}.reference"
                if find_spec(name) is None:
                    continue
                for what, count in (import_module(name).load(now) or {}).items():
                    self.stdout.write(f"{what}: {count} added")
