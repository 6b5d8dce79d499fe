"""The panels of the home page: each room registers its own, the desk only lays them out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class HomePanel:
    """One panel. ``context(user, now)`` gives what its template shows, or None to leave it out; empty ``roles``: everybody."""

    label: str
    template: str
    context: Callable[[Any, datetime], dict[str, Any] | None]
    roles: tuple[str, ...] = ()
    order: int = 50


_panels: list[HomePanel] = []


def register_home_panel(
    label: str, template: str, context: Callable[[Any, datetime], dict[str, Any] | None], *, roles: tuple[str, ...] = (), order: int = 50
) -> None:
    """Add a panel to the home page. Called once, at start, from an app's ``panels.py``."""
    panel = HomePanel(label, template, context, roles, order)
    if panel not in _panels:
        _panels.append(panel)


def home_panels(user: Any, now: datetime) -> list[dict[str, Any]]:
    """The panels this user sees, in order, each with its context."""
    shown = []
    for panel in sorted(_panels, key=lambda one: (one.order, one.label)):
        if panel.roles and user.role not in panel.roles:
            continue
        context = panel.context(user, now)
        if context is not None:
            shown.append({"panel": panel, "context": context})
    return shown
