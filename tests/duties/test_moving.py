"""Duties that change hands, and duties that move with a hearing."""

import pytest

from cafcass_cases.accounts import services as accounts
from cafcass_cases.cases import services as cases
from cafcass_cases.duties import services
from cafcass_cases.duties.messages import subject_line
from cafcass_cases.duties.models import Alert, Duty
from tests.cast import london_time
from tests.duties.conftest import DAY, HOUR, told


def test_duties_and_alerts_go_with_the_case_and_the_history_shows_both(open_duty, case, practitioner, other_practitioner, manager, now):
    """Scenario 4: reallocated at 14:00, with an outcome due at 18:00."""
    at = london_time("2026-05-20 14:00")
    duty = open_duty("t-outcome", event_at=london_time("2026-05-19 18:00"))
    services.fire_due(now=at)
    assert told(duty, "reminder") == [(practitioner, "owner")]
    cases.allocate(case=case, practitioner=other_practitioner, starts_at=at, by=manager, now=at)
    duty.refresh_from_db()
    assert duty.owner == other_practitioner
    assert [row.owner for row in duty.history.order_by("version")] == [practitioner, other_practitioner]
    assert {alert.recipient for alert in Alert.objects.all()} == {other_practitioner}
    services.fire_due(now=duty.due_at)
    assert told(duty, "due") == [(other_practitioner, "owner"), (manager, "manager")]
    assert Duty.objects.get(key="t-chase").owner == other_practitioner


def test_what_was_seen_or_sent_stays_with_whom_it_told(open_duty, case, practitioner, other_practitioner, manager, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at - HOUR)
    services.deliver_alerts(now=duty.due_at - HOUR)
    services.mark_seen(alert_ids=None, by=practitioner, now=duty.due_at - HOUR)
    cases.allocate(case=case, practitioner=other_practitioner, starts_at=duty.due_at, by=manager, now=duty.due_at)
    assert {alert.recipient for alert in Alert.objects.all()} == {practitioner}


def test_a_duty_given_to_somebody_by_name_stays_theirs(open_duty, case, business_support, other_practitioner, manager, now):
    duty = open_duty("t-urgent", owner=business_support)
    cases.allocate(case=case, practitioner=other_practitioner, starts_at=now, by=manager, now=now)
    duty.refresh_from_db()
    assert duty.owner == business_support


def test_no_duty_is_left_with_a_closed_account(open_duty, case, practitioner, other_practitioner, manager, administrator, now):
    """Scenario 4: what the leaver still owed goes to the manager, and from there to whoever gets the case."""
    duty = open_duty("t-urgent")
    accounts.close_account(user=practitioner, reason="Left", by=administrator, now=now + HOUR)
    duty.refresh_from_db()
    assert duty.owner == manager
    assert not Duty.objects.filter(ended_at=None, owner=None).exists()
    cases.allocate(case=case, practitioner=other_practitioner, starts_at=now + 2 * HOUR, by=manager, now=now + 2 * HOUR)
    duty.refresh_from_db()
    assert duty.owner == other_practitioner
    assert [row.owner for row in duty.history.order_by("version")] == [practitioner, manager, other_practitioner]


def test_a_managers_duties_go_to_whoever_is_above(open_duty, manager, head_of_practice, administrator, now):
    duty = open_duty("t-held")
    accounts.close_account(user=manager, reason="Left", by=administrator, now=now)
    duty.refresh_from_db()
    assert duty.owner == head_of_practice


def steps(duty):
    return {rung.step: (rung.fires_at, rung.skipped) for rung in duty.rungs.order_by("round")}


@pytest.mark.requirement("P14-1")
def test_a_moved_hearing_moves_what_hangs_on_it_and_the_history_shows_it(open_duty, family, manager, now):
    before = london_time("2026-03-11 17:00")
    duty = open_duty("t-court", event_at=before, serious=True)
    assert (duty.due_at, duty.limit_note, duty.hearing) == (london_time("2026-03-12 10:00"), "before the hearing", family.hearing)
    cases.move_hearing(hearing=family.hearing, starts_at=london_time("2026-03-12 08:30"), reason="The list is full", by=manager, now=before)
    duty.refresh_from_db()
    assert duty.due_at == london_time("2026-03-12 08:30")
    assert steps(duty)["due"] == (london_time("2026-03-12 08:30"), False)
    cases.move_hearing(hearing=family.hearing, starts_at=london_time("2026-04-20 10:00"), reason="Adjourned", by=manager, now=before)
    duty.refresh_from_db()
    assert (duty.due_at, duty.limit_note) == (london_time("2026-03-12 17:00"), "24 clock hours")
    assert [row.due_at for row in duty.history.order_by("version")][-1] == duty.due_at
    assert duty.history.count() == 3


