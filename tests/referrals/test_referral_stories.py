"""The times that must come out of the main stories, at the level of the services."""

from itertools import permutations

import pytest

from cafcass_cases.duties.models import Alert, Ending
from cafcass_cases.duties.services import fire_due
from referrals import services
from referrals.models import Referral, StageName
from referrals.services import ChildOutcome, Judgement
from safeguarding.services import ActionFacts, ChildDecision, ConnectedFacts, withdraw_action
from tests.cast import london_time
from tests.referrals.conftest import duties, duty
from tests.safeguarding.conftest import full_record

at = london_time


@pytest.fixture
def evening(family, concern, request_it, hold, practitioner, authority_x, authority_y, manager):
    """Scenario 1 up to the signed supervision: two referrals decided, one for each authority."""
    hold(
        concern,
        supervision=request_it(concern),
        record=full_record(children=[ChildDecision(child=child, referred=True) for child in (family.alice, family.ben, family.callum)]),
        connected=[ConnectedFacts(child=family.callum, answer="refer", reason="He stays with his father at weekends.")],
        actions=[ActionFacts(what="See the school", owner=practitioner, agreed_on=at("2026-03-11 12:00").date(), is_contact=True)],
    )
    by_name = {referral.authority.name: referral for referral in Referral.objects.filter(concern=concern)}
    return by_name["Leeds"], by_name["Bradford"]


@pytest.mark.requirement("P12-5", "P12-6", "P12-7", "P12-9", "P13-1", "P14-1", "P18-2", "P30-1", "F2.108-1")
def test_friday_evening(evening, concern, call, send, answer, assessment, practitioner, manager, family):
    x, y = evening

    # The decision at 17:50: one referral and one clock for each authority; no second 16A.
    assert [duty("telephone-referral", r).due_at for r in (x, y)] == [at("2026-03-06 21:50")] * 2
    assert {row.child_id for row in x.children.all()} == {family.alice.pk, family.ben.pk}
    assert {row.child_id for row in y.children.all()} == {family.callum.pk}
    assert [one.due_at for one in duties("s16a")] == [at("2026-03-07 16:40")] * 2

    # The calls.
    for referral, called in ((x, "18:20"), (y, "18:35")):
        call(referral, f"2026-03-06 {called}")
        assert duty("telephone-referral", referral).ending == Ending.DONE
        assert duty("written-referral", referral).due_at == at("2026-03-06 23:59").replace(second=59)
        assert duty("authority-outcome", referral).due_at == at(f"2026-03-07 {called}")

    # Both written at 19:10; the manager's copies.
    copies = [send(referral, "2026-03-06 19:10") for referral in (x, y)]
    for referral, writing in zip((x, y), copies, strict=True):
        assert duty("written-referral", referral).ending == Ending.DONE
        assert duty("manager-copy", writing).due_at == at("2026-03-09 17:00")

    # The 16A goes at 20:30, the outcome not known, the actions still open.
    services.issue_16a(assessment=assessment, by=practitioner, now=at("2026-03-06 20:29"))
    sent = services.send_16a(
        assessment=assessment, sent_at=at("2026-03-06 20:30"), method="portal", by=practitioner, now=at("2026-03-06 20:30")
    )
    assert {(one.ending, one.ended_at) for one in duties("s16a")} == {(Ending.DONE, at("2026-03-06 20:30"))}
    assert duty("s16a-acknowledged", sent).due_at == at("2026-03-09 17:00")
    for writing in copies:
        services.give_manager_copy(writing=writing, given_at=at("2026-03-06 20:45"), by=practitioner, now=at("2026-03-06 20:45"))
        assert duty("manager-copy", writing).ending == Ending.DONE

    # Silence on Saturday.
    fire_due(now=at("2026-03-07 18:36"))
    assert duty("chase", x).due_at == at("2026-03-07 22:20")
    assert duty("chase", y).due_at == at("2026-03-07 22:35")
    told = Alert.objects.filter(rung__duty=duty("authority-outcome", x), rung__step="due", channel="application")
    assert {alert.recipient for alert in told} == {practitioner, manager}

    services.record_chase(referral=x, chased_at=at("2026-03-07 18:45"), method="telephone", by=practitioner, now=at("2026-03-07 18:45"))
    first, following = duties("chase", subject_id=x.pk)
    assert (first.ending, following.due_at, following.ended_at) == (Ending.DONE, at("2026-03-08 18:45"), None)
    assert duty("chase", y).ended_at is None

    answer(y, "2026-03-07 18:50", "section_17", now=at("2026-03-07 18:50"))
    assert duty("authority-outcome", y).ending == Ending.DONE_LATE
    assert duty("chase", y).ending == Ending.NOT_NEEDED
    assert duties("court-told") == []  # the fourteen-year-old is not subject of the application
    services.judge_outcome(
        referral=y, judgements={family.callum.pk: Judgement(True, "He lives apart from his father.")}, judged_at=at("2026-03-07 18:51"),
        by=practitioner, now=at("2026-03-07 18:51"),
    )  # fmt: skip
    assert duty("safe-enough", y).ending == Ending.DONE

    # Sunday: section 47 for both.
    answer(x, "2026-03-08 10:15", "section_47")
    outcome = duty("authority-outcome", x)
    assert (outcome.ending, outcome.ended_at) == (Ending.DONE_LATE, at("2026-03-08 10:15"))
    school = concern.actions.get()
    assert school.state == "suspended"
    assert len(duties("strategy-discussion", ended_at=None)) == 1
    assert duty("court-told", x).due_at == at("2026-03-09 10:15")  # the handover that afternoon is to the told mother
    assert not duties("safe-enough", subject_id=x.pk)  # what was sought came
    withdraw_action(action=school, reason="The authority will go.", at=at("2026-03-08 10:40"), by=manager, now=at("2026-03-08 10:40"))

    services.tell_court(
        concern=concern, told_at=at("2026-03-09 09:30"), how="portal", text="Section 47 enquiries have begun.", assessment=sent,
        by=practitioner, now=at("2026-03-09 09:30"),
    )  # fmt: skip
    assert duty("court-told", x).ending == Ending.DONE
    late = {one.key for one in duties("authority-outcome", ending=Ending.DONE_LATE)}
    assert late == {"authority-outcome"}


