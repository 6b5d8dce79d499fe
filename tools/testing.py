"""Tests, benchmarks and style, each with everything it needs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from tools.browser import ensure_browser
from tools.common import PYTHON, ROOT, Trouble
from tools.services import ensure_services, postgres_pid, stop_services, valkey_pid
from tools.setup import set_up

NO_TESTS = 5  # pytest's answer when none was chosen


def with_services(*commands: Sequence[object], forgive: Sequence[int] = ()) -> int:
    """Run commands one after the other on running services; stop at the first that fails. Leave services as found."""
    set_up()
    found = bool(postgres_pid() or valkey_pid())
    ensure_services()
    try:
        for command in commands:
            code = subprocess.run([str(word) for word in command], cwd=ROOT, check=False).returncode
            if code != 0 and code not in forgive:
                return code
        return 0
    finally:
        if not found:
            stop_services()


def run_tests(arguments: list[str]) -> int:
    """All tests: those that start workers and servers by themselves, since they need the machine; the rest two at a time."""
    set_up()
    os.environ["BROWSER"] = str(ensure_browser())
    pytest = [PYTHON, "-m", "pytest"]
    if arguments:
        return with_services([*pytest, *arguments])
    together = [*pytest, "-q", "-n", "2", "--dist", "loadfile", "-m", "not processes"]
    alone = [*pytest, "-q", "-m", "processes"]
    return with_services(together, alone, forgive=[NO_TESTS])


def run_benchmarks(arguments: list[str]) -> int:
    if not (ROOT / "benchmarks" / "__main__.py").exists():
        raise Trouble("There are no benchmarks here: benchmarks/__main__.py is missing. Check out the whole project.")
    return with_services([PYTHON, "-m", "benchmarks", *arguments])


def run_lint() -> int:
    set_up()
    for command in (["check", "."], ["format", "--check", "."]):
        code = subprocess.run([PYTHON.parent / "ruff", *command], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0
