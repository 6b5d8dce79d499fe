"""The locks name packages and digests, and no address to fetch them from."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = sorted([*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_holds_an_address(lock):
    assert "://" not in lock.read_text()


def test_both_python_locks_and_the_front_end_lock_are_there():
    assert [lock.name for lock in LOCKS] == ["package-lock.json", "requirements-dev.lock", "requirements.lock"]


@pytest.mark.parametrize("lock", LOCKS[1:], ids=lambda path: path.name)
def test_every_python_package_has_a_digest(lock):
    text = lock.read_text()
    packages = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert packages
    assert all(line.endswith("\\") for line in packages)
