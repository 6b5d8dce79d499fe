"""The heads of the chain outside the database: one line a seal, in a file that is only ever added to.

Whoever alters the database must also alter this file, and every copy that was made of it.
"""

import fcntl
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from .models import Seal


@dataclass(frozen=True)
class HeadLine:
    """One line: number of the seal, its head, and when it was made (UTC)."""

    number: int
    head: str
    sealed_at: datetime


def path() -> Path:
    """Where the heads are written (setting SEAL_FILE)."""
    return Path(settings.SEAL_FILE)


def read() -> list[HeadLine]:
    """Every line, in order; nothing when there is no file yet. Raises ValueError for a line that is not one."""
    if not path().exists():
        return []
    lines = []
    for text in path().read_text().splitlines():
        number, head, sealed_at = text.split()
        lines.append(HeadLine(int(number), head, datetime.fromisoformat(sealed_at)))
    return lines


def catch_up() -> int:
    """Add every seal that the file does not have yet, and answer how many: a write that failed is made good next time."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640), "a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        written = read()
        last = written[-1].number if written else 0
        missing = list(Seal.objects.filter(number__gt=last).order_by("number"))
        for seal in missing:
            file.write(f"{seal.number} {seal.head} {seal.sealed_at.astimezone(UTC).isoformat()}\n")
        file.flush()
        os.fsync(file.fileno())
    return len(missing)
