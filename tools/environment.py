"""The Python environment `.venv`, made by uv from the lock."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.common import CACHE, PYTHON, ROOT, VAR, VENV, Trouble, fingerprint, is_debian, is_done, is_root, run, say, set_done
from tools.debian import apt_download, apt_install

LOCK = ROOT / "requirements-dev.lock"
BOOTSTRAP = VAR / "bootstrap"
UV = BOOTSTRAP / "bin" / "uv"
UV_VERSION = "uv==0.13.9"


def fingerprint_of_environment() -> str:
    return fingerprint(LOCK, VENV, "project.pth")


def ensure_environment() -> None:
    """Make `.venv` hold exactly what the lock says, hashes checked; nothing is done when it already does."""
    mark = fingerprint_of_environment()
    if PYTHON.exists() and is_done("environment", mark):
        return
    ensure_uv()
    say("Installing Python packages …")
    if not PYTHON.exists():
        run([UV, "venv", "--quiet", "--no-project", "--python", sys.executable, VENV], env=uv_settings(), cwd=ROOT)
    sync = [UV, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK]
    run(sync, env=uv_settings(), cwd=ROOT)
    # The project itself is importable from everywhere in its environment (pytest, celery and granian have no manage.py).
    for folder in (VENV / "lib").glob("python3.*/site-packages"):
        (folder / "project.pth").write_text(f"{ROOT}\n")
    set_done("environment", mark)


def uv_settings() -> dict[str, str]:
    """Keep the cache inside the tree, and use no Python but the one that runs this."""
    settings = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "", "VIRTUAL_ENV": ""}
    settings.setdefault("UV_CACHE_DIR", os.environ.get("UV_CACHE_DIR", str(CACHE / "uv")))
    settings.setdefault("UV_LINK_MODE", os.environ.get("UV_LINK_MODE", "hardlink"))
    return {name: value for name, value in settings.items() if value}


def ensure_uv() -> None:
    """Get uv with pip, in an environment of its own under var/."""
    if UV.exists() and subprocess.run([UV, "--version"], capture_output=True, check=False).returncode == 0:
        return
    shutil.rmtree(BOOTSTRAP, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None and is_debian() and is_root():
        say("Installing python3-venv …")
        apt_install([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], or_else=["python3-venv"])
    install = ["install", "--quiet", "--no-cache-dir", "--disable-pip-version-check", "--no-warn-script-location", UV_VERSION]
    # A fresh process looks again: the package may have arrived a moment ago.
    has_pip = subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0
    if has_pip:
        run([sys.executable, "-m", "venv", BOOTSTRAP])
        run([BOOTSTRAP / "bin" / "pip", *install])
        return
    run([sys.executable, "-m", "venv", "--without-pip", BOOTSTRAP])
    wheel = borrowed_pip()
    run([BOOTSTRAP / "bin" / "python", f"{wheel}/pip", *install])


def borrowed_pip() -> Path:
    """Debian's python3 has no pip: take the wheel out of Debian's own package, which needs no root."""
    if is_debian():
        try:
            folder = apt_download(["python3-pip-whl"], VAR / "native" / "pip")
            return next(folder.glob("usr/share/python-wheels/pip-*.whl"))
        except (Trouble, StopIteration):
            pass
    raise Trouble(
        "This Python has neither pip nor venv. Install them with `sudo apt-get install python3-venv` "
        "(macOS: `brew install python@3.12`) and start again."
    )


def compile_locks() -> None:
    """Resolve pyproject.toml again into the two locks; they hold hashes and no addresses."""
    ensure_uv()
    options = ["--quiet", "--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    compile_ = [UV, "pip", "compile", *options, "pyproject.toml"]
    run([*compile_, "-o", "requirements.lock"], env=uv_settings(), cwd=ROOT)
    everything = ["--extra", "embedded", "--extra", "dev", "-c", "requirements.lock", "-o", LOCK.name]
    run([*compile_, *everything], env=uv_settings(), cwd=ROOT)
