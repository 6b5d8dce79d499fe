"""Filing at court against the fake court, over HTTP: the receipt, retries that are safe, refusals, and what the court would refuse."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.services import allocate, change_case
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents import court_interface, filing
from cafcass_cases.documents.filing import TYPES, file_at_court, filings_of, may_be_filed, record_sent_another_way, send_waiting
from cafcass_cases.documents.models import CourtJob, Filing, GuardianNotice, IssuedDocument
from cafcass_cases.duties.models import Duty
from tools.fake_court import PAPER, FakeCourt, recall, remember

NUMBER = "1772812800000007"


@pytest.fixture
def court(settings, monkeypatch):
    """The fake of the court's interfaces, configured; it is waited for half a second where it drips."""
    monkeypatch.setattr(court_interface, "PATIENCE", 0.5)
    with FakeCourt(slow_for=2.0) as running:
        settings.COURT_INTERFACES = running.settings()
        for law in ("private", "public"):
            running.cases[law][NUMBER] = {"id": int(NUMBER)}
        yield running


@pytest.fixture
def at_court(case, manager, now) -> Case:
    return change_case(case=case, changes={"court_case_id": NUMBER}, by=manager, now=now)


@pytest.fixture
def write(at_court, practitioner, now):
    """``write(content, **more)``: an issued document of the case."""

    def issued(content=b"%PDF-1.7 for the court", **more):
        with acting(by=practitioner, now=now):
            return IssuedDocument.objects.create(
                case=at_court, kind="test", title="Letter", number=IssuedDocument.objects.count() + 1, subject_label="tests.subject", subject_id=uuid4(),
                content=content, sha256="0" * 64, pages=1, issued_at=now, issued_by=practitioner, policy_version="1.7",
                **{"recipient_kind": "court", "court_type": "Correspondence", "file_name": "C-2026-000001-test-1.pdf", **more},
            )  # fmt: skip

    return issued


@pytest.fixture
def file(practitioner, now):
    def queue(document, type_of_document="Correspondence", by=practitioner):
        return file_at_court(document=document, type_of_document=type_of_document, by=by, now=now)

    return queue


def test_given_a_document_when_filed_then_the_court_has_its_bytes_and_the_receipt_ends_the_duty(court, write, file, now):
    document = write()
    queued = file(document)
    assert Duty.objects.get(key="court-receipt").due_at == now + timedelta(hours=4)
    assert send_waiting(now=now + timedelta(minutes=1)) == 1
    queued.refresh_from_db()
    (filed,) = court.filed
    assert (filed.case_id, filed.type_of_document, filed.file_name, filed.content) == (
        NUMBER,
        "Correspondence",
        document.file_name,
        bytes(document.content),
    )
    assert queued.state == "filed"
    assert queued.receipt == f"Document has been uploaded successfully: {document.file_name}"
    assert queued.received_at == now + timedelta(minutes=1)
    assert not CourtJob.objects.exists()
    assert Duty.objects.get(key="court-receipt").ending == "done"


def test_given_every_type_that_the_court_takes_when_filed_then_it_takes_each(court, write, file, now):
    for one in TYPES:
        file(write(court_type=one), one)
    while send_waiting(now=now):
        pass
    assert {filed.type_of_document for filed in court.filed} == set(TYPES)
    assert len(TYPES) == 30
    assert set(Filing.objects.values_list("state", flat=True)) == {"filed"}


def test_given_a_document_that_is_on_its_way_or_there_when_filed_again_then_it_goes_once(court, write, file, now):
    document = write()
    first = file(document)
    assert file(document) == first
    send_waiting(now=now)
    assert file(document) == first
    assert send_waiting(now=now) == 0
    assert len(court.filed) == 1
    assert list(filings_of(document)) == [first]


@pytest.mark.parametrize("trouble", ["401", "500", "slow", "cut"])
def test_given_trouble_on_the_way_when_filed_then_it_is_tried_again_until_the_receipt(court, write, file, now, trouble):
    queued = file(write())
    court.trouble(trouble, times=2)
    for minutes in (0, 0.5, 1, 3):  # at once; too soon; after one minute; after two more
        send_waiting(now=now + timedelta(minutes=minutes))
    queued.refresh_from_db()
    assert (queued.state, queued.attempts, len(court.filed)) == ("filed", 3, 1)


def test_given_the_receipt_is_lost_on_the_way_when_tried_again_then_the_same_bytes_have_the_same_name(court, write, file, now):
    queued = file(write())
    court.trouble("lost", times=1)
    send_waiting(now=now)
    send_waiting(now=now + timedelta(minutes=1))
    queued.refresh_from_db()
    first, second = court.filed
    assert queued.state == "filed"
    assert (first.file_name, first.content) == (second.file_name, second.content)


@pytest.mark.parametrize("status", ["400", "404"])
def test_given_the_court_refuses_for_good_when_filed_then_nobody_tries_again_and_the_duty_stays(court, write, file, now, status):
    document = write()
    queued = file(document)
    court.trouble(status, times=1)
    send_waiting(now=now)
    queued.refresh_from_db()
    assert queued.state == "refused"
    assert queued.last_error
    assert not CourtJob.objects.exists()
    assert Duty.objects.get(key="court-receipt").is_open
    assert file(document) != queued  # put right, it may be filed again


