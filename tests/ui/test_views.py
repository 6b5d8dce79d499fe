"""Forms on a page: refusals keep what was typed, a stale edit keeps both texts, a double submit does the thing once."""

import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from cafcass_cases.ui.models import Submission
from cafcass_cases.ui.testing import local_date, local_time


def call(**changes):
    return {
        **local_time("spoken_at", "2026-03-06 16:20"),
        "who": "Duty social worker",
        "result": "answered",
        "said": "They will ring back.",
        "children": ["a"],
        "place": "office",
        "sure": "on",
        "version": "1",
        **changes,
    }


def text(response):
    return response.content.decode()


# ---- the form's shape


def test_a_form_that_is_right_is_carried_out_and_answered_with_a_redirect(signed_in, record):
    response = signed_in.post("/call/", call())
    assert response.status_code == 302
    assert response["Location"] == "/shown/"
    assert record.done[0]["who"] == "Duty social worker"
    assert "The call is recorded." in text(signed_in.get("/shown/"))


def test_bad_input_is_422_with_a_summary_and_all_that_was_typed(signed_in, record):
    response = signed_in.post("/call/", call(who="", said="A long account of what was said.", **{"spoken_at-time": "25:00"}))
    page = text(response)
    assert response.status_code == 422
    assert record.done == []
    assert "<title>Error: Record a telephone call" in page.replace("\n", "")
    assert 'href="#id_who"' in page
    assert "Enter who you spoke to" in page
    assert "A long account of what was said." in page
    assert 'value="25:00"' in page


def test_a_rule_refused_at_a_field_stands_at_the_field(signed_in, record):
    response = signed_in.post("/call/", call(who="refused at field"))
    page = text(response)
    assert response.status_code == 422
    assert 'href="#id_who"' in page
    assert 'id="id_who-error"' in page
    assert "Ring the duty team, not the family" in page
    assert 'value="refused at field"' in page
    assert record.done == []


def test_a_rule_refused_lists_what_is_missing_and_keeps_what_was_typed(signed_in):
    response = signed_in.post("/call/", call(who="refused"))
    page = text(response)
    assert response.status_code == 422
    for sentence in ("This cannot be saved yet", "the authority", "the outcome", "They will ring back."):
        assert sentence in page


def test_a_refused_form_may_be_sent_again(signed_in, record):
    token = str(uuid4())
    signed_in.post("/call/", call(who="refused", submission_token=token))
    assert Submission.objects.count() == 0
    assert signed_in.post("/call/", call(submission_token=token)).status_code == 302
    assert len(record.done) == 1


# ---- once


def test_a_double_submit_is_done_once(signed_in, record):
    token = str(uuid4())
    first = signed_in.post("/call/", call(submission_token=token))
    second = signed_in.post("/call/", call(submission_token=token))
    assert first["Location"] == second["Location"] == "/shown/"
    assert len(record.done) == 1


def test_the_page_carries_a_new_token_each_time_and_keeps_it_through_errors(signed_in):
    one, two = (signed_in.get("/call/").context["submission_token"] for _ in range(2))
    assert one != two
    assert signed_in.post("/call/", call(who="", submission_token=one)).context["submission_token"] == one


def test_somebody_elses_token_is_no_way_to_skip_their_form(signed_in, tom, record):
    token = str(uuid4())
    signed_in.post("/call/", call(submission_token=token))
    toms = Client()
    toms.force_login(tom)
    # Tom's form with the same token is not answered with Aisha's result before his own page is prepared
    assert toms.post("/call/", call(who="", submission_token=token)).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment_are_carried_out_once(small_site, record, aisha):
    # Given two windows of one browser with the same form
    token, meet, answers = str(uuid4()), threading.Barrier(2, timeout=30), []
    windows = [Client(), Client()]
    for window in windows:
        window.force_login(aisha)

    def send(window):
        try:
            meet.wait()
            answers.append(window.post("/call/", call(submission_token=token))["Location"])
        finally:
            connection.close()

    # When both send it at once, each over its own connection
    both = [threading.Thread(target=send, args=[window]) for window in windows]
    for one in both:
        one.start()
    for one in both:
        one.join()
    # Then both are answered, and it happened once
    assert answers == ["/shown/", "/shown/"]
    assert len(record.done) == 1


# ---- 409


def test_a_stale_edit_keeps_both_texts(signed_in, record):
    # Given a form opened at version 1, and a colleague who saved meanwhile
    record.text, record.version = "What the colleague wrote", 2
    # When it is sent
    response = signed_in.post("/call/", call(who="What I wrote", version="1"))
    page = text(response)
    # Then both texts are there, and nothing was changed
    assert response.status_code == 409
    assert "What the colleague wrote" in page
    assert 'value="What I wrote"' in page
    assert record.done == []
    # And sending it again, knowingly, saves it
    assert 'name="version" value="2"' in page
    assert signed_in.post("/call/", call(who="What I wrote", version="2")).status_code == 302


# ---- groups without script


def test_add_another_keeps_all_that_was_typed(signed_in, record):
    response = signed_in.post(
        "/plan/",
        {
            "reason": "Because of Friday",
            "actions-TOTAL_FORMS": "1",
            "actions-0-what": "Ring the school",
            "children-TOTAL_FORMS": "2",
            "children-0-suspect": "yes",
            "add_group": "actions",
        },
    )
    page = text(response)
    assert response.status_code == 200
    assert "Because of Friday" in page
    assert 'value="Ring the school"' in page
    assert 'id="actions-1"' in page
    assert 'name="actions-TOTAL_FORMS" value="2"' in page
    assert 'id="id_children-0-suspect" name="children-0-suspect" type="radio" value="yes" checked' in page
    assert "There is a problem" not in page
    assert record.done == []


