"""The pages of a referral and of the 16A: the main job in a browser, who may open them, and what bad input gets."""

import pytest
from django.urls import reverse

from cafcass_cases.core import clock
from cafcass_cases.ui.testing import local_time
from referrals.models import DifferenceStage, RiskAssessment, StrategyDiscussion
from tests.cast import london_time
from tests.referrals.conftest import duties, duty

at = london_time


def url(name, record, *more):
    return reverse(f"referrals:{name}", args=[record.pk, *more])


@pytest.fixture
def evening():
    with clock.simulated(at("2026-03-06 18:30")):
        yield


@pytest.fixture
def app(sign_in, practitioner, evening):
    return sign_in(practitioner)


def post(client, address, data, *, expect=302):
    answer = client.post(address, data)
    assert answer.status_code == expect, [
        item for form in [answer.context and answer.context.get("form")] if form for item in form.error_items()
    ]
    return answer


@pytest.mark.requirement("P12-3", "P12-4")
def test_the_call_and_the_writing_in_a_browser(app, referral, family):
    shown = app.get(url("show_referral", referral))
    assert shown.status_code == 200
    assert "Record the telephone call" in shown.content.decode()
    assert app.get(url("record_call", referral)).status_code == 200
    post(app, url("record_call", referral), {
        **local_time("called_at", "2026-03-06 18:20"), "number": "0113 111 1111", "result": "reached", "spoke_to": "Duty worker", "summary": "Taken.",
    })  # fmt: skip
    assert duty("telephone-referral", referral).ending == "done"

    assert app.get(url("write_referral", referral)).status_code == 302  # nothing is begun yet
    post(app, url("begin_writing", referral), {})
    form = app.get(url("write_referral", referral))
    assert "The C1A says that Ben was left alone at night." in form.content.decode()
    content = {key: value for key, value in form.context["form"].initial.items() if isinstance(value, str)}
    post(app, url("write_referral", referral), {**content, "analysis": "He is five.", "version": form.context["form"].initial["version"]})

    parents = app.get(url("record_parents", referral))
    rows = parents.context["form"].initial["parents"]
    data = {}
    for number, row in enumerate(rows):
        data |= {
            f"parents-{number}-parent_id": row["parent_id"],
            f"parents-{number}-told": "not_told",
            f"parents-{number}-reason_kinds": "child_at_risk",
            f"parents-{number}-reason": "He may press them.",
        }
    data |= {"parents-TOTAL_FORMS": len(rows), "parents-INITIAL_FORMS": len(rows)}
    post(app, url("record_parents", referral), data)

    assert app.get(url("mark_referral_sent", referral)).status_code == 200
    post(app, url("mark_referral_sent", referral), {
        **local_time("sent_at", "2026-03-06 18:30"), "method": "email", "sent_to": "Duty team", "has_social_worker": "no",
    })  # fmt: skip
    writing = referral.writings.get()
    assert duty("written-referral", referral).ending == "done"
    assert writing.document_id
    assert app.get(url("give_manager_copy", writing)).status_code == 200
    post(app, url("give_manager_copy", writing), local_time("given_at", "2026-03-06 18:30"))
    assert duty("manager-copy", writing).ending == "done"
    assert app.get(url("show_referral", referral)).status_code == 200
    assert app.get(reverse("referrals:list_referrals", args=[referral.case_id])).status_code == 200


@pytest.mark.requirement("P12-3", "F2.101-1")
def test_marking_it_sent_without_a_call_keeps_what_was_typed(app, referral):
    answer = post(app, url("mark_referral_sent", referral), {
        **local_time("sent_at", "2026-03-06 18:30"), "method": "email", "sent_to": "Typed by hand", "has_social_worker": "no", "go_now": "no",
    }, expect=422)  # fmt: skip
    words = answer.content.decode()
    assert "Ring the authority first" in words
    assert "Typed by hand" in words
    assert not referral.writings.exists()


def test_bad_times_are_refused_with_a_sentence(app, referral):
    answer = post(
        app, url("record_call", referral), {**local_time("called_at", "2026-03-07 18:20"), "number": "1", "result": "no_answer"}, expect=422
    )
    assert "There is a problem" in answer.content.decode()
    assert not referral.calls.exists()


