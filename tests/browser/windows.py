"""A person at a browser: goes to pages, fills forms in, presses buttons, and reads what the page says."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from django.conf import settings
from playwright.sync_api import CDPSession, Page, expect

from tests.cast import PASSWORD

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
# GOV.UK's own conditional radios carry aria-expanded on an input.
KNOWN = {"aria-allowed-attr"}
WIDTHS = (1280, 768, 320)
MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d:\d\d))?$")
# Where pictures are kept, for people who look at them.
FOLDER = Path(os.environ["SCREENSHOTS"]) if os.environ.get("SCREENSHOTS") else None
OVER = re.compile("done|no longer needed|not required|withdrawn", re.IGNORECASE)

Looks = Callable[["Window"], None]


class Window:
    """One person's browser. ``looks`` is called with the window whenever a page has come."""

    def __init__(self, page: Page, url: str, clock: Any, user: Any, looks: Looks | None) -> None:
        self.page, self.url, self.clock, self.user, self.looks = page, url, clock, user, looks

    # Going about

    def go(self, path: str) -> "Window":
        """Open a page; where the session ended in the meantime, sign in again and go on."""
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self._arrived()

    def _arrived(self) -> "Window":
        if self.user is not None and self.path.startswith("/sign-in/") and "next=" in self.page.url:
            self.sign_in()
        elif self.looks:
            self.looks(self)
        return self

    def sign_in(self) -> "Window":
        """Sign in on the page of signing in."""
        self.fill(email=self.user.email, password=PASSWORD)
        return self.press("Sign in")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def follow(self, words: str) -> "Window":
        """A link, or one that looks like a button, by its words: of the page itself, else of the menu."""
        everywhere = [
            place.get_by_role(role, name=words) for place in (self.page.locator("main"), self.page) for role in ("link", "button")
        ]
        expect(everywhere[2].or_(everywhere[3]).first).to_be_visible()
        with self.page.expect_navigation():
            next(one for one in everywhere if one.count()).first.click()
        return self._arrived()

    def press(self, words: str) -> "Window":
        """A button of the page, by its words."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()
        return self._arrived()

    def save(self) -> "Window":
        """The button that sends the page's form, whatever its words."""
        with self.page.expect_navigation():
            self.page.locator(".app-form__buttons .govuk-button").first.click()
        return self._arrived()

    def is_error(self) -> "Window":
        """The page says in its title that what was sent has mistakes."""
        expect(self.page).to_have_title(re.compile("^Error: "))
        return self

    # Forms

    def fill(self, **answers: Any) -> "Window":
        """Fill fields in by their names. Moments and days are "2026-03-06 16:40" and "2026-03-11"; a list ticks boxes."""
        kinds = self.page.evaluate(KINDS)
        for name, answer in answers.items():
            self._fill(name, answer, kinds.get(name, []))
        return self

    def _fill(self, name: str, answer: Any, kinds: list[str]) -> None:
        if isinstance(answer, str) and (moment := MOMENT.match(answer)):
            year, month, day, time = moment.groups()
            for part, text in (("day", str(int(day))), ("month", str(int(month))), ("year", year), ("time", time)):
                if text:
                    self.page.locator(f'[name="{name}-{part}"]').fill(text)
            return
        field = self.page.locator(f'[name="{name}"]:not([type=hidden])')
        kind = kinds[0] if kinds else ""
        if kind in ("radio", "checkbox"):
            for value in [answer] if isinstance(answer, str) else answer if isinstance(answer, list) else ["on"]:
                choice = field if len(kinds) == 1 and answer is True else self.page.locator(f'[name="{name}"][value="{value}"]')
                choice.check()
        elif kind.startswith("select"):
            field.select_option(**({"label": answer} if isinstance(answer, str) else answer))
        else:
            field.fill(answer)

    def open_first(self, selector: str) -> "Window":
        """The first link that a selector finds."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self._arrived()

    def holds(self, **typed: str | re.Pattern[str]) -> "Window":
        """Each box holds this text."""
        for name, text in typed.items():
            expect(self.page.locator(f'[name="{name}"]:not([type=hidden])')).to_have_value(text)
        return self

    # Reading

    def says(self, *sentences: str) -> "Window":
        """Each sentence stands on the page (or in what it can unfold)."""
        for sentence in sentences:
            expect(self.page.locator("body")).to_contain_text(sentence)
        return self

    def says_not(self, *sentences: str) -> "Window":
        for sentence in sentences:
            expect(self.page.locator("main")).not_to_contain_text(sentence)
        return self

    def heading(self, words: str) -> "Window":
        expect(self.page.locator("h1")).to_contain_text(words)
        return self

    def owed(self, duty: str, *words: str, count: int = 1) -> "Window":
        """A duty stands in the page's list of what is owed, with these words (its clock, its owner, its paragraph)."""
        rows = self.page.locator(".govuk-task-list__item").filter(has_text=duty)
        for word in words:
            rows = rows.filter(has_text=word)
        expect(rows).to_have_count(count)
        return self

    def not_owed(self, duty: str) -> "Window":
        """No such duty is open on the page; one that is over may stand there."""
        rows = self.page.locator(".govuk-task-list__item").filter(has_text=duty).filter(has_not_text=OVER)
        expect(rows).to_have_count(0)
        return self

    def picture(self, name: str, *, width: int = 1280, height: int = 900) -> "Window":
        """Where SCREENSHOTS names a folder, keep what one sees on this page without scrolling."""
        if FOLDER:
            before = self.page.viewport_size
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.screenshot(path=str(FOLDER / f"{name}.png"))
            self.page.set_viewport_size(before)
        return self

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


