"""Pages of a case: who may open them, what they show, what they log."""

from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse

from cafcass_cases.audit.models import ReadLog
from cafcass_cases.cases import chronology, registry, services
from cafcass_cases.cases.models import AccessGrant, Case, ContactDetail, Person, RecordEntry
from cafcass_cases.ui.testing import local_date, local_time

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def records(family, practitioner, manager, other_area_manager, now):
    """One of everything that has a page, by the name of its address's part."""
    entry = services.write_entry(
        case=family.case, kind="note", text="Seen at school.", happened_at=now, about=[family.alice], by=practitioner, now=now
    )
    order = services.record_order(case=family.case, kind="Prohibited steps order", made_on=now.date(), by=practitioner, now=now)
    marker = services.record_marker(person=family.father, kind="marac", source="Police", by=practitioner, now=now)
    other = services.create_case(
        law="private", application_types=["C100"], received_at=now, team=other_area_manager.team, by=other_area_manager, now=now
    )
    services.add_person(
        case=other, role="respondent", given_names="Marc", family_name="Dawson", date_of_birth=family.father.date_of_birth,
        by=other_area_manager, now=now,
    )  # fmt: skip
    (proposal,) = services.propose_links(person=family.father, by=practitioner, now=now)
    grant = services.grant_access(
        case=family.case, user=other_area_manager, kind="first_hand", reason="Saw it", ends_at=now, by=manager, now=now
    )
    services.break_glass(reference=other.reference, reason="Tonight", by=practitioner, now=now)
    hold = services.hold_case(case=family.case, kind="complaint", reason="A complaint is looked into.", held_at=now, by=manager, now=now)
    return {
        "hold_id": hold.pk, "case_id": family.case.pk, "person_id": family.mother.pk, "entry_id": entry.pk, "relationship_id": family.case.relationships.first().pk,
        "marker_id": marker.pk, "detail_id": family.mother.contact_details.first().pk, "proposal_id": proposal.pk, "grant_id": grant.pk,
        "hearing": family.hearing.pk, "handover": family.handover.pk, "order": order.pk, "other": other,
    }  # fmt: skip


def pages(records):
    """Every GET page of cases with an address, by its name; the directories have tests of their own."""
    found = {}
    for pattern in next(p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == "cases").url_patterns:
        route, kwargs = str(pattern.pattern), {}
        if route.startswith("directories/"):
            continue
        if "http_method_names" in vars(pattern.callback.view_class) or "get" not in dir(pattern.callback.view_class):
            continue
        for name in pattern.pattern.converters:
            if name == "kind":
                kwargs[name] = "hearing"
            elif name == "record_id":
                kwargs[name] = records["handover" if "handover" in route else "order" if "order" in route else "hearing"]
            else:
                kwargs[name] = records[name]
        found[pattern.name] = reverse(f"cases:{pattern.name}", kwargs=kwargs)
    return found


MANAGER_PAGES = {"allocate_case", "close_case", "show_access", "grant_access", "restrict_case", "lift_restriction", "lift_hold"}
WORK_PAGES = {
    "complete_case", "write_entry", "correct_entry", "record_marker", "end_marker", "list_links", "list_own_records",
    "decide_link", "undo_link", "hold_case",
}  # fmt: skip
READ_PAGES = {"show_case", "list_people", "show_chronology", "list_entries", "show_court", "show_person", "show_entry", "show_holds"}
OPEN_PAGES = {"list_cases", "search"}
OWN_RULES = {"create_case", "break_glass", "list_break_glass", "review_break_glass"}


def expected(who: str, page: str) -> int:
    outside = {"other_practitioner", "other_area_practitioner", "other_area_manager", "cover_manager", "administrator"}
    if page in OPEN_PAGES:
        return 200
    if who in outside:
        return 404
    if page in READ_PAGES:
        return 200
    if page in MANAGER_PAGES:
        return 200 if who in {"manager", "head_of_practice", "assistant_director"} else 403
    if page in WORK_PAGES:
        return 403 if who in {"business_support", "auditor"} else 200
    return 403 if who == "auditor" else 200