@pytest.mark.requirement("P12-3", "P12-4", "P12-5")
@pytest.mark.parametrize(
    "order", [("engaged", *rest) for rest in permutations(("silent", "call", "writing"))] + [("writing", "call", "silent", "engaged")]
)
def test_ten_to_midnight_in_any_order_of_typing(order, refer, call, send):
    # Given a decision on Tuesday evening, all of it entered on Wednesday from 09:00.
    referral = refer(at("2026-05-12 20:50"))
    now = at("2026-05-13 09:00")
    enter = {
        "engaged": lambda: call(referral, "2026-05-12 21:10", result="engaged", now=now),
        "silent": lambda: call(referral, "2026-05-12 21:40", result="no_answer", now=now),
        "call": lambda: call(referral, "2026-05-12 23:50", now=now),
        "writing": lambda: send(referral, "2026-05-13 00:05", now=now, lateness_reason="The call ended at midnight."),
    }
    # When it is typed in any order.
    for step in order:
        enter[step]()
    # Then the times judge.
    referral.refresh_from_db()
    assert referral.made_at == at("2026-05-12 23:50")
    written = duty("written-referral", referral)
    assert written.due_at == at("2026-05-12 23:59").replace(second=59)
    assert (written.ending, written.ended_at) == (Ending.DONE_LATE, at("2026-05-13 00:05"))
    assert (written.ended_at - written.due_at).total_seconds() == 5 * 60 + 1
    assert written.lateness_reason == "The call ended at midnight."
    assert duty("authority-outcome", referral).due_at == at("2026-05-13 23:50")
    assert duty("telephone-referral", referral).ending == Ending.DONE
    writing = referral.writings.get()
    assert (writing.is_held, writing.before_any_call) == (False, False)
    assert duty("manager-copy", writing).event_at == at("2026-05-13 00:05")
    assert referral.calls.count() == 3


