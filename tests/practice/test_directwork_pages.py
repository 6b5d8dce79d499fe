"""Pages of work with children: each form once, the stop, the questions, the list of marks without a script (framework 2.39 to 4.11)."""

import pytest
from django.urls import reverse

from cafcass_cases.cases.services import write_entry
from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from cafcass_cases.core.acting import acting
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.ui.testing import local_date, local_time
from practice.directwork import selectors, services
from practice.directwork.models import ChildView, DirectWork, DirectWorkPlan, SkinMap, Telling
from safeguarding.paths import path_called
from tests.cast import NOW, STARTED
from tests.safeguarding.conftest import concern, log  # noqa: F401

PLAN = {
    "purpose": "Her wishes", "about_event": "no", "venue": "school", "in_bedroom": "no", "child_wish": "At school", "wish_met": "yes",
    "transport": "not_needed", "is_first": "yes", "familiar_person": "Her teacher", "understanding": "Reads well", "materials": ["cards"],
}  # fmt: skip
WORK = {
    **local_time("happened_at", "2026-03-06 15:00"), "venue": "school", "in_bedroom": "no", "limits_explained": "yes", "limits_how": "With the card",
    "child_words": "I like both houses.", "distress": "no", "expert": "no", "harm": "no", "signed": "on", "promises-TOTAL_FORMS": "1",
    "promises-INITIAL_FORMS": "0", "promises-0-what": "A postcard", **local_date("promises-0-due_on", "2026-03-20"),
    **{f"point_{key}": "Written." for key in DIRECT_WORK_POINTS},
}  # fmt: skip
TOLD = {
    "words": "He hits me.", "explanation": "None given", "responsible": "Mark", "also_present": "Nobody", "asked": "Nothing", "told_again": "Somebody will ask.",
}  # fmt: skip


@pytest.fixture
def one(sign_in, practitioner, at_now):
    """The practitioner's browser."""
    return sign_in(practitioner)


def text(answer):
    return answer.content.decode()


def test_given_a_plan_when_made_changed_recorded_and_issued_then_each_page_shows_it(one, family):
    case, child = family.case, {"child": str(family.alice.pk)}
    answer = one.post(reverse("directwork:plan_direct_work", args=[case.pk]), {**PLAN, **child, "venue": "car"})
    assert answer.status_code == 422
    assert "never interviewed in a car" in text(answer)
    answer = one.post(reverse("directwork:plan_direct_work", args=[case.pk]), {**PLAN, **child, "venue": "foster_home"})
    assert answer.status_code == 422
    assert "Name the other adult who will be in the home" in text(answer)
    answer = one.post(reverse("directwork:plan_direct_work", args=[case.pk]), {**PLAN, **child}, follow=True)
    plan = DirectWorkPlan.objects.get()
    assert "Feelings cards" in text(answer)
    assert "Her teacher" in text(answer)
    changed = {**PLAN, **child, "purpose": "Her wishes and fears", "version": plan.version}
    one.post(reverse("directwork:change_plan", args=[plan.pk]), changed)
    plan.refresh_from_db()
    assert plan.purpose == "Her wishes and fears"
    record = reverse("directwork:record_direct_work", args=[case.pk])
    start = text(one.get(f"{record}?plan={plan.pk}&child={family.alice.pk}"))
    assert "Her wishes and fears" in start
    assert "therapy is not" not in start
    assert one.post(record, {**WORK, **child, "plan": str(plan.pk), "signed": ""}).status_code == 422
    assert not DirectWork.objects.exists()
    page = text(one.post(record, {**WORK, **child, "plan": str(plan.pk)}, follow=True))
    work = DirectWork.objects.get()
    assert "I like both houses." in page
    assert "A postcard, by 20 March 2026" in page
    assert work.plan == plan
    listed = text(one.get(reverse("directwork:list_direct_work", args=[case.pk])))
    assert "A postcard, by 20 March 2026" in listed
    assert "Work with children" in listed
    one.post(reverse("directwork:issue_direct_work", args=[work.pk]))
    assert IssuedDocument.objects.get().kind == "direct-work-record"
    promise = work.promises.get()
    one.post(reverse("directwork:settle_promise", args=[promise.pk]), {"kept": "kept", **local_time("settled_at", "2026-03-06 16:00")})
    promise.refresh_from_db()
    assert promise.kept == "kept"


