"""The kinds of document that the rooms above can issue. Each app registers its own in ``documents.py``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Case

from .recipients import Recipient


@dataclass(frozen=True)
class Preflight:
    """One thing that is missing. ``blocks`` refuses the issue, citing ``rule``; else it is shown and the issue goes on.

    ``holds``: the service that sends the document waits for it, unless a departure from ``rule`` stands.
    """

    text: str
    blocks: bool = False
    rule: str = ""
    holds: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """How one kind of document is made from its subject.

    ``subject(user, id, at)`` fetches it for that user or raises Http404; ``context`` gives what the template prints;
    ``court_type`` is the court's ``typeOfDocument``, where it is filed there.
    """

    key: str
    title: str
    template: str
    subject_label: str
    subject: Callable[[Any, UUID, datetime], Any]
    case: Callable[[Any], Case]
    recipient: Callable[[Any], Recipient]
    context: Callable[[Any], dict[str, Any]]
    url: Callable[[Any], str]
    preflight: Callable[[Any], Sequence[Preflight]] = lambda subject: ()
    court_type: str = ""


_kinds: dict[str, DocumentKind] = {}


def register_kind(kind: DocumentKind) -> DocumentKind:
    """Make a kind known. Raises ValueError when another one has its key."""
    if _kinds.get(kind.key, kind) != kind:
        raise ValueError(f"Two kinds of document are called {kind.key}.")
    _kinds[kind.key] = kind
    return kind


def kind_called(key: str) -> DocumentKind:
    """The kind with this key. Raises KeyError when there is none."""
    return _kinds[key]
