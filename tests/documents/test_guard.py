"""The confidentiality guard: what is withheld from a reader never reaches them, however it is written."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cafcass_cases.cases.services import record_contact_detail, set_confidentiality
from cafcass_cases.documents.guard import TextPart, check
from cafcass_cases.documents.recipients import Recipient

COURT = Recipient("court", "Leeds Family Court")
AUTHORITY = Recipient("local_authority", "Leeds")
PARTIES = Recipient("parties")
SOLICITOR = Recipient("respondent")


@pytest.fixture
def confidential(family, manager, now):
    """The mother's address, telephone, e-mail and refuge, and the children's school, are confidential (C8)."""

    def record(person, kind, value, postcode="", withheld_from=()):
        return record_contact_detail(
            person=person,
            kind=kind,
            value=value,
            postcode=postcode,
            confidentiality="confidential",
            withheld_from=withheld_from,
            by=manager,
            now=now,
        )

    return {
        "address": record(family.mother, "address", "12 Acacia Avenue, Headingley, Leeds", "LS6 3XY"),
        "telephone": record(family.mother, "telephone", "0113 496 0182"),
        "email": record(family.mother, "email", "jane.hartley@family.example"),
        "refuge": record(family.mother, "refuge", "Rowan House Refuge"),
        "school": record(family.alice, "school", "St Wilfrid's Primary School"),
    }


def found(text, case, recipient=COURT, name="Text"):
    return check(parts=[TextPart(name, text)], case=case, recipient=recipient)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She has moved to 12 Acacia Ave and feels safe.", "address"),
        ("She has moved to 12, Acacia\nAvenue.", "address"),
        ("I visited Acacia Avenue on Monday.", "address"),
        ("The postcode is ls63xy.", "address"),
        ("It is L S 6 - 3 X Y.", "address"),
        ("Ring 0 1 1 3 4 9 6 0 1 8 2 after six.", "telephone"),
        ("Ring +44 (0)113 4960182.", "telephone"),
        ("Write to Jane.Hartley @ family.example.", "email"),
        ("Both attend St. Wilfrids Primary.", "school"),
        ("Both attend ST WILFRID’S PRIMARY SCHOOL.", "school"),
        ("She stays at Rowan-House refuge.", "refuge"),
        ("１２ Ａｃａｃｉａ Ａｖｅｎｕｅ", "address"),
    ],
)
@pytest.mark.requirement("P31-5")
def test_given_a_withheld_detail_however_spelt_when_checked_then_it_is_found_and_the_sentence_named(text, kind, confidential, case):
    findings = found(f"Nothing here. {text} Nothing there.", case)
    assert {finding.detail_id for finding in findings} == {confidential[kind].pk}
    assert all("Nothing here" not in finding.sentence for finding in findings)


@pytest.mark.parametrize(
    "text",
    [
        "The mother lives in Leeds and attends Headingley library.",
        "Alice attends a primary school near her home.",
        "The father lives at 4 Mill Lane, LS6 2AB.",
        "She rang 0113 496 0199 instead.",
        "Section 12 of the plan concerns an avenue of enquiry.",
        "On 12 March 2026 the hearing was listed.",
    ],
)
def test_given_text_that_tells_nothing_withheld_when_checked_then_nothing_is_found(text, confidential, case):
    assert found(text, case) == []


def test_given_several_sentences_when_checked_then_each_is_named(confidential, case):
    findings = found("She is at 12 Acacia Ave. Her postcode is LS6 3XY. Her number is 01134960182.", case)
    assert len({finding.sentence for finding in findings}) == 3


def test_given_a_file_name_or_title_when_checked_then_they_count_too(confidential, case):
    assert found("hartley-12-acacia-avenue.pdf", case, name="File name")


def test_given_the_authority_when_checked_then_it_may_read_the_address_and_parties_may_not(confidential, case):
    text = "She lives at 12 Acacia Avenue, LS6 3XY."
    assert found(text, case, AUTHORITY) == []
    assert found(text, case, PARTIES)
    assert found(text, case, SOLICITOR)


def test_given_a_detail_withheld_from_the_authority_by_name_when_checked_then_it_may_not_read_it(family, manager, now, confidential, case):
    set_confidentiality(
        detail=confidential["address"], confidentiality="confidential", withheld_from=["local_authority"], by=manager, now=now
    )
    assert found("She lives at 12 Acacia Avenue.", case, AUTHORITY)


def test_given_a_copy_for_the_court_alone_when_checked_then_nothing_is_withheld_from_it(confidential, case):
    assert found("She lives at 12 Acacia Avenue.", case, Recipient("court", "Leeds", court_alone=True)) == []


def test_given_a_c8_that_nobody_has_read_when_checked_then_what_was_not_asked_is_confidential(family, manager, now, case):
    record_contact_detail(person=family.mother, kind="address", value="7 Elm Grove, Leeds", postcode="LS8 1AA", by=manager, now=now)
    assert found("She lives at 7 Elm Grove.", case) == []
    case.c8_unread = True
    case.save()
    assert found("She lives at 7 Elm Grove.", case)


def test_given_a_detail_withheld_from_one_person_when_checked_then_only_that_person_may_not_read_it(family, manager, now, case):
    record_contact_detail(
        person=family.mother, kind="workplace", value="Harrogate Bookbinders", confidentiality="confidential",
        withheld_from_people=[family.father.pk], by=manager, now=now,
    )  # fmt: skip
    text = "She works at Harrogate Bookbinders."
    assert found(text, case, Recipient("others", people=(family.father.pk,)))
    assert found(text, case, AUTHORITY) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(breaks=st.lists(st.sampled_from(["", " ", "-", "\n", ".", "\u200b", "  "]), min_size=24, max_size=24))
def test_given_any_breaks_within_it_when_checked_then_the_telephone_number_is_still_found(breaks, confidential, case):
    number = "".join(digit + gap for digit, gap in zip("01134960182", breaks, strict=False))
    assert found(f"Ring {number} now", case)
