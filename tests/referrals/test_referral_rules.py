"""The rules of referring, writing, telling parents, chasing and judging (policy 12 to 19, framework 2.98 to 2.110)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases import services as cases
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty, Ending
from cafcass_cases.duties.services import fire_due
from referrals import services
from referrals.contents import MARAC_WORDING, WRITTEN_SECTIONS, prefilled_referral
from referrals.models import DifferenceStage, Referral, StrategyDiscussion
from referrals.services import ChildOutcome, Judgement, ParentAnswer
from safeguarding.services import refer_now
from tests.cast import london_time
from tests.referrals.conftest import ANALYSIS, duties, duty
from tests.safeguarding.conftest import neglect

at = london_time
EVENING = "2026-03-06 18:20"


def refused(rule, run):
    with pytest.raises(RuleRefused) as refusal:
        run()
    assert refusal.value.rule == rule
    return refusal.value


# ---- deciding


@pytest.mark.requirement("P12-9", "F2.100-1")
def test_one_referral_and_one_clock_for_each_authority(concern, family, practitioner, authority_x, authority_y):
    refer_now(
        concern=concern,
        children=[family.alice, family.ben, family.callum],
        reason="It cannot wait.",
        at=at(EVENING),
        by=practitioner,
        now=at(EVENING),
    )
    made = {referral.authority: referral for referral in Referral.objects.filter(concern=concern)}
    assert set(made) == {authority_x, authority_y}
    assert [one.due_at for one in duties("telephone-referral")] == [at("2026-03-06 22:20")] * 2
    assert all(referral.is_urgent for referral in made.values())


def test_a_repeated_decision_adds_children_and_starts_no_second_clock(refer, family):
    first = refer(children=[family.alice])
    again = refer(at("2026-03-06 18:00"), children=[family.ben])
    assert first == again
    assert first.children.count() == 2
    assert len(duties("telephone-referral")) == 1


@pytest.mark.requirement("P13-1", "P30-1")
def test_a_referral_of_one_subject_child_opens_the_16a_for_all(log, refer, family):
    concern = log(children=[neglect(family.callum)], now=at("2026-03-06 12:00"))
    assert duties("s16a", concern_id=concern.pk) == []
    refer(concern=concern, children=[family.alice])
    opened = duties("s16a", concern_id=concern.pk)
    assert {one.child for one in opened} == {family.alice, family.ben}
    assert {one.due_at for one in opened} == {at("2026-03-07 17:50")}


@pytest.mark.requirement("P27-1")
def test_a_connected_child_alone_opens_no_16a_until_cause_to_suspect_is_answered(log, refer, family, authority_y, practitioner):
    from safeguarding.services import answer_cause_to_suspect

    concern = log(children=[neglect(family.callum)], now=at("2026-03-06 12:00"))
    refer(concern=concern, children=[family.callum], authority=authority_y)
    assert duties("s16a", concern_id=concern.pk) == []
    answer_cause_to_suspect(
        concern=concern,
        child=family.ben,
        answer=True,
        reason="Same father.",
        at=at("2026-03-06 20:00"),
        by=practitioner,
        now=at("2026-03-06 20:00"),
    )
    [owed] = duties("s16a", concern_id=concern.pk)
    assert (owed.child, owed.due_at) == (family.ben, at("2026-03-07 12:00"))


# ---- calling and writing


@pytest.mark.requirement("P12-3")
def test_an_unanswered_call_is_an_attempt_and_leaves_the_referral_to_be_made(referral, call):
    for result in ("no_answer", "engaged", "message", "gave_up"):
        call(referral, EVENING, result=result)
    referral.refresh_from_db()
    assert referral.made_at is None
    assert referral.calls.count() == 4
    assert duty("telephone-referral", referral).ended_at is None
    assert duties("authority-outcome") == []


@pytest.mark.requirement("P12-3", "F2.101-1")
def test_the_writing_cannot_go_before_a_call_but_may_after_a_failed_attempt(referral, call, send):
    refused("P12-3", lambda: send(referral, "2026-03-06 18:00"))
    assert not referral.writings.exclude(sent_at=None).exists()
    call(referral, "2026-03-06 18:05", result="no_answer")
    writing = send(referral, "2026-03-06 18:10")
    assert writing.is_sent
    assert not writing.is_held
    call(referral, EVENING)
    assert duty("written-referral", referral).ending == Ending.DONE


@pytest.mark.requirement("P12-3")
def test_writing_that_already_went_is_kept_and_waits_for_the_call(referral, send, call):
    now = at("2026-03-07 09:00")
    writing = send(referral, "2026-03-06 19:00", now=now)
    assert writing.is_held
    assert duties("manager-copy") == []
    call(referral, "2026-03-06 19:30", now=now)
    writing.refresh_from_db()
    assert not writing.is_held
    assert writing.before_any_call
    assert duty("written-referral", referral).ending == Ending.DONE
    assert duty("manager-copy", writing).due_at == at("2026-03-09 17:00")


@pytest.mark.requirement("P12-4", "F2.103-1")
def test_written_after_midnight_is_late_for_ever(refer, call, send):
    referral = refer(at("2026-03-03 14:00"))
    call(referral, "2026-03-03 16:50")
    fire_due(now=at("2026-03-04 00:05"))
    send(referral, "2026-03-04 00:10", lateness_reason="The portal was down.")
    late = duty("written-referral", referral)
    assert (late.ending, late.lateness_reason) == (Ending.DONE_LATE, "The portal was down.")


@pytest.mark.requirement("P12-1", "P12-2", "F2.102-1")
@pytest.mark.parametrize(
    ("section", "rule"), [("evidence", "P12-1"), ("analysis", "P12-2"), ("action_sought", "P12-2"), ("concern", "F2.102-1")]
)
def test_what_the_authority_needs_to_decide_is_asked_of_a_referral_that_is_not_urgent(section, rule, referral, call, send):
    call(referral, EVENING)
    refusal = refused(rule, lambda: send(referral, "2026-03-06 19:10", content={**ANALYSIS, section: " "}))
    assert refusal.missing
    assert not referral.writings.exclude(sent_at=None).exists()


@pytest.mark.requirement("P12-1", "F2.102-1", "P15-2", "F2.99-1", "F2.65-2", "F1.25-1")
def test_nothing_missing_stops_an_urgent_one_and_the_gaps_are_named(referral, call, practitioner):
    call(referral, EVENING)
    writing = services.record_written_referral(
        referral=referral,
        content={"evidence": "", "analysis": "", "school": ""},
        must_go_now="He is alone now.",
        by=practitioner,
        now=at("2026-03-06 18:30"),
    )
    assert writing.is_sent
    assert writing.document_id
    assert {"Analysis", "School or nursery"} <= set(writing.missing)
    assert duty("written-referral", referral).ending == Ending.DONE
    assert duty("parents-informed", referral).ended_at is None  # the formality is caught up with


@pytest.mark.requirement("F2.102-1")
def test_a_missing_school_does_not_stop_it(referral, call, send):
    call(referral, EVENING)
    writing = send(referral, "2026-03-06 19:10")
    assert "School or nursery" in writing.missing


@pytest.mark.requirement("F2.102-1", "P12-1")
def test_the_writing_is_filled_in_from_the_record(referral, concern, family):
    content = prefilled_referral(referral, at(EVENING))
    assert len(WRITTEN_SECTIONS) == 19
    assert set(content) >= {section.key for section in WRITTEN_SECTIONS}
    assert "left alone at night" in content["evidence"]
    assert "Neglect (alleged)" in content["concern"]
    assert "born 14 June 2017" in content["children"]
    assert "LS6 2AB" in content["children"]
    assert "Jane Hartley has parental responsibility for Alice Dawson" in content["responsibility"]
    assert "First hearing" in content["proceedings"]
    assert "Callum" in content["background"]


def test_what_is_withheld_from_the_authority_is_left_out(referral, family, practitioner):
    cases.record_contact_detail(
        person=family.alice, kind="school", value="Hidden Lane Primary School", confidentiality="confidential", withheld_from=["local_authority"],
        by=practitioner, now=at(EVENING),
    )  # fmt: skip
    assert "Hidden Lane" not in prefilled_referral(referral, at(EVENING))["school"]


@pytest.mark.requirement("F2.108-1")
def test_the_manager_receives_a_copy(referral, call, send, practitioner, manager):
    call(referral, EVENING)
    writing = send(referral, "2026-03-06 19:10")
    services.give_manager_copy(writing=writing, given_at=at("2026-03-10 09:00"), by=practitioner, now=at("2026-03-10 09:00"))
    assert duty("manager-copy", writing).ending == Ending.DONE_LATE
    assert writing.copy_given_to == manager


@pytest.mark.requirement("F2.108-1")
def test_a_copy_of_what_was_not_sent_is_refused(referral, practitioner):
    draft = services.write_referral(referral=referral, content={"analysis": "Not yet done."}, by=practitioner, now=at(EVENING))
    refused("F2.108-1", lambda: services.give_manager_copy(writing=draft, given_at=at(EVENING), by=practitioner, now=at(EVENING)))


@pytest.mark.requirement("P12-5")
def test_an_outcome_is_of_at_least_one_child_of_the_referral(referral, call, answer, family):
    call(referral, EVENING)
    refused("P12-5", lambda: answer(referral, "2026-03-07 10:00", {}))
    refused("P12-5", lambda: answer(referral, "2026-03-07 10:00", {family.callum.pk: services.ChildOutcome("section_47", "")}))
    assert duty("authority-outcome", referral).ended_at is None


@pytest.mark.requirement("P14-1", "F2.111-1")
def test_what_the_court_was_told_is_written_down(concern, practitioner):
    told = {"concern": concern, "told_at": at(EVENING), "how": "email", "by": practitioner, "now": at(EVENING)}
    refused("P14-1", lambda: services.tell_court(text="  ", **told))


def test_a_referral_that_was_made_cannot_be_unmade(referral, call, practitioner):
    call(referral, EVENING)
    with pytest.raises(RuleRefused):
        services.withdraw_referral(referral=referral, reason="Mistake", by=practitioner, now=at("2026-03-06 19:00"))


def test_somebody_off_the_case_cannot_record(referral, other_practitioner):
    with pytest.raises(Denied):
        services.record_call(referral=referral, called_at=at(EVENING), result="reached", by=other_practitioner, now=at(EVENING))


# ---- parents, consent, MARAC


@pytest.mark.requirement("P15-2", "F2.99-1")
def test_each_parent_needs_an_answer_before_a_referral_that_can_wait(referral, call, practitioner):
    call(referral, EVENING)
    refusal = refused(
        "P15-2", lambda: services.record_written_referral(referral=referral, content=ANALYSIS, by=practitioner, now=at("2026-03-06 19:10"))
    )
    assert any("Jane Hartley" in gap for gap in refusal.missing)


@pytest.mark.requirement("P15-3", "F2.98-1", "F2.63-1")
def test_not_telling_a_parent_needs_a_reason(referral, family, practitioner):
    answer = ParentAnswer(parent=family.father, told="not_told", reason=" ")
    refused("P15-3", lambda: services.record_parent_informed(referral=referral, answers=[answer], by=practitioner, now=at(EVENING)))


@pytest.mark.requirement("P15-1", "F2.63-1")
def test_a_safety_referral_goes_without_consent(referral, call, send, family):
    call(referral, EVENING)
    assert send(referral, "2026-03-06 19:10").is_sent
    assert not referral.consent_at


@pytest.mark.requirement("P15-4", "F2.114-1")
def test_early_help_needs_consent_or_another_type(refer, call, send, practitioner):
    referral = refer(kind="early_help")
    call(referral, EVENING)
    refused("P15-4", lambda: send(referral, "2026-03-06 19:00"))
    services.change_referral_kind(
        referral=referral,
        kind="safety",
        sought="section_47",
        reason="It is worse than we thought.",
        by=practitioner,
        now=at("2026-03-06 19:05"),
    )
    referral.refresh_from_db()
    assert send(referral, "2026-03-06 19:10").is_sent


@pytest.mark.requirement("P15-4", "F2.114-1")
def test_early_help_with_consent_goes(refer, call, send, practitioner):
    referral = refer(kind="early_help")
    call(referral, EVENING)
    services.record_consent(
        referral=referral,
        consent_by="The mother",
        how="By telephone",
        consent_at=at("2026-03-06 18:00"),
        consent_children="Both want it.",
        consent_court="District Judge Grey, 5 March 2026",
        by=practitioner,
        now=at("2026-03-06 19:00"),
    )
    referral.refresh_from_db()
    assert send(referral, "2026-03-06 19:10").is_sent


@pytest.fixture
def violent(log, family):
    from cafcass_cases.core.clock import london_date
    from safeguarding.services import ChildFacts, HarmFacts

    harm = HarmFacts(kind="domestic_abuse", standing="alleged", information_on=london_date(at("2026-03-06 16:40")))
    return log(children=[ChildFacts(child=family.alice, harms=[harm], origin="family", cause=True)])


@pytest.mark.requirement("P24-1", "P24-2", "P24-3", "P24-4", "P24-5")
@pytest.mark.parametrize(
    ("agreed", "open_marac", "asked"),
    [(True, "not_open", True), (True, "unknown", True), (True, "open", False), (None, "not_open", False), (False, "unknown", False)],
)
def test_the_marac_request_is_put_in_only_where_a_manager_agreed(
    agreed, open_marac, asked, violent, refer, call, send, family, practitioner
):
    referral = refer(concern=violent, children=[family.alice], marac_agreed=agreed)
    call(referral, EVENING)
    send(referral, "2026-03-06 19:10", content={**ANALYSIS, "marac_open": open_marac})
    referral.refresh_from_db()
    assert bool(referral.marac_requested_at) is asked
    assert len(duties("marac-answer")) == int(asked)
    from referrals.documents import WRITTEN_REFERRAL

    wording = WRITTEN_REFERRAL.context(referral.writings.get())["marac_wording"]
    assert wording == (MARAC_WORDING if asked else "")
    if asked:
        assert "not permitted to make a referral to the MARAC" in wording
        assert "tell us whether you have made" in wording
        services.record_marac_answer(
            referral=referral, answer="They did.", answered_at=at("2026-03-09 10:00"), by=practitioner, now=at("2026-03-09 10:00")
        )
        assert duty("marac-answer", referral).ending == Ending.DONE


def agree_to_marac(refer, violent, family, moment):
    """The manager agrees in supervision, after the referral was made."""
    return refer(moment, concern=violent, children=[family.alice], marac_agreed=True)


@pytest.mark.requirement("P24-1", "P24-2", "P24-3")
def test_given_a_marac_agreed_after_the_writing_went_when_it_is_agreed_then_a_further_writing_is_owed(
    violent, refer, call, send, family, practitioner, sign_in
):
    referral = refer(concern=violent, children=[family.alice])
    call(referral, EVENING)
    send(referral, "2026-03-06 19:10", content=ANALYSIS)
    assert duties("marac-request") == []
    agree_to_marac(refer, violent, family, at("2026-03-06 20:30"))
    owed = duty("marac-request", referral)
    assert owed.event_at == at("2026-03-06 20:30")
    assert owed.due_at == at("2026-03-09 17:00")
    referral.refresh_from_db()
    assert referral.marac_requested_at is None
    page = sign_in(practitioner).get(reverse("referrals:show_referral", args=[referral.pk])).content.decode()
    assert "Write again to ask for the MARAC" in page
    assert "Ask the authority, in a further writing, to consider a referral to the MARAC" in page
    assert "1 working day, local default" in page
    second = send(referral, "2026-03-09 09:30")
    from referrals.documents import WRITTEN_REFERRAL

    assert WRITTEN_REFERRAL.context(second)["marac_wording"] == MARAC_WORDING
    assert second.content["analysis"] == ANALYSIS["analysis"]  # nobody types it again
    referral.refresh_from_db()
    assert referral.marac_requested_at == at("2026-03-09 09:30")
    assert duty("marac-request", referral).ending == Ending.DONE
    assert len(duties("marac-answer")) == 1


@pytest.mark.requirement("P24-1", "P24-2")
def test_given_a_document_made_before_the_marac_was_agreed_when_it_had_gone_already_then_it_does_not_pass_for_a_request(
    violent, refer, call, send, family, practitioner, tell_parents
):
    referral = refer(concern=violent, children=[family.alice])
    call(referral, EVENING)
    tell_parents(referral, at("2026-03-06 19:00"))
    services.write_referral(referral=referral, content=ANALYSIS, by=practitioner, now=at("2026-03-06 19:00"))
    services.issue_written_referral(referral=referral, by=practitioner, now=at("2026-03-06 19:05"))
    services.record_written_referral(referral=referral, by=practitioner, now=at("2026-03-06 19:10"))
    agree_to_marac(refer, violent, family, at("2026-03-06 20:30"))
    assert duty("marac-request", referral).is_open
    referral.refresh_from_db()
    assert referral.marac_requested_at is None


@pytest.mark.requirement("P24-1")
def test_given_a_document_made_and_not_sent_when_the_marac_is_agreed_then_it_is_made_again_with_the_request(
    violent, refer, call, family, practitioner, tell_parents
):
    referral = refer(concern=violent, children=[family.alice])
    call(referral, EVENING)
    tell_parents(referral, at("2026-03-06 19:00"))
    services.write_referral(referral=referral, content=ANALYSIS, by=practitioner, now=at("2026-03-06 19:00"))
    services.issue_written_referral(referral=referral, by=practitioner, now=at("2026-03-06 19:05"))
    agree_to_marac(refer, violent, family, at("2026-03-06 19:20"))
    assert duties("marac-request") == []
    sent = services.record_written_referral(referral=referral, by=practitioner, now=at("2026-03-06 19:30"))
    assert sent.content["marac_asked"] is True
    referral.refresh_from_db()
    assert referral.marac_requested_at == at("2026-03-06 19:30")


@pytest.mark.requirement("P24-5")
def test_given_a_marac_that_is_open_already_when_the_further_writing_says_so_then_no_request_is_owed_any_more(
    violent, refer, call, send, family
):
    referral = refer(concern=violent, children=[family.alice])
    call(referral, EVENING)
    send(referral, "2026-03-06 19:10", content=ANALYSIS)
    agree_to_marac(refer, violent, family, at("2026-03-06 20:30"))
    send(referral, "2026-03-09 09:30", content={"marac_open": "open"})
    assert duty("marac-request", referral).ending == Ending.NOT_NEEDED
    assert duties("marac-answer") == []


# ---- outcome and chase


@pytest.mark.requirement("P12-5", "F2.105-1")
def test_an_acknowledgement_is_not_an_outcome(referral, call, practitioner):
    call(referral, EVENING)
    services.record_acknowledgement(referral=referral, received_at=at("2026-03-06 20:00"), by=practitioner, now=at("2026-03-06 20:00"))
    fire_due(now=at("2026-03-07 18:21"))
    assert duty("authority-outcome", referral).ended_at is None
    assert duty("chase", referral).event_at == at("2026-03-07 18:20")


def test_an_outcome_for_one_child_leaves_the_other_owed(referral, call, answer, family):
    call(referral, EVENING)
    answer(referral, "2026-03-07 10:00", {family.alice.pk: ChildOutcome("section_47")})
    assert duty("authority-outcome", referral).ended_at is None
    answer(referral, "2026-03-07 11:00", {family.ben.pk: ChildOutcome("section_47")})
    done = duty("authority-outcome", referral)
    assert (done.ending, done.ended_at) == (Ending.DONE, at("2026-03-07 11:00"))


@pytest.mark.requirement("P12-6", "P12-7")
def test_chasing_goes_on_every_24_hours_until_the_outcome_comes(referral, call, practitioner, answer):
    call(referral, EVENING)
    first = at("2026-03-07 19:00")
    for day in range(3):  # nobody sweeps: recording lets the lapse happen first
        services.record_chase(
            referral=referral, chased_at=first + timedelta(days=day), method="telephone", by=practitioner, now=first + timedelta(days=day)
        )
    assert [one.due_at for one in duties("chase")] == [at("2026-03-07 22:20"), *(first + timedelta(days=day) for day in (1, 2, 3))]
    assert {one.ending for one in duties("chase")[:3]} == {Ending.DONE}
    answer(referral, "2026-03-10 09:00", "section_47")
    assert duties("chase")[-1].ending == Ending.NOT_NEEDED


def test_out_of_hours_only_an_answered_telephone_is_a_chase(referral, call, practitioner):
    call(referral, EVENING)
    night = at("2026-03-07 19:00")
    by_mail = services.record_chase(referral=referral, chased_at=night, method="email", by=practitioner, now=night)
    unanswered = services.record_chase(referral=referral, chased_at=night, method="telephone", answered=False, by=practitioner, now=night)
    assert (by_mail.counts, unanswered.counts) == (False, False)
    assert duty("chase", referral).ended_at is None
    monday = at("2026-03-09 10:00")
    assert services.record_chase(referral=referral, chased_at=monday, method="email", by=practitioner, now=monday).counts


def test_a_chase_before_the_authority_was_late_is_evidence_and_ends_nothing(referral, call, practitioner):
    call(referral, EVENING)
    fire_due(now=at("2026-03-07 18:30"))
    services.record_chase(
        referral=referral, chased_at=at("2026-03-07 12:00"), method="telephone", by=practitioner, now=at("2026-03-07 18:31")
    )
    assert duty("chase", referral).ended_at is None


@pytest.mark.requirement("P12-8")
def test_an_authority_silent_for_another_day_is_told_to_the_head_of_practice(referral, call, head_of_practice, manager):
    call(referral, EVENING)
    fire_due(now=at("2026-03-08 18:21"))
    told = {
        (alert.rung.step, alert.recipient) for alert in duty("authority-outcome", referral).rungs.get(step="head_of_practice").alerts.all()
    }
    assert ("head_of_practice", head_of_practice) in told


def test_an_outcome_typed_late_counts_by_its_own_time(referral, call, answer):
    call(referral, EVENING)
    fire_due(now=at("2026-03-08 09:00"))
    answer(referral, "2026-03-07 12:00", "section_47", now=at("2026-03-08 09:01"))
    assert duty("authority-outcome", referral).ending == Ending.DONE
    assert duty("chase", referral).ending == Ending.NOT_NEEDED


def test_an_outcome_entered_before_the_call_is_settled_by_the_call(referral, call, answer):
    now = at("2026-03-08 09:00")
    answer(referral, "2026-03-07 12:00", "section_47", now=now)
    call(referral, EVENING, now=now)
    assert duty("authority-outcome", referral).ending == Ending.DONE
    assert duties("chase") == []


# ---- what an outcome sets in motion


@pytest.mark.requirement("P14-1")
def test_the_court_is_told_before_an_earlier_hearing(refer, call, answer):
    referral = refer(at("2026-03-11 09:00"))
    call(referral, "2026-03-11 09:30")
    answer(referral, "2026-03-11 16:00", "section_47")
    told = duty("court-told", referral)
    assert told.due_at == at("2026-03-12 10:00")
    assert told.hearing is not None


def test_a_handover_to_nobody_known_brings_the_update_forward(referral, call, answer, family, practitioner):
    cases.schedule_handover(case=family.case, starts_at=at("2026-03-08 12:00"), into_care_of=None, by=practitioner, now=at(EVENING))
    call(referral, EVENING)
    answer(referral, "2026-03-08 10:15", "section_47")
    assert duty("court-told", referral).due_at == at("2026-03-08 12:00")


def test_a_handover_into_the_care_of_whom_the_harm_comes_from_brings_the_update_forward(referral, call, answer, family, practitioner):
    cases.schedule_handover(
        case=family.case, starts_at=at("2026-03-08 16:00"), into_care_of=family.father, by=practitioner, now=at(EVENING)
    )
    call(referral, EVENING)
    answer(referral, "2026-03-08 10:15", "section_47")
    assert duty("court-told", referral).due_at == at("2026-03-08 16:00")


def test_while_nobody_knows_from_whom_the_harm_comes_every_handover_is_feared(log, refer, call, answer):
    referral = refer(concern=log(harm_from=[]))
    call(referral, EVENING)
    answer(referral, "2026-03-08 10:15", "section_47")
    assert duty("court-told", referral).due_at == at("2026-03-08 17:00")


@pytest.mark.requirement("P14-2")
def test_the_authority_supplies_the_report_where_it_assesses(referral, call, answer):
    call(referral, EVENING)
    answer(referral, "2026-03-07 10:00", "section_17")
    assert all(row.authority_reports for row in referral.children.all())


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        ("section_47", False),
        ("section_17", True),
        ("early_help", True),
        ("advice", True),
        ("already_open", True),
        ("no_further_action", True),
    ],
)
@pytest.mark.requirement("P18-2")
def test_anything_less_than_was_sought_asks_safe_enough(outcome, asked, referral, call, answer):
    call(referral, EVENING)
    answer(referral, "2026-03-07 10:00", outcome)
    assert bool(duties("safe-enough")) is asked


@pytest.mark.requirement("P18-1")
def test_no_further_action_without_reasons_asks_for_them(referral, call, answer, practitioner, family):
    call(referral, EVENING)
    answer(referral, "2026-03-07 10:00", "no_further_action", reasons="")
    assert duty("authority-reasons", referral).ended_at is None
    judged = {"judged_at": at("2026-03-07 10:30"), "by": practitioner, "now": at("2026-03-07 10:30")}
    refused("P18-1", lambda: services.judge_outcome(referral=referral, judgements={family.alice.pk: Judgement(True, "Fine.")}, **judged))
    services.record_authority_reasons(
        referral=referral, reasons={child.pk: "They visited." for child in (family.alice, family.ben)}, received_at=at("2026-03-07 11:00"),
        by=practitioner, now=at("2026-03-07 11:00"),
    )  # fmt: skip
    assert duty("authority-reasons", referral).ending == Ending.DONE


@pytest.mark.requirement("P18-3")
@pytest.mark.parametrize("safe", [True, False])
def test_the_judgement_needs_an_analysis_either_way(safe, referral, call, answer, practitioner, family):
    call(referral, EVENING)
    answer(referral, "2026-03-07 10:00", "section_17")
    now = at("2026-03-07 10:30")
    refused(
        "P18-3",
        lambda: services.judge_outcome(
            referral=referral, judgements={family.alice.pk: Judgement(safe, " ")}, judged_at=now, by=practitioner, now=now
        ),
    )
    services.judge_outcome(
        referral=referral, judgements={family.alice.pk: Judgement(True, "Her aunt has her.")}, judged_at=now, by=practitioner, now=now
    )
    assert duty("safe-enough", referral).ended_at is None  # Ben is still to be judged
    services.judge_outcome(
        referral=referral, judgements={family.ben.pk: Judgement(True, "So has he.")}, judged_at=now, by=practitioner, now=now
    )
    assert duty("safe-enough", referral).ending == Ending.DONE


@pytest.mark.requirement("P21-1", "P21-2", "P21-3", "F2.109-1")
def test_a_strategy_discussion_is_followed_up(referral, call, answer, practitioner):
    call(referral, EVENING)
    answer(referral, "2026-03-08 10:15", "section_47")
    meeting = StrategyDiscussion.objects.get(kind="strategy")
    now = at("2026-03-09 12:00")
    known = {
        "meeting": meeting,
        "attended": True,
        "meeting_at": at("2026-03-09 10:00"),
        "decisions": "Joint visit.",
        "decisions_at": now,
        "by": practitioner,
        "now": now,
    }
    refused("P21-3", lambda: services.record_strategy_discussion(**known))
    refused("P21-3", lambda: services.record_strategy_discussion(**known, tell_court=False))
    done = services.record_strategy_discussion(**known, tell_court=True)
    assert done.not_discussed_first  # attended without the talk with the manager: recorded, never refused
    assert duty("strategy-discussion", meeting).ending == Ending.DONE
    assert duty("court-told", meeting).due_at == at("2026-03-10 12:00")
    conference = StrategyDiscussion.objects.get(kind="conference")
    assert duty("conference", conference).due_at == at("2026-03-27 17:00")


# ---- differences


@pytest.fixture
def difference(referral, call, answer, practitioner, family):
    call(referral, EVENING)
    answer(referral, "2026-03-07 10:00", "no_further_action")
    return services.judge_outcome(
        referral=referral, judgements={child.pk: Judgement(False, "Nobody saw him.") for child in (family.alice, family.ben)},
        judged_at=at("2026-03-07 11:00"), by=practitioner, now=at("2026-03-07 11:00"),
    )  # fmt: skip


@pytest.mark.requirement("P19-2", "P19-3", "P19-5", "F2.110-1")
def test_the_head_of_practice_waits_for_supervision_unless_it_is_left_out_with_a_reason(difference, head_of_practice, manager):
    now = at("2026-03-07 12:00")
    contact = {
        "difference": difference,
        "held_at": now,
        "held_with": "Head of Service",
        "position": "We differ.",
        "resolved": False,
        "now": now,
    }
    refused("P19-3", lambda: services.record_head_of_practice_contact(**contact, by=head_of_practice))
    refused("P19-5", lambda: services.skip_difference_stage(difference=difference, stage="supervision", reason=" ", by=manager, now=now))
    services.skip_difference_stage(difference=difference, stage="supervision", reason="It cannot wait.", by=manager, now=now)
    left_out = duty("difference-supervision", difference)
    assert (left_out.ending, left_out.ending_note, left_out.ended_by) == (Ending.NOT_REQUIRED, "It cannot wait.", manager)
    assert duty("difference-head-of-practice", difference).is_open
    services.record_head_of_practice_contact(**contact, by=head_of_practice)
    assert duty("difference-head-of-practice", difference).ending == Ending.DONE
    assert duty("difference-assistant-director", difference).due_at == at("2026-03-08 12:00")


@pytest.mark.requirement("P19-3", "P19-4")
def test_only_the_head_of_practice_or_their_cover_records_the_second_stage(
    difference, practitioner, manager, head_of_practice, assistant_director, other_assistant_director, cover
):
    now = at("2026-03-07 12:00")
    services.record_difference_supervision(difference=difference, held_at=now, plan="Ring them.", resolved=False, by=manager, now=now)
    contact = {
        "difference": difference,
        "held_at": now,
        "held_with": "Head of Service",
        "position": "We differ.",
        "resolved": False,
        "now": now,
    }
    for somebody in (practitioner, manager, assistant_director):
        refused("P19-3", lambda who=somebody: services.record_head_of_practice_contact(**contact, by=who))
    cover(head_of_practice, assistant_director)
    assert services.record_head_of_practice_contact(**contact, by=assistant_director).state == DifferenceStage.State.UNRESOLVED
    refused("P19-4", lambda: services.record_assistant_director_contact(**contact, by=other_assistant_director))


def test_settled_at_the_first_stage_closes_the_ladder(difference, manager, family):
    now = at("2026-03-07 12:00")
    services.record_difference_supervision(
        difference=difference, held_at=now, plan="They agree now.", resolved=True, by=manager, now=now,
        outcomes={child.pk: ChildOutcome("section_47") for child in (family.alice, family.ben)},
    )  # fmt: skip
    difference.refresh_from_db()
    assert not difference.is_open
    assert not Duty.objects.filter(subject_id=difference.pk, ended_at=None).exclude(key="court-told").exists()
    assert difference.stages.count() == 1


@pytest.mark.requirement("F2.110-2")
def test_a_conference_can_be_asked_for(difference, practitioner):
    now = at("2026-03-07 12:00")
    services.request_conference(difference=difference, requested_at=now, request="Asked the safeguarding unit.", by=practitioner, now=now)
    difference.refresh_from_db()
    assert difference.conference_request == "Asked the safeguarding unit."


# ---- documents


def test_what_was_issued_is_kept_and_a_change_is_issued_again(referral, call, send, practitioner):
    call(referral, EVENING)
    services.write_referral(referral=referral, content=ANALYSIS, by=practitioner, now=at("2026-03-06 18:40"))
    first = services.issue_written_referral(referral=referral, by=practitioner, now=at("2026-03-06 18:41"))
    services.write_referral(referral=referral, content={"analysis": "Changed."}, by=practitioner, now=at("2026-03-06 18:45"))
    sent = send(referral, "2026-03-06 19:10", content=None)
    assert sent.document_id != first.document_id
    assert IssuedDocument.objects.filter(subject_id=sent.pk).count() == 2


@pytest.mark.requirement("F2.102-1", "F2.99-1")
def test_what_parents_were_told_after_the_writing_was_begun_is_in_it(referral, call, send, practitioner):
    call(referral, EVENING)
    begun = services.write_referral(referral=referral, content=ANALYSIS, by=practitioner, now=at("2026-03-06 18:30"))
    assert "Jane Hartley" not in begun.content["parents_know"]
    sent = send(referral, "2026-03-06 19:10")
    assert "Jane Hartley: told before the referral" in sent.content["parents_know"]
    assert "Jane Hartley agreed" in sent.content["permission"]
