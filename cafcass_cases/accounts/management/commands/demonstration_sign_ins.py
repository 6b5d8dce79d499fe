"""Print who can sign in to the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cafcass_cases.accounts.demonstration import CAST, DEMONSTRATION_PASSWORD, load_cast, load_rota, words_of
from cafcass_cases.accounts.models import User
from cafcass_cases.core import clock


class Command(BaseCommand):
    help = "Print the demonstration's sign-ins, one for each role. --load makes the accounts that are missing."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--load", action="store_true", help="make the accounts that are missing first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is not a demonstration: set DEMONSTRATION=true to have its sign-ins.")
        if options["load"]:
            load_cast(clock.now())
            load_rota(clock.now())
        emails = set(User.objects.filter(is_active=True).values_list("email", flat=True))
        rows = [(words_of(part), part.email, DEMONSTRATION_PASSWORD) for part in CAST if part.email in emails]
        if not rows:
            raise CommandError("Nobody is there yet: run manage.py demonstration_sign_ins --load.")
        rows.sort(key=lambda row: ", another" in row[0])
        rows.insert(0, ("Role", "E-mail", "Password"))
        widths = [max(len(row[i]) for row in rows) for i in range(3)]
        for row in rows:
            self.stdout.write("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
