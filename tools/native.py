"""Pango, which draws the documents' text and which no Python package carries."""

from __future__ import annotations

import subprocess

from tools.common import PYTHON, ROOT, VAR, Trouble, fingerprint, is_debian, is_done, is_mac, is_root, say, set_done
from tools.debian import apt_download, apt_install
from tools.environment import LOCK

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
FOLDER = VAR / "native" / "pango"


def works() -> bool:
    """True when the PDF library loads, with our own libraries first when there are any."""
    code = "import cafcass_cases.native as native; native.prepare(); import weasyprint"
    return subprocess.run([PYTHON, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


def ensure_pango() -> None:
    """Install or unpack Pango where the PDF library does not load without."""
    mark = fingerprint(LOCK, VAR)
    if is_done("pango", mark):
        return
    if not works():
        get_pango()
    set_done("pango", mark)


def get_pango() -> None:
    command = "brew install pango" if is_mac() else f"sudo apt-get install {' '.join(PACKAGES)}"
    said = ""
    if is_debian():
        say("Installing Pango, which documents need …")
        try:
            if is_root():
                apt_install(PACKAGES)
            else:
                apt_download(PACKAGES, FOLDER)
        except Trouble as trouble:
            said = f"\n{trouble}"
    if not works():
        raise Trouble(f"Documents need Pango, which could not be installed here. Install it with `{command}` and start again.{said}")
