"""Run the whole application on this machine: services, mail catcher, web, worker and beat, in one foreground group."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from tools.common import PYTHON, ROOT, VAR, Trouble, fingerprint, is_done, read_env_file, run, say, set_done
from tools.fake_court import FakeCourt
from tools.services import (
    LOCAL_ENV,
    answers,
    court_port,
    ensure_services,
    load_state,
    mail_port,
    port_is_free,
    postgres_pid,
    stop_services,
    valkey_pid,
)
from tools.setup import set_up

BIN = PYTHON.parent
STOP_AFTER = 25  # seconds a process has to end by itself
APPLICATION_EVERY = 120  # seconds between the invented applications of the demonstration's court
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process of the group, started again when it falls."""

    name: str
    command: list[object]
    process: subprocess.Popen | None = None
    falls: list[float] = field(default_factory=list)

    def start(self, environment: dict[str, str]) -> None:
        words = [str(word) for word in self.command]
        self.process = subprocess.Popen(words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, preexec_fn=join_group)

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def falls_too_often(self) -> bool:
        """Three falls within a minute: starting it again does not help."""
        now = time.monotonic()
        self.falls = [fall for fall in self.falls if now - fall < 60] + [now]
        return len(self.falls) >= 3


def join_group() -> None:
    """Leave Ctrl-C to make.py, which ends each process in order; and, on Linux, end when make.py is killed outright."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Stop(Exception):
    """Somebody asked to stop: Ctrl-C or SIGTERM."""


def run_everything() -> int:
    """Set up, start everything, and stay until told to stop. Data is kept."""
    port = chosen_port()

    def stop(number, frame):
        raise Stop

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    children: list[Child] = []
    ours = False
    try:
        set_up()
        ours = not postgres_pid() and not valkey_pid()
        ensure_services()
        environment = environment_of_children(port)
        prepare_database(environment)
        collect_static(environment)
        children = processes(port, environment)
        for child in children:
            child.start(environment)
        wait_for_page(port, children)
        welcome(port, environment)
        while True:
            watch(children, environment)
            time.sleep(0.5)
    except Stop:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stop_children(children)
        if ours:
            stop_services()
        say("Stopped. What was recorded is kept for the next start.")


def chosen_port() -> int:
    word = os.environ.get("PORT", "8000")
    if not word.isdigit() or not 0 < int(word) < 65536:
        raise Trouble(f"PORT is “{word}”. Set it to a number between 1024 and 65535, such as 8000.")
    if not port_is_free(int(word)):
        raise Trouble(f"Port {word} is in use by another program. Choose another, for example `PORT={int(word) + 1} python3 make.py run`.")
    return int(word)


def environment_of_children(port: int) -> dict[str, str]:
    """The environment over var/local.env, with the address of this run."""
    environment = {**read_env_file(LOCAL_ENV), **os.environ, "PYTHONUNBUFFERED": "1"}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "cafcass_cases.settings")
    # A worker that runs as root says so at length; the embedded one has nobody else to be.
    environment.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser privileges")
    if "BASE_URL" not in os.environ:
        environment["BASE_URL"] = f"http://127.0.0.1:{port}"
    if with_fake_court():
        for law, court in FakeCourt(port=court_port(load_state())).settings().items():
            environment |= {f"COURT_{law.upper()}_LAW_{name.upper()}": value for name, value in court.items()}
    return environment


def with_fake_court() -> bool:
    """A demonstration whose environment names no court gets a fake one, so that applications arrive."""
    return not any(name.startswith("COURT_") for name in os.environ)


def manage(*arguments: str, environment: dict[str, str], quiet: bool = True) -> str:
    return run([PYTHON, "manage.py", *arguments], env=environment, cwd=ROOT, quiet=quiet)


def commands(environment: dict[str, str]) -> set[str]:
    """The names of the project's management commands."""
    return set(manage("help", "--commands", environment=environment).split())