@pytest.mark.requirement("F2.47-1")
def test_given_an_entry_of_direct_work_in_the_record_when_signed_then_only_what_it_lacks_is_asked(one, family, practitioner):
    points = dict.fromkeys(DIRECT_WORK_POINTS, "Written.")
    entry = write_entry(
        case=family.case,
        kind="direct_work",
        text="Drew.",
        happened_at=NOW,
        about=[family.ben],
        direct_work=points,
        by=practitioner,
        now=NOW,
    )
    url = reverse("directwork:sign_direct_work", args=[entry.pk])
    assert "point_where" not in text(one.get(url))
    left = {name: value for name, value in WORK.items() if not name.startswith(("point_", "happened_at"))}
    one.post(url, {**left, "child": str(family.ben.pk)})
    assert DirectWork.objects.get().entry == entry


@pytest.mark.requirement("FR5-1", "F4.5-1")
def test_given_a_disabled_child_when_work_is_planned_then_the_questions_are_asked_and_kept(one, family, administrator, sign_in):
    with acting(by=None, now=STARTED, reason="For a test"):
        family.ben.disability = "Does not speak"
        family.ben.save()
    url = reverse("directwork:plan_direct_work", args=[family.case.pk])
    page = text(one.get(f"{url}?child={family.ben.pk}"))
    assert selectors.SHIPPED_QUESTIONS[0] in page
    assert "therapy is not among them" in page
    assert selectors.SHIPPED_QUESTIONS[0] not in text(one.get(f"{url}?child={family.alice.pk}"))
    answers = {"answers-TOTAL_FORMS": "7"}
    for index, question in enumerate(selectors.SHIPPED_QUESTIONS):
        answers |= {f"answers-{index}-question": question, f"answers-{index}-answer": f"Answer {index}"}
    posted = {**PLAN, **answers, "child": str(family.ben.pk), "adjustments": "Symbols"}
    assert "Answer 6" in text(one.post(f"{url}?child={family.ben.pk}", posted, follow=True))
    keeper = sign_in(administrator)
    keeper.post(reverse("directwork:change_questions"), {"text": "How do you say stop?", "reason": "With the forum"})
    assert "How do you say stop?" in text(keeper.get(reverse("directwork:show_questions")))


@pytest.mark.requirement("F2.89-1", "F2.92-1", "F2.74-1", "F2.96-2")
def test_given_a_child_tells_then_the_page_says_what_to_do_and_leads_straight_into_the_concern(one, family):
    assert path_called("child-has-told").start(family.case, None) == (url := reverse("directwork:record_telling", args=[family.case.pk]))
    page = text(one.get(url))
    for words in (
        "Stop asking.",
        "not for Cafcass to investigate",
        "Promise nothing about keeping it secret",
        "do not say what will or will not happen",
        "Never ask a child to undress",
    ):
        assert words in page
    posted = {
        **TOLD,
        **local_time("told_at", "2026-03-06 15:00"),
        **local_time("stopped_at", "2026-03-06 15:10"),
        "child": str(family.alice.pk),
    }
    assert one.post(url, {**posted, "words": ""}).status_code == 422
    answer = one.post(url, posted)
    assert answer.url == reverse("safeguarding:log_concern", args=[family.case.pk])
    danger = {"danger_now": "no", "danger_reason": "At school", "medical": "not_needed", "left_alone": "no", "refer_at_once": "no"}
    one.post(reverse("safeguarding:log_concern", args=[family.case.pk, "danger"]), danger)
    assert "He hits me." in text(one.get(reverse("safeguarding:log_concern", args=[family.case.pk, "concern"])))
    telling = Telling.objects.get()
    page = text(one.get(telling.get_absolute_url()))
    assert "Log the concern now" in page
    assert "Stop asking." in page


@pytest.mark.requirement("F2.90-1")
def test_given_harm_is_told_in_a_session_then_the_record_leads_to_what_was_told(one, family, practitioner):
    harm = {"harm": "yes", **{f"told_{name}": words for name, words in TOLD.items()}, **local_time("told_stopped_at", "2026-03-06 15:10")}
    url = reverse("directwork:record_direct_work", args=[family.case.pk])
    given = {**WORK, **harm, "child": str(family.alice.pk)}
    assert one.post(url, {**given, "told_responsible": ""}).status_code == 422
    services.plan_direct_work(
        case=family.case,
        child=family.ben,
        purpose="Play",
        venue="school",
        child_wish="School",
        wish_met=True,
        understanding="Five",
        by=practitioner,
        now=NOW,
    )
    answer = one.post(url, {**given, "plan": "none"})
    assert answer.url == Telling.objects.get().get_absolute_url()
    assert DirectWork.objects.get().plan is None


