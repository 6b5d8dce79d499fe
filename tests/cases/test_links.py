"""One human being across cases: proposed, decided, remembered, undone without loss."""

from datetime import date

import pytest
from django.urls import reverse

from cafcass_cases.audit.models import ReadLog
from cafcass_cases.cases import selectors, services
from cafcass_cases.cases.models import LinkProposal, OwnRecordsSearch, PersonIdentity
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Duty
from tests.cast import NOW, STARTED


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
    assert services.propose_links(person=elsewhere, by=None, now=NOW) == [proposal]
    with pytest.raises(Denied):  # the other case is not theirs to search from
        services.propose_links(person=elsewhere, by=practitioner, now=NOW)
    assert LinkProposal.objects.count() == 1


@pytest.mark.django_db
def test_a_decision_is_remembered_and_undone(family, elsewhere, practitioner):
    (proposal,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    services.decide_link(proposal=proposal, same=False, reason="Different men", by=practitioner, now=NOW)
    (again,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    assert again.state == LinkProposal.State.REJECTED
    assert selectors.own_records_state(family.case).undecided == 0
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
@pytest.mark.usefixtures("at_now")
def test_restricted_cases_reveal_nothing_and_whoever_is_named_is_asked(family, elsewhere, practitioner, other_area_manager, sign_in):
    services.restrict_case(case=elsewhere.case, reason="A colleague", named=[other_area_manager], by=other_area_manager, now=NOW)
    page = reverse("cases:list_own_records", kwargs={"case_id": family.case.pk})
    before = _page(sign_in(practitioner), page, family)
    assert services.propose_links(person=family.father, by=practitioner, now=NOW) == []
    assert not selectors.proposals_of(practitioner, family.father, NOW).exists()
    state = selectors.own_records_state(family.case)
    assert (state.undecided, state.people[0].search.found if state.people[0].search else 0) == (0, 0)
    # the page says what it says to everybody, and no more
    text = _page(sign_in(practitioner), page, family)
    for answer in (before, text):
        assert "ask the safeguarding lead" in answer
        assert "Marc Dawson" not in answer
        assert elsewhere.case.reference not in answer
    assert OwnRecordsSearch.objects.get(person=family.father).found == 0
    # who is named in the restricted case is told, sees the match from that side, and decides
    proposal = LinkProposal.objects.get(other=elsewhere)
    (duty,) = Duty.objects.filter(key="restricted-match", subject_id=proposal.pk)
    assert (duty.owner, duty.case) == (other_area_manager, elsewhere.case)
    assert duty.due_at > NOW
    assert list(selectors.proposals_of(other_area_manager, elsewhere, NOW)) == [proposal]
    decide = reverse("cases:decide_link", kwargs={"proposal_id": proposal.pk})
    assert sign_in(practitioner).get(decide).status_code == 404
    assert sign_in(other_area_manager).post(decide, {"same": "yes", "reason": "The same photograph"}).status_code == 302
    duty.refresh_from_db()
    assert duty.ending == "done"
    # a marker that travels must be seen; where it comes from need not be
    assert selectors.linked_people(family.father) == [elsewhere]
    assert selectors.linked_people(family.father, practitioner, NOW) == []
    services.record_marker(person=elsewhere, kind="risk_to_children", source="Police", by=None, now=NOW)
    text = sign_in(practitioner).get(reverse("cases:show_person", kwargs={"person_id": family.father.pk})).content.decode()
    assert "Risk to Children" in text
    assert elsewhere.case.reference not in text


def _page(client, url, family) -> str:
    return client.get(url).content.decode()


@pytest.mark.django_db
def test_what_was_rejected_comes_back_only_when_something_was_learned_that_speaks_for_it(family, elsewhere, practitioner):
    (proposal,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    services.decide_link(proposal=proposal, same=False, reason="Different men", by=practitioner, now=NOW)
    # another address that has nothing to do with it
    services.record_contact_detail(
        person=family.father, kind="address", value="9 Far Road", postcode="NE4 4AA", confidentiality="open", by=practitioner, now=NOW
    )
    (again,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    assert again.state == LinkProposal.State.REJECTED
    # an address that both have, and nobody keeps confidential
    for person in (family.father, elsewhere):
        services.record_contact_detail(
            person=person, kind="address", value="4 Hill View", postcode="LS9 9ZZ", confidentiality="open", by=None, now=NOW
        )
    assert selectors.own_records_state(family.case).to_search_again == [family.father]
    (again,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    assert again.state == LinkProposal.State.PROPOSED
    assert "An address is the same" in again.reasons
    assert any("learned since" in reason for reason in again.reasons)
    assert selectors.own_records_state(family.case).undecided == 1


@pytest.mark.django_db
@pytest.mark.parametrize("keeps", ["not_asked", "confidential", "elsewhere in the case"])
def test_an_address_helps_only_where_it_was_said_to_be_open(family, elsewhere, practitioner, keeps):
    """DESIGN §10.4, §10.10: what one case keeps confidential never surfaces through another."""
    for person in (family.father, elsewhere):
        services.record_contact_detail(
            person=person, kind="address", value="4 Hill View", postcode="LS9 9ZZ", confidentiality="open", by=None, now=NOW
        )
    kept = "not_asked" if keeps == "not_asked" else "confidential"
    detail = elsewhere.contact_details.get(postcode="LS9 9ZZ")
    if keeps == "elsewhere in the case":  # the child's own row of the same place
        zoe = elsewhere.case.people.get(given_names="Zoe")
        services.record_contact_detail(
            person=zoe, kind="address", value="4 Hill View", postcode="LS9 9ZZ", confidentiality="confidential", by=None, now=NOW
        )
    else:
        services.set_confidentiality(detail=detail, confidentiality=kept, by=None, now=NOW)
    (proposal,) = services.propose_links(person=family.father, by=practitioner, now=NOW)
    assert not any("address" in reason for reason in [*proposal.reasons, *proposal.against])


@pytest.mark.django_db
@pytest.mark.requirement("F2.18-1")
def test_everybody_ever_known_is_searched_and_what_was_searched_is_kept(family, elsewhere, practitioner, other_area_manager):
    case = services.create_case(law="private", application_types=["C100"], received_at=STARTED, by=None, now=STARTED)
    former = services.add_person(case=case, role="respondent", given_names="Mark", family_name="Ogden", by=None, now=NOW)
    services.add_name(person=former, kind="former", family_name="Dawson", by=None, now=NOW)
    services.change_person(person=former, changes={"date_of_birth": date(1987, 9, 30)}, by=None, now=NOW)
    with acting(by=None, now=NOW, reason="For a test"):
        case.stage, case.closed_at = "closed", NOW
        case.save()
    assert not selectors.own_records_state(family.case).is_complete
    searched = services.search_own_records(case=family.case, by=practitioner, now=NOW)
    state = selectors.own_records_state(family.case)
    assert searched == len(state.people) > 1
    assert not state.not_searched
    father = next(one for one in state.people if one.person == family.father)
    assert father.undecided == 2
    assert father.search.created_by == practitioner
    assert father.search.terms["names"] == ["mark dawson"]
    for proposal in LinkProposal.objects.filter(person=family.father):
        services.decide_link(proposal=proposal, same=proposal.other == former, reason="Asked him", by=practitioner, now=NOW)
    state = selectors.own_records_state(family.case)
    assert state.is_complete
    assert state.known_elsewhere == [family.father]
    assert services.search_own_records(case=family.case, by=practitioner, now=NOW) == 0


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
