"""manage.py verify_audit: is the evidence as it was written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cafcass_cases.audit.models import LedgerEntry, Seal
from cafcass_cases.audit.services import verify_evidence
from cafcass_cases.audit.services.verifying import Finding, findings
from cafcass_cases.core import clock


class Command(BaseCommand):
    help = "Compute every digest and the chain of seals again, and name the first row that does not fit. Ends with 1 if there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="name everything that does not fit, and keep no record of the run")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            found = [str(finding) for finding in findings()]
            if found:
                raise CommandError("\n".join(found))
            self._say_all_fits(LedgerEntry.objects.count(), Seal.objects.count())
            return
        result = verify_evidence(now=clock.now())
        if result.finding:
            raise CommandError(str(Finding(result.finding, result.table_name, result.row_id)))
        self._say_all_fits(result.rows, result.seals)

    def _say_all_fits(self, rows: int, seals: int) -> None:
        self.stdout.write(f"Everything fits: {rows} rows of evidence, {seals} seals.")
