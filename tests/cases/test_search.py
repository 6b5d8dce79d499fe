"""One search box: what was typed, what is found, and what is never shown."""

from datetime import date

import pytest
from django.urls import reverse

from cafcass_cases.audit.models import ReadLog
from cafcass_cases.cases import services
from cafcass_cases.cases.searching import search, take_apart
from tests.cast import NOW, STARTED

BORN = date(2017, 6, 14)


@pytest.mark.parametrize(
    "text",
    ["14/6/2017", "14.06.2017", "14-06-17", "14 6 17", "14 June 2017", "14th jun 2017", "14 Jun 17", "2017-06-14", "14062017"],
)
def test_dates_are_read_in_the_ways_people_write_them(text):
    assert take_apart(text, date(2026, 3, 6)).dates == (BORN,)


def test_what_was_typed_is_taken_apart():
    asked = take_apart("Núñez-O'Brien 31/12/99 c2026 123 LS26P00123 1670000000000001", date(2026, 3, 6))
    assert asked.names == "nunez obrien"
    assert asked.dates == (date(1999, 12, 31),)
    assert asked.references == ("C-2026-000123",)
    assert asked.numbers == ("LS26P00123", "1670000000000001")


def test_a_date_that_does_not_exist_is_no_date():
    assert take_apart("31/2/2017", date(2026, 3, 6)).dates == ()


@pytest.fixture
def names(family, practitioner):
    """Jane was called Mitchell; Mark is also known as Stephen Núñez."""
    services.add_name(person=family.mother, kind="former", given_names="Jane", family_name="Mitchell", by=practitioner, now=NOW)
    services.add_name(person=family.father, kind="alias", given_names="Stephen", family_name="Núñez", by=practitioner, now=NOW)
    return family


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jane Hartley", "Jane Hartley"),
        ("hartly", "Jane Hartley"),
        ("Hartley Jane", "Jane Hartley"),
        ("Jayne Heartley", "Jane Hartley"),
        ("Jane Mitchel", "Jane Hartley"),
        ("Steven Nunez", "Mark Dawson"),
        ("Kallum", "Callum Dawson"),
        ("ali daw", "Alice Dawson"),
        ("Alice 14/6/17", "Alice Dawson"),
        ("14 June 2017", "Alice Dawson"),
        ("6/14/2017 Alice", "Alice Dawson"),
        ("3 November 2020", "Ben Dawson"),
        ("11 March 2020", "Ben Dawson"),  # day and month changed over
    ],
)
def test_people_are_found_however_they_are_spelt(names, practitioner, text, who):
    found = search(user=practitioner, text=text, at=NOW).people
    assert found, text
    assert found[0].person.full_name == who


@pytest.mark.django_db
def test_references_are_found_in_several_forms(names, practitioner):
    case = names.case
    year, number = case.reference.split("-")[1:]
    for text in (case.reference, case.reference.lower(), f"C{year}{number}", f"C {year} {int(number)}"):
        assert search(user=practitioner, text=text, at=NOW).cases == [case], text


@pytest.mark.django_db
def test_only_what_the_user_may_see(cast, names):
    for who, user in cast.items():
        sees = who in {"practitioner", "manager", "head_of_practice", "assistant_director", "business_support", "auditor"}
        for text in ("Hartley", "14/6/2017", names.case.reference):
            assert bool(search(user=user, text=text, at=NOW)) is sees, (who, text)


@pytest.mark.django_db
def test_contact_details_are_not_searched(names, practitioner):
    for text in ("Mill Lane", "LS6 2AB", "07700 900123"):
        assert not search(user=practitioner, text=text, at=NOW)


@pytest.mark.django_db
def test_somebody_entered_in_error_and_a_withdrawn_name_are_not_found(names, practitioner):
    services.withdraw(record=names.mother.other_names.get(), reason="Mistyped", by=practitioner, now=NOW)
    assert not search(user=practitioner, text="Mitchell", at=NOW)
    services.withdraw(record=names.grandmother, reason="Wrong family", by=practitioner, now=NOW)
    assert "Ruth Dawson" not in {one.person.full_name for one in search(user=practitioner, text="Ruth Dawson", at=NOW).people}


@pytest.mark.django_db
@pytest.mark.usefixtures("at_now")
def test_the_page_logs_each_case_it_shows_and_keeps_within_fifteen_queries(
    names, auditor, manager, team, sign_in, django_assert_max_num_queries
):
    for number in range(60):
        case = services.create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=NOW)
        services.add_person(case=case, role="applicant", given_names="Jane", family_name=f"Hartley{number % 7}", by=manager, now=NOW)
    client = sign_in(auditor)
    client.get(reverse("cases:list_cases"))
    for text in ("Jane Hartley", "Jane Hartley 2/4/1990", names.case.reference):
        ReadLog.objects.all()
        before = ReadLog.objects.count()
        with django_assert_max_num_queries(15):
            answer = client.get(reverse("cases:search"), {"q": text})
        assert names.case.reference in answer.content.decode()
        assert ReadLog.objects.count() - before == len(
            {one.person.case_id for one in answer.context["results"].people} | {c.pk for c in answer.context["results"].cases}
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("at_now")
@pytest.mark.parametrize("text", ["", " ", "%", "'", "\\", "a", "0000", "-" * 300, "١٢٣", "<script>alert(1)</script>"])
def test_odd_text_finds_nothing_and_breaks_nothing(names, practitioner, sign_in, text):
    answer = sign_in(practitioner).get(reverse("cases:search"), {"q": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
