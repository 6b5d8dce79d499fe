"""Finds, in every app, the modules by which it takes part in the whole (DESIGN §2), as Django finds apps."""

from django.utils.module_loading import autodiscover_modules

ROOMS = ("rules", "duties", "reactions", "panels", "chronology", "measures", "documents", "navigation", "search", "steps")


def discover() -> None:
    """Import each app's registering modules, if it has them. Called once, when Django starts.

    An app registers duty definitions in ``duties.py``, reactions to events in ``reactions.py``, panels of the
    case page in ``panels.py``, and so on; nothing imports upward.
    """
    for room in ROOMS:
        autodiscover_modules(room)
