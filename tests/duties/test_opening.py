"""Opening: who owns it, when it is due, which limit applied, and what of its ladder is still to come."""

from datetime import date

import pytest

from cafcass_cases.duties import services
from cafcass_cases.duties.models import Duty, Rung
from cafcass_cases.policy.services import change_local_default
from tests.cast import london_time
from tests.duties.conftest import DAY, HOUR


def to_fire(duty):
    return list(duty.rungs.filter(fired_at=None, skipped=False).order_by("fires_at").values_list("step", flat=True))


def test_a_duty_says_what_when_by_whom_and_under_which_policy(open_duty, case, practitioner, now):
    duty = open_duty("t-urgent", detail="Leeds")
    assert (duty.owner, duty.due_at, duty.limit_note) == (practitioner, now + DAY, "24 clock hours")
    assert (duty.policy_version, duty.is_urgent, duty.case, duty.detail) == ("1.7", True, case, "Leeds")
    assert to_fire(duty) == ["reminder", "due", "head_of_practice", "assistant_director"]
    assert [row.history_change_reason for row in duty.history.all()] == ["Open duty"]


def test_the_same_duty_is_not_opened_twice(open_duty, now):
    first = open_duty("t-urgent")
    assert open_duty("t-urgent", event_at=now + HOUR) == first
    assert Duty.objects.count() == 1


def test_each_child_has_a_duty_of_its_own(open_duty, family):
    alice, ben = (open_duty("t-step", child=child) for child in (family.alice, family.ben))
    assert alice != ben
    assert (alice.due_at, alice.limit_note, to_fire(alice)) == (None, "before the concern is completed", [])
    services.discharge(key="t-step", subject=family.case, child=family.ben, at=ben.event_at, by=None, now=ben.event_at)
    assert list(Duty.objects.filter(ended_at=None)) == [alice]


def test_what_nobody_holds_falls_to_the_next_rung_up_that_there_is(open_duty, case, manager, head_of_practice, now):
    allocation = case.allocations.get()
    allocation.ends_at = now
    allocation.save()
    assert open_duty("t-urgent").owner == manager
    case.team.manager = None
    case.team.save()
    assert open_duty("t-held").owner == head_of_practice


@pytest.mark.requirement("P9-2")
def test_supervision_is_held_sooner_where_harm_is_serious(open_duty, case, manager, now):
    serious = open_duty("t-held", serious=True)
    assert (serious.owner, serious.due_at) == (manager, now + HOUR)
    assert serious.limit_note == "1 clock hour, local default"
    assert to_fire(serious) == ["opened", "reminder", "due", "head_of_practice", "assistant_director"]


def test_changing_a_local_default_never_moves_a_duty_already_running(open_duty, case, administrator, now):
    running = open_duty("t-held")
    change_local_default(setting="SUPERVISION_HELD", value=2, unit="clock_hours", reason="Sooner", by=administrator, now=now + HOUR)
    running.refresh_from_db()
    assert running.due_at == now + 4 * HOUR
    services.discharge(key="t-held", subject=case, at=now + HOUR, by=None, now=now + HOUR)
    # What happened before the change keeps the limit of its time, whenever it is typed.
    assert open_duty("t-held", event_at=now, now=now + 2 * HOUR).due_at == now + 4 * HOUR
    services.discharge(key="t-held", subject=case, at=now + HOUR, by=None, now=now + 2 * HOUR)
    assert open_duty("t-held", event_at=now + 2 * HOUR).due_at == now + 4 * HOUR


def test_an_agreed_date(open_duty):
    duty = open_duty("t-agreed", agreed_on=date(2026, 3, 11))
    assert duty.due_at == london_time("2026-03-11 23:59") + (59 * HOUR / 3600)


def test_a_limit_the_definition_cannot_know(open_duty, now):
    assert open_duty("t-urgent", due_at=now + 5 * HOUR).limit_note == "set for this duty"


def test_a_duty_entered_when_already_late_fires_only_its_highest_past_rung(open_duty, fired, now):
    duty = open_duty("t-urgent", event_at=now - 30 * HOUR, now=now)
    assert to_fire(duty) == ["head_of_practice", "assistant_director"]
    assert services.fire_due(now=now) == 1
    assert [step for step, _ in fired()] == ["head_of_practice"]
    assert services.fire_due(now=now + 40 * DAY) == 1
    assert [step for step, _ in fired()] == ["head_of_practice", "assistant_director"]


def test_what_a_late_entry_sets_in_motion_happens_although_its_due_rung_is_passed_over(open_duty, now):
    open_duty("t-outcome", event_at=now - 60 * HOUR, now=now)
    chase = Duty.objects.get(key="t-chase")
    assert chase.event_at == now - 36 * HOUR
    assert to_fire(chase) == ["assistant_director"]
    assert services.fire_due(now=now) == 2
    assert Duty.objects.filter(key="t-chase").count() == 1


def test_an_unknown_duty_is_a_mistake_of_the_programme(open_duty):
    with pytest.raises(LookupError, match="No duty is defined as t-unknown"):
        open_duty("t-unknown")


def test_rungs_are_unique(open_duty):
    duty = open_duty("t-urgent")
    assert Rung.objects.filter(duty=duty).values("step", "round").distinct().count() == 4
