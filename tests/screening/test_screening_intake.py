"""Intake: the first look at what arrived, applications from paper, their documents, and their pages."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.urls import reverse

from cafcass_cases.cases.models import Case, Court, LinkProposal
from cafcass_cases.cases.services import add_person, allocate, close_case, create_case, decide_link
from cafcass_cases.core import clock
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Duty
from cafcass_cases.settings.court import court_interfaces
from cafcass_cases.settings.environment import Reader
from cafcass_cases.ui.testing import local_time
from screening.checks import services as checks
from screening.entering import enter_application
from screening.first_look import open_screening
from screening.models import ApplicationPaper, CourtFeed
from screening.public_law_data import read_public_law
from screening.selectors import application_of
from screening.services import import_court_applications
from tests.cast import save
from tools.fake_applications import Inventor
from tools.fake_court import PAPER

from .public_law_shape import what_is_wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def inventor():
    return Inventor(11)


@pytest.fixture
def arrived(business_support, team, manager, inventor, now):
    """``arrived(**more)``: a C100 that came by a file, and its documents' ids by kind."""

    def bring(**more):
        item, papers = inventor.private_law(clock.london(now).replace(tzinfo=None), **more)
        run = import_court_applications(payload={"total": 1, "cases": [item]}, source="test", team=team, by=business_support, now=now)
        return run.items.get().case, papers

    return bring


def record(screening, by, now, **more):
    from screening.first_look import record_screening

    return record_screening(
        screening=screening, by=by, now=now, **{"outcome": "no_concern", "note": "Read the C100.", "screened_at": now, **more}
    )


def read_what_is_here(case, by, now):
    """Our own records, the court's forms, other proceedings: what whoever screens looks at by themselves."""
    checks.search_own_records(case=case, by=by, now=now)
    checks.read_court_forms(case=case, forms_seen=["c100"], harm_box=False, c1a="", words="", read_at=now, by=by, now=now)
    checks.record_proceedings(case=case, none_known=True, words="", read_at=now, by=by, now=now)


@pytest.mark.requirement("F2.16-1")
def test_given_an_application_when_it_arrives_then_its_screening_is_owed_within_a_day_and_the_case_cannot_close_before(
    arrived, manager, now
):
    case, _ = arrived()
    duty = Duty.objects.get(case=case, key="screen-application")
    assert duty.due_at == now + timedelta(hours=24)
    assert "local default" in duty.limit_note
    with pytest.raises(RuleRefused) as refused:
        close_case(case=case, closed_at=now, by=manager, now=now)
    assert "Screen the application that came from the court" in refused.value.missing
    read_what_is_here(case, manager, now)
    record(case.screenings.get(), manager, now + timedelta(hours=25), screened_at=now + timedelta(hours=25))
    duty.refresh_from_db()
    assert duty.ending == "done_late"


@pytest.mark.requirement("F2.16-1")
def test_given_something_of_the_screening_is_not_done_when_no_concern_is_recorded_then_it_is_refused_and_named(arrived, manager, now):
    case, _ = arrived()

    def missing():
        with pytest.raises(RuleRefused) as refused:
            record(case.screenings.get(), manager, now)
        assert refused.value.rule == "F2.16-1"
        assert Duty.objects.get(case=case, key="screen-application").is_open
        return refused.value.missing

    forms = "Read the court’s forms: the harm box, and whether the C1A is there"
    assert missing() == ("Search our own records for everybody in the case", forms, "Record other proceedings, or that none are known")
    checks.search_own_records(case=case, by=manager, now=now)
    checks.record_proceedings(case=case, none_known=True, words="", read_at=now, by=manager, now=now)
    assert missing() == (forms,)
    checks.read_court_forms(case=case, forms_seen=["c100"], harm_box=False, c1a="", words="", read_at=now, by=manager, now=now)
    # An answer that takes days, such as the police's, holds up nothing of the first look.
    assert record(case.screenings.get(), manager, now).outcome == "no_concern"


@pytest.mark.requirement("F2.8-1")
def test_given_an_application_when_it_is_screened_then_the_case_is_open_and_one_that_is_allocated_stays_so(
    arrived, manager, practitioner, now
):
    case, _ = arrived()
    held, _ = arrived()
    allocate(case=held, practitioner=practitioner, starts_at=now, by=manager, now=now)
    for one in (case, held):
        read_what_is_here(one, manager, now)
        record(one.screenings.get(), manager, now)
        one.refresh_from_db()
    assert (case.stage, case.opened_at) == ("open", now)
    assert held.stage == "allocated"


