"""Which checks a case needs, and what of the list of offences a police answer matches: both pure, no database."""

from datetime import date

import pytest

from screening.checks import offences
from screening.checks.models import Kind
from screening.checks.needs import Facts, Party, Place, gaps, needed
from screening.checks.offences import Returned, listed, match, old_label_in, read_line

ON = date(2026, 3, 2)
C100 = ("Child arrangements order",)


def mother(**more):
    return Party("mother", "applicant", ("Jane Hartley",), (Place("leeds"),), **more)


def father(**more):
    return Party(
        "father", "respondent", ("Mark Dawson", "Mark Dawes"), (Place("leeds", date(2024, 2, 1)), Place("bradford", date(2018, 1, 1), date(2024, 2, 1))), **more
    )  # fmt: skip


def child():
    return Party("alice", "subject_child", ("Alice Dawson",), (Place("leeds"),), age=8)


def of(*people, law="private", types=C100):
    return needed(Facts(law, types, ON, people))


def kinds(needs, person=None):
    return [need.kind for need in needs if person is None or need.person == person]


@pytest.mark.requirement("P58-1", "F3.68-1", "F2.18-5", "F2.19-1")
def test_given_a_c100_then_both_parties_are_checked_at_every_authority_of_five_years_and_with_the_police_by_every_name():
    needs = of(mother(), father(), child())
    assert [(need.person, need.authority) for need in needs if need.kind == Kind.AUTHORITY] == [
        ("mother", "leeds"),
        ("father", "leeds"),
        ("father", "bradford"),
    ]
    assert [need.name for need in needs if need.kind == Kind.POLICE_1] == ["Jane Hartley", "Mark Dawson", "Mark Dawes"]
    assert [need.person for need in needs if need.kind == Kind.POLICE_2_DECISION] == ["mother", "father"]
    assert Kind.POLICE_2 not in kinds(needs)


@pytest.mark.requirement("P58-1", "F3.68-1")
def test_given_one_applicant_and_two_respondents_then_six_standard_checks_follow():
    other = Party("third", "respondent", ("Sam Vale",), (Place("leeds"),))
    assert (
        len(
            [
                need
                for need in of(mother(), Party("f", "respondent", ("Mark Dawson",), (Place("leeds"),)), other)
                if need.kind in (Kind.AUTHORITY, Kind.POLICE_1)
            ]
        )
        == 6
    )


@pytest.mark.requirement("F2.15-1", "F2.18-1", "F2.18-2", "F2.18-3")
def test_given_two_adults_and_two_children_then_each_is_searched_for_and_the_papers_are_read():
    needs = of(mother(), father(), child(), Party("ben", "subject_child", ("Ben Dawson",)))
    assert [need.person for need in needs if need.kind == Kind.OWN_RECORDS] == ["mother", "father", "alice", "ben"]
    assert kinds(needs).count(Kind.COURT_FORMS) == kinds(needs).count(Kind.OTHER_PROCEEDINGS) == 1


def test_given_an_address_of_six_years_ago_then_nobody_is_asked_there():
    old = Party("father", "respondent", ("Mark Dawson",), (Place("hull", None, date(2020, 1, 1)), Place("leeds", date(2020, 1, 1))))
    assert [need.authority for need in of(old) if need.kind == Kind.AUTHORITY] == ["leeds"]


@pytest.mark.requirement("F2.18-4")
def test_given_a_child_who_lived_where_no_party_did_then_that_authority_is_asked_too():
    away = Party("alice", "subject_child", ("Alice Dawson",), (Place("hull"),), age=8)
    assert [(need.person, need.authority) for need in of(mother(), away) if need.kind == Kind.AUTHORITY] == [
        ("mother", "leeds"),
        ("alice", "hull"),
    ]


@pytest.mark.requirement("F2.20-1")
def test_given_a_prohibited_steps_application_on_a_c100_then_the_checks_are_needed_all_the_same():
    for types in (("Prohibited Steps Order",), ("Specific Issue Order",)):
        assert Kind.POLICE_1 in kinds(of(mother(), father(), types=types))


@pytest.mark.requirement("P59-1", "F2.20-1")
def test_given_another_application_then_each_party_is_left_to_judgement():
    for types in (("Parental responsibility",), ("Inherent jurisdiction",)):
        needs = of(mother(), father(), types=types)
        assert kinds(needs, "mother") == [Kind.OWN_RECORDS, Kind.JUDGEMENT]
        assert Kind.POLICE_1 not in kinds(needs)


@pytest.mark.requirement("P59-1", "F3.72-1")
def test_given_a_partner_or_a_young_person_at_home_then_somebody_judges_and_what_they_decide_needs_consent():
    partner = Party("partner", "other_adult", ("Lee Moss",), (Place("leeds"),))
    young = Party("callum", "connected_child", ("Callum Dawson",), age=14, shares_home=True)
    infant = Party("baby", "connected_child", ("Baby Dawson",), age=1, shares_home=True)
    needs = of(mother(), partner, young, infant)
    assert [need.person for need in needs if need.kind == Kind.JUDGEMENT] == ["partner", "callum"]
    judged = of(
        mother(), Party("partner", "other_adult", ("Lee Moss",), (Place("leeds"),), judged=frozenset({Kind.POLICE_1, Kind.AUTHORITY}))
    )
    assert {(need.kind, need.consent) for need in judged if need.person == "partner" and need.kind in (Kind.POLICE_1, Kind.AUTHORITY)} == {
        (Kind.POLICE_1, True),
        (Kind.AUTHORITY, True),
    }


