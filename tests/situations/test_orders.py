"""An order that may leave a child at risk: supervision, the four options, the court's answer, the judge (policy 46 to 48)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases.models import Order, RecordEntry
from cafcass_cases.cases.registry import chronology_of, what_stands_against_closing
from cafcass_cases.cases.services import record_contact_detail, record_order
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.guard import ConfidentialityRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import preview
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.catalogue import carriers
from cafcass_cases.ui.testing import local_date, local_time
from referrals import services as referral_services
from safeguarding.models import Supervision
from safeguarding.paths import path_called
from sharing.models import Incident
from situations.orders import services
from situations.orders.models import JudgeApproach, OrderReview
from situations.orders.services import OptionFacts
from tests.cast import NOW, london_time
from tests.referrals.conftest import assessment, call, refer, referral  # noqa: F401
from tests.safeguarding.conftest import concern, full_record, hold, log, request_it  # noqa: F401

KNOWN = london_time("2026-03-09 15:30")
HELD = london_time("2026-03-09 18:00")
NEXT_DAY = london_time("2026-03-10 10:00")


def duty(key, subject):
    return Duty.objects.get(key=key, subject_id=subject.pk)


@pytest.fixture
def party(family):
    """The child is joined as a party (rule 16.4)."""
    with acting(by=None, now=NOW):
        family.case.rule_16_4 = True
        family.case.save()


@pytest.fixture
def open_it(concern, practitioner):
    def run(now=KNOWN, **changes):
        given = {
            "kind": "Child arrangements order", "made_on": date(2026, 3, 9), "known_at": KNOWN,
            "recommended": "Supervised contact only.", "why_at_risk": "Ben is to stay overnight where he was left alone.", **changes,
        }  # fmt: skip
        return services.open_review(concern=concern, by=practitioner, now=now, **given)

    return run


@pytest.fixture
def review(open_it):
    return open_it()


def answers(**changes):
    """No to everything, with reasons; each option may be changed."""
    options = {kind: OptionFacts(chosen=False, reason=f"Not now: {kind}.") for kind in ("risk_assessment", "letter", "appeal", "referral")}
    return {**options, **changes}


NEW = OptionFacts(chosen=True, reason="The school rang.", what_is_new="He came to school hungry.", learned_on=date(2026, 3, 9))
YES = OptionFacts(chosen=True, reason="It may help.")


@pytest.fixture
def consider(manager):
    def run(review, at=HELD, *, by=manager, now=None, **changes):
        return services.consider_options(review=review, held_at=at, options=answers(**changes), by=by, now=now or at)

    return run


@pytest.fixture
def confirmed(review, consider, practitioner):
    """A letter was chosen; the court confirmed its order on Tuesday 10 March, 10:00."""
    consider(review, letter=YES)
    return services.record_answer(
        review=review, answer="confirmed", known_at=NEXT_DAY, detail="The order stands.", by=practitioner, now=NEXT_DAY
    )


# Supervision at once


@pytest.mark.requirement("P46-1", "F2.60-7")
def test_given_an_order_that_leaves_a_child_at_risk_when_saved_then_supervision_is_asked_for_and_due_by_the_next_working_day(
    review,
    concern,
    manager,
):
    owed = duty("order-review", review)
    assert owed.due_at == london_time("2026-03-10 17:00")
    asked = Supervision.objects.get(concern=concern)
    assert asked.asked_of == manager
    assert "Ben is to stay overnight" in asked.request_text


@pytest.mark.requirement("P46-1")
def test_given_supervision_waits_already_when_saved_then_none_is_asked_for_twice(open_it, request_it, concern):
    request_it(concern)
    open_it()
    assert Supervision.objects.filter(concern=concern).count() == 1


@pytest.mark.requirement("P46-1")
def test_given_the_options_are_considered_after_the_limit_then_it_stays_late_by_the_time_it_was_held(review, consider, manager):
    with pytest.raises(RuleRefused, match="time"):
        consider(review, london_time("2026-03-11 09:00"), now=HELD)
    consider(review, london_time("2026-03-11 09:00"))
    assert (duty("order-review", review).ending, duty("order-review", review).ended_by) == ("done_late", manager)


def test_given_the_order_is_on_the_record_when_named_then_it_is_not_recorded_twice(open_it, family, practitioner):
    order = record_order(case=family.case, kind="Child arrangements order", made_on=date(2026, 3, 9), by=practitioner, now=KNOWN)
    assert open_it(order=order).order == order
    assert Order.objects.count() == 1
    with pytest.raises(RuleRefused, match="order-review-standing"):
        open_it(order=order)


@pytest.mark.requirement("P46-1")
@pytest.mark.parametrize("missing", [{"why_at_risk": " "}, {"recommended": ""}, {"made_on": None}])
def test_given_nothing_is_said_of_the_risk_or_the_order_when_saved_then_it_is_refused_and_nothing_is_asked_for(open_it, missing):
    with pytest.raises(RuleRefused, match="P46-1") as refusal:
        open_it(**missing)
    assert refusal.value.field in missing
    assert not OrderReview.objects.exists()
    assert not Supervision.objects.exists()


# The four options


@pytest.mark.requirement("P46-2", "F2.60-7")
@pytest.mark.parametrize("left_out", ["risk_assessment", "letter"])
def test_given_an_option_is_unanswered_or_without_a_reason_when_signed_off_then_it_is_refused(review, consider, left_out):
    for facts in (OptionFacts(chosen=None, reason="x"), OptionFacts(chosen=False, reason=" ")):
        with pytest.raises(RuleRefused, match="P46-2") as refusal:
            consider(review, **{left_out: facts})
        assert len(refusal.value.missing) == 1
    assert duty("order-review", review).is_open


@pytest.mark.requirement("P46-6")
def test_given_a_letter_is_chosen_and_the_referral_unanswered_when_signed_off_then_it_is_refused(review, consider):
    with pytest.raises(RuleRefused, match="P46-6"):
        consider(review, letter=YES, referral=OptionFacts(chosen=None))


@pytest.mark.requirement("P46-2")
def test_given_a_practitioner_when_they_answer_the_options_then_they_are_denied(review, consider, practitioner):
    with pytest.raises(Denied):
        consider(review, by=practitioner)


@pytest.mark.requirement("P46-3")
@pytest.mark.parametrize(
    "missing", [{"what_is_new": " ", "learned_on": date(2026, 3, 9)}, {"what_is_new": "The school rang.", "learned_on": None}]
)
def test_given_a_16a_without_what_is_new_when_chosen_then_it_is_refused(review, consider, missing):
    with pytest.raises(RuleRefused, match="P46-3"):
        consider(review, risk_assessment=OptionFacts(chosen=True, reason="Yes.", **missing))


@pytest.mark.requirement("P46-2", "P46-3")
def test_given_a_16a_for_new_information_when_it_is_sent_then_what_was_chosen_is_done(review, consider, assessment, practitioner):
    consider(review, risk_assessment=NEW)
    option = review.options.get(kind="risk_assessment")
    assert (option.what_is_new, duty("order-option", option).is_open) == ("He came to school hungry.", True)
    referral_services.issue_16a(assessment=assessment, by=practitioner, now=NEXT_DAY)
    referral_services.send_16a(assessment=assessment, sent_at=NEXT_DAY, method="portal", by=practitioner, now=NEXT_DAY)
    assert duty("order-option", option).ended_at == NEXT_DAY


@pytest.mark.requirement("P46-2", "P46-6")
def test_given_a_referral_is_chosen_when_the_authority_is_reached_then_it_is_done(review, consider, refer, call):
    consider(review, referral=YES)
    call(refer(HELD), "2026-03-09 18:20")
    assert duty("order-option", review.options.get(kind="referral")).ended_at == london_time("2026-03-09 18:20")


@pytest.mark.requirement("P46-6")
def test_given_the_referral_was_made_since_the_order_when_it_is_chosen_then_it_counts_by_its_own_time(review, consider, refer, call):
    call(refer(KNOWN), "2026-03-09 16:00")
    consider(review, referral=YES)
    option = review.options.get(kind="referral")
    assert option.done_at == london_time("2026-03-09 16:00")
    assert not Duty.objects.filter(key="order-option").exists()


@pytest.mark.requirement("P46-2")
def test_given_the_options_are_answered_anew_then_what_is_no_longer_chosen_is_no_longer_owed(review, consider):
    consider(review, letter=YES)
    consider(review, NEXT_DAY)
    assert duty("order-option", review.options.get(kind="letter")).ending == "not_required"


# Appeal


@pytest.mark.requirement("P46-5")
def test_given_the_child_is_not_a_party_when_an_appeal_is_chosen_then_it_is_refused_and_the_page_says_why(
    review, consider, manager, sign_in, at_now
):
    with pytest.raises(RuleRefused, match="P46-5"):
        consider(review, appeal=YES)
    page = sign_in(manager).get(reverse("orders:consider_options", args=[review.pk])).content.decode()
    assert 'name="appeal"' not in page
    assert "The child is not a party (rule 16.4)" in page
    consider(review)
    assert review.options.get(kind="appeal").chosen is False
    assert not Duty.objects.filter(key="appeal-consult").exists()


@pytest.mark.requirement("P46-5")
def test_given_the_child_is_not_a_party_when_a_consultation_is_recorded_then_it_is_refused(review, practitioner):
    with pytest.raises(RuleRefused, match="P46-5"):
        services.record_appeal_consultation(
            review=review, consulted_at=NEXT_DAY, who="A", advice="B", has_grounds=False, decision="C", by=practitioner, now=NEXT_DAY
        )


@pytest.mark.requirement("P46-5")
@pytest.mark.parametrize("first_view", [YES, OptionFacts(chosen=False, reason="There seem to be no grounds.")])
def test_given_the_child_is_a_party_when_the_options_are_considered_then_the_legal_representative_is_consulted_within_a_working_day(
    party, review, consider, practitioner, first_view
):
    consider(review, appeal=first_view)
    assert duty("appeal-consult", review).due_at == london_time("2026-03-10 17:00")
    with pytest.raises(RuleRefused, match="P46-5"):
        services.close_review(review=review, result="x", at=NEXT_DAY, by=practitioner, now=NEXT_DAY)
    facts = {
        "who": "Lou Law, Law and Co",
        "advice": "None.",
        "has_grounds": False,
        "decision": "No appeal.",
        "appeal_by": date(2026, 3, 30),
    }
    for gap in ("who", "advice", "decision", "has_grounds"):
        with pytest.raises(RuleRefused, match="P46-5"):
            services.record_appeal_consultation(
                review=review, consulted_at=NEXT_DAY, by=practitioner, now=NEXT_DAY, **{**facts, gap: None if gap == "has_grounds" else ""}
            )
    services.record_appeal_consultation(review=review, consulted_at=NEXT_DAY, by=practitioner, now=NEXT_DAY, **facts)
    assert (duty("appeal-consult", review).ending, duty("appeal-consult", review).ended_at) == ("done", NEXT_DAY)


# The manager's letter


LETTER = {
    "concerns": "Ben was left alone at night.",
    "next_steps": "A short hearing, and a report from the school.",
    "is_courteous": True,
}


@pytest.fixture
def letter(review, consider, manager, family):
    consider(review, letter=YES)
    return services.write_letter(review=review, by=manager, now=HELD, copies_to=[family.mother.pk, family.father.pk], **LETTER)


@pytest.mark.requirement("P46-4")
@pytest.mark.parametrize("gap", ["concerns", "next_steps", "is_courteous"])
def test_given_a_part_of_the_letter_is_missing_when_signed_then_it_is_refused(letter, review, manager, gap):
    services.write_letter(review=review, by=manager, now=HELD, **{**LETTER, gap: False if gap == "is_courteous" else " "})
    with pytest.raises(RuleRefused, match="P46-4") as refusal:
        services.sign_letter(letter=letter, by=manager, now=HELD)
    assert len(refusal.value.missing) == 1
    assert not IssuedDocument.objects.exists()


@pytest.mark.requirement("P46-4")
def test_given_a_letter_when_signed_and_sent_then_it_is_the_managers_and_names_who_has_copies(letter, review, manager, practitioner):
    with pytest.raises(RuleRefused, match="P46-4"):
        services.record_letter_sent(letter=letter, sent_at=NEXT_DAY, how="email", by=practitioner, now=NEXT_DAY)
    with pytest.raises(Denied):
        services.sign_letter(letter=letter, by=practitioner, now=HELD)
    signed = services.sign_letter(letter=letter, by=manager, now=HELD)
    page, _ = preview(kind="managers-letter", subject=signed, by=manager, now=HELD)
    for words in (
        "with respect to the court",
        "Ben was left alone at night.",
        "A short hearing",
        "Jane Hartley (applicant)",
        "Maria Manager",
    ):
        assert words in page.text
    services.record_letter_sent(letter=letter, sent_at=NEXT_DAY, how="email", by=practitioner, now=NEXT_DAY)
    assert duty("order-option", review.options.get(kind="letter")).ended_at == NEXT_DAY
    assert duty("order-option", review.options.get(kind="letter")).owner == manager


def test_given_what_is_withheld_from_a_party_when_the_letter_is_signed_then_the_guard_refuses_it(letter, review, manager, family):
    record_contact_detail(
        person=family.mother, kind="address", value="22 Hidden Lane, Leeds", postcode="LS9 9ZZ", confidentiality="confidential",
        by=manager, now=HELD,
    )  # fmt: skip
    services.write_letter(review=review, by=manager, now=HELD, **{**LETTER, "concerns": "She lives at 22 Hidden Lane, Leeds."})
    with pytest.raises(ConfidentialityRefused):
        services.sign_letter(letter=letter, by=manager, now=HELD)


# The court's answer


@pytest.mark.requirement("P47-1", "P47-2")
def test_given_the_court_confirms_its_order_then_both_the_record_and_legal_advice_are_owed_by_the_next_working_day(confirmed):
    assert duty("order-steps-recorded", confirmed).due_at == london_time("2026-03-11 17:00")
    assert duty("order-legal-advice", confirmed).due_at == london_time("2026-03-11 17:00")


@pytest.mark.requirement("P47-1")
def test_given_a_confirmed_order_when_the_steps_are_recorded_then_they_stand_on_the_childs_record_and_closing_waits_for_them(
    confirmed, manager, practitioner, family
):
    letter = services.write_letter(review=confirmed, by=manager, now=NEXT_DAY, **LETTER)
    services.record_letter_sent(letter=letter, sent_at=HELD, how="email", by=practitioner, now=NEXT_DAY)
    with pytest.raises(RuleRefused, match="P47-1"):
        services.close_review(review=confirmed, result="x", at=NEXT_DAY, by=practitioner, now=NEXT_DAY)
    with pytest.raises(RuleRefused, match="P47-1"):
        services.record_steps(review=confirmed, text=" ", by=practitioner, now=NEXT_DAY)
    done = services.record_steps(review=confirmed, text="A letter on 9 March. The order stands.", by=practitioner, now=NEXT_DAY)
    entry = RecordEntry.objects.get(pk=done.steps_entry_id)
    assert (set(entry.about), entry.concern_id) == ({family.alice.pk, family.ben.pk}, confirmed.concern_id)
    assert duty("order-steps-recorded", confirmed).ending == "done"


@pytest.mark.requirement("P47-2")
def test_given_a_confirmed_order_when_a_working_day_passes_without_legal_advice_then_it_is_late_and_closing_waits_for_it(
    confirmed, manager, practitioner
):
    letter = services.write_letter(review=confirmed, by=manager, now=NEXT_DAY, **LETTER)
    services.record_letter_sent(letter=letter, sent_at=HELD, how="email", by=practitioner, now=NEXT_DAY)
    services.record_steps(review=confirmed, text="A letter.", by=practitioner, now=NEXT_DAY)
    with pytest.raises(RuleRefused, match="P47-2"):
        services.close_review(review=confirmed, result="x", at=NEXT_DAY, by=practitioner, now=NEXT_DAY)
    with pytest.raises(RuleRefused, match="P47-2"):
        services.record_legal_advice(review=confirmed, requested_at=NEXT_DAY, adviser="", by=practitioner, now=NEXT_DAY)
    late = london_time("2026-03-12 09:00")
    services.record_legal_advice(review=confirmed, requested_at=late, adviser="Cafcass Legal", by=practitioner, now=late)
    assert duty("order-legal-advice", confirmed).ending == "done_late"
    closed = services.close_review(
        review=confirmed, result="The order stands; the authority visits weekly.", at=late, by=practitioner, now=late
    )
    assert closed.state_words[0] == "Closed"


def test_given_what_was_chosen_is_not_done_when_closed_then_it_is_refused_and_the_case_stays_open(review, consider, practitioner, family):
    with pytest.raises(RuleRefused, match="P46-2"):
        services.close_review(review=review, result="x", at=HELD, by=practitioner, now=HELD)
    consider(review, letter=YES)
    with pytest.raises(RuleRefused, match="P46-2") as refusal:
        services.close_review(review=review, result="x", at=HELD, by=practitioner, now=HELD)
    assert refusal.value.missing == ("Manager’s letter to the court",)
    assert "The review of an order: options chosen" in what_stands_against_closing(family.case, HELD)


def test_given_nothing_is_chosen_and_the_court_changes_nothing_when_closed_then_it_is_over(review, consider, practitioner):
    consider(review)
    services.close_review(review=review, result="Watched at the next hearing.", at=HELD, by=practitioner, now=HELD)
    assert not Duty.objects.filter(subject_id=review.pk, ended_at=None).exists()


# The Designated Family Judge


APPROACH = {"ground": "child", "reason": "He may be killed.", "judge": "HHJ Example"}


@pytest.mark.requirement("P48-1")
@pytest.mark.parametrize("member", ["head_of_practice", "assistant_director"])
def test_given_a_senior_when_the_judge_is_approached_on_a_ground_then_it_is_recorded_with_the_reply(review, request, member):
    senior = request.getfixturevalue(member)
    approach = services.approach_judge(review=review, approached_at=NEXT_DAY, by=senior, now=NEXT_DAY, **APPROACH)
    services.record_judges_reply(approach=approach, reply="It will be listed.", replied_at=NEXT_DAY, by=senior, now=NEXT_DAY)
    assert (approach.approached_by, approach.is_incident, JudgeApproach.objects.get().reply) == (senior, False, "It will be listed.")


@pytest.mark.requirement("P48-1")
@pytest.mark.parametrize("gap", ["ground", "reason", "judge"])
def test_given_no_ground_no_reason_or_no_judge_when_saved_then_it_is_refused(review, head_of_practice, gap):
    with pytest.raises(RuleRefused, match="P48-1"):
        services.approach_judge(review=review, approached_at=NEXT_DAY, by=head_of_practice, now=NEXT_DAY, **{**APPROACH, gap: ""})


@pytest.mark.requirement("P48-2")
@pytest.mark.parametrize("member", ["practitioner", "manager"])
def test_given_anybody_else_when_they_are_about_to_approach_the_judge_then_they_are_refused(review, request, member):
    with pytest.raises(RuleRefused, match="P48-2"):
        services.approach_judge(review=review, approached_at=NEXT_DAY, by=request.getfixturevalue(member), now=NEXT_DAY, **APPROACH)
    assert not JudgeApproach.objects.exists()


@pytest.mark.requirement("P48-2")
def test_given_a_practitioner_approached_the_judge_already_when_recorded_then_it_is_kept_as_an_incident(review, practitioner):
    services.approach_judge(review=review, approached_at=HELD, by=practitioner, now=NEXT_DAY, **APPROACH)
    assert JudgeApproach.objects.get().is_incident
    assert Incident.objects.get().rule == "P48-2"


@pytest.mark.requirement("P48-1", "P48-2")
def test_given_a_practitioner_asks_when_the_head_of_practice_decides_then_the_duty_is_theirs_and_ends(
    review, practitioner, head_of_practice, consider
):
    services.ask_head_of_practice(review=review, why="He may be killed.", at=HELD, by=practitioner, now=HELD)
    asked = duty("order-judge-considered", review)
    assert (asked.owner, asked.due_at) == (head_of_practice, HELD + timedelta(hours=24))
    consider(review)
    with pytest.raises(RuleRefused, match="P48-1"):
        services.close_review(review=review, result="x", at=NEXT_DAY, by=practitioner, now=NEXT_DAY)
    with pytest.raises(Denied):
        services.decline_to_approach(review=review, why="No.", at=NEXT_DAY, by=practitioner, now=NEXT_DAY)
    services.decline_to_approach(review=review, why="The court lists it on Friday.", at=NEXT_DAY, by=head_of_practice, now=NEXT_DAY)
    assert duty("order-judge-considered", review).ended_at == NEXT_DAY


@pytest.mark.requirement("P48-2")
def test_given_a_practitioner_when_they_open_the_page_of_the_judge_then_it_leads_to_the_head_of_practice(
    review, practitioner, sign_in, at_now
):
    page = sign_in(practitioner).get(reverse("orders:approach_judge", args=[review.pk])).content.decode()
    assert "Only the Head of Practice or the Assistant Director approaches the judge" in page
    assert reverse("orders:ask_head_of_practice", args=[review.pk]) in page


# On screen


@pytest.mark.requirement("P46-1")
def test_given_the_path_and_the_court_tab_then_both_lead_to_the_review(review, practitioner, family, sign_in, at_now):
    path = path_called("order-at-risk")
    assert (path.group, path.paragraphs) == ("The court", "Policy 46 to 48")
    assert any(carrier.kind == "path" for carrier in carriers("P46-1"))
    page = sign_in(practitioner).get(reverse("cases:show_court", args=[family.case.pk])).content.decode()
    assert reverse("orders:begin_review", args=[review.order_id]) in page


def test_given_the_pages_when_walked_through_then_each_step_is_done_in_the_browser(concern, practitioner, manager, family, sign_in, at_now):
    client = sign_in(practitioner)
    order = record_order(case=family.case, kind="Child arrangements order", made_on=date(2026, 3, 6), by=practitioner, now=NOW)
    begun = client.post(reverse("orders:begin_review", args=[order.pk]), {"concern": str(concern.pk)})
    assert f"order={order.pk}" in begun.url
    assert f'value="{order.pk}" checked' in client.get(begun.url).content.decode()
    told = {
        "which": str(order.pk),
        "recommended": "Supervised contact.",
        "why_at_risk": "Alone at night.",
        **local_time("known_at", "2026-03-06 16:40"),
    }
    client.post(begun.url, told)
    review = OrderReview.objects.get()
    assert "Supervision was asked for" in client.get(review.get_absolute_url()).content.decode()
    assert client.get(reverse("orders:consider_options", args=[review.pk])).status_code == 403
    client = sign_in(manager)
    options = {
        "risk_assessment": "yes", "what_is_new": "", "risk_assessment_reason": "The school rang.", "letter": "yes", "letter_reason": "It may help.",
        "referral": "no", "referral_reason": "Made already.", **local_time("held_at", "2026-03-06 16:40"),
    }  # fmt: skip
    page = reverse("orders:consider_options", args=[review.pk])
    assert client.post(page, options).status_code == 422
    client.post(page, {**options, "what_is_new": "He came hungry.", **local_date("learned_on", "2026-03-06")})
    client.post(
        reverse("orders:write_letter", args=[review.pk]),
        {"concerns": "Alone at night.", "next_steps": "A short hearing.", "copies_to": [str(family.mother.pk)], "is_courteous": "yes"},
    )
    letter = review.letters.get()
    assert "Sign the letter" in client.get(review.get_absolute_url()).content.decode() or review.options.filter(chosen=True).count() == 2
    client.post(reverse("orders:sign_letter", args=[letter.pk]))
    letter.refresh_from_db()
    assert (letter.signed_by, letter.copies_to) == (manager, [family.mother.pk])
    page = client.get(concern.get_absolute_url()).content.decode()
    assert "Options chosen" in page
    assert "Go on with the order" in page
    assert any("four options" in line.title for line in chronology_of(family.case, practitioner))
