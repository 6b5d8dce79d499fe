"""One human being across cases: proposed, decided, remembered, undone without loss."""

from datetime import date

import pytest
from django.urls import reverse

from cafcass_cases.audit.models import ReadLog
from cafcass_cases.cases import selectors, services
from cafcass_cases.cases.matching import LEAST, Known, compare, fold, one_digit_off, swapped
from cafcass_cases.cases.models import LinkProposal, PersonIdentity
from cafcass_cases.core.errors import Denied, RuleRefused
from tests.cast import NOW, STARTED


def known(name: str, born: date | None = None, *others: str, postcodes=()) -> Known:
    given, _, family = fold(name).rpartition(" ")
    return Known(fold(name), tuple(map(fold, others)), given, family, born, frozenset(postcodes))


MARK = known("Mark Dawson", date(1987, 9, 30))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (known("Mark Dawson", date(1987, 9, 30)), "The same name"),
        (known("Marc Dawsen", date(1987, 9, 30)), "Names are alike"),
        (known("Dawson Mark", date(1987, 9, 30)), "changed over"),
        (known("Stephen Cole", date(1987, 9, 30), "Mark Dawson"), "former or other name"),
        (known("Mark Dawson", date(1987, 9, 29)), "one digit or one day"),
        (known("Mark Dawson", date(1987, 9, 20)), "one digit or one day"),
        (known("Mark Dawson", None), "The same name"),
    ],
)
def test_likely_pairs_and_why(other, reason):
    score = compare(MARK, other)
    assert score.value >= LEAST
    assert any(reason in one for one in score.reasons), score


@pytest.mark.parametrize(
    "other",
    [known("Mark Dawson", date(1962, 1, 5)), known("Alan Whitfield", date(1987, 9, 30)), known("Martha Lawson", date(1991, 2, 2))],
)
def test_unlikely_pairs_are_not_proposed(other):
    assert compare(MARK, other).value < LEAST
    assert compare(MARK, known("Mark Dawson", date(1987, 9, 30))).value > compare(MARK, other).value


def test_day_and_month_changed_over():
    assert swapped(date(1990, 4, 2)) == date(1990, 2, 4)
    assert swapped(date(1987, 9, 30)) is None
    assert date(1990, 4, 12) in one_digit_off(date(1990, 4, 2))
    score = compare(known("Jane Hartley", date(1990, 4, 2)), known("Jane Hartley", date(1990, 2, 4)))
    assert "Day and month of birth are changed over" in score.reasons


def test_sound_is_heard():
    score = compare(known("Stephen Clarke", date(1990, 4, 2)), known("Steven Clark", date(1990, 4, 2)))
    assert score.value >= LEAST


@pytest.fixture
def elsewhere(other_area_manager):
    """Another area's case that knows Marc Dawson, born on the same day, at a confidential address."""
    by = {"by": other_area_manager, "now": STARTED}
    case = services.create_case(law="public", application_types=["C110A"], received_at=STARTED, team=other_area_manager.team, **by)
    marc = services.add_person(
        case=case, role="respondent", given_names="Marc", family_name="Dawson", date_of_birth=date(1987, 9, 30), **by
    )
    services.record_contact_detail(
        person=marc, kind="address", value="Somewhere safe", postcode="LS6 2AB", confidentiality="confidential", **by
    )
    services.add_person(case=case, role="subject_child", given_names="Zoe", family_name="Quill", date_of_birth=date(2019, 1, 1), **by)
    return marc