@pytest.mark.requirement("P12-5", "P18-2", "P19-3", "P19-4")
def test_outcome_judgement_and_difference_in_a_browser(
    sign_in, practitioner, manager, head_of_practice, assistant_director, referral, call, family
):
    call(referral, "2026-03-06 18:20")
    client = sign_in(practitioner)
    with clock.simulated(at("2026-03-07 10:00")):
        children = list(referral.children.all())
        blank = {"children-TOTAL_FORMS": 2, **{f"children-{number}-child_id": row.child_id for number, row in enumerate(children)}}
        assert client.get(url("record_outcome", referral)).status_code == 200
        post(
            client,
            url("record_outcome", referral),
            {
                **local_time("received_at", "2026-03-07 09:00"),
                "given_by": "Team manager",
                "how": "telephone",
                "kind": "acknowledgement",
                "said": "We have it.",
                **blank,
            },
        )
        assert duty("authority-outcome", referral).ended_at is None
        data = {**local_time("received_at", "2026-03-07 09:30"), "given_by": "Team manager", "how": "telephone", "kind": "outcome", **blank}
        for number, row in enumerate(children):
            data |= {
                f"children-{number}-child_id": row.child_id,
                f"children-{number}-outcome": "no_further_action",
                f"children-{number}-reasons": "The threshold is not met.",
            }
        post(client, url("record_outcome", referral), data)
        assert duty("authority-outcome", referral).ending == "done"

        # The writing is still to come; the judgement, which has its own clock, is offered all the same.
        assert f'href="{url("judge_outcome", referral)}"' in client.get(url("show_referral", referral)).text
        assert client.get(url("judge_outcome", referral)).status_code == 200
        data = {**local_time("judged_at", "2026-03-07 09:50"), **blank}
        for number, row in enumerate(children):
            data |= {
                f"children-{number}-child_id": row.child_id,
                f"children-{number}-safe_enough": "no",
                f"children-{number}-analysis": "Nobody saw him.",
            }
        post(client, url("judge_outcome", referral), data)
        difference = referral.differences.get()

        stage = {
            **local_time("held_at", "2026-03-07 09:55"),
            "held_with": "Somebody",
            "position": "We differ.",
            "plan": "Go on.",
            "resolved": "no",
            **blank,
        }
        supervision = url("record_difference_supervision", difference)
        for user, name, expected in (
            (practitioner, "record_head_of_practice_contact", 403),
            (manager, "record_head_of_practice_contact", 403),
            (manager, "record_difference_supervision", 302),
            (head_of_practice, "record_assistant_director_contact", 403),
            (head_of_practice, "record_head_of_practice_contact", 302),
            (assistant_director, "record_assistant_director_contact", 302),
        ):
            client = sign_in(user)
            assert client.get(url("show_difference", difference)).status_code == 200
            post(client, url(name, difference), stage, expect=expected)
        assert supervision
        assert [row.state for row in difference.stages.order_by("created_at")] == [DifferenceStage.State.UNRESOLVED] * 3
        post(
            client,
            url("resolve_difference", difference),
            {
                **local_time("resolved_at", "2026-03-07 10:00"),
                "resolution": "Section 47.",
                **blank,
                "children-0-outcome": "section_47",
                "children-1-outcome": "section_47",
            },
        )
        assert duty("difference-total", difference).ending == "done"
        assert client.get(url("show_difference", difference)).status_code == 200

        meeting = StrategyDiscussion.objects.get(kind="strategy")
        assert client.get(url("show_strategy_discussion", meeting)).status_code == 200
        assert client.get(url("record_strategy_discussion", meeting)).status_code == 200
        post(
            client,
            url("record_strategy_discussion", meeting),
            {
                "happened": "yes",
                "attended": "no",
                "decisions": "Visit together.",
                "decisions_from": "The chair",
                **local_time("decisions_at", "2026-03-07 10:00"),
                "tell_court": "yes",
            },
        )
        assert duty("strategy-discussion", meeting).ending == "done"

        assert client.get(url("tell_court", referral.concern)).status_code == 200
        post(
            client,
            url("tell_court", referral.concern),
            {**local_time("told_at", "2026-03-07 10:00"), "how": "portal", "text": "Section 47 enquiries have begun."},
        )
        assert duties("court-told", ended_at=None) == []


