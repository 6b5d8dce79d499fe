"""Advice to the court: what it holds, what filing it waits for, what becomes known later; and findings of fact (policy 17, 54)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cafcass_cases.cases import services as cases
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import sweep
from cafcass_cases.ui.testing import local_time
from sharing.models import Incident
from situations.advice import selectors, services
from situations.advice.documents import OFFENDER_ADVICE
from situations.advice.models import Advice, CourtDecision
from situations.advice.services import ChildAdviceFacts, ChildDecisionFacts, ChildRisk, OffenderChildFacts, TimeDecisionFacts, TimeFacts
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import concern, log  # noqa: F401


@pytest.fixture
def children(family):
    """The same advice for Alice and Ben: supervised time with the father, home with the mother."""

    def facts(father="supervised", reason="He has not yet shown that he can keep them safe."):
        return [
            ChildAdviceFacts(
                child=child, reason=reason, frameworks=["welfare_checklist", "pd12j"],
                times=[TimeFacts(adult=family.mother, recommendation="lives_with"), TimeFacts(adult=family.father, recommendation=father)],
            )
            for child in (family.alice, family.ben)
        ]  # fmt: skip

    return facts


@pytest.fixture
def record(family, practitioner, children):
    def run(*, now=NOW, **changes):
        given = {"case": family.case, "kind": "section_7", "children": children(), "by": practitioner, "now": now, **changes}
        return services.record_advice(**given)

    return run


def file(advice, practitioner, now=NOW, **more):
    return services.file_advice(advice=advice, by=practitioner, now=now, **more)


def open_keys(record):
    return set(Duty.objects.filter(subject_id=record.pk, ended_at=None).values_list("key", flat=True))


# What advice holds


def test_given_advice_when_it_is_recorded_then_each_child_has_a_recommendation_reason_and_framework(record, family):
    rows = selectors.children_advised(record())
    assert [row.child for row in rows] == [family.alice, family.ben]
    assert {(time.adult_id, time.recommendation) for time in rows[0].times.all()} == {
        (family.mother.pk, "lives_with"),
        (family.father.pk, "supervised"),
    }
    assert rows[0].frameworks == ["welfare_checklist", "pd12j"]
    assert rows[0].reason


def test_given_a_concern_when_advice_is_recorded_then_how_the_harm_stands_comes_from_it_and_can_be_changed(
    record,
    concern,
    family,
    children,
    practitioner,
):
    rows = selectors.children_advised(record())
    harm = {time.adult_id: (time.harm, time.harm_kinds) for time in rows[0].times.all()}
    assert harm == {family.mother.pk: ("none", []), family.father.pk: ("alleged", ["neglect"])}
    changed = children()
    changed[0] = ChildAdviceFacts(
        child=family.alice,
        reason="x",
        frameworks=["pd12j"],
        times=[TimeFacts(adult=family.father, recommendation="indirect", harm="admitted")],
    )
    advice = services.record_advice(case=family.case, kind="addendum", children=changed, by=practitioner, now=NOW)
    assert selectors.children_advised(advice)[0].times.get().harm == "admitted"


def test_given_a_16a_when_it_is_recorded_as_advice_then_it_is_refused(record):
    with pytest.raises(RuleRefused) as refused:
        record(kind="s16a")
    assert refused.value.field == "kind"


@pytest.mark.parametrize("change", [{"reason": " "}, {"frameworks": []}, {"frameworks": ["other"]}])
def test_given_no_reason_or_framework_when_advice_is_recorded_then_it_is_refused(record, family, change):
    facts = {"child": family.alice, "reason": "So", "frameworks": ["pd12j"], "times": [], **change}
    with pytest.raises(RuleRefused):
        record(children=[ChildAdviceFacts(**facts)])
    assert not Advice.objects.exists()


def test_given_filed_advice_when_somebody_changes_it_then_it_is_refused(record, children, practitioner):
    advice = file(record(), practitioner)
    with pytest.raises(RuleRefused):
        services.change_advice(advice=advice, children=children("unsupervised"), recommends_finding_of_fact=False, by=practitioner, now=NOW)
    assert advice.policy_version == "1.7"


def test_given_advice_and_a_decision_when_read_then_they_are_kept_apart(record, family, practitioner):
    advice = file(record(), practitioner)
    services.record_court_decision(
        case=family.case, decided_at=NOW, advice=advice, by=practitioner, now=NOW,
        children=[ChildDecisionFacts(child=family.ben, words="Unsupervised, Saturdays.", times=[TimeDecisionFacts(adult=family.father, decision="unsupervised")])],
    )  # fmt: skip
    assert CourtDecision.objects.get().times.get().decision == "unsupervised"
    assert {time.recommendation for row in selectors.children_advised(advice) for time in row.times.filter(adult=family.father)} == {
        "supervised"
    }


def test_given_filed_advice_when_concerns_come_later_then_they_are_found_with_when_the_information_arose(record, practitioner, log):
    advice = file(record(), practitioner, filed_at=NOW - timedelta(days=3))
    log(now=NOW - timedelta(days=4), reached_us_at=NOW - timedelta(days=4))
    held = log(now=NOW - timedelta(days=1), reached_us_at=NOW - timedelta(days=5))
    new = log(now=NOW, reached_us_at=NOW - timedelta(hours=2))
    later = selectors.later_concerns(advice)
    assert [(one.concern, one.held_before) for one in later if one.child_advice.child.given_names == "Ben"] == [(held, True), (new, False)]
    assert later[-1].arose_at == NOW - timedelta(hours=2)


# A finding of fact is recommended (policy 17)


@pytest.mark.requirement("P17-1", "F2.60-7")
def test_given_a_finding_of_fact_is_recommended_when_filed_without_answering_on_a_referral_then_it_is_refused(record, practitioner):
    advice = record(recommends_finding_of_fact=True)
    with pytest.raises(RuleRefused) as refused:
        file(advice, practitioner)
    assert refused.value.rule == "P17-1"
    assert "refer to the local authority" in refused.value.missing[0]
    assert not Advice.objects.get().is_filed
    services.consider_referral(
        advice=advice, answer="not_refer", reason="Known to Leeds already.", considered_at=NOW, by=practitioner, now=NOW
    )
    assert file(advice, practitioner).is_filed


@pytest.mark.requirement("P17-1")
@pytest.mark.parametrize(("answer", "reason"), [("", "So"), ("refer", " ")])
def test_given_half_an_answer_on_a_referral_when_recorded_then_it_is_refused(record, practitioner, answer, reason):
    advice = record(recommends_finding_of_fact=True)
    with pytest.raises(RuleRefused) as refused:
        services.consider_referral(advice=advice, answer=answer, reason=reason, considered_at=NOW, by=practitioner, now=NOW)
    assert refused.value.rule == "P17-1"


@pytest.mark.requirement("P17-1")
def test_given_it_was_filed_yesterday_without_the_answer_when_recorded_then_it_is_kept_and_the_answer_is_owed_late(record, practitioner):
    yesterday = NOW - timedelta(days=1)
    advice = record(recommends_finding_of_fact=True, filed_at=yesterday)
    duty = Duty.objects.get(key="finding-of-fact-referral-considered", subject_id=advice.pk)
    assert advice.is_filed
    assert duty.due_at == yesterday
    assert duty.is_late(NOW)
    services.consider_referral(
        advice=advice, answer="not_refer", reason="Leeds decided last week.", considered_at=NOW, by=practitioner, now=NOW
    )
    duty.refresh_from_db()
    assert duty.ending == "done_late"


@pytest.mark.requirement("P17-1")
def test_given_the_answer_is_to_refer_when_no_referral_is_decided_then_it_is_owed_within_hours(
    record,
    practitioner,
    concern,
    family,
    authority_x,
):
    from safeguarding.services import refer_now

    advice = record(recommends_finding_of_fact=True, referral_considered="refer", referral_reason="He may press them.")
    duty = Duty.objects.get(key="finding-of-fact-refer", subject_id=advice.pk)
    assert duty.due_at == NOW + timedelta(hours=4)
    refer_now(concern=concern, children=[family.ben], reason="He may press him.", at=NOW, by=practitioner, now=NOW)
    duty.refresh_from_db()
    assert duty.ending == "done"


# A finding of fact is awaited


@pytest.fixture
def finding(family, practitioner):
    return services.direct_finding(case=family.case, directed_at=NOW, issues="Whether Ben was left alone.", by=practitioner, now=NOW)


@pytest.fixture
def review(family, practitioner):
    def run(finding, at, *, answer="not_refer", **changes):
        children = [
            ChildRisk(child=child, risk="lasts", analysis="Nothing has changed.") for child in (family.alice, family.ben, family.callum)
        ]
        given = {"referral_considered": answer, "referral_reason": "Safe with their mother.", "children": children, **changes}
        return services.review_risk(finding=finding, reviewed_at=at, by=practitioner, now=at, **given)

    return run


def review_duties(finding):
    return list(Duty.objects.filter(key="finding-of-fact-review", subject_id=finding.pk).order_by("event_at"))


@pytest.mark.requirement("P17-2")
def test_given_the_court_directed_it_when_ten_working_days_pass_without_a_review_then_the_owner_is_alerted(finding, practitioner):
    from cafcass_cases.duties.models import Alert

    (duty,) = review_duties(finding)
    assert duty.due_at == london_time("2026-03-20 17:00")
    sweep(now=duty.due_at)
    assert Alert.objects.filter(rung__duty=duty, rung__step="due", recipient=practitioner).exists()


@pytest.mark.requirement("P17-2")
def test_given_a_review_when_recorded_then_the_next_is_owed_and_none_once_the_finding_is_made(finding, review, practitioner):
    review(finding, london_time("2026-03-16 11:00"))
    first, second = review_duties(finding)
    assert first.ending == "done"
    assert second.due_at == london_time("2026-03-30 17:00")
    made = london_time("2026-03-25 16:00")
    services.end_finding(finding=finding, made_at=made, ending="made", result="Ben was left alone twice.", by=practitioner, now=made)
    assert [duty.ending for duty in review_duties(finding)] == ["done", "not_needed"]
    assert not open_keys(finding)


@pytest.mark.requirement("P17-2")
@pytest.mark.parametrize("changes", [{"referral_considered": ""}, {"referral_reason": ""}, {"children": []}])
def test_given_a_review_without_risk_or_the_question_of_a_referral_when_recorded_then_it_is_refused(finding, review, changes):
    with pytest.raises(RuleRefused):
        review(finding, london_time("2026-03-16 11:00"), **changes)
    assert len(review_duties(finding)) == 1
    assert review_duties(finding)[0].ended_at is None


@pytest.mark.requirement("P17-2")
def test_given_the_risk_grows_when_a_review_says_refer_then_the_referral_is_owed(finding, review):
    review(finding, london_time("2026-03-16 11:00"), referral_considered="refer")
    assert open_keys(finding) == {"finding-of-fact-review", "finding-of-fact-refer"}


@pytest.mark.requirement("P17-2")
def test_given_its_concern_was_entered_in_error_when_withdrawn_then_risk_is_still_to_be_reviewed(family, concern, practitioner):
    from safeguarding.services import withdraw_concern

    finding = services.direct_finding(case=family.case, directed_at=NOW, concern=concern, by=practitioner, now=NOW)
    withdraw_concern(concern=concern, reason="Another case", by=practitioner, now=NOW)
    assert [(duty.ending, duty.due_at) for duty in review_duties(finding)][-1] == ("", london_time("2026-03-20 17:00"))


def test_given_a_finding_is_awaited_when_the_case_is_to_be_closed_then_it_stands_against_it(finding, family):
    from cafcass_cases.cases.registry import what_stands_against_closing

    assert "a finding of fact is awaited" in what_stands_against_closing(family.case, NOW)


def test_given_it_was_entered_in_error_when_withdrawn_then_nothing_is_owed(finding, practitioner):
    services.withdraw_finding(finding=finding, reason="Another case", by=practitioner, now=NOW)
    assert [duty.ending for duty in review_duties(finding)] == ["withdrawn"]


# A party is a registered sex offender (policy 54)


@pytest.fixture
def offender(family, practitioner):
    cases.record_marker(person=family.father, kind="registered_sex_offender", source="Police check", by=practitioner, now=NOW)
    from situations.offenders import services as offenders
    from situations.offenders.models import Evidence

    record = offenders.record_offender(
        case=family.case, person=family.father, registered="yes", mappa="no", source="Police check", known_at=NOW, by=practitioner, now=NOW
    )
    sources = [offenders.EvidenceFacts(source=one, state="obtained", analysis="Medium risk.") for one in Evidence.Source.values]
    offenders.record_evidence(offender=record, sources=sources, scrutiny="All say the same.", by=practitioner, now=NOW)
    return family.father


@pytest.fixture
def write_part(family, practitioner, offender):
    def run(advice, *, alice=None, **changes):
        full = {"risk": "He groomed a child of her age.", "effect": "No time alone.", "protection": "Supervision by the centre."}
        given = {
            "risk_connected": "Callum visits.",
            "risk_carers": "He presses the mother.",
            "protect_carers": "No contact with her.",
            **changes,
        }
        children = [OffenderChildFacts(child=family.alice, **{**full, **(alice or {})}), OffenderChildFacts(child=family.ben, **full)]
        return services.write_offender_analysis(advice=advice, person=offender, children=children, by=practitioner, now=NOW, **given)

    return run


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"alice": {"risk": ""}}, "Alice Dawson: the risk of significant harm", marks=pytest.mark.requirement("P54-1")),
        pytest.param({"risk_connected": ""}, "Connected children", marks=pytest.mark.requirement("P54-1")),
        pytest.param({"risk_carers": ""}, "Main carers: the risk", marks=pytest.mark.requirement("P54-1")),
        pytest.param({"alice": {"effect": ""}}, "how it affects contact", marks=pytest.mark.requirement("P54-2")),
        pytest.param({"alice": {"protection": ""}}, "action to protect the child", marks=pytest.mark.requirement("P54-3")),
        pytest.param({"protect_carers": ""}, "action to protect them", marks=pytest.mark.requirement("P54-3")),
    ],
)
def test_given_a_party_is_a_registered_sex_offender_when_filed_with_something_missing_then_it_is_refused(
    record, practitioner, write_part, changes, words, request
):
    advice = record()
    write_part(advice, **changes)
    rule = request.node.get_closest_marker("requirement").args[0]
    with pytest.raises(RuleRefused) as refused:
        file(advice, practitioner)
    assert refused.value.rule == rule
    assert len(refused.value.missing) == 1
    assert words in refused.value.missing[0]
    write_part(advice)
    assert file(advice, practitioner).is_filed


@pytest.mark.requirement("P54-1", "P54-2", "P54-3")
def test_given_it_was_filed_without_that_part_when_recorded_then_it_is_kept_owed_and_shown_to_a_manager(
    record, write_part, practitioner, offender
):
    advice = record(filed_at=NOW - timedelta(hours=3))
    duty = Duty.objects.get(key="offender-part-of-advice", subject_id=advice.pk)
    assert advice.is_filed
    assert duty.is_late(NOW)
    assert Incident.objects.get().rule == "P54-1"
    write_part(advice)
    duty.refresh_from_db()
    assert duty.ending == "done_late"


@pytest.mark.requirement("P54-1", "P54-2", "P54-3")
def test_given_the_part_when_its_document_is_made_then_it_says_risk_effect_and_protection(record, practitioner, write_part, now):
    from cafcass_cases.documents.services import preview

    analysis = write_part(record())
    text = preview(kind="offender-advice", subject=analysis, by=practitioner, now=now)[0].text
    for words in (
        "He groomed a child of her age.",
        "No time alone.",
        "Supervision by the centre.",
        "Callum visits.",
        "No contact with her.",
    ):
        assert words in text
    made = issue(kind="offender-advice", subject=analysis, recipient=OFFENDER_ADVICE.recipient(analysis), by=practitioner, now=now)
    assert bytes(made.content).startswith(b"%PDF")
    assert len(made.sha256) == 64


@pytest.mark.requirement("P54-1")
def test_given_an_unfinished_part_when_its_document_is_asked_for_then_it_is_refused(record, practitioner, write_part, now):
    analysis = write_part(record(), risk_carers="")
    with pytest.raises(RuleRefused) as refused:
        issue(kind="offender-advice", subject=analysis, recipient=OFFENDER_ADVICE.recipient(analysis), by=practitioner, now=now)
    assert refused.value.rule == "P54-1"


def test_given_no_offender_among_the_parties_when_filed_then_nothing_is_asked(record, practitioner):
    assert file(record(), practitioner).is_filed


# At the browser


def posted(family, **changes):
    data = {
        "kind": "section_7", "filed": "no", "recommends_finding_of_fact": "yes", "referral_considered": "", "referral_reason": "",
        "children-TOTAL_FORMS": "2", "children-INITIAL_FORMS": "2",
    }  # fmt: skip
    for number, child in enumerate((family.alice, family.ben)):
        prefix = f"children-{number}-"
        data |= {f"{prefix}child_id": str(child.pk), f"{prefix}reason": "So it is.", f"{prefix}frameworks": "pd12j"}
        data |= {f"{prefix}time_0": "lives_with", f"{prefix}time_1": "supervised", f"{prefix}harm_0": "none", f"{prefix}harm_1": "alleged"}
    return {**data, **changes}


def test_given_filed_advice_with_all_that_can_hang_on_it_when_read_then_everything_is_shown_and_the_database_is_asked_little(
    sign_in, record, write_part, practitioner, family, log, at_now
):  # fmt: skip
    advice = record(recommends_finding_of_fact=True, filed_at=NOW - timedelta(days=3))
    write_part(advice, alice={"effect": ""})
    later = log(now=NOW, reached_us_at=NOW - timedelta(hours=2))
    services.record_court_decision(
        case=family.case, decided_at=NOW, advice=advice, by=practitioner, now=NOW,
        children=[ChildDecisionFacts(child=family.ben, words="Saturdays.", times=[TimeDecisionFacts(adult=family.father, decision="unsupervised")])],
    )  # fmt: skip
    client = sign_in(practitioner)
    client.get(advice.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(advice.get_absolute_url()).content.decode()
    for words in (
        "Whether to refer to the local authority", "Alice Dawson: how it affects contact", f"With {family.father}", "Supervised time",
        "He has not yet shown", f"{family.father} is a registered sex offender", "Begun", later.reference,
        f"with {family.father}, unsupervised time", "Saturdays.", "What is owed",
    ):  # fmt: skip
        assert words in shown, words
    assert "Ben Dawson: how it affects contact" not in shown
    assert len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]) <= 15


@pytest.mark.requirement("P17-1")
def test_given_the_page_when_advice_is_recorded_and_filed_now_then_the_page_says_what_is_missing(sign_in, practitioner, family, at_now):
    client = sign_in(practitioner)
    page = client.get(f"/cases/{family.case.pk}/advice/record/")
    assert page.status_code == 200
    assert "Alice Dawson" in page.content.decode()
    response = client.post(f"/cases/{family.case.pk}/advice/record/", posted(family))
    assert response.status_code == 302, response.content.decode()
    advice = Advice.objects.get()
    shown = client.get(response.url).content.decode()
    assert "Whether to refer to the local authority" in shown
    refused = client.post(f"/advice/{advice.pk}/file/", {"filed_at-now": "on"})
    assert refused.status_code == 422
    assert not Advice.objects.get().is_filed
    answered = {"answer": "not_refer", "reason": "Known.", **local_time("considered_at", "2026-03-06 16:00")}
    assert client.post(f"/advice/{advice.pk}/consider-referral/", answered).status_code == 302
    assert client.post(f"/advice/{advice.pk}/file/", {"filed_at-now": "on"}).status_code == 302
    assert Advice.objects.get().filed_at == NOW


@pytest.mark.requirement("P17-1")
def test_given_the_start_of_the_path_when_opened_then_it_says_to_always_consider_a_referral(sign_in, practitioner, family, at_now):
    text = sign_in(practitioner).get(f"/cases/{family.case.pk}/findings-of-fact/").content.decode()
    assert "Always consider a referral to the local authority" in text


@pytest.mark.requirement("P17-2")
def test_given_a_finding_when_reviewed_at_the_page_then_the_next_review_is_shown(sign_in, practitioner, family, finding, at_now):
    client = sign_in(practitioner)
    data = {
        **local_time("reviewed_at", "2026-03-06 16:40"), "referral_considered": "not_refer", "referral_reason": "Safe.",
        "children-TOTAL_FORMS": "3", "children-INITIAL_FORMS": "3",
    }  # fmt: skip
    for number, child in enumerate((family.alice, family.ben, family.callum)):
        data |= {
            f"children-{number}-child_id": str(child.pk),
            f"children-{number}-risk": "lasts",
            f"children-{number}-analysis": "As before.",
        }
    response = client.post(f"/findings-of-fact/{finding.pk}/review/", data)
    assert response.status_code == 302, response.content.decode()
    assert "As before." in client.get(response.url).content.decode()
    assert [duty.ending for duty in review_duties(finding)] == ["done", ""]
