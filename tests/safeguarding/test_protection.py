"""What is done at once: the police, enquiries, connected children, referring now, dissent, completing."""

from datetime import timedelta

import pytest

from cafcass_cases.accounts.models import Role
from cafcass_cases.cases.registry import what_stands_against_closing
from cafcass_cases.core.errors import Denied, RuleRefused
from safeguarding import services
from safeguarding.events import ReferDecided
from tests.cast import NOW, london_time, make_user
from tests.safeguarding.conftest import HELD, full_record, neglect
from tests.safeguarding.test_logging import refused

pytestmark = pytest.mark.django_db

RANG = london_time("2026-03-06 16:55")


@pytest.fixture
def enquire(practitioner, family):
    def run(concern, **changes):
        facts = {
            "source": "parent", "person": family.mother, "safe_to_contact": True, "who_else_hears": "Nobody: she is alone", "result": "contacted",
            "method": "telephone", "question": "Who is with Ben at night?", "answer": "Nobody, some nights.", "happened_at": RANG,
        }  # fmt: skip
        return services.record_enquiry(**{**facts, "concern": concern, "by": practitioner, "now": RANG, **changes})

    return run


@pytest.mark.requirement("P11-1")
def test_an_answer_discharges_the_first_enquiry(concern, enquire, duties_of):
    enquire(concern)
    (duty,) = duties_of(concern, "enquiry")
    assert (duty.ending, duty.ended_at) == ("done", RANG)


@pytest.mark.requirement("P11-1")
@pytest.mark.parametrize("result", ["attempted", "not_contacted"])
def test_an_attempt_or_a_decision_not_to_ask_leaves_the_clock_running(concern, enquire, duties_of, result):
    refused("P11-2", enquire, concern=concern, result=result, answer="")
    enquire(concern, result=result, answer="", question="", reason="The telephone rang out.")
    assert duties_of(concern, "enquiry")[0].is_open


@pytest.mark.requirement("P11-1")
def test_an_enquiry_made_after_24_hours_is_done_late_and_one_typed_late_is_not(concern, log, enquire, duties_of):
    enquire(concern, now=NOW + timedelta(days=3))
    assert duties_of(concern, "enquiry")[0].ending == "done"
    other = log()
    late = NOW + timedelta(hours=24, seconds=1)
    enquiry = enquire(other, happened_at=late, now=late)
    assert duties_of(other, "enquiry")[0].ending == "done_late"
    assert enquiry.created_at == late


@pytest.mark.requirement("P11-1")
def test_an_enquiry_says_what_was_asked_and_answered(concern, enquire):
    for blank in ("question", "answer"):
        assert refused("P11-1", enquire, concern=concern, **{blank: ""}).field == blank
    refused("P55-2", enquire, concern=concern, happened_at=RANG + timedelta(minutes=1))


def test_before_family_is_contacted_safe_and_who_else_hears_are_answered(concern, enquire):
    refused("safe-to-contact", enquire, concern=concern, safe_to_contact=None)
    refused("safe-to-contact", enquire, concern=concern, who_else_hears="")
    assert enquire(concern, source="authority", person=None, who="Duty worker", plan="none", safe_to_contact=None, who_else_hears="").pk


def test_contact_made_although_unsafe_is_a_fact_and_shows(concern, enquire):
    assert enquire(concern, safe_to_contact=False).is_incident


@pytest.mark.requirement("P7-1", "P7-2")
def test_a_report_to_the_police_waits_for_nothing(log, practitioner, duties_of):
    concern = log(danger_now=True, danger_believed_at=NOW)
    at = NOW + timedelta(minutes=10)
    report = {"concern": concern, "reported_at": at, "by": practitioner, "now": at}
    refused("P7-1", services.record_police_report, **report, by_999=True, reported="")
    refused("P7-1", services.record_police_report, **report, reported="He is at the door.")
    services.record_police_report(**report, by_999=True, reported="He is at the door.")
    assert concern.supervisions.count() == 0
    assert duties_of(concern, "police-report")[0].ending == "done"


@pytest.mark.requirement("P16-1")
def test_a_connected_child_is_answered_for_with_why_or_why_not(concern, family, practitioner, duties_of):
    consider = {"concern": concern, "child": family.callum, "at": NOW, "by": practitioner, "now": NOW}
    refused("P16-1", services.consider_connected_child, **consider, answer="not_refer", reason="")
    refused("P16-1", services.consider_connected_child, **consider, answer="", reason="Lives far away.")
    refused("P16-1", services.consider_connected_child, **{**consider, "child": family.alice}, answer="refer", reason="x")
    services.consider_connected_child(**consider, answer="not_refer", reason="Lives with his grandmother; never at the house.")
    assert duties_of(concern, "connected-child")[0].ending == "done"


