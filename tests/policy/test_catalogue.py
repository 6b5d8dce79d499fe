"""Both documents as data: every requirement once, cited as people cite it."""

import pytest

from cafcass_cases.policy import catalogue


def test_both_documents_are_there_whole():
    numbers = {key: [r for p in catalogue.document(key).paragraphs for r in p.requirements] for key in catalogue.FILES}
    assert len(numbers["policy"]) == 182
    assert len(numbers["framework"]) == 233
    assert len(catalogue.requirements()) == 415


def test_every_paragraph_of_the_policy_has_a_requirement():
    shown = {number for p in catalogue.document("policy").paragraphs for number in p.number.split("; ")}
    assert shown == {str(n) for n in range(61)}


@pytest.mark.parametrize(
    ("requirement_id", "citation"),
    [
        ("P12-4", "Policy 12"),
        ("P0-1", "Policy preamble"),
        ("F2.104-1", "Framework 2.104"),
        ("F2.101-1", "Framework 2.101 and 2.103"),
        ("FA5-1", "Framework appendix V"),
        ("unheard-of", "unheard-of"),
    ],
)
def test_a_requirement_is_cited_by_its_paragraph(requirement_id, citation):
    assert catalogue.cite(requirement_id) == citation


def test_several_requirements_of_one_paragraph_are_cited_once():
    assert catalogue.cite_all(["P9-1", "P9-2", "P10-1"]) == "Policy 9, Policy 10"


def test_a_paragraph_taken_together_with_others_is_found_by_its_own_number():
    assert any(r.id.startswith("F2.101") for r in catalogue.paragraph("framework", "2.103").requirements)
    with pytest.raises(KeyError):
        catalogue.paragraph("policy", "99")


def test_what_the_policy_overtook_says_so():
    assert catalogue.requirement("F2.104-1").standing == "superseded"
    assert catalogue.requirement("P12-4").standing_words == ""