@pytest.mark.requirement("P18-1", "P18-2", "P19-1", "P19-2", "P19-3", "P19-4", "P19-5", "F2.111-1")
def test_the_authority_says_no_further_action(
    refer, call, send, answer, family, practitioner, manager, head_of_practice, assistant_director
):
    referral = refer(at("2026-03-03 11:00"))
    call(referral, "2026-03-03 12:00")
    send(referral, "2026-03-03 13:00")

    answer(referral, "2026-03-04 10:00", "no_further_action", reasons="The father denies it.")
    assert duty("court-told", referral).due_at == at("2026-03-05 10:00")
    assert duty("safe-enough", referral).due_at == at("2026-03-05 10:00")

    difference = services.judge_outcome(
        referral=referral, judgements={child.pk: Judgement(False, "Nobody saw him.") for child in (family.alice, family.ben)},
        judged_at=at("2026-03-04 11:30"), by=practitioner, now=at("2026-03-04 11:30"),
    )  # fmt: skip
    assert duty("safe-enough", referral).ending == Ending.DONE
    assert duty("difference-supervision", difference).due_at == at("2026-03-05 11:30")
    assert duty("difference-total", difference).due_at == at("2026-03-07 11:30")

    services.tell_court(
        concern=referral.concern, told_at=at("2026-03-04 14:00"), how="email", text="No further action. We do not agree.",
        by=practitioner, now=at("2026-03-04 14:00"),
    )  # fmt: skip
    services.record_difference_supervision(
        difference=difference,
        held_at=at("2026-03-04 15:00"),
        plan="Ask for section 47.",
        resolved=False,
        by=manager,
        now=at("2026-03-04 15:00"),
    )
    assert duty("difference-supervision", difference).ending == Ending.DONE
    assert duty("difference-head-of-practice", difference).due_at == at("2026-03-05 15:00")

    services.record_head_of_practice_contact(
        difference=difference, held_at=at("2026-03-05 12:00"), held_with="Head of Service", position="They stand by it.", resolved=False,
        by=head_of_practice, now=at("2026-03-05 12:00"),
    )  # fmt: skip
    assert duty("difference-assistant-director", difference).due_at == at("2026-03-06 12:00")

    services.resolve_difference(
        difference=difference, resolved_at=at("2026-03-06 09:00"), resolution="Section 47 enquiries",
        outcomes={child.pk: ChildOutcome("section_47") for child in (family.alice, family.ben)},
        by=assistant_director, now=at("2026-03-06 09:00"),
    )  # fmt: skip
    assert duty("difference-assistant-director", difference).ending == Ending.NOT_NEEDED
    assert duty("difference-total", difference).ending == Ending.DONE
    assert difference.stages.get(name=StageName.ASSISTANT_DIRECTOR).state == "closed"
    assert [one.due_at for one in duties("court-told", ended_at=None)] == [at("2026-03-07 09:00")]
    assert len(duties("strategy-discussion", ended_at=None)) == 1
    assert {row.outcome for row in referral.children.all()} == {"section_47"}


@pytest.mark.requirement("P18-2", "P14-1")
def test_limits_are_one_working_day_where_no_significant_harm_is_alleged(refer, call, answer):
    referral = refer(at("2026-03-03 11:00"), kind="need")
    assert not referral.significant_harm
    call(referral, "2026-03-03 12:00")
    answer(referral, "2026-03-04 10:00", "no_further_action")
    assert duty("safe-enough", referral).due_at == at("2026-03-05 17:00")
    assert duty("court-told", referral).due_at == at("2026-03-05 17:00")


@pytest.mark.requirement("P12-5")
@pytest.mark.parametrize(
    ("called", "fold", "due", "due_fold"),
    [
        ("2026-03-28 20:00", 0, "2026-03-29 21:00", 0),
        ("2026-03-29 00:30", 0, "2026-03-30 01:30", 0),
        ("2026-10-24 20:00", 0, "2026-10-25 19:00", 0),
        ("2026-10-25 01:30", 0, "2026-10-26 00:30", 0),
        ("2026-10-25 01:30", 1, "2026-10-26 01:30", 0),
    ],
)
def test_the_outcome_is_due_24_elapsed_hours_later_when_the_clocks_change(called, fold, due, due_fold, refer, call, practitioner):
    from datetime import datetime

    from cafcass_cases.core.clock import end_of_day, from_london, london_date

    def moment(text, fold):
        local = datetime.strptime(text, "%Y-%m-%d %H:%M")
        return from_london(local.date(), local.time(), fold=fold)

    spoke = moment(called, fold)
    referral = refer(spoke, now=spoke)
    call(referral, spoke)
    assert duty("authority-outcome", referral).due_at == moment(due, due_fold)
    assert duty("written-referral", referral).due_at == end_of_day(london_date(spoke))
