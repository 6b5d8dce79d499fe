"""A person who has a keyboard and nothing else: no click, and the focus is always to be seen."""

from typing import Any

from tests.cast import PASSWORD

from .windows import MOMENT, Window

# What has the focus: its name, its value, its words, and whether one can see that it has it.
FOCUSED = """() => { const at = document.activeElement, style = getComputedStyle(at), label = at.nextElementSibling;
  const ring = [style.outlineStyle + style.outlineWidth + style.boxShadow, label ? getComputedStyle(label, "::before").outlineStyle
    + getComputedStyle(label, "::before").boxShadow : ""];
  return { name: at.name || "", value: at.value || "", type: at.type || "", tag: at.tagName, words: at.innerText || "",
    seen: !ring.every((one) => /^none0px(none)?$|^nonenone$|^$/.test(one)) || at.classList.contains("app-first-button") }; }"""


class Keyboard:
    """Presses keys and nothing else."""

    def __init__(self, window: Window) -> None:
        self.window, self.page = window, window.page

    def tab_to(self, *, name: str = "", words: str = "") -> dict[str, Any]:
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

    def press(self, words: str) -> "Keyboard":
        """The next link or button of those words."""
        self.tab_to(words=words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def answer(self, **answers: Any) -> "Keyboard":
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
                self.page.keyboard.type(answer if isinstance(answer, str) else self.words_of(answer["value"]))
            else:
                self.page.keyboard.press("Control+A")
                self.page.keyboard.insert_text(answer)
        return self

    def words_of(self, value: str) -> str:
        """What an option of the list that has the focus says."""
        return str(self.page.locator(":focus").locator(f'option[value="{value}"]').inner_text())

    def choose(self, name: str, value: str) -> None:
        self.page.keyboard.press("Space")
        for _ in range(30):
            if self.page.evaluate(FOCUSED)["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not lead to {value} of {name}")

    def tick(self, name: str, values: list[str]) -> None:
        left = set(values)
        while left:
            at = self.tab_to(name=name)
            ticked = self.page.evaluate("document.activeElement.checked")
            if at["value"] in left:
                left.remove(at["value"])
                if not ticked:
                    self.page.keyboard.press("Space")

    def sign_in(self) -> None:
        """On the page of signing in."""
        self.answer(email=self.window.user.email, password=PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