@pytest.mark.requirement("F2.16-1")
def test_given_a_candidate_of_our_own_records_when_nobody_has_decided_then_there_is_no_no_concern_yet(arrived, manager, now):
    case, _ = arrived()
    father = case.people.get(role="respondent")
    old = create_case(
        law="private", application_types=["Child arrangements order"], received_at=now - timedelta(days=400), team=None, by=None, now=now
    )
    twin = add_person(
        case=old, role="respondent", given_names=father.given_names, family_name=father.family_name, date_of_birth=father.date_of_birth, by=None, now=now
    )  # fmt: skip
    read_what_is_here(case, manager, now)
    with pytest.raises(RuleRefused) as refused:
        record(case.screenings.get(), manager, now)
    assert refused.value.missing == (
        f"Decide on each candidate that our own records gave for {father.full_name}, and review what they hold",
    )
    decide_link(proposal=LinkProposal.objects.get(other=twin), same=False, reason="Another birthplace.", by=manager, now=now)
    assert record(case.screenings.get(), manager, now).outcome == "no_concern"


@pytest.mark.requirement("F2.16-1")
def test_given_more_arrived_since_the_forms_were_read_when_it_is_screened_then_they_are_read_again(arrived, manager, now):
    case, _ = arrived()
    read_what_is_here(case, manager, now)
    record(case.screenings.get(), manager, now)
    later = now + timedelta(days=2)
    open_screening(case=case, what="C1A", arrived_at=later, by=None, now=later)
    second = case.screenings.get(screened_at=None)
    with pytest.raises(RuleRefused) as refused:
        record(second, manager, later)
    assert refused.value.missing == ("Read the court’s forms again: more has arrived since they were read",)
    after = later + timedelta(hours=1)
    checks.read_court_forms(
        case=case, forms_seen=["c100", "c1a"], harm_box=True, c1a="completed", words="Shouting.", read_at=after, by=manager, now=after
    )
    assert record(second, manager, after, screened_at=after).outcome == "no_concern"


def test_given_an_application_when_its_case_is_allocated_then_the_practitioner_owes_its_screening(arrived, manager, practitioner, now):
    case, _ = arrived()
    assert Duty.objects.get(case=case, key="screen-application").owner == manager
    allocate(case=case, practitioner=practitioner, by=manager, now=now)
    assert Duty.objects.get(case=case, key="screen-application").owner == practitioner


def test_given_no_concern_without_a_word_of_why_when_recorded_then_it_is_refused(
    arrived, manager, other_area_practitioner, business_support, now
):
    case, _ = arrived()
    with pytest.raises(RuleRefused):
        record(case.screenings.get(), manager, now, note=" ")
    for nobody in (other_area_practitioner, business_support):
        with pytest.raises(Denied):
            record(case.screenings.get(), nobody, now)


def test_given_a_practitioner_when_they_screen_from_the_page_then_the_hub_shows_it(arrived, manager, practitioner, sign_in, at_now, now):
    case, _ = arrived()
    allocate(case=case, practitioner=practitioner, by=manager, now=now)
    client = sign_in(practitioner)
    page = client.get(reverse("screening:show_application", args=[case.pk]))
    screening = case.screenings.get()
    form = reverse("screening:record_screening", args=[screening.pk])
    assert page.status_code == 200
    assert form in page.text
    assert reverse("safeguarding:log_concern", args=[case.pk]) in page.text
    assert "To be screened" in client.get(reverse("screening:show_screening", args=[case.pk])).text
    refused = client.post(form, {"outcome": "concern_logged", **local_time("screened_at", "2026-03-06 16:30")})
    assert refused.status_code == 422
    assert "Log it first" in refused.text
    assert "Search our own records for everybody in the case" in client.get(form).text
    early = client.post(form, {"outcome": "no_concern", "note": "Read the C100.", **local_time("screened_at", "2026-03-06 16:40")})
    assert early.status_code == 422
    assert "Record other proceedings" in early.text
    assert "Read the C100." in early.text
    read_what_is_here(case, practitioner, now)
    client.post(form, {"outcome": "no_concern", "note": "Read the C100 and the C1A.", **local_time("screened_at", "2026-03-06 16:40")})
    screening.refresh_from_db()
    assert screening.outcome == "no_concern"
    assert screening.screened_by == practitioner
    assert "No concern" in client.get(reverse("screening:show_screening", args=[case.pk])).text
    assert "Application screened" in client.get(reverse("cases:show_chronology", args=[case.pk])).text


