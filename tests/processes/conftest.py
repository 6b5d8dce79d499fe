"""Real processes: a worker, the beat, a broker of the test's own, and a mail server that keeps what it is given."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tools.common import ROOT
from tools.services import valkey_server

PATIENCE = 90
"""Seconds after which something that should happen by itself is taken not to happen. Nothing waits that long when all is well."""


def wait_for(condition: Callable[[], Any], what: str, *, seconds: float = PATIENCE) -> Any:
    """Ask again and again until ``condition`` gives something; fail, saying ``what`` did not come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        threading.Event().wait(0.05)
    pytest.fail(f"Waited {seconds:.0f} seconds in vain for {what}.")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


@dataclass
class Mailbox:
    """What the mail server took. While ``held`` is set it has taken a message and not yet said so."""

    port: int = 0
    taken: list[Any] = field(default_factory=list)
    hold: bool = False
    held: threading.Event = field(default_factory=threading.Event)
    _release: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(message_from_bytes(envelope.content))
        if self.hold:
            self.held.set()
            while not self._release.is_set():
                await asyncio.sleep(0.05)
        return "250 Message kept"

    def release(self) -> None:
        self.hold = False
        self._release.set()

    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in list(self.taken)]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox(port=free_port())
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    box.release()
    server.stop()


class Broker:
    """A Valkey of the test's own, so that stopping it stops nobody else's."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.process = folder, free_port(), None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--bind", "127.0.0.1", "--port", self.port, "--dir", self.folder, "--appendonly", "yes", "--save", ""]
        server = valkey_server()
        if not os.access(server, os.X_OK):
            server.chmod(0o755)
        self.process = subprocess.Popen([str(word) for word in (server, *options)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: answers(self.port), "the broker", seconds=15)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(15)
            self.process = None


@pytest.fixture
def broker(tmp_path) -> Iterator[Broker]:
    folder = tmp_path / "broker"
    folder.mkdir()
    found = Broker(folder)
    found.start()
    yield found
    found.stop()


class Processes:
    """Starts workers and beats, each in a process group of its own, and ends them all afterwards."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder, self.running = environment, folder, []

    def _start(self, name: str, *arguments: str) -> subprocess.Popen:
        log = self.folder / f"{name}-{len(self.running)}.log"
        command = [sys.executable, "-m", "celery", "-A", "cafcass_cases", *arguments]
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=output, stderr=output, start_new_session=True)
        process.log = log
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen:
        """A worker with two children, ready to take tasks."""
        process = self._start("worker", "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-mingle", "--without-gossip")
        wait_for(lambda: b"ready." in process.log.read_bytes() or process.poll() is not None, "a worker")
        assert process.poll() is None, process.log.read_text()
        return process

    def beat(self) -> subprocess.Popen:
        return self._start("beat", "beat", "--loglevel", "INFO", "--pidfile", "", "--schedule", str(self.folder / "schedule"))

    def kill(self, process: subprocess.Popen) -> None:
        """SIGKILL, to it and all its children: no handler runs, nothing is given back."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(15)

    def end(self) -> None:
        for process in self.running:
            self.kill(process)


@pytest.fixture
def processes(process_environment, mailbox, broker, tmp_path) -> Iterator[Processes]:
    """In production's settings, on the test's database, with the broker and the mail server of the test."""
    environment = {
        **process_environment,
        "REDIS_URL": broker.url,
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "HEARTBEAT_MONITOR_URL": "",
        "PYTHONWARNINGS": "ignore",
    }
    started = Processes(environment, tmp_path)
    yield started
    started.end()
