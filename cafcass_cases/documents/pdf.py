"""From a page to a tagged PDF (PDF/UA-1), made in the request, so that a lost broker never holds up a 16A (DESIGN §8)."""

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from cafcass_cases.core.errors import RuleRefused

CHARACTERS_AT_MOST = 300_000
"""About a hundred pages: what one request can carry. A longer record belongs in attachments."""

BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "td", "th", "tr", "dt", "dd", "div", "caption", "br", "section", "header", "footer"}


@dataclass(frozen=True)
class Page:
    """A rendered page: its HTML, and the text a reader would see."""

    html: str
    text: str


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self.hidden += 1
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self.hidden -= 1
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(" ".join(data.split()) + (" " if data[-1:].isspace() else ""))


def text_of(html: str) -> str:
    """What a reader of the page would see, block by block."""
    parser = _Text()
    parser.feed(html)
    return "".join(parser.parts)


def render_page(template: str, context: dict[str, Any]) -> Page:
    """Render a document's template. Raises :class:`RuleRefused` when it is too long to be made in one request."""
    html = render_to_string(template, context)
    if len(html) > CHARACTERS_AT_MOST:
        raise RuleRefused("document-length", "This document is too long to issue. Shorten it, or move part of it to an attachment.")
    return Page(html, text_of(html))


def _refuse_address(url: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    # A document fetches nothing, from anywhere: no picture, stylesheet or font by address.
    raise ValueError("A document may not fetch anything.")


@cache
def _stylesheet() -> Any:
    from weasyprint import CSS

    return CSS(string=Path(finders.find("documents/document.css")).read_text(), url_fetcher=_refuse_address)


def render_pdf(page: Page) -> Pdf:
    """The page as a tagged PDF with its title and language. Takes about half a second and no network."""
    from weasyprint import HTML

    document = HTML(string=page.html, url_fetcher=_refuse_address).render(stylesheets=[_stylesheet()], presentational_hints=False)
    return Pdf(document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages))
