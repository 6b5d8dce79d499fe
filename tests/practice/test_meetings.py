"""Meetings of other agencies: in what capacity, what may not be done there, what goes before and what follows (framework 3.19 to 3.27, 3.80)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases.models import Marker
from cafcass_cases.cases.services import record_contact_detail
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.services import issue_record, preview
from cafcass_cases.duties.models import Duty
from practice.lifecycle import services
from practice.lifecycle.models import PlanNotice
from referrals.models import StrategyDiscussion
from referrals.services import note_strategy_discussion
from sharing.models import Incident, InformedAgency
from tests.cast import NOW, london_time
from tests.practice.test_lifecycle import finish
from tests.safeguarding.conftest import log  # noqa: F401

HOUR = timedelta(hours=1)
MEETING_AT = london_time("2026-03-11 10:00")


def owed(key):
    return Duty.objects.filter(key=key, ended_at=None)


@pytest.fixture
def case(family):
    return family.case


@pytest.fixture
def invited(case, family, authority_x, practitioner):
    """``invited(kind, **changes)``: the authority invites us."""

    def run(kind="conference", **changes):
        facts = {
            "convened_by": "Conference service",
            "authority": authority_x,
            "starts_at": MEETING_AT,
            "children": [family.alice],
            **changes,
        }
        return services.note_meeting(case=case, kind=kind, invited_at=NOW - HOUR, by=practitioner, now=NOW, **facts)

    return run


@pytest.fixture
def answer(practitioner, manager):
    def run(meeting, *, by=practitioner, **changes):
        facts = {
            "capacity": "reporter", "contribution": "attend", "words": "We know the father.", "child_view": "She was not asked: she is away.",
            "agreed_by": manager, "agreed_at": NOW, **changes,
        }  # fmt: skip
        return services.answer_invitation(meeting=meeting, by=by, now=NOW, **facts)

    return run


@pytest.fixture
def attend(practitioner):
    def run(meeting, **changes):
        facts = {"attended_at": MEETING_AT, "notes": "The school spoke.", "capacity_told": True, **changes}
        return services.record_attendance(meeting=meeting, by=practitioner, now=MEETING_AT + HOUR, **facts)

    return run


class TestTheCapacity:
    @pytest.mark.requirement("F3.20-1")
    def test_given_an_invitation_when_no_capacity_is_chosen_then_it_is_refused_and_a_referrer_owes_its_information_before_the_meeting(
        self, invited, answer, attend, practitioner
    ):
        meeting = invited()
        assert owed("meeting-answered").get().due_at == london_time("2026-03-10 17:00")
        for blank in (lambda: answer(meeting, capacity=""), lambda: attend(meeting)):
            with pytest.raises(RuleRefused) as refused:
                blank()
            assert (refused.value.rule, refused.value.field) == ("F3.20-1", "capacity")
        answer(meeting, capacity="referrer")
        assert not owed("meeting-answered").exists()
        assert owed("meeting-informed").get().due_at == MEETING_AT
        services.record_informed(meeting=meeting, informed_at=NOW, how="By secure e-mail to the chair", by=practitioner, now=NOW)
        assert not owed("meeting-informed").exists()

    def test_given_a_conference_when_no_manager_agreed_then_nobody_goes(self, invited, answer, other_practitioner, manager):
        meeting = invited()
        for nobody in ({"agreed_by": None}, {"agreed_at": None}, {"agreed_by": other_practitioner}):
            with pytest.raises(RuleRefused, match="manager"):
                answer(meeting, **nobody)
        assert answer(meeting).agreed_by == manager
        assert answer(invited("core_group"), agreed_by=None, agreed_at=None).contribution == "attend"

    @pytest.mark.requirement("F3.20-2")
    def test_given_a_closed_case_when_a_conference_is_held_then_the_manager_decides_with_legal_advice_normally_a_letter(
        self, case, invited, answer, practitioner, manager
    ):
        finish(case, practitioner, manager)
        case.refresh_from_db()
        meeting = invited()
        assert owed("meeting-answered").get().owner == manager
        closed = {"capacity": "closed", "contribution": "write", "agreed_by": None, "agreed_at": None}
        with pytest.raises(Denied):
            answer(meeting, **closed)
        with pytest.raises(RuleRefused) as refused:
            answer(meeting, by=manager, **closed)
        assert refused.value.field == "legal_advice"
        with pytest.raises(RuleRefused):
            answer(meeting, by=manager, capacity="reporter")
        answered = answer(meeting, by=manager, legal_advice="The facts of 2025 may go.", **closed)
        assert answered.agreed_by == manager
        assert owed("meeting-informed").exists()
        assert not owed("meeting-court-told").exists()

    @pytest.mark.requirement("F3.20-2")
    def test_given_a_closed_case_when_somebody_went_without_a_decision_then_it_is_kept_as_an_incident_and_the_manager_still_decides(
        self, case, invited, attend, practitioner, manager
    ):
        finish(case, practitioner, manager)
        attend(invited(), capacity="closed")
        assert Incident.objects.get().rule == "F3.20-2"
        assert owed("meeting-answered").exists()

    @pytest.mark.requirement("F3.21-1")
    def test_given_a_core_group_when_answered_then_what_the_child_thinks_of_it_and_what_it_is_worth_are_asked(self, invited, answer):
        meeting = invited("core_group")
        for field, sent in (("child_view", {"child_view": ""}), ("words", {"words": " "})):
            with pytest.raises(RuleRefused) as refused:
                answer(meeting, **sent)
            assert refused.value.field == field


class TestAtTheMeeting:
    @pytest.mark.requirement("F3.22-1")
    def test_given_facts_that_others_lack_when_we_do_not_go_then_they_are_owed_before_the_meeting_all_the_same(self, invited, answer):
        answer(invited("core_group"), contribution="neither", facts="He was seen at the house on Monday.")
        assert owed("meeting-informed").get().due_at == MEETING_AT

    @pytest.mark.requirement("F3.23-1")
    def test_given_part_in_deciding_when_recorded_then_it_is_an_incident_save_for_the_supervisor_of_an_order(self, invited, answer, attend):
        meeting = invited()
        answer(meeting)
        attend(meeting, part_in_decision="Voted for a plan.")
        incident = Incident.objects.get()
        assert (incident.rule, incident.subject_id) == ("F3.23-1", meeting.pk)
        assert owed("incident-viewed").exists()
        supervised = invited("core_group")
        answer(supervised, capacity="supervisor")
        attend(supervised, part_in_decision="Agreed the plan of visits.")
        assert Incident.objects.count() == 1

    @pytest.mark.requirement("F3.25-1")
    def test_given_a_role_that_may_be_compromised_when_recorded_then_a_reporters_manager_settles_it_and_a_guardian_takes_it_to_the_court(
        self, invited, answer, attend, practitioner, manager
    ):
        meeting = invited()
        answer(meeting)
        attend(meeting, compromised="The chair said that Cafcass supports the plan.")
        assert owed("role-compromised").get().due_at == london_time("2026-03-12 17:00")
        settle = {"words": "She can go on.", "at": MEETING_AT, "now": MEETING_AT + HOUR}
        with pytest.raises(Denied):
            services.settle_compromised(meeting=meeting, by=practitioner, **settle)
        services.settle_compromised(meeting=meeting, by=manager, **settle)
        guardian = invited("core_group")
        answer(guardian, capacity="guardian")
        attend(guardian, compromised="The plan names us.")
        with pytest.raises(RuleRefused):
            services.settle_compromised(meeting=guardian, by=practitioner, **{**settle, "words": ""})
        services.settle_compromised(meeting=guardian, by=practitioner, **{**settle, "words": "By a note to the legal adviser."})
        assert not owed("role-compromised").exists()

    @pytest.mark.requirement("F3.27-1")
    def test_given_an_opinion_when_the_meeting_is_shown_then_it_carries_what_it_rests_on(
        self, invited, answer, attend, practitioner, sign_in, at_now
    ):
        meeting = invited()
        answer(meeting)
        attend(meeting, opinion="She is safe for now.", voiced="The plan has no date.")
        page = sign_in(practitioner).get(meeting.get_absolute_url()).content.decode()
        assert "formed on what is known so far" in page
        assert "The plan has no date." in page
        assert "Take no part in deciding" in page

    @pytest.mark.requirement("F3.80-1")
    def test_given_a_live_case_when_something_was_shared_there_then_the_court_is_owed_word_and_the_agency_is_on_the_register(
        self, case, invited, answer, practitioner, authority_x
    ):
        meeting = invited("core_group")
        answer(meeting, contribution="write")
        assert not owed("meeting-court-told").exists()
        services.record_informed(meeting=meeting, informed_at=NOW, how="By e-mail", by=practitioner, now=NOW)
        assert InformedAgency.objects.get(case=case).authority == authority_x
        assert owed("meeting-court-told").exists()
        services.record_court_told(meeting=meeting, told_at=NOW, how="By e-mail to the court", by=practitioner, now=NOW)
        assert not owed("meeting-court-told").exists()


class TestWhatWasDecided:
    def decide(self, meeting, by, **changes):
        facts = {"decided": "A plan for Alice.", "decided_from": "The chair", "decided_at": MEETING_AT, "tell_court": True, **changes}
        return services.record_decision(meeting=meeting, by=by, now=MEETING_AT + HOUR, **facts)

    @pytest.mark.requirement("F2.86-1")
    def test_given_a_plan_when_the_decision_is_recorded_then_the_child_is_marked_and_the_manager_is_told(
        self, invited, answer, family, practitioner, manager
    ):
        meeting = invited()
        answer(meeting)
        for sent in ({"tell_court": None}, {"tell_court": False}):
            with pytest.raises(RuleRefused):
                self.decide(meeting, practitioner, **sent)
        self.decide(meeting, practitioner, plans={family.alice: "Neglect"}, plan_from=date(2026, 3, 11))
        marker = Marker.objects.get()
        assert (marker.recorded_for, marker.status, marker.from_on) == (family.alice, "Neglect", date(2026, 3, 11))
        assert owed("plan-noted").get().owner == manager
        assert PlanNotice.objects.get().marker == marker
        assert owed("meeting-court-told").exists()
        assert not owed("meeting-outcome").exists()

    def test_given_a_conference_that_a_concern_set_in_motion_when_decided_then_its_one_duty_ends(self, invited, answer, log, practitioner):
        concern = log()
        waiting = note_strategy_discussion(concern=concern, kind="conference", expected_from=NOW - HOUR, by=practitioner, now=NOW)
        meeting = invited()
        assert (meeting.follows, meeting.concern) == (waiting, concern)
        answer(meeting)
        assert not owed("meeting-outcome").exists()
        assert owed("conference").exists()
        self.decide(meeting, practitioner)
        assert not owed("conference").exists()
        assert owed("court-told").exists()
        assert StrategyDiscussion.objects.get(pk=waiting.pk).decisions == "A plan for Alice."

    def test_given_a_meeting_called_off_when_withdrawn_then_nothing_is_owed_of_it(self, invited, practitioner):
        services.withdraw_meeting(meeting=invited(), reason="Called off.", by=practitioner, now=NOW)
        assert not owed("meeting-answered").exists()


@pytest.mark.requirement("F3.23-1")
def test_given_somebody_who_took_part_in_deciding_when_they_say_so_then_it_is_kept_and_they_are_told_that_the_manager_hears(
    invited, answer, practitioner, sign_in, at_now
):
    from cafcass_cases.ui.testing import local_time

    meeting = answer(invited())
    sent = {**local_time("attended_at", "2026-03-06 10:00"), "capacity_told": "yes", "notes": "Said.", "may_be_compromised": "no"}
    browser, url = sign_in(practitioner), reverse("lifecycle:record_attendance", args=[meeting.pk])
    unsaid = browser.post(url, {**sent, "took_part": "yes"})
    assert unsaid.status_code == 422
    assert "Write what part you took" in unsaid.content.decode()
    done = browser.post(url, {**sent, "took_part": "yes", "part_in_decision": "I was asked to vote, and did."}, follow=True)
    assert "Your manager is told that you took part in deciding" in done.content.decode()
    meeting.refresh_from_db()
    assert meeting.part_in_decision == "I was asked to vote, and did."
    assert Incident.objects.get().rule == "F3.23-1"
    assert owed("incident-viewed").get().owner_role == "manager"


@pytest.mark.requirement("F3.81-1")
def test_given_an_address_kept_from_the_father_who_will_be_there_when_the_information_is_made_then_the_sentence_is_refused(
    invited, answer, family, practitioner
):
    record_contact_detail(
        person=family.mother, kind="address", value="12 Harbour Row, Hull", postcode="HU1 1AA", confidentiality="confidential", withheld_from=["respondent"],
        by=practitioner, now=NOW,
    )  # fmt: skip
    meeting = answer(invited(family_present="The father"), facts="Alice is happy at 12 Harbour Row.")
    _, found = preview(kind="meeting-information", subject=meeting, by=practitioner, now=NOW)
    assert found
    with pytest.raises(RuleRefused):
        issue_record(kind="meeting-information", subject=meeting, by=practitioner, now=NOW)
    meeting = answer(meeting, facts="Alice is happy where she lives.")
    page, found = preview(kind="meeting-information", subject=meeting, by=practitioner, now=NOW)
    assert found == []
    assert "takes no part in the decisions" in " ".join(page.text.split())
    assert issue_record(kind="meeting-information", subject=meeting, by=practitioner, now=NOW).sha256


def test_given_the_pages_of_a_meeting_when_they_are_walked_then_each_form_keeps_what_is_sent(
    case, family, authority_x, practitioner, manager, sign_in, at_now
):
    from cafcass_cases.ui.testing import local_date, local_time

    browser = sign_in(practitioner)
    at = "2026-03-06 10:00"
    note = {
        "kind": "conference", "children": [str(family.alice.pk)], "authority": str(authority_x.pk), "convened_by": "Chair",
        **local_time("invited_at", at), **local_time("starts_at", at),
    }  # fmt: skip
    url = reverse("lifecycle:note_meeting", args=[case.pk])
    assert browser.get(url).status_code == 200
    assert browser.post(url, {}).status_code == 422
    assert browser.post(url, note).status_code == 302
    meeting = case.meetings.get()
    forms = {
        "answer_invitation": {
            "capacity": "referrer", "contribution": "attend", "agreed_by": str(manager.pk), **local_time("agreed_at", at), "words": "Yes.", "facts": "He was seen.",
        },
        "record_informed": {**local_time("informed_at", at), "how": "By e-mail"},
        "record_attendance": {
            **local_time("attended_at", at), "capacity_told": "yes", "notes": "Said.", "took_part": "no", "may_be_compromised": "yes", "compromised": "Named.",
        },
        "record_decision": {
            "decided": "A plan.", "decided_from": "Chair", **local_time("decided_at", at), "plans": [str(family.alice.pk)], "category": "Neglect",
            **local_date("plan_from", "2026-03-06"), "tell_court": "yes",
        },
        "record_court_told": {**local_time("told_at", at), "how": "By e-mail"},
    }  # fmt: skip
    for name, data in forms.items():
        url = reverse(f"lifecycle:{name}", args=[meeting.pk])
        assert browser.get(url).status_code == 200, name
        answered = browser.post(url, data)
        assert answered.status_code == 302, (name, answered.content.decode()[-3000:])
        assert browser.get(meeting.get_absolute_url()).status_code == 200
    browser = sign_in(manager)
    assert browser.get(reverse("lifecycle:settle_compromised", args=[meeting.pk])).status_code == 200
    notice = PlanNotice.objects.get()
    assert browser.get(reverse("lifecycle:note_plan", args=[notice.pk])).status_code == 200
    assert browser.post(reverse("lifecycle:note_plan", args=[notice.pk]), {"words": ""}).status_code == 302