@pytest.mark.django_db
@pytest.mark.requirement("F2.18-1")
def test_the_whole_country_is_searched_and_confidential_places_never_help(family, elsewhere, practitioner):
    (proposal,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    assert proposal.other == elsewhere
    assert "The same date of birth" in proposal.reasons
    # the confidential postcode is the same, and is never a reason
    assert not any("postcode" in reason for reason in proposal.reasons)
    # looking again finds the same proposal, from either side
    assert services.propose_links(person=family.father, by=practitioner, now=NOW) == [proposal]
    assert services.propose_links(person=elsewhere, by=practitioner, now=NOW) == [proposal]
    assert LinkProposal.objects.count() == 1


@pytest.mark.django_db
def test_a_decision_is_remembered_and_undone(family, elsewhere, practitioner):
    (proposal,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    services.decide_link(proposal=proposal, same=False, reason="Different men", by=practitioner, now=NOW)
    (again,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    assert again.state == LinkProposal.State.REJECTED
    with pytest.raises(RuleRefused):
        services.decide_link(proposal=proposal, same=True, by=practitioner, now=NOW)
    services.undo_link(proposal=proposal, reason="New information", by=practitioner, now=NOW)
    services.decide_link(proposal=proposal, same=True, reason="The same photograph", by=practitioner, now=NOW)
    assert selectors.linked_people(family.father) == [elsewhere]
    assert selectors.linked_people(elsewhere) == [family.father]


@pytest.mark.django_db
def test_markers_are_seen_across_linked_persons_and_stay_where_they_came_from(family, elsewhere, practitioner, other_area_practitioner):
    marker = services.record_marker(
        person=elsewhere, kind="registered_sex_offender", source="Police", detail="Offence of 2015", by=other_area_practitioner, now=NOW
    )
    assert selectors.markers_of([family.father], NOW) == {}
    (proposal,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    services.decide_link(proposal=proposal, same=True, reason="Yes", by=practitioner, now=NOW)
    assert selectors.markers_of([family.father, family.mother], NOW) == {family.father.pk: [marker]}
    services.undo_link(proposal=proposal, reason="Not the same", by=practitioner, now=NOW)
    assert selectors.markers_of([family.father], NOW) == {}
    assert selectors.markers_of([elsewhere], NOW) == {elsewhere.pk: [marker]}
    assert selectors.linked_people(family.father) == []


@pytest.mark.django_db
def test_groups_join_and_part_without_loss(family, elsewhere, practitioner, manager, team):
    third_case = services.create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=NOW)
    third = services.add_person(
        case=third_case, role="applicant", given_names="Mark", family_name="Dawsen", date_of_birth=date(1987, 9, 30), by=manager, now=NOW
    )
    first, second = sorted(services.propose_links(person=family.father, by=practitioner, now=NOW), key=lambda p: p.other == third)
    services.decide_link(proposal=first, same=True, reason="x", by=practitioner, now=NOW)
    services.decide_link(proposal=second, same=True, reason="x", by=practitioner, now=NOW)
    assert set(selectors.linked_people(family.father)) == {elsewhere, third}
    marker = services.record_marker(person=third, kind="mappa", source="Probation", by=manager, now=NOW)
    assert selectors.markers_of([elsewhere], NOW) == {elsewhere.pk: [marker]}
    # When the father's link with the third is undone, the other two stay together and the marker goes with the third
    services.undo_link(proposal=second, reason="x", by=practitioner, now=NOW)
    assert selectors.linked_people(family.father) == [elsewhere]
    assert selectors.linked_people(third) == []
    assert selectors.markers_of([elsewhere, family.father, third], NOW) == {third.pk: [marker]}
    # nothing was deleted
    assert PersonIdentity.objects.filter(person=third).count() >= 2


@pytest.mark.django_db
def test_restricted_cases_are_not_proposed_to_those_outside(family, elsewhere, practitioner, other_area_manager):
    services.restrict_case(case=elsewhere.case, reason="A colleague", named=[other_area_manager], by=other_area_manager, now=NOW)
    assert services.propose_links(person=family.father, by=practitioner, now=NOW) == []
    assert len(services.propose_links(person=family.father, by=other_area_manager, now=NOW)) == 1
    assert not selectors.proposals_of(practitioner, family.father, NOW).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["business_support", "auditor", "administrator"])
def test_linking_is_a_permission_of_its_own(cast, family, who):
    with pytest.raises(Denied):
        services.propose_links(person=family.father, by=cast[who], now=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("at_now")
def test_cards_are_minimal_and_every_look_is_logged_in_both_cases(family, elsewhere, practitioner, sign_in):
    client = sign_in(practitioner)
    person = {"person_id": family.father.pk}
    assert client.post(reverse("cases:find_links", kwargs=person)).status_code == 302
    ReadLog.objects.filter()
    text = client.get(reverse("cases:list_links", kwargs=person)).content.decode()
    assert "Marc Dawson" in text
    assert elsewhere.case.reference in text
    for hidden in ("Somewhere safe", "LS6", "Zoe"):
        assert hidden not in text
    assert ReadLog.objects.filter(user=practitioner, case_id=elsewhere.case_id).exists()
    # the other case itself stays closed to them
    assert client.get(reverse("cases:show_case", kwargs={"case_id": elsewhere.case_id})).status_code == 404
    proposal = LinkProposal.objects.get()
    url = reverse("cases:decide_link", kwargs={"proposal_id": proposal.pk})
    assert client.post(url, {"same": "yes", "reason": ""}).status_code == 422
    assert client.post(url, {"same": "yes", "reason": "Same photograph"}).status_code == 302
    services.record_marker(person=elsewhere, kind="risk_to_children", source="Police", detail="Secret detail", by=None, now=NOW)
    text = client.get(reverse("cases:show_person", kwargs=person)).content.decode()
    assert "Risk to Children" in text
    assert "Secret detail" not in text
    undo = reverse("cases:undo_link", kwargs={"proposal_id": proposal.pk})
    assert client.post(undo, {"reason": "A mistake"}).status_code == 302
    assert "Risk to Children" not in client.get(reverse("cases:show_person", kwargs=person)).content.decode()
