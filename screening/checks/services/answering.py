"""What came back, and what a person makes of it. Moments in UTC."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from cafcass_cases.cases.models import Case, LinkProposal, Person
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.services import propose_links
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty

from ..events import CheckReviewed, CourtFormsRead
from ..facts import names_of
from ..models import POLICE, Check, CheckStep, Kind
from ..selectors import candidates_to_decide
from .common import (
    ASKED_FOR,
    OPEN_TO_ASK,
    State,
    lock_check,
    lock_checks,
    move,
    must_be_past,
    must_judge,
    must_keep,
    must_say,
    must_stand_in,
)
from .offences import record_offences
from .opening import lock_case, settle
from .requesting import answered

What = CheckStep.What
Result = Check.Result
NOTHING_HELD = "Nothing held"
POLICE_HEADINGS = {
    "criminal_records": "Criminal records",
    "domestic_abuse": "Domestic abuse incidents",
    "mappa_marac": "MAPPA or MARAC",
    "other": "Other information",
}
"""What the police are asked for, each answered (framework 2.19)."""
PLAN = {
    "none": "Never on a child protection plan",
    "now": "On a child protection plan now",
    "before": "On a child protection plan before",
    "not_answered": "Not answered",
}


@service
def record_result(
    *, check: Check, result: str, received_at: datetime, by: Any, now: datetime, received_from: str = "", findings: Mapping[str, str] | None = None,
    plan: str = "", offences: str = "",
) -> Check:  # fmt: skip
    """An answer came, or none will. ``findings`` by heading; for the police, by the four keys of ``POLICE_HEADINGS``.

    ``plan`` is the authority's answer on a protection plan; ``offences`` what the police list, one on a line. The review is owed from
    ``received_at`` on. Raises RuleRefused F2.19-2 where one of the four kinds of police information is unanswered.
    """
    must_keep(check.case, by, now)
    must_be_past(received_at, now, "received_at")
    row = lock_check(check)
    must_stand_in([row], (*ASKED_FOR, *OPEN_TO_ASK, State.RECEIVED), "An answer to this check was reviewed already.")
    if result not in Result.values:
        raise RuleRefused("F2.23-2", "Choose what came.", field="result")
    said = {key: (value or "").strip() for key, value in (findings or {}).items()}
    if row.kind in POLICE:
        said = _police_findings(row, result, said)
    elif result in (Result.INFORMATION, Result.PARTIAL) and not any(said.values()):
        raise RuleRefused("F2.18-5", "Write what came back.", field="findings")
    if row.kind == Kind.AUTHORITY:
        said |= _plan_findings(result, plan)
    row.findings, row.result = said, result
    row.received_at, row.received_from = received_at, received_from.strip()
    row.requested_at = row.requested_at or received_at
    move(row, State.RECEIVED, What.RECEIVED, at=received_at, by=by, words=row.get_result_display())
    answered(row, at=received_at, by=by, now=now)
    open_duty(key="check-reviewed", case=row.case, subject=row, event_at=received_at, by=by, now=now)
    if row.kind in POLICE and result in (Result.INFORMATION, Result.PARTIAL):
        _keep_for_a_time(row, received_at, by, now)
    if offences.strip():
        record_offences(check=row, text=offences, by=by, now=now)
    settle(row.case, at=received_at, by=by, now=now)
    return row


def _police_findings(row: Check, result: str, said: dict[str, str]) -> dict[str, str]:
    if result == Result.NOTHING:
        return dict.fromkeys(POLICE_HEADINGS.values(), NOTHING_HELD) | {"Note": said.get("note", "")}
    if result in (Result.DENIED, Result.NONE):
        return {"Note": said.get("note", "")}
    missing = [heading for key, heading in POLICE_HEADINGS.items() if not said.get(key)]
    if missing and row.kind != Kind.INTERNATIONAL:
        raise RuleRefused(
            "F2.19-2", "Answer each of the four kinds: what the police hold, or that they hold nothing.", missing=missing, field="criminal_records"
        )  # fmt: skip
    return {heading: said[key] for key, heading in POLICE_HEADINGS.items() if said.get(key)} | {"Note": said.get("note", "")}


def _plan_findings(result: str, plan: str) -> dict[str, str]:
    if result == Result.NOTHING:
        plan = plan or "none"
    return {"Child protection plan": PLAN.get(plan, PLAN["not_answered"]), "_plan": plan if plan in PLAN else "not_answered"}


def _keep_for_a_time(row: Check, received_at: datetime, by: Any, now: datetime) -> None:
    """Police information is kept for a time, then looked at again or destroyed (local default)."""
    duty = open_duty(key="police-information-kept", case=row.case, subject=row, event_at=received_at, by=by, now=now)
    row.keep_until = london_date(duty.due_at) if duty.due_at else None
    row.save()


@service
def record_nothing_held(
    *, case: Case, checks: Sequence[Check], received_at: datetime, by: Any, now: datetime, received_from: str = "", review: bool = False
) -> list[Check]:
    """Several answers at once, each that nothing is held; whoever works on the case may review them in the same breath."""
    must_keep(case, by, now)
    rows = lock_checks(checks, case)
    must_stand_in(rows, ASKED_FOR, "Choose checks that were asked for and not answered.")
    done = []
    for row in rows:
        found = record_result(
            check=row, result=Result.NOTHING, received_at=received_at, received_from=received_from,
            findings={} if row.kind in POLICE else {"Answer": NOTHING_HELD}, by=by, now=now,
        )  # fmt: skip
        if review and may_work_on_case(by, case, now):
            found = review_check(check=found, conclusion=Check.Conclusion.NO_CONCERN, analysis="", by=by, now=now)
        done.append(found)
    return done


@service
def review_check(
    *, check: Check, conclusion: str, analysis: str, by: Any, now: datetime, reviewed_at: datetime | None = None, reunification: str = "",
    reunification_considered: bool = False,
) -> Check:  # fmt: skip
    """A person read the answer and says what it means for the child (framework 2.23, policy 57).

    Raises RuleRefused P57-1 without that, save where nothing is held; P60-3 where an answer from abroad is partial or missing; P57-2
    where living together again is considered and was not weighed; F2.18-1 while a candidate of our own records is undecided.
    """
    must_judge(check.case, by, now)
    at = reviewed_at or now
    must_be_past(at, now, "reviewed_at")
    row = lock_check(check)
    must_stand_in([row], (State.RECEIVED, State.REVIEWED), "Record first what came back.")
    if conclusion not in Check.Conclusion.values:
        raise RuleRefused("F2.23-2", "Choose what you conclude.", field="conclusion")
    analysis = (analysis or "").strip()
    if row.result != Result.NOTHING and not analysis:
        rule = "P60-3" if row.kind == Kind.INTERNATIONAL else "P57-1" if row.kind in POLICE else "F2.23-2"
        raise RuleRefused(rule, "Write what it means for the child, or what its lack leaves open.", field="analysis")
    if row.kind in POLICE and reunification_considered:
        must_say(reunification, "P57-2", "Write what it means for living together again.", "reunification")
    if row.kind == Kind.OWN_RECORDS and undecided_candidates(row):
        raise RuleRefused("F2.18-1", "Decide first on each candidate that our own records gave.", field="conclusion")
    row.conclusion, row.analysis, row.reunification = conclusion, analysis, reunification.strip()
    row.reviewed_at, row.reviewed_by = at, by
    move(row, State.REVIEWED, What.REVIEWED, at=at, by=by, words=row.get_conclusion_display())
    discharge(key="check-reviewed", subject=row, at=at, by=by, now=now)
    settle(row.case, at=at, by=by, now=now)
    publish(CheckReviewed(case_id=row.case_id, check_id=row.pk, conclusion=conclusion, at=at, now=now, by=by))
    return row


def undecided_candidates(check: Check) -> int:
    """How many people of other cases may be the same as this one, and nobody has said."""
    return candidates_to_decide([check.person_id]).count()


@service
def settle_candidates(*, check: Check, by: Any, now: datetime) -> Check:
    """The last candidate of our own records was decided. Where every one was rejected there is nothing to weigh; else the review is owed."""
    row = lock_check(check)
    if row.state != State.RECEIVED or undecided_candidates(row):
        return row
    same = LinkProposal.objects.filter(
        Q(person=check.person_id) | Q(other=check.person_id),
        state=LinkProposal.State.CONFIRMED,
        person__withdrawn_at=None,
        other__withdrawn_at=None,
    )
    if same.exists() or not may_work_on_case(by, row.case, now):
        return row
    return review_check(check=row, conclusion=Check.Conclusion.NO_CONCERN, analysis="Every candidate was rejected.", by=by, now=now)


@service
def search_own_records(*, case: Case, by: Any, now: datetime) -> list[Check]:
    """Look for everybody of the case among everyone ever known (framework 2.18): by every name, spelling, sound and birthday.

    Who searched, for what and how many were found is kept. Where nobody was found the check is done; else each candidate is decided.
    """
    must_judge(case, by, now)
    case = lock_case(case)
    rows = Check.objects.select_for_update(of=("self",)).filter(case=case, kind=Kind.OWN_RECORDS, withdrawn_at=None)
    done = []
    for row in rows.exclude(state=State.DROPPED).select_related("person", "case").order_by("created_at"):
        if row.person is None or row.person.withdrawn_at:
            continue
        found = [one for one in propose_links(person=row.person, by=by, now=now) if not _is_of_a_restricted_case(one, row.person)]
        names = ", ".join(names_of(row.person)) or row.person.full_name
        born = f"{row.person.date_of_birth:%-d %B %Y}" if row.person.date_of_birth else "not known"
        row.findings = {"Searched for": f"{names}; born {born}", "Candidates in other cases": str(len(found)) if found else "None"}
        row.result = Result.INFORMATION if found else Result.NOTHING
        row.requested_at = row.received_at = now
        move(row, State.RECEIVED, What.RECEIVED, at=now, by=by, words=f"Candidates: {len(found)}")
        if found and undecided_candidates(row):
            open_duty(key="check-reviewed", case=case, subject=row, event_at=now, by=by, now=now)
        else:
            row = review_check(
                check=row, conclusion=Check.Conclusion.NO_CONCERN, analysis="Each candidate was decided." if found else "", by=by, now=now
            )
        done.append(row)
    settle(case, at=now, by=by, now=now)
    return done


def _is_of_a_restricted_case(proposal: LinkProposal, person: Person) -> bool:
    """Whoever is named in it is asked instead (a duty of that case), and what is kept here says nothing of it."""
    return (proposal.other if proposal.person_id == person.pk else proposal.person).case.is_restricted


FORMS = {
    "c100": "C100 (application)",
    "c7": "C7 (answer)",
    "c1a": "C1A (harm and domestic abuse)",
    "c8": "C8 (confidential details)",
    "other": "Other forms",
}


@service
def read_court_forms(
    *, case: Case, forms_seen: Sequence[str], harm_box: bool | None, c1a: str, words: str, read_at: datetime, by: Any, now: datetime
) -> Check:
    """The court's forms of both sides were read: which, the harm box, and whether the C1A that it asks for is there (framework 2.18).

    Box yes and no C1A is told to the rooms above: rule S120-2.
    """
    must_judge(case, by, now)
    must_be_past(read_at, now, "read_at")
    if not forms_seen:
        raise RuleRefused("F2.18-2", "Choose which forms you read.", field="forms_seen")
    if harm_box is None:
        raise RuleRefused("F2.18-2", "Say what the harm box says.", field="harm_box")
    if harm_box and c1a not in ("completed", "not_completed"):
        raise RuleRefused("F2.18-2", "Say whether the C1A is there.", field="c1a")
    row = _source(case, Kind.COURT_FORMS)
    becomes = c1a if harm_box or c1a == "completed" else "not_required"
    row.findings = {
        "Forms read": ", ".join(FORMS[form] for form in forms_seen if form in FORMS),
        "Harm box": "Yes" if harm_box else "No",
        "C1A": {"completed": "Completed", "not_completed": "Missing", "not_required": "Not required"}[becomes],
        "What they say": words.strip(),
        "_harm_box": harm_box,
        "_c1a": becomes,
    }
    concern = harm_box or becomes == "completed"
    _read(row, Check.Conclusion.CONCERN if concern else Check.Conclusion.NO_CONCERN, words, read_at, by, now)
    publish(CourtFormsRead(case_id=case.pk, check_id=row.pk, harm_box=harm_box, c1a=becomes, at=read_at, now=now, by=by))
    return row


@service
def record_proceedings(*, case: Case, none_known: bool, words: str, read_at: datetime, by: Any, now: datetime) -> Check:
    """What the court gave about earlier or current proceedings, or that it gave none (framework 2.18)."""
    must_judge(case, by, now)
    must_be_past(read_at, now, "read_at")
    if not none_known:
        words = must_say(words, "F2.18-3", "List the proceedings, or say that none are known.", "words")
    row = _source(case, Kind.OTHER_PROCEEDINGS)
    row.findings = {"Other proceedings": "None known" if none_known else words}
    _read(row, Check.Conclusion.NO_CONCERN, "" if none_known else words, read_at, by, now)
    return row


def _source(case: Case, kind: str) -> Check:
    rows = Check.objects.select_for_update(of=("self",)).filter(case=case, kind=kind, withdrawn_at=None).select_related("case")
    row = rows.first()
    if row is None:
        raise RuleRefused("checks-not-open", "Start the checks of this case first.")
    return row


def _read(row: Check, conclusion: str, words: str, at: datetime, by: Any, now: datetime) -> None:
    row.result = Result.INFORMATION
    row.requested_at = row.requested_at or at
    row.received_at = row.reviewed_at = at
    row.reviewed_by, row.conclusion, row.analysis = by, conclusion, words.strip()
    move(row, State.REVIEWED, What.REVIEWED, at=at, by=by)
    settle(row.case, at=at, by=by, now=now)