def test_a_hearing_listed_sooner_brings_the_limit_forward(open_duty, case, manager, now):
    duty = open_duty("t-court")
    assert duty.due_at == london_time("2026-03-09 17:00")
    cases.schedule_hearing(case=case, kind="Urgent hearing", starts_at=london_time("2026-03-09 10:00"), by=manager, now=now)
    duty.refresh_from_db()
    assert (duty.due_at, duty.limit_note) == (london_time("2026-03-09 10:00"), "before the hearing")


def test_what_counts_back_from_a_hearing_waits_until_one_is_listed(open_duty, family, case, manager, now):
    cases.vacate_hearing(hearing=family.hearing, reason="Not needed", by=manager, now=now)
    duty = open_duty("t-letter")
    assert (duty.due_at, steps(duty)) == (None, {})
    hearing = cases.schedule_hearing(case=case, kind="First hearing", starts_at=london_time("2026-03-26 10:00"), by=manager, now=now)
    duty.refresh_from_db()
    assert duty.due_at == london_time("2026-03-23 17:00")
    assert set(steps(duty)) == {"reminder", "due", "head_of_practice"}
    cases.vacate_hearing(hearing=hearing, reason="Not needed", by=manager, now=now)
    duty.refresh_from_db()
    assert duty.due_at is None
    assert services.fire_due(now=now) == 1
    assert services.fire_due(now=now + 60 * DAY) == 0


def test_what_lost_its_date_with_the_hearing_is_told_to_its_owner_and_the_manager(open_duty, family, case, manager, practitioner, now):
    """It is still owed and no clock runs for it: nobody would chase."""
    duty = open_duty("t-letter")
    cases.vacate_hearing(hearing=family.hearing, reason="Not needed", by=manager, now=now)
    services.fire_due(now=now)
    assert told(duty, "undated") == [(practitioner, "owner"), (manager, "manager")]
    alert = Alert.objects.filter(rung__step="undated").first()
    assert subject_line(alert).endswith("the hearing was vacated, and no other is listed: do it now, or see that one is")

    def messages() -> int:
        return Alert.objects.filter(rung__duty=duty, rung__step="undated", channel="email").count()

    # Vacated a second time: told again. Listed before anybody was told: nothing to tell.
    again = cases.schedule_hearing(case=case, kind="First hearing", starts_at=london_time("2026-03-26 10:00"), by=manager, now=now)
    cases.vacate_hearing(hearing=again, reason="Not needed", by=manager, now=now)
    services.fire_due(now=now)
    assert messages() == 4
    third = cases.schedule_hearing(case=case, kind="First hearing", starts_at=london_time("2026-03-27 10:00"), by=manager, now=now)
    cases.vacate_hearing(hearing=third, reason="Not needed", by=manager, now=now)
    cases.schedule_hearing(case=case, kind="First hearing", starts_at=london_time("2026-04-02 10:00"), by=manager, now=now)
    services.fire_due(now=now)
    assert messages() == 4


def test_a_step_that_has_fired_fires_again_when_the_hearing_moves_on(open_duty, family, manager, practitioner):
    before = london_time("2026-03-11 17:00")
    duty = open_duty("t-court", event_at=before, due_at=family.hearing.starts_at, hearing=family.hearing)
    services.fire_due(now=duty.due_at)
    cases.move_hearing(hearing=family.hearing, starts_at=london_time("2026-03-20 10:00"), reason="Adjourned", by=manager, now=duty.due_at)
    duty.refresh_from_db()
    assert duty.due_at == london_time("2026-03-20 10:00")
    services.fire_due(now=duty.due_at)
    due = duty.rungs.filter(step="due").order_by("round")
    assert [(rung.round, rung.fired_at) for rung in due] == [(0, london_time("2026-03-12 10:00")), (1, london_time("2026-03-20 10:00"))]
    assert Alert.objects.filter(rung__in=due, channel="email", recipient=practitioner).count() == 2


def test_a_feared_handover_brings_the_limit_forward_and_moves_it(open_duty, family, manager, now):
    duty = open_duty("t-court", handover=family.handover)
    assert (duty.due_at, duty.limit_note) == (london_time("2026-03-08 17:00"), "before the handover")
    cases.cancel_handover(handover=family.handover, reason="Contact is suspended", by=manager, now=now)
    duty.refresh_from_db()
    assert duty.due_at == london_time("2026-03-09 17:00")


def test_an_ended_duty_no_longer_moves(open_duty, family, manager, now):
    duty = open_duty("t-court", event_at=london_time("2026-03-11 17:00"), serious=True)
    services.discharge(key="t-court", subject=family.case, at=duty.event_at, by=manager, now=duty.event_at)
    cases.move_hearing(hearing=family.hearing, starts_at=london_time("2026-04-20 10:00"), reason="Adjourned", by=manager, now=now)
    duty.refresh_from_db()
    assert duty.due_at == london_time("2026-03-12 10:00")
