"""Chromium for the browser tests: one that is installed, else one of our own in var/chromium."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
from pathlib import Path

from tools.common import VAR, Trouble, is_debian, is_root, python_module, say
from tools.debian import apt_install
from tools.node import fetch_chromium

OWN = VAR / "chromium"
STARTER = OWN / "start"
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# Chromium without its windows, a package of Debian's: nobody looks at them, and pages come a seventh faster.
WINDOWLESS = "chromium-headless-shell"
NAMES = (WINDOWLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "Install Chromium with `sudo apt-get install chromium` (macOS: `brew install --cask google-chrome`), or name one in BROWSER."


def installed_browser() -> Path | None:
    """A Chromium that starts on this machine: BROWSER, one on the PATH, or our own."""
    named = os.environ.get("BROWSER")
    found = [named] if named else [*map(shutil.which, NAMES), MAC, STARTER]
    for browser in found:
        if browser and Path(browser).exists() and starts(Path(browser)):
            return Path(browser)
    return None


def starts(browser: Path) -> bool:
    """True when it answers its version (Ubuntu's `chromium-browser` may be a note that it moved)."""
    try:
        done = subprocess.run([browser, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "chrom" in done.stdout.lower()


def ensure_browser() -> Path:
    """Return a Chromium, installing one when there is none: as root on Debian the one without windows, which is quicker than any other."""
    said = ""
    if is_debian() and is_root() and not is_ubuntu() and not os.environ.get("BROWSER") and not shutil.which(WINDOWLESS):
        say("Installing Chromium for the browser tests …")
        try:
            apt_install([WINDOWLESS], or_else=[] if installed_browser() else ["chromium"])
        except Trouble as trouble:
            said = f"\n{trouble}"
    if not installed_browser() and platform.system() == "Linux" and platform.machine() == "x86_64":
        say("Fetching Chromium for the browser tests …")
        unpack_own()
    browser = installed_browser()
    if not browser:
        raise Trouble(f"The browser tests need Chromium, which could not be installed here. {HOW}{said}")
    return browser


def is_ubuntu() -> bool:
    """Ubuntu's chromium package installs a snap, which does not run everywhere."""
    release = Path("/etc/os-release")
    return release.exists() and "ubuntu" in release.read_text().lower()


def unpack_own() -> None:
    """Unpack the Chromium of the npm package with its libraries, and write a starter that names them."""
    packed = fetch_chromium(OWN / "package")
    python_module("tools.unpack", packed, OWN)
    libraries = next((folder for folder in (OWN / "al2023" / "lib", OWN / "lib") if folder.exists()), OWN / "lib")
    lines = [
        "#!/bin/sh",
        f"export LD_LIBRARY_PATH={shlex.quote(str(libraries))}",
        'export FONTCONFIG_FILE="${FONTCONFIG_FILE:-' + str(VAR / "fonts" / "fonts.conf") + '}"',
        f'exec {shlex.quote(str(OWN / "chromium"))} "$@"',
    ]
    STARTER.write_text("\n".join(lines) + "\n")
    STARTER.chmod(0o755)
    shutil.rmtree(OWN / "package", ignore_errors=True)
