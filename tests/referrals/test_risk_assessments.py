"""The section 16A risk assessment: contents, never held up, its life at court (policy 13, 27 to 31)."""

from datetime import date

import pytest

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.registry import what_stands_against_closing
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.guard import ConfidentialityRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.pdf import text_of
from cafcass_cases.documents.services import CourtAlone, preview
from cafcass_cases.duties.models import Ending
from referrals import services
from referrals.contents import STATUTORY_STATEMENT, assessment_missing
from tests.cast import london_time
from tests.referrals.conftest import RECOMMENDATION, duties, duty

at = london_time
EVENING = at("2026-03-06 20:29")
UNSUPERVISED = {"unsupervised_reason": "The court must know tonight."}


@pytest.fixture
def issue(practitioner):
    def run(assessment, *, by=practitioner, now=EVENING, **more):
        return services.issue_16a(assessment=assessment, by=by, now=now, **{**UNSUPERVISED, **more})

    return run


@pytest.fixture
def sent(assessment, issue, practitioner):
    return services.send_16a(
        assessment=issue(assessment), sent_at=at("2026-03-06 20:30"), method="portal", by=practitioner, now=at("2026-03-06 20:30")
    )


@pytest.mark.requirement("P13-2", "P28-1", "P28-2", "P29-1", "P31-4")
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ({"trigger": ""}, "P13-2"),
        ({"concerns": ""}, "P28-1"),
        ({"evidence": [], "no_evidence_yet": False}, "P28-1"),
        ({"protective_action": ""}, "P13-2"),
        ({"sources": [], "no_sources_reason": ""}, "P29-1"),
        ({"recommendations": []}, "P28-2"),
        ({"recommendations": [{**RECOMMENDATION, "reason": " "}]}, "P31-4"),
    ],
)
def test_a_blank_content_stops_it(content, rule, assessment, concern, issue, practitioner):
    services.draft_16a(concern=concern, content=content, by=practitioner, now=EVENING)
    with pytest.raises(RuleRefused) as refusal:
        issue(assessment)
    assert refusal.value.rule == rule
    assert refusal.value.missing
    assert not IssuedDocument.objects.exists()


@pytest.mark.requirement("P29-1")
def test_given_somebody_outside_who_was_asked_when_it_is_printed_then_it_does_not_say_that_nobody_was(assessment, concern, practitioner):
    said = "Nobody outside the parties was asked"
    page, _ = preview(kind="s16a", subject=assessment, by=practitioner, now=EVENING)
    assert said in page.text
    asked = [{"who": "Ms Brook", "relationship": "School or nursery", "view": "He is often tired.", "outside": True}]
    saved = services.draft_16a(concern=concern, content={"sources": asked}, by=practitioner, now=EVENING)
    page, _ = preview(kind="s16a", subject=saved, by=practitioner, now=EVENING)
    assert said not in page.text
    assert "Ms Brook" in page.text


@pytest.mark.requirement("P30-2")
def test_with_a_referral_made_the_outcome_or_that_it_is_not_known_is_asked_for(assessment, concern, refer, issue, practitioner):
    refer()
    services.draft_16a(concern=concern, content={"outcome_known": ""}, by=practitioner, now=EVENING)
    with pytest.raises(RuleRefused) as refusal:
        issue(assessment)
    assert (refusal.value.rule, refusal.value.missing) == ("P30-2", ("The outcome of the referral, or that it is not yet known",))
    services.draft_16a(concern=concern, content={"outcome_known": "not_known"}, by=practitioner, now=EVENING)
    assert issue(assessment).document_id


@pytest.mark.requirement("P28-1")
def test_no_evidence_yet_may_be_said(assessment, concern, issue, practitioner):
    services.draft_16a(concern=concern, content={"evidence": [], "no_evidence_yet": True}, by=practitioner, now=EVENING)
    assert issue(assessment).document_id


@pytest.mark.requirement("P31-4")
def test_each_child_has_its_own_harm_or_risk(assessment, concern, family, issue, practitioner):
    services.draft_16a(concern=concern, children={family.ben.pk: {"harm": "", "risk": ""}}, by=practitioner, now=EVENING)
    assert [gap.text for gap in assessment_missing(assessment)] == ["Harm or risk to Ben Dawson"]
    assert assessment.children.get(child=family.alice).harm == "Left alone at night."


@pytest.mark.requirement("P13-3")
def test_an_urgent_hearing_needs_a_reason_and_a_date_and_comes_first(assessment, concern, issue, practitioner):
    services.draft_16a(concern=concern, urgent_hearing=True, by=practitioner, now=EVENING)
    with pytest.raises(RuleRefused) as refusal:
        issue(assessment)
    assert refusal.value.rule == "P13-3"
    services.draft_16a(
        concern=concern, urgent_hearing=True, urgent_reason="The handover.", urgent_by=date(2026, 3, 8), by=practitioner, now=EVENING
    )
    assessment.refresh_from_db()
    page, _ = preview(kind="s16a", subject=assessment, by=practitioner, now=EVENING)
    words = page.text
    assert words.index("An urgent hearing is requested, by 8 March 2026") < words.index("What triggered this risk assessment")


