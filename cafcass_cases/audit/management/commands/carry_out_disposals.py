"""manage.py carry_out_disposals: blank the rows of history that were ordered to be destroyed."""

from typing import Any

from django.core.management.base import BaseCommand

from cafcass_cases.audit.services import carry_out_disposals
from cafcass_cases.core import clock


class Command(BaseCommand):
    help = "Blank the rows of history whose destruction was ordered. Run it every night, in the role that owns the tables."

    def handle(self, *args: Any, **options: Any) -> None:
        done, held = carry_out_disposals(now=clock.now())
        self.stdout.write(f"Disposed of: {done} rows of history. Held from disposal: {held}.")
