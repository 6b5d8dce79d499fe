"""What higher floors hang on a concern's page: next steps, sections, lines of its story, ways from a duty to the page that does it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine


@dataclass(frozen=True)
class NextStep:
    """A button of the concern's page. ``tone`` "warning" makes it red, "secondary" grey; ``is_post``: it writes, so it is sent and not followed."""

    label: str
    url: str
    order: int = 100
    tone: str = ""
    is_post: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the concern's page: a heading, a template and what it is given."""

    heading: str
    template: str
    context: dict[str, Any]
    order: int = 100


@dataclass(frozen=True)
class SupervisionPoint:
    """Something that supervision has to weigh, because of what the record says.

    ``text`` stands where it is recorded. Until ``answered``, the record is not signed: ``phrase`` names what is missing, ``rule``
    the requirement, ``url`` the page where it is answered.
    """

    rule: str
    text: str
    phrase: str
    url: str
    answered: bool = False


SupervisionPoints = Callable[[Any], Iterable[SupervisionPoint]]
NextSteps = Callable[[Any, Any, datetime], Iterable[NextStep]]
Sections = Callable[[Any, Any, datetime], Iterable[Section]]
Story = Callable[[Any, Any], Iterable[ChronologyLine]]
DutyLink = Callable[[Any], str]
ConcernStart = Callable[[Any, Any], dict[str, Any]]

_steps: list[NextSteps] = []
_sections: list[Sections] = []
_stories: list[Story] = []
_links: dict[str, DutyLink] = {}
_points: list[SupervisionPoints] = []
_starts: list[ConcernStart] = []


def register_next_steps(source: NextSteps) -> NextSteps:
    """``source(concern, user, now)`` yields the buttons that the user may press now."""
    if source not in _steps:
        _steps.append(source)
    return source


def register_sections(source: Sections) -> Sections:
    """``source(concern, user, now)`` yields further parts of the concern's page."""
    if source not in _sections:
        _sections.append(source)
    return source


def register_story(source: Story) -> Story:
    """``source(concern, user)`` yields lines of "what happened so far"."""
    if source not in _stories:
        _stories.append(source)
    return source


def register_supervision_points(source: SupervisionPoints) -> SupervisionPoints:
    """``source(concern)`` yields what its supervision has to weigh."""
    if source not in _points:
        _points.append(source)
    return source


def register_concern_start(source: ConcernStart) -> ConcernStart:
    """``source(case, user)`` gives first answers for "What you know" of a concern that is being logged: {} where it knows none."""
    if source not in _starts:
        _starts.append(source)
    return source


def concern_start(case: Any, user: Any) -> dict[str, Any]:
    """What the record knows already of a concern that this user is about to log."""
    return {name: value for source in _starts for name, value in source(case, user).items()}


def register_duty_link(key: str, link: DutyLink) -> None:
    """``link(duty)`` is the page where the duty ``key`` is done."""
    _links[key] = link


def next_steps(concern: Any, user: Any, now: datetime) -> list[NextStep]:
    return sorted((step for source in _steps for step in source(concern, user, now)), key=lambda step: step.order)


def sections(concern: Any, user: Any, now: datetime) -> list[Section]:
    return sorted((part for source in _sections for part in source(concern, user, now)), key=lambda part: part.order)


def supervision_points(concern: Any) -> list[SupervisionPoint]:
    """Everything that a supervision of this concern has to weigh."""
    return [point for source in _points for point in source(concern)]


def story(concern: Any, user: Any) -> list[ChronologyLine]:
    """Everything that happened in the concern, oldest first: it reads as a story."""
    lines = [line for source in _stories for line in source(concern, user)]
    return sorted(lines, key=lambda line: (line.at, line.entered_at))


def duty_link(duty: Any) -> str:
    """Where the duty is done, or "" where its page is not known."""
    return _links[duty.key](duty) if duty.key in _links else ""
