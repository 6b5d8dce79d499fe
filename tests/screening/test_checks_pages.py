"""The ledger's page and its forms, each once, through Django's client."""

import pytest
from django.urls import reverse

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import Marker
from cafcass_cases.ui.testing import local_date, local_time
from screening.checks import selectors, services
from screening.checks.models import Check, Kind, OffenceFound
from tests.cast import NOW

AT = "2026-03-06 16:40"


@pytest.fixture
def ledger(family, practitioner, manager, authority_y, client, at_now):
    cases.record_contact_detail(
        person=family.mother,
        kind="address",
        value="8 Canal Road, Bradford",
        local_authority=authority_y,
        confidentiality="open",
        by=manager,
        now=NOW,
    )
    client.force_login(practitioner)
    client.post(reverse("checks:open_checks", args=[family.case.pk]))
    return family


def of(family, kind, person=None):
    return [check for check in selectors.checks_of(family.case) if check.kind == kind and (person is None or check.person_id == person.pk)]


def page(client, name, *args):
    return client.get(reverse(f"checks:{name}", args=args)).content.decode()


def send(client, name, pk, **data):
    answer = client.post(reverse(f"checks:{name}", args=[pk]), data, follow=True)
    text = answer.content.decode()
    assert "There is a problem" not in text, text[text.index("There is a problem") :][:900]
    return text


@pytest.mark.requirement("F2.15-1", "P58-1", "F2.20-1", "F2.19-1")
def test_given_the_ledger_when_opened_then_each_person_has_checks_with_state_clock_and_one_action(ledger, client):
    text = page(client, "show_checks", ledger.case.pk)
    for words in (
        "Jane Hartley",
        "Mark Dawson",
        "Alice Dawson",
        "Local authority: Leeds",
        "Police, level 1: Mark Dawson",
        "Request 4 checks",
        "Read the forms",
    ):
        assert words in text
    assert "late by" in text
    assert "0 of" in text


def test_given_a_form_of_many_when_sent_once_then_every_standard_check_is_asked_answered_and_reviewed(ledger, client):
    case = ledger.case.pk
    text = page(client, "request_checks", case)
    assert text.count("checked") >= 5
    assert "policy 58" in text
    everything = [str(check.pk) for check in of(ledger, Kind.AUTHORITY) + of(ledger, Kind.POLICE_1)]
    send(
        client, "request_checks", case, checks=everything, method="portal", basis=services.STANDARD_BASIS, **local_time("requested_at", AT)
    )
    send(client, "chase_checks", case, checks=everything[:1], said="", **local_time("chased_at", AT))
    text = send(client, "record_nothing_held", case, checks=everything[:3], received_from="", **local_time("received_at", AT))
    assert text.count("Reviewed") >= 3
    assert Check.objects.filter(case=ledger.case, state="reviewed", result="nothing").count() == 3


@pytest.mark.requirement("P57-1", "FA2-1", "FA2-2", "F2.19-2")
def test_given_a_police_answer_when_entered_then_it_is_reviewed_on_the_next_page_and_the_listed_offence_waits_for_a_person(ledger, client):
    (check,) = of(ledger, Kind.POLICE_1, ledger.father)
    nothing = dict.fromkeys(services.POLICE_HEADINGS, "Nothing held")
    line = "Intercourse with defective, s.7 Sexual Offences Act 1956, 1971, caution"
    text = send(
        client, "record_result", check.pk, result="information", offences=line, received_from="", **nothing, **local_time("received_at", AT)
    )
    assert "Review what came back" in text
    assert '<q class="app-statute">Intercourse with defective</q>' in text
    assert "Do not use them of anybody" in text
    text = send(client, "review_check", check.pk, conclusion="concern", analysis="He is a Schedule 1 offender.", together="no")
    assert "Say “Risk to Children”" in text
    offence = OffenceFound.objects.get()
    text = send(client, "decide_risk", offence.pk, victim="unknown", sources="Probation", is_risk="yes", reason="Never assessed.")
    assert "Risk to Children" in text
    assert Marker.objects.get().recorded_for == ledger.father


@pytest.mark.requirement("P58-2", "P58-3", "P59-1", "P59-2", "F3.72-1")
def test_given_decisions_when_sent_without_a_reason_then_nothing_is_kept_and_both_parties_stand_on_one_page(ledger, client):
    rows = of(ledger, Kind.POLICE_2_DECISION)
    text = page(client, "decide_level_2", ledger.case.pk)
    assert "Jane Hartley" in text
    assert "Mark Dawson" in text
    data = {"parties-TOTAL_FORMS": "2", "parties-INITIAL_FORMS": "2"}
    for number, check in enumerate(rows):
        data |= {
            f"parties-{number}-check_id": str(check.pk),
            f"parties-{number}-needed": "no",
            f"parties-{number}-rationale": "Nothing is alleged." if number else "",
        }
    answer = client.post(reverse("checks:decide_level_2", args=[ledger.case.pk]), data)
    assert answer.status_code == 422
    assert all(check.is_open for check in of(ledger, Kind.POLICE_2_DECISION))
    send(client, "decide_level_2", ledger.case.pk, **(data | {"parties-0-rationale": "Nothing is alleged."}))
    assert not any(check.is_open for check in of(ledger, Kind.POLICE_2_DECISION))
    (judgement,) = of(ledger, Kind.JUDGEMENT, ledger.grandmother)
    assert "a distant relative who rarely sees the family" in page(client, "judge_checks", judgement.pk)
    send(client, "judge_checks", judgement.pk, needed="yes", kinds=["police_1"], criteria=["household"], rationale="Callum lives there.")
    assert of(ledger, Kind.POLICE_1, ledger.grandmother)


