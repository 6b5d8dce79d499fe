"""The outbox over a real mail server: at least once, with a message id that stays; what cannot be delivered goes up."""

import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.core import mail

from cafcass_cases.duties import services
from cafcass_cases.duties.models import Alert, Heartbeat
from cafcass_cases.duties.selectors import clock_state
from cafcass_cases.duties.services import delivery
from tests.duties.conftest import DAY, HOUR

MINUTE = HOUR / 60


class PostOffice:
    """A mail server of our own: keeps what it takes, and refuses the addresses it was told to."""

    def __init__(self):
        self.taken, self.refused = [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 Taken"


@pytest.fixture
def post_office(settings):
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield office
    controller.stop()


@pytest.fixture
def nobody_answers(settings):
    """A port on which nothing listens."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def mails(**which):
    return Alert.objects.filter(channel="email", **which)


def test_a_message_says_what_when_and_where_and_nothing_of_the_family(open_duty, family, practitioner, post_office, now):
    duty = open_duty("t-same-day", child=family.alice, detail="Leeds")
    services.fire_due(now=duty.due_at)
    assert services.deliver_alerts(now=duty.due_at) == 3
    message = next(one for one in post_office.taken if one["To"] == practitioner.email and "late" in one["Subject"])
    alert = mails(recipient=practitioner, rung__step="due").get()
    assert (message["Message-ID"], message["Auto-Submitted"]) == (alert.message_id, "auto-generated")
    text = message.get_content()
    assert message["Subject"] == f"{family.case.reference}: The duty t-same-day – late"
    assert "Due: Friday 6 March 2026 at 23:59:59" in text
    assert f"http://testserver/duties/{duty.pk}/" in text
    for name in ("Alice", "Dawson", "Hartley", "Mill Lane"):
        assert name not in str(message)
    assert set(mails().values_list("state", "attempts")) == {("sent", 1)}
    assert services.deliver_alerts(now=duty.due_at + HOUR) == 0
    assert len(post_office.taken) == 3


def test_a_refused_address_is_tried_five_times_and_then_the_next_rung_is_told(open_duty, manager, head_of_practice, post_office, now):
    """Scenario 4: the manager's mail is refused."""
    post_office.refused.add(manager.email)
    duty = open_duty("t-held")
    services.fire_due(now=now)
    moment, attempts = now, []
    while mails(recipient=manager, state="waiting").exists():
        moment = mails(recipient=manager).get().next_attempt_at
        attempts.append((moment - now) / MINUTE)
        assert services.deliver_alerts(now=moment - HOUR / 3600) == 0 or moment == now
        services.deliver_alerts(now=moment)
    assert attempts == [0, 1, 5, 21, 85]
    refused = mails(recipient=manager).get()
    assert (refused.state, refused.attempts, refused.last_error) == ("undeliverable", 5, "SMTPRecipientsRefused")
    stand_in = mails(recipient=head_of_practice).get()
    assert (stand_in.stands_for, stand_in.rung, stand_in.state) == (refused, refused.rung, "waiting")
    assert Alert.objects.filter(recipient=head_of_practice, channel="application", stands_for=refused).exists()
    services.deliver_alerts(now=moment)
    assert "could not be delivered" in post_office.taken[-1].get_content()
    assert duty.history.count() == 1


def test_one_refused_address_holds_up_nobody_else(open_duty, practitioner, manager, post_office, now):
    post_office.refused.add(practitioner.email)
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at)
    assert services.deliver_alerts(now=duty.due_at) == 1
    assert [message["To"] for message in post_office.taken] == [manager.email]


def test_above_the_assistant_director_there_is_only_the_page(open_duty, assistant_director, post_office, now):
    post_office.refused.add(assistant_director.email)
    open_duty("t-urgent", event_at=now - 3 * DAY, now=now)
    services.fire_due(now=now)
    for minutes in (0, 1, 5, 21, 85):
        services.deliver_alerts(now=now + minutes * MINUTE)
    assert mails().get().state == "undeliverable"


def test_a_lost_mail_server_loses_nothing_and_counts_against_nobody(open_duty, nobody_answers, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at)
    for hours in range(12):
        assert services.deliver_alerts(now=duty.due_at + hours * HOUR) == 0
    assert set(mails().values_list("state", "attempts", "lease")) == {("waiting", 0, None)}
    assert not Heartbeat.objects.filter(name="mail").exists()


@pytest.mark.parametrize("is_owed", [True, False], ids=["something to send", "nothing to send"])
def test_a_lost_mail_server_shows_on_every_page_however_often_one_looks_for_something_to_send(
    is_owed, open_duty, nobody_answers, settings, now
):
    duty = open_duty("t-standard")
    services.beat(name=delivery.MAIL, now=duty.due_at)
    if is_owed:
        services.sweep(now=duty.due_at)
    for moment in range(0, 190, 10):
        services.deliver_alerts(now=duty.due_at + moment * MINUTE / 60)
    assert clock_state(duty.due_at + 190 * MINUTE / 60).mail_stopped
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    services.deliver_alerts(now=duty.due_at + 4 * MINUTE)
    assert not clock_state(duty.due_at + 4 * MINUTE).mail_stopped


def test_and_it_all_goes_out_when_the_server_is_back(open_duty, nobody_answers, settings, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at)
    services.deliver_alerts(now=duty.due_at)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.deliver_alerts(now=duty.due_at + MINUTE) == 3
    assert len(mail.outbox) == 3
    assert Heartbeat.objects.get(name="mail").beat_at == duty.due_at + MINUTE


def test_a_sender_that_died_is_followed_by_another_with_the_same_message_id(open_duty, post_office, now):
    duty = open_duty("t-held")
    services.fire_due(now=now)
    [taken] = delivery._claim("11111111-1111-1111-1111-111111111111", now)
    assert services.deliver_alerts(now=now + MINUTE) == 0  # its lease still runs
    assert services.deliver_alerts(now=now + 6 * MINUTE) == 1
    assert [message["Message-ID"] for message in post_office.taken] == [taken.message_id]
    assert duty.rungs.get(step="opened").alerts.get(channel="email").attempts == 2


def test_who_has_lost_the_lease_finishes_nothing(open_duty, now):
    open_duty("t-held")
    services.fire_due(now=now)
    [late_one] = delivery._claim("11111111-1111-1111-1111-111111111111", now)
    assert services.deliver_alerts(now=now + 6 * MINUTE) == 1
    assert delivery._finish(late_one, "11111111-1111-1111-1111-111111111111", "too late", now + 7 * MINUTE) is False
    assert delivery._finish(late_one, "11111111-1111-1111-1111-111111111111", "", now + 7 * MINUTE) is False
    assert mails().get().sent_at == now + 6 * MINUTE


def test_the_same_message_sent_twice_carries_the_same_id(open_duty, post_office, now):
    open_duty("t-held")
    services.fire_due(now=now)
    mails().update(state="waiting")
    services.deliver_alerts(now=now)
    mails().update(state="waiting", lease=None, leased_until=None)
    services.deliver_alerts(now=now)
    assert len({message["Message-ID"] for message in post_office.taken}) == 1
    assert len(post_office.taken) == 2


def test_nothing_is_written_to_a_closed_account(open_duty, manager, head_of_practice, now):
    open_duty("t-held")
    services.fire_due(now=now)
    manager.is_active = False
    manager.save()
    services.deliver_alerts(now=now)
    assert mails(recipient=manager).get().state == "undeliverable"
    assert mails(recipient=head_of_practice).get().stands_for.recipient == manager
    assert mail.outbox == []
