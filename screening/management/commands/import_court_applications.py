"""Import court applications from files in the shape of the court's interface."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cafcass_cases.accounts.models import Team
from cafcass_cases.core import clock
from screening.court_data import CannotRead
from screening.models import ImportItem
from screening.services import import_court_applications, read_answer


class Command(BaseCommand):
    help = "Imports court applications from JSON files. Safe to repeat: a case is known by the court's id."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--team", help="the team that takes new cases")

    def handle(self, *args: Any, **options: Any) -> None:
        team = None
        if options["team"]:
            team = Team.objects.filter(name__iexact=options["team"]).first()
            if team is None:
                raise CommandError(f"There is no team called {options['team']}. Nothing was imported.")
        answers = []
        for path in options["files"]:  # read all before importing any: a broken file changes nothing
            try:
                answers.append((path, read_answer(path.read_bytes())))
            except OSError as wrong:
                raise CommandError(f"{path}: {wrong.strerror}. Nothing was imported.") from wrong
            except CannotRead as wrong:
                raise CommandError(f"{path}: {wrong} Nothing was imported.") from wrong
        rejected = 0
        for path, payload in answers:
            try:
                run = import_court_applications(payload=payload, source="command line", team=team, by=None, now=clock.now())
            except CannotRead as wrong:
                raise CommandError(f"{path}: {wrong}") from wrong
            for item in run.items.select_related("case"):
                self.stdout.write(f"{path.name}: {item.path}: {item.get_result_display()}{_tail(item)}")
                rejected += item.result == ImportItem.Result.REJECTED
        if rejected:
            self.stderr.write(f"{rejected} not imported; the reasons stand above. The rest went in.")


def _tail(item: ImportItem) -> str:
    parts = [str(item.case)] if item.case else []
    if item.reason:
        parts.append(item.reason)
    return f" ({'; '.join(parts)})" if parts else ""
