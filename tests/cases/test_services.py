"""The record: cases, people, contact details, court days, entries, allocation."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases import events, registry, selectors, services
from cafcass_cases.cases.models import Allocation, Case, ContactDetail, RecordEntry
from cafcass_cases.core import events as bus
from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit
from tests.cast import STARTED, london_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """Every event published during the test."""
    told = []
    for kind in vars(events).values():
        if isinstance(kind, type) and issubclass(kind, bus.Event) and kind is not bus.Event:
            monkeypatch.setitem(bus._reactions, kind, [told.append])
    return told


@pytest.mark.requirement("P4-1")
@pytest.mark.parametrize(
    ("law", "types", "field"), [("", ["C100"], "law"), ("private", [], "application_types"), ("public", [" "], "application_types")]
)
def test_a_case_names_its_law_and_its_application(manager, team, now, law, types, field):
    # Given a new case whose law or application type is blank, when it is saved, then it is refused and nothing is written
    with pytest.raises(RuleRefused) as refused:
        services.create_case(law=law, application_types=types, received_at=STARTED, team=team, by=manager, now=now)
    assert (refused.value.rule, refused.value.field) == ("P4-1", field)
    assert not Case.objects.exists()


def test_references_count_up_within_london_s_year(db, now):
    first = services.next_reference("C", now)
    second = services.next_reference("C", now)
    assert (first, second) == ("C-2026-000001", "C-2026-000002")
    assert services.next_reference("N", now) == "N-2026-000001"
    assert services.next_reference("C", london_time("2027-01-01 00:00")) == "C-2027-000001"


@pytest.mark.requirement("P1-1")
def test_a_connected_child_is_held_with_how_they_are_connected(family, practitioner, now):
    # Given a child outside the application, when nobody says how they are connected, then it is refused
    with pytest.raises(RuleRefused) as refused:
        services.add_person(case=family.case, role="connected_child", given_names="Dora", by=practitioner, now=now)
    assert (refused.value.rule, refused.value.field) == ("P1-1", "connected_how")
    # When somebody does, then the child is among the case's children and not among the subject children
    baby = services.add_person(
        case=family.case, role="connected_child", is_unborn=True, connected_how="Expected by the father's partner", by=practitioner, now=now
    )
    assert baby in selectors.connected_children(family.case)
    assert baby in selectors.children_of(family.case)
    assert baby not in selectors.subject_children(family.case)
    assert baby.full_name == "Unborn child"


@pytest.mark.requirement("P5-1")
def test_each_child_s_home_authority_is_their_own(family, authority_x, authority_y, now):
    assert selectors.home_authority(family.alice, now) == authority_x
    assert selectors.home_authority(family.callum, now) == authority_y


@pytest.mark.requirement("P5-1")
def test_home_follows_whom_the_child_lives_with_and_the_day(family, practitioner, authority_x, authority_y, now):
    # Given a child without an address who lives with the father
    child = services.add_person(
        case=family.case, role="connected_child", given_names="Eve", connected_how="Cousin", by=practitioner, now=now
    )
    services.relate(person=child, other=family.father, kind="lives_with", by=practitioner, now=now)
    assert selectors.home_authority(child, now) == authority_x
    # When the father moves on 10 March, then home changes on that day and not before
    services.record_contact_detail(
        person=family.father, kind="address", value="1 New Road", postcode="bd11aa", local_authority=authority_y,
        from_on=date(2026, 3, 10), replaces_others=True, by=practitioner, now=now,
    )  # fmt: skip
    assert selectors.home_authority(child, now) == authority_x
    assert selectors.home_authority(child, london_time("2026-03-10 08:00")) == authority_y


def test_parents_and_carers_are_named_once(family):
    assert {p.given_names for p in selectors.parents_and_carers(family.alice)} == {"Jane", "Mark"}
    assert {p.given_names for p in selectors.parents_and_carers(family.callum)} == {"Mark", "Ruth"}


def test_an_address_is_entered_once_for_several_children(family, practitioner, now):
    services.record_contact_detail(
        person=family.alice, also_for=[family.ben], kind="school", value="Hill Primary", by=practitioner, now=now
    )
    for child in (family.alice, family.ben):
        assert child.contact_details.get(kind="school").value == "Hill Primary"


def test_what_nobody_asked_is_not_yet_asked_and_what_is_confidential_says_from_whom(family, practitioner, now):
    detail = services.record_contact_detail(person=family.mother, kind="telephone", value="07700 900999", by=practitioner, now=now)
    assert detail.confidentiality == ContactDetail.Confidentiality.NOT_ASKED
    services.set_confidentiality(detail=detail, confidentiality="confidential", by=practitioner, now=now)
    detail.refresh_from_db()
    assert detail.withheld_from == ["parties", "school", "others"]
    # Lifting it needs a reason
    with pytest.raises(RuleRefused):
        services.set_confidentiality(detail=detail, confidentiality="open", by=practitioner, now=now)
    services.set_confidentiality(detail=detail, confidentiality="open", reason="She said so today", by=practitioner, now=now)
    detail.refresh_from_db()
    assert detail.withheld_from == []
    assert detail.history.first().history_change_reason == "She said so today"


def test_details_belong_to_people_of_the_same_case(family, practitioner, manager, team, now):
    elsewhere = services.create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=now)
    stranger = services.add_person(case=elsewhere, role="respondent", given_names="Zed", by=manager, now=now)
    with pytest.raises(RuleRefused):
        services.record_contact_detail(person=family.mother, also_for=[stranger], kind="address", value="x", by=practitioner, now=now)
    with pytest.raises(RuleRefused):
        services.relate(person=family.mother, other=stranger, kind="partner", by=practitioner, now=now)


def test_a_stale_edit_changes_nothing(family, practitioner, now):
    version = family.mother.version
    services.change_person(person=family.mother, changes={"occupation": "Nurse"}, version=version, by=practitioner, now=now)
    with pytest.raises(StaleEdit):
        services.change_person(person=family.mother, changes={"occupation": "Teacher"}, version=version, by=practitioner, now=now)
    family.mother.refresh_from_db()
    assert family.mother.occupation == "Nurse"


def test_a_new_name_keeps_the_old_one_as_former(family, practitioner, now):
    services.change_person(person=family.mother, changes={"family_name": "Ashworth"}, keep_old_name_as="former", by=practitioner, now=now)
    assert family.mother.other_names.get().full_name == "Jane Hartley"


def test_allocation_has_history_and_tells_the_others(family, manager, practitioner, other_practitioner, now, heard):
    services.allocate(case=family.case, practitioner=other_practitioner, by=manager, now=now, reason="Leave")
    assert selectors.allocated_practitioner(family.case, now - timedelta(days=1)) == practitioner
    assert selectors.allocated_practitioner(family.case, now) == other_practitioner
    assert selectors.manager_of_case(family.case, now) == manager
    (event,) = heard
    assert (event.previous_id, event.practitioner_id) == (practitioner.pk, other_practitioner.pk)
    # The same again changes nothing
    services.allocate(case=family.case, practitioner=other_practitioner, by=manager, now=now)
    assert Allocation.objects.filter(case=family.case).count() == 2


def test_what_was_begun_goes_with_the_case(family, manager, practitioner, other_practitioner, sign_in, now):
    # Given the practitioner began an entry, saved it for later, and the case is given to a colleague
    url = reverse("cases:write_entry", kwargs={"case_id": family.case.pk})
    sign_in(practitioner).post(url, {"text": "She opened the door and", "save_draft": "1"})
    services.allocate(case=family.case, practitioner=other_practitioner, by=manager, now=now)
    # then the colleague finds it in the form
    assert "She opened the door and" in sign_in(other_practitioner).get(url).content.decode()


def test_only_a_manager_of_the_case_allocates_it_and_only_to_registered_staff(
    family, practitioner, other_area_manager, manager, business_support, leaver, now
):
    for stranger in (practitioner, other_area_manager):
        with pytest.raises(Denied):
            services.allocate(case=family.case, practitioner=practitioner, by=stranger, now=now)
    for unfit in (business_support, leaver):
        with pytest.raises(RuleRefused):
            services.allocate(case=family.case, practitioner=unfit, by=manager, now=now)


def test_a_moved_hearing_is_told_with_both_times(family, practitioner, now, heard):
    before, after = family.hearing.starts_at, london_time("2026-03-10 14:00")
    services.move_hearing(hearing=family.hearing, starts_at=after, reason="Court's notice", by=practitioner, now=now)
    (event,) = heard
    assert (event.from_at, event.to_at) == (before, after)
    assert selectors.next_hearing(family.case, now).starts_at == after


def test_vacated_hearings_and_cancelled_handovers_are_not_next(family, practitioner, now):
    services.vacate_hearing(hearing=family.hearing, by=practitioner, now=now)
    services.cancel_handover(handover=family.handover, by=practitioner, now=now)
    assert selectors.next_hearing(family.case, now) is None
    family.handover.refresh_from_db()
    assert family.handover.cancelled_at == now
    with pytest.raises(RuleRefused):
        services.move_hearing(hearing=family.hearing, starts_at=now, by=practitioner, now=now)


@pytest.mark.requirement("P55-1")
def test_an_entry_is_never_edited_a_correction_points_at_it(family, practitioner, now):
    entry = services.write_entry(
        case=family.case,
        kind="call",
        text="Rang the mother at 10.",
        happened_at=now - timedelta(hours=6),
        about=[family.mother],
        by=practitioner,
        now=now,
    )
    new = services.correct_entry(entry=entry, text="Rang the mother at 10:20.", reason="Wrong time", by=practitioner, now=now)
    entry.refresh_from_db()
    assert (entry.text, new.corrects, new.happened_at) == ("Rang the mother at 10.", entry, entry.happened_at)
    with pytest.raises(RuleRefused):
        services.correct_entry(entry=entry, text="Again", reason="Again", by=practitioner, now=now)


def test_event_time_and_entry_time_are_apart_and_the_future_is_refused(family, practitioner, now):
    entry = services.write_entry(case=family.case, kind="note", text="Seen.", happened_at=now - timedelta(days=2), by=practitioner, now=now)
    assert entry.created_at == now
    assert entry.happened_at == now - timedelta(days=2)
    with pytest.raises(RuleRefused):
        services.write_entry(case=family.case, kind="note", text="Seen.", happened_at=now + timedelta(minutes=1), by=practitioner, now=now)


@pytest.mark.requirement("F2.47-1")
def test_direct_work_carries_its_ten_points(family, practitioner, now):
    points = dict.fromkeys(services.entries.DIRECT_WORK_POINTS, "words")
    del points["feedback"]
    with pytest.raises(RuleRefused) as refused:
        services.write_entry(
            case=family.case, kind="direct_work", text="Played.", happened_at=now, direct_work=points, by=practitioner, now=now
        )
    assert refused.value.missing == ("What you told the carer",)
    points["feedback"] = "Told the father it went well."
    services.write_entry(
        case=family.case, kind="direct_work", text="Played.", happened_at=now, direct_work=points, by=practitioner, now=now
    )
    assert RecordEntry.objects.get().direct_work["feedback"].startswith("Told")


def test_entered_in_error_leaves_the_pages_and_stays_for_auditors(family, practitioner, auditor, now):
    from django.http import Http404

    entry = services.write_entry(case=family.case, kind="note", text="Wrong family.", happened_at=now, by=practitioner, now=now)
    with pytest.raises(RuleRefused):
        services.withdraw(record=entry, reason=" ", by=practitioner, now=now)
    services.withdraw(record=entry, reason="Typed into the wrong case", by=practitioner, now=now)
    with pytest.raises(Http404):
        selectors.entry_for(practitioner, entry.pk, now)
    assert selectors.entry_for(auditor, entry.pk, now).withdrawn_reason == "Typed into the wrong case"
    with pytest.raises(RuleRefused):
        services.withdraw(record=entry, reason="Again", by=practitioner, now=now)


def test_guards_of_higher_floors_stand_against_closing(family, manager, practitioner, now, monkeypatch):
    monkeypatch.setattr(registry, "_closing_guards", [lambda case, at: ["an open concern"]])
    with pytest.raises(RuleRefused) as refused:
        services.close_case(case=family.case, closed_at=now, by=manager, now=now)
    assert refused.value.missing == ("an open concern",)
    monkeypatch.setattr(registry, "_closing_guards", [])
    services.close_case(case=family.case, closed_at=now, by=manager, now=now)
    # A closed case still takes what comes
    services.write_entry(case=family.case, kind="note", text="The school rang.", happened_at=now, by=practitioner, now=now)


def test_history_says_who_when_and_why(family, practitioner, now):
    services.vacate_hearing(hearing=family.hearing, reason="Settled", by=practitioner, now=now)
    row = family.hearing.history.first()
    assert (row.history_user, row.history_date, row.history_change_reason) == (practitioner, now, "Settled")
