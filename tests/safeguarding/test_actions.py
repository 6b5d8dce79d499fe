"""Agreed actions: done, followed up, suspended, resumed, withdrawn."""

from datetime import date, timedelta

import pytest

from cafcass_cases.core.errors import Denied
from safeguarding import services
from safeguarding.events import ActionSuspended
from tests.cast import london_time
from tests.safeguarding.conftest import HELD
from tests.safeguarding.test_logging import refused

pytestmark = pytest.mark.django_db

SUNDAY = london_time("2026-03-08 10:15")


@pytest.fixture
def action(concern, request_it, hold):
    """ "See the school", contact with the family, by Wednesday 11 March."""
    return hold(concern, supervision=request_it(concern)).actions.get()


def the_duty(duties_of, concern):
    return duties_of(concern, "action")[-1]


@pytest.mark.requirement("P9-4", "P10-2")
def test_an_action_is_owed_by_the_end_of_its_agreed_date(action, concern, duties_of, practitioner):
    duty = the_duty(duties_of, concern)
    assert (duty.due_at, duty.owner, duty.event_at) == (london_time("2026-03-11 23:59").replace(second=59), practitioner, HELD)


@pytest.mark.requirement("P9-4", "P10-4", "P55-3")
def test_only_a_managers_follow_up_ends_it(action, concern, duties_of, practitioner, manager):
    done = london_time("2026-03-10 15:00")
    refused("P10-4", services.follow_up_action, action=action, note="Done?", at=done, by=manager, now=done)
    refused("P55-3", services.complete_action, action=action, result=" ", at=done, by=practitioner, now=done)
    services.complete_action(action=action, result="The head teacher sees nothing new.", at=done, by=practitioner, now=done)
    assert the_duty(duties_of, concern).is_open
    with pytest.raises(Denied):
        services.follow_up_action(action=action, note="Fine.", at=done, by=practitioner, now=done)
    refused("P10-4", services.follow_up_action, action=action, note="", at=done, by=manager, now=done)
    late = london_time("2026-03-12 09:00")
    services.follow_up_action(action=action, note="Read the note; enough.", at=late, by=manager, now=late)
    # Followed up a day after it was agreed: done late for ever.
    assert the_duty(duties_of, concern).ending == "done_late"


@pytest.mark.requirement("P10-4")
def test_followed_up_in_time_is_done(action, concern, duties_of, practitioner, manager):
    done = london_time("2026-03-10 15:00")
    services.complete_action(action=action, result="Seen.", at=done, by=practitioner, now=done)
    services.follow_up_action(action=action, note="Good.", at=done, by=manager, now=done + timedelta(days=4))
    assert the_duty(duties_of, concern).ending == "done"


@pytest.mark.requirement("P10-4")
def test_what_is_not_done_goes_back(action, concern, duties_of, practitioner, manager):
    done = london_time("2026-03-10 15:00")
    services.complete_action(action=action, result="Rang.", at=done, by=practitioner, now=done)
    services.reopen_action(action=action, reason="The school has to be seen.", by=manager, now=done)
    action.refresh_from_db()
    assert (action.state, the_duty(duties_of, concern).is_open) == ("open", True)


@pytest.mark.requirement("P55-2")
def test_what_is_entered_late_keeps_both_times(action, practitioner):
    done, typed = london_time("2026-03-09 10:00"), london_time("2026-03-11 16:00")
    services.complete_action(action=action, result="Seen.", at=done, by=practitioner, now=typed)
    action.refresh_from_db()
    assert (action.done_at, action.done_entered_at) == (done, typed)


def test_planned_contact_waits_until_the_manager_has_looked_again(action, concern, duties_of, practitioner, manager, published):
    suspended = services.suspend_contact_actions(
        concern=concern, because="Section 47 enquiries began", at=SUNDAY, by=practitioner, now=SUNDAY
    )
    assert [one.pk for one in suspended] == [action.pk]
    assert [event.action_id for event in published if isinstance(event, ActionSuspended)] == [action.pk]
    (review,) = duties_of(concern, "contact-review")
    assert (review.due_at, review.owner) == (SUNDAY + timedelta(hours=4), manager)
    # The manager looks again: the authority will go.
    looked = london_time("2026-03-08 10:40")
    with pytest.raises(Denied):
        services.withdraw_action(action=action, reason="They go.", at=looked, by=practitioner, now=looked)
    refused("P55-4", services.withdraw_action, action=action, reason="", at=looked, by=manager, now=looked)
    services.withdraw_action(action=action, reason="The authority will go.", at=looked, by=manager, now=looked)
    review.refresh_from_db()
    assert (review.ending, the_duty(duties_of, concern).ending) == ("done", "not_required")
    action.refresh_from_db()
    assert (action.state, action.reviewed_reason) == ("withdrawn", "The authority will go.")


def test_a_resumed_action_keeps_its_date_unless_another_is_agreed(action, concern, duties_of, practitioner, manager):
    services.suspend_contact_actions(concern=concern, because="Section 47", at=SUNDAY, by=practitioner, now=SUNDAY)
    assert the_duty(duties_of, concern).is_open
    refused("contact-review", services.resume_action, action=action, reason="", at=SUNDAY, by=manager, now=SUNDAY)
    services.resume_action(action=action, reason="The school only.", at=SUNDAY, by=manager, now=SUNDAY, agreed_on=date(2026, 3, 13))
    action.refresh_from_db()
    assert (action.state, action.agreed_on) == ("open", date(2026, 3, 13))
    assert the_duty(duties_of, concern).due_at == london_time("2026-03-13 23:59").replace(second=59)
    assert duties_of(concern, "contact-review")[0].ending == "done"


def test_contact_made_all_the_same_is_a_fact(action, concern, practitioner, duties_of):
    services.suspend_contact_actions(concern=concern, because="Section 47", at=SUNDAY, by=practitioner, now=SUNDAY)
    later = SUNDAY + timedelta(hours=1)
    services.complete_action(action=action, result="I had gone already.", at=later, by=practitioner, now=later)
    action.refresh_from_db()
    assert action.state == "done"


def test_what_is_settled_is_not_done_again(action, practitioner, manager):
    services.withdraw_action(action=action, reason="Not needed.", at=SUNDAY, by=manager, now=SUNDAY)
    refused("action-state", services.complete_action, action=action, result="Seen.", at=SUNDAY, by=practitioner, now=SUNDAY)
    refused("action-state", services.suspend_action, action=action, because="x", at=SUNDAY, by=practitioner, now=SUNDAY)
