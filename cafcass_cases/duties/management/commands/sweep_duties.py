"""`manage.py sweep_duties`: one sweep by hand, and the delivery of what it wrote."""

from typing import Any

from django.core.management.base import BaseCommand

from cafcass_cases.core import clock
from cafcass_cases.duties import services


class Command(BaseCommand):
    help = "Fire every rung that is due, once, and send the alerts that wait."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-mail", action="store_true", help="only fire; leave the e-mails waiting")

    def handle(self, *args: Any, **options: Any) -> None:
        fired = services.sweep(now=clock.now())
        sent = 0
        while not options["no_mail"] and (count := services.deliver_alerts(now=clock.now())):
            sent += count
        self.stdout.write(f"{fired} fired, {sent} sent.")