@pytest.mark.requirement("P13-2", "P28-1", "P31-4")
def test_the_16a_topic_by_topic_in_a_browser(app, concern, family):
    post(app, reverse("referrals:begin_risk_assessment", args=[concern.pk]), {})
    assessment = RiskAssessment.objects.get(concern=concern)
    shown = app.get(url("show_risk_assessment", assessment))
    assert shown.status_code == 200
    assert "section 16A of the Children Act 1989" in shown.content.decode()

    def write(topic, data):
        form = app.get(url("write_risk_assessment", assessment, topic))
        assert form.status_code == 200
        version = form.context["form"].initial["version"]
        post(app, url("write_risk_assessment", assessment, topic), {**data, "version": version})

    write("concerns", {"trigger": "The C1A.", "concerns": "Left alone."})
    write(
        "evidence",
        {"evidence-TOTAL_FORMS": 1, "evidence-0-item": "C1A, page 4", "evidence-0-source": "The mother", "evidence-0-date": "1 March 2026"},
    )
    write("children", {
        "children-TOTAL_FORMS": 2, "children-0-child_id": family.alice.pk, "children-0-harm": "Afraid at night.", "children-0-risk": "", "children-0-child_says": "",
        "children-1-child_id": family.ben.pk, "children-1-harm": "", "children-1-risk": "Fire.", "children-1-child_says": "",
    })  # fmt: skip
    write("sources", {"sources-TOTAL_FORMS": 0, "no_sources_reason": "School is closed."})
    write("action", {"protective_action": "Referred.", "outcome_known": "not_known"})
    write(
        "court",
        {
            "urgent_hearing": "no",
            "recommendations-TOTAL_FORMS": 1,
            "recommendations-0-option": "alert",
            "recommendations-0-reason": "So that it knows.",
        },
    )

    assert app.get(url("issue_risk_assessment", assessment)).status_code == 200
    post(app, url("issue_risk_assessment", assessment), {"court_alone": "no", "unsupervised_reason": "It cannot wait."})
    assert duty("unsupervised-16a", concern).ended_at is None
    post(app, url("send_risk_assessment", assessment), {**local_time("sent_at", "2026-03-06 18:30"), "method": "portal"})
    assert {one.ending for one in duties("s16a")} == {"done"}
    assert app.get(url("record_risk_assessment_step", assessment)).status_code == 200
    post(app, url("record_risk_assessment_step", assessment), {"kind": "acknowledged", **local_time("happened_at", "2026-03-06 18:30")})
    assert duty("s16a-before-judge", assessment).ended_at is None
    assert app.get(url("show_risk_assessment", assessment)).status_code == 200
    assert app.get(reverse("referrals:list_referrals", args=[concern.case_id])).status_code == 200
    chronology = app.get(reverse("cases:show_chronology", args=[concern.case_id]))
    assert "Section 16A risk assessment, version 1, issued" in chronology.content.decode()


def test_a_stale_edit_of_the_16a_keeps_both_texts(app, assessment, concern, practitioner):
    stale = assessment.version - 1
    answer = post(
        app, url("write_risk_assessment", assessment, "concerns"), {"trigger": "Mine", "concerns": "My text", "version": stale}, expect=409
    )
    assert "My text" in answer.content.decode()
    assert "left alone at night" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("practitioner", 200),
        ("manager", 200),
        ("head_of_practice", 200),
        ("auditor", 200),
        ("other_practitioner", 404),
        ("other_area_manager", 404),
        ("administrator", 404),
    ],
)
def test_only_those_of_the_case_see_its_referrals(who, expected, cast, sign_in, referral, evening):
    client = sign_in(cast[who])
    assert client.get(url("show_referral", referral)).status_code == expected
    if who == "auditor":
        assert client.get(url("record_call", referral)).status_code == 403


def test_unknown_records_are_404(app):
    from uuid import uuid4

    for name in ("show_referral", "show_difference", "show_risk_assessment", "show_strategy_discussion", "record_call"):
        assert app.get(reverse(f"referrals:{name}", args=[uuid4()])).status_code == 404