@pytest.mark.requirement("P31-3", "P13-2", "P30-2")
def test_the_document_says_what_it_must(assessment, concern, refer, call, practitioner):
    call(refer(), "2026-03-06 18:20")
    page, _ = preview(kind="s16a", subject=assessment, by=practitioner, now=EVENING)
    words = page.text
    assert STATUTORY_STATEMENT in words
    for part in (
        "What triggered this risk assessment",
        "The concerns",
        "Evidence",
        "Harm and risk of harm, child by child",
        "What has been done to protect the children",
        "What the court is asked to do, and why",
        "The outcome is not yet known",
    ):
        assert part in words
    assert "Section 16A risk assessment" in text_of(page.html)


@pytest.mark.requirement("P30-2", "P30-3")
def test_it_names_the_referral_and_never_waits_for_the_outcome(concern, refer, call, practitioner):
    call(refer(), "2026-03-06 18:20")
    draft = services.draft_16a(concern=concern, by=practitioner, now=EVENING)
    assert "Referral of Alice Dawson, Ben Dawson to Leeds" in draft.content["referral_made"]
    assert draft.content["outcome_known"] == "not_known"
    assert not any("outcome" in gap.text.lower() for gap in assessment_missing(draft))


@pytest.mark.requirement("P27-2", "P30-3")
def test_it_goes_before_supervision_with_a_reason_and_the_manager_is_told(assessment, concern, practitioner, manager, request_it, hold):
    with pytest.raises(RuleRefused) as refusal:
        services.issue_16a(assessment=assessment, by=practitioner, now=EVENING)
    assert refusal.value.rule == "P27-2"
    services.issue_16a(assessment=assessment, by=practitioner, now=EVENING, **UNSUPERVISED)
    told = duty("unsupervised-16a", concern)
    assert told.owner == manager
    assert told.ended_at is None
    assert duty("supervision-requested", concern).ended_at is None  # it stays owed
    hold(concern, supervision=request_it(concern, at=at("2026-03-06 21:00")), held_at=at("2026-03-06 21:30"))
    assert duty("unsupervised-16a", concern).ending == Ending.DONE


@pytest.mark.requirement("P27-3")
def test_another_author_gives_a_reason(assessment, issue, manager):
    with pytest.raises(RuleRefused) as refusal:
        issue(assessment, by=manager)
    assert refusal.value.rule == "P27-3"
    assert issue(assessment, by=manager, not_allocated_reason="She is on leave.").document_id


@pytest.mark.requirement("P28-3", "P27-1", "P30-4")
def test_issued_is_not_sent(assessment, issue, practitioner, family, concern):
    issued = issue(assessment)
    assert {one.ended_at for one in duties("s16a")} == {None}
    assert any("16A" in phrase for phrase in what_stands_against_closing(family.case, EVENING))
    services.send_16a(assessment=issued, sent_at=at("2026-03-07 17:00"), method="portal", by=practitioner, now=at("2026-03-07 17:00"))
    assert {one.ending for one in duties("s16a")} == {Ending.DONE_LATE}


@pytest.mark.requirement("P28-3")
def test_an_unissued_16a_cannot_be_sent_but_one_that_went_is_recorded(assessment, practitioner):
    now = at("2026-03-06 22:00")
    with pytest.raises(RuleRefused, match="Issue the risk assessment before you send it"):
        services.send_16a(assessment=assessment, sent_at=now, method="email", by=practitioner, now=now)
    services.send_16a(assessment=assessment, sent_at=at("2026-03-06 20:00"), method="email", by=practitioner, now=now)
    assert {one.ending for one in duties("s16a")} == {Ending.DONE}


@pytest.mark.requirement("P28-3", "P27-1", "P28-2")
def test_its_life_at_court_is_chased_step_by_step(sent, practitioner):
    assert duty("s16a-acknowledged", sent).due_at == at("2026-03-09 17:00")
    monday = at("2026-03-09 10:00")
    services.record_16a_step(assessment=sent, kind="chased", happened_at=monday, by=practitioner, now=monday)
    assert duty("s16a-acknowledged", sent).ended_at is None
    services.record_16a_step(assessment=sent, kind="acknowledged", happened_at=monday, by=practitioner, now=monday)
    assert duty("s16a-acknowledged", sent).ending == Ending.DONE
    assert duty("s16a-before-judge", sent).due_at == at("2026-03-10 17:00")
    services.record_16a_step(assessment=sent, kind="before_judge", happened_at=monday, by=practitioner, now=monday)
    services.record_16a_step(assessment=sent, kind="directions", happened_at=monday, detail="List on Friday.", by=practitioner, now=monday)
    assert duty("s16a-directions", sent).ending == Ending.DONE


