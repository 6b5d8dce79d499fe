"""Nothing typed is lost: autosave, the button, sign-out, time-out, another machine, another practitioner."""

import json
from uuid import UUID

import pytest
from django.test import Client

from cafcass_cases.ui import drafts
from cafcass_cases.ui.models import Draft

from .site import CASE_ID
from .test_views import call, text

LONG = "She said that he had hit her on Thursday, and that nobody knew."


def reference(client):
    return client.get("/call/").context["draft_reference"]


def autosave(client, ref, version=0, **data):
    body = {"reference": ref, "version": version, "data": {k: [v] for k, v in data.items()}}
    return client.post("/drafts/save/", json.dumps(body), content_type="application/json")


def test_what_is_typed_is_kept_and_resumed_on_another_machine(signed_in, aisha, now):
    # Given half a form, kept while it was typed
    answer = autosave(signed_in, reference(signed_in), said=LONG, **{"spoken_at-day": "6"})
    assert answer.json() == {"version": 1, "saved_at": "16:40"}
    # When it is opened on another machine
    now.move(minutes=20)
    elsewhere = Client()
    elsewhere.force_login(aisha)
    page = text(elsewhere.get("/call/"))
    # Then all of it is there, and no error is shown
    assert "We kept what you typed at 16:40" in page
    assert LONG in page
    assert 'name="spoken_at-day" type="text" value="6"' in page
    assert "There is a problem" not in page


def test_save_and_come_back_later_works_without_script(signed_in, aisha):
    response = signed_in.post(
        "/call/",
        call(
            said=LONG,
            who="",
            save_draft="1",
            **{"spoken_at-day": "", "spoken_at-month": "", "spoken_at-year": "", "spoken_at-time": "", "spoken_at-now": "on"},
        ),
    )
    assert response["Location"] == "/"
    [draft] = drafts.drafts_of(aisha)
    assert (draft.label, draft.page, str(draft.case_id)) == ("Telephone call, C-2026-004217", "/call/", CASE_ID)
    page = text(signed_in.get("/call/"))
    assert LONG in page
    # "It is now" was turned into the time it meant
    assert 'name="spoken_at-time" type="text" value="16:40"' in page


def test_a_draft_is_gone_once_the_form_is_sent(signed_in, aisha):
    ref = reference(signed_in)
    autosave(signed_in, ref, said=LONG)
    token = drafts.read_reference(ref).token
    signed_in.post("/call/", call(submission_token=token))
    assert drafts.drafts_of(aisha) == []
    # And a save that arrives late does not bring it back
    assert autosave(signed_in, ref, said=LONG).json() == {"sent": True}
    assert drafts.drafts_of(aisha) == []


def test_a_refused_form_keeps_its_draft(signed_in, aisha):
    autosave(signed_in, reference(signed_in), said=LONG)
    signed_in.post("/call/", call(who="refused"))
    assert len(drafts.drafts_of(aisha)) == 1


def test_a_draft_can_be_thrown_away_by_its_owner_only(signed_in, aisha, tom):
    autosave(signed_in, reference(signed_in), said=LONG)
    [draft] = drafts.drafts_of(aisha)
    toms = Client()
    toms.force_login(tom)
    assert toms.post(draft.discard_url).status_code == 404
    assert signed_in.post(draft.discard_url, {"next": "/call/"})["Location"] == "/call/"
    assert drafts.drafts_of(aisha) == []


def test_discarding_leads_to_no_other_site(signed_in, aisha):
    autosave(signed_in, reference(signed_in), said=LONG)
    [draft] = drafts.drafts_of(aisha)
    assert signed_in.post(draft.discard_url, {"next": "https://elsewhere.example/"})["Location"] == "/"


def test_nobody_sees_anothers_draft(signed_in, tom):
    autosave(signed_in, reference(signed_in), said=LONG)
    toms = Client()
    toms.force_login(tom)
    assert LONG not in text(toms.get("/call/"))


def test_two_windows_do_not_silently_overwrite_each_other(signed_in):
    ref = reference(signed_in)
    autosave(signed_in, ref, said="In the first window")
    answer = autosave(signed_in, ref, version=0, said="In the second window")
    assert answer.status_code == 409
    assert answer.json() == {"newer": "16:40"}
    assert "In the first window" in text(signed_in.get("/call/"))


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"reference": "forged", "data": {}}', '{"reference": 3, "data": {"a": 1}}'])
def test_a_forged_save_is_refused(signed_in, body):
    assert signed_in.post("/drafts/save/", body, content_type="application/json").status_code == 400
    assert Draft.objects.count() == 0