def test_given_a_document_of_the_application_when_opened_then_it_is_fetched_once_and_kept_as_it_was(
    court, arrived, manager, practitioner, sign_in, at_now, now
):
    case, papers = arrived(c1a=True)
    allocate(case=case, practitioner=practitioner, by=manager, now=now)
    client = sign_in(practitioner)
    url = reverse("screening:show_paper", args=[case.pk, papers["C1A"]])
    missing = client.get(url)
    assert missing.status_code == 503
    assert "does not know" in missing.text
    court.papers[papers["C1A"]] = PAPER
    assert client.get(url).content == PAPER
    court.papers[papers["C1A"]] = b"%PDF- something else"
    assert client.get(url).content == PAPER
    assert ApplicationPaper.objects.get().fetched_by == practitioner
    assert client.get(reverse("screening:show_paper", args=[case.pk, "another"])).status_code == 404


def entered(court, **more):
    return {
        "form": "C100", "public_form": "C110A", "law": "private", "orders": "Child arrangements order", "court": str(court.pk), "court_number": "LS26P00999",
        "harm_alleged": "yes", "c1a": "no", "c8": "yes", **local_time("arrived_at", "2026-03-06 11:00"),
        "people-TOTAL_FORMS": "2", "people-INITIAL_FORMS": "0",
        "people-0-role": "subject_child", "people-0-given_names": "Nell", "people-0-family_name": "Ashworth",
        "people-1-role": "applicant", "people-1-given_names": "Ada", "people-1-family_name": "Ashworth", "people-1-previous_name": "Lund",
        "people-1-address": "3 Fell View", "people-1-postcode": "LS6 2AB", "people-1-telephone": "07700 900123", "people-1-confidential": "yes", **more,
    }  # fmt: skip


@pytest.fixture
def leeds(db):
    return save(Court(epims_id="455174", name="Leeds Combined Court Centre"))


def test_given_a_c100_on_paper_when_entered_then_its_case_is_here_with_its_clock_and_its_confidentiality(
    leeds, manager, team, sign_in, at_now, now
):
    from screening.services import set_court_team

    set_court_team(law="private", court=leeds, team=team, by=manager, now=now)
    client = sign_in(manager)
    answer = client.post(reverse("screening:enter_application"), entered(leeds), follow=True)
    case = Case.objects.get(court_number="LS26P00999")
    assert answer.redirect_chain[-1][0] == reverse("screening:show_application", args=[case.pk])
    assert case.team == team
    assert Duty.objects.get(case=case, key="screen-application").due_at == now.replace(hour=11, minute=0) + timedelta(days=1)
    application = application_of(case)
    assert application.harm_alleged is True
    assert application.c1a == "not_completed"
    assert application.entered
    mother = case.people.get(role="applicant")
    assert {detail.confidentiality for detail in mother.contact_details.all()} == {"confidential"}
    assert mother.other_names.get().family_name == "Lund"
    again = client.post(reverse("screening:enter_application"), entered(leeds))
    assert again.status_code == 422
    assert "is here already" in again.text


def test_given_an_application_from_paper_when_the_court_then_sends_it_then_it_is_the_same_case(
    leeds, manager, business_support, team, inventor, now
):
    from screening.entering import entered_data

    answers = {
        "law": "private", "form": "C100", "public_form": "", "orders": "", "court_number": "", "authority": "", "first_hearing_at": None, "harm_alleged": False,
        "c1a": None, "c8": False, "people": [],
    }  # fmt: skip
    item, _ = inventor.private_law(clock.london(now).replace(tzinfo=None))
    child = item["case_data"]["children"][0]["value"]
    answers["court_number"] = item["case_data"]["familymanCaseNumber"]
    answers["people"] = [{
        "role": "subject_child", "given_names": child["firstName"], "family_name": child["lastName"], "previous_name": "", "date_of_birth": None, "address": "",
        "postcode": "", "telephone": "", "confidential": [],
    }]  # fmt: skip
    case = enter_application(data=entered_data(answers), court=leeds, arrived_at=now, by=manager, now=now)
    run = import_court_applications(payload=[item], source="test", team=team, by=business_support, now=now)
    case.refresh_from_db()
    assert Case.objects.count() == 1
    assert run.items.get().case == case
    assert case.court_case_id == str(item["id"])
    assert case.people.filter(given_names=child["firstName"], role="subject_child").count() == 1