@pytest.mark.requirement("F2.21-1", "F3.67-1")
def test_given_public_law_then_the_authority_confirms_each_item_and_only_our_own_records_are_searched_by_us():
    needs = of(mother(), child(), law="public", types=("Care order",))
    assert set(kinds(needs)) == {Kind.OWN_RECORDS, Kind.CONFIRMATION}
    assert [need.name for need in needs if need.kind == Kind.CONFIRMATION] == ["forms", "proceedings", "plan", "authority", "police"]


def test_given_addresses_that_do_not_reach_back_five_years_then_the_gap_is_named():
    new = Party("father", "respondent", ("Mark Dawson",), (Place("leeds", date(2024, 2, 1)),))
    assert [gap.words for gap in gaps(Facts("private", C100, ON, (mother(), new)))] == [
        "Where they lived before 1 February 2024 is not known; the checks cover five years."
    ]
    assert [gap.words for gap in gaps(Facts("private", C100, ON, (Party("x", "applicant", ("X Y",)),)))] == [
        "No address with an authority is known."
    ]


# ---- the list of offences


def matched(line, **more):
    read = read_line(line)
    found = match(Returned(read.offence, read.law, read.on, read.disposal, **more))
    return [f"{one.offence} | {one.law}" for one in found.matches], " ".join(found.notes)


@pytest.mark.requirement("FA2-4")
def test_given_the_list_then_it_stands_as_printed_with_its_source():
    assert len(listed()) == 118
    assert [row.law for row in listed() if row.offence == "Infanticide"] == ["Common Law", "Infanticide Act 1938, section 1"]
    assert any(row.offence.endswith("under 16*") for row in listed())
    assert listed()[-1].act == "Asylum and Immigration (Treatment of Claimants, etc)"
    assert "1 March 2007, Appendix II" in offences.source()


@pytest.mark.requirement("FA2-4")
def test_given_a_caution_of_1998_under_an_act_since_repealed_then_it_matches_by_act_and_section():
    found, notes = matched("Indecent assault on a female under 16, s.14 Sexual Offences Act 1956, 12/05/1998, caution")
    assert found == ["Indecent assault on a woman | Sexual Offences Act 1956, section 14"]
    assert "cautions and discharges count" in notes


@pytest.mark.requirement("FA2-4")
@pytest.mark.parametrize(
    ("line", "law"),
    [
        ("attempted rape of a child under 13, convicted", "Sexual Offences Act 2003, section 5"),
        ("conspiracy to murder, convicted", "Common Law"),
        ("aiding and abetting cruelty to a child, caution", "Children and Young Persons Act 1933, section 1"),
        ("incitement to kidnapping, convicted", "Common Law"),
        ("Common assault 2015 conditional discharge", "Common Law"),
        ("Assault occasioning ABH, convicted 2003", "Offences Against the Person Act 1861, section 47"),
    ],
)  # fmt: skip
def test_given_an_attempt_conspiracy_incitement_aiding_caution_or_discharge_then_it_counts(line, law):
    found, _ = matched(line)
    assert [one.split(" | ")[1] for one in found] == [law]


@pytest.mark.requirement("FA2-4")
def test_given_namesakes_under_different_acts_then_the_act_parts_them_and_without_it_both_are_proposed_and_said():
    assert matched("Rape, s1 SOA 2003, convicted 2010")[0] == ["Rape | Sexual Offences Act 2003, section 1"]
    assert matched("Rape, Sexual Offences Act 1956, convicted")[0] == ["Rape | Sexual Offences Act 1956, section 1"]
    both, notes = matched("Rape, convicted")
    assert len(both) == 2
    assert "The Act was not given" in notes
    neither, notes = matched("Rape, Criminal Justice Act 1994, convicted")
    assert neither == []
    assert "listed under another law" in notes


@pytest.mark.requirement("FA2-4")
def test_given_the_victim_then_under_18_is_asked_and_an_adult_counts_only_where_the_entry_names_one():
    assert "Ask how old the victim was" in matched("Murder, convicted")[1]
    assert matched("Murder, convicted", victim_was_child=True)[1] == ""
    found, notes = matched("Murder, convicted", victim_was_child=False)
    assert found == []
    assert "this victim was not" in notes
    assert matched("Indecent assault on a woman, s.14 Sexual Offences Act 1956, convicted", victim_was_child=False)[0] != []


def test_given_what_is_not_on_the_list_or_not_a_finding_then_nothing_is_proposed():
    for line in (
        "Theft from shop 2004 fined",
        "Possession of cannabis 2001 caution",
        "Drunk and disorderly 2002 fined",
        "Robbery, section 8 Theft Act 1968",
    ):
        assert matched(line)[0] == []
    assert matched("Sexual assault, s3 Sexual Offences Act 2003, not guilty 2018")[0] == []


@pytest.mark.requirement("FA2-1")
def test_given_the_old_label_then_the_right_term_is_named_and_the_statute_itself_is_left_alone():
    assert "Risk to Children" in old_label_in("He is a Schedule 1 offender.")
    assert old_label_in("Schedule 1 to the Children and Young Persons Act 1933") == ""
