"""Court applications come in whole, once, and never over what staff recorded."""

import copy
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cafcass_cases.cases.models import Case, Court
from cafcass_cases.cases.selectors.court import next_hearing
from cafcass_cases.cases.services import change_person, move_hearing, set_confidentiality
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Duty
from screening.models import CourtDifference, ImportItem
from screening.services import decide_difference, import_court_applications

FILE = Path(__file__).parent / "data" / "search_answer.json"
ANSWER = json.loads(FILE.read_text())


@pytest.fixture
def bring_in(business_support, team, now):
    def run(payload=ANSWER, by=business_support):
        return import_court_applications(payload=payload, source="test", team=team, by=by, now=now)

    return run


@pytest.fixture
def changed():
    """A copy of the answer that a test may change; ``changed()[0]`` is the first case's data."""
    answer = copy.deepcopy(ANSWER)
    return answer, answer["cases"][0]["case_data"]


def results(run):
    return [item.result for item in run.items.all()]


def whitlock():
    return Case.objects.get(court_case_id="1772812800000001")


def test_given_an_answer_when_imported_then_each_item_has_its_result_and_reason(bring_in):
    run = bring_in()
    assert results(run) == ["created", "created", "rejected"]
    assert "cases[2].id" in run.items.get(result="rejected").reason
    case = whitlock()
    assert case.harm_alleged_on_c1a
    assert case.court_number == "LS26P00417"
    assert case.known_to_authority == "dontKnow"
    assert {(person.role, person.full_name) for person in case.people.all()} == {
        ("subject_child", "Ella Marsden"), ("subject_child", "Theo Marsden"), ("applicant", "Joanne Whitlock"), ("respondent", "Daniel Marsden"),
    }  # fmt: skip
    assert case.hearings.get().kind == "First Hearing"


def test_given_the_same_answer_when_imported_twice_then_nothing_changes(bring_in):
    bring_in()
    people = whitlock().people.count()
    assert results(bring_in()) == ["unchanged", "unchanged", "rejected"]
    assert Case.objects.count() == 2
    assert whitlock().people.count() == people


def test_given_confidential_flags_when_imported_then_they_bind(bring_in):
    bring_in()
    mother = whitlock().people.get(role="applicant")
    assert {detail.kind: detail.confidentiality for detail in mother.contact_details.all()} == {
        "address": "confidential", "telephone": "open", "email": "open",
    }  # fmt: skip
    assert mother.other_names.get().family_name == "Marsden"


def test_given_a_c8_without_flags_when_imported_then_everything_is_confidential_until_it_is_read(bring_in):
    bring_in()
    case = Case.objects.get(court_case_id="1772812800000002")
    assert case.c8_unread
    assert case.people.get(role="applicant").contact_details.get().confidentiality == "not_asked"


def test_given_an_implausible_child_when_imported_then_it_is_flagged_and_not_rejected(bring_in):
    bring_in()
    child = Case.objects.get(court_case_id="1772812800000002").people.get(role="subject_child")
    assert "A subject child who is 18 or older" in child.doubts


def test_given_the_court_changes_what_nobody_touched_when_imported_then_it_is_taken_in(bring_in, changed):
    bring_in()
    answer, data = changed
    data["children"][0]["value"]["dateOfBirth"] = "2017-11-05"
    data["hearingData"][0]["value"]["hearingStartDateTime"] = "2026-03-19T14:00:00"
    assert results(bring_in(answer))[0] == "updated"
    assert whitlock().people.get(given_names="Ella").date_of_birth.day == 5
    assert [hearing.starts_at.day for hearing in whitlock().hearings.filter(vacated_at=None)] == [19]