@pytest.mark.requirement("P16-2")
def test_a_connected_child_to_be_referred_asks_for_supervision(log, family, practitioner, duties_of):
    concern = log(children=[neglect(family.callum)])
    assert duties_of(concern, "supervision-requested")[0].due_at == NOW + timedelta(hours=24)
    about_alice = log()
    services.consider_connected_child(
        concern=about_alice, child=family.callum, answer="refer", reason="There at weekends.", at=NOW, by=practitioner, now=NOW
    )
    assert len([duty for duty in duties_of(about_alice, "supervision-requested") if duty.is_open]) == 1


@pytest.mark.requirement("F2.81-1", "P7-2")
def test_refer_now_supervise_after(concern, family, practitioner, published, duties_of, authority_x, authority_y):
    now = NOW + timedelta(minutes=5)
    services.refer_now(
        concern=concern,
        children=[family.alice, family.callum],
        reason="He is drunk and alone with her.",
        at=now,
        by=practitioner,
        now=now,
        ask_supervision=True,
    )
    (decided,) = [event for event in published if isinstance(event, ReferDecided)]
    assert decided.children == {authority_x.pk: [family.alice.pk], authority_y.pk: [family.callum.pk]}
    assert (decided.basis, decided.decided_at, decided.supervision_id) == ("refer_now", now, None)
    # Supervision follows: it is asked for in the same moment, and the clock to hold it runs.
    assert concern.supervisions.get().requested_at == now
    assert duties_of(concern, "supervision-held")[0].is_open


def test_refer_now_is_offered_with_the_first_question(log, family, published, practitioner, authority_y, duties_of):
    concern = log(
        children=[neglect(family.callum, visible="A bruise on the left cheek")],
        medical="sought",
        medical_note="The GP, at 15:00",
        serious=True,
        refer_at_once=True,
        ask_supervision=True,
    )
    (decided,) = [event for event in published if isinstance(event, ReferDecided)]
    assert decided.children == {authority_y.pk: [family.callum.pk]}
    assert duties_of(concern, "supervision-held")[0].due_at == NOW + timedelta(hours=1)
    assert len(duties_of(concern, "cause-to-suspect")) == 2


@pytest.mark.requirement("P5-1")
def test_refer_now_asks_where_only_if_nobody_knows(concern, family, manager, practitioner, authority_x, published):
    from cafcass_cases.cases.services import add_person

    baby = add_person(case=family.case, role="connected_child", is_unborn=True, connected_how="Half-sister", by=manager, now=NOW)
    refer = {"concern": concern, "children": [baby], "reason": "A bruise.", "at": NOW, "by": practitioner, "now": NOW}
    assert refused("P5-1", services.refer_now, **refer).missing == ("Unborn child",)
    services.refer_now(**refer, authorities={baby.pk: authority_x})
    assert [event.children for event in published if isinstance(event, ReferDecided)] == [{authority_x.pk: [baby.pk]}]
    refused("P1-1", services.refer_now, **{**refer, "children": []})
    refused("P12-1", services.refer_now, **{**refer, "reason": ""})


@pytest.mark.requirement("P10-3", "F2.84-1")
def test_a_managers_no_stops_nobody(concern, family, request_it, hold, practitioner, manager, head_of_practice, published, duties_of):
    supervision = hold(concern, supervision=request_it(concern), record=full_record(decision="not_refer"))
    later = HELD + timedelta(minutes=10)
    dissent = services.dissent_and_refer(
        concern=concern,
        supervision=supervision,
        children=[family.alice],
        reason="She told me she is afraid.",
        at=later,
        by=practitioner,
        now=later,
    )
    (decided,) = [event for event in published if isinstance(event, ReferDecided)]
    assert (decided.basis, decided.dissent_id) == ("dissent", dissent.pk)
    (duty,) = duties_of(concern, "dissent-viewed")
    assert (duty.owner, dissent.head_of_practice) == (head_of_practice, head_of_practice)
    with pytest.raises(Denied):
        services.view_dissent(dissent=dissent, view="No.", at=later, by=manager, now=later)
    services.view_dissent(dissent=dissent, view="Rightly referred.", at=later, by=head_of_practice, now=later)
    duty.refresh_from_db()
    assert duty.ending == "done"


def test_a_managers_silence_stops_nobody(concern, family, request_it, practitioner, published):
    supervision = request_it(concern)
    at = HELD
    services.dissent_and_refer(
        concern=concern, supervision=supervision, children=[family.ben], reason="No answer.", at=at, by=practitioner, now=at
    )
    assert [event.basis for event in published if isinstance(event, ReferDecided)] == ["dissent"]


@pytest.fixture
def ready(concern, enquire, request_it, hold, family, practitioner, manager):
    """A concern of which everything that safeguarding asks is done."""
    enquire(concern)
    enquire(concern, source="authority", person=None, who="Duty worker", plan="none")
    services.consider_connected_child(
        concern=concern, child=family.callum, answer="not_refer", reason="Never there.", at=RANG, by=practitioner, now=RANG
    )
    hold(concern, supervision=request_it(concern), record=full_record(decision="not_refer"), actions=[])
    return concern


def phrases(concern):
    return [(item.rule, item.phrase) for item in services.what_stands_open(concern)]


