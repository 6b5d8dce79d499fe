"""What the frame of every page shows: navigation by role, and banners. Apps register into it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    """One link of the main navigation."""

    label: str
    url_name: str
    roles: tuple[str, ...]
    order: int
    visible: Callable[[Any], bool] | None = None
    section: str = ""
    count: Callable[[Any], int] | None = None

    def shown_to(self, user: Any) -> bool:
        if self.roles and getattr(user, "role", "") not in self.roles:
            return False
        return self.visible is None or self.visible(user)


@dataclass(frozen=True)
class Banner:
    """A line across the top of every page. ``tone`` is red, yellow or blue."""

    text: str
    tone: str = "red"
    url: str = ""
    link_text: str = "Find out more"


_entries: list[Entry] = []
_banners: list[Callable[[HttpRequest], Banner | None]] = []


def register_navigation(
    label: str,
    url_name: str,
    *,
    roles: Sequence[str] = (),
    order: int = 100,
    visible: Callable[[Any], bool] | None = None,
    section: str = "",
    count: Callable[[Any], int] | None = None,
) -> None:
    """Add a link to the main navigation of everybody signed in, or of those in ``roles`` for whom ``visible`` holds.

    The link is current on pages whose path begins with its own, or with ``section`` where one is given. ``count(user)`` is
    shown beside the label where it is not nothing.
    """
    entry = Entry(label, url_name, tuple(str(role) for role in roles), order, visible, section, count)
    if all((e.label, e.url_name) != (label, url_name) for e in _entries):
        _entries.append(entry)
        _entries.sort(key=lambda e: (e.order, e.label))


def register_banner(source: Callable[[HttpRequest], Banner | None]) -> None:
    """Ask ``source`` on every page whether a banner is due."""
    if source not in _banners:
        _banners.append(source)


MOST = 10
"""As many links as the menu holds on one line. Whoever is offered more finds the rest under "More"."""


def navigation_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu that this user sees, the current link marked."""
    links = everything_for(request)
    if len(links) <= MOST:
        return links
    shown, rest = links[: MOST - 1], links[MOST - 1 :]
    more = reverse("ui:show_more")
    return [
        *shown,
        {"label": "More", "url": more, "section": more, "current": request.path == more or any(link["current"] for link in rest)},
    ]


def the_rest_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The links that stand under "More"; none where all are in the menu."""
    links = everything_for(request)
    return links[MOST - 1 :] if len(links) > MOST else []


def everything_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Every link that this user is offered, in order, the current one marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    links = []
    for entry in _entries:
        if not entry.shown_to(user):
            continue
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            # The app that registered it has no such page (yet): no link is better than no page.
            continue
        count = entry.count(user) if entry.count else 0
        links.append({"label": f"{entry.label} ({count})" if count else entry.label, "url": url, "section": entry.section or url})
    matching = [
        link for link in links if link["section"] == request.path or (link["section"] != "/" and request.path.startswith(link["section"]))
    ]
    current = max(matching, key=lambda link: len(link["section"]), default=None)
    return [{**link, "current": link is current} for link in links]


def banners_for(request: HttpRequest) -> list[Banner]:
    """The banners that are due now."""
    return [banner for source in _banners if (banner := source(request))]
