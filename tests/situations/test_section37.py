"""Section 37: the steps before the court is advised, in their order; the order; the authority's report (policy 32 to 35)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases.models import Order
from cafcass_cases.cases.registry import chronology_of, what_stands_against_closing
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import preview
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.catalogue import carriers
from cafcass_cases.ui.testing import local_date, local_time
from referrals import services as referral_services
from referrals.documents import WRITTEN_REFERRAL
from safeguarding.paths import all_paths, path_called
from screening.checks import services as ledger
from screening.checks.selectors import checks_of
from sharing.models import Incident
from situations.section37 import services
from situations.section37.models import Advice
from situations.section37.services import ConclusionFacts
from tests.cast import london_time
from tests.referrals.conftest import answer, assessment, call, refer, referral, send, tell_parents  # noqa: F401
from tests.safeguarding.conftest import concern, hold, log, request_it  # noqa: F401

THRESHOLD = london_time("2026-03-06 17:00")
SUPERVISED = london_time("2026-03-06 17:50")
PAPERS = london_time("2026-03-06 20:40")
TOLD = london_time("2026-03-06 20:50")
FILED = london_time("2026-03-06 21:10")


def duty(key, advice):
    return Duty.objects.get(key=key, subject_id=advice.pk)


@pytest.fixture
def advice(concern, practitioner):
    return services.record_threshold(
        concern=concern,
        threshold="either",
        reason="Ben is left alone at night, again and again.",
        at=THRESHOLD,
        by=practitioner,
        now=THRESHOLD,
    )


@pytest.fixture
def consult(practitioner, hold, concern):
    """The manager held supervision at 17:50, and it is said what was concluded."""

    def run(advice, now=SUPERVISED):
        supervision = concern.supervisions.first() or hold(concern, now=now)
        return services.record_consultation(
            advice=advice, supervision=supervision, conclusion="We both think so.", by=practitioner, now=now
        )

    return run


@pytest.fixture
def papers(practitioner, concern, call, send):
    """The referral to Leeds rung and written, and a 16A issued at 20:40 that asks for section 37."""

    def run(option="section_37", now=PAPERS):
        referral = concern.referrals.first()
        call(referral, "2026-03-06 18:20")
        send(referral, "2026-03-06 19:10")
        draft = referral_services.draft_16a(concern=concern, by=practitioner, now=now)
        referral_services.draft_16a(
            concern=concern,
            content={
                "protective_action": "Referred.", "no_sources_reason": "The school is closed.", "outcome_known": "not_known",
                "recommendations": [{"option": option, "detail": "", "reason": "Nobody knows how often he is alone."}],
            },
            children={row.child_id: {"harm": "Left alone at night.", "risk": "It will happen again."} for row in draft.children.all()},
            urgent_hearing=False, by=practitioner, now=now,
        )  # fmt: skip
        return referral_services.issue_16a(assessment=draft, by=practitioner, now=now)

    return run


@pytest.fixture
def tell(practitioner, authority_x):
    def run(advice, at=TOLD, *, now=None, **changes):
        given = {"authority": authority_x, "who": "Dee Duty, duty social worker", "how": "email", "why": "The threshold is met.", **changes}
        return services.tell_authority(advice=advice, told_at=at, by=practitioner, now=now or at, **given)

    return run


@pytest.fixture
def write(practitioner):
    def run(advice, now=TOLD, **changes):
        given = {"rationale": "The authority alone can look into both homes.", "earlier_hearing": True, **changes}
        return services.write_advice(advice=advice, by=practitioner, now=now, **given)

    return run


@pytest.fixture
def ready(advice, consult, papers, tell, write):
    """Everything before the advice is done, and it is written."""
    consult(advice)
    papers()
    tell(advice)
    return write(advice)


@pytest.fixture
def filed(ready, practitioner):
    services.issue_advice(advice=ready, by=practitioner, now=FILED)
    return services.file_advice(advice=ready, filed_at=FILED, how="portal", by=practitioner, now=FILED)


@pytest.fixture
def directed(filed, practitioner):
    """The court directed Leeds on Tuesday 10 March, known to us at 15:00; the report is due on 5 May."""
    known = london_time("2026-03-10 15:00")
    return services.record_answer(
        advice=filed, answer="directed", known_at=known, made_on=date(2026, 3, 10), terms="The authority shall investigate.",
        report_due_on=date(2026, 5, 5), by=practitioner, now=known,
    )  # fmt: skip


# The threshold, and who may


@pytest.mark.requirement("P32-1")
def test_given_the_threshold_is_believed_met_when_recorded_then_a_manager_is_to_be_consulted_before_the_court_is_advised(
    advice, practitioner
):
    owed = duty("s37-consultation", advice)
    assert (owed.due_at, owed.limit_note, owed.owner) == (None, "before the court is advised", practitioner)
    assert {duty(key, advice).is_open for key in ("s37-authority-told", "s37-papers", "s37-advice")} == {True}


@pytest.mark.requirement("P32-1")
def test_given_public_law_when_begun_then_it_is_refused_and_the_path_is_not_offered(concern, practitioner, family):
    with acting(by=None, now=THRESHOLD):
        family.case.law = "public"
        family.case.save()
    concern.refresh_from_db()
    with pytest.raises(RuleRefused, match="P32-1"):
        services.record_threshold(concern=concern, threshold="care", reason="x", at=THRESHOLD, by=practitioner, now=THRESHOLD)
    assert not path_called("section-37").offered(practitioner, family.case)


def test_given_somebody_outside_the_case_when_they_begin_then_they_are_denied(concern, other_area_practitioner):
    with pytest.raises(Denied):
        services.record_threshold(concern=concern, threshold="care", reason="x", at=THRESHOLD, by=other_area_practitioner, now=THRESHOLD)


def test_given_advice_under_way_when_begun_again_then_it_is_refused(advice, concern, practitioner):
    with pytest.raises(RuleRefused, match="section37-standing"):
        services.record_threshold(concern=concern, threshold="care", reason="x", at=THRESHOLD, by=practitioner, now=THRESHOLD)


# The order of the steps


@pytest.mark.requirement("P32-1")
def test_given_no_manager_was_consulted_when_the_advice_is_issued_or_filed_then_both_are_refused(advice, write, practitioner):
    write(advice)
    for act in (
        lambda: services.issue_advice(advice=advice, by=practitioner, now=FILED),
        lambda: services.file_advice(advice=advice, filed_at=FILED, how="portal", by=practitioner, now=FILED),
    ):
        with pytest.raises(RuleRefused, match="P32-1") as refusal:
            act()
        assert len(refusal.value.missing) == 3
    advice.refresh_from_db()
    assert advice.filed_at is None
    assert not IssuedDocument.objects.exists()


@pytest.mark.requirement("P32-1")
def test_given_supervision_only_asked_for_when_named_as_the_consultation_then_it_is_refused(advice, concern, request_it, practitioner):
    asked = request_it(concern)
    with pytest.raises(RuleRefused, match="P32-1"):
        services.record_consultation(advice=advice, supervision=asked, conclusion="Yes.", by=practitioner, now=SUPERVISED)


@pytest.mark.requirement("P32-1")
def test_given_supervision_was_held_when_named_then_the_duty_is_done_at_its_time(advice, consult):
    consult(advice, now=SUPERVISED + timedelta(hours=2))
    owed = duty("s37-consultation", advice)
    assert (owed.ending, owed.ended_at) == ("done", SUPERVISED)


@pytest.mark.requirement("P33-1")
def test_given_the_authority_was_not_told_when_the_advice_is_filed_then_it_is_refused(advice, consult, write, practitioner):
    consult(advice)
    write(advice)
    with pytest.raises(RuleRefused, match="P33-1"):
        services.issue_advice(advice=advice, by=practitioner, now=FILED)


@pytest.mark.requirement("P33-2")
def test_given_no_16a_when_the_authority_is_told_now_then_it_is_refused_naming_what_is_missing(advice, consult, tell, call, send, concern):
    consult(advice)
    with pytest.raises(RuleRefused, match="P33-2") as refusal:
        tell(advice)
    assert refusal.value.missing == (
        "The telephone call to the authority",
        "The written referral, sent",
        "A section 16A risk assessment, issued",
    )
    call(concern.referrals.first(), "2026-03-06 18:20")
    send(concern.referrals.first(), "2026-03-06 19:10")
    with pytest.raises(RuleRefused) as refusal:
        tell(advice)
    assert refusal.value.missing == ("A section 16A risk assessment, issued",)


@pytest.mark.requirement("P33-2")
def test_given_a_16a_that_does_not_ask_for_section_37_when_the_authority_is_told_then_it_is_refused(advice, consult, papers, tell):
    consult(advice)
    papers("alert")
    with pytest.raises(RuleRefused, match="P33-2") as refusal:
        tell(advice)
    assert "asks the court for section 37" in refusal.value.missing[0]


@pytest.mark.requirement("P33-1", "P33-2")
def test_given_referral_and_16a_when_the_authority_is_told_then_both_are_linked_and_both_duties_are_done(
    advice,
    consult,
    papers,
    tell,
    concern,
):
    consult(advice)
    sent = papers()
    told = tell(advice)
    assert (told.referral, told.assessment, told.papers_at) == (concern.referrals.get(), sent, TOLD)
    assert (duty("s37-authority-told", advice).ended_at, duty("s37-papers", advice).ended_at) == (TOLD, TOLD)


@pytest.mark.requirement("P33-2")
def test_given_section_37_will_be_advised_when_the_referral_is_written_then_it_says_so_and_why(advice, consult, concern, practitioner):
    consult(advice)
    referral_services.write_referral(referral=concern.referrals.first(), content={}, by=practitioner, now=SUPERVISED)
    page, _ = preview(kind=WRITTEN_REFERRAL.key, subject=concern.referrals.first().writings.get(), by=practitioner, now=SUPERVISED)
    assert "a report under section 37" in page.text
    assert "left alone at night, again and again" in page.text


@pytest.mark.requirement("P33-1")
def test_given_nothing_of_section_37_is_done_when_a_16a_is_sent_then_it_never_waits(advice, consult, papers, practitioner):
    consult(advice)
    sent = referral_services.send_16a(assessment=papers(), sent_at=PAPERS, method="portal", by=practitioner, now=PAPERS)
    assert sent.sent_at == PAPERS
    assert advice.told_at is None


@pytest.mark.requirement("P33-1", "P33-2")
def test_given_the_authority_was_told_without_the_papers_when_recorded_then_the_fact_stands_and_the_papers_stay_owed(
    advice, consult, papers, tell, practitioner
):
    consult(advice)
    tell(advice, now=TOLD + timedelta(hours=1))
    assert duty("s37-authority-told", advice).ended_at == TOLD
    assert duty("s37-papers", advice).is_open
    with pytest.raises(RuleRefused, match="P33-2"):
        services.record_papers(advice=advice, sent_at=FILED, by=practitioner, now=FILED)
    papers(now=FILED)
    services.record_papers(advice=advice, sent_at=FILED, by=practitioner, now=FILED)
    assert duty("s37-papers", advice).ended_at == FILED


@pytest.mark.requirement("P32-1", "P33-1", "P33-2")
def test_given_it_was_filed_too_soon_when_recorded_afterwards_then_it_is_kept_and_each_missing_step_is_an_incident(
    advice, write, practitioner
):
    write(advice)
    kept = services.file_advice(advice=advice, filed_at=TOLD, how="email", by=practitioner, now=FILED)
    assert kept.filed_at == TOLD
    assert set(Incident.objects.values_list("rule", flat=True)) == {"P32-1", "P33-1", "P33-2"}
    assert duty("s37-authority-told", advice).is_open
    assert duty("s37-advice", advice).ended_at == TOLD


# The advice


@pytest.mark.requirement("P32-2")
def test_given_no_rationale_when_the_advice_is_issued_then_it_is_refused(ready, write, practitioner):
    write(ready, rationale=" ")
    with pytest.raises(RuleRefused, match="P32-2") as refusal:
        services.issue_advice(advice=ready, by=practitioner, now=FILED)
    assert refusal.value.missing == ("The rationale",)


def police_sent(case, practitioner):
    """The police's answer, that nobody has reviewed; level 2 and the third party are not decided on either."""
    ledger.open_checks(case=case, by=practitioner, now=TOLD)
    (check,) = [one for one in checks_of(case) if one.kind == "police_1" and one.person.role == "respondent"]
    said = dict.fromkeys(ledger.POLICE_HEADINGS, "Two call-outs.")
    return ledger.record_result(check=check, result="information", findings=said, received_at=TOLD, by=practitioner, now=TOLD)


