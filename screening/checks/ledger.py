"""The one page of the checks: each person's, with where each stands, its clock and its one next action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.duties.models import Duty

from .models import ASKED, Check, Kind
from .services import ASKED_FOR, OPEN_TO_ASK

State = Check.State
TONES = {
    State.PROPOSED: "purple", State.NEEDED: "yellow", State.CONSENTED: "yellow", State.EXCUSED: "yellow", State.REQUESTED: "blue",
    State.CHASED: "orange", State.RECEIVED: "orange", State.REVIEWED: "green", State.DROPPED: "grey",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One check as the ledger shows it."""

    check: Check
    state: str
    tone: str
    owed: Duty | None
    action: str
    url: str


@dataclass(frozen=True)
class Group:
    """The checks of one person, or of the case as a whole."""

    person: Any
    lines: tuple[Line, ...]


def clocks_of(case: Case) -> dict[Any, datetime]:
    """When what is owed on each check, request and on the case falls due, by subject and key; one query."""
    return {key: duty.due_at for key, duty in owed_of(case).items() if duty.due_at}


def owed_of(case: Case) -> dict[Any, Duty]:
    """The same, as the duties with their limits."""
    found: dict[Any, Duty] = {}
    for duty in Duty.objects.filter(case=case, ended_at=None, due_at__isnull=False).order_by("-due_at"):
        found[(duty.subject_id, duty.key)] = duty
    return found


def _owed(check: Check, clocks: dict[Any, Duty]) -> Duty | None:
    if check.state in OPEN_TO_ASK and check.kind in (Kind.AUTHORITY, Kind.POLICE_1):
        return clocks.get((check.case_id, "checks-requested"))
    if check.state == State.PROPOSED:
        return clocks.get((check.case_id, "recheck-decided"))
    if check.state in ASKED_FOR:
        return clocks.get((check.pk, "international-reminder")) or clocks.get((check.asked_in_id, "checks-chased"))
    if check.state == State.RECEIVED:
        return clocks.get((check.pk, "check-reviewed"))
    return None


def _action(check: Check, works: bool, keeps: bool) -> tuple[str, str]:
    """(words, address) of the one thing to do next; nothing where it is not theirs to do."""
    of_case, of_check = {"case_id": check.case_id}, {"check_id": check.pk}

    def to(name: str, **kwargs: Any) -> str:
        return reverse(f"checks:{name}", kwargs=kwargs)

    if check.kind == Kind.OWN_RECORDS and works and check.state == State.RECEIVED:
        waiting = getattr(check, "waiting", 0)
        if waiting:
            return f"Decide on {waiting} candidate{'s' if waiting != 1 else ''}", reverse("cases:list_links", args=[check.person_id])
        return "Review", to("review_check", **of_check)
    if check.state in OPEN_TO_ASK and works:
        readings = {
            Kind.COURT_FORMS: ("Read the forms", "read_court_forms"),
            Kind.OTHER_PROCEEDINGS: ("Record proceedings", "record_proceedings"),
            Kind.POLICE_2_DECISION: ("Decide", "decide_level_2"),
        }
        if check.kind in readings:
            words, name = readings[Kind(check.kind)]
            return words, to(name, **of_case)
        if check.kind == Kind.JUDGEMENT:
            return "Decide", to("judge_checks", **of_check)
        if check.needs_consent and check.state == State.NEEDED and check.person_id:
            return "Record consent", to("record_consent", person_id=check.person_id)
    if check.kind == Kind.AUTHORITY and check.authority_id is None and check.state in OPEN_TO_ASK and keeps:
        return "Name the authority", to("name_authority", **of_check)
    if check.kind in ASKED and check.state in OPEN_TO_ASK and keeps:
        return "Request", to("request_checks", **of_case)
    if check.state in ASKED_FOR and keeps:
        return "Record the answer", to("record_result", **of_check)
    if check.state == State.RECEIVED and works:
        return "Review", to("review_check", **of_check)
    if check.state == State.PROPOSED and works:
        return "Decide", to("decide_proposals", **of_case)
    return "", ""


def groups_of(case: Case, checks: Sequence[Check], waiting: dict[Any, int]) -> list[Group]:
    """The ledger's lines by person, the case's own first; what is done stands last."""
    works, keeps = bool(getattr(case, "user_works", False)), bool(getattr(case, "user_keeps", False))
    clocks = owed_of(case)
    groups: dict[Any, tuple[Any, list[Line]]] = {}
    for check in checks:
        check.waiting = waiting.get(check.person_id, 0)  # type: ignore[attr-defined]
        words, url = _action(check, works, keeps)
        state = check.get_state_display()
        if check.kind in (Kind.POLICE_2_DECISION, Kind.JUDGEMENT):
            state = {None: "To decide", True: "Yes", False: "No"}[check.decision] if check.state != State.DROPPED else state
        elif check.state == State.NEEDED and check.consent_id and check.consent and check.consent.answer == "refused":
            state = "Consent refused"
        elif check.state == State.NEEDED and check.needs_consent:
            state = "Consent first"
        line = Line(check, state, TONES[State(check.state)], _owed(check, clocks), words, url)
        groups.setdefault(check.person_id, (check.person, []))[1].append(line)
    order = {"applicant": 0, "respondent": 1, "subject_child": 2, "other_adult": 3, "connected_child": 4}
    kinds = list(Kind.values)
    people = sorted(groups.values(), key=lambda one: order.get(one[0].role, 9) if one[0] else -1)
    return [
        Group(person, tuple(sorted(lines, key=lambda line: (line.check.state == State.DROPPED, kinds.index(line.check.kind)))))
        for person, lines in people
    ]
