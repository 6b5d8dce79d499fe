"""For manage.py and the tests on a machine that was set up by make.py: start the embedded services when they are not running."""

from __future__ import annotations

import os
import sys

from tools.common import VAR, Trouble, is_done
from tools.environment import LOCK, fingerprint_of_environment


def start_missing_services() -> None:
    """Do nothing where the environment names the database and the broker, or where make.py has not set up this folder."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    if not LOCK.exists() or not is_done("environment", fingerprint_of_environment()):
        return
    from tools.services import ensure_services, postgres_pid, valkey_pid

    if (
        (os.environ.get("DATABASE_URL") or postgres_pid())
        and (os.environ.get("REDIS_URL") or valkey_pid())
        and (VAR / "local.env").exists()
    ):
        return
    try:
        ensure_services()
    except Trouble as trouble:
        sys.exit(str(trouble))
    print("Started the embedded services; `python3 make.py stop` stops them.", file=sys.stderr)
