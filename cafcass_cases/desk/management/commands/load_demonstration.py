"""Load demonstration data: the scenarios, played so that they end about now."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cafcass_cases.accounts.demonstration import load_attestations, load_cast, load_rota
from cafcass_cases.cases.models import Case
from cafcass_cases.core import clock
from cafcass_cases.desk.scenarios import ScenarioFailed, play_to_now

SCENARIOS = Path(settings.BASE_DIR) / "tests" / "scenarios"


class Command(BaseCommand):
    help = "Plays the scenarios into an empty database, so that a newcomer has something to look at. Harmless when repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is not a demonstration. Set DEMONSTRATION=on to load invented people into this database.")
        if Case.objects.exists():
            self.stdout.write("There are cases already: nothing was loaded.")
            return
        now = clock.now()
        try:
            for played in play_to_now(sorted(SCENARIOS.glob("*.yaml")), load_users=load_cast, now=now):
                self.stdout.write(f"Played: {played.title}")
        except ScenarioFailed as failed:
            raise CommandError(str(failed)) from failed
        load_rota(now)
        load_attestations(now)
