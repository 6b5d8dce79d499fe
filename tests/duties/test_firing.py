"""The sweep: each rung fires once, in order, to whoever is there."""

import logging

import pytest

from cafcass_cases.accounts.models import OutOfHoursDuty
from cafcass_cases.duties import definitions, services
from cafcass_cases.duties.models import Alert, Duty, Rung
from tests.cast import london_time
from tests.duties.conftest import DAY, HOUR, told


def test_each_rung_fires_at_its_time_and_once(open_duty, fired, now):
    duty = open_duty("t-urgent")
    moments = {rung.step: rung.fires_at for rung in duty.rungs.all()}
    for step, moment in moments.items():
        assert services.fire_due(now=moment - HOUR / 3600) == 0
        assert services.fire_due(now=moment) == 1
        assert services.fire_due(now=moment) == 0
        assert fired()[-1] == (step, moment)
    assert fired("late") == []


def test_who_hears_of_an_urgent_duty(open_duty, practitioner, manager, head_of_practice, assistant_director, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=now + 3 * DAY)
    assert told(duty, "reminder") == [(practitioner, "owner")]
    assert told(duty, "due") == [(practitioner, "owner"), (manager, "manager")]
    assert told(duty, "head_of_practice") == [(head_of_practice, "head_of_practice")]
    assert told(duty, "assistant_director") == [(assistant_director, "assistant_director")]
    assert told(duty, channel=Alert.Channel.APPLICATION) == told(duty)


def test_supervision_reaches_the_manager_the_moment_it_is_asked_for(open_duty, manager, head_of_practice, now):
    duty = open_duty("t-held")
    services.fire_due(now=now)
    assert told(duty) == [(manager, "owner")]
    services.fire_due(now=duty.due_at)
    assert told(duty, "due") == [(manager, "owner")]


@pytest.mark.requirement("P12-6")
def test_an_authoritys_silence_opens_a_chase_at_the_second_it_lapses(open_duty, practitioner, manager, now):
    duty = open_duty("t-outcome")
    services.fire_due(now=now + DAY)
    chase = Duty.objects.get(key="t-chase")
    assert (chase.event_at, chase.due_at, chase.owner) == (duty.due_at, duty.due_at + 4 * HOUR, practitioner)
    assert told(duty, "due") == [(practitioner, "owner"), (manager, "manager")]
    services.fire_due(now=now + DAY + HOUR)
    assert Duty.objects.filter(key="t-chase").count() == 1


def test_after_an_outage_every_rung_fires_in_order_once_and_marked_late(open_duty, fired, now):
    duty = open_duty("t-outcome")
    services.fire_due(now=now + 20 * HOUR)
    services.sweep(now=now + 5 * DAY)
    of_duty = [rung.step for rung in Rung.objects.filter(duty=duty, fired_at__isnull=False).order_by("fires_at")]
    assert of_duty == ["reminder", "due", "head_of_practice"]
    # The chase was opened by the clock itself: none of its rungs is passed over.
    chase = [rung.step for rung in Rung.objects.filter(duty__key="t-chase", fired_at__isnull=False).order_by("fires_at")]
    assert chase == ["reminder", "due", "head_of_practice", "assistant_director"]
    assert len(fired("late")) == len(fired()) - 1
    assert services.sweep(now=now + 5 * DAY) == 0
    assert Alert.objects.count() == Alert.objects.values("rung", "recipient", "channel").distinct().count()


def test_the_cover_hears_for_a_manager_who_is_away(open_duty, manager, cover_manager, cover, now):
    cover(manager, cover_manager)
    duty = open_duty("t-held")
    services.fire_due(now=now)
    assert told(duty) == [(cover_manager, "cover")]
    assert not Alert.objects.filter(is_gap=True).exists()


def test_nobody_to_cover_is_itself_an_alert_to_the_next_rung(open_duty, manager, head_of_practice, cover):
    monday = london_time("2026-05-18 10:00")
    cover(manager, None, starts_at=monday - DAY, ends_at=monday + 5 * DAY)
    duty = open_duty("t-held", event_at=monday)
    services.fire_due(now=monday)
    assert told(duty) == [(head_of_practice, "head_of_practice")]
    assert set(Alert.objects.values_list("is_gap", "gap_of")) == {(True, manager.pk)}


