"""Tests, benchmarks and style, each with everything it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tools.browser import ensure_browser
from tools.common import PYTHON, ROOT, Trouble
from tools.services import ensure_services, postgres_pid, stop_services, valkey_pid
from tools.setup import set_up

NO_TESTS = 5  # pytest's answer when none was chosen


def with_services(*commands: Sequence[object]) -> int:
    """Run commands one after the other on running services; stop at the first that fails."""
    with services():
        for command in commands:
            code = start(command).wait()
            if code != 0:
                return code
        return 0


@contextmanager
def services() -> Iterator[None]:
    """Running services for as long as they are needed, left as they were found."""
    set_up()
    found = bool(postgres_pid() or valkey_pid())
    ensure_services()
    try:
        yield
    finally:
        if not found:
            stop_services()


def run_tests(arguments: list[str]) -> int:
    """All tests. Those that start workers and servers by themselves mostly wait for them: they run beside the rest, and before it where
    both want the machine."""
    set_up()
    os.environ["BROWSER"] = str(ensure_browser())
    pytest = [PYTHON, "-m", "pytest"]
    if arguments:
        return with_services([*pytest, *arguments])
    beside = [*pytest, "-q", "-m", "processes"]
    others = [*pytest, "-q", "-n", "2", "--dist", "loadfile", "-m", "not processes"]
    nice = shutil.which("nice")
    with tempfile.TemporaryFile("w+") as said, services():
        alone = start(beside, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, "TEST_DATABASE_NAME": "test_cafcass_processes"})
        try:
            together = start([nice, "-n", "5", *others] if nice else others).wait()
            alone.wait()
        finally:
            alone.kill()
        said.seek(0)
        print(said.read())
    return together or (alone.returncode if alone.returncode != NO_TESTS else 0)


def start(command: Sequence[object], **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([str(word) for word in command], cwd=ROOT, **options)


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