@pytest.mark.requirement("P57-1")
def test_given_what_the_police_sent_when_the_advice_is_issued_then_it_is_reviewed_first_and_no_other_check_holds_it_up(ready, practitioner):
    check = police_sent(ready.case, practitioner)
    with pytest.raises(RuleRefused, match="P57-1") as refusal:
        services.issue_advice(advice=ready, by=practitioner, now=FILED)
    assert len(refusal.value.missing) == 1
    ledger.review_check(check=check, conclusion="concern", analysis="Ben was there.", by=practitioner, now=FILED)
    assert services.issue_advice(advice=ready, by=practitioner, now=FILED).issued_at == FILED


def test_given_it_was_filed_before_the_police_were_read_when_recorded_then_it_is_kept_and_a_manager_sees_it(ready, practitioner):
    police_sent(ready.case, practitioner)
    kept = services.file_advice(advice=ready, filed_at=TOLD, how="email", by=practitioner, now=FILED)
    assert kept.filed_at == TOLD
    assert "P57-1" in Incident.objects.values_list("rule", flat=True)


@pytest.mark.requirement("P32-2")
def test_given_it_is_not_issued_when_filed_now_then_it_is_refused(ready, practitioner):
    with pytest.raises(RuleRefused, match="P32-2"):
        services.file_advice(advice=ready, filed_at=FILED, how="portal", by=practitioner, now=FILED)


