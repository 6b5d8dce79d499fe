"""What each room adds to the table of doors: a file each, so that a new room brings its own.

A file has ``DOORS``; where needed ``STANDS_FOR``, ``PAGES`` (whose queries are counted), and ``make(lived)``, which makes through the
services one of everything that the room's addresses can name, and gives their ids.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def rooms() -> list[ModuleType]:
    """Every room's file, by name."""
    return [import_module(f"{__name__}.{found.name}") for found in sorted(iter_modules(__path__), key=lambda found: found.name)]
