"""Restricted cases, break-glass, reallocation, and the side doors: what a change of standing closes, it closes everywhere."""

import pytest
from django.urls import reverse

from cafcass_cases.cases import services
from cafcass_cases.cases.models import AccessGrant, Case

from .routes import every_route
from .table import SEERS, by_route
from .test_matrix import knock, outcome
from .world import NOW

DOORS = by_route()
OF_CASE = [route for route in every_route() if route.name in DOORS and DOORS[route.name].of_case]
OF_ANOTHER = {"cases:decide_link", "cases:undo_link"}
"""A proposed link is seen from the other played case too; and pages of a difference are of that case alone."""


def knock_at_the_case(lived, member: str) -> dict[str, tuple[str, str]]:
    """What each page of the main case answers to a member."""
    others = {route.name for route in OF_CASE if "difference_id" in route.arguments and route.name.startswith("referrals")}
    routes = [route for route in OF_CASE if route.name not in others]
    return {str(route): (member, outcome(knock(lived, member, route, "post" if route.only_post else "get"))) for route in routes}


@pytest.fixture
def restricted(lived):
    """Only the Head of Practice is named."""
    services.restrict_case(
        case=lived.case,
        reason="A colleague's family",
        named=[lived.users["head_of_practice"]],
        by=lived.users["head_of_practice"],
        next_owner=lived.users["head_of_practice"],
        now=NOW,
    )
    return lived


def expected_of(found: dict[str, tuple[str, str]], stands_for: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    """What the table says of the same knocks; ``stands_for``: who has somebody else's place in it."""
    routes = {str(route): DOORS[route.name] for route in OF_CASE}
    return {name: (member, routes[name].expected((stands_for or {}).get(member, member))) for name, (member, _) in found.items()}


@pytest.mark.parametrize("member", sorted(SEERS - {"auditor", "head_of_practice"}))
def test_given_a_restricted_case_when_somebody_not_named_knocks_then_nothing_of_it_exists(restricted, member):
    found = knock_at_the_case(restricted, member)
    assert {name: answer for name, answer in found.items() if answer[1] != "404"} == {}


def test_given_a_restricted_case_then_who_is_named_and_the_auditor_have_it_as_before(restricted):
    for member in ("head_of_practice", "auditor"):
        found = knock_at_the_case(restricted, member)
        assert found == expected_of(found)


@pytest.mark.parametrize("member", ["manager", "assistant_director", "business_support", "practitioner"])
def test_given_a_restricted_case_when_lists_and_search_are_asked_then_it_is_in_none(restricted, member):
    browser = restricted.browser(member)
    pages = [
        "desk:show_home",
        "cases:list_cases",
        "duties:list_team_clocks",
        "duties:list_escalations",
        "safeguarding:show_supervision_queue",
    ]
    texts = [browser.get(reverse(page)).content.decode() for page in pages]
    texts += [browser.get(reverse("cases:search"), {"q": words}).content.decode() for words in ("Dunmore", "Daniel Dunmor", "LS26P00417")]
    assert all("LS26P00417" not in text.replace('value="LS26P00417"', "") and "Theo" not in text for text in texts)
    assert all(f"/cases/{restricted.case.pk}/" not in text for text in texts)


@pytest.mark.parametrize("member", ["second_practitioner", "guardian", "other_manager", "administrator"])
def test_given_somebody_off_the_case_when_they_search_then_they_find_nothing_of_it(lived, member):
    browser = lived.browser(member)
    for words in ("Dunmore", "Theo Dunmor", "Whitlock", lived.case.reference, "2020-08-19", "19/08/2020"):
        text = browser.get(reverse("cases:search"), {"q": words}).content.decode()
        assert str(lived.case.pk) not in text
        assert "Quarry" not in text


def test_given_the_case_goes_to_another_when_the_old_practitioner_knocks_then_it_is_gone_and_the_new_one_has_it(lived):
    new = lived.users["second_practitioner"]
    services.allocate(case=lived.case, practitioner=new, starts_at=NOW, reason="Leave", by=lived.users["manager"], now=NOW)
    found = knock_at_the_case(lived, "practitioner")
    assert {name.partition("(")[0] for name, (_, answer) in found.items() if answer != "404"} <= OF_ANOTHER
    found = knock_at_the_case(lived, "second_practitioner")
    # A request for supervision stays its writer's words.
    assert found.pop("safeguarding:change_request(supervision_id)") == ("second_practitioner", "403")
    assert found == expected_of(found, {"second_practitioner": "practitioner"})


def _break_glass(lived, reference: str):
    """What one sees after asking: the answer, and the page it leads to."""
    browser = lived.browser("other_practitioner")
    first = browser.post(
        reverse("cases:break_glass"), {"reference": reference, "reason": "A child rang me and I must know who she lives with."}
    )
    return first.status_code, first["Location"], browser


def test_given_break_glass_when_the_case_exists_or_not_or_is_restricted_then_the_answer_is_the_same(lived):
    exists = _break_glass(lived, lived.case.reference)[:2]
    missing = _break_glass(lived, "C-2026-999999")[:2]
    services.restrict_case(
        case=lived.case,
        reason="A colleague",
        named=[lived.users["manager"]],
        next_owner=lived.users["manager"],
        by=lived.users["manager"],
        now=NOW,
    )
    hidden = _break_glass(lived, lived.case.reference)[:2]
    assert exists == missing == hidden == (302, reverse("cases:list_cases"))


def test_given_break_glass_when_the_case_is_restricted_then_it_stays_shut_and_the_attempt_is_kept(lived):
    services.restrict_case(
        case=lived.case,
        reason="A colleague",
        named=[lived.users["manager"]],
        next_owner=lived.users["manager"],
        by=lived.users["manager"],
        now=NOW,
    )
    *_, browser = _break_glass(lived, lived.case.reference)
    assert browser.get(reverse("cases:show_case", args=[lived.case.pk])).status_code == 404
    assert AccessGrant.objects.filter(user=lived.users["other_practitioner"], kind=AccessGrant.Kind.BREAK_GLASS, ends_at=NOW).exists()


def test_given_break_glass_when_the_case_is_open_to_it_then_it_opens_for_that_person_alone(lived):
    *_, browser = _break_glass(lived, lived.case.reference)
    assert browser.get(reverse("cases:show_case", args=[lived.case.pk])).status_code == 200
    assert lived.browser("other_manager").get(reverse("cases:show_case", args=[lived.case.pk])).status_code == 404


def test_given_an_unknown_record_then_every_page_of_a_case_is_not_found_rather_than_broken(lived):
    nobody = "0190b5e0-0000-7000-8000-000000000000"
    for route in OF_CASE:
        arguments = {name: {"kind": "s16a", "step": "danger", "topic": "concerns"}.get(name, nobody) for name in route.arguments}
        url = reverse(route.name, kwargs=arguments)
        response = getattr(lived.browser("practitioner"), "post" if route.only_post else "get")(url)
        assert response.status_code == 404, route
    assert Case.objects.filter(pk=nobody).count() == 0
