"""The doors of intake, and of filing at court."""

from uuid import uuid4

from cafcass_cases.core.acting import acting
from cafcass_cases.documents.models import Filing, IssuedDocument
from screening.first_look import open_screening
from screening.models import ApplicationPaper, CourtRecord
from tests.access.table import EVERY_SUPPORT, SEERS, WORKERS, for_roles, of_case

DOORS = [
    for_roles({"manager", "cover_manager", "other_manager", "administrator"} | EVERY_SUPPORT, """
        screening:list_court_applications screening:enter_application screening:list_court_teams screening:read_again screening:try_items_again
        """),
    of_case(SEERS, "screening:show_application screening:show_paper documents:show_filing"),
    of_case(WORKERS, "screening:record_screening documents:file_at_court documents:record_sent_another_way"),
]  # fmt: skip
PAGES = [
    ("practitioner", "screening:show_application", ("case_id",)),
    ("practitioner", "documents:show_filing", ("document_id",)),
    ("manager", "screening:list_court_applications", ()),
]


def make(lived):
    from tests.access.world import NOW

    by = lived.users["practitioner"]
    screening = open_screening(case=lived.case, what="C100", arrived_at=NOW, by=None, now=NOW)
    paper = "5f0c1b52-0000-4000-8000-000000000001"
    item = {"id": 1772812800000099, "case_data": {"c1ADocument": {"document_id": paper}}}
    with acting(by=None, now=NOW):
        record = CourtRecord.objects.filter(case=lived.case).first() or CourtRecord(case=lived.case)
        record.payload, record.sha256, record.received_at = item, "0" * 64, NOW
        record.save()
        document = IssuedDocument.objects.filter(case=lived.case).first() or IssuedDocument.objects.create(
            case=lived.case, kind="test", title="Letter", number=1, subject_label="tests.subject", subject_id=uuid4(), content=b"%PDF-", sha256="0" * 64,
            pages=1, issued_at=NOW, issued_by=by, policy_version="1.7", recipient_kind="court", file_name="a.pdf",
        )  # fmt: skip
        ApplicationPaper.objects.create(
            case=lived.case, document_id=paper, kind="C1A", content=b"%PDF-", sha256="0" * 64, fetched_at=NOW, fetched_by=by
        )
        filing = Filing(document=document, case=lived.case, type_of_document="Correspondence", requested_at=NOW, requested_by=by)
        filing.save()
    return {"screening_id": screening.pk, "court_document_id": paper, "filing_id": filing.pk}


STANDS_FOR = {"screening:show_paper": {"document_id": "court_document_id"}}
