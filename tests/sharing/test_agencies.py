"""Who knows of our involvement is told when it ends."""

from datetime import date

import pytest

from cafcass_cases.cases.services import close_case, complete_case, record_contact_detail
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.guard import ConfidentialityRefused
from cafcass_cases.documents.services import preview
from cafcass_cases.duties.models import Duty
from practice.lifecycle.services import record_ending
from sharing.models import InformedAgency
from sharing.services import record_ending_told, record_not_shared
from tests.cast import london_time
from tests.referrals.conftest import call, concern, full_record, hold, log, refer, referral, request_it  # noqa: F401
from tests.sharing.conftest import duty


@pytest.fixture
def school(note, tell):
    tell(note("school", "prohibited_steps"), in_danger=True, risk_reasons="He is at the gate.")
    return InformedAgency.objects.get(kind="school")


def test_given_agencies_that_were_told_when_the_case_is_completed_then_each_is_owed_word_once(case, note, tell, school, practitioner, now):
    for purpose in ("child_protection", "child_protection"):
        tell(note("police", purpose))
    tell(note("child_solicitor", "childs_case"))
    complete_case(case=case, completed_at=now, by=practitioner, now=now)
    owed = Duty.objects.filter(key="involvement-ended")
    assert {one.detail for one in owed} == {"The child’s school", "The police"}
    assert {one.due_at for one in owed} == {london_time("2026-03-13 17:00")}
    record_ending_told(agency=school, told_at=now, how="By e-mail to the head", by=practitioner, now=now)
    assert duty("involvement-ended", school).ending == "done"


def test_given_a_referral_made_when_the_case_ends_then_the_authority_is_told(case, referral, call, practitioner, authority_x, now):
    call(referral, "2026-03-06 18:20")
    agency = InformedAgency.objects.get(case=case)
    assert (agency.authority, agency.how) == (authority_x, f"Referral {referral.reference}")
    with pytest.raises(RuleRefused):
        record_ending_told(agency=agency, told_at=now, how="By e-mail", by=practitioner, now=now)
    later = london_time("2026-03-20 12:00")
    complete_case(case=case, completed_at=later, by=practitioner, now=later)
    assert duty("involvement-ended", agency).due_at == london_time("2026-03-27 17:00")


def test_given_an_agency_told_after_the_end_then_word_of_the_end_is_owed_too(case, note, tell, practitioner, now):
    complete_case(case=case, completed_at=now, by=practitioner, now=now)
    tell(note("police", "child_protection"))
    assert Duty.objects.filter(key="involvement-ended", ended_at=None).count() == 1


def test_given_a_request_unanswered_when_the_case_is_to_close_then_it_stands_against_it(case, note, manager, practitioner, now):
    sharing = note("police", "other")
    with pytest.raises(RuleRefused) as caught:
        close_case(case=case, closed_at=now, by=manager, now=now)
    assert any(sharing.reference in phrase for phrase in caught.value.missing)
    record_not_shared(sharing=sharing, reason="It needs the court.", answered_at=now, by=practitioner, now=now)
    record_ending(case=case, kind="final_hearing", ended_at=now, by=practitioner, now=now)
    assert close_case(case=case, closed_at=now, by=manager, now=now).stage == "closed"


def test_given_what_is_shared_when_the_record_is_made_then_it_says_what_for_on_what_ground_and_no_more(note, tell, practitioner, now):
    def text_of(disclosure):
        page, found = preview(kind="sharing-record", subject=disclosure, by=practitioner, now=now)
        assert found == []
        return " ".join(page.text.split())

    authority = text_of(tell(note("local_authority", "section_47", gateway_on=date(2026, 3, 5))))
    for words in (
        "They are well at school.",
        "Policy 20".lower(),
        "begun 5 March 2026",
        "you may pass on at a MARAC",
        "14 June 2017",
        "will tell you when its involvement ends",
    ):
        assert words in authority
    school = text_of(tell(note("school", "prohibited_steps"), in_danger=True, risk_reasons="He is at the gate."))
    assert all(words in school for words in ("He is at the gate.", "Alice Dawson"))
    assert not any(words in school for words in ("MARAC", "14 June 2017"))


@pytest.mark.requirement("P20-5")
def test_given_a_confidential_school_when_shared_then_the_guard_knows_the_recipient(family, note, tell, manager, now):
    record_contact_detail(
        person=family.alice, kind="school", value="St Wilfrid's Primary School", confidentiality="confidential", by=manager, now=now
    )
    told = {"shared": "She goes to St Wilfrid's Primary.", "basis": "Direction 4"}
    assert tell(note("local_authority", "section_47", gateway_on=date(2026, 3, 5)), shared=told["shared"]).document_id
    for to, purpose in (("party", "section_16a"), ("child_solicitor", "childs_case"), ("hospital", "treating")):
        with pytest.raises(ConfidentialityRefused):
            tell(note(to, purpose), **told)
