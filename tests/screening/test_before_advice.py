"""What policy 56 to 59 wants done before advice goes to the court, driven by the services that send it; and what never waits for it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases.services import change_case
from cafcass_cases.documents.filing import file_at_court, send_waiting
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue_record
from cafcass_cases.duties.departures import Blocked
from cafcass_cases.duties.models import DepartureUse, Duty
from cafcass_cases.duties.services import depart_from_policy
from referrals.services import issue_16a
from screening.checks import services as checks
from screening.checks.models import Kind
from screening.checks.selectors import checks_of
from screening.letters import services as letters
from sharing.models import Incident
from situations.advice import services as advising
from situations.advice.services import ChildAdviceFacts, TimeFacts
from tests.cast import NOW, london_time
from tests.referrals.conftest import assessment  # noqa: F401
from tests.safeguarding.conftest import concern, log, neglect  # noqa: F401

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NUMBER = "1772812800000007"


@pytest.fixture
def ledger(family, practitioner, manager, authority_y):
    from cafcass_cases.cases.services import record_contact_detail

    record_contact_detail(
        person=family.mother, kind="address", value="8 Canal Road, Bradford", local_authority=authority_y, confidentiality="open", by=manager, now=NOW
    )  # fmt: skip
    checks.open_checks(case=family.case, received_at=NOW, by=practitioner, now=NOW)
    return family


def of_kind(case, kind, person=None):
    return [check for check in checks_of(case) if check.kind == kind and (person is None or check.person_id == person.pk)]


@pytest.fixture
def letter(ledger, practitioner):
    letter = letters.begin_letter(case=ledger.case, at=NOW, by=practitioner, now=NOW)
    return letters.write_letter(letter=letter, issues="Shouting is alleged.", advice="A section 7 report.", by=practitioner, now=NOW)


def issue(letter, by, now=NOW):
    return letters.issue_letter(letter=letter, by=by, now=now)


def refused_for(call):
    with pytest.raises(Blocked) as refused:
        call()
    return refused.value


@pytest.fixture
def level_2(ledger, practitioner):
    def decide():
        for check in of_kind(ledger.case, Kind.POLICE_2_DECISION):
            checks.decide_level_2(check=check, needed=False, rationale="Nothing is alleged beyond level 1.", by=practitioner, now=NOW)

    return decide


@pytest.fixture
def judged(ledger, practitioner):
    def decide():
        for check in of_kind(ledger.case, Kind.JUDGEMENT):
            checks.judge_checks(
                check=check, needed=False, kinds=[], criteria=[], rationale="She lives far away and never sees them.", by=practitioner, now=NOW
            )  # fmt: skip

    return decide


@pytest.fixture
def police(ledger, practitioner):
    """The police answered about the father."""
    asked = of_kind(ledger.case, Kind.POLICE_1, ledger.father)
    checks.request_checks(case=ledger.case, checks=asked, requested_at=NOW, method="portal", by=practitioner, now=NOW)
    words = dict.fromkeys(checks.POLICE_HEADINGS, "Nothing held") | {"domestic_abuse": "Two call-outs in 2025."}
    return checks.record_result(check=asked[0], result="information", received_at=NOW, findings=words, by=practitioner, now=NOW)


def review(check, by, **more):
    return checks.review_check(check=check, conclusion="concern", analysis="Alice saw both.", by=by, now=NOW, **more)


# ---- the safeguarding letter


@pytest.mark.requirement("P58-2")
def test_given_level_2_undecided_when_the_letter_is_issued_then_it_waits_for_the_decision_on_each_party(
    letter, level_2, judged, practitioner
):
    judged()
    refused = refused_for(lambda: issue(letter, practitioner))
    assert refused.rule == "P58-2"
    assert len(refused.missing) == 2
    assert not IssuedDocument.objects.exists()
    level_2()
    assert issue(letter, practitioner).issued_at == NOW


@pytest.mark.requirement("P59-1")
def test_given_a_third_party_not_judged_when_the_letter_is_issued_then_it_waits_for_that_judgement(letter, level_2, judged, practitioner):
    level_2()
    refused = refused_for(lambda: issue(letter, practitioner))
    assert (refused.rule, refused.missing) == ("P59-1", ("Decide, with reasons, whether further checks are needed about Ruth Dawson.",))
    judged()
    assert issue(letter, practitioner).issued_at == NOW


@pytest.mark.requirement("P57-1")
def test_given_what_the_police_sent_unread_when_the_letter_is_issued_then_it_is_reviewed_first(
    letter, level_2, judged, police, practitioner
):
    level_2()
    judged()
    refused = refused_for(lambda: issue(letter, practitioner))
    assert (refused.rule, refused.missing) == (
        "P57-1",
        ("Review what the police sent about Mark Dawson, and say what it means for the child.",),
    )
    review(police, practitioner)
    assert issue(letter, practitioner).issued_at == NOW


@pytest.mark.requirement("P58-1")
def test_given_answers_that_have_not_come_when_the_letter_is_issued_then_it_says_so_and_goes(letter, level_2, judged, ledger, practitioner):
    level_2()
    judged()
    standard = of_kind(ledger.case, Kind.AUTHORITY) + of_kind(ledger.case, Kind.POLICE_1)
    checks.request_checks(case=ledger.case, checks=standard, requested_at=NOW, method="portal", by=practitioner, now=NOW)
    issued = issue(letter, practitioner)
    assert any(line["is_open"] for line in issued.assembled["checks"])


def departing(case, manager, by, requirement, **more):
    return depart_from_policy(
        case=case, requirement=requirement, assessment="The hearing begins in an hour.", rationale="The court needs to know tonight.",
        discussed_with=manager, discussed_at=NOW, manager_agreed=True, manager_words="I agree.", by=by, now=NOW, **more,
    )  # fmt: skip


@pytest.mark.requirement("P0-1")
def test_given_a_departure_when_the_letter_is_issued_then_it_lifts_its_own_rule_alone_and_is_noted(
    letter, level_2, police, judged, manager, practitioner
):
    judged()
    departing(letter.case, manager, practitioner, "P57-1", subject=letter)
    assert refused_for(lambda: issue(letter, practitioner)).rule == "P58-2"
    departing(letter.case, manager, practitioner, "P58-2")
    assert issue(letter, practitioner).issued_at == NOW
    assert DepartureUse.objects.count() == 2


@pytest.mark.requirement("F2.22-1")
def test_given_work_before_the_checks_then_the_letter_tells_the_court_and_goes_but_the_police_are_read(
    letter, police, ledger, practitioner
):
    exception = checks.record_work_before_checks(
        case=ledger.case, work="Both parents by telephone.", reason="The hearing is tomorrow.", decided_at=NOW, by=practitioner, now=NOW
    )
    refused = refused_for(lambda: issue(letter, practitioner))
    assert (refused.rule, len(refused.missing)) == ("P57-1", 1)
    review(police, practitioner)
    issued = issue(letter, practitioner)
    (told,) = issued.assembled["told"]
    assert told["words"] == "Both parents by telephone.\nThe hearing is tomorrow."
    letters.send_letter(letter=issued, sent_at=NOW, method="portal", by=practitioner, now=NOW)
    exception.refresh_from_db()
    assert (exception.court_told_at, exception.court_told_how) == (NOW, "By the safeguarding letter")
    assert Duty.objects.get(key="court-told-of-work-before-checks").ending == "done"


@pytest.mark.requirement("F2.22-1")
def test_given_work_before_the_checks_when_another_report_is_filed_then_the_court_was_told_in_writing_first(advise, ledger, practitioner):
    exception = checks.record_work_before_checks(
        case=ledger.case, work="A visit.", reason="The hearing is tomorrow.", decided_at=NOW, by=practitioner, now=NOW
    )
    advice = advise()
    assert refused_for(lambda: advising.file_advice(advice=advice, by=practitioner, now=NOW)).rule == "P58-2"
    checks.tell_court(record=exception, told_at=NOW, how="By the portal", by=practitioner, now=NOW)
    assert advising.file_advice(advice=advice, by=practitioner, now=NOW).filed_at == NOW


@pytest.mark.requirement("F2.24-1")
def test_given_checks_of_concern_when_the_letter_says_that_more_is_needed_then_sending_it_advises_the_court(
    letter, level_2, judged, ledger, practitioner
):
    level_2()
    judged()
    checks.record_work_before_checks(case=ledger.case, work="A visit.", reason="The hearing.", decided_at=NOW, by=practitioner, now=NOW)
    concluded = checks.conclude_checks(case=ledger.case, conclusion="concern", words="Two call-outs.", by=practitioner, now=NOW)
    issued = issue(letter, practitioner)
    assert [one["title"] for one in issued.assembled["told"]] == ["Work before the checks", "A fuller safety assessment is needed"]
    assert Duty.objects.get(key="fuller-assessment-advised").is_open
    letters.send_letter(letter=issued, sent_at=NOW, method="portal", by=practitioner, now=NOW)
    concluded.refresh_from_db()
    assert concluded.court_told_at == NOW
    assert Duty.objects.get(key="fuller-assessment-advised").ending == "done"


def test_given_the_letter_in_hand_then_its_pages_name_what_comes_first_and_where_and_the_refusal_offers_a_departure(
    letter, police, practitioner, sign_in, at_now
):
    one = sign_in(practitioner)
    for address in (letter.get_absolute_url(), reverse("letters:issue_letter", args=[letter.pk])):
        page = one.get(address).text
        assert "Before it goes to the court" in page
        assert "Review what the police sent about Mark Dawson" in page
        assert reverse("checks:decide_level_2", args=[letter.case_id]) in page
    refused = one.post(reverse("letters:issue_letter", args=[letter.pk]), {"version": letter.version})
    assert refused.status_code == 422
    assert "Review what the police sent about Mark Dawson" in refused.text
    assert reverse("duties:depart_from_policy", args=[letter.case_id]) in refused.text


# ---- other advice to the court


def facts(family, recommendation, adult):
    return [
        ChildAdviceFacts(
            child=family.alice,
            reason="She is safe there.",
            frameworks=["pd12j"],
            times=[TimeFacts(adult=adult, recommendation=recommendation)],
        )
    ]


@pytest.fixture
def advise(ledger, practitioner):
    def record(recommendation="supervised", adult=None, **more):
        return advising.record_advice(
            case=ledger.case, kind="section_7", children=facts(ledger, recommendation, adult or ledger.father), by=practitioner, now=NOW, **more
        )  # fmt: skip

    return record


@pytest.mark.requirement("P57-1", "P58-2", "P59-1")
def test_given_the_same_gaps_when_a_report_is_filed_then_it_waits_too_and_its_page_says_for_what(
    advise, police, level_2, judged, practitioner, sign_in, at_now
):
    advice = advise()
    assert set(refused_for(lambda: advising.file_advice(advice=advice, by=practitioner, now=NOW)).missing) >= {
        "Review what the police sent about Mark Dawson, and say what it means for the child."
    }
    page = sign_in(practitioner).get(reverse("advice:file_advice", args=[advice.pk])).text
    assert "Review what the police sent about Mark Dawson" in page
    review(police, practitioner)
    level_2()
    judged()
    assert advising.file_advice(advice=advice, by=practitioner, now=NOW).filed_at == NOW


@pytest.mark.requirement("P57-2")
def test_given_a_child_is_to_live_with_him_when_the_report_is_filed_then_his_police_record_is_weighed_for_that(
    advise, police, level_2, judged, practitioner
):
    level_2()
    judged()
    review(police, practitioner)
    supervised, together = advise(), advise("lives_with")
    assert advising.file_advice(advice=supervised, by=practitioner, now=NOW).filed_at
    refused = refused_for(lambda: advising.file_advice(advice=together, by=practitioner, now=NOW))
    assert (refused.rule, refused.missing) == (
        "P57-2",
        ("Say what the police information about Mark Dawson means for living together again.",),
    )
    review(police, practitioner, reunification="Not before he has finished the course.", reunification_considered=True)
    assert advising.file_advice(advice=together, by=practitioner, now=NOW).filed_at


def test_given_advice_that_was_filed_already_when_recorded_then_it_is_kept_and_a_manager_sees_what_it_went_without(advise, police):
    assert advise(filed_at=NOW - 2 * HOUR).filed_at == NOW - 2 * HOUR
    assert Incident.objects.get().rule == "P57-1"


@pytest.mark.requirement("P56-1")
def test_given_nobody_was_asked_in_public_law_when_the_guardian_advises_then_the_enquiries_are_listed_first(family, practitioner, manager):
    from cafcass_cases.core.acting import acting

    with acting(by=manager, now=NOW):
        family.case.law = "public"
        family.case.save()
    advice = advising.record_advice(
        case=family.case, kind="guardian_analysis", children=facts(family, "supervised", family.father), by=practitioner, now=NOW
    )
    assert refused_for(lambda: advising.file_advice(advice=advice, by=practitioner, now=NOW)).rule == "P56-1"
    checks.add_enquiry(case=family.case, source="The health visitor", asked_at=NOW, about="How Alice is.", by=practitioner, now=NOW)
    assert advising.file_advice(advice=advice, by=practitioner, now=NOW).filed_at == NOW


# ---- what protects never waits


def test_given_every_gap_when_a_16a_is_issued_then_nothing_holds_it_up(assessment, police, practitioner):
    evening = london_time("2026-03-06 20:28")
    issued = issue_16a(assessment=assessment, unsupervised_reason="It cannot wait.", by=practitioner, now=evening)
    assert (issued.issued_at, bool(issued.document_id)) == (evening, True)


# ---- what the court receives


@pytest.fixture
def at_court(court, ledger, manager):
    court.cases["private"][NUMBER] = {"id": int(NUMBER)}
    change_case(case=ledger.case, changes={"court_case_id": NUMBER}, by=manager, now=NOW)
    ledger.case.refresh_from_db()
    return court


def test_given_the_letter_when_it_is_filed_then_the_court_has_it_by_its_type_and_its_receipt_ends_the_duty(
    at_court, letter, level_2, judged, practitioner, sign_in, at_now
):
    level_2()
    judged()
    issue(letter, practitioner)
    document = IssuedDocument.objects.get(kind="safeguarding-letter")
    one = sign_in(practitioner)
    page = reverse("documents:file_at_court", args=[document.pk])
    assert "Safeguarding Letter" in one.get(page).text
    assert one.post(page, {"type_of_document": "Safeguarding_Letter"}).status_code == 302
    assert Duty.objects.get(key="safeguarding-letter").is_open
    assert send_waiting(now=NOW + HOUR) == 1
    (filed,) = at_court.filed
    assert (filed.case_id, filed.type_of_document, filed.content) == (NUMBER, "Safeguarding_Letter", bytes(document.content))
    assert filed.content.startswith(b"%PDF")
    letter.refresh_from_db()
    assert (letter.sent_at, letter.method) == (NOW + HOUR, "filed")
    duty = Duty.objects.get(key="safeguarding-letter")
    assert (duty.ending, duty.ended_at) == ("done", NOW + HOUR)
    assert document.file_name in one.get(reverse("documents:show_filing", args=[document.pk])).text


@pytest.mark.parametrize("kind", ["work-before-checks", "fuller-assessment"])
@pytest.mark.requirement("F2.22-1", "F2.24-1")
def test_given_a_letter_of_the_checks_when_the_court_gives_its_receipt_then_the_court_was_told_then(at_court, ledger, practitioner, kind):
    record = checks.record_work_before_checks(
        case=ledger.case, work="A visit.", reason="The hearing is tomorrow.", decided_at=NOW, by=practitioner, now=NOW
    )
    if kind == "fuller-assessment":
        record = checks.conclude_checks(case=ledger.case, conclusion="concern", words="Call-outs.", by=practitioner, now=NOW)
    document = issue_record(kind=kind, subject=record, by=practitioner, now=NOW)
    file_at_court(document=document, type_of_document="Correspondence", by=practitioner, now=NOW)
    send_waiting(now=NOW + HOUR)
    record.refresh_from_db()
    assert (record.court_told_at, record.court_told_how) == (NOW + HOUR, "Filed by the court’s interface")
    assert Duty.objects.get(subject_id=record.pk).ending == "done"