# The types of the page's fields by their names: asked of the page once, for all that is to be filled in.
KINDS = """() => {
  const kinds = {};
  for (const field of document.querySelectorAll("[name]:not([type=hidden])")) (kinds[field.name] ??= []).push(field.type || "");
  return kinds;
}"""

_switches: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def without_scripts(page: Page) -> Page:
    """The page as it is for whoever has scripts off. They are off in the page and not in its whole context, so that the axe rules,
    which are scripts too, can be let in for a moment."""
    _switches[page] = page.context.new_cdp_session(page)
    _scripts_off(page, True)
    return page


def _scripts_off(page: Page, off: bool) -> None:
    _switches[page].send("Emulation.setScriptExecutionDisabled", {"value": off})


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What the axe rules find wrong on the page: each rule's name with the elements. Where scripts are off, only the rules run: the
    page's own scripts were passed over when it came."""
    off = page in _switches
    if off:
        _scripts_off(page, False)
    try:
        if not page.evaluate("'axe' in window"):
            page.evaluate(_axe())
        found = page.evaluate(RUN)
    finally:
        if off:
            _scripts_off(page, True)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found if one["id"] not in KNOWN]


# Of a list of many of the same (the authorities of England, the paragraphs of the policy) the first are looked at.
RUN = """async () => (await axe.run(
  {exclude: [["tr:nth-child(n+21)"], ["li:nth-child(n+21)"], ["section:nth-of-type(n+11)"], ["option:nth-child(n+21)"]]
    .filter(([selector]) => document.querySelector(selector))},
  {resultTypes: ["violations"], iframes: false})).violations"""


@cache
def _axe() -> str:
    return AXE.read_text()


def bring_the_rules(page: Page) -> Page:
    """The axe rules come with each page, which is quicker than sending them to it: for a page on which nearly everything is looked at."""
    page.add_init_script(_axe())
    return page


SHAPE = """() => [...new Set([...document.querySelectorAll("*")].map(
  one => [one.tagName, one.type || "", one.getAttribute("role") || "", ...[...one.classList].sort()].join(" ")))]"""
STICKS_OUT = """() => [...document.querySelectorAll("main *")].filter(
  one => one.getBoundingClientRect().right > innerWidth && !one.closest(".app-scroll")).slice(-3).map(one => one.outerHTML.slice(0, 200))"""


class Sound:
    """Each kind of page with every sort of element with which it was found sound in this run, whoever looked, in whichever process."""

    def __init__(self) -> None:
        self.said: Path | None = None
        self.read_to = 0
        self.kinds: dict[str, set[str]] = defaultdict(set)

    def has(self, kind: str, shape: set[str]) -> bool:
        """Whether a page of this kind was found sound with all that this one has."""
        if self.said and self.said.exists():
            with self.said.open("rb") as lines:
                lines.seek(self.read_to)
                for line in lines:
                    if not line.endswith(b"\n"):
                        break  # another process is still writing it
                    page, sorts = json.loads(line)
                    self.kinds[page] |= set(sorts)
                    self.read_to += len(line)
        return shape <= self.kinds[kind]

    def add(self, kind: str, shape: set[str]) -> None:
        self.kinds[kind] |= shape
        if self.said:
            with self.said.open("a") as lines:
                lines.write(json.dumps([kind, sorted(shape)]) + "\n")


sound = Sound()


def looking(found: dict[str, Any]) -> Looks:
    """Looks at every page that comes: axe rules, and sideways scrolling at each width. A kind of page is looked at once, and again
    only where it comes with a sort of element that it did not have before.

    What is wrong is put into ``found`` by the page's path. With SCREENSHOTS set to a folder, a picture is kept in its "pages" at each width.
    """
    seen: set[str] = set()

    def look(window: Window) -> None:
        page = window.page
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", window.path) + (" error" if page.title().startswith("Error") else "")
        shape = set(page.evaluate(SHAPE))
        if kind in seen or (sound.has(kind, shape) and not FOLDER):
            return
        seen.add(kind)
        wrong: list[Any] = violations(page)
        size = page.viewport_size
        for width in WIDTHS:
            if page.viewport_size["width"] != width:
                page.set_viewport_size({"width": width, "height": 900})
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                wrong.append(("scrolls sideways", [f"{across} at {width}", *page.evaluate(STICKS_OUT)]))
            if FOLDER:
                name = f"{len(seen):03}-{kind.strip('/').replace('/', '-').replace('…', 'x').replace(' ', '-') or 'home'}"
                page.screenshot(path=str(FOLDER / "pages" / f"{name}-{width}.png"), full_page=True)
        page.set_viewport_size(size)
        if wrong:
            found[kind] = wrong
        else:
            sound.add(kind, shape)

    return look
