"""Paths, messages and small helpers that every tool uses."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
CACHE = VAR / "cache"
LOCAL_ENV = VAR / "local.env"


class Trouble(Exception):
    """Something a person has to do; the message is the whole sentence they need."""


def say(message: str) -> None:
    """Print one line of progress."""
    print(message, flush=True)


def is_root() -> bool:
    return os.geteuid() == 0


def is_debian() -> bool:
    """True on Debian, Ubuntu and their kin, where apt-get is the way to get a library."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg") is not None


def is_mac() -> bool:
    return platform.system() == "Darwin"


def run(command: Sequence[object], *, quiet: bool = True, env: Mapping[str, str] | None = None, **options) -> str:
    """Run a command; when it fails, raise `Trouble` with the end of what it said."""
    words = [str(word) for word in command]
    if quiet:
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.STDOUT)
    done = subprocess.run(words, env={**os.environ, **(env or {})}, text=True, check=False, **options)
    if done.returncode != 0:
        said = (done.stdout or "").strip()[-1500:]
        raise Trouble(f"`{' '.join(words[:6])}` stopped with {done.returncode}." + (f"\n{said}" if said else ""))
    return done.stdout or ""


def fingerprint(*things: object) -> str:
    """A digest of files (by content) and values: a step is redone only when its fingerprint changes."""
    digest = hashlib.sha256()
    for thing in things:
        if isinstance(thing, Path):
            digest.update(thing.read_bytes() if thing.is_file() else str(thing).encode())
        else:
            digest.update(str(thing).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def is_done(step: str, mark: str) -> bool:
    file = VAR / "done" / step
    return file.exists() and file.read_text() == mark


def set_done(step: str, mark: str) -> None:
    file = VAR / "done" / step
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(mark)


@contextlib.contextmanager
def lock(name: str) -> Iterator[None]:
    """Hold a lock between processes, so that two set-ups at once do not spoil each other."""
    import fcntl

    VAR.mkdir(exist_ok=True)
    with open(VAR / f"{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def read_env_file(path: Path) -> dict[str, str]:
    """Read NAME=value lines; comments and blank lines are left out."""
    if not path.exists():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, in one step, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    part.replace(path)


def python_module(module: str, *arguments: object, **options) -> str:
    """Run one of our modules with the environment's own Python."""
    return run([PYTHON, "-m", module, *arguments], cwd=ROOT, **options)


def fail(message: str) -> int:
    print(f"\n{message}", file=sys.stderr, flush=True)
    return 1
