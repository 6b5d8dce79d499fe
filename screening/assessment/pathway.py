"""The section 120 pathway as a pure function: what the forms say, and what that asks for (framework, appendix III)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "section_120.yaml"

LEVELS = ("none", "missing_c1a", "s120_notification", "child_protection_referral")
"""Outcomes from the lowest to the highest: the authority gets one message, at the highest."""

CHECKS_FIRST = "The checks of screening are not complete. Finish them, or record why the court needs the work before them."
LOOK_AGAIN = "The box says yes and the C1A is complete, so the papers should say what is feared. Read them again; if nothing is there, a manager records why not."
NOTE_NEEDED = "No box says yes, yet there is a C1A. Write why it says nothing of harm."


@dataclass(frozen=True)
class Inputs:
    """What the papers say. ``harm_box``: "yes" if either party's form says so; ``information`` is a practitioner's reading."""

    harm_box: str
    c1a: str
    information: str


@dataclass(frozen=True)
class Action:
    key: str
    to: str
    words: str
    level: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the table gives. ``stop`` says why there is no outcome yet; ``needs`` is "checks", "manager" or "note" then."""

    outcome: str = ""
    rows: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    stop: str = ""
    needs: str = ""


@cache
def table() -> dict[str, Any]:
    """The decision table, from its data file."""
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def open_question() -> str:
    """What the owner of the policy has still to decide."""
    return str(table()["open_question"]).strip()


def _fits(row: dict[str, Any], inputs: Inputs) -> bool:
    return all(row[name] == "any" or getattr(inputs, name) in row[name] for name in ("harm_box", "c1a", "information"))


def follow(
    inputs: Inputs, *, checks_complete: bool, excepted: bool = False, manager_says_nothing: bool = False, noted: bool = False
) -> Verdict:
    """What the pathway gives.

    ``excepted``: the court needs the work before the checks (framework 2.22). ``manager_says_nothing``: a manager recorded why a
    completed C1A holds nothing. ``noted``: the practitioner wrote why a C1A that nobody had to fill in says nothing.
    A box that says yes makes the C1A required, so "not required" is read as "not completed".
    """
    if not checks_complete and not excepted:
        return Verdict(stop=CHECKS_FIRST, needs="checks")
    nothing = inputs.information == "nothing"
    if nothing and inputs.c1a == "completed":
        if inputs.harm_box == "yes":
            return Verdict("none", ("S120-1",)) if manager_says_nothing else Verdict(stop=LOOK_AGAIN, needs="manager")
        if not noted:
            return Verdict(stop=NOTE_NEEDED, needs="note")
    rows = [row for row in table()["rows"] if _fits(row, inputs)]
    outcome = max((row["outcome"] for row in rows), key=LEVELS.index)
    known = {key: Action(key=key, **one) for key, one in table()["actions"].items()}
    wanted = list(dict.fromkeys(key for row in rows for key in row["actions"]))
    actions = [known[key] for key in wanted if known[key].level in ("", outcome)]
    return Verdict(outcome, tuple(row["row"] for row in rows), tuple(sorted(actions, key=lambda action: action.key == "authority_end")))
