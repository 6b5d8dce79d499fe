"""`make.py mutants`: every registered rule and duty is taken out in turn; a test marked with its id must notice."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from tools.common import PYTHON, ROOT, say
from tools.services import ensure_services
from tools.setup import set_up

SURVIVED = {
    "survived": "survived: the tests that come across it pass without it",
    "not reached": "survived: no test marked with it comes across it",
    "no test": "survived: no test is marked with it",
    "broken": "fails as it is",
}
OTHER = {"noticed": "noticed", "nothing refuses": "nothing to take out: no refusal, list or table cites it"}


def take_out(arguments: list[str]) -> int:
    """Parse the arguments, run the shards, print what came of each. 1 where anything survived."""
    parser = argparse.ArgumentParser(prog="make.py mutants", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="ids (P12-4) or duties (chase), not all")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (2)")
    parser.add_argument("--list", action="store_true", help="name every result, not only what survived")
    parser.add_argument("--tests", nargs="+", default=[], metavar="PATH", help="only these tests")
    options = parser.parse_args(arguments)
    set_up()
    ensure_services()
    shards = max(1, options.jobs)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        reports = [Path(folder) / f"{shard}.jsonl" for shard in range(shards)]
        running = [_start(options, shard, shards, report) for shard, report in enumerate(reports)]
        lines, codes = _follow(running, reports, options.list)
    return _conclude(lines, codes, time.monotonic() - started)


def _start(options: argparse.Namespace, shard: int, shards: int, report: Path) -> subprocess.Popen:
    task = {"only": options.only, "shard": shard, "shards": shards, "report": str(report)}
    # The whole suite is read, save what drives a browser or starts processes: neither would be rewritten, and both are slow.
    tests = options.tests or ["tests"]
    leave_out = [] if options.tests else ["--ignore=tests/browser", "--ignore=tests/processes", "--ignore=tests/setup"]
    return subprocess.Popen(
        [
            str(PYTHON),
            "-m",
            "pytest",
            "-q",
            "-p",
            "tools.mutating",
            "-p",
            "no:cacheprovider",
            "--reuse-db",
            "-m",
            "requirement",
            *leave_out,
            *tests,
        ],
        cwd=ROOT,
        env={**os.environ, "MUTANTS": json.dumps(task), "TEST_DATABASE_NAME": f"test_mutants_{shard}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _follow(running: list[subprocess.Popen], reports: list[Path], everything: bool) -> tuple[list[dict], list[int]]:
    lines: list[dict] = []
    read = [0] * len(reports)
    while True:
        ended = all(process.poll() is not None for process in running)
        for number, report in enumerate(reports):
            fresh = report.read_text().splitlines()[read[number] :] if report.exists() else []
            read[number] += len(fresh)
            for line in map(json.loads, fresh):
                lines.append(line)
                if everything or line["result"] in SURVIVED:
                    _print(line)
        if ended:
            break
        time.sleep(0.5)
    for process in running:
        if process.returncode not in (0, 5):
            print(process.stdout.read() if process.stdout else "")
    return lines, [process.returncode for process in running]


def _print(line: dict) -> None:
    words = SURVIVED.get(line["result"]) or OTHER[line["result"]]
    shown = line["tests"] if line["result"] in ("noticed", "survived", "not reached") else []
    print("\n    ".join([f"{line['name']}: {words}", *shown, *line.get("why", "").splitlines()[-12:]]), flush=True)


def _conclude(lines: list[dict], codes: list[int], seconds: float) -> int:
    if any(code not in (0, 5) for code in codes):
        return 1
    results = [line["result"] for line in lines]
    survivors = sum(result in SURVIVED for result in results)
    say(f"{results.count('noticed')} noticed, {survivors} survived, of {len(results)} taken out, in {seconds:.0f} seconds.")
    return 1 if survivors else 0
