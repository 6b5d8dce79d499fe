"""What the letter takes from the rooms below: the ledger of checks, and the conclusions of the stages, as plain values."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Case
from screening.assessment.selectors import conclusions_of
from screening.checks.models import Check, ChecksConclusion, Kind, WorkBeforeChecks
from screening.checks.selectors import CheckLine, Ledger, results_for_letter, shown_findings
from screening.checks.services import court_received

BEFORE_CHECKS = "We tell the court so that what we say is read with that in mind. Until the checks are in, nothing here is an assessment that the children are safe."
FULLER = (
    "This is short of what needs an immediate referral to the local authority. Screening alone is not an assessment of risk: we advise that a "
    "fuller safety assessment is made before decisions about the children are taken, since they cannot be taken safely without it."
)
OUR_OWN_DECISIONS = (Kind.POLICE_2_DECISION, Kind.JUDGEMENT)


def check_lines(ledger: Ledger) -> list[dict[str, Any]]:
    """Each check in words, those that stand alike as one line; ``is_open``: nothing has come back yet, and nobody said that it is not made.

    What Cafcass decides for itself, whether to check further, is no result.
    """
    merged: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in results_for_letter(ledger.checks):
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
    """What came back, a line for each heading, and what it means for the child. How our own records were searched is for us alone."""
    found = [] if check.kind == Kind.OWN_RECORDS else shown_findings(check)
    # That something came is said by what came.
    lines = [] if found and check.result == Check.Result.INFORMATION else [f"{check.get_result_display()}."] if check.result else []
    if check.result != Check.Result.NOTHING:
        lines += [f"{heading}: {text}" for heading, text in found]
    if check.analysis and check.analysis not in [text for _, text in found]:
        lines.append(f"What it means: {check.analysis}")
    return "\n".join(lines)


def check_words(check_id: UUID) -> str:
    """One check, as it is called: "Police, level 1"."""
    return str(Check.objects.select_related("authority").get(pk=check_id).title)


def court_lines(case: Case, ledger: Ledger) -> list[dict[str, str]]:
    """What the checks owe to tell the court and nobody has told it: work before them (framework 2.22), concern that they raise (2.24)."""
    told = [
        {"id": str(one.pk), "title": "Work before the checks", "words": f"{one.work}\n{one.reason}", "after": BEFORE_CHECKS}
        for one in ledger.exceptions
        if one.court_told_at is None
    ]
    last = ledger.conclusion
    if last and last.conclusion == "concern" and last.court_told_at is None and case.law == "private":
        told.append({"id": str(last.pk), "title": "A fuller safety assessment is needed", "words": last.words, "after": FULLER})
    return told


def court_was_told(told: list[dict[str, str]], *, at: datetime, by: Any, now: datetime) -> None:
    """The letter that says these reached the court at ``at`` (UTC): the duties of the checks are done by it."""
    ids = [one["id"] for one in told]
    for model in (WorkBeforeChecks, ChecksConclusion):
        for record in model.objects.select_related("case").filter(pk__in=ids):
            court_received(record=record, received_at=at, how="By the safeguarding letter", by=by, now=now)


def conclusion_lines(case: Case) -> list[dict[str, str]]:
    """What each stage of screening and assessment came to."""
    return [{"stage": one.title, "conclusion": one.words, "day": f"{one.day:%-d %B %Y}"} for one in conclusions_of(case)]