@pytest.mark.requirement("P32-2")
def test_given_the_advice_was_filed_then_the_document_gives_the_rationale_and_the_duty_is_done(filed, practitioner):
    document = IssuedDocument.objects.get(kind="section-37-advice")
    assert (document.recipient_kind, document.court_type) == ("court", "Other_Non_Section_7_Report")
    page, _ = preview(kind="section-37-advice", subject=filed, by=practitioner, now=FILED)
    assert "The authority alone can look into both homes." in page.text
    assert "list an earlier hearing" in page.text
    assert duty("s37-advice", filed).ended_at == FILED


@pytest.mark.requirement("P33-3")
def test_given_no_answer_on_an_earlier_hearing_when_issued_then_it_is_refused(ready, write, practitioner):
    write(ready, earlier_hearing=None)
    with pytest.raises(RuleRefused, match="P33-3"):
        services.issue_advice(advice=ready, by=practitioner, now=FILED)


@pytest.mark.requirement("P33-3")
def test_given_no_earlier_hearing_when_written_without_a_reason_then_it_is_refused_and_with_one_it_warns(
    ready, write, practitioner, sign_in, at_now
):
    with pytest.raises(RuleRefused, match="P33-3"):
        write(ready, earlier_hearing=False)
    write(ready, earlier_hearing=False, earlier_hearing_reason="The hearing is on Thursday.")
    services.issue_advice(advice=ready, by=practitioner, now=FILED)
    page = sign_in(practitioner).get(ready.get_absolute_url()).content.decode()
    assert "it is likely to be needed (policy 33)" in page


