"""Two connections, and processes that are killed: a rung never fires twice and is never lost."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.conf import settings
from django.db import connection, transaction

from cafcass_cases.duties import services
from cafcass_cases.duties.models import Alert, Duty, Ending, Rung
from tests.duties.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db(transaction=True)


def on_another_connection(function):
    """Run it in a thread: Django gives each its own connection."""

    def run():
        try:
            return function()
        finally:
            connection.close()

    return run


def test_two_sweeps_at_the_same_moment_fire_each_rung_once(open_duty, family, case, now):
    for key in ("t-urgent", "t-same-day", "t-standard", "t-court"):
        for child in (family.alice, family.ben, family.callum):
            open_duty(key, child=child)
    start = Barrier(2)

    @on_another_connection
    def sweep():
        start.wait(timeout=10)
        return services.fire_due(now=now + 30 * DAY)

    with ThreadPoolExecutor(2) as pool:
        fired = sum(one.result(timeout=60) for one in [pool.submit(sweep), pool.submit(sweep)])
    assert fired == Rung.objects.filter(fired_at__isnull=False).count() == Rung.objects.count()
    alerts = Alert.objects.values_list("rung", "recipient", "channel")
    assert len(alerts) == len(set(alerts)) > 0


def test_what_one_sweep_holds_another_passes_by(open_duty, now):
    duty = open_duty("t-urgent")
    holding, release = Event(), Event()

    @on_another_connection
    def hold():
        with transaction.atomic():
            count = services.fire_due(now=duty.due_at)
            holding.set()
            release.wait(timeout=30)
        return count

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(hold)
        holding.wait(timeout=30)
        assert services.fire_due(now=duty.due_at) == 0
        release.set()
        assert first.result(timeout=30) == 2
    assert services.fire_due(now=duty.due_at) == 0


def test_a_sweep_passes_by_what_a_service_is_about_to_end(open_duty, case, now):
    duty = open_duty("t-outcome")
    holding, release = Event(), Event()

    @on_another_connection
    def answer():
        with transaction.atomic():
            services.fire_due(now=duty.due_at - HOUR, subject=case)
            holding.set()
            release.wait(timeout=30)
            services.discharge(key="t-outcome", subject=case, at=duty.due_at - HOUR, by=None, now=duty.due_at - HOUR)

    with ThreadPoolExecutor(1) as pool:
        answered = pool.submit(answer)
        holding.wait(timeout=30)
        assert services.fire_due(now=duty.due_at) == 0
        release.set()
        answered.result(timeout=30)
    assert services.fire_due(now=duty.due_at + DAY) == 0
    assert Duty.objects.get().ending == Ending.DONE  # and no chase was opened


def test_a_duty_opened_twice_at_the_same_moment_is_one(case, practitioner, now):
    start = Barrier(2)

    @on_another_connection
    def open_it():
        start.wait(timeout=10)
        return services.open_duty(key="t-urgent", case=case, subject=case, event_at=now, by=practitioner, now=now)

    with ThreadPoolExecutor(2) as pool:
        first, second = (one.result(timeout=60) for one in [pool.submit(open_it), pool.submit(open_it)])
    assert first == second
    assert (Duty.objects.count(), Rung.objects.count()) == (1, 4)


KILLED_SWEEP = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from cafcass_cases.duties import definitions, services
definitions.register(definitions.DutyDefinition(
    key="t-outcome", title="Outcome", requirements=("P12-5",), owner_role="practitioner", time_limit=definitions.ClockHours(24),
    discharged_by="It is done.", on_due=lambda duty, now: os.kill(os.getpid(), signal.SIGKILL),
))
services.sweep(now=datetime.fromisoformat(sys.argv[1]))
"""


@pytest.mark.processes
def test_a_worker_killed_between_claim_and_commit_loses_nothing(open_duty, process_environment, now):
    duty = open_duty("t-outcome")
    command = [sys.executable, "-c", KILLED_SWEEP, (now + DAY).isoformat()]
    killed = subprocess.run(command, env=process_environment, cwd=settings.BASE_DIR, capture_output=True, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert (Rung.objects.filter(fired_at__isnull=False).count(), Alert.objects.count()) == (0, 0)
    assert services.fire_due(now=now + DAY) == 2
    assert Duty.objects.filter(key="t-chase").count() == 1
    assert Alert.objects.filter(rung__duty=duty, rung__step="due").count() == 4


@pytest.mark.processes
def test_one_sweep_by_hand_in_the_role_that_owns_nothing(open_duty, process_environment, now):
    """The command runs as the application: it fires what is due by the machine's clock, and beats."""
    open_duty("t-standard")
    command = [sys.executable, "manage.py", "sweep_duties", "--no-mail"]
    done = subprocess.run(command, env=process_environment, cwd=settings.BASE_DIR, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "3 fired" in done.stdout.decode()
    assert set(Rung.objects.values_list("fired_late", flat=True)) == {True}