def test_given_nobody_is_a_child_when_entered_then_it_is_refused(leeds, manager, sign_in, at_now):
    answer = sign_in(manager).post(reverse("screening:enter_application"), entered(leeds, **{"people-0-role": "respondent"}))
    assert answer.status_code == 422
    assert "at least one child" in answer.text
    assert not Case.objects.exists()


def test_given_what_waits_when_the_court_applications_are_opened_then_state_clock_and_trouble_are_shown(
    court, arrived, manager, sign_in, at_now, now
):
    case, _ = arrived(c1a=True)
    CourtFeed.objects.create(
        law="private",
        read_until=now - timedelta(hours=3),
        last_error="The court does not accept our tokens.",
        failures=2,
        failing_since=now,
        next_attempt_at=now,
    )
    page = sign_in(manager).get(reverse("screening:list_court_applications")).text
    assert case.reference in page
    assert "due in 1 day" in page
    assert "does not accept our tokens" in page
    assert "3 hours" in page
    beside = sign_in(manager).get("/health/", headers={"accept": "application/json"}).json()["beside"]
    assert beside["applications_private"]["well"] is False
    assert beside["applications_public"]["words"] == "Not read yet"


def test_given_the_mark_when_it_is_put_back_then_it_never_goes_forward(court, manager, sign_in, at_now, now):
    CourtFeed.objects.create(law="private", read_until=now - timedelta(hours=1))
    client = sign_in(manager)
    for moment, expected in (("2026-03-06 09:00", now.replace(hour=9, minute=0)), ("2026-03-06 16:00", now.replace(hour=9, minute=0))):
        client.post(reverse("screening:read_again"), {"law": "private", **local_time("moment", moment)})
        assert CourtFeed.objects.get().read_until == expected


def test_given_invented_public_law_cases_when_compared_with_the_courts_shape_then_they_fit_it_and_are_read(now):
    inventor = Inventor(3)
    for _ in range(20):
        item, _ = inventor.public_law(clock.london(now).replace(tzinfo=None))
        assert what_is_wrong(item) == []
        application = read_public_law(item, "cases[0]")
        assert application.law == "public"
        assert len(application.people) >= 3
        assert application.hearings


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            {"COURT_PRIVATE_LAW_URL": "http://court.example", "COURT_PRIVATE_LAW_TOKEN": "a", "COURT_PRIVATE_LAW_SERVICE_TOKEN": "b"},
            "unencrypted",
        ),
        ({"COURT_PRIVATE_LAW_URL": "https://court.example", "COURT_PRIVATE_LAW_TOKEN": "a"}, "SERVICE_TOKEN is missing"),
        ({"COURT_PUBLIC_LAW_TOKEN": "a"}, "URL is missing while its tokens are set"),
        (
            {
                "COURT_PUBLIC_LAW_URL": "https://me:secret@court.example",
                "COURT_PUBLIC_LAW_TOKEN": "a",
                "COURT_PUBLIC_LAW_SERVICE_TOKEN": "b",
            },
            "more than an address",
        ),
        ({"COURT_PUBLIC_LAW_URL": "court", "COURT_PUBLIC_LAW_TOKEN": "a", "COURT_PUBLIC_LAW_SERVICE_TOKEN": "b c"}, "begin with https://"),
    ],
)
def test_given_a_dangerous_or_missing_setting_when_started_then_it_says_what_to_do(values, problem):
    reader = Reader(values)
    court_interfaces(reader)
    assert problem in " ".join(reader.problems)
    assert "secret" not in " ".join(reader.problems)


def test_given_no_setting_when_started_then_nothing_is_configured_and_nothing_is_wrong():
    reader = Reader({})
    assert court_interfaces(reader) == {"private": None, "public": None}
    assert not reader.problems
    assert configured.COURT_INTERFACES == {"private": None, "public": None}
