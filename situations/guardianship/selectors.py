"""What may be read of special guardianship, starting from who reads. Moments in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Hearing, Person
from cafcass_cases.cases.selectors import hearings_to_come, people_of_case, record_for
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.models import Duty

from .models import GuardianCheck, Guardianship, GuardianshipChild, GuardianSupport


def guardianship_for(user: User, guardianship_id: UUID, at: datetime) -> Guardianship:
    """The record, if its case is theirs to know. Raises Http404."""
    return record_for(user, Guardianship, guardianship_id, at)


def check_for(user: User, check_id: UUID, at: datetime) -> GuardianCheck:
    return record_for(
        user,
        GuardianCheck.objects.select_related("guardian__person", "guardian__guardianship"),
        check_id,
        at,
        path="guardian__guardianship__case",
    )


def guardianships_of(case: Case) -> list[Guardianship]:
    return list(case.guardianships.filter(withdrawn_at=None).prefetch_related("children__child", "guardians__person"))


def adults_of(case: Case) -> list[Person]:
    """Who of the case may be a prospective special guardian."""
    return [one for one in people_of_case(case) if not one.is_child]


def _checks(guardianship: Guardianship) -> QuerySet[GuardianCheck]:
    return GuardianCheck.objects.filter(guardian__guardianship=guardianship, guardian__withdrawn_at=None)


def checks_of(guardianship: Guardianship) -> QuerySet[GuardianCheck]:
    """Both checks of every prospective special guardian."""
    return _checks(guardianship).select_related("guardian__person", "seen_by").order_by("guardian__created_at", "kind")


@dataclass(frozen=True)
class GuardianshipView:
    """All that its page shows besides the record itself. ``hearing`` is the next one."""

    checks: list[GuardianCheck]
    children: list[GuardianshipChild]
    hearing: Hearing | None
    positions: list[GuardianSupport]
    duties: list[Duty]


def whole_of(guardianship: Guardianship, at: datetime) -> GuardianshipView:
    """What hangs on a special guardianship that the reader was let to see, in one query: open duties first, positions newest first."""
    owed = Q(subject_id=guardianship.pk) | Q(subject_id__in=_checks(guardianship).values("pk"))
    checks, children, hearings, positions, duties = gather(
        checks_of(guardianship),
        guardianship.children.select_related("child"),
        hearings_to_come(guardianship.case, at)[:1],
        guardianship.positions.filter(withdrawn_at=None).select_related("created_by").order_by("-decided_at"),
        Duty.objects.filter(owed, case=guardianship.case_id).select_related("owner", "child"),
    )
    return GuardianshipView(
        checks=list(checks),
        children=list(children),
        hearing=next(iter(hearings), None),
        positions=list(positions),
        duties=sorted(duties, key=lambda duty: (duty.ended_at is not None, duty.event_at)),
    )


@dataclass(frozen=True)
class Wait:
    """One check that is awaited, and what that means for the timetable."""

    check: GuardianCheck
    words: str


def waits_among(checks: Iterable[GuardianCheck], hearing: Hearing | None, at: datetime) -> list[Wait]:
    """The same, of checks and a next hearing that were read already."""
    day = london_date(hearing.starts_at) if hearing else None
    warnings = []
    for check in checks:
        if check.completed_on:
            continue
        name = f"{check.guardian.person}: {check.get_kind_display()}"
        if check.expected_on is None:
            warnings.append(Wait(check, f"{name}. Nobody has said when it is expected."))
        elif day and check.expected_on >= day:
            warnings.append(
                Wait(check, f"{name}. It is expected {check.expected_on:%-d %B %Y}, not before the next hearing on {day:%-d %B %Y}.")
            )
        elif check.expected_on < london_date(at):
            warnings.append(Wait(check, f"{name}. It was expected {check.expected_on:%-d %B %Y} and is not here."))
    return warnings
