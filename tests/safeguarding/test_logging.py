"""Logging a concern: what it asks, what it refuses, what it sets running."""

from datetime import date, timedelta

import pytest

from cafcass_cases.cases import services as case_services
from cafcass_cases.core.errors import Denied, RuleRefused
from safeguarding import services
from safeguarding.models import Concern
from safeguarding.models.children import SIGNIFICANT
from safeguarding.services import CauseFacts, HarmFacts
from tests.cast import NOW, STARTED, london_time
from tests.safeguarding.conftest import neglect

pytestmark = pytest.mark.django_db


def refused(rule, call, **arguments):
    with pytest.raises(RuleRefused) as caught:
        call(**arguments)
    assert caught.value.rule == rule, caught.value.message
    return caught.value


@pytest.mark.requirement("P55-1")
def test_a_concern_has_its_reference_policy_version_and_four_times(concern):
    assert concern.reference == "N-2026-000001"
    assert concern.policy_version == "1.7"
    assert (concern.reached_us_at, concern.recognised_at, concern.created_at) == (NOW - timedelta(hours=2), NOW, NOW)


@pytest.mark.requirement("P55-1", "P11-1", "P9-1", "P10-1")
def test_the_clocks_run_from_recognition_not_from_typing(log, duties_of):
    late = NOW + timedelta(days=4)
    concern = log(now=late, recognised_at=NOW, reached_us_at=NOW)
    due = {duty.key: (duty.event_at, duty.due_at, duty.ending) for duty in duties_of(concern)}
    assert due["enquiry"][:2] == (NOW, london_time("2026-03-07 16:40"))
    assert due["supervision-requested"][:2] == (NOW, london_time("2026-03-07 16:40"))
    # Recorded on Tuesday what was recognised on Friday: close of business on Monday has gone.
    assert due["record-concern"] == (NOW, london_time("2026-03-09 17:00"), "done_late")


@pytest.mark.requirement("P11-1")
def test_screening_starts_the_clock_where_it_came_first(log, duties_of):
    screened = NOW - timedelta(hours=5)
    concern = log(screened_at=screened, reached_us_at=screened)
    assert duties_of(concern, "enquiry")[0].due_at == screened + timedelta(hours=24)


@pytest.mark.requirement("P7-1", "F2.87-1")
def test_danger_opens_the_police_report_from_when_it_was_believed(log, duties_of):
    believed = NOW - timedelta(minutes=30)
    concern = log(danger_now=True, danger_believed_at=believed)
    (duty,) = duties_of(concern, "police-report")
    assert (duty.event_at, duty.due_at) == (believed, believed + timedelta(hours=1))


def test_no_danger_opens_no_police_report(concern, duties_of):
    assert duties_of(concern, "police-report") == []


@pytest.mark.requirement("P7-1")
@pytest.mark.parametrize(
    "changes",
    [
        {"danger_now": None},
        {"danger_reason": " "},
        {"danger_now": True},
        {"danger_now": True, "danger_believed_at": NOW + timedelta(minutes=1)},
    ],
)
def test_the_first_question_is_answered_with_its_reason(log, changes):
    refused("P7-1", log, **changes)


@pytest.mark.requirement("F2.87-2")
def test_medical_attention_cannot_be_left_blank(log):
    refused("F2.87-2", log, medical="")


@pytest.mark.requirement("P55-1")
@pytest.mark.parametrize("field", ["happened_at", "reached_us_at", "recognised_at"])
def test_nothing_that_happened_lies_in_the_future(log, field):
    assert refused("P55-1", log, **{field: NOW + timedelta(minutes=1)}).field == field


@pytest.mark.requirement("P55-1")
def test_the_time_it_was_recognised_is_needed(log):
    assert refused("P55-1", log, recognised_at=None).field == "recognised_at"
    assert refused("P55-1", log, recognised_at=NOW - timedelta(hours=3)).field == "recognised_at"
    assert refused("P55-1", log, said="").field == "said"


