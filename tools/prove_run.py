"""Prove `make run`: a clean clone, no services given, the first page answers, a worker is alive, the sweep beats, twice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.common import ROOT, Trouble, fail, read_env_file, run, say
from tools.services import free_port, port_is_free, wait_until

# What a machine may be given; a newcomer's has none of it.
GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "DATABASE_ROLE")
FIRST_START = 15 * 60  # seconds: everything is fetched, migrated and played
NEXT_START = 3 * 60
STOPPING = 60


def prove() -> None:
    folder = Path(tempfile.mkdtemp(prefix="proof-"))
    folder.chmod(0o755)  # the embedded PostgreSQL does not run as root, so another user must be able to enter
    clone = folder / "clone"
    try:
        trust = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
        run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, clone], env=trust)
        say("First start, from a clean clone …")
        start_and_stop(clone, FIRST_START)
        say("Second start, on the data of the first …")
        start_and_stop(clone, NEXT_START)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_and_stop(clone: Path, patience: float) -> None:
    """Start, look at everything that should be alive, stop with Ctrl-C, and look that nothing is left."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN} | {"PORT": str(port)}
    begun = time.monotonic()
    application = subprocess.Popen([sys.executable, "make.py", "run"], cwd=clone, env=environment, start_new_session=True)
    try:
        wait_for(application, lambda: answer(port, "/") in range(200, 400), "The first page did not answer.", patience)
        say(f"The first page answers after {time.monotonic() - begun:.0f} s.")
        wait_for(application, lambda: answer(port, "/health/") == 200, "/health/ did not turn green: the sweep does not beat.", 90)
        say("The sweep beats: /health/ is green.")
        settings = {**environment, **read_env_file(clone / "var" / "local.env")}
        ping = [clone / ".venv" / "bin" / "celery", "-A", "cafcass_cases", "inspect", "ping", "--timeout", "5"]

        def pong() -> bool:
            # A worker that is still starting misses a ping; on the second start the page is green before it is up.
            try:
                return "pong" in run(ping, cwd=clone, env=settings)
            except Trouble:
                return False

        wait_for(application, pong, "No worker answered.", 90)
        say("A worker is alive.")
    finally:
        if application.poll() is None:
            os.killpg(application.pid, signal.SIGINT)
        try:
            application.wait(STOPPING)
        except subprocess.TimeoutExpired:
            os.killpg(application.pid, signal.SIGKILL)
            raise Trouble(f"It did not stop within {STOPPING} seconds of Ctrl-C.") from None
    if application.returncode != 0:
        raise Trouble(f"It stopped with {application.returncode}.")
    wait_until(lambda: port_is_free(port), "Something is left on the port.", seconds=10)
    say("It stopped cleanly.")


def wait_for(application: subprocess.Popen, condition, message: str, seconds: float) -> None:
    def met() -> bool:
        if application.poll() is not None:
            raise Trouble(f"The application ended with {application.returncode}; the reason is above.")
        return condition()

    wait_until(met, message, seconds=seconds, every=1)


def answer(port: int, path: str) -> int:
    """The status of a page, 0 when nothing answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


if __name__ == "__main__":
    try:
        prove()
    except Trouble as trouble:
        sys.exit(fail(str(trouble)))
