"""What the letter takes from the rooms below: the ledger of checks, and the conclusions of the stages, as plain values."""

from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Case
from screening.assessment.selectors import conclusions_of
from screening.checks.models import Check, Kind
from screening.checks.selectors import CheckLine, results_for_letter, shown_findings

OUR_OWN_DECISIONS = (Kind.POLICE_2_DECISION, Kind.JUDGEMENT)


def check_lines(case: Case) -> list[dict[str, Any]]:
    """Each check in words, those that stand alike as one line; ``is_open``: nothing has come back yet, and nobody said that it is not made.

    What Cafcass decides for itself, whether to check further, is no result.
    """
    merged: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in results_for_letter(case):
        if line.check.kind in OUR_OWN_DECISIONS:
            continue
        told = _line(line)
        key = tuple(told[name] for name in ("what", "state", "words", "is_disclosable", "is_open"))
        if key in merged and told["about"]:
            merged[key]["about"] = ", ".join(part for part in (merged[key]["about"], told["about"]) if part)
        else:
            merged.setdefault(key, told)
    return list(merged.values())


def _line(line: CheckLine) -> dict[str, Any]:
    check = line.check
    answered = check.state in (Check.State.RECEIVED, Check.State.REVIEWED, Check.State.DROPPED)
    named = check.kind not in (Kind.POLICE_1, Kind.POLICE_2, Kind.OWN_RECORDS) and line.is_disclosable
    return {
        "what": check.title if named else check.get_kind_display(),
        "about": line.person.full_name if line.person else "",
        "state": "Answered" if answered else check.get_state_display(),
        "words": _answer(check) if check.state in (Check.State.RECEIVED, Check.State.REVIEWED) else line.words,
        "is_disclosable": line.is_disclosable,
        "is_open": not answered,
    }


def _answer(check: Check) -> str:
    """What came back, a line for each heading, and what it means for the child."""
    result = [f"{check.get_result_display()}."] if check.result else []
    return "\n".join([*result, *(f"{heading}: {text}" for heading, text in shown_findings(check)), *([check.analysis] if check.analysis else [])])


def check_words(check_id: UUID) -> str:
    """One check, as it is called: "Police, level 1"."""
    return str(Check.objects.select_related("authority").get(pk=check_id).title)


def conclusion_lines(case: Case) -> list[dict[str, str]]:
    """What each stage of screening and assessment came to."""
    return [{"stage": one.title, "conclusion": one.words, "day": f"{one.day:%-d %B %Y}"} for one in conclusions_of(case)]