def test_a_practitioner_away_without_cover_is_the_managers_to_know(open_duty, practitioner, manager, cover, now):
    cover(practitioner, None)
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at - 4 * HOUR)
    assert told(duty) == [(manager, "manager")]
    assert Alert.objects.filter(gap_of=practitioner).count() == 2


def test_nobody_at_all_in_the_middle_reaches_the_assistant_director(open_duty, manager, head_of_practice, assistant_director, cover, now):
    cover(manager, None)
    cover(head_of_practice, None)
    duty = open_duty("t-held")
    services.fire_due(now=now)
    assert told(duty) == [(assistant_director, "assistant_director")]


def test_out_of_hours_the_rota_is_the_next_rung_of_what_a_manager_owes(open_duty, manager, cover_manager, now):
    OutOfHoursDuty(manager=cover_manager, starts_at=now, ends_at=now + 3 * DAY, telephone="01632 960001").save()
    duty = open_duty("t-held", event_at=london_time("2026-03-06 18:05"))
    services.fire_due(now=duty.event_at)
    assert told(duty) == [(manager, "owner")]
    services.fire_due(now=duty.due_at)
    assert told(duty, "due") == [(manager, "owner"), (cover_manager, "rota")]


def test_a_duty_of_nobodys_is_the_managers(open_duty, manager, now):
    duty = open_duty("t-urgent")
    duty.owner = None
    duty.save()
    services.fire_due(now=duty.due_at)
    assert set(told(duty)) == {(manager, "manager")}


def test_a_case_without_practitioner_or_manager_goes_to_the_head_of_practice(open_duty, case, head_of_practice, now):
    duty = open_duty("t-urgent")
    duty.owner = None
    duty.save()
    allocation = case.allocations.get()
    allocation.ends_at = now
    allocation.save()
    case.team.manager = None
    case.team.save()
    services.fire_due(now=duty.due_at)
    assert set(told(duty)) == {(head_of_practice, "head_of_practice")}


def test_a_service_fires_only_what_hangs_on_its_subject(open_duty, case, team, practitioner, now, fired):
    open_duty("t-urgent")
    open_duty("t-same-day", subject=team)
    assert services.fire_due(now=now + 9 * DAY, subject=team) == 4
    assert {step for step, _ in fired()} == {"reminder", "due", "head_of_practice", "assistant_director"}
    assert set(Rung.objects.filter(fired_at__isnull=False).values_list("duty__key", flat=True)) == {"t-same-day"}


def test_one_duty_that_cannot_be_followed_up_silences_no_other_and_is_tried_again(open_duty, team, now, caplog):
    def fails_first(duty, moment):
        if not tried:
            tried.append(duty)
            raise RuntimeError("out of order")
        services.open_duty(key="t-chase", case=duty.case, subject=duty.case, event_at=duty.due_at, by=None, now=moment)

    tried = []
    definitions._definitions["t-fails"] = definitions.DutyDefinition(
        key="t-fails", title="Fails", requirements=("P12-5",), owner_role="practitioner", time_limit=definitions.ClockHours(1),
        discharged_by="Nothing.", on_due=fails_first,
    )  # fmt: skip
    stuck, other = open_duty("t-fails"), open_duty("t-urgent", subject=team)
    with caplog.at_level(logging.ERROR):
        services.fire_due(now=now + 25 * HOUR)
    assert str(stuck.pk) in caplog.text
    assert Rung.objects.get(duty=other, step="due").fired_at
    assert Rung.objects.get(duty=stuck, step="due").fired_at is None
    assert len(told(stuck, "due")) == 2
    services.fire_due(now=now + 26 * HOUR)
    assert Rung.objects.get(duty=stuck, step="due").fired_at == now + 26 * HOUR
    assert (len(told(stuck, "due")), Duty.objects.filter(key="t-chase").count()) == (2, 1)
    del definitions._definitions["t-fails"]


def test_firing_does_not_touch_the_duty_itself(open_duty, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=now + 9 * DAY)
    assert duty.history.count() == 1


def test_a_sweep_of_many_asks_a_few_questions_only(open_duty, team, case, family, django_assert_max_num_queries, now):
    for child in (family.alice, family.ben, family.callum):
        open_duty("t-urgent", child=child)
    with django_assert_max_num_queries(40):
        services.fire_due(now=now + DAY)
