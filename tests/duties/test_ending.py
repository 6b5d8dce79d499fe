"""Ending: done, done late for ever, or not to be done, with the reason."""

import pytest

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties import services
from cafcass_cases.duties.models import Alert, Duty, Ending
from tests.cast import london_time
from tests.duties.conftest import DAY, HOUR, told


@pytest.fixture
def discharge(case, practitioner):
    def done(key, at, *, now=None, **more):
        return services.discharge(key=key, subject=case, at=at, by=practitioner, now=now or at, **more)

    return done


def seconds(number):
    return HOUR * number / 3600


@pytest.mark.requirement("P12-4")
def test_done_at_the_last_second_is_on_time_and_a_second_later_is_late(open_duty, discharge, now):
    open_duty("t-same-day")
    assert discharge("t-same-day", london_time("2026-03-06 23:59") + seconds(59))[0].ending == Ending.DONE
    open_duty("t-same-day", event_at=now + DAY)
    [late] = discharge("t-same-day", london_time("2026-03-08 00:00"))
    assert (late.ending, late.ended_at - late.due_at) == (Ending.DONE_LATE, seconds(1))


@pytest.mark.requirement("P12-4")
def test_ten_to_midnight(open_duty, discharge, now):
    """Scenario 3: spoken to at 23:50, sent at 00:05, all of it entered the next morning."""
    morning = london_time("2026-05-13 09:00")
    duty = open_duty("t-same-day", event_at=london_time("2026-05-12 23:50"), now=morning)
    [sent] = discharge("t-same-day", london_time("2026-05-13 00:05"), now=morning, lateness_reason="They kept me waiting.")
    assert sent == duty
    assert (sent.ending, sent.lateness_reason) == (Ending.DONE_LATE, "They kept me waiting.")
    assert sent.ended_at - sent.due_at == seconds(5 * 60 + 1)
    # Entered within one sweep, it was done before anything but the due moment had passed: nobody higher is told.
    services.fire_due(now=morning + HOUR)
    assert told(sent, "head_of_practice") == []


def test_lateness_is_judged_by_when_it_was_done_and_not_by_when_it_was_typed(open_duty, discharge, now):
    open_duty("t-urgent")
    services.fire_due(now=now + 30 * HOUR)
    [done] = discharge("t-urgent", now + 23 * HOUR, now=now + 30 * HOUR)
    assert done.ending == Ending.DONE
    assert not done.is_late(now + 30 * HOUR)


def test_rungs_of_an_ended_duty_are_skipped(open_duty, discharge, now):
    open_duty("t-urgent")
    [duty] = discharge("t-urgent", now + HOUR)
    assert services.fire_due(now=now + 9 * DAY) == 0
    assert set(duty.rungs.values_list("skipped", "fired_at")) == {(True, None)}


def test_what_lapsed_before_it_was_done_still_fires_when_nothing_was_sweeping(open_duty, discharge, fired, now):
    open_duty("t-outcome")
    discharge("t-outcome", now + 25 * HOUR)
    assert [step for step, _ in fired()] == ["reminder", "due"]
    assert Duty.objects.get(key="t-chase").event_at == now + 24 * HOUR


def test_a_duty_ends_without_being_done_only_with_a_reason(open_duty, case, practitioner, now):
    open_duty("t-urgent")
    how = {"subject": case, "ending": Ending.NOT_REQUIRED, "at": now, "by": practitioner, "now": now}
    with pytest.raises(RuleRefused):
        services.end_duties(note=" ", **how)
    [duty] = services.end_duties(note="The manager decided against it.", keys=["t-urgent"], **how)
    assert (duty.ending, duty.ended_by, duty.ending_note) == (Ending.NOT_REQUIRED, practitioner, "The manager decided against it.")
    with pytest.raises(ValueError, match="discharge"):
        services.end_duties(note="x", **{**how, "ending": Ending.DONE})


def test_a_cause_entered_in_error_withdraws_its_duties_and_they_stay_to_be_read(open_duty, case, practitioner, now):
    duty = open_duty("t-urgent")
    services.withdraw_duties(subject=case, reason="The wrong family.", by=practitioner, now=now + HOUR)
    duty.refresh_from_db()
    assert (duty.ending, duty.ending_note, duty.history.count()) == (Ending.WITHDRAWN, "The wrong family.", 2)
    with pytest.raises(ValueError, match="Say whose"):
        services.withdraw_duties(reason="x", by=practitioner, now=now)


def test_one_line_of_why_it_was_late(open_duty, practitioner, now):
    duty = open_duty("t-urgent")
    with pytest.raises(RuleRefused, match="not late"):
        services.explain_lateness(duty=duty, reason="Why?", by=practitioner, now=now + HOUR)
    with pytest.raises(RuleRefused, match="one line"):
        services.explain_lateness(duty=duty, reason=" \n ", by=practitioner, now=now + 2 * DAY)
    explained = services.explain_lateness(duty=duty, reason="Nobody\nanswered.", by=practitioner, now=now + 2 * DAY)
    assert explained.lateness_reason == "Nobody answered."
    services.explain_lateness(duty=duty, reason="Nobody answered until ten.", by=practitioner, now=now + 2 * DAY)
    assert list(duty.history.order_by("history_date", "version").values_list("lateness_reason", flat=True)) == [
        "", "Nobody answered.", "Nobody answered until ten.",
    ]  # fmt: skip


def test_alerts_of_what_was_done_in_the_end_stay_to_be_read(open_duty, discharge, now):
    open_duty("t-urgent")
    services.fire_due(now=now + 25 * HOUR)
    discharge("t-urgent", now + 26 * HOUR)
    assert Alert.objects.count() == 2 + 4