@pytest.mark.requirement("P13-4")
def test_when_urgency_ends_the_court_is_told(sent, practitioner, concern):
    monday = at("2026-03-09 10:00")
    with pytest.raises(RuleRefused):
        services.record_16a_step(assessment=sent, kind="urgency_ended", happened_at=monday, by=practitioner, now=monday)
    services.record_16a_step(
        assessment=sent, kind="urgency_ended", happened_at=monday, detail="He has moved out.", by=practitioner, now=monday
    )
    assert duty("court-told", sent).due_at == at("2026-03-10 17:00")
    services.tell_court(concern=concern, told_at=monday, how="email", text="No urgent hearing is needed.", by=practitioner, now=monday)
    assert duty("court-told", sent).ending == Ending.DONE


@pytest.mark.requirement("P31-5")
def test_giving_it_to_a_party_needs_a_basis(sent, practitioner):
    with pytest.raises(RuleRefused) as refusal:
        services.record_16a_step(assessment=sent, kind="given_to_party", happened_at=EVENING, by=practitioner, now=at("2026-03-09 10:00"))
    assert refusal.value.rule == "P31-5"


@pytest.mark.requirement("P14-1", "P30-2")
def test_a_new_version_supersedes_and_tells_the_court_the_outcome(sent, concern, refer, call, answer, practitioner, issue):
    referral = refer()
    call(referral, "2026-03-06 18:20", now=at("2026-03-06 20:40"))
    answer(referral, "2026-03-08 10:15", "section_47")
    second = services.draft_16a(concern=concern, by=practitioner, now=at("2026-03-09 09:00"))
    assert (second.number, second.supersedes) == (2, sent)
    assert "Child protection enquiries" in second.content["outcome"]
    assert second.content["recommendations"] == sent.content["recommendations"]
    second = issue(second, now=at("2026-03-09 09:20"))
    services.send_16a(assessment=second, sent_at=at("2026-03-09 09:30"), method="portal", by=practitioner, now=at("2026-03-09 09:30"))
    assert duty("court-told", referral).ending == Ending.DONE
    first_document, second_document = IssuedDocument.objects.filter(kind="s16a").order_by("issued_at")
    assert second_document.supersedes == first_document
    assert bytes(first_document.content)
    # An answer to the second version answers for the first.
    services.record_16a_step(
        assessment=second, kind="acknowledged", happened_at=at("2026-03-09 10:00"), by=practitioner, now=at("2026-03-09 10:00")
    )
    assert duty("s16a-acknowledged", sent).ending == Ending.DONE


def test_the_guard_refuses_what_is_withheld_from_a_party_and_lets_a_copy_for_the_court_alone_through(
    assessment, concern, family, issue, practitioner
):
    cases.record_contact_detail(
        person=family.mother, kind="address", value="12 Secret Terrace, Leeds", postcode="LS1 4ZZ", confidentiality="confidential", withheld_from=["respondent"],
        by=practitioner, now=EVENING,
    )  # fmt: skip
    services.draft_16a(concern=concern, content={"concerns": "She now lives at 12 Secret Terrace."}, by=practitioner, now=EVENING)
    with pytest.raises(ConfidentialityRefused):
        issue(assessment)
    assert issue(assessment, court_alone=CourtAlone("She is in hiding.", "Directions on disclosure.")).document_id


@pytest.mark.requirement("P31-1", "P31-2")
def test_part_of_another_report_only_by_order(assessment, concern, family, practitioner):
    order = cases.record_order(case=family.case, kind="Combined report", made_on=date(2026, 3, 5), by=practitioner, now=EVENING)
    services.draft_16a(concern=concern, combined_order=order, by=practitioner, now=EVENING)
    assessment.refresh_from_db()
    page, _ = preview(kind="s16a", subject=assessment, by=practitioner, now=EVENING)
    assert "The court ordered on 5 March 2026" in page.text


@pytest.mark.requirement("P30-1", "P30-2")
def test_a_draft_follows_the_record_until_somebody_writes_over_it(assessment, concern, refer, call, answer, issue, practitioner):
    # Given a draft begun before anybody referred.
    assert assessment.content["referral_made"] == ""
    referral = refer(at("2026-03-06 17:50"), now=at("2026-03-06 20:26"))
    call(referral, "2026-03-06 18:20", now=at("2026-03-06 20:26"))
    # When it is issued, it names the referral; what the practitioner wrote stands.
    issued = issue(assessment)
    assert "Referral of Alice Dawson, Ben Dawson to Leeds" in issued.content["referral_made"]
    assert issued.content["protective_action"] == "Referred to the local authority."