def test_given_a_day_of_trouble_when_tried_then_it_is_given_up_and_how_it_went_instead_is_recorded(court, write, file, practitioner, now):
    queued = file(write())
    court.trouble("500")
    later = now
    while later <= now + timedelta(hours=26):
        send_waiting(now=later)
        later += timedelta(minutes=30)
    queued.refresh_from_db()
    assert queued.state == "given_up"
    assert 20 < queued.attempts < 40
    with pytest.raises(RuleRefused):
        record_sent_another_way(filing=queued, how=" ", at=later, by=practitioner, now=later)
    record_sent_another_way(filing=queued, how="Secure e-mail to the court office", at=later, by=practitioner, now=later)
    queued.refresh_from_db()
    assert queued.ended_note
    assert Duty.objects.get(key="court-receipt").ending == "not_needed"


def test_given_a_sender_that_died_when_its_lease_has_run_out_then_another_sends(court, write, file, now):
    queued = file(write())
    filing._claim(uuid4(), now)
    assert send_waiting(now=now + timedelta(minutes=4)) == 0
    assert send_waiting(now=now + timedelta(minutes=6)) == 1
    queued.refresh_from_db()
    assert queued.attempts == 2


def test_given_a_slow_sender_whose_lease_ran_out_when_it_fails_then_what_another_received_stands(court, write, file, now):
    queued = file(write())
    old = uuid4()
    filing._claim(old, now)
    send_waiting(now=now + timedelta(minutes=6))
    filing._record_trouble(message=queued, lease=old, trouble=court_interface.CourtTrouble("late", again=True), by=None, now=now)
    queued.refresh_from_db()
    assert queued.state == "filed"


@pytest.mark.parametrize(
    ("content", "more", "type_of_document"),
    [
        (b"\x89PNG", {}, "Correspondence"),
        (b"%PDF-1.7", {"recipient_kind": "police"}, "Correspondence"),
        (b"%PDF-1.7", {}, "Something"),
        (b"%PDF-1.7", {"court_type": "S_16A_Risk_Assessment"}, "Correspondence"),
        (b"%PDF-1.7", {}, "S_16A_Risk_Assessment"),
    ],
    ids=["neither PDF nor Word", "made for the police", "no such type", "a 16A as something else", "something else as a 16A"],
)
def test_given_what_the_court_would_refuse_when_filed_then_it_is_refused_here(court, write, file, content, more, type_of_document):
    with pytest.raises(RuleRefused):
        file(write(content, **more), type_of_document)
    assert not Filing.objects.exists()


def test_given_a_word_file_when_filed_then_the_court_takes_it(court, write, file, now):
    file(write(b"PK\x03\x04 word", file_name="C-2026-000001-test-1.docx"))
    assert send_waiting(now=now) == 1


def test_given_nothing_is_configured_when_filing_then_it_is_not_offered_and_the_usual_way_is_named(settings, write, file):
    settings.COURT_INTERFACES = {"private": None, "public": None}
    document = write()
    assert not may_be_filed(document)
    with pytest.raises(RuleRefused, match="as usual"):
        file(document)


def test_given_somebody_who_does_not_work_on_the_case_when_filing_then_denied(court, write, file, other_area_practitioner):
    with pytest.raises(Denied):
        file(write(), by=other_area_practitioner)


def test_given_a_public_law_case_when_its_guardian_is_allocated_then_the_court_is_told_who_it_is(
    court, at_court, manager, other_practitioner, now
):
    change_case(case=at_court, changes={"law": "public"}, by=manager, now=now)
    allocate(case=at_court, practitioner=other_practitioner, by=manager, now=now)
    assert send_waiting(now=now) == 1
    (named,) = court.guardians[NUMBER]
    assert named["guardianName"] == "Oscar Other"
    assert named["email"] == other_practitioner.email
    assert set(named["children"]) == {person.full_name for person in at_court.people.filter(role="subject_child")}
    assert GuardianNotice.objects.get().state == "filed"


def test_given_a_public_law_case_when_filed_then_pdf_alone_and_as_the_court_names_it(court, write, file, at_court, manager, now):
    change_case(case=at_court, changes={"law": "public"}, by=manager, now=now)
    with pytest.raises(RuleRefused, match="alone"):
        file(write(b"PK\x03\x04 word"), "POSITION_STATEMENT")
    file(write(court_type="Position_Statement"), "POSITION_STATEMENT")
    assert send_waiting(now=now) == 1
    assert court.filed[0].type_of_document == "POSITION_STATEMENT"


def test_given_an_issued_document_when_filed_from_its_page_then_the_receipt_is_shown_there(
    court, write, at_court, practitioner, sign_in, at_now, now
):
    document = write()
    client = sign_in(practitioner)
    listed = reverse("documents:list_documents", args=[at_court.pk])
    file_url = reverse("documents:file_at_court", args=[document.pk])
    assert file_url in client.get(listed).text
    answer = client.post(file_url, {"type_of_document": "Correspondence"}, follow=True)
    assert "Waiting to be sent" in answer.text
    send_waiting(now=now)
    page = client.get(reverse("documents:show_filing", args=[document.pk])).text
    assert "The court has it" in page
    assert "uploaded successfully" in page
    assert file_url not in client.get(listed).text


def test_given_the_queue_when_the_health_page_is_asked_then_it_says_how_it_stands(court, write, file, client, at_now, db):
    file(write())
    beside = client.get("/health/", headers={"accept": "application/json"}).json()["beside"]
    assert "1 waiting" in beside["filing"]["words"]


def test_given_the_demonstrations_court_stops_when_it_starts_again_then_it_knows_its_cases(tmp_path):
    before, after = FakeCourt(papers={"p1": PAPER}), FakeCourt()
    before.cases["private"]["77"] = {"id": 77, "state": "Issued"}
    recall(before, tmp_path / "court.json")
    remember(before, tmp_path / "court.json")
    recall(after, tmp_path / "court.json")
    assert (after.cases, after.papers) == (before.cases, {"p1": PAPER})
