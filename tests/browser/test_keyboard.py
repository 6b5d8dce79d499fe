"""The main job with the keyboard alone: no click, and the focus is always to be seen."""

import re

import pytest
from playwright.sync_api import expect

from referrals.views.assessments import TOPICS
from tests.referrals.conftest import answer, call, refer, send, tell_parents  # noqa: F401
from tests.safeguarding.conftest import concern, log  # noqa: F401

from . import story
from .keys import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lived(family):
    """The cast's family, by the names of the story."""
    return story.Family(family.case, family.alice, family.ben, family.callum, family.mother, family.father, family.grandmother)


def test_given_a_keyboard_alone_when_a_concern_is_logged_then_it_comes_to_a_signed_supervision(
    lived, window, practitioner, manager, the_clock
):
    the_clock.live_until("2026-03-06 16:40")
    priya = window(practitioner).go("/sign-in/")
    keys = Keyboard(priya)
    keys.sign_in()
    priya.go(f"/cases/{lived.case.pk}/")
    # The first stop of every page leads past its menus
    priya.page.keyboard.press("Tab")
    expect(priya.page.locator(":focus")).to_have_text("Skip to main content")
    keys.press("Concerns")
    keys.press("Log a concern")
    keys.answer(**story.DANGER)
    keys.press("Continue")
    keys.answer(**story.concern_answers(lived))
    keys.press("Continue")
    keys.answer(**story.children_answers())
    keys.press("Continue")
    priya.heading("Check your answers")
    keys.press("Log the concern")
    priya.says("The concern is logged.")
    page_of_concern = priya.path

    the_clock.live_until("2026-03-06 17:05")
    keys.press("Ask for supervision")
    keys.answer(text="Should both children be referred, and their half-brother?", requested_at="2026-03-06 17:05")
    keys.press("Ask for supervision")
    priya.says("Supervision is asked for.")

    the_clock.live_until("2026-03-06 17:50")
    maria = window(manager).go("/sign-in/")
    keys = Keyboard(maria)
    keys.sign_in()
    keys.press("Supervision")
    keys.press(re.search(r"N-\d{4}-\d{6}", maria.text).group())
    keys.press("Record supervision")
    keys.answer(**story.supervision_answers(lived))
    keys.press("Save the record")
    maria.says("The record of supervision is saved.", "Signed")
    story.supervision_is_signed(maria, page_of_concern)


def test_given_a_keyboard_alone_when_it_is_referred_then_the_call_the_parents_and_the_letter_are_on_the_record(
    refer, concern, family, signed_in, practitioner, the_clock
):  # fmt: skip
    refer(children=[family.ben])
    the_clock.live_until("2026-03-06 18:20")
    priya = signed_in(practitioner).go(concern.get_absolute_url())
    keys = Keyboard(priya).press("Record the telephone call: Leeds")
    keys.answer(
        called_at="2026-03-06 18:20", number="Out-of-hours team", result="reached", spoke_to="Sam Duty", summary="Referral taken for Ben."
    ).press("Save the call")
    priya.says("The call is recorded.").not_owed("Refer by telephone")

    the_clock.live_until("2026-03-06 18:40")
    keys.press("Record who was told")
    for number in range(2):
        mother = "Jane" in priya.page.locator("fieldset.app-repeat__item").nth(number).locator("legend").first.inner_text()
        answers = story.told("2026-03-06 16:55") if mother else story.NOT_TOLD
        keys.answer(**{f"parents-{number}-{name}": answers[name] for name in PARENTS_IN_ORDER if name in answers})
    keys.press("Save")
    priya.says("Who was told is recorded.", "He could press the children about what they said.")

    the_clock.live_until("2026-03-06 19:00")
    keys.press("Write the referral")
    keys.answer(analysis="A child of five cannot keep himself safe alone at night.").press("Save and look at it")
    priya.says("It is not yet sent.")
    keys.press("Make the document")
    priya.says("The document is made.")
    keys.press("Mark it sent").answer(sent_at="2026-03-06 19:00", method="email", sent_to="Out-of-hours team", has_social_worker="no")
    keys.press("Mark it sent")
    priya.says("recorded as sent").not_owed("Send the written referral").owed("Tell us the outcome for every child", "7 March 2026, 18:20")


PARENTS_IN_ORDER = ("told", "told_at", "how", "agreed", "reason_kinds", "reason")


def test_given_a_keyboard_alone_when_the_answer_is_not_safe_enough_then_the_difference_goes_up_to_the_head_of_practice(
    refer, call, send, concern, family, signed_in, practitioner, manager, head_of_practice, the_clock
):  # fmt: skip
    referral = refer(children=[family.ben])
    call(referral, "2026-03-06 18:20")
    send(referral, "2026-03-06 19:10")
    the_clock.live_until("2026-03-07 10:00")
    priya = signed_in(practitioner).go(f"/referrals/{referral.pk}/")
    keys = Keyboard(priya).press("Record an answer")
    keys.answer(received_at="2026-03-07 10:00", given_by="Duty manager", how="telephone", kind="outcome")
    keys.answer(**{"children-0-outcome": "No further action", "children-0-reasons": "The father was asked and denies it."}).press("Save")
    priya.not_owed("Tell us the outcome").owed("afe enough")

    the_clock.live_until("2026-03-07 10:30")
    keys.press("Judge the outcome").answer(judged_at="2026-03-07 10:30")
    keys.answer(**{"children-0-safe_enough": "no", "children-0-analysis": "Nobody has seen Ben or spoken to him."}).press("Save")
    priya.heading("Difference with the authority").says("not safe enough for Ben Dawson", "due in 1 day by Sun 8 March 2026, 10:30")
    difference = priya.path

    for user, moment, heading in (
        (manager, "2026-03-07 11:00", "Record supervision on the difference"),
        (head_of_practice, "2026-03-07 12:00", "Record the contact with the Head of Service"),
    ):
        the_clock.live_until(moment)
        reader = signed_in(user).go(difference)
        keys = Keyboard(reader).press("Record this stage")
        reader.heading(heading)
        keys.answer(
            held_at=moment,
            held_with="Head of Service, Leeds",
            position="They stand by it; we do not.",
            plan="The next stage.",
            resolved="no",
        ).press("Save this stage")
        reader.says("This stage is recorded.", "Not resolved")
    reader.says("Only the Assistant Director, or who covers for them, can record this stage.")


def test_given_a_keyboard_alone_when_the_16a_is_begun_then_it_is_written_issued_and_sent(
    concern, signed_in, practitioner, the_clock
):  # fmt: skip
    the_clock.live_until("2026-03-06 20:25")
    priya = signed_in(practitioner).go(concern.get_absolute_url())
    keys = Keyboard(priya).press("Begin the 16A")
    priya.heading("Section 16A risk assessment")
    assessment = priya.path
    for topic in TOPICS:
        keys.press(topic.title).answer(**story.CONTENT[topic.slug]).press("Save this part")
        priya.says("This part is saved.")

    keys.press("Issue it").answer(unsupervised_reason="Tonight: the handover is on Sunday.", court_alone="no").press("Issue it")
    priya.says("Issued, not sent")
    the_clock.live_until("2026-03-06 20:30")
    keys.press("Record that it was sent").answer(sent_at="2026-03-06 20:30", method="portal").press("Record that it was sent")
    priya.says("recorded as sent", "Sent to the court").owed("acknowledge", "9 March 2026, 17:00")
    assert priya.path == assessment