def test_given_staff_changed_a_value_when_the_court_changes_it_too_then_a_person_decides(bring_in, changed, manager, now):
    bring_in()
    ella = whitlock().people.get(given_names="Ella")
    change_person(person=ella, changes={"given_names": "Ella-May"}, by=manager, now=now)
    answer, data = changed
    data["children"][0]["value"]["firstName"] = "Eleanor"
    assert results(bring_in(answer))[0] == "different"
    ella.refresh_from_db()
    assert ella.given_names == "Ella-May"
    difference = CourtDifference.objects.get(field="given_names")
    assert (difference.ours, difference.theirs) == ("Ella-May", "Eleanor")
    decide_difference(difference=difference, accept=True, reason="", by=manager, now=now)
    ella.refresh_from_db()
    assert ella.given_names == "Eleanor"


def test_given_the_court_now_calls_a_detail_confidential_when_imported_then_it_is_at_once(bring_in, changed):
    bring_in()
    answer, data = changed
    data["applicants"][0]["value"]["isPhoneNumberConfidential"] = "Yes"
    bring_in(answer)
    telephone = whitlock().people.get(role="applicant").contact_details.get(kind="telephone")
    assert telephone.confidentiality == "confidential"


def test_given_staff_made_a_detail_confidential_when_the_court_says_it_is_not_then_it_stays_until_a_person_decides(
    bring_in, changed, manager, now
):
    bring_in()
    telephone = whitlock().people.get(role="applicant").contact_details.get(kind="telephone")
    set_confidentiality(detail=telephone, confidentiality="confidential", by=manager, now=now)
    answer, data = changed
    data["courtName"] = "Leeds Family Court"
    bring_in(answer)
    telephone.refresh_from_db()
    assert telephone.confidentiality == "confidential"
    difference = CourtDifference.objects.get(what="confidentiality")
    decide_difference(difference=difference, accept=True, reason="The mother agreed by telephone", by=manager, now=now)
    telephone.refresh_from_db()
    assert telephone.confidentiality == "open"


@pytest.fixture
def vacated(bring_in, changed):
    """The first hearing was on the record, and the court vacated it without another date."""

    def run(**status):
        bring_in()
        answer, data = changed
        if status:
            data["hearingData"][0]["value"] |= status
        else:
            data["hearingData"] = []
        return bring_in(answer)

    return run


def letter_due():
    return Duty.objects.get(key="safeguarding-letter", case=whitlock(), ended_at=None).due_at


@pytest.mark.parametrize("status", [{}, {"hmcStatus": "CANCELLED"}], ids=["left out of the list", "cancelled"])
def test_given_the_court_vacates_a_hearing_when_imported_then_a_person_decides_and_what_was_owed_before_it_waits(
    vacated, status, practitioner, manager, now
):
    assert results(vacated(**status))[0] == "different"
    hearing = whitlock().hearings.get()
    assert hearing.vacated_at is None
    assert letter_due() < hearing.starts_at
    difference = CourtDifference.objects.get(what="a hearing")
    assert difference.ours == "First Hearing, 12 March 2026, 10:00"
    asked = Duty.objects.get(key="court-hearing-gone")
    assert asked.is_open
    decide_difference(difference=difference, accept=True, reason="", by=manager, now=now)
    hearing.refresh_from_db()
    asked.refresh_from_db()
    assert hearing.vacated_at == now
    assert not asked.is_open
    assert letter_due() is None
    assert next_hearing(whitlock(), now) is None


def test_given_a_vacated_hearing_when_staff_keep_it_then_it_stands_and_the_next_answer_asks_no_more(
    vacated, changed, bring_in, manager, now
):
    vacated()
    difference = CourtDifference.objects.get(what="a hearing")
    with pytest.raises(RuleRefused):
        decide_difference(difference=difference, accept=False, reason="", by=manager, now=now)
    decide_difference(difference=difference, accept=False, reason="The usher says that it stands.", by=manager, now=now)
    changed[1]["isInterpreterNeeded"] = "Yes"
    bring_in(changed[0])
    assert whitlock().hearings.get().vacated_at is None
    assert not CourtDifference.objects.filter(state="open", what="a hearing").exists()


def test_given_a_hearing_that_fell_out_of_the_list_when_it_is_listed_again_then_nobody_need_decide(vacated, bring_in, now):
    vacated()
    bring_in()
    assert CourtDifference.objects.get(what="a hearing").state == "kept"
    assert Duty.objects.get(key="court-hearing-gone").ending == "not_needed"
    assert whitlock().hearings.get().vacated_at is None