def test_given_it_is_decided_not_to_advise_when_recorded_with_the_reason_then_nothing_stays_owed(advice, practitioner):
    with pytest.raises(RuleRefused, match="P32-2"):
        services.leave_advice(advice=advice, reason="", at=SUPERVISED, by=practitioner, now=SUPERVISED)
    services.leave_advice(advice=advice, reason="The authority began care proceedings.", at=SUPERVISED, by=practitioner, now=SUPERVISED)
    assert not Duty.objects.filter(subject_id=advice.pk, ended_at=None).exists()


# The court, the letter, the report


@pytest.mark.requirement("P34-1")
def test_given_the_court_directed_the_authority_when_recorded_without_the_days_then_it_is_refused(filed, practitioner):
    known = london_time("2026-03-10 15:00")
    with pytest.raises(RuleRefused, match="P34-1") as refusal:
        services.record_answer(advice=filed, answer="directed", known_at=known, by=practitioner, now=known)
    assert len(refusal.value.missing) == 2
    assert not Order.objects.exists()


@pytest.mark.requirement("P34-1")
def test_given_the_court_directed_the_authority_when_recorded_then_the_order_is_on_the_record_and_the_report_is_owed(directed, authority_x):
    assert Order.objects.get().made_on == date(2026, 3, 10)
    report = duty("s37-report", directed)
    assert (report.owed_by, report.due_at, report.detail) == ("authority", london_time("2026-05-05 23:59") + timedelta(seconds=59), "Leeds")