@pytest.mark.requirement("F3.70-1", "F3.75-1", "FR7-1", "P60-1", "P60-2")
def test_given_further_checks_when_added_then_consent_is_the_next_page_and_its_form_is_printed(ledger, client):
    case = ledger.case.pk
    text = page(client, "add_extended_checks", case)
    assert all(words in text for words in ("Health", "Domestic abuse service", "Adult services", "Probation"))
    text = send(client, "add_extended_checks", case, person=str(ledger.father.pk), bodies=["health"], other="", reason="The drinking.")
    assert "Consent to checks" in text
    (check,) = of(ledger, Kind.EXTENDED)
    assert (
        "Consent to perform checks"
        in client.post(reverse("checks:issue_consent_form", args=[ledger.father.pk]), follow=True).content.decode()
    )
    given = {"answer": "given", "signed_as": "M. Dawson", **local_time("answered_at", AT)}
    send(client, "record_consent", ledger.father.pk, checks=[str(check.pk)], **given)
    text = page(client, "add_international_check", case)
    assert "The national police computer points to a force abroad" in text
    assert "I have consulted the police checks guidance" in text
    answer = {"person": str(ledger.father.pk), "country": "Ireland", "trigger": "belief", "reason": "Lived there."}
    assert client.post(reverse("checks:add_international_check", args=[case]), answer).status_code == 422
    send(client, "add_international_check", case, guidance_read="on", **answer)
    (abroad,) = of(ledger, Kind.INTERNATIONAL)
    text = page(client, "record_result", abroad.pk)
    assert text.count('name="criminal_records"') == 1  # a field stands once on a page
    answer = {"result": "partial", "criminal_records": "A fine of 2012.", "received_from": "", **local_time("received_at", AT)}
    assert "Review what came back" in send(client, "record_result", abroad.pk, **answer)


def test_given_the_papers_when_read_then_the_ledger_says_so(ledger, client):
    case = ledger.case.pk
    client.post(reverse("checks:search_own_records", args=[case]))
    send(client, "read_court_forms", case, forms_seen=["c100"], harm_box="yes", c1a="not_completed", words="", **local_time("read_at", AT))
    send(client, "record_proceedings", case, none_known="none", **local_time("read_at", AT))
    send(client, "add_enquiry", case, source="A. Reid, health visitor", about="How the baby is.", **local_time("asked_at", AT))
    read = selectors.forms_read(ledger.case)
    assert (read.harm_box, read.c1a) == (True, "not_completed")
    (forms,) = of(ledger, Kind.COURT_FORMS)
    text = page(client, "show_check", forms.pk)
    assert "Missing" in text
    assert "Priya Practitioner" in text


@pytest.mark.requirement("F2.22-1", "F2.22-2", "F2.23-1", "F2.25-1")
def test_given_work_before_the_checks_when_recorded_then_the_court_is_told_and_the_manager_sees_how_many(ledger, client, manager):
    case = ledger.case.pk
    send(client, "record_work_before_checks", case, work="A visit", reason="The hearing is on Thursday.", **local_time("decided_at", AT))
    row = ledger.case.works_before_checks.get()
    client.post(reverse("checks:issue_court_letter", args=[row.pk]))
    send(client, "tell_court", row.pk, how="By the portal", **local_time("told_at", AT))
    text = page(client, "conclude_checks", case)
    assert "Screening alone is not an assessment of risk" in text
    assert "Court forms and harm box" in text
    text = send(client, "conclude_checks", case, conclusion="concern", words="Too little is in.")
    assert "fuller safety assessment" in text
    client.force_login(manager)
    text = page(client, "list_open_checks")
    assert "this month: 1" in text
    assert "Priya Practitioner" in text
    assert ledger.case.reference in text


@pytest.mark.requirement("F2.17-1")
def test_given_a_new_name_when_the_repeat_is_dismissed_or_taken_up_then_it_leaves_the_proposals(ledger, client, practitioner):
    everything = of(ledger, Kind.AUTHORITY) + of(ledger, Kind.POLICE_1)
    services.request_checks(case=ledger.case, checks=everything, requested_at=NOW, method="portal", by=practitioner, now=NOW)
    for name in ("Dawes", "Marsh"):
        cases.add_name(person=ledger.father, kind="alias", family_name=name, by=practitioner, now=NOW)
    first, second = [check for check in of(ledger, Kind.POLICE_1, ledger.father) if check.is_repeat]
    assert "A new name or address" in page(client, "show_checks", ledger.case.pk)
    send(client, "decide_proposals", ledger.case.pk, checks=[str(first.pk)])
    send(client, "drop_checks", ledger.case.pk, checks=[str(second.pk)], reason="The court's slip.")
    assert not [check for check in of(ledger, Kind.POLICE_1) if check.state == "proposed"]


def test_given_police_information_when_its_day_comes_then_it_is_kept_or_destroyed(ledger, client, practitioner):
    (check,) = of(ledger, Kind.POLICE_1, ledger.father)
    words = dict.fromkeys(services.POLICE_HEADINGS, "Nothing held") | {"criminal_records": "Assault."}
    services.record_result(check=check, result="information", findings=words, received_at=NOW, by=practitioner, now=NOW)
    services.review_check(check=check, conclusion="concern", analysis="A pattern.", by=practitioner, now=NOW)
    assert "kept until 6 March 2027" in page(client, "show_checks", ledger.case.pk)
    send(client, "keep_police_information", check.pk, still_needed="yes", reason="An appeal.", **local_date("keep_until", "2027-09-01"))
    send(client, "keep_police_information", check.pk, still_needed="no", reason="Closed; shredded.")
    check.refresh_from_db()
    assert check.findings == {"Destroyed": "Closed; shredded."}
