"""What a service of this room is told, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cafcass_cases.cases.models import Person


@dataclass(frozen=True, kw_only=True)
class TimeFacts:
    """What is recommended on the child's time with one adult. ``harm`` None: as the concerns have it now."""

    adult: Person
    recommendation: str
    words: str = ""
    harm: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChildAdviceFacts:
    """What is advised for one child, why, and on what framework."""

    child: Person
    reason: str
    frameworks: Sequence[str] = ()
    framework_detail: str = ""
    times: Sequence[TimeFacts] = field(default_factory=tuple)
