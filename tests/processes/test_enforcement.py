"""The clock enforced by real processes: the beat, a worker that is killed, a broker that goes away (DESIGN §4)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.core import clock
from cafcass_cases.duties.models import Alert, Heartbeat, Rung
from cafcass_cases.duties.services import fire_due, open_duty
from cafcass_cases.policy.models import PolicyVersion
from cafcass_cases.policy.reference import load
from tests.cast import save

from .conftest import wait_for

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

EMAIL = Alert.Channel.EMAIL
ONE_SWEEP = timedelta(seconds=10)


@pytest.fixture
def reference(transactional_db):
    """Holidays and policy versions, which every test of this kind finds emptied. Nobody is asked to confirm the policy: these tests
    live by the real clock, and a run that crosses the full hour would find the messages of that among its own."""
    load(now=clock.now())
    for version in PolicyVersion.objects.exclude(attested_by=[]):
        version.attested_by = []
        save(version)


def owe(family, practitioner, *, due_in: timedelta, number: int = 1):
    """Duties of the case, all due at the same moment; nothing of them has fired yet."""
    now = clock.now()
    people = [family.alice, family.ben, family.callum, family.mother, family.father, family.grandmother]
    return [
        open_duty(key="enquiry", case=family.case, subject=person, event_at=now, due_at=now + due_in, by=practitioner, now=now)
        for person in people[:number]
    ]


def due_rungs(duties):
    return Rung.objects.filter(duty__in=duties, step=Rung.Step.DUE)


def alerts_of(duties):
    return Alert.objects.filter(rung__duty__in=duties, rung__step=Rung.Step.DUE, channel=EMAIL)


def all_sent(duties):
    alerts = list(alerts_of(duties))
    return alerts if alerts and all(alert.state == Alert.State.SENT for alert in alerts) else None


@pytest.mark.requirement("P11-1")
def test_given_a_beat_and_a_worker_when_a_duty_falls_due_then_one_sweep_later_the_message_is_delivered(
    reference, family, practitioner, manager, processes, mailbox
):
    processes.worker()
    processes.beat()
    wait_for(lambda: Heartbeat.objects.filter(name="sweep").exists(), "the first beat")
    duties = owe(family, practitioner, due_in=timedelta(seconds=2))
    alerts = wait_for(lambda: all_sent(duties), "the message")
    rung = due_rungs(duties).get()
    assert rung.fires_at <= rung.fired_at <= rung.fires_at + ONE_SWEEP + timedelta(seconds=5)  # and the time a busy machine takes
    assert {alert.recipient for alert in alerts} == {practitioner, manager}
    assert set(mailbox.ids()) >= {alert.message_id for alert in alerts}
    texts = " ".join(message.as_string() for message in mailbox.taken)
    assert family.case.reference in texts
    assert not any(name in texts for name in ("Alice", "Dawson", "Hartley"))


def test_given_a_worker_killed_in_the_middle_of_delivery_then_another_delivers_with_the_same_id_and_none_is_lost(
    reference, family, practitioner, manager, processes, mailbox
):
    duties = owe(family, practitioner, due_in=timedelta(seconds=0), number=4)
    fire_due(now=clock.now())
    waiting = {alert.message_id for alert in alerts_of(duties)}
    assert len(waiting) == 8
    mailbox.hold = True
    first = processes.worker()
    processes.beat()
    wait_for(mailbox.held.is_set, "a message under way")

    processes.kill(first)
    mailbox.release()
    (interrupted,) = set(mailbox.ids())
    assert Alert.objects.get(message_id=interrupted).state == Alert.State.WAITING

    # Five minutes later the dead worker's lease is over.
    for alert in alerts_of(duties).exclude(leased_until=None):
        alert.leased_until = clock.now() - timedelta(seconds=1)
        alert.save()
    processes.worker()
    wait_for(lambda: all_sent(duties), "every message by another worker")
    taken = mailbox.ids()
    assert set(taken) == waiting
    assert taken.count(interrupted) == 2
    assert all(taken.count(one) == 1 for one in waiting - {interrupted})


def test_given_a_broker_that_is_gone_for_a_while_then_health_is_red_and_everything_due_fires_once_and_late(
    reference, family, practitioner, manager, processes, mailbox, broker, settings, client
):
    settings.CELERY_BROKER_URL = broker.url
    processes.worker()
    processes.beat()
    wait_for(lambda: Heartbeat.objects.filter(name="mail").exists(), "the first beats")
    assert client.get(reverse("duties:show_health")).status_code == 200

    broker.stop()
    sick = client.get(reverse("duties:show_health"), headers={"accept": "application/json"})
    assert (sick.status_code, sick.json()["broker"], sick.json()["status"]) == (503, False, "unwell")
    # Recording goes on without a broker, and what falls due meanwhile is not forgotten.
    duties = owe(family, practitioner, due_in=timedelta(minutes=-10), number=3)
    assert alerts_of(duties).count() == 0

    broker.start()
    wait_for(lambda: all_sent(duties), "what fell due meanwhile")
    wait_for(lambda: client.get(reverse("duties:show_health")).status_code == 200, "good health")
    rungs = due_rungs(duties)
    assert rungs.count() == 3
    assert all(rung.fired_at and rung.fired_late for rung in rungs)
    told = [alert.message_id for alert in alerts_of(duties)]
    assert len(told) == len(set(told)) == 6
    assert all(mailbox.ids().count(one) == 1 for one in told)
