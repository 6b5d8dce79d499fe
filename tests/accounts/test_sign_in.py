"""Signing in: one sentence for every failure, a wait after several, a page of this site afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.accounts.models import SignInFailure
from cafcass_cases.accounts.services import clear_sign_in_failures, set_password
from cafcass_cases.accounts.services.sign_in import MOST_FOR_ONE_ACCOUNT, MOST_FOR_ONE_PLACE, NOT_SIGNED_IN, WINDOW, _digest
from cafcass_cases.core import clock
from tests.cast import NOW, PASSWORD

SIGN_IN = "/sign-in/"


def enter(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN + more.pop("query", ""), {"email": email, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def test_the_right_password_signs_in_with_a_new_session(client, practitioner, at_now):
    client.get(SIGN_IN)
    client.session.save()
    before = client.session.session_key

    response = enter(client, practitioner.email)

    assert response.status_code == 302
    assert is_signed_in(client)
    assert client.session.session_key != before


def test_the_email_may_be_written_any_way(client, practitioner, at_now):
    enter(client, f"  {practitioner.email.upper()} ")
    assert is_signed_in(client)


def test_every_failure_reads_the_same(client, practitioner, leaver, at_now):
    pages = [
        enter(client, practitioner.email, "wrong"),
        enter(client, "nobody@staff.example", "wrong"),
        enter(client, leaver.email),
    ]
    for page in pages:
        assert page.status_code == 422
        assert NOT_SIGNED_IN in text(page)
    assert not is_signed_in(client)


def test_nothing_typed_is_asked_back_but_the_email(client, practitioner, at_now):
    page = text(enter(client, practitioner.email, "a wrong password"))
    assert practitioner.email in page
    assert "a wrong password" not in page


def test_after_several_failures_even_the_right_password_waits(client, practitioner, other_practitioner):
    with clock.simulated(NOW):
        for _ in range(MOST_FOR_ONE_PLACE):
            enter(client, practitioner.email, "wrong")
        # Then it is refused, and the sentence tells nothing new
        page = enter(client, practitioner.email)
        assert NOT_SIGNED_IN in text(page)
        assert not is_signed_in(client)
        # And a colleague at the same machine is not kept out
        enter(client, other_practitioner.email)
        assert is_signed_in(client)
        client.logout()
    with clock.simulated(NOW + WINDOW + timedelta(seconds=1)):
        enter(client, practitioner.email)
        assert is_signed_in(client)


def test_a_stranger_elsewhere_does_not_easily_keep_a_colleague_out(client, practitioner, at_now):
    # Given somebody elsewhere who fails with this e-mail
    for _ in range(MOST_FOR_ONE_PLACE):
        enter(type(client)(REMOTE_ADDR="192.0.2.7"), practitioner.email, "wrong")
    # Then the practitioner still signs in at their own machine
    enter(client, practitioner.email)
    assert is_signed_in(client)


def test_many_failures_from_many_places_make_the_account_wait(client, practitioner, at_now):
    for n in range(MOST_FOR_ONE_ACCOUNT):
        enter(type(client)(REMOTE_ADDR=f"192.0.2.{n}"), practitioner.email, "wrong")
    enter(client, practitioner.email)
    assert not is_signed_in(client)


def test_behind_a_trusted_proxy_the_proxys_word_counts_and_no_other(client, practitioner, at_now, settings):
    for proxied in (None, ("HTTP_X_FORWARDED_PROTO", "https")):
        settings.SECURE_PROXY_SSL_HEADER = proxied
        for n in range(MOST_FOR_ONE_PLACE + 1):
            # A client may write what it likes before the address that the proxy adds
            client.post(SIGN_IN, {"email": practitioner.email, "password": "x"}, headers={"X-Forwarded-For": f"10.0.0.{n}, 198.51.100.4"})
        assert SignInFailure.objects.filter(key__in=_keys(practitioner.email, proxied)).count() == MOST_FOR_ONE_PLACE


def _keys(email, proxied):
    return [_digest("place", f"{email} {'198.51.100.4' if proxied else '127.0.0.1'}")]


def test_an_unknown_address_waits_as_a_known_one_does(client, db, at_now):
    for _ in range(MOST_FOR_ONE_PLACE + 1):
        page = enter(client, "nobody@staff.example", "wrong")
    assert NOT_SIGNED_IN in text(page)
    assert SignInFailure.objects.count() == 3 * MOST_FOR_ONE_PLACE


def test_what_is_remembered_of_a_failure_names_nobody(client, practitioner, at_now):
    enter(client, practitioner.email, "wrong")
    for row in SignInFailure.objects.values_list("key", flat=True):
        assert len(row) == 64
        assert practitioner.email not in row
        assert "127.0.0.1" not in row


def test_failures_are_forgotten_after_a_day(client, practitioner):
    with clock.simulated(NOW):
        enter(client, practitioner.email, "wrong")
    assert clear_sign_in_failures(by=None, now=NOW + timedelta(hours=23)) == 0
    assert clear_sign_in_failures(by=None, now=NOW + timedelta(hours=25)) == 3


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere.example"])
def test_nobody_is_sent_to_another_site(client, practitioner, at_now, where):
    response = enter(client, practitioner.email, query=f"?next={where}")
    assert response.url == "/"


def test_the_page_one_was_going_to_comes_next(client, practitioner, at_now):
    wanted = reverse("accounts:list_absences")
    response = client.get(wanted)
    assert response.url == f"{SIGN_IN}?next={wanted}"
    assert enter(client, practitioner.email, query=f"?next={wanted}").url == wanted


def test_sign_out_is_a_button_and_not_a_link(client, practitioner):
    client.force_login(practitioner)
    assert client.get("/sign-out/").status_code == 405
    assert is_signed_in(client)
    assert client.post("/sign-out/").url == SIGN_IN
    assert not is_signed_in(client)


def test_a_password_somebody_else_chose_is_replaced_before_anything_else(client, practitioner, administrator, at_now):
    set_password(user=practitioner, password="given by word of mouth", by=administrator, now=NOW)

    response = enter(client, practitioner.email, "given by word of mouth")
    assert response.url.startswith("/sign-in/choose-password/")
    assert not is_signed_in(client)

    same = {"new_password": "given by word of mouth", "new_password_again": "given by word of mouth"}
    assert client.post(response.url, same).status_code == 422
    own = {"new_password": "chosen by themselves", "new_password_again": "chosen by themselves"}
    assert client.post(response.url, own).status_code == 302
    assert is_signed_in(client)

    practitioner.refresh_from_db()
    assert not practitioner.must_change_password
    assert practitioner.check_password("chosen by themselves")


def test_nobody_chooses_a_password_without_having_given_the_first_one(client, practitioner, administrator):
    set_password(user=practitioner, password="given by word of mouth", by=administrator, now=NOW)
    assert client.get("/sign-in/choose-password/").url == SIGN_IN


def test_the_time_to_choose_a_password_ends(client, practitioner, administrator):
    set_password(user=practitioner, password="given by word of mouth", by=administrator, now=NOW)
    with clock.simulated(NOW):
        enter(client, practitioner.email, "given by word of mouth")
    with clock.simulated(NOW + timedelta(minutes=16)):
        assert client.get("/sign-in/choose-password/").url == SIGN_IN


def test_changing_ones_password_keeps_this_session_and_ends_the_others(client, practitioner, at_now):
    enter(client, practitioner.email)
    other = type(client)()
    enter(other, practitioner.email)
    new = {"new_password": "quite another phrase", "new_password_again": "quite another phrase"}

    assert client.post("/password/change/", {"old_password": "wrong", **new}).status_code == 422
    assert client.post("/password/change/", {"old_password": PASSWORD, **new}).status_code == 302

    assert client.get("/password/change/").status_code == 200
    assert other.get("/password/change/").status_code == 302


@pytest.mark.parametrize("new", ["short", "password1234", "priya practitioner"])
def test_a_weak_password_is_refused_with_what_to_do(client, practitioner, at_now, new):
    client.force_login(practitioner)
    response = client.post("/password/change/", {"old_password": PASSWORD, "new_password": new, "new_password_again": new})
    assert response.status_code == 422
    practitioner.refresh_from_db()
    assert practitioner.check_password(PASSWORD)
