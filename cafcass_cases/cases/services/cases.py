"""A case: opened, changed, completed, closed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.models import Team, User
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from ..events import CaseClosed, CaseCompleted, CaseCreated
from ..models import Case, Court, Proceedings, Stage
from ..models.cases import Law
from ..registry import what_stands_against_closing
from .guards import by_manager, lock, must_have_happened, must_say
from .references import next_reference

CHANGEABLE = {
    "law", "application_types", "court", "court_number", "team", "rule_16_4", "known_to_authority", "harm_alleged_on_c1a", "c8_unread",
    "court_case_id",
}  # fmt: skip


def _must_be_named(law: str, application_types: Sequence[str]) -> list[str]:
    """Law and application type are known for every case (policy 4)."""
    if law not in Law.values:
        raise RuleRefused("P4-1", "Choose private law or public law.", field="law")
    types = [kind.strip() for kind in application_types if kind.strip()]
    if not types:
        raise RuleRefused("P4-1", "Enter at least one application type.", field="application_types")
    return types


@service
def create_case(
    *,
    law: str,
    application_types: Sequence[str],
    received_at: datetime,
    by: User | None,
    now: datetime,
    court: Court | None = None,
    team: Team | None = None,
    court_case_id: str | None = None,
    court_number: str = "",
    rule_16_4: bool = False,
    known_to_authority: str = "",
    harm_alleged_on_c1a: bool = False,
    c8_unread: bool = False,
    issued_on: date | None = None,
) -> Case:
    """Record a case that Cafcass received, with proceedings for each application. Raises RuleRefused P4-1."""
    types = _must_be_named(law, application_types)
    must_have_happened(received_at, now, "received_at")
    case = Case(
        reference=next_reference("C", now),
        law=law,
        application_types=types,
        court=court,
        team=team,
        court_case_id=court_case_id or None,
        court_number=court_number.strip(),
        received_at=received_at,
        rule_16_4=rule_16_4,
        known_to_authority=known_to_authority,
        harm_alleged_on_c1a=harm_alleged_on_c1a,
        c8_unread=c8_unread,
    )
    case.save()
    for kind in types:
        Proceedings(case=case, application_type=kind, court_number=case.court_number, issued_on=issued_on).save()
    publish(CaseCreated(case_id=case.pk, at=received_at, now=now, by=by))
    return case


@service
def change_case(
    *, case: Case, changes: Mapping[str, Any], by: User | None, now: datetime, reason: str = "", version: int | None = None
) -> Case:
    """Change details of a case. Raises StaleEdit, RuleRefused P4-1."""
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise ValueError(f"Not changeable here: {', '.join(sorted(unknown))}.")
    case = lock(case)
    case.expect_version(version)
    for name, value in changes.items():
        setattr(case, name, value)
    case.application_types = _must_be_named(case.law, case.application_types)
    case.save()
    return case


@service
def record_proceedings(
    *, case: Case, application_type: str, by: User | None, now: datetime, court_number: str = "", issued_on: date | None = None
) -> Proceedings:
    """A further application within the case; its type joins those of the case."""
    application_type = must_say(application_type, "application_type", "Enter the type of application.", rule="P4-1")
    case = lock(case)
    if application_type not in case.application_types:
        case.application_types = [*case.application_types, application_type]
        case.save()
    proceedings = Proceedings(case=case, application_type=application_type, court_number=court_number, issued_on=issued_on)
    proceedings.save()
    return proceedings


@service
def open_case(*, case: Case, at: datetime, by: User | None, now: datetime) -> Case:
    """Work on the case begins at ``at``. Opening again changes nothing."""
    case = lock(case)
    if case.stage == Stage.RECEIVED:
        case.stage, case.opened_at = Stage.OPEN, at
        case.save()
    return case


@service
def record_c8_read(*, case: Case, by: User | None, now: datetime) -> Case:
    """Somebody read the C8 and recorded what it keeps from whom. Details not yet asked about stay masked."""
    case = lock(case)
    if case.c8_unread:
        case.c8_unread = False
        case.save()
    return case


@service
def complete_case(*, case: Case, completed_at: datetime, by: User | None, now: datetime) -> Case:
    """The report is filed. A completed case still takes concerns."""
    case = lock(case)
    must_have_happened(completed_at, now, "completed_at")
    if case.stage == Stage.CLOSED:
        raise RuleRefused("case-closed", "This case is closed already.")
    case.stage, case.completed_at = Stage.COMPLETE, completed_at
    case.save()
    publish(CaseCompleted(case_id=case.pk, at=completed_at, now=now, by=by))
    return case


@service
def close_case(*, case: Case, closed_at: datetime, by: User | None, now: datetime, reason: str = "") -> Case:
    """Close the case; what higher floors still hold open stands against it. A closed case still takes concerns."""
    by_manager(by, case, now, "close it")
    case = lock(case)
    must_have_happened(closed_at, now, "closed_at")
    if case.stage == Stage.CLOSED:
        return case
    missing = what_stands_against_closing(case, now)
    if missing:
        raise RuleRefused("P55-4", "The case cannot close yet. Finish these first.", missing=missing)
    case.stage, case.closed_at = Stage.CLOSED, closed_at
    case.save()
    publish(CaseClosed(case_id=case.pk, at=closed_at, now=now, by=by))
    return case