def test_the_whole_plan_is_sent(signed_in, record):
    response = signed_in.post(
        "/plan/",
        {
            "reason": "Because",
            "actions-TOTAL_FORMS": "1",
            "actions-0-what": "Ring the school",
            **local_date("actions-0-by_when", "2026-03-09"),
            "children-TOTAL_FORMS": "2",
            "children-0-child": "a",
            "children-0-suspect": "yes",
            "children-1-child": "b",
            "children-1-suspect": "no",
        },
    )
    assert response.status_code == 302
    assert len(record.done[0]["actions"]) == 1


# ---- journeys


def test_a_journey_goes_page_by_page_to_its_check_page_and_is_sent_once(signed_in, record):
    assert signed_in.get("/concern/").headers["Location"] == "/concern/danger/"
    # The check page cannot be reached before the questions
    assert signed_in.get("/concern/check/").headers["Location"] == "/concern/danger/"
    first = signed_in.post("/concern/danger/", {"danger": "yes", "rang-now": "on"})
    assert first["Location"] == "/concern/harm/"
    assert signed_in.post("/concern/harm/", {"harm": "A bruise."})["Location"] == "/concern/check/"
    check = signed_in.get("/concern/check/")
    assert "A bruise." in text(check)
    assert "Fri 6 March 2026, 16:40" in text(check)
    assert "/concern/harm/?check=1#id_harm" in text(check)
    token = check.context["submission_token"]
    for _ in range(2):
        assert signed_in.post("/concern/check/", {"submission_token": token})["Location"] == "/shown/"
    assert len(record.done) == 1
    # And nothing of it is left behind
    assert signed_in.get("/concern/").headers["Location"] == "/concern/danger/"


def test_a_change_from_the_check_page_leads_back_to_it(signed_in):
    signed_in.post("/concern/danger/", {"danger": "no"})
    signed_in.post("/concern/harm/", {"harm": "A bruise."})
    page = signed_in.get("/concern/harm/?check=1")
    assert "A bruise." in text(page)
    assert 'href="/concern/check/" class="govuk-back-link"' in text(page)
    assert signed_in.post("/concern/harm/?check=1", {"harm": "Two bruises."})["Location"] == "/concern/check/"
    assert "Two bruises." in text(signed_in.get("/concern/check/"))


def test_a_rule_that_refuses_a_journey_links_to_the_page_of_the_field(signed_in, record):
    signed_in.post("/concern/danger/", {"danger": "no"})
    signed_in.post("/concern/harm/", {"harm": "refused"})
    response = signed_in.post("/concern/check/", {"submission_token": str(uuid4())})
    assert response.status_code == 422
    assert 'href="/concern/harm/?check=1#id_harm"' in text(response)
    assert "Say more about the harm" in text(response)
    assert record.done == []


def test_a_journey_resumes_where_it_was_left(signed_in, now):
    signed_in.post("/concern/danger/", {"danger": "no"})
    now.move(minutes=5)
    response = signed_in.get("/concern/", follow=True)
    assert response.request["PATH_INFO"] == "/concern/harm/"
    assert "We kept what you typed at 16:40" in text(response)


def test_an_unknown_step_is_not_found(signed_in):
    assert signed_in.get("/concern/nothing/").status_code == 404


# ---- buttons and errors


def test_a_button_does_its_thing_once(signed_in, record):
    token = str(uuid4())
    for _ in range(2):
        assert signed_in.post("/sign/", {"submission_token": token})["Location"] == "/shown/"
    assert record.done == ["signed"]
    assert signed_in.get("/sign/").status_code == 405


def test_a_refused_button_says_what_is_missing(signed_in, record):
    response = signed_in.post("/sign/", {"refuse": "1"})
    assert response.status_code == 422
    assert "the child&#x27;s views" in text(response)
    assert 'href="/shown/"' in text(response)
    assert record.done == []


@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("denied", 403, "Only the manager may do this."),
        ("permission", 403, "Your role does not allow it."),
        ("stale", 409, "Somebody else changed this first"),
        ("nothing", 404, "Page not found"),
    ],
)
def test_error_pages_say_it_in_plain_words(signed_in, how, status, sentence):
    response = signed_in.get(f"/wrong/{how}/")
    assert response.status_code == status
    assert sentence in text(response)


def test_a_crash_has_a_reference_and_no_particulars(signed_in, record):
    signed_in.raise_request_exception = False
    response = signed_in.post("/call/", call(who="crash", said="Something private"))
    assert response.status_code == 500
    assert response["X-Request-Id"][:12] in text(response)
    assert "Something private" not in text(response)
    assert "ZeroDivisionError" not in text(response)
    assert Submission.objects.count() == 0


def test_a_page_is_kept_by_no_cache(signed_in):
    assert "no-store" in signed_in.get("/call/")["Cache-Control"]


def test_everybody_signs_in_first(client, small_site, db):
    assert client.get("/call/")["Location"] == "/sign-in/?next=/call/"


def test_a_question_that_is_the_pages_heading_is_its_only_one(signed_in):
    page = text(signed_in.get("/concern/danger/"))
    assert page.count("<h1") == 1
    assert "<title>Is anyone in danger? – " in page


def test_a_form_before_sign_in_is_carried_out_once_and_needs_no_draft(client, small_site, db, record):
    page = client.get("/enquire/")
    typed = {"name": "Aisha", **{name: page.context[name] for name in ("submission_token", "draft_reference")}}
    assert client.post("/enquire/", {**typed, "name": ""}).status_code == 422
    for _ in range(2):
        assert client.post("/enquire/", typed)["Location"] == "/"
    assert len(record.done) == 1
