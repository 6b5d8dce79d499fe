"""Whether what a request or wish asks may be shared now, from what the record holds. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Marker, Person
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.departures import block

from .models import Disclosure, Permission, Sharing
from .registry import Restriction, is_directed, restrictions_on
from .table import Answer

Ground = Disclosure.Ground
MISSING = {
    "gateway_on": ("Enter when the enquiry or process began.", "the date on which the enquiry or process began"),
    "contact_person": ("Enter who asks there: name and job.", "the name and job of the person there"),
    "plan": (
        "The record does not say that a child is, or was, on a protection plan. Record the request again with what it is for.",
        "a child who is or was on a protection plan",
    ),
}
FOR_BASIS = (Answer.CONSENT, Answer.OWN_RULES)
FOR_COURT = (Answer.COURT_PERMISSION, Answer.PERMISSION_OR_RISK, Answer.MANAGER_PURPOSE)
FOR_MANAGER = (Answer.MANAGER_PURPOSE, Answer.APPROVAL, Answer.NOT_YET)


@dataclass(frozen=True)
class Standing:
    """May it be shared now? ``ground`` is on what; else ``rule`` and ``message`` say why not, ``missing`` what is still needed."""

    ground: str = ""
    rule: str = ""
    message: str = ""
    missing: tuple[str, ...] = ()
    field: str | None = None

    @property
    def allowed(self) -> bool:
        return bool(self.ground)


def plan_history(children: list[Any], at: datetime) -> tuple[str, list[Marker]]:
    """ "now", "past" or "" from the protection plan markers of these children, and the markers: a linked child's too."""
    mine = Marker.objects.filter(kind=Marker.Kind.PROTECTION_PLAN, withdrawn_at=None)
    found = mine.filter(identity__links__person__in=children, identity__links__ended_at=None) | mine.filter(recorded_for__in=children)
    markers = list(found.distinct().select_related("recorded_for").order_by("created_at"))
    day = london_date(at)
    if any(marker.ended_on is None or marker.ended_on > day for marker in markers):
        return Sharing.Plan.NOW, markers
    return (Sharing.Plan.PAST if markers else ""), markers


def children_of_sharing(sharing: Sharing) -> list[Person]:
    return list(Person.objects.filter(pk__in=sharing.children, case_id=sharing.case_id).order_by("date_of_birth"))


def standing_of(sharing: Sharing, now: datetime, *, risk: bool = False, basis: str = "") -> Standing:
    """What the policy answers now. ``risk``: a child is in immediate danger, with reasons; ``basis``: who consented, or what allows it."""
    row = sharing.row
    if risk and row.at_risk:
        return Standing(ground=Ground.RISK)
    refusal = _restricted(sharing, now)
    if refusal:
        return Standing(rule=refusal.rule, message=refusal.message)
    permission = {one.giver for one in sharing.permissions.filter(withdrawn_at=None, result=Permission.Result.GRANTED)}
    no = Standing(rule=row.rule or "not-listed", message=row.words)
    if row.answer == Answer.PERMITTED:
        return _with_what_is_needed(sharing, row.needs, row.rule)
    if row.answer in FOR_COURT and Permission.Giver.COURT in permission:
        return Standing(ground=Ground.PERMISSION)
    if row.answer == Answer.LADO_DIRECTION:
        directed = Permission.Giver.LADO in permission or is_directed(sharing.case, sharing.recipient_kind, now)
        return Standing(ground=Ground.LADO) if directed else _lacks(no, "the LADO’s direction, with its date")
    if row.answer in FOR_MANAGER and _manager_agrees(sharing, row.answer):
        return Standing(ground=Ground.MANAGER)
    if row.answer in FOR_BASIS:
        return Standing(ground=Ground.BASIS) if basis.strip() else _lacks(no, "the basis", field="basis")
    return _lacks(no, *_still_needed(row.answer))


def _restricted(sharing: Sharing, now: datetime) -> Restriction | None:
    """The first thing that higher rooms have against it, unless a departure that may be made stands."""
    for restriction in restrictions_on(sharing.case, sharing.recipient_kind, sharing.purpose, now):
        if restriction.departable:
            try:
                block(restriction.rule, restriction.message, case=sharing.case, subject=sharing)
                continue
            except RuleRefused:
                return restriction
        return restriction
    return None


def _with_what_is_needed(sharing: Sharing, needs: tuple[str, ...], rule: str) -> Standing:
    lacking = [name for name in needs if not getattr(sharing, name) or (name == "plan" and sharing.plan == Sharing.Plan.NEVER)]
    if not lacking:
        return Standing(ground=Ground.POLICY)
    sentence, _ = MISSING[lacking[0]]
    field = lacking[0] if lacking[0] != "plan" else None
    return Standing(rule=rule or "not-listed", message=sentence, missing=tuple(MISSING[name][1] for name in lacking), field=field)


def _manager_agrees(sharing: Sharing, answer: Answer) -> bool:
    if sharing.manager_decision != Sharing.Decision.SHARE:
        return False
    if answer == Answer.MANAGER_PURPOSE:
        return bool(sharing.child_protection_purpose)
    return answer != Answer.NOT_YET or bool(sharing.legal_advice)


def _still_needed(answer: Answer) -> tuple[str, ...]:
    return {
        Answer.COURT_PERMISSION: ("the court’s permission, with its reference and date",),
        Answer.PERMISSION_OR_RISK: ("the court’s permission, with its reference and date, or an immediate risk, with reasons",),
        Answer.MANAGER_PURPOSE: ("the court’s permission, with its reference and date, or a manager’s decision that the purpose is child protection",),
        Answer.RISK_ONLY: ("an immediate risk, with reasons",),
        Answer.APPROVAL: ("a manager’s approval",),
        Answer.NOT_YET: ("a manager’s decision, with legal advice",),
    }.get(answer, ())  # fmt: skip


def _lacks(no: Standing, *missing: str, field: str | None = None) -> Standing:
    return Standing(rule=no.rule, message=no.message, missing=missing, field=field)
