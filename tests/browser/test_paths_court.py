"""The two paths of the court, once through a real browser without scripts: section 37, and an order that may leave a child at risk."""

from datetime import date

import pytest

from cafcass_cases.cases.services import record_order
from referrals import services as referral_services
from situations.orders.models import OrderReview
from situations.section37.models import Advice
from tests.browser.windows import looking
from tests.cast import NOW, london_time
from tests.referrals.conftest import call, send, tell_parents  # noqa: F401
from tests.safeguarding.conftest import concern, hold, log  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def found():
    """What is wrong with pages, by their path."""
    return {}


@pytest.fixture
def with_papers(concern, hold, call, send, practitioner):
    """The manager held supervision at 17:50; Leeds was rung and written to; a 16A that asks for section 37 is issued."""
    hold(concern)
    referral = concern.referrals.get()
    call(referral, "2026-03-06 18:20")
    send(referral, "2026-03-06 19:10")
    now = london_time("2026-03-06 19:30")
    draft = referral_services.draft_16a(concern=concern, by=practitioner, now=now)
    content = {
        "protective_action": "Referred.", "no_sources_reason": "The school is closed.", "outcome_known": "not_known",
        "recommendations": [{"option": "section_37", "detail": "", "reason": "Nobody knows how often he is alone."}],
    }  # fmt: skip
    harms = {row.child_id: {"harm": "Left alone at night.", "risk": "It will happen again."} for row in draft.children.all()}
    referral_services.draft_16a(concern=concern, content=content, children=harms, urgent_hearing=False, by=practitioner, now=now)
    referral_services.issue_16a(assessment=draft, by=practitioner, now=now)
    return concern


def test_given_the_threshold_is_met_when_section_37_is_walked_through_then_each_step_waits_for_the_one_before(
    with_papers, practitioner, signed_in, the_clock, found
):
    the_clock.at("2026-03-06 20:00")
    one = signed_in(practitioner, scripts=False, looks=looking(found))
    one.go(f"/concerns/{with_papers.pk}/what-has-happened/").follow("I think the threshold for a care or supervision order is met")
    one.fill(threshold="either", reason="Ben is alone at night, again and again.", at="2026-03-06 20:00").save()
    one.says("The steps, in order", "To be advised").picture("section-37")
    one.follow("Write or change the advice")
    one.fill(
        rationale="The authority alone can look into both homes.", earlier_hearing="no", earlier_hearing_reason="It is on Thursday."
    ).save()
    one.says("it is likely to be needed (policy 33)").follow("Issue the advice").fill(court_alone="no").save()
    one.says("Consult a manager before you advise section 37").go(Advice.objects.get().get_absolute_url())
    one.follow("Record what was concluded").fill(conclusion="We both think that it is met.").save()
    one.follow("Tell the authority").fill(told_at="2026-03-06 20:00", who="Dee Duty, duty social worker", how="email").save()
    one.follow("Issue the advice").fill(court_alone="no").save().says("Issued, not filed")
    one.follow("Record that it was filed").fill(filed_at="2026-03-06 20:00", how="portal").save()
    one.says("Waiting for the court").follow("Record the court’s answer")
    one.fill(answer="directed", made_on="2026-03-06", report_due_on="2026-05-05", known_at="2026-03-06 20:00").save()
    one.owed("Confirm the section 37 order").owed("Report on the section 37 investigation")
    one.follow("Write the letter").fill(timescales="First visit by 13 March.", agreed_with="Dee Duty").save()
    one.follow("Record that it was sent").fill(sent_at="2026-03-06 20:00", how="email", to="Dee Duty").save()
    one.not_owed("Confirm the section 37 order").follow("Record the authority’s report")
    one.fill(**{"received_at": "2026-03-06 20:00", "children-0-application": "It does not apply", "children-0-services": "yes"}).save()
    one.says("An answer to all three questions for every child").picture("section-37-report")
    assert found == {}


def test_given_an_order_that_leaves_a_child_at_risk_when_walked_through_then_the_options_the_letter_and_the_answer_follow(
    concern, family, practitioner, manager, head_of_practice, signed_in, the_clock, found
):  # fmt: skip
    order = record_order(case=family.case, kind="Child arrangements order", made_on=date(2026, 3, 6), by=practitioner, now=NOW)
    one = signed_in(practitioner, scripts=False, looks=looking(found))
    one.go(f"/cases/{family.case.pk}/court/").follow("It may leave a child at risk").fill(concern=str(concern.pk)).save()
    one.fill(known_at="2026-03-06 16:40", recommended="Supervised contact.", why_at_risk="Ben is to stay where he was left alone.").save()
    one.owed("Hold supervision on the order").says("Supervision was asked for and waits to be held")
    review = OrderReview.objects.get(order=order)
    one.follow("Ask the Head of Practice about the judge").fill(why="He may come to harm.", at="2026-03-06 16:40").save()

    two = signed_in(manager, scripts=False, looks=looking(found))
    two.go(review.get_absolute_url()).follow("Consider the four options")
    two.says("The child is not a party (rule 16.4)")
    answers = {
        "held_at": "2026-03-06 16:40", "risk_assessment": "no", "risk_assessment_reason": "All was before the court.", "letter": "yes",
        "letter_reason": "It may be listed again.", "referral": "no",
    }  # fmt: skip
    two.fill(**answers).save().says("Write why a referral is made, or not")
    two.fill(referral_reason="Made already.").save().picture("order-at-risk")
    two.follow("Write the letter").fill(next_steps="A short hearing.", copies_to=[str(family.mother.pk)], is_courteous=["yes"]).save()
    two.press("Sign the letter").says("Signed, not sent")
    two.follow("Record that the letter was sent").fill(sent_at="2026-03-06 16:40", how="email").save()
    two.follow("Record the court’s answer").fill(answer="confirmed", detail="The order stands.", known_at="2026-03-06 16:40").save()
    two.owed("Seek legal advice").owed("Record what was done to challenge the order")
    two.follow("Record the request for legal advice").fill(requested_at="2026-03-06 16:40", adviser="Cafcass Legal").save()
    two.follow("Record the steps taken").save().says("On the child’s record")

    three = signed_in(head_of_practice, scripts=False, looks=looking(found))
    three.go(review.get_absolute_url()).follow("Record an approach to the judge")
    three.fill(ground="child", reason="He may come to harm.", approached_at="2026-03-06 16:40", judge="HHJ Example").save().says(
        "HHJ Example"
    )
    three.follow("Close the review").fill(result="The order stands.", at="2026-03-06 16:40").save().says("Closed")
    assert found == {}