@pytest.mark.requirement("P2-3", "F2.67-1")
def test_every_child_has_a_kind_of_harm(log, family):
    refused("P2-3", log, children=[neglect(family.alice, harms=[])])
    other = HarmFacts(kind="other", standing="alleged", information_on=date(2026, 3, 6))
    refused("P2-3", log, children=[neglect(family.alice, harms=[other])])
    refused(
        "P2-3",
        log,
        children=[neglect(family.alice, harms=[HarmFacts(kind="strange", standing="alleged", information_on=date(2026, 3, 6))])],
    )


def test_every_harm_says_how_it_stands(log, family):
    unsaid = HarmFacts(kind="neglect", standing="", information_on=date(2026, 3, 6))
    refused("standing", log, children=[neglect(family.alice, harms=[unsaid])])


@pytest.mark.requirement("P2-2", "F2.67-2")
def test_a_threshold_that_is_rated_has_its_reason(log, family):
    refused("P2-2", log, children=[neglect(family.alice, threshold="likely")])
    concern = log(children=[neglect(family.alice, threshold="likely", threshold_reason="Left alone twice.", cause=True)])
    assert concern.children.get().threshold in SIGNIFICANT


@pytest.mark.requirement("P1-1")
def test_children_are_children_of_this_case(log, family):
    refused("P1-1", log, children=[neglect(family.mother)])


def test_travel_is_asked_about_where_it_can_be_all_the_time_there_is(log, family):
    forced = HarmFacts(kind="forced_marriage", standing="alleged", information_on=date(2026, 3, 6))
    refused("travel-date", log, children=[neglect(family.alice, harms=[forced])])
    refused("travel-date", log, children=[neglect(family.alice, harms=[forced])], travel="planned")
    assert log(children=[neglect(family.alice, harms=[forced], cause=True)], travel="planned", travel_on=date(2026, 3, 20)).travel_on


@pytest.mark.requirement("F2.77-1")
def test_public_law_says_whether_it_is_new_or_integral_and_is_never_kept_in_draft(log, family):
    family.case.law = "public"
    refused("F2.77-1", log)
    refused("F2.77-1", log, path="integral")
    assert log(path="integral", path_reason="The court is weighing this neglect.").reference


@pytest.mark.requirement("P8-2")
def test_a_disclosure_in_care_asks_about_the_police(log):
    refused("P8-2", log, disclosure_in_care=True)
    refused("P8-2", log, disclosure_in_care=True, police_considered=False)
    assert (
        log(disclosure_in_care=True, police_considered=False, police_considered_reason="Known to them already.").police_considered is False
    )


@pytest.mark.requirement("P6-2", "P44-1")
def test_harm_outside_the_family_asks_for_supervision_at_once(log, family, duties_of):
    concern = log(children=[neglect(family.alice, origin="outside", cause=True)])
    (duty,) = duties_of(concern, "supervision-requested-at-once")
    assert duty.due_at == NOW + timedelta(hours=1)
    assert duties_of(concern, "supervision-requested") == []


@pytest.mark.requirement("P27-1")
def test_cause_to_suspect_is_published_the_moment_it_is_answered(log, family, published):
    concern = log()
    answers = [(event.child_id, event.answer, event.at) for event in published if hasattr(event, "child_id")]
    assert answers == [(family.alice.pk, True, NOW), (family.ben.pk, True, NOW)]
    assert concern.cause_answers.count() == 2


@pytest.mark.requirement("P27-1", "F2.76-1")
def test_a_concern_about_a_connected_child_leaves_the_question_open_for_each_subject_child(log, family, duties_of, published, practitioner):
    concern = log(children=[neglect(family.callum)])
    duties = duties_of(concern, "cause-to-suspect")
    assert {duty.child for duty in duties} == {family.alice, family.ben}
    assert {duty.due_at for duty in duties} == {NOW + timedelta(hours=24)}
    assert [event for event in published if hasattr(event, "child_id")] == []
    # Answering discharges the child's own duty, by when it was answered.
    at = NOW + timedelta(hours=25)
    answer = {"concern": concern, "by": practitioner, "at": at, "now": at}
    refused("P27-1", services.answer_cause_to_suspect, **answer, child=family.alice, answer=False)
    services.answer_cause_to_suspect(**answer, child=family.alice, answer=False, reason="She was not there.")
    endings = {duty.child_id: duty.ending for duty in duties_of(concern, "cause-to-suspect")}
    assert endings == {family.alice.pk: "done_late", family.ben.pk: ""}
    # No may become yes; yes stands.
    services.answer_cause_to_suspect(**answer, child=family.alice, answer=True)
    refused("P27-1", services.answer_cause_to_suspect, **answer, child=family.alice, answer=False, reason="Changed my mind.")
    assert [(event.child_id, event.answer) for event in published if hasattr(event, "child_id")] == [
        (family.alice.pk, False),
        (family.alice.pk, True),
    ]