@pytest.mark.parametrize(
    "who",
    ["practitioner", "other_practitioner", "other_area_practitioner", "manager", "cover_manager", "head_of_practice", "assistant_director",
     "business_support", "auditor", "administrator"],
)  # fmt: skip
def test_every_page_answers_each_member_of_the_cast_as_the_rules_say(cast, records, sign_in, who):
    client = sign_in(cast[who])
    wrong = {}
    for name, url in pages(records).items():
        if name in OWN_RULES:
            continue
        got = client.get(url).status_code
        if got != expected(who, name):
            wrong[name] = (got, expected(who, name))
    assert not wrong


def test_a_closed_account_and_a_stranger_are_sent_to_sign_in(client, records, leaver):
    for user in (None, leaver):
        if user:
            client.force_login(user)
        for url in pages(records).values():
            answer = client.get(url)
            assert (answer.status_code, "next=" in answer.get("Location", "")) == (302, True)


@pytest.mark.parametrize(("name", "allowed"), [
    ("create_case", {"practitioner", "manager", "head_of_practice", "business_support"}),
    ("break_glass", {"practitioner", "manager", "head_of_practice"}),
    ("list_break_glass", {"manager", "head_of_practice", "auditor"}),
])  # fmt: skip
def test_pages_with_a_permission_of_their_own(cast, sign_in, name, allowed):
    for who in ("practitioner", "manager", "head_of_practice", "business_support", "auditor", "administrator"):
        assert sign_in(cast[who]).get(reverse(f"cases:{name}")).status_code == (200 if who in allowed else 403), who


def test_every_look_is_logged_with_the_page(family, practitioner, sign_in, now):
    sign_in(practitioner).get(reverse("cases:show_person", kwargs={"person_id": family.mother.pk}))
    row = ReadLog.objects.get()
    assert (row.user, row.case_id, row.person_id, row.at) == (practitioner, family.case.pk, family.mother.pk, now)


@pytest.mark.parametrize("name", sorted(READ_PAGES))
def test_pages_stay_within_fifteen_queries_whatever_the_data(
    monkeypatch, family, practitioner, sign_in, records, name, django_assert_max_num_queries, now
):
    for number in range(30):
        child = services.add_person(
            case=family.case,
            role="connected_child",
            given_names=f"Child{number}",
            family_name="Long",
            connected_how="Cousin",
            by=practitioner,
            now=now,
        )
        services.record_contact_detail(person=child, kind="school", value="Hill School", by=practitioner, now=now)
        services.relate(person=child, other=family.father, kind="lives_with", by=practitioner, now=now)
        services.write_entry(case=family.case, kind="note", text="x", happened_at=now, about=[child], by=practitioner, now=now)
    client = sign_in(practitioner)
    client.get(reverse("cases:list_cases"))
    # Higher floors add their own lines to the chronology; what this room reads for it is counted here.
    monkeypatch.setattr(registry, "_chronology", [chronology.lines_of_case])
    with django_assert_max_num_queries(15):
        assert client.get(pages(records)[name]).status_code == 200


def test_the_list_stays_within_fifteen_queries(family, manager, team, sign_in, now, django_assert_max_num_queries):
    for _ in range(40):
        case = services.create_case(law="private", application_types=["C100"], received_at=now, team=team, by=manager, now=now)
        services.add_person(case=case, role="subject_child", given_names="Kit", by=manager, now=now)
    client = sign_in(manager)
    with django_assert_max_num_queries(15):
        answer = client.get(reverse("cases:list_cases"))
    assert answer.content.decode().count("Kit") == 25


