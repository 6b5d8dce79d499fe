"""`python3 make.py bench`: the pages of the main journey, the sweep, linkage, and the 16A. What it found stands in docs/benchmarks.md."""

# ruff: noqa: T201 - printing is what it is for
from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from benchmarks import database

CASES = 30


def machine() -> str:
    """What it ran on, in one line."""
    model, memory = platform.processor() or platform.machine(), ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
        memory = f", {int(Path('/proc/meminfo').read_text().split()[1]) / 1024 / 1024:.0f} GB"
    return f"{os.cpu_count()} × {model}{memory}, {platform.system()}, Python {platform.python_version()}, PostgreSQL {postgres()}"


def postgres() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def show_pages(rows: list[dict]) -> None:
    from benchmarks.pages import AIM_QUERIES, AIM_RATIO

    plain = sorted(row["plain_ms"] for row in rows)[len(rows) // 2]
    print(f"\nPages against the plain signed-in page ({plain:.1f} ms; aims: {AIM_RATIO:.0f} times it, {AIM_QUERIES} queries)\n")
    print(f"| {'Page':<42} | {'For':<20} |    ms | times | queries |\n|{'-' * 44}|{'-' * 22}|------:|------:|--------:|")
    for row in rows:
        print(
            f"| {row['page']:<42} | {row['member'].replace('_', ' '):<20} | {row['ms']:>5.1f} | {row['ratio']:>5.2f} | {row['queries']:>7} |"
        )
    missed = [row["page"] for row in rows if row["ratio"] > AIM_RATIO or row["queries"] > AIM_QUERIES]
    print(f"\n{len(rows) - len(missed)} of {len(rows)} within both aims.")


def main() -> int:
    database.prepare()
    from django.db import connection, transaction

    from benchmarks import linkage, pages, sweep
    from cafcass_cases.core import clock
    from tests.access.growth import grow
    from tests.access.world import NOW, play_world
    from tools.services import free_port

    print(machine())
    with database.benchmark_database():
        with transaction.atomic():
            lived = play_world()
        with clock.simulated(NOW):
            grow(lived, CASES)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        port = free_port()
        with pages.server(port):
            show_pages(pages.measure(lived, port))
        print()
        sweep.main()
        linkage.main()
        command = [sys.executable, "-m", "benchmarks.document", str(lived.ids["draft_assessment_id"])]
        answer = subprocess.run(command, env=database.environment(owner=True), capture_output=True, text=True, check=False)
        if answer.returncode:
            print(answer.stderr, file=sys.stderr)
            return 1
        found = json.loads(answer.stdout.splitlines()[-1])
        print(
            f"16A: {found['pages']} pages as a tagged PDF, {found['issue_seconds']:.2f} s after warm-up from press to kept "
            f"({found['preview_seconds']:.2f} s of it page and guard), peak memory {found['peak_mb']:.0f} MB (aim: under 1 s for three pages)."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
