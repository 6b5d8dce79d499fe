"""Staff confirm the version of the policy in force: who is asked, in which words, by when, and who has not (policy, footnote 1; P0-5)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from cafcass_cases.accounts import attesting, services
from cafcass_cases.accounts.demonstration import NOT_ATTESTED, load_attestations, load_cast
from cafcass_cases.accounts.models import Attestation, AttestationReminder, Role
from cafcass_cases.accounts.tasks import ask_for_attestation
from cafcass_cases.core import clock
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.policy.models import PolicyVersion
from cafcass_cases.policy.reference import load
from cafcass_cases.policy.services import add_policy_version, change_local_default, change_policy_version
from tests.cast import london_time

pytestmark = pytest.mark.django_db
DAY_ONE = date(2026, 4, 1)
AFTER = london_time("2026-04-01 08:00")
DUE = london_time("2026-05-01 17:00")
"""Twenty working days after 1 April 2026: Good Friday and Easter Monday do not count."""


@pytest.fixture
def version(administrator, now):
    """Version 1.8, to come on 1 April 2026, confirmed by all staff; bank holidays are known."""
    load(now)
    return add_policy_version(
        document="policy", number="1.8", title="Child safeguarding policy", in_force_on=DAY_ONE,
        attested_by=[PolicyVersion.EVERYBODY], by=administrator, now=now,
    )  # fmt: skip


@pytest.fixture
def attest(version):
    def confirm(by, *, at=AFTER, confirmations=(True, True, True), which=version):
        return services.attest_to_policy(policy_version=which, confirmations=confirmations, by=by, now=at)

    return confirm


def open_at(moment):
    return services.open_attestations(by=None, now=moment)


# ---- who is asked, and when


@pytest.mark.requirement("P0-5", "P0-6")
def test_given_a_version_to_come_when_its_day_comes_then_everybody_is_asked_once(version, practitioner, manager, administrator):
    open_at(london_time("2026-03-31 23:59"))
    assert not Attestation.objects.filter(policy_version=version).exists()
    assert open_at(AFTER) == 5  # with the Head of Practice and Assistant Director above them
    assert open_at(AFTER) == 0
    row = Attestation.objects.get(user=practitioner, policy_version=version)
    assert row.opened_at == datetime(2026, 3, 31, 23, tzinfo=UTC)
    assert (row.due_at, row.limit_note) == (DUE, "20 working days, local default")


@pytest.mark.requirement("P0-5")
def test_given_groups_when_the_version_takes_effect_then_only_they_are_asked(administrator, practitioner, manager, auditor, now):
    load(now)
    version = add_policy_version(
        document="policy", number="1.8", title="Child safeguarding policy", in_force_on=DAY_ONE, attested_by=[Role.PRACTITIONER, Role.MANAGER], by=administrator, now=now,
    )  # fmt: skip
    open_at(AFTER)
    assert {row.user for row in Attestation.objects.filter(policy_version=version)} == {practitioner, manager}
    with pytest.raises(RuleRefused, match="not asked"):
        services.attest_to_policy(policy_version=version, confirmations=(True, True, True), by=auditor, now=AFTER)
    assert attesting.owed_by(auditor, AFTER) is None


def test_given_nobody_is_to_confirm_when_the_version_takes_effect_then_nobody_is_asked(administrator, practitioner, now):
    add_policy_version(document="policy", number="1.8", title="Child safeguarding policy", in_force_on=DAY_ONE, by=administrator, now=now)
    assert open_at(AFTER) == 0
    assert attesting.owed_by(practitioner, AFTER) is None


@pytest.mark.requirement("P0-5")
def test_given_a_new_member_of_staff_when_their_account_opens_then_their_days_run_from_then(version, administrator, team, manager):
    later = london_time("2026-06-01 09:00")
    new = services.create_user(
        email="new@staff.example", full_name="Nia New", role=Role.PRACTITIONER, registration_number="SW777", team=team, line_manager=manager, by=administrator, now=later,
    )  # fmt: skip
    row = Attestation.objects.get(user=new)
    assert (row.opened_at, row.due_at) == (later, london_time("2026-06-29 17:00"))


def test_given_an_administrator_changes_the_limit_then_what_runs_keeps_its_own(version, administrator, practitioner):
    open_at(AFTER)
    change_local_default(setting="ATTESTATION", value=10, unit="working_days", reason="Sooner", by=administrator, now=AFTER)
    assert Attestation.objects.get(user=practitioner, policy_version=version).due_at == DUE


def test_given_a_newer_version_when_it_takes_effect_then_the_older_is_no_longer_owed(version, practitioner, attest):
    open_at(AFTER - timedelta(days=2))
    old = Attestation.objects.get(user=practitioner)
    assert old.policy_version.number == "1.7"
    open_at(AFTER)
    old.refresh_from_db()
    assert old.superseded_at == AFTER
    with pytest.raises(RuleRefused, match="not the version in force"):
        attest(practitioner, which=old.policy_version)


# ---- confirming


@pytest.mark.requirement("P0-5")
def test_given_three_sentences_when_confirmed_then_who_when_and_the_words_are_kept(version, attest, practitioner):
    open_at(AFTER)
    row = attest(practitioner, at=AFTER + timedelta(days=1))
    assert row.attested_at == AFTER + timedelta(days=1)
    assert row.role_then == Role.PRACTITIONER
    assert (
        row.wording
        == version.attestation_wording
        == [
            "I have read version 1.8 of the child safeguarding policy.",
            "I have understood what it asks of me.",
            "I will act in accordance with it.",
        ]
    )
    assert attest(practitioner, at=AFTER + timedelta(days=9)).attested_at == AFTER + timedelta(days=1)


@pytest.mark.requirement("P0-5")
@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_given_a_sentence_that_is_not_confirmed_then_it_is_refused_and_named(version, attest, practitioner, left_out):
    with pytest.raises(RuleRefused) as refusal:
        attest(practitioner, confirmations=[place != left_out for place in range(3)])
    assert refusal.value.missing == (version.attestation_wording[left_out],)
    assert not Attestation.objects.filter(user=practitioner, attested_at__isnull=False).exists()


@pytest.mark.requirement("P0-5")
def test_given_it_is_made_after_it_was_due_then_it_stays_late(attest, practitioner):
    open_at(AFTER)
    row = attest(practitioner, at=DUE + timedelta(seconds=1))
    assert row.is_late(DUE + timedelta(days=400))


# ---- reminders


@pytest.mark.requirement("P0-5")
def test_given_reminders_when_the_task_runs_often_then_each_goes_once_and_none_after_confirming(version, attest, practitioner, manager):
    wanted = {practitioner.email: 3, manager.email: 2}
    for moment in ("2026-04-01 08:00", "2026-04-01 08:10", "2026-04-30 08:59", "2026-04-30 09:00", "2026-04-30 09:10"):
        with clock.simulated(london_time(moment)):
            ask_for_attestation()
    attest(manager, at=london_time("2026-04-30 10:00"))
    for moment in ("2026-05-01 17:00", "2026-05-01 17:10"):
        with clock.simulated(london_time(moment)):
            ask_for_attestation()
    sent = [message for message in mail.outbox if "1.8" in message.subject]
    assert {address: sum(address in one.to for one in sent) for address in wanted} == wanted
    assert len({one.extra_headers["Message-ID"] for one in sent}) == len(sent)
    assert "/attestations/attest/" in sent[0].body
    assert practitioner.full_name not in sent[0].body


def test_given_the_task_slept_past_all_reminders_when_it_wakes_then_one_goes(version, practitioner):
    with clock.simulated(DUE + timedelta(days=3)):
        ask_for_attestation()
    assert [one.to for one in mail.outbox].count([practitioner.email]) == 1
    assert "It is late." in mail.outbox[0].body
    assert (
        AttestationReminder.objects.filter(attestation__user=practitioner, attestation__policy_version=version, skipped=True).count() == 2
    )


def test_given_a_mail_server_that_refuses_when_reminding_then_it_is_tried_again_later(version, practitioner, monkeypatch):
    from smtplib import SMTPException

    from django.core.mail import EmailMessage

    open_at(AFTER)
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", lambda self: (_ for _ in ()).throw(SMTPException("no")))
        assert services.send_attestation_reminders(now=AFTER) == 0
    assert services.send_attestation_reminders(now=AFTER + timedelta(minutes=1)) == 0
    assert services.send_attestation_reminders(now=AFTER + timedelta(minutes=16)) >= 1


# ---- pages


@pytest.fixture
def after():
    with clock.simulated(AFTER):
        yield AFTER


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("P0-5")
def test_given_somebody_who_has_not_confirmed_when_they_look_then_every_page_asks_until_they_have(version, after, sign_in, practitioner):
    client = sign_in(practitioner)
    page = reverse("accounts:attest_to_policy")
    asks = "Please confirm version 1.8 of the child safeguarding policy by 1 May 2026."
    assert asks in text(client.get("/"))  # also before the task has opened it
    form = text(client.get(page))
    assert asks not in form
    for sentence in version.attestation_wording:
        assert sentence in form
    refused = client.post(page, {"read": "on", "act": "on"})
    assert refused.status_code == 422
    assert "Confirm: I have understood what it asks of me." in text(refused)
    assert client.post(page, {"read": "on", "understood": "on", "act": "on"}).status_code == 302
    assert asks not in text(client.get("/"))
    assert "You confirmed this version on" in text(client.get(page))


@pytest.mark.requirement("P0-5")
def test_given_a_manager_and_an_administrator_when_they_look_then_they_see_who_has_not_and_who_is_late(
    version, attest, sign_in, practitioner, other_practitioner, manager, other_area_practitioner, administrator
):
    open_at(AFTER)
    attest(practitioner)
    with clock.simulated(AFTER):
        shown = text(sign_in(manager).get(reverse("accounts:list_attestations")))
        assert {words for words in ("Oscar Other", "Not yet") if words not in shown} == set()
        assert {name for name in ("Priya Practitioner", "Sofia South") if name in shown} == set()
    with clock.simulated(DUE + timedelta(days=1)):
        shown = text(sign_in(administrator).get(reverse("accounts:list_attestations"), {"all": "1"}))
        assert {words for words in ("Oscar Other", "Sofia South", "Priya Practitioner", "Late", "Confirmed") if words not in shown} == set()
        assert sign_in(practitioner).get(reverse("accounts:list_attestations")).status_code == 403


@pytest.mark.requirement("P0-5")
def test_given_the_wording_is_changed_before_its_day_then_that_is_what_staff_confirm(version, administrator, practitioner, attest, now):
    change_policy_version(
        policy_version=version, in_force_on=DAY_ONE, attested_by=["all"],
        attestation_wording=["I read it.", "I understood it.", "I will act on it."], by=administrator, now=now,
    )  # fmt: skip
    open_at(AFTER)
    assert attest(practitioner).wording == ["I read it.", "I understood it.", "I will act on it."]
    with pytest.raises(RuleRefused, match="can no longer be changed"):
        change_policy_version(policy_version=version, in_force_on=DAY_ONE, by=administrator, now=AFTER)
    with pytest.raises(Denied):
        change_policy_version(policy_version=version, in_force_on=DAY_ONE, by=practitioner, now=now)


def test_given_the_demonstration_then_some_have_confirmed_and_some_have_not(now):
    load(now)
    cast = load_cast(london_time("2026-01-05 09:00"))
    assert load_attestations(now) == len(cast) - len(NOT_ATTESTED)
    assert load_attestations(now) == 0
    owed = {one.user for one in attesting.attestations_of_staff(cast["administrator"], now) if one.made is None}
    assert owed == {cast[key] for key in NOT_ATTESTED}
    assert attesting.owed_by(cast["practitioner"], now).made is not None
