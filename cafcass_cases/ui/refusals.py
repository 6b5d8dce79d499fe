"""Where a rule stands in the way and there is a way to decide otherwise, the page that says no offers it. Rooms above register theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from cafcass_cases.core.errors import RuleRefused


@dataclass(frozen=True)
class WayRound:
    """A link beneath a refusal: what it says, and where it leads."""

    text: str
    url: str
    hint: str = ""


_sources: list[Callable[[HttpRequest, RuleRefused], WayRound | None]] = []


def register_way_round(
    source: Callable[[HttpRequest, RuleRefused], WayRound | None],
) -> Callable[[HttpRequest, RuleRefused], WayRound | None]:
    """Ask ``source`` whenever a rule has refused something. None where it knows no way round."""
    if source not in _sources:
        _sources.append(source)
    return source


def ways_round(request: HttpRequest, error: RuleRefused) -> list[WayRound]:
    """Every way that a page may offer beside the refusal."""
    return [way for source in _sources if (way := source(request, error))]
