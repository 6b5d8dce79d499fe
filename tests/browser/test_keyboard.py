"""From the concern to the signed supervision with the keyboard alone: no click, and the focus is always to be seen."""

import re

import pytest

from . import story
from .windows import MOMENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What has the focus: its name, its value, its words, and whether one can see that it has it.
FOCUSED = """() => { const at = document.activeElement, style = getComputedStyle(at), label = at.nextElementSibling;
  const ring = [style.outlineStyle + style.outlineWidth + style.boxShadow, label ? getComputedStyle(label, "::before").outlineStyle
    + getComputedStyle(label, "::before").boxShadow : ""];
  return { name: at.name || "", value: at.value || "", type: at.type || "", tag: at.tagName, words: at.innerText || "",
    seen: !ring.every((one) => /^none0px(none)?$|^nonenone$|^$/.test(one)) || at.classList.contains("app-first-button") }; }"""


class Keyboard:
    """Presses keys and nothing else."""

    def __init__(self, window):
        self.window, self.page = window, window.page

    def tab_to(self, *, name="", words=""):
        """Tab on until the field of that name, or the link or button of those words, has the focus."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(FOCUSED)
            assert at["seen"], at
            if name and at["name"] == name:
                return at
            if words and words in at["words"] and at["tag"] in ("A", "BUTTON"):
                return at
        raise AssertionError(f"The Tab key does not lead to {name or words}")

    def press(self, words):
        self.tab_to(words=words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def answer(self, **answers):
        """In the order of the page: text is typed, a radio is chosen with the arrow keys, a box is ticked with Space."""
        for name, answer in answers.items():
            moment = MOMENT.match(answer) if isinstance(answer, str) else None
            if moment:
                year, month, day, time = moment.groups()
                for part, text in (("day", str(int(day))), ("month", str(int(month))), ("year", year), ("time", time)):
                    if text:
                        self.tab_to(name=f"{name}-{part}")
                        self.page.keyboard.type(text)
                continue
            if isinstance(answer, list):
                self.tick(name, answer)
                continue
            at = self.tab_to(name=name)
            if at["type"] == "radio":
                self.choose(name, answer)
            elif at["type"] == "checkbox":
                self.page.keyboard.press("Space")
            elif at["tag"] == "SELECT":
                self.page.keyboard.type(answer)
            else:
                self.page.keyboard.press("Control+A")
                self.page.keyboard.insert_text(answer)

    def choose(self, name, value):
        self.page.keyboard.press("Space")
        for _ in range(30):
            if self.page.evaluate(FOCUSED)["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not lead to {value} of {name}")

    def tick(self, name, values):
        left = set(values)
        while left:
            at = self.tab_to(name=name)
            ticked = self.page.evaluate("document.activeElement.checked")
            if at["value"] in left:
                left.remove(at["value"])
                if not ticked:
                    self.page.keyboard.press("Space")


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
    sign_in(keys, practitioner)
    priya.go(f"/cases/{lived.case.pk}/")
    # The first stop of every page leads past its menus
    priya.page.keyboard.press("Tab")
    assert priya.page.evaluate(FOCUSED)["words"] == "Skip to main content"
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
    concern = priya.path

    the_clock.live_until("2026-03-06 17:05")
    keys.press("Ask for supervision")
    keys.answer(text="Should both children be referred, and their half-brother?", requested_at="2026-03-06 17:05")
    keys.press("Ask for supervision")
    priya.says("Supervision is asked for.")

    the_clock.live_until("2026-03-06 17:50")
    maria = window(manager).go("/sign-in/")
    keys = Keyboard(maria)
    sign_in(keys, manager)
    keys.press("Supervision")
    keys.press(re.search(r"N-\d{4}-\d{6}", maria.text).group())
    keys.press("Record supervision")
    keys.answer(**story.supervision_answers(lived))
    keys.press("Save the record")
    maria.says("The record of supervision is saved.", "Signed")
    story.supervision_is_signed(maria, concern)


def sign_in(keys, user):
    from tests.cast import PASSWORD

    keys.answer(email=user.email, password=PASSWORD)
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")
