"""manage.py seal_evidence: seal what is new, by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from cafcass_cases.audit.services import seal_evidence
from cafcass_cases.core import clock


class Command(BaseCommand):
    help = "Seal all evidence whose transactions have ended, as the worker does every five minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        seals = seal_evidence(now=clock.now())
        for seal in seals:
            self.stdout.write(f"Seal {seal.number} of {seal.rows} rows: {seal.head}")
        if not seals:
            self.stdout.write("There is nothing new to seal.")
