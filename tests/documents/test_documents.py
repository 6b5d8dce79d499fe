"""Issued documents: frozen, hashed, guarded, superseded and never replaced."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cafcass_cases.cases.services import record_contact_detail
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents import registry
from cafcass_cases.documents.guard import ConfidentialityRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.pdf import render_page, render_pdf
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight
from cafcass_cases.documents.services import CourtAlone, issue, preview, release_finding


@dataclass
class Subject:
    """A subject of a document, for these tests."""

    case: object
    text: str = "He was left alone."
    missing: tuple = ()
    pk: object = None

    _meta = SimpleNamespace(label_lower="tests.subject")  # as a model has it


@pytest.fixture
def kind(monkeypatch, settings):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    return registry.register_kind(
        DocumentKind(
            key="test-letter", title="Letter", template="documents/base.html", subject_label="tests.subject", court_type="Correspondence",
            subject=lambda user, subject_id, at: None, case=lambda subject: subject.case,
            recipient=lambda subject: Recipient("court", "Leeds Family Court"),
            context=lambda subject: {"document_title": subject.text}, preflight=lambda subject: subject.missing, url=lambda subject: "/",
        )
    )  # fmt: skip


@pytest.fixture
def subject(case, kind):
    return Subject(case, pk=uuid4())


@pytest.fixture
def write(subject, practitioner, now):
    def issued(**more):
        return issue(
            kind="test-letter", subject=subject, recipient=Recipient("court", "Leeds Family Court"), by=practitioner, now=now, **more
        )

    return issued


def test_given_a_document_when_issued_then_its_bytes_and_hash_are_kept_and_its_name_tells_nothing(write, case):
    document = write()
    assert hashlib.sha256(bytes(document.content)).hexdigest() == document.sha256
    assert bytes(document.content).startswith(b"%PDF")
    assert document.file_name == f"{case.reference}-test-letter-1.pdf"
    assert document.policy_version == "1.7"


def test_given_a_newer_version_when_issued_then_it_supersedes_and_the_old_one_stays(write):
    first = write()
    second = write(supersedes=first)
    assert (second.number, second.supersedes_id) == (2, first.pk)
    assert IssuedDocument.objects.get(pk=first.pk).superseded_by == second


def test_given_something_missing_that_blocks_when_issued_then_it_is_refused_naming_the_rule(write, subject):
    subject.missing = (Preflight("What the court is asked to do", blocks=True, rule="P13-2"), Preflight("The GP"))
    with pytest.raises(RuleRefused) as refused:
        write()
    assert (refused.value.rule, refused.value.missing) == ("P13-2", ("What the court is asked to do",))
    assert not IssuedDocument.objects.exists()


@pytest.fixture
def address(family, manager, now, subject):
    subject.text = "She lives at 12 Acacia Avenue now."
    return record_contact_detail(
        person=family.mother, kind="address", value="12 Acacia Avenue, Leeds", confidentiality="confidential", by=manager, now=now
    )


@pytest.fixture
def body(kind, monkeypatch):
    """The letter prints its text."""
    from cafcass_cases.documents import services
    from cafcass_cases.documents.pdf import Page

    monkeypatch.setattr(
        services, "render_page", lambda template, context: Page(f"<p>{context['document_title']}</p>", context["document_title"])
    )


def test_given_a_withheld_address_in_the_text_when_issued_then_it_is_refused_and_nothing_is_kept(write, address, body):
    with pytest.raises(ConfidentialityRefused) as refused:
        write()
    assert "12 Acacia Avenue" in refused.value.missing[0]
    assert not IssuedDocument.objects.exists()


def test_given_reasons_and_a_request_for_directions_when_issued_for_the_court_alone_then_it_goes(write, address, body):
    with pytest.raises(RuleRefused):
        write(court_alone=CourtAlone(reasons="The court must find her.", directions=" "))
    document = write(court_alone=CourtAlone(reasons="The court must find her.", directions="Who may read this."))
    assert document.court_alone
    assert document.directions_requested == "Who may read this."


def test_given_a_false_match_when_a_manager_releases_it_then_it_goes_and_an_edit_voids_the_release(
    write, address, body, subject, manager, practitioner, now
):
    _, (finding,) = preview(kind="test-letter", subject=subject, by=practitioner, now=now)
    with pytest.raises(Denied):
        release_finding(
            kind="test-letter", subject=subject, fingerprint=finding.fingerprint, reason="Another street", by=practitioner, now=now
        )
    release_finding(kind="test-letter", subject=subject, fingerprint=finding.fingerprint, reason="Another street", by=manager, now=now)
    assert write().number == 1
    subject.text = "She really lives at 12 Acacia Avenue now."
    with pytest.raises(ConfidentialityRefused):
        write()


def test_given_a_document_when_read_then_the_reading_is_logged_and_others_find_nothing(
    write, case, practitioner, other_area_practitioner, client, at_now
):
    from cafcass_cases.audit.models import ReadLog

    document = write()
    url = reverse("documents:show_document", args=[document.pk])
    client.force_login(other_area_practitioner)
    assert client.get(url).status_code == 404
    client.force_login(practitioner)
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert case.reference in answer["Content-Disposition"]
    assert "Hartley" not in answer["Content-Disposition"]
    assert ReadLog.objects.filter(user=practitioner, case_id=case.pk, what__contains=str(document.pk)).exists()


def test_given_a_page_when_made_a_pdf_then_it_is_tagged_titled_and_in_english():
    pdf = render_pdf(
        render_page("documents/base.html", {"document_title": "A letter", "case": {"reference": "C-2026-000001"}, "number": 1})
    )
    root = PdfReader(BytesIO(pdf.content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert PdfReader(BytesIO(pdf.content)).metadata.title == "A letter"
    assert pdf.pages == 1
