"""A 16A that the court's interface takes is sent: whoever filed it has nothing more to record."""

import pytest

from cafcass_cases.cases.services import change_case
from cafcass_cases.documents.filing import file_at_court, send_waiting
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty
from referrals import services
from tools.fake_court import FakeCourt

NUMBER = "1772812800000007"


@pytest.mark.requirement("P28-3")
def test_given_an_issued_16a_when_the_court_gives_its_receipt_then_it_is_sent_and_the_courts_steps_are_chased(
    concern, assessment, practitioner, manager, now, settings
):
    change_case(case=concern.case, changes={"court_case_id": NUMBER}, by=manager, now=now)
    services.issue_16a(assessment=assessment, by=practitioner, now=now, unsupervised_reason="It cannot wait for the manager.")
    assessment.refresh_from_db()
    document = IssuedDocument.objects.get(pk=assessment.document_id)
    with FakeCourt() as court:
        settings.COURT_INTERFACES = court.settings()
        court.cases["private"][NUMBER] = {"id": int(NUMBER)}
        file_at_court(document=document, type_of_document="S_16A_Risk_Assessment", by=practitioner, now=now)
        assert Duty.objects.filter(key="s16a", ended_at=None).exists()
        assert send_waiting(now=now) == 1
        assert court.filed[0].content == bytes(document.content)
    assessment.refresh_from_db()
    assert assessment.sent_at == now
    assert not Duty.objects.filter(key="s16a", ended_at=None).exists()
    assert Duty.objects.filter(key="s16a-acknowledged", ended_at=None).exists()