@pytest.mark.requirement("P34-1")
def test_given_the_court_did_not_agree_when_recorded_then_its_reasons_are_kept_and_the_path_is_over(filed, practitioner):
    known = london_time("2026-03-10 15:00")
    with pytest.raises(RuleRefused, match="P34-1"):
        services.record_answer(advice=filed, answer="not_directed", known_at=known, by=practitioner, now=known)
    done = services.record_answer(
        advice=filed, answer="not_directed", known_at=known, reason="A section 7 report will do.", by=practitioner, now=known
    )
    assert done.is_over
    assert not Duty.objects.filter(subject_id=filed.pk, ended_at=None).exists()


@pytest.mark.requirement("P34-2")
def test_given_an_order_known_on_tuesday_then_the_letter_is_due_by_the_end_of_wednesday_and_later_is_late(directed, practitioner):
    owed = duty("s37-confirm", directed)
    assert owed.due_at == london_time("2026-03-11 17:00")
    late = london_time("2026-03-12 09:00")
    services.confirm_order(
        advice=directed, sent_at=late - timedelta(hours=1), how="email", to="Dee Duty", timescales="By 5 May.", by=practitioner, now=late
    )
    assert duty("s37-confirm", directed).ending == "done_late"


@pytest.mark.requirement("P34-2")
def test_given_no_timescales_when_the_letter_is_made_then_it_is_refused_and_with_them_it_says_both(directed, practitioner):
    now = london_time("2026-03-11 09:00")
    with pytest.raises(RuleRefused, match="P34-2"):
        services.write_letter(advice=directed, timescales="", by=practitioner, now=now)
    with pytest.raises(RuleRefused, match="P34-2"):
        services.confirm_order(advice=directed, sent_at=now, how="email", to="Dee Duty", by=practitioner, now=now)
    made = services.write_letter(advice=directed, timescales="First visit by 20 March.", agreed_with="Dee Duty", by=practitioner, now=now)
    page, _ = preview(kind="section-37-order-letter", subject=made, by=practitioner, now=now)
    assert "on 10 March 2026 the court made an order under section 37" in page.text
    assert "First visit by 20 March." in page.text
    services.confirm_order(advice=directed, sent_at=now, how="email", to="Dee Duty", by=practitioner, now=now)
    assert duty("s37-confirm", directed).ending == "done"
    assert IssuedDocument.objects.get(kind="section-37-order-letter").recipient_kind == "local_authority"


