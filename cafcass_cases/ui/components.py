"""What views hand to templates: plain data, which the tags of ``{% load govuk %}`` turn into components."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Action:
    """A link at the end of a row. ``about`` is read out only, so that every link says what it changes."""

    text: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a summary list."""

    key: str
    value: Any
    change_url: str = ""
    change_text: str = "Change"
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class Task:
    """A line of a task list. With ``tone`` the status is a tag; ``status`` may be safe HTML, such as a clock tag."""

    title: str
    url: str = ""
    hint: Any = ""
    status: Any = ""
    tone: str = ""


@dataclass(frozen=True)
class Event:
    """An entry of a timeline."""

    title: str
    at: datetime
    by: str = ""
    text: str = ""
    html: Any = ""
    url: str = ""
    entered_at: datetime | None = None
    mark: str = ""


@dataclass(frozen=True)
class NavItem:
    """A link of a sub-navigation."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    label: str
    numeric: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class FilterField:
    """One choice of a filter panel: a select of (value, label) pairs, or a text box where there are none."""

    name: str
    label: str
    options: Sequence[tuple[str, str]] = field(default_factory=tuple)
    value: str = ""
