"""What higher floors tell this one about the things duties hang on: where their page is and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

_urls: dict[str, Callable[[UUID], str]] = {}
_words: dict[str, Callable[[UUID], str]] = {}
_departure_links: list[Callable[[Any], tuple[str, str]]] = []


def register_subject_url(label: str, url: Callable[[UUID], str]) -> None:
    """``url(id)`` is the page where what a duty on ``label`` ("referrals.referral") asks is done."""
    _urls[label] = url


def register_subject_words(label: str, words: Callable[[UUID], str]) -> None:
    """``words(id)`` names one subject of ``label``: "Referral R-2026-000012". No personal data."""
    _words[label] = words


def subject_url(label: str, subject_id: UUID) -> str:
    """The subject's page, or "" where none is registered."""
    return _urls[label](subject_id) if label in _urls else ""


def subject_words(label: str, subject_id: UUID) -> str:
    """What the subject is called, or "" where nothing is registered."""
    return _words[label](subject_id) if label in _words else ""


def register_departure_link(link: Callable[[Any], tuple[str, str]]) -> None:
    """``link(departure)`` is (words, address) of what a floor above does with the record of a departure, such as a document."""
    if link not in _departure_links:
        _departure_links.append(link)


def departure_links(departure: Any) -> list[tuple[str, str]]:
    """What the page of a departure offers besides its own."""
    return [link(departure) for link in _departure_links]


_in_place: list[Callable[[Any, Any], Any]] = []


def register_in_place_of_practitioner(source: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """``source(case, at)`` is who answers for the case instead of the practitioner who is not there, such as from the duty desk; or None.

    What opens on the case meanwhile is theirs, and waits for nobody who is away.
    """
    if source not in _in_place:
        _in_place.append(source)
    return source


def in_place_of_practitioner(case: Any, at: Any) -> Any:
    """Who answers for the case instead of its practitioner at ``at``; None where nobody does."""
    return next((user for source in _in_place if (user := source(case, at)) is not None), None)