@pytest.mark.requirement("P27-1")
def test_no_manager_answers_no_for_the_practitioner(log, family, manager):
    concern = log(children=[neglect(family.callum)])
    with pytest.raises(Denied):
        services.answer_cause_to_suspect(concern=concern, child=family.alice, answer=False, reason="No.", at=NOW, by=manager, now=NOW)
    assert services.answer_cause_to_suspect(concern=concern, child=family.alice, answer=True, at=NOW, by=manager, now=NOW).answer


def test_the_answer_for_a_subject_child_the_concern_does_not_name_can_come_with_it(log, family, duties_of):
    concern = log(children=[neglect(family.callum)], causes=[CauseFacts(child=family.alice, answer=False, reason="Lives elsewhere.")])
    assert {duty.child for duty in duties_of(concern, "cause-to-suspect")} == {family.ben}


@pytest.mark.requirement("P16-1")
def test_each_connected_child_is_to_be_considered(concern, family, duties_of):
    (duty,) = duties_of(concern, "connected-child")
    assert (duty.child, duty.due_at) == (family.callum, None)


@pytest.mark.requirement("P16-1", "P27-1")
def test_a_child_who_joins_the_case_joins_the_questions(concern, family, manager, duties_of):
    later = NOW + timedelta(hours=3)
    baby = case_services.add_person(
        case=family.case, role="connected_child", is_unborn=True, connected_how="Half-sister", by=manager, now=later
    )
    cousin = case_services.add_person(case=family.case, role="subject_child", given_names="Cal", by=manager, now=later)
    assert baby in {duty.child for duty in duties_of(concern, "connected-child")}
    (duty,) = [duty for duty in duties_of(concern, "cause-to-suspect") if duty.child == cousin]
    assert duty.event_at == later


def test_only_those_who_work_on_the_case_log_a_concern(log, other_area_practitioner, auditor, business_support):
    for user in (other_area_practitioner, auditor, business_support):
        with pytest.raises(Denied):
            log(by=user)


@pytest.mark.requirement("P1-1", "F2.66-1")
def test_a_closed_case_still_takes_concerns(log, family, manager, practitioner):
    case = family.case
    case.stage, case.closed_at = "closed", STARTED
    assert log(case=case).pk


def test_danger_may_be_believed_later(concern, practitioner, duties_of):
    later = NOW + timedelta(hours=2)
    services.raise_danger(concern=concern, reason="He is outside the house.", believed_at=later, by=practitioner, now=later)
    assert duties_of(concern, "police-report")[0].due_at == later + timedelta(hours=1)


def test_a_concern_entered_in_error_takes_its_duties_with_it(concern, practitioner, duties_of):
    refused("entered-in-error", services.withdraw_concern, concern=concern, reason=" ", by=practitioner, now=NOW)
    services.withdraw_concern(concern=concern, reason="Wrong family.", by=practitioner, now=NOW)
    assert {duty.ending for duty in duties_of(concern) if duty.key != "record-concern"} == {"withdrawn"}
    assert Concern.objects.filter(pk=concern.pk).exists()
    refused("entered-in-error", services.raise_danger, concern=concern, reason="x", believed_at=NOW, by=practitioner, now=NOW)


def test_the_standing_of_a_harm_changes_with_its_date_and_its_history_stays(concern, practitioner):
    harm = concern.children.first().harms.get()
    change = {"harm": harm, "standing": "found", "information_on": date(2026, 3, 20), "by": practitioner, "now": NOW}
    refused("standing", services.change_standing, **change, source="")
    services.change_standing(**change, source="Judgment of 20 March")
    assert [row.standing for row in harm.history.order_by("history_date", "version")] == ["alleged", "found"]
