"""The home page: what this person must do, from the panels that the rooms registered, and what they left unfinished."""

from django.urls import reverse

from cafcass_cases.desk import registry
from cafcass_cases.desk.registry import home_panels, register_home_panel


def test_given_a_panel_for_some_roles_when_home_is_shown_then_only_they_have_it(practitioner, manager, now, monkeypatch):
    monkeypatch.setattr(registry, "_panels", [])
    register_home_panel("Queue", "desk/queue.html", lambda user, at: {"count": 1}, roles=("manager",))
    register_home_panel("Empty", "desk/empty.html", lambda user, at: None)
    register_home_panel("Work", "desk/work.html", lambda user, at: {"count": 2}, order=10)
    assert [shown["panel"].label for shown in home_panels(practitioner, now)] == ["Work"]
    assert [shown["panel"].label for shown in home_panels(manager, now)] == ["Work", "Queue"]


def test_given_everybody_of_the_cast_when_home_is_opened_then_it_answers_with_their_own_name(cast, leaver, sign_in, at_now):
    for user in cast.values():
        if user == leaver:
            continue
        answer = sign_in(user).get(reverse("desk:show_home"))
        assert answer.status_code == 200, user.role
        assert user.full_name in answer.content.decode()


def test_given_nobody_signed_in_when_home_is_opened_then_they_are_asked_to_sign_in(client, db):
    answer = client.get(reverse("desk:show_home"))
    assert answer.status_code == 302
    assert "/sign-in/" in answer.url


def test_given_the_plain_page_when_opened_then_it_makes_no_query_of_its_own(sign_in, practitioner, at_now, django_assert_max_num_queries):
    client = sign_in(practitioner)
    client.get(reverse("desk:show_plain_page"))
    with django_assert_max_num_queries(5):
        assert client.get(reverse("desk:show_plain_page")).status_code == 200