@pytest.mark.requirement("F2.96-1", "FR3-1")
def test_given_no_script_when_marks_are_chosen_from_the_list_then_the_map_shows_and_prints_them(one, family):
    url = reverse("directwork:draw_skin_map", args=[family.case.pk])
    page = text(one.get(url))
    assert page.count("data-app-site=") == 82
    assert "style=" not in page.split("<main")[1].split("</main")[0]
    given = {
        "child": str(family.alice.pk), "visible_only": "on", **local_time("seen_at", "2026-03-06 15:00"), "observer": "Priya", "marks-TOTAL_FORMS": "1",
        "marks-0-site": "face/cheek-left", "marks-0-description": "Round bruise", "marks-0-size": "2 cm", "marks-0-colour": "Blue",
    }  # fmt: skip
    assert one.post(url, {**given, "visible_only": ""}).status_code == 422
    assert one.post(url, {**given, "marks-0-description": ""}).status_code == 422
    page = text(one.post(url, given, follow=True))
    assert "1. Face: left cheek and jaw" in page
    assert "Face: mark 1, left cheek and jaw" in page
    one.post(reverse("directwork:issue_skin_map", args=[SkinMap.objects.get().pk]))
    assert IssuedDocument.objects.get().kind == "skin-map"
    one.post(reverse("directwork:withdraw_skin_map", args=[SkinMap.objects.get().pk]), {"reason": "Wrong child"})
    assert SkinMap.objects.get().is_withdrawn


@pytest.mark.requirement("F2.92-1", "F2.91-2")
def test_given_a_referral_then_the_childs_view_is_asked_with_its_guidance_and_shown_on_the_concern(one, concern, family):
    url = reverse("directwork:record_child_view", args=[concern.pk])
    page = text(one.get(url))
    assert "Give no false comfort about confidentiality, and do not say that something will or will not happen." in page
    given = {
        "child": str(family.alice.pk),
        "told": "told",
        **local_time("told_at", "2026-03-06 16:00"),
        "how": "A story",
        "view": "disagrees",
        "weighed": "Safety",
        "words": "No!",
    }
    assert one.post(url, given).status_code == 422
    one.post(url, {**given, "support": "Her teacher"})
    assert ChildView.objects.get().view == "disagrees"
    page = text(one.get(concern.get_absolute_url()))
    assert "What each child thinks of the referral" in page
    assert "Disagrees with it" in page


@pytest.mark.requirement("F2.56-1", "F4.10-1")
def test_given_public_law_and_managers_pages_then_reviewing_officer_and_competence_are_there(one, family, practitioner, manager, sign_in):
    with acting(by=None, now=STARTED, reason="For a test"):
        family.case.law = "public"
        family.case.save()
    url = reverse("directwork:list_direct_work", args=[family.case.pk])
    assert "may refer a case to Cafcass for legal action" in text(one.get(url))
    check = {
        "child": str(family.alice.pk),
        "looked_after": "yes",
        "rules_applied": "yes",
        "finding": "Read",
        **local_time("checked_at", "2026-03-06 15:00"),
    }
    clear = {"authority_placement": "yes", "authority_contact": "no", "court_placement": "none", "court_contact": "none"}
    one.post(reverse("directwork:check_care_plan", args=[family.case.pk]), {**check, **clear})
    contact = {
        "kind": "referred",
        "officer": "Ira",
        "content": "Not carried out",
        "child_there": "no",
        **local_time("happened_at", "2026-03-06 15:00"),
    }
    one.post(reverse("directwork:record_officer_contact", args=[family.case.pk]), contact)
    page = text(one.get(url))
    assert "No such plan yet" in page
    assert "The officer refers the case to Cafcass for legal action" in page
    boss = sign_in(manager)
    made = selectors.officer_contacts(family.case)[0]
    advice = {"advice": "A claim.", **local_time("advised_at", "2026-03-06 16:00")}
    assert "A claim." in text(boss.post(reverse("directwork:record_officer_advice", args=[made.pk]), advice, follow=True))
    page = text(boss.get(reverse("directwork:list_competence")))
    assert "alert to safeguarding" in page
    assert "None in the last year" in page
    held = {**local_date("held_on", "2026-03-02"), "is_contract_review": "no", "result": "Sound."}
    assert "Sound." in text(boss.post(reverse("directwork:record_appraisal", args=[practitioner.pk]), held, follow=True))


def test_given_a_plan_when_called_off_then_it_leaves_the_list_with_its_reason(one, family, practitioner):
    plan = services.plan_direct_work(
        case=family.case,
        child=family.ben,
        purpose="Play",
        venue="school",
        child_wish="School",
        wish_met=True,
        understanding="Five",
        by=practitioner,
        now=NOW,
    )
    one.post(reverse("directwork:call_off_plan", args=[plan.pk]), {"reason": "Ill"})
    assert "Ill" in text(one.get(plan.get_absolute_url()))
    assert selectors.plans_waiting(family.ben) == []
