"""Every address of the project, and every role of the cast at its door: what the table says, and nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest
from django.db import transaction
from django.urls import reverse

from .rooms import rooms
from .routes import Route, every_route
from .table import NAMES_THE_CASE, SEERS, arguments_of, by_route
from .world import MEMBERS

ROUTES = every_route()
DOORS = by_route()
NAMES_IT = NAMES_THE_CASE | {pair for room in rooms() for pair in getattr(room, "NAMES_THE_CASE", ())}
SIGN_IN = "/sign-in/"


def knock(lived, member: str, route: Route, method: str):
    """One request, whose effects are taken back."""
    url = reverse(route.name, kwargs=arguments_of(route.name, route.arguments, lived.ids))
    with transaction.atomic():
        response = getattr(lived.browser(member), method)(url)
        transaction.set_rollback(True)
    return response


def outcome(response) -> str:
    """ "in" (a page, a form with its errors, or what a button leads to), "sign in", "403", "404" or the status."""
    if response.status_code == 302 and response["Location"].startswith(SIGN_IN):
        return "sign in"
    return "in" if response.status_code in (200, 302, 422) else str(response.status_code)


def answers_post(route: Route) -> bool:
    return route.only_post or route.has_form


def test_given_the_addresses_of_the_project_then_each_stands_in_the_table_and_nothing_else_does():
    assert {route.name for route in ROUTES} == set(DOORS)


def one_of_each(members: Iterable[str], turn: int, key: Callable[[str], object]) -> list[str]:
    """Of the members who are alike, one: another one at the next address."""
    groups = defaultdict(list)
    for member in members:
        groups[key(member)].append(member)
    return [group[turn % len(group)] for group in groups.values()]


def who_knocks(route: Route, expected: dict[str, str], roles: dict[str, str]) -> list[str]:
    """Every role (the one within the case where there is one); and of the rest of the cast, those who must get the same answer in turn."""
    first: dict[str | None, str] = {}
    for member in MEMBERS:
        first.setdefault(roles.get(member), member)
    rest = [member for member in MEMBERS if member not in first.values()]
    return [*first.values(), *one_of_each(rest, ROUTES.index(route), expected.get)]


@pytest.mark.parametrize("route", [one for one in ROUTES if one.name in DOORS and not DOORS[one.name].before_sign_in], ids=str)
def test_given_every_role_when_it_knocks_then_the_door_opens_to_whom_the_table_says(lived, route):
    door = DOORS[route.name]
    expected = {member: door.expected(member) for member in MEMBERS}
    knocked = who_knocks(route, expected, {name: user.role for name, user in lived.users.items()})
    for method in [*([] if route.only_post else ["get"]), *(["post"] if answers_post(route) else [])]:
        # Where one guard stands before reading and sending, and everybody has just tried to read, one of each answer sends.
        again = method == "post" and route.one_guard and not route.only_post
        members = one_of_each(knocked, ROUTES.index(route), expected.get) if again else knocked
        responses = {member: knock(lived, member, route, method) for member in members}
        assert {member: outcome(response) for member, response in responses.items()} == {member: expected[member] for member in members}, (
            method
        )
        _tells_nothing_of_the_case(lived, route, responses)


def _tells_nothing_of_the_case(lived, route: Route, responses) -> None:
    """Whatever is answered to somebody outside the case names neither the case nor its people."""
    for member, response in responses.items():
        if member not in SEERS and (route.name, member) not in NAMES_IT and not response.streaming:
            text = response.content.decode()
            assert lived.case.reference not in text, (member, "the reference")
            assert "Dunmore" not in text, (member, "a name")


@pytest.mark.parametrize("member", MEMBERS)
def test_given_pages_before_sign_in_then_they_answer_everybody(lived, member):
    for route in [one for one in ROUTES if one.name in DOORS and DOORS[one.name].before_sign_in]:
        method = "post" if route.only_post else "get"
        response = knock(lived, member, route, method)
        # No sweep has beaten in this record, which the health page says with 503; nothing typed is no draft: 400.
        allowed = {"duties:show_health": 503, "ui:save_draft": 400}.get(route.name)
        assert response.status_code == allowed if allowed else response.status_code in (200, 302)
        assert lived.case.reference not in response.content.decode()
