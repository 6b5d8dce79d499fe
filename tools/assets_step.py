"""When to build the assets; tools/assets.py says how, inside the environment."""

from __future__ import annotations

from tools.common import ROOT, VAR, fingerprint, is_done, python_module, say, set_done


def ensure_assets() -> None:
    mark = fingerprint(ROOT / "package-lock.json", ROOT / "tools" / "assets.py", VAR)
    if (VAR / "assets").exists() and (VAR / "fonts" / "fonts.conf").exists() and is_done("assets", mark):
        return
    say("Preparing styles and fonts …")
    python_module("tools.assets")
    set_done("assets", mark)