def test_given_staff_moved_the_hearing_meanwhile_when_the_courts_word_is_taken_then_it_is_refused_and_says_why(vacated, manager, now):
    vacated()
    move_hearing(hearing=whitlock().hearings.get(), starts_at=now + timedelta(days=40), reason="Told by telephone", by=manager, now=now)
    with pytest.raises(RuleRefused, match="stands on the record as"):
        decide_difference(difference=CourtDifference.objects.get(what="a hearing"), accept=True, reason="", by=manager, now=now)


def test_given_a_practitioner_when_importing_then_it_is_denied(bring_in, practitioner):
    with pytest.raises(Denied):
        bring_in(by=practitioner)


def test_given_a_broken_file_when_imported_by_command_then_the_line_is_named_and_nothing_goes_in(db, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"cases": [\n  {"id": 1,}\n]}')
    with pytest.raises(CommandError, match="Line 2"):
        call_command("import_court_applications", str(FILE), str(broken))
    assert not Case.objects.exists()


def test_given_a_good_file_when_imported_by_command_then_each_item_is_reported(db, capsys):
    call_command("import_court_applications", str(FILE))
    said = capsys.readouterr().out
    assert said.count("New case") == 2
    assert "Not imported" in said
    assert ImportItem.objects.count() == 3


def test_given_an_upload_when_it_is_broken_then_the_page_says_so_and_when_good_it_reports(
    sign_in, business_support, practitioner, team, at_now
):
    url = reverse("screening:import_court_applications")
    assert sign_in(practitioner).get(url).status_code == 403
    client = sign_in(business_support)
    bad = client.post(url, {"file": SimpleUploadedFile("a.json", b"{", "application/json"), "team": str(team.pk)})
    assert bad.status_code == 422
    assert b"Line 1" in bad.content
    assert not Case.objects.exists()
    good = client.post(
        url, {"file": SimpleUploadedFile("a.json", FILE.read_bytes(), "application/json"), "team": str(team.pk)}, follow=True
    )
    assert good.status_code == 200
    assert b"cases[2].id" in good.content


def test_given_a_difference_when_kept_without_a_reason_then_the_page_asks_for_one(bring_in, changed, sign_in, manager, now, at_now):
    bring_in()
    change_person(person=whitlock().people.get(given_names="Ella"), changes={"given_names": "Ella-May"}, by=manager, now=now)
    answer, data = changed
    data["children"][0]["value"]["firstName"] = "Eleanor"
    bring_in(answer)
    difference = CourtDifference.objects.get(field="given_names")
    client = sign_in(manager)
    assert b"Ella-May" in client.get(reverse("screening:list_court_differences", args=[whitlock().pk])).content
    url = reverse("screening:decide_court_difference", args=[difference.pk])
    assert client.post(url, {"answer": "keep", "reason": ""}).status_code == 422
    assert client.post(url, {"answer": "keep", "reason": "Birth certificate seen"}).status_code == 302
    difference.refresh_from_db()
    assert difference.state == "kept"


def test_given_a_court_nobody_knows_by_that_name_when_imported_then_a_person_says_which_it_is(bring_in, changed, manager, now):
    answer, first = changed
    first["courtName"] = "Leeds Magistrates Court And Family Court"
    first.pop("courtEpimsId", None)
    bring_in(answer)
    difference = CourtDifference.objects.get(case=whitlock(), field="court")
    assert whitlock().court is None
    with pytest.raises(RuleRefused, match="no court of the directory"):
        decide_difference(difference=difference, accept=True, reason="", by=manager, now=now)
    court = Court(epims_id="455174", name="Leeds Combined Court Centre", aliases=["LEEDS MAGISTRATES COURT AND FAMILY COURT"])
    court.save()
    decide_difference(difference=difference, accept=True, reason="", by=manager, now=now)
    assert whitlock().court == court
