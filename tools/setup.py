"""Everything the application needs on this machine, each step done only when it is not done yet."""

from __future__ import annotations

from tools.assets_step import ensure_assets
from tools.common import lock
from tools.environment import ensure_environment
from tools.native import ensure_pango
from tools.node import ensure_packages


def set_up() -> None:
    """Make `.venv`, the front-end files, the fonts and the PDF libraries ready."""
    with lock("setup"):
        ensure_environment()
        ensure_packages()
        ensure_assets()
        ensure_pango()