@pytest.mark.requirement("P4-1")
def test_a_case_by_hand_is_refused_without_its_application_and_keeps_what_was_typed(practitioner, team, sign_in):
    client = sign_in(practitioner)
    typed = {"law": "", "application_types": "", "court_number": "LS26P00123", "team": str(team.pk), "harm_alleged_on_c1a": "no", "c8_unread": "yes",
             **local_time("received_at", "2026-03-06 09:00")}  # fmt: skip
    answer = client.post(reverse("cases:create_case"), typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Choose private law or public law" in text
    assert "Enter at least one application type" in text
    assert "LS26P00123" in text
    assert not Case.objects.exists()
    answer = client.post(
        reverse("cases:create_case"), {**typed, "law": "private", "application_types": "Child arrangements order\nProhibited steps order"}
    )
    assert answer.status_code == 302
    case = Case.objects.get()
    assert case.application_types == ["Child arrangements order", "Prohibited steps order"]
    assert case.c8_unread


def test_confidential_details_are_masked_until_tapped(family, practitioner, sign_in, now):
    services.record_contact_detail(
        person=family.mother,
        kind="address",
        value="12 Acacia Ave",
        postcode="ls62ab",
        confidentiality="confidential",
        by=practitioner,
        now=now,
    )
    services.record_contact_detail(person=family.mother, kind="email", value="jane@mail.example", by=practitioner, now=now)
    client = sign_in(practitioner)
    for name, key in (("show_person", "person_id"), ("list_people", "case_id")):
        url = reverse(f"cases:{name}", kwargs={key: family.mother.pk if key == "person_id" else family.case.pk})
        text = client.get(url).content.decode()
        masked = text[text.index('<details class="app-masked"') :]
        assert "12 Acacia Ave, LS6 2AB" in masked[: masked.index("</details>")]
        assert "not yet asked" in text
    # When a C8 came unread, what nobody asked about is masked too
    services.change_case(case=family.case, changes={"c8_unread": True}, by=practitioner, now=now)
    text = client.get(reverse("cases:show_person", kwargs={"person_id": family.mother.pk})).content.decode()
    assert text.count("app-masked__value") == 2


def test_an_address_typed_once_serves_the_siblings(family, practitioner, authority_y, sign_in):
    answer = sign_in(practitioner).post(
        reverse("cases:record_contact_detail", kwargs={"person_id": family.alice.pk}),
        {"kind": "address", "value": "7 Park Row", "postcode": "bd1 4aa", "confidentiality": "confidential", "withheld_from": ["parties"],
         "replaces_others": ["yes"], "also_for": [str(family.ben.pk)], **local_date("from_on", "2026-03-01")},
    )  # fmt: skip
    assert answer.status_code == 302
    details = ContactDetail.objects.filter(value="7 Park Row")
    # the authority is the one this case knows at the postcode
    assert {(d.person, d.local_authority, tuple(d.withheld_from)) for d in details} == {
        (family.alice, authority_y, ("parties",)), (family.ben, authority_y, ("parties",)),
    }  # fmt: skip
    assert not family.ben.contact_details.filter(value="4 Mill Lane, Leeds", to_on=None).exists()


@pytest.mark.requirement("P1-1")
def test_a_connected_child_by_hand(family, practitioner, sign_in):
    url = reverse("cases:add_person", kwargs={"case_id": family.case.pk})
    client = sign_in(practitioner)
    answer = client.post(url, {"role": "connected_child", "is_unborn": ["yes"], **local_date("expected_on", "2026-06-01")})
    assert answer.status_code == 422
    assert "Say how this child is connected" in answer.content.decode()
    answer = client.post(
        url,
        {
            "role": "connected_child",
            "connected_how": "Baby of the father's partner",
            "connected_to": str(family.father.pk),
            "is_unborn": ["yes"],
        },
    )
    baby = Person.objects.get(is_unborn=True)
    assert answer.url == reverse("cases:show_person", kwargs={"person_id": baby.pk})
    assert baby.connected_to == family.father


def test_an_entry_is_written_shown_with_both_times_and_corrected(family, practitioner, sign_in):
    client = sign_in(practitioner)
    answer = client.post(
        reverse("cases:write_entry", kwargs={"case_id": family.case.pk}),
        {"kind": "call", "text": "Rang the mother.", "about": [str(family.mother.pk)], **local_time("happened_at", "2026-03-05 10:00")},
    )
    entry = RecordEntry.objects.get()
    text = client.get(answer.url).content.decode()
    assert "Thu 5 March 2026, 10:00" in text
    assert "Fri 6 March 2026, 16:40" in text
    answer = client.post(
        reverse("cases:correct_entry", kwargs={"entry_id": entry.pk}),
        {"text": "Rang the mother twice.", "reason": "Left out a call", **local_time("happened_at", "2026-03-05 10:00")},
    )
    assert "This corrects" in client.get(answer.url).content.decode()
    chronology = client.get(reverse("cases:show_chronology", kwargs={"case_id": family.case.pk})).content.decode()
    assert "Rang the mother twice." in chronology
    assert "Rang the mother.<" not in chronology


@pytest.mark.requirement("F2.47-1")
def test_direct_work_asks_its_points_on_the_page(family, practitioner, sign_in):
    answer = sign_in(practitioner).post(
        reverse("cases:write_entry", kwargs={"case_id": family.case.pk}),
        {"kind": "direct_work", "text": "Played.", "point_where": "At school", **local_time("happened_at", "2026-03-05 10:00")},
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Write: what you told the carer" in text
    assert "At school" in text


def test_a_hearing_is_moved_on_the_page_and_a_stale_move_keeps_both(family, practitioner, sign_in):
    client = sign_in(practitioner)
    url = reverse("cases:move_hearing", kwargs={"record_id": family.hearing.pk})
    typed = {"version": str(family.hearing.version), **local_time("starts_at", "2026-03-10 14:00")}
    assert client.post(url, typed).status_code == 302
    answer = client.post(url, {**typed, **local_time("starts_at", "2026-03-11 09:00")})
    assert answer.status_code == 409
    family.hearing.refresh_from_db()
    assert family.hearing.starts_at.hour == 14


def test_entered_in_error_on_the_page(family, practitioner, sign_in):
    client = sign_in(practitioner)
    url = reverse("cases:withdraw_record", kwargs={"kind": "hearing", "record_id": family.hearing.pk})
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Another family's"}).status_code == 302
    assert client.get(url).status_code == 404
    assert client.get(reverse("cases:withdraw_record", kwargs={"kind": "case", "record_id": family.case.pk})).status_code == 404


def test_break_glass_answers_alike_on_the_page(family, other_area_practitioner, manager, sign_in, now):
    client = sign_in(other_area_practitioner)
    url, wanted = reverse("cases:break_glass"), family.case.reference
    answers = []
    for reference in (wanted, "C-2026-999999"):
        answer = client.post(url, {"reference": reference, "reason": "A child's safety"}, follow=True)
        answers.append((answer.status_code, answer.redirect_chain, [str(message) for message in answer.context["messages"]]))
    assert answers[0] == answers[1]
    case_url = reverse("cases:show_case", kwargs={"case_id": family.case.pk})
    assert client.get(case_url).status_code == 200
    # A manager reviews it
    client = sign_in(manager)
    assert wanted in client.get(reverse("cases:list_break_glass")).content.decode()
    review = reverse("cases:review_break_glass", kwargs={"grant_id": AccessGrant.objects.get().pk})
    assert client.post(review, {"note": "Needed"}).status_code == 302
    assert AccessGrant.objects.get().reviewed_by == manager


def test_allocation_on_the_page(family, manager, other_practitioner, other_area_practitioner, sign_in, now):
    client = sign_in(manager)
    url = reverse("cases:allocate_case", kwargs={"case_id": family.case.pk})
    text = client.get(url).content.decode()
    assert "Oscar Other" in text
    assert "Sofia South" not in text
    answer = client.post(url, {"practitioner": str(other_practitioner.pk), **local_time("starts_at", now - timedelta(hours=1))})
    assert answer.status_code == 302
    assert family.case.allocations.get(ends_at=None).practitioner == other_practitioner


def test_titles_and_lists_never_show_contact_details(family, practitioner, sign_in, records):
    client = sign_in(practitioner)
    for name in ("list_cases", "search", "show_case", "show_chronology", "list_entries"):
        text = client.get(pages(records)[name], {"q": "Dawson"}).content.decode()
        assert "Mill Lane" not in text
        assert "LS6" not in text


def test_the_family_map_says_the_same_in_words(family, practitioner, sign_in):
    text = sign_in(practitioner).get(reverse("cases:list_people", kwargs={"case_id": family.case.pk})).content.decode()
    assert "Parent of Alice Dawson and Ben Dawson, with parental responsibility" in text
    assert "Lives with Ruth Dawson" in text
    assert text.count("app-family-map__name") == 6
    assert "style=" not in text