def complete(concern, by, **changes):
    return services.complete_concern(
        **{"concern": concern, "outcome": "Both are safe with their aunt.", "at": HELD, "by": by, "now": HELD, **changes}
    )


def settle_other_rooms(concern, by):
    """What rooms above opened on the concern (the 16A, say) is theirs to do; here it is over."""
    from cafcass_cases.duties.models import Duty, Ending
    from cafcass_cases.duties.services import end_duties

    ours = ("cause-to-suspect", "connected-child", "action", "enquiry", "police-report", "dissent-viewed", "contact-review")
    for duty in Duty.objects.filter(concern_id=concern.pk, ended_at=None).exclude(key__in=ours):
        if not duty.key.startswith("supervision"):
            end_duties(subject=concern, keys=[duty.key], ending=Ending.NOT_NEEDED, at=HELD, by=by, now=HELD, note="Done elsewhere")


@pytest.mark.requirement("P55-4", "P55-3")
def test_a_concern_that_is_followed_through_is_completed(ready, practitioner):
    settle_other_rooms(ready, practitioner)
    assert phrases(ready) == []
    refused("P55-3", complete, concern=ready, by=practitioner, outcome="")
    assert complete(ready, practitioner).completed_at == HELD
    refused("P55-4", complete, concern=ready, by=practitioner)


@pytest.mark.requirement("P16-1")
def test_it_is_not_completed_with_a_connected_child_unanswered(ready, family, manager, practitioner):
    from cafcass_cases.cases.services import add_person

    settle_other_rooms(ready, practitioner)
    add_person(case=family.case, role="connected_child", given_names="Dina", connected_how="Cousin", by=manager, now=NOW)
    assert refused("P16-1", complete, concern=ready, by=practitioner).missing == ("whether Dina is referred as well",)


@pytest.mark.requirement("P27-1")
def test_it_is_not_completed_with_cause_to_suspect_unanswered(log, family, practitioner):
    concern = log(children=[neglect(family.callum)])
    assert ("P27-1", f"whether there is cause to suspect that {family.alice.full_name} is at risk of harm") in phrases(concern)


@pytest.mark.requirement("P9-2", "P11-2", "P55-4", "F2.66-1")
def test_it_is_not_completed_while_anything_is_open(concern, practitioner, request_it, hold):
    with pytest.raises(RuleRefused) as caught:
        complete(concern, practitioner)
    assert "a signed record of situational case supervision" in caught.value.missing
    assert "why neither a parent nor the local authority was asked" in caught.value.missing
    assert "make the first extra enquiry" in caught.value.missing
    hold(concern, supervision=request_it(concern))
    assert ("P55-4", "the action “See the school”: to do") in phrases(concern)
    assert "P11-2" not in [rule for rule, _ in phrases_with(concern, enquiries_reason="Both are suspects; the school was asked.")]


def phrases_with(concern, **answers):
    return [(item.rule, item.phrase) for item in services.what_stands_open(concern, **answers)]


@pytest.mark.requirement("P2-3")
def test_a_child_who_joined_by_a_decision_is_described_before_it_is_completed(concern, family, practitioner):
    services.refer_now(concern=concern, children=[family.callum], reason="There too.", at=NOW, by=practitioner, now=NOW)
    assert ("P2-3", f"the harm feared for {family.callum.full_name}") in phrases(concern)
    services.describe_child(concern=concern, facts=neglect(family.callum), by=practitioner, now=NOW)
    assert ("P2-3", f"the harm feared for {family.callum.full_name}") not in phrases(concern)
    refused("one-row-a-child", services.describe_child, concern=concern, facts=neglect(family.callum), by=practitioner, now=NOW)


@pytest.mark.requirement("P55-4", "F2.113-2")
def test_a_case_is_not_closed_over_an_open_concern(concern, family):
    assert f"Concern {concern.reference} is open" in what_stands_against_closing(family.case, NOW)


def test_supervision_that_waits_for_a_closed_account_goes_to_somebody_else(concern, request_it, manager, head_of_practice):
    from cafcass_cases.accounts.events import AccountClosed
    from cafcass_cases.core.acting import acting
    from cafcass_cases.core.events import publish

    supervision = request_it(concern)
    with acting(by=None, now=NOW, reason="For a test"):
        manager.is_active = False
        manager.save()
    publish(AccountClosed(user_id=manager.pk, at=NOW, now=NOW, by=None))
    supervision.refresh_from_db()
    assert supervision.asked_of == head_of_practice


@pytest.mark.requirement("P3-1")
def test_the_rules_bind_locums_alike(log, family, team, manager):
    from cafcass_cases.cases.services import allocate

    locum = make_user(Role.PRACTITIONER, "Lou Locum", team=team, line_manager=manager, employment="locum")
    allocate(case=family.case, practitioner=locum, starts_at=NOW, by=manager, now=NOW)
    refused("P7-1", log, by=locum, danger_reason="")
    assert log(by=locum).created_by == locum
