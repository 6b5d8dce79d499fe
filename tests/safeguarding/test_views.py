"""The pages, driven as a browser without scripts drives them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.audit.models import ReadLog
from cafcass_cases.core import clock
from cafcass_cases.ui.testing import local_date, local_time
from safeguarding import services
from safeguarding.models import Concern, Enquiry, PoliceReport, Supervision, SupervisionAction
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import ASKED, HELD, full_record, neglect

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now(now):
    with clock.simulated(now):
        yield now


def url(name, *args):
    return reverse(f"safeguarding:{name}", args=args)


DANGER = {
    "danger_now": "no",
    "danger_reason": "Both are with their grandmother.",
    "medical": "not_needed",
    "left_alone": "no",
    "refer_at_once": "no",
}


def known(*children, **changes):
    return {
        "children": [str(child.pk) for child in children],
        "source": "court_papers",
        "said": "The C1A says that Ben was left alone at night.",
        "whose_words": "document",
        "happened": "words",
        "happened_words": "In February, several nights",
        **local_time("reached_us_at", "2026-03-06 14:40"),
        **local_time("recognised_at", "2026-03-06 16:40"),
        "where_now": "At home, with their father",
        "seen_next_by": "Their school, on Monday",
        "family_told": "Nothing yet",
        "serious": "no",
        "works_with_children": "no",
        "disclosure_in_care": "no",
        **changes,
    }


def each(index, child, *, subject=True, **changes):
    answers = {
        "child_id": str(child.pk), "harms": ["neglect"], "standing": "alleged", "origin": "family", "threshold": "not_yet_known",
        "child_knows": "Not yet spoken to", **({"cause": "yes"} if subject else {}), **changes,
    }  # fmt: skip
    return {f"each-{index}-{name}": value for name, value in answers.items()}


def groups(name, count):
    return {f"{name}-TOTAL_FORMS": str(count), f"{name}-INITIAL_FORMS": str(count)}


def walk(client, case, *, danger=DANGER, concern=None, children=None):
    """The journey, page by page, to the check page; the last answer."""
    answer = client.post(url("log_concern", case.pk, "danger"), danger)
    assert answer.status_code == 302, answer.context["form"].error_items()
    answer = client.post(url("log_concern", case.pk, "concern"), concern)
    assert answer.status_code == 302, answer.context["form"].error_items()
    answer = client.post(url("log_concern", case.pk, "children"), children)
    assert answer.status_code == 302, answer.context["form"].error_items()
    check = client.get(answer.url)
    assert check.status_code == 200
    return check


def test_a_concern_is_logged_in_three_pages(sign_in, family, practitioner):
    client = sign_in(practitioner)
    first = client.get(url("log_concern", family.case.pk), follow=True)
    assert "Is anyone being harmed now, or in immediate danger? Ring 999 first." in first.content.decode()
    children = {**groups("each", 2), **groups("others", 0), **each(0, family.alice), **each(1, family.ben, cause="")}
    check = walk(client, family.case, concern=known(family.alice, family.ben), children=children)
    assert "left alone at night" in check.content.decode()
    answer = client.post(url("log_concern", family.case.pk, "check"), {"submission_token": check.context["submission_token"]})
    concern = Concern.objects.get()
    assert answer.url == concern.get_absolute_url()
    assert (concern.recognised_at, concern.created_by) == (NOW, practitioner)
    assert {row.where_now for row in concern.children.all()} == {"At home, with their father"}
    # Alice was answered for; Ben waits on the concern's page.
    assert [row.child for row in concern.cause_answers.all()] == [family.alice]
    page = client.get(answer.url).content.decode()
    assert "cause to suspect that the child is at risk of harm?: Ben" in page
    assert "Policy 11" in page
    # Pressed twice, it is logged once.
    client.post(url("log_concern", family.case.pk, "check"), {"submission_token": check.context["submission_token"]})
    assert Concern.objects.count() == 1


def test_every_subject_child_is_asked_about_where_the_concern_names_another(sign_in, family, practitioner):
    client = sign_in(practitioner)
    others = {"others-0-child_id": str(family.alice.pk), "others-0-cause": "no", "others-0-cause_reason": "She lives elsewhere.",
              "others-1-child_id": str(family.ben.pk), "others-1-cause": ""}  # fmt: skip
    children = {**groups("each", 1), **groups("others", 2), **each(0, family.callum, subject=False), **others}
    danger = {**DANGER, "refer_at_once": "yes", "medical": "sought"}
    check = walk(client, family.case, danger=danger, concern=known(family.callum, serious="yes"), children=children)
    client.post(url("log_concern", family.case.pk, "check"), {"submission_token": check.context["submission_token"]})
    concern = Concern.objects.get()
    assert (concern.refer_now_at, concern.serious) == (NOW, True)
    assert [(row.child, row.answer) for row in concern.cause_answers.all()] == [(family.alice, False)]
    # "Refer now, supervise after": supervision is asked for in the same moment.
    assert concern.supervisions.get().requested_by == practitioner


def test_bad_input_says_what_to_do_and_keeps_what_was_typed(sign_in, family, practitioner):
    client = sign_in(practitioner)
    answer = client.post(url("log_concern", family.case.pk, "danger"), {"danger_reason": "He shouted."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say whether anyone is being harmed now or is in immediate danger" in page
    assert "Say whether anybody needs a doctor or an ambulance" in page
    assert "Say whether you refer now" in page
    assert "He shouted." in page
    client.post(url("log_concern", family.case.pk, "danger"), DANGER)
    wrong = known(family.alice, **local_time("recognised_at", "2026-03-06 13:00"))
    answer = client.post(url("log_concern", family.case.pk, "concern"), wrong)
    assert answer.status_code == 422
    assert "It cannot have been recognised before it reached Cafcass" in answer.content.decode()
    client.post(url("log_concern", family.case.pk, "concern"), known(family.alice))
    children = {**groups("each", 1), **groups("others", 1), **each(0, family.alice, harms=["fgm"], threshold="likely")}
    children["others-0-child_id"] = str(family.ben.pk)
    answer = client.post(url("log_concern", family.case.pk, "children"), children)
    assert answer.status_code == 422
    assert "Write why you rate it so" in answer.content.decode()
    children["each-0-threshold_reason"] = "Her cousins were cut."
    answer = client.post(url("log_concern", family.case.pk, "children"), children)
    assert "a date of travel can be all the time there is" in answer.content.decode()
    assert Concern.objects.count() == 0


def test_an_enquiry_is_recorded(sign_in, concern, family, practitioner):
    client = sign_in(practitioner)
    where = url("record_enquiry", concern.pk)
    assert "safe" in client.get(where).content.decode()
    typed = {
        "source": "parent", "person": str(family.mother.pk), "result": "contacted", "method": "telephone", "question": "Who is with Ben?",
        "answer": "Nobody.", **local_time("happened_at", "2026-03-06 16:40"),
    }  # fmt: skip
    answer = client.post(where, typed)
    assert answer.status_code == 422
    assert "Say whether it is safe to contact them" in answer.content.decode()
    answer = client.post(where, {**typed, "safe_to_contact": "no", "who_else_hears": "Nobody"})
    assert answer.url == concern.get_absolute_url()
    assert Enquiry.objects.get().person == family.mother
    assert "Contact was made although it was judged unsafe" in client.get(answer.url).content.decode()


def test_a_report_to_the_police_is_recorded(sign_in, concern, practitioner):
    client = sign_in(practitioner)
    where = url("record_police_report", concern.pk)
    typed = {"reported": "He is at the door.", **local_time("reported_at", "2026-03-06 16:40")}
    assert "Choose the police force, or tick that you rang 999" in client.post(where, typed).content.decode()
    assert client.post(where, {**typed, "by_999": "on"}).status_code == 302
    assert PoliceReport.objects.get().by_999


def test_supervision_is_asked_for_held_and_signed(sign_in, concern, family, practitioner, manager):
    client = sign_in(practitioner)
    where = url("request_supervision", concern.pk)
    assert "Maria Manager" in client.get(where).content.decode()
    client.post(where, {"text": "Do we refer both?", "analysis": "Neglect.", **local_time("requested_at", "2026-03-06 16:40")})
    supervision = Supervision.objects.get()
    assert client.get(url("record_supervision", supervision.pk)).status_code == 403
    assert client.get(url("show_supervision_queue")).status_code == 403

    client.force_login(manager)
    queue = client.get(url("show_supervision_queue")).content.decode()
    assert concern.reference in queue
    form = client.get(url("record_supervision", supervision.pk))
    page = form.content.decode()
    # What the concern knows is there already, and what the practitioner thinks stands beside it.
    assert "The C1A says that Ben was left alone at night." in page
    assert "Do we refer both?" in page
    record = full_record()
    typed = {
        **local_time("held_at", "2026-03-06 16:40"),
        **{name: getattr(record, name) for name in (
            "method", "nature", "risk", "where_now", "family_told", "reflection", "agreed_harm", "agreed_threshold", "agreed_action", "decision",
            "decision_reason", "referral_kind", "parties_views", "court_notice", "share_plan", "future_work",
        )},
        "refer": [str(family.alice.pk), str(family.ben.pk)],
        **groups("connected", 1), "connected-0-child_id": str(family.callum.pk), "connected-0-answer": "refer", "connected-0-reason": "At weekends.",
        **groups("places", 0),
        **groups("actions", 1), "actions-0-what": "See the school", "actions-0-owner": str(practitioner.pk), "actions-0-is_contact": "on",
        "sign": "yes", "version": str(supervision.version),
    }  # fmt: skip
    answer = client.post(url("record_supervision", supervision.pk), typed)
    assert answer.status_code == 422
    assert "an owner and a date for “See the school”" in answer.content.decode()
    answer = client.post(url("record_supervision", supervision.pk), {**typed, **local_date("actions-0-agreed_on", "2026-03-11")})
    assert answer.url == supervision.get_absolute_url()
    supervision.refresh_from_db()
    assert supervision.state == "signed"
    assert {row.child.given_names for row in supervision.children.filter(referred=True)} == {"Alice", "Ben", "Callum"}
    page = client.get(answer.url).content.decode()
    assert "Referred to Bradford" in page
    assert "See the school" in page


def test_a_record_is_kept_without_signing_and_a_stale_one_keeps_both_texts(sign_in, concern, request_it, manager):
    with clock.simulated(HELD):
        supervision = request_it(concern)
        client = sign_in(manager)
        where = url("record_supervision", supervision.pk)
        typed = {
            **local_time("held_at", "2026-03-06 17:45"), "method": "telephone", "reflection": "First thoughts.", "sign": "no",
            "version": str(supervision.version), **groups("connected", 0), **groups("places", 0), **groups("actions", 0),
        }  # fmt: skip
        assert client.post(where, typed).status_code == 302
        answer = client.post(where, {**typed, "reflection": "Other thoughts."})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "First thoughts." in page
        assert "Other thoughts." in page
        supervision.refresh_from_db()
        assert supervision.state == "held"
        # The button to sign lists what is missing.
        refused = client.post(url("sign_supervision", supervision.pk))
        assert refused.status_code == 422
        assert "the decision: refer, do not refer, or get more first" in refused.content.decode()


def test_more_is_asked_for_and_answered(sign_in, concern, request_it, manager, practitioner):
    with clock.simulated(HELD):
        supervision = request_it(concern)
        client = sign_in(manager)
        assert client.post(url("ask_for_more", supervision.pk), {"question": "Who is with Ben?"}).status_code == 302
        client.force_login(practitioner)
        assert "Who is with Ben?" in client.get(url("answer_more", supervision.pk)).content.decode()
        assert client.post(url("answer_more", supervision.pk), {"answer": "His aunt."}).status_code == 302
        assert "His aunt." in client.get(supervision.get_absolute_url()).content.decode()
        changed = {"text": "Refer?", "analysis": "Worse.", "version": str(Supervision.objects.get().version)}
        assert client.post(url("change_request", supervision.pk), changed).status_code == 302
        client.force_login(manager)
        assert client.get(url("change_request", supervision.pk)).status_code == 403


def test_refer_now_shows_each_childs_authority_and_asks_for_supervision(sign_in, concern, family, practitioner):
    client = sign_in(practitioner)
    where = url("refer_now", concern.pk)
    page = client.get(where).content.decode()
    assert "Leeds" in page
    assert "Bradford" in page
    typed = {
        "children": [str(family.alice.pk)],
        "reason": "He is drunk.",
        **local_time("decided_at", "2026-03-06 16:40"),
        **groups("places", 0),
    }
    assert "Write why. A few words will do" in client.post(where, {**typed, "reason": ""}).content.decode()
    assert client.post(where, typed).status_code == 302
    concern.refresh_from_db()
    assert concern.refer_now_at == NOW
    assert concern.supervisions.get().request_text == "He is drunk."


def test_refer_now_asks_where_a_child_is_whom_no_authority_is_known_for(sign_in, concern, family, practitioner, manager, authority_y):
    from cafcass_cases.cases.services import add_person

    baby = add_person(case=family.case, role="connected_child", is_unborn=True, connected_how="Half-sister", by=manager, now=NOW)
    client = sign_in(practitioner)
    typed = {
        "children": [str(baby.pk)], "reason": "A bruise.", **local_time("decided_at", "2026-03-06 16:40"), **groups("places", 1),
        "places-0-child_id": str(baby.pk),
    }  # fmt: skip
    answer = client.post(url("refer_now", concern.pk), typed)
    assert answer.status_code == 422
    assert "Choose the local authority, so that the right one is rung" in answer.content.decode()
    assert client.post(url("refer_now", concern.pk), {**typed, "places-0-authority": str(authority_y.pk)}).status_code == 302


def test_dissent_goes_to_the_head_of_practice(sign_in, concern, family, request_it, hold, practitioner, head_of_practice, manager):
    hold(concern, supervision=request_it(concern), record=full_record(decision="not_refer"), actions=[])
    with clock.simulated(HELD + timedelta(minutes=10)):
        client = sign_in(practitioner)
        typed = {
            "children": [str(family.alice.pk)],
            "reason": "She is afraid.",
            **local_time("decided_at", "2026-03-06 17:55"),
            **groups("places", 0),
        }
        assert client.post(url("dissent_and_refer", concern.pk), typed).status_code == 302
        dissent = concern.dissents.get()
        client.force_login(manager)
        assert client.get(url("view_dissent", dissent.pk)).status_code == 403
        client.force_login(head_of_practice)
        assert concern.reference in client.get(url("show_supervision_queue")).content.decode()
        assert "Record your view" in client.get(dissent.get_absolute_url()).content.decode()
        assert (
            client.post(url("view_dissent", dissent.pk), {"view": "Right.", **local_time("viewed_at", "2026-03-06 18:00")}).status_code
            == 302
        )
        dissent.refresh_from_db()
        assert dissent.viewed_by == head_of_practice


def test_children_are_answered_for_one_by_one(sign_in, log, family, practitioner, manager):
    concern = log(children=[neglect(family.callum)])
    client = sign_in(practitioner)
    where = url("answer_cause", concern.pk, family.alice.pk)
    typed = {"answer": "no", **local_time("answered_at", "2026-03-06 16:40")}
    assert "Write why not" in client.post(where, typed).content.decode()
    assert client.post(where, {**typed, "reason": "Not there."}).status_code == 302
    assert client.get(url("answer_cause", concern.pk, family.mother.pk)).status_code == 404
    about_alice = log()
    consider = {"answer": "not_refer", "reason": "Never there.", **local_time("considered_at", "2026-03-06 16:40")}
    assert client.post(url("consider_child", about_alice.pk, family.callum.pk), consider).status_code == 302
    services.refer_now(concern=about_alice, children=[family.callum], reason="x", at=NOW, by=practitioner, now=NOW)
    describe = {name.removeprefix("each-0-"): value for name, value in each(0, family.callum, subject=False).items()}
    answer = client.post(
        url("describe_child", about_alice.pk, family.callum.pk), {**describe, **local_date("information_on", "2026-03-06")}
    )
    assert answer.status_code == 302
    harm = about_alice.children.get(child=family.callum).harms.get()
    standing = {"standing": "admitted", "source": "The father", **local_date("information_on", "2026-03-06")}
    assert client.post(url("change_standing", harm.pk), standing).status_code == 302


def test_an_action_is_done_followed_up_suspended_and_withdrawn(sign_in, concern, request_it, hold, practitioner, manager):
    action = hold(concern, supervision=request_it(concern)).actions.get()
    with clock.simulated(london_time("2026-03-10 12:00")):
        client = sign_in(practitioner)
        assert client.post(url("suspend_action", action.pk), {"because": "Section 47"}).status_code == 302
        assert "Do not make this contact" in client.get(action.get_absolute_url()).content.decode()
        assert client.get(url("review_action", action.pk)).status_code == 403
        client.force_login(manager)
        assert concern.reference in client.get(url("show_supervision_queue")).content.decode()
        review = {
            "goes_on": "resume",
            "reason": "The school only.",
            **local_date("agreed_on", "2026-03-12"),
            **local_time("reviewed_at", "2026-03-10 11:00"),
        }
        assert client.post(url("review_action", action.pk), review).status_code == 302
        client.force_login(practitioner)
        done = {"result": "Seen.", **local_time("done_at", "2026-03-10 10:00")}
        assert client.post(url("complete_action", action.pk), done).status_code == 302
        client.force_login(manager)
        follow = {"found": "done", "note": "Good.", **local_time("confirmed_at", "2026-03-10 11:30")}
        assert client.post(url("follow_up_action", action.pk), follow).status_code == 302
        assert client.get(url("withdraw_action", action.pk)).status_code == 403
        action.refresh_from_db()
        assert action.state == SupervisionAction.State.CONFIRMED
        assert "Entered Tue 10 March 2026" in client.get(action.get_absolute_url()).content.decode()


@pytest.mark.requirement("P55-4")
def test_completing_lists_what_is_open(sign_in, concern, practitioner):
    client = sign_in(practitioner)
    page = client.get(url("complete_concern", concern.pk)).content.decode()
    assert "a signed record of situational case supervision" in page
    answer = client.post(url("complete_concern", concern.pk), {"outcome": "Fine.", "enquiries_reason": "Suspects."})
    assert answer.status_code == 422
    assert "make the first extra enquiry" in answer.content.decode()


def test_a_concern_entered_in_error_is_gone_but_for_auditors(sign_in, concern, family, practitioner, auditor):
    client = sign_in(practitioner)
    assert client.post(url("withdraw_concern", concern.pk), {"reason": "Wrong family."}).status_code == 302
    assert client.get(concern.get_absolute_url()).status_code == 404
    client.force_login(auditor)
    assert client.get(concern.get_absolute_url()).status_code == 200
    assert "Entered in error" in client.get(url("list_concerns", family.case.pk)).content.decode()


def test_danger_raised_later_and_a_comment(sign_in, concern, practitioner, manager):
    client = sign_in(practitioner)
    typed = {"reason": "He is outside.", **local_time("believed_at", "2026-03-06 16:30")}
    assert client.post(url("raise_danger", concern.pk), typed).status_code == 302
    assert client.get(url("add_comment", concern.pk)).status_code == 403
    client.force_login(manager)
    assert client.post(url("add_comment", concern.pk), {"text": "Well done."}).status_code == 302
    assert "Well done." in client.get(concern.get_absolute_url()).content.decode()


@pytest.mark.requirement("P55-2", "P7-2")
def test_the_story_shows_both_times_where_something_was_entered_late(sign_in, log, practitioner):
    concern = log(now=NOW + timedelta(days=1), recognised_at=NOW, reached_us_at=NOW)
    client = sign_in(practitioner)
    page = client.get(concern.get_absolute_url()).content.decode()
    assert "6 March 2026, 16:40" in page
    assert "7 March 2026, 16:40" in page
    assert f"Concern {concern.reference} about" in client.get(reverse("cases:show_chronology", args=[concern.case_id])).content.decode()


@pytest.fixture
def pages(concern, family, request_it, hold):
    """Every page that shows or asks something, with the concern supervised and an action agreed."""
    supervision = hold(concern, supervision=request_it(concern), sign=False)
    action = supervision.actions.get()
    harm = concern.children.first().harms.get()
    of_concern = (
        "show_concern", "raise_danger", "record_enquiry", "record_police_report", "request_supervision", "record_unasked_supervision",
        "add_comment", "refer_now", "dissent_and_refer", "complete_concern", "withdraw_concern",
    )  # fmt: skip
    return [
        url("list_concerns", family.case.pk),
        url("log_concern", family.case.pk, "danger"),
        *(url(name, concern.pk) for name in of_concern),
        url("answer_cause", concern.pk, family.alice.pk),
        url("consider_child", concern.pk, family.callum.pk),
        url("describe_child", concern.pk, family.callum.pk),
        url("change_standing", harm.pk),
        *(
            url(name, supervision.pk)
            for name in ("show_supervision", "change_request", "ask_for_more", "answer_more", "record_supervision")
        ),
        *(url(name, action.pk) for name in ("show_action", "complete_action", "suspend_action", "withdraw_action")),
    ]


def test_nobody_else_knows_that_they_exist(sign_in, pages, other_practitioner, other_area_manager, administrator):
    for user in (other_practitioner, other_area_manager, administrator):
        client = sign_in(user)
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)


def test_who_may_see_reads_and_may_not_write(sign_in, pages, concern, auditor):
    client = sign_in(auditor)
    shown = {page for page in pages if client.get(page).status_code == 200}
    assert len(shown) == 4
    assert {client.get(page).status_code for page in pages if page not in shown} == {403}


def test_every_page_opens_for_whoever_it_is_for_and_its_reading_is_logged(sign_in, pages, concern, practitioner, manager):
    with clock.simulated(HELD):
        for user in (practitioner, manager):
            client = sign_in(user)
            for page in pages:
                before = ReadLog.objects.count()
                answer = client.get(page)
                assert answer.status_code in (200, 403), page
                assert ReadLog.objects.count() == before + (answer.status_code == 200), page


def test_the_concern_page_costs_the_same_however_much_there_is(
    sign_in, concern, family, practitioner, request_it, hold, django_assert_max_num_queries
):
    supervision = hold(concern, supervision=request_it(concern))
    client = sign_in(practitioner)
    with clock.simulated(ASKED + timedelta(days=1)):
        client.get(concern.get_absolute_url())
        with django_assert_max_num_queries(28):
            client.get(concern.get_absolute_url())
    assert supervision.pk


def test_given_somebody_who_works_on_the_case_when_it_is_opened_then_logging_a_concern_comes_first(case, sign_in, practitioner, auditor):
    page, first = reverse("cases:show_case", args=[case.pk]), url("log_concern", case.pk)
    assert first in sign_in(practitioner).get(page).content.decode()
    assert first not in sign_in(auditor).get(page).content.decode()


def test_given_a_concern_that_names_nobody_as_the_source_of_harm_when_it_is_read_then_it_is_shown(family, log, practitioner, sign_in):
    concern = log(harm_from=[])
    client = sign_in(practitioner)
    page = client.get(concern.get_absolute_url())
    assert page.status_code == 200
    assert family.alice.full_name in page.content.decode()
    assert client.get(reverse("exploitation:show_outside_harm", args=[concern.pk])).status_code == 200