def test_no_password_and_no_token_is_kept():
    typed = drafts.typed_in(
        {"who": "x", "password": "secret", "new_password1": "secret", "csrfmiddlewaretoken": "t", "draft_reference": "r"}
    )
    assert typed == {"who": ["x"]}


# ---- time-out


def test_doing_nothing_for_half_an_hour_signs_out(signed_in, now):
    signed_in.get("/call/")
    now.move(minutes=31)
    response = signed_in.get("/call/")
    assert response["Location"] == "/sign-in/?next=/call/"
    assert "nothing happened for 30 minutes" in text(signed_in.get(response["Location"]))


def test_working_on_keeps_the_session(signed_in, now):
    for _ in range(5):
        now.move(minutes=20)
        assert signed_in.get("/call/").status_code == 200


def test_a_form_sent_after_the_time_out_is_kept_and_resumed_after_signing_in(signed_in, aisha, record, now):
    ref = reference(signed_in)
    now.move(minutes=45)
    # When the form is sent too late
    response = signed_in.post("/call/", call(said=LONG, draft_reference=ref))
    # Then nothing was done, and the person is asked to sign in
    assert response["Location"] == "/sign-in/?next=/call/"
    assert "What you typed is kept" in text(signed_in.get(response["Location"]))
    assert record.done == []
    # And after signing in all of it is there
    signed_in.force_login(aisha)
    page = text(signed_in.get("/call/"))
    assert LONG in page
    assert 'value="Duty social worker"' in page


def test_a_form_sent_without_any_session_is_kept_for_its_owner(signed_in, aisha, record):
    ref = reference(signed_in)
    elsewhere = Client()
    response = elsewhere.post("/call/", call(said=LONG, draft_reference=ref))
    assert response["Location"] == "/sign-in/?next=/call/"
    assert record.done == []
    assert LONG in text(signed_in.get("/call/"))


def test_autosave_after_the_time_out_is_kept_and_asks_to_sign_in(signed_in, aisha, now):
    ref = reference(signed_in)
    now.move(minutes=45)
    answer = autosave(signed_in, ref, said=LONG)
    assert answer.json()["sign_in"] == "/sign-in/"
    assert drafts.drafts_of(aisha)[0].page == "/call/"


def test_a_journeys_page_sent_after_the_time_out_is_kept(signed_in, aisha, now):
    signed_in.post("/concern/danger/", {"danger": "no"})
    ref = signed_in.get("/concern/harm/").context["draft_reference"]
    now.move(minutes=45)
    response = signed_in.post("/concern/harm/", {"harm": LONG, "draft_reference": ref})
    assert response["Location"] == "/sign-in/?next=/concern/"
    signed_in.force_login(aisha)
    assert LONG in text(signed_in.get("/concern/harm/"))
    # And the page before it is still answered
    assert signed_in.get("/concern/").headers["Location"].startswith("/concern/check/")


def test_a_page_open_across_a_sign_in_keeps_what_was_typed(aisha, small_site):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(aisha)
    ref = reference(strict)
    response = strict.post("/call/", call(said=LONG, draft_reference=ref))
    assert response.status_code == 403
    assert "What you typed is kept" in text(response)
    assert LONG in text(strict.get("/call/"))


# ---- reallocation


def test_drafts_of_a_case_move_with_its_reallocation(signed_in, aisha, tom, now):
    autosave(signed_in, reference(signed_in), said=LONG)
    assert drafts.move_drafts(case_id=UUID(CASE_ID), from_user=aisha, to_user=tom, now=now.moment) == 1
    assert drafts.drafts_of(aisha) == []
    toms = Client()
    toms.force_login(tom)
    assert LONG in text(toms.get("/call/"))


def test_a_moved_draft_and_ones_own_are_both_kept(signed_in, aisha, tom, now):
    toms = Client()
    toms.force_login(tom)
    autosave(signed_in, reference(signed_in), said=LONG)
    autosave(toms, reference(toms), said="What Tom had begun")
    drafts.move_drafts(case_id=UUID(CASE_ID), from_user=aisha, to_user=tom, now=now.moment)
    page = text(toms.get("/call/"))
    assert "What Tom had begun" in page
    assert "Unfinished text handed over to you" in page
    assert LONG in page


def test_drafts_of_another_case_stay(signed_in, aisha, tom, now):
    autosave(signed_in, reference(signed_in), said=LONG)
    assert drafts.move_drafts(case_id=UUID(int=7), from_user=aisha, to_user=tom, now=now.moment) == 0
