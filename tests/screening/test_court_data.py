"""Reading the court's answer: every shape it comes in, and nothing that breaks on it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cafcass_cases.cases import reference
from screening.authority_codes import court_authorities, known_authority
from screening.court_data import CannotRead, items_of, read_application

ANSWER = json.loads((Path(__file__).parent / "data" / "search_answer.json").read_text())


def application(position: int = 0):
    return read_application(ANSWER["cases"][position], f"cases[{position}]")


def test_given_dates_as_text_and_as_lists_when_read_then_both_are_dates():
    ella, theo = [person for person in application().people if person.role == "subject_child"]
    assert (ella.date_of_birth, theo.date_of_birth) == (date(2017, 11, 3), date(2020, 8, 19))
    assert application(1).submitted_at == datetime(2026, 3, 2, tzinfo=UTC)


def test_given_an_empty_person_in_the_answer_when_read_then_nobody_is_invented():
    assert [person.role for person in application().people] == ["subject_child", "subject_child", "applicant", "respondent"]


def test_given_confidential_flags_when_read_then_each_detail_carries_its_own():
    mother = next(person for person in application().people if person.role == "applicant")
    assert {contact.kind: contact.confidential for contact in mother.contacts} == {"address": True, "telephone": False, "email": False}
    assert next(contact.postcode for contact in mother.contacts if contact.kind == "address") == "LS6 2AB"


def test_given_a_c1a_or_a_c8_when_read_then_harm_alleged_and_confidentiality_are_known():
    assert application().harm_alleged_on_c1a
    assert not application().has_c8
    assert application(1).has_c8
    assert not application(1).flags_given


def test_given_an_implausible_value_when_read_then_it_is_kept_and_doubted():
    child = application(1).people[0]
    assert child.date_of_birth == date(1990, 11, 12)
    assert "A subject child who is 18 or older" in child.doubts


def test_given_the_first_hearing_in_the_answer_when_read_then_its_time_is_londons():
    assert application().hearings[0].starts_at == datetime(2026, 3, 12, 10, 0, tzinfo=UTC)


def test_given_an_item_without_a_case_number_when_read_then_it_is_rejected_with_its_path():
    with pytest.raises(CannotRead, match=r"cases\[2\]\.id"):
        application(2)


def test_given_an_answer_with_nothing_in_it_when_read_then_it_is_normal():
    assert items_of({"total": 0}) == []


@pytest.mark.parametrize("broken", ["text", 7, None, {"cases": "none"}, {}])
def test_given_something_else_when_read_then_it_is_refused(broken):
    with pytest.raises(CannotRead):
        items_of(broken)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**16) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = [
    "children", "applicants", "respondents", "dateSubmitted", "courtName", "hearingData", "c8Document", "confidentialDetails",
    "ordersApplyingFor", "caseManagementLocation", "otherPeopleInTheCaseTable", "applicantsConfidentialDetails",
]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(KEYS), json_values, max_size=8))
def test_given_any_values_under_known_keys_when_read_then_nothing_breaks(case_data):
    assert read_application({"id": 1772812800000001, "case_data": case_data}).court_case_id == "1772812800000001"


class TestTheCourtsCodesForAuthorities:
    def test_given_the_table_when_read_then_every_english_authority_is_one_of_the_directory_and_none_stands_twice(self):
        held = [authority.gss_code for authority in court_authorities().values() if authority.gss_code]
        directory = {row["gss_code"]: row["name"] for row in reference._rows("local_authorities.csv")}
        assert set(directory) - set(held) == {"E06000053"}  # the Isles of Scilly, which the court does not list
        assert len(held) == len(set(held)) == len(directory) - 1
        assert {code: name for code, (gss, name) in court_authorities().items() if gss and directory[gss] != name} == {}

    @pytest.mark.parametrize(
        ("code", "gss", "name"),
        [
            ("WAF", "E09000031", "Waltham Forest"),
            ("LBTH", "E09000030", "Tower Hamlets"),
            ("BRD", "", "Bridgend (Wales)"),
            ("BRA", "E08000032", "Bradford"),
        ],
    )
    def test_given_a_code_that_looks_like_another_authority_when_read_then_it_is_the_courts_own_meaning(self, code, gss, name):
        assert known_authority(code) == (gss, name)

    def test_given_a_code_that_nobody_knows_when_read_then_it_is_flagged_with_what_to_do_and_a_known_one_is_not(self):
        item = {"id": "1772812800000009", "caseData": {"applicantLA": "XYZ", "respondentLA": "CDF"}}
        application = read_application(item)
        assert [doubt.split(":")[0] for doubt in application.doubts] == ["The court’s short code for an authority, XYZ, is not known here"]
        assert "application form" in application.doubts[0]
