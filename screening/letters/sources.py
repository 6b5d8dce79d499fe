"""What the letter takes from the rooms below: the ledger of checks, and the conclusions of the stages, as plain values."""

from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Case
from screening.assessment.selectors import conclusions_of
from screening.checks.models import Check
from screening.checks.selectors import CheckLine, results_for_letter


def check_lines(case: Case) -> list[dict[str, Any]]:
    """Each check in words; ``is_open``: nothing has come back yet, and nobody said that it is not made."""
    return [_line(line) for line in results_for_letter(case)]


def _line(line: CheckLine) -> dict[str, Any]:
    check = line.check
    answered = check.state in (Check.State.RECEIVED, Check.State.REVIEWED, Check.State.DROPPED)
    return {
        "what": check.title if line.is_disclosable else check.get_kind_display(),
        "about": line.person.full_name if line.person else "",
        "state": "Answered" if answered else check.get_state_display(),
        "words": line.words,
        "is_disclosable": line.is_disclosable,
        "is_open": not answered,
    }


def check_words(check_id: UUID) -> str:
    """One check, as it is called: "Police, level 1"."""
    return str(Check.objects.select_related("authority").get(pk=check_id).title)


def conclusion_lines(case: Case) -> list[dict[str, str]]:
    """What each stage of screening and assessment came to."""
    return [{"stage": one.title, "conclusion": one.words, "day": f"{one.day:%-d %B %Y}"} for one in conclusions_of(case)]
