"""Intake in a real browser without scripts: what the court sent, one from paper, the first look, and a document filed at court."""

import pytest

from cafcass_cases.cases.models import Case, Court
from cafcass_cases.cases.services import change_case
from cafcass_cases.core import clock
from cafcass_cases.core.acting import acting
from cafcass_cases.documents.filing import send_waiting
from cafcass_cases.documents.models import IssuedDocument
from screening.checks import services as checks
from screening.models import ApplicationScreening
from screening.polling import read_applications
from tests.browser.windows import looking
from tests.cast import NOW, save
from tools.fake_applications import Inventor
from tools.fake_court import PAPER, FakeCourt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def court(settings):
    with FakeCourt() as running:
        settings.COURT_INTERFACES = running.settings()
        yield running


def test_given_applications_when_they_arrive_then_the_manager_screens_them_and_a_document_goes_to_court(
    court, family, manager, practitioner, signed_in, the_clock
):
    save(Court(epims_id="455174", name="Leeds Combined Court Centre"))
    found = {}
    one = signed_in(manager, scripts=False, looks=looking(found))
    one.go("/").follow("Court applications").says("Not read yet").follow("Who takes a court’s new cases")
    one.says("nobody sees the cases").fill(law="private", team="Leeds and Bradford").save().says("Every other court")
    item, papers = Inventor(4).private_law(clock.london(NOW).replace(tzinfo=None), c1a=True)
    number = court.put("private", item)
    court.papers |= {paper: PAPER for paper in papers.values()}
    read_applications(law="private", now=NOW)
    one.go("/court-applications/").says("Up to date", "C1A").picture("court-applications")
    one.open_first(".app-table .app-whole").says("To be screened", "C1A", "Log a concern").picture("application")
    one.follow("Screening done").says("Search our own records for everybody in the case", "Record other proceedings")
    case = Case.objects.get(court_case_id=number)
    checks.search_own_records(case=case, by=manager, now=NOW)
    checks.read_court_forms(
        case=case, forms_seen=["c100", "c1a"], harm_box=True, c1a="completed", words="He shouts.", read_at=NOW, by=manager, now=NOW
    )
    checks.record_proceedings(case=case, none_known=True, words="", read_at=NOW, by=manager, now=NOW)
    one.go(one.path).fill(
        outcome="no_concern", note="Read the C100 and the C1A with the manager of the team.", screened_at="2026-03-06 16:35"
    ).save()
    one.says("The screening is recorded.", "No concern")
    assert ApplicationScreening.objects.get(case__court_case_id=number).screened_by == manager

    one.go("/court-applications/").follow("Enter one from paper").save().is_error()
    one.fill(
        law="private",
        form="C100",
        arrived_at="2026-03-06 11:00",
        court="Leeds Combined Court Centre",
        harm_alleged="yes",
        c1a="no",
        c8="no",
    )
    one.fill(**{"people-0-role": "Child the application is about", "people-0-given_names": "Nell", "people-0-family_name": "Ashworth"})
    one.picture("application-from-paper").save().says("Entered from paper", "Not completed, though harm is alleged", "Nell Ashworth")

    change_case(case=family.case, changes={"court_case_id": "1772812800000007"}, by=manager, now=NOW)
    with acting(by=practitioner, now=NOW):
        IssuedDocument.objects.create(
            case=family.case, kind="test", title="Position statement", number=1, subject_label="tests.subject", subject_id=family.case.pk, content=PAPER,
            sha256="0" * 64, pages=1, issued_at=NOW, issued_by=practitioner, policy_version="1.7", recipient_kind="court", recipient_name="Leeds Family Court",
            court_type="Position_Statement", file_name="C-2026-000001-test-1.pdf",
        )  # fmt: skip
    court.cases["private"]["1772812800000007"] = item
    other = signed_in(practitioner, scripts=False, looks=looking(found))
    other.go(f"/cases/{family.case.pk}/documents/").follow("File at court").save().says("Waiting to be sent")
    send_waiting(now=NOW)
    other.go(other.path).says("The court has it", "uploaded successfully").picture("filed-at-court")
    assert found == {}
