"""Libraries from Debian and Ubuntu: by apt-get as root, by download and unpacking as anybody else."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from tools.common import Trouble, run

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def apt_install(packages: Sequence[str], *, or_else: Sequence[str] = ()) -> None:
    """Install packages as root; the lists are refreshed only when the first attempt fails."""
    install = ["apt-get", "-qq", "-y", "--no-install-recommends", "install"]
    try:
        run([*install, *packages], env=QUIET)
        return
    except Trouble:
        run(["apt-get", "-qq", "update"], env=QUIET)
    try:
        run([*install, *packages], env=QUIET)
    except Trouble:
        if not or_else:
            raise
        run([*install, *or_else], env=QUIET)


def apt_download(packages: Sequence[str], folder: Path) -> Path:
    """Download packages with what they need and unpack them under `folder`, without root; return the unpacked root."""
    root = folder / "root"
    if root.exists():
        return root
    work = folder / "work"
    for part in ("state/lists/partial", "cache/archives/partial", "debs"):
        (work / part).mkdir(parents=True, exist_ok=True)
    options = [
        "-qq",
        *("-o", f"Dir::State={work / 'state'}"),
        *("-o", f"Dir::Cache={work / 'cache'}"),
        *("-o", "Dir::State::status=/var/lib/dpkg/status"),
        *("-o", "APT::Sandbox::User="),
        *("-o", "Debug::NoLocking=1"),
    ]
    run(["apt-get", *options, "update"])
    plan = run(["apt-get", *options, "--no-install-recommends", "-s", "install", *packages])
    wanted = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    if not wanted:  # installed already, as far as dpkg knows: take the packages themselves
        wanted = list(packages)
    run(["apt-get", *options, "download", *wanted], cwd=work / "debs")
    part = folder / "root.part"
    shutil.rmtree(part, ignore_errors=True)
    for deb in sorted((work / "debs").glob("*.deb")):
        run(["dpkg", "-x", deb, part])
    part.rename(root)
    shutil.rmtree(work, ignore_errors=True)
    return root
