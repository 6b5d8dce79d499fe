"""Play scenarios through the application's own services, with the clock moved."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cafcass_cases.accounts.demonstration import load_cast
from cafcass_cases.core import clock
from cafcass_cases.core.steps import vocabulary
from cafcass_cases.desk.scenarios import ScenarioFailed, days_to_end_by, play, read_scenario


class Command(BaseCommand):
    help = "Plays scenario files into this database, and says whether what must come out came out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print duties, firings, alerts, refusals and documents")
        parser.add_argument("--vocabulary", action="store_true", help="list every step with its fields")
        parser.add_argument("--ending-now", action="store_true", help="move each by whole days so that it ends about now (no checks)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["vocabulary"]:
            self.stdout.write("\n".join(step.describe() for step in vocabulary()))
            return
        if not options["files"]:
            raise CommandError("Name at least one scenario file, or --vocabulary.")
        now = clock.now()
        users = load_cast(now)
        reports, failures = [], []
        for path in options["files"]:
            try:
                shift = days_to_end_by(read_scenario(path), now) if options["ending_now"] else 0
                played = play(path, users=users, shift_days=shift, check=not options["ending_now"])
            except ScenarioFailed as failed:
                raise CommandError(str(failed)) from failed
            reports.append(played.report())
            failures += played.failures
            if not options["json"]:
                self.stdout.write(f"{path.name}: {played.title}: {'played' if not played.failures else 'FAILED'}")
        if options["json"]:
            self.stdout.write(json.dumps(reports, indent=2, ensure_ascii=False))
        for failure in failures:
            self.stderr.write(failure)
        if failures:
            sys.exit(1)
