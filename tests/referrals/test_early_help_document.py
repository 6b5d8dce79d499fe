"""The early help referral is a document of its own: consent first, help sought, and nothing of enquiries (policy 15)."""

import pytest

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import preview
from referrals import services
from tests.cast import NOW


@pytest.fixture
def early_help(refer, call, practitioner):
    referral = refer(kind="early_help")
    call(referral, NOW)
    services.write_referral(
        referral=referral, content={"analysis": "They need help with nights.", "evidence": "The mother said so."}, by=practitioner, now=NOW
    )
    referral.refresh_from_db()
    return referral


@pytest.fixture
def consent(practitioner):
    def run(referral):
        return services.record_consent(
            referral=referral,
            consent_by="Jane Hartley, for a sleep support worker",
            how="by telephone",
            consent_at=NOW,
            consent_children="They are two and four, too young to be asked.",
            consent_court="District Judge Grey, 5 March 2026",
            by=practitioner,
            now=NOW,
        )

    return run


@pytest.mark.requirement("P15-4")
def test_given_no_consent_then_the_document_is_refused(early_help, practitioner):
    with pytest.raises(RuleRefused) as refused:
        services.issue_written_referral(referral=early_help, by=practitioner, now=NOW)
    assert refused.value.rule == "P15-4"
    assert refused.value.missing == ("Consent of a parent or carer",)


@pytest.mark.requirement("P15-4")
def test_given_consent_then_the_document_says_who_consented_and_what_help_is_sought_and_nothing_of_section_47(
    early_help, consent, practitioner
):
    consent(early_help)
    writing = services.issue_written_referral(referral=early_help, by=practitioner, now=NOW)
    document = IssuedDocument.objects.get(pk=writing.document_id)
    assert (document.kind, document.title) == ("early-help-referral", "Early help referral")
    page, _ = preview(kind="early-help-referral", subject=writing, by=practitioner, now=NOW)
    for words in (
        "Consent given by",
        "Jane Hartley, for a sleep support worker",
        "by telephone",
        "The help that is sought",
        "Early help or family support",
    ):
        assert words in page.text
    for words in ("section 47", "Child protection", "safety referral", "consent is not required"):
        assert words not in page.text


@pytest.mark.requirement("P15-4")
def test_given_a_referral_changed_to_early_help_then_it_asks_for_help_and_its_document_is_made_anew(refer, call, consent, practitioner):
    referral = refer(kind="safety")
    call(referral, NOW)
    first = services.issue_written_referral(referral=referral, by=practitioner, now=NOW)
    assert IssuedDocument.objects.get(pk=first.document_id).kind == "written-referral"
    services.change_referral_kind(
        referral=referral, kind="early_help", sought="section_47", reason="Not at risk.", by=practitioner, now=NOW
    )
    referral.refresh_from_db()
    assert referral.sought == "early_help"
    consent(referral)
    second = services.issue_written_referral(referral=referral, by=practitioner, now=NOW)
    assert IssuedDocument.objects.get(pk=second.document_id).kind == "early-help-referral"
    page, _ = preview(kind="early-help-referral", subject=second, by=practitioner, now=NOW)
    assert "section 47" not in page.text


@pytest.mark.requirement("P15-4")
def test_given_early_help_then_its_first_section_names_need_and_not_harm(early_help):
    words = early_help.writings.get().content["concern"]
    assert "alleged" not in words.lower()
    assert early_help.concern.said in words
