"""For manage.py and the tests on a machine that was set up by make.py: start the embedded services when they are not running."""

from __future__ import annotations

import os
import sys

from tools.common import LOCAL_ENV, Trouble, is_done, read_env_file
from tools.environment import LOCK, fingerprint_of_environment


def start_missing_services(*, share_one_database: bool = False) -> None:
    """Do nothing where the environment names the database and the broker, or where make.py has not set up this folder."""
    given_database, given_broker = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    to_share = share_one_database and bool(given_database) and not os.environ.get("DATABASE_OWNER_URL")
    if given_database and given_broker and not to_share:
        return
    if not LOCK.exists() or not is_done("environment", fingerprint_of_environment()):
        return
    from tools.services import ensure_services, postgres_pid, valkey_pid

    running = (given_database or postgres_pid()) and (given_broker or valkey_pid())
    named = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"} <= {*read_env_file(LOCAL_ENV), *os.environ}
    if running and named and not to_share:
        return
    try:
        ensure_services()
    except Trouble as trouble:
        sys.exit(str(trouble))
    if not running:
        print("Started the embedded services; `python3 make.py stop` stops them.", file=sys.stderr)
