"""What higher floors hang on a case: tabs of its page, lines of its chronology, guards on closing it (DESIGN §2)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A tab of the case page. ``url_name`` takes ``case_id``; ``visible`` says to whom it is offered (None: everybody)."""

    slug: str
    label: str
    url_name: str
    order: int = 100
    visible: Callable[[Any, Any], bool] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ChronologyLine:
    """One line of the one chronology: ``at`` is when it happened, ``entered_at`` when it was typed (both UTC)."""

    at: datetime
    entered_at: datetime
    title: str
    text: str = ""
    kind: str = ""
    url: str = ""
    by: str = ""


@dataclass(frozen=True)
class SearchHit:
    """Something a search found on a higher floor. No contact detail is ever in it. That it was shown is logged in its case."""

    title: str
    url: str
    text: str = ""
    case: Any = field(default=None, compare=False)


SearchSource = Callable[[Any, str, datetime], Iterable[SearchHit]]
ChronologySource = Callable[[Any, Any], Iterable[ChronologyLine]]
ClosingGuard = Callable[[Any, datetime], list[str]]
AccessGuard = Callable[[Any, Any], str]

_panels: dict[str, Panel] = {}
_first_actions: dict[str, str] = {}
_chronology: list[ChronologySource] = []
_gathered: list[tuple[Callable[[Any], Any], Callable[[Iterable[Any]], Iterable[ChronologyLine]]]] = []
_closing_guards: list[ClosingGuard] = []
_access_guards: list[AccessGuard] = []
_search: list[SearchSource] = []
_court_links: dict[str, dict[str, Callable[[Any], str]]] = {"order": {}, "hearing": {}}


def register_panel(slug: str, label: str, url_name: str, order: int = 100, *, visible: Callable[[Any, Any], bool] | None = None) -> None:
    """Add a tab to the case page. Call it in the app's ``panels.py``."""
    _panels[slug] = Panel(slug, label, url_name, order, visible)


def panels_for(user: Any, case: Any) -> list[Panel]:
    """The tabs of the case that this user is offered, in order."""
    offered = [panel for panel in _panels.values() if panel.visible is None or panel.visible(user, case)]
    return sorted(offered, key=lambda panel: (panel.order, panel.label))


def register_first_action(label: str, url_name: str) -> None:
    """A button at the top of the case page, for those who work on the case. Its page takes the case's id."""
    _first_actions[url_name] = label


def first_actions() -> list[tuple[str, str]]:
    """(label, url name) of what comes first on a case page."""
    return [(label, url_name) for url_name, label in _first_actions.items()]


def register_chronology(source: ChronologySource) -> ChronologySource:
    """Add lines to the chronology of every case. ``source(case, user)``; call it in the app's ``chronology.py``."""
    if source not in _chronology:
        _chronology.append(source)
    return source


def register_gathered_chronology(rows: Callable[[Any], Any], lines: Callable[[Iterable[Any]], Iterable[ChronologyLine]]) -> None:
    """Lines whose rows are fetched in the chronology's own query: ``rows(case)`` is a queryset, ``lines(rows)`` what they say."""
    if (rows, lines) not in _gathered:
        _gathered.append((rows, lines))


def gathered_chronology() -> list[tuple[Callable[[Any], Any], Callable[[Iterable[Any]], Iterable[ChronologyLine]]]]:
    return list(_gathered)


def chronology_of(case: Any, user: Any) -> list[ChronologyLine]:
    """Everything that happened in the case, by event time, newest first."""
    lines = [line for source in _chronology for line in source(case, user)]
    return sorted(lines, key=lambda line: (line.at, line.entered_at), reverse=True)


def register_closing_guard(guard: ClosingGuard) -> ClosingGuard:
    """``guard(case, now)`` names what must be finished before the case may close, each a phrase."""
    if guard not in _closing_guards:
        _closing_guards.append(guard)
    return guard


def what_stands_against_closing(case: Any, now: datetime) -> list[str]:
    return [phrase for guard in _closing_guards for phrase in guard(case, now)]


def register_access_guard(guard: AccessGuard) -> AccessGuard:
    """``guard(case, user)`` says why this person may never be let into the case by name; "" where nothing stands against it."""
    if guard not in _access_guards:
        _access_guards.append(guard)
    return guard


def why_not_let_in(case: Any, user: Any) -> str:
    return next((why for guard in _access_guards if (why := guard(case, user))), "")


def register_court_link(kind: str, label: str, url: Callable[[Any], str]) -> None:
    """A link on each "order" or past "hearing" of the court tab, for those who work on the case; ``url`` is given the row."""
    _court_links[kind][label] = url


def court_links(kind: str, row: Any) -> list[tuple[str, str]]:
    """(label, address) of what may be done from this row."""
    return [(label, url(row)) for label, url in _court_links[kind].items()]


def register_search(source: SearchSource) -> SearchSource:
    """``source(user, text, at)`` finds what the user may see by its reference, such as a concern's N-2026-000012."""
    if source not in _search:
        _search.append(source)
    return source


def searched_elsewhere(user: Any, text: str, at: datetime) -> list[SearchHit]:
    return [hit for source in _search for hit in source(user, text, at)]
