"""Libraries and fonts that documents need, made ready before the PDF library is imported.

Set-up puts them under var/ on a machine that has none and where it may not install any; elsewhere this does nothing
but name our fonts. Called first by manage.py, the web server, the worker and the tests.
"""

import ctypes
import os
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent / "var"
_prepared = False


def prepare() -> None:
    """Name our fonts and load our own Pango where set-up had to unpack one. Harmless when called again."""
    global _prepared
    if _prepared:
        return
    _prepared = True
    fonts = VAR / "fonts" / "fonts.conf"
    if fonts.exists():
        os.environ.setdefault("FONTCONFIG_FILE", str(fonts))
    for folder in sorted((VAR / "native" / "pango" / "root").glob("usr/lib/*")):
        _preload(folder)


def _preload(folder: Path) -> None:
    """Load every library of the folder; those whose own needs are not there yet wait for the next round."""
    waiting = sorted({file.resolve() for file in folder.glob("*.so.*") if file.is_file()})
    while waiting:
        failed = []
        for library in waiting:
            try:
                ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
            except OSError:
                failed.append(library)
        if len(failed) == len(waiting):
            return
        waiting = failed