COMPLETE = ConclusionFacts(application="none", services=True, services_detail="Family support.", other_action=False)


@pytest.mark.requirement("P35-1")
def test_given_a_report_that_leaves_one_of_the_three_open_when_recorded_then_it_stays_owed(directed, family, practitioner):
    came = london_time("2026-05-01 12:00")
    children = {family.alice.pk: COMPLETE, family.ben.pk: ConclusionFacts(application="care", services=True)}
    services.record_report(advice=directed, received_at=came, children=children, by=practitioner, now=came)
    assert duty("s37-report", directed).is_open
    assert what_stands_against_closing(family.case, came).count("Section 37 advice: investigating") == 1
    services.record_report(advice=directed, received_at=came, children={**children, family.ben.pk: COMPLETE}, by=practitioner, now=came)
    assert duty("s37-report", directed).ended_at == came
    assert "Section 37 advice: investigating" not in what_stands_against_closing(family.case, came)


@pytest.mark.requirement("P35-1")
def test_given_the_report_comes_after_the_agreed_day_then_the_authority_was_late(directed, family, practitioner):
    came = london_time("2026-05-06 09:00")
    services.record_report(
        advice=directed, received_at=came, children={family.alice.pk: COMPLETE, family.ben.pk: COMPLETE}, by=practitioner, now=came
    )
    assert duty("s37-report", directed).ending == "done_late"


# On screen


def test_given_the_path_then_it_stands_under_the_court_and_names_its_paragraphs():
    path = path_called("section-37")
    assert path in all_paths()
    assert (path.group, path.paragraphs) == ("The court", "Policy 32 to 35")
    assert any(carrier.kind == "path" for carrier in carriers("P34-1"))


def test_given_the_pages_when_walked_through_then_each_step_is_done_in_the_browser(
    concern, consult, papers, practitioner, authority_x, family, sign_in, at_now, now
):  # fmt: skip
    client = sign_in(practitioner)
    start = reverse("section37:record_threshold", args=[concern.pk])
    answered = client.post(start, {"threshold": "care", "reason": "Alone at night.", **local_time("at", "2026-03-06 16:40")})
    advice = Advice.objects.get()
    assert answered.url == advice.get_absolute_url()
    assert client.get(start).url == advice.get_absolute_url()
    page = client.get(advice.get_absolute_url()).content.decode()
    assert "Ask for supervision" in page
    assert "Its duties" in page
    told = {
        "authority": str(authority_x.pk),
        "who": "Dee Duty",
        "how": "email",
        "why": "Alone at night.",
        **local_time("told_at", "2026-03-06 16:40"),
    }
    refused = client.post(reverse("section37:tell_authority", args=[advice.pk]), told)
    assert refused.status_code == 422
    assert "A section 16A risk assessment, issued" in refused.content.decode()
    answer_it = reverse("section37:record_answer", args=[advice.pk])
    refused = client.post(answer_it, {"answer": "directed", "authority": str(authority_x.pk), **local_time("known_at", "2026-03-06 16:40")})
    assert refused.status_code == 422
    client.post(
        answer_it,
        {"answer": "directed", "authority": str(authority_x.pk), **local_date("made_on", "2026-03-06"), **local_date("report_due_on", "2026-05-05"),
         **local_time("known_at", "2026-03-06 16:40")},
    )  # fmt: skip
    advice.refresh_from_db()
    assert advice.answer == "directed"
    page = client.get(concern.get_absolute_url()).content.decode()
    assert "Investigating" in page
    assert "Go on with section 37" in page
    assert any("Threshold believed met" in line.title for line in chronology_of(family.case, practitioner))
