"""The rungs of a ladder, from the due moment: pure, like the limits."""

from datetime import date

import pytest

from cafcass_cases.duties.ladders import AUTHORITY_SILENCE, STANDARD, URGENT
from cafcass_cases.duties.limits import AgreedDate, ClockHours, LimitContext, Local, SameDay, WorkingDays
from tests.duties.test_limits import SHIPPED, at


def rungs(ladder, limit, event, ctx=SHIPPED):
    reckoned = limit.reckon(at(event), ctx)
    return {step: fires_at for step, fires_at in ladder.rungs(at(event), reckoned, ctx)}


def test_an_urgent_duty_climbs_by_the_clock():
    assert rungs(URGENT, ClockHours(24), "2026-03-06 16:40") == {
        "reminder": at("2026-03-07 12:40"),
        "due": at("2026-03-07 16:40"),
        "head_of_practice": at("2026-03-07 20:40"),
        "assistant_director": at("2026-03-08 16:40"),
    }


@pytest.mark.requirement("P12-8")
def test_an_authoritys_silence_reaches_the_head_of_practice_after_a_day():
    assert rungs(AUTHORITY_SILENCE, ClockHours(24), "2026-03-06 18:20") == {
        "reminder": at("2026-03-07 14:20"),
        "due": at("2026-03-07 18:20"),
        "head_of_practice": at("2026-03-08 18:20"),
    }


def test_other_duties_climb_in_working_days():
    # Held on Maundy Thursday: the record is due on the Tuesday after Easter, and the reminder comes on the working day before.
    assert rungs(STANDARD, WorkingDays(1), "2026-04-02 08:00") == {
        "reminder": at("2026-04-02 09:00"),
        "due": at("2026-04-07 17:00"),
        "head_of_practice": at("2026-04-09 17:00"),
    }


def test_the_reminder_of_a_limit_in_days_comes_on_the_morning_that_is_left():
    assert rungs(STANDARD, WorkingDays(1), "2026-03-06 19:10")["reminder"] == at("2026-03-09 09:00")
    agreed = LimitContext(local=SHIPPED.local, agreed_on=date(2026, 3, 11))
    assert rungs(STANDARD, AgreedDate(), "2026-03-06 17:50", agreed)["reminder"] == at("2026-03-10 09:00")


def test_the_reminder_of_a_short_limit_comes_half_way():
    assert rungs(URGENT, Local("SUPERVISION_HELD"), "2026-03-06 17:05")["reminder"] == at("2026-03-06 19:05")
    assert rungs(URGENT, Local("SUPERVISION_HELD_SERIOUS"), "2026-03-06 17:00")["reminder"] == at("2026-03-06 17:30")
    assert rungs(URGENT, SameDay(), "2026-05-12 09:00")["reminder"] == at("2026-05-12 19:59:59")


def test_what_is_late_from_the_start_is_not_reminded_of():
    past = LimitContext(local=SHIPPED.local, agreed_on=date(2026, 3, 1))
    assert "reminder" not in rungs(STANDARD, AgreedDate(), "2026-03-06 17:50", past)