def prepare_database(environment: dict[str, str]) -> None:
    """Migrate; on the first start of this database load the directories and the demonstration; destroy what was ordered to be."""
    say("Bringing the database up to date …")
    manage("migrate", "--noinput", environment=environment)
    known = commands(environment)
    for command, words in (
        ("load_reference_data", "Loading courts, authorities and holidays …"),
        ("load_demonstration", "Loading the demonstration (a minute or two) …"),
    ):
        mark = fingerprint(database_identity(environment))
        if command in known and not is_done(command, mark):
            say(words)
            manage(command, environment=environment)
            set_done(command, mark)
    # In production every night; here at each start, since nothing that goes on running has the owner's role.
    manage("carry_out_disposals", environment=environment)


def database_identity(environment: dict[str, str]) -> str:
    """What tells one database from another: a cluster made afresh is another one."""
    version = VAR / "postgres" / "data" / "PG_VERSION"
    made = "" if os.environ.get("DATABASE_URL") or not version.exists() else str(version.stat().st_mtime_ns)
    return environment["DATABASE_URL"].rpartition("@")[2].partition("?")[0] + made


def collect_static(environment: dict[str, str]) -> None:
    files = [file for folder in (ROOT / "static", VAR / "assets") for file in sorted(folder.rglob("*")) if file.is_file()]
    mark = fingerprint(*files, ROOT / "requirements-dev.lock", VAR)
    if (VAR / "static" / "staticfiles.json").exists() and is_done("static", mark):
        return
    say("Collecting styles and scripts …")
    manage("collectstatic", "--noinput", "--clear", environment=environment)
    set_done("static", mark)


def processes(port: int, environment: dict[str, str]) -> list[Child]:
    granian = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", 2]
    granian += ["--blocking-threads", 1, "--no-ws", "--log-level", "warning", "--respawn-failed-workers", "cafcass_cases.wsgi:application"]
    celery = [BIN / "celery", "-A", "cafcass_cases", "--quiet"]
    worker = [*celery, "worker", "--concurrency", 2, "--loglevel", "WARNING", "--without-mingle", "--without-gossip"]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""]
    children = [Child("web", granian), Child("worker", worker), Child("beat", beat)]
    if not os.environ.get("EMAIL_URL"):
        children.insert(0, Child("mail catcher", [PYTHON, "-m", "tools.mail_catcher", mail_port(load_state())]))
    if with_fake_court():
        children.insert(
            0, Child("fake court", [PYTHON, "-m", "tools.fake_court", court_port(load_state()), APPLICATION_EVERY, VAR / "court.json"])
        )
    return children


def wait_for_page(port: int, children: list[Child]) -> None:
    """Wait until the first page answers; a process that cannot start says why above, and everything stops."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        fallen = [child.name for child in children if child.has_fallen()]
        if fallen:
            raise Trouble(f"The {fallen[0]} could not start; the reason is above.")
        if answers(port):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).close()
                return
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return
                raise Trouble(f"The first page answers with {error.code}; the reason is above.") from None
            except OSError:
                pass
        time.sleep(0.2)
    raise Trouble("The web server did not answer within 90 seconds; what it said is above.")


def welcome(port: int, environment: dict[str, str]) -> None:
    say(f"\nThe application is at {environment['BASE_URL']}")
    if "demonstration_sign_ins" in commands(environment):
        say(manage("demonstration_sign_ins", environment=environment).rstrip())
    if not os.environ.get("EMAIL_URL"):
        say(f"Messages it sends are kept in {(VAR / 'mail').relative_to(ROOT)}/.")
    if with_fake_court():
        say("A fake court sends an invented application every two minutes: see “Court applications” as the manager.")
    say("Stop with Ctrl-C; what is recorded is kept.\n")


def watch(children: list[Child], environment: dict[str, str]) -> None:
    for child in children:
        if child.has_fallen():
            code = child.process.returncode
            if child.falls_too_often():
                raise Trouble(f"The {child.name} ended with {code} three times within a minute; the reason is above.")
            say(f"The {child.name} ended with {code} and is started again.")
            child.start(environment)


def stop_children(children: list[Child]) -> None:
    """Ask each to end, web first, and insist after a while."""
    running = [child for child in reversed(children) if child.process and child.process.poll() is None]
    if running:
        say("\nStopping …")
    for child in running:
        child.process.terminate()
    end = time.monotonic() + STOP_AFTER
    for child in running:
        try:
            child.process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
