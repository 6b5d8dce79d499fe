"""The special situations of the policy, each with its own guided path. "What has happened?" leads from plain words to the right one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cafcass_cases.policy.catalogue import Carrier, register_carrier

if TYPE_CHECKING:
    from cafcass_cases.cases.models import Case
    from safeguarding.models import Concern

GROUPS = ("About a child", "About an adult", "Another agency", "The court")


def _never(concern: Concern) -> bool:
    return False


def _always(user: Any, case: Case) -> bool:
    return True


def _nothing_known(case: Case) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Path:
    """One path. ``choice`` says in plain words what has happened; ``start(case, concern)`` is its first page.

    ``needs_concern``: it hangs on a concern, which is logged first where there is none. ``suggested(concern)``: the record of
    the concern says that this path may apply, so its page offers it. ``beginning(case)``: what the record knows already of a concern
    that is logged for this path, as first answers of "What you know". ``requirements`` are carried out by the path as a whole.
    """

    key: str
    choice: str
    group: str
    paragraphs: str
    start: Callable[[Case, Concern | None], str]
    hint: str = ""
    needs_concern: bool = True
    requirements: tuple[str, ...] = ()
    suggested: Callable[[Concern], bool] = _never
    offered: Callable[[Any, Case], bool] = _always
    beginning: Callable[[Case], dict[str, Any]] = _nothing_known
    order: int = 100

    def __post_init__(self) -> None:
        if self.group not in GROUPS:
            raise ValueError(f"{self.key}: group is one of {', '.join(GROUPS)}.")


_paths: dict[str, Path] = {}


def register_path(path: Path) -> Path:
    """Make a path known. Raises ValueError when another one has its key."""
    if _paths.setdefault(path.key, path) != path:
        raise ValueError(f"Two paths are called {path.key}.")
    register_carrier(path.requirements, Carrier("path", path.choice, path.key))
    return path


def all_paths() -> list[Path]:
    """Every path, in the order of "What has happened?"."""
    return sorted(_paths.values(), key=lambda path: (GROUPS.index(path.group), path.order, path.choice))


def path_called(key: str) -> Path | None:
    """The path with this key, or None."""
    return _paths.get(key)


def suggested_paths(concern: Concern, user: Any) -> list[Path]:
    """The paths that the concern's own record points to."""
    return [path for path in all_paths() if path.offered(user, concern.case) and path.suggested(concern)]
