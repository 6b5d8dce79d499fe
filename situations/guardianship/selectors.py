"""What may be read of special guardianship, starting from who reads. Moments in UTC."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.selectors import next_hearing, people_of_case, record_for
from cafcass_cases.core.clock import london_date
from cafcass_cases.duties.models import Duty

from .models import GuardianCheck, Guardianship


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


def checks_of(guardianship: Guardianship) -> list[GuardianCheck]:
    """Both checks of every prospective special guardian. A page that read them keeps them as ``checks_at_hand``."""
    if hasattr(guardianship, "checks_at_hand"):
        return guardianship.checks_at_hand
    checks = GuardianCheck.objects.filter(guardian__guardianship=guardianship, guardian__withdrawn_at=None)
    return list(checks.select_related("guardian__person", "seen_by").order_by("guardian__created_at", "kind"))


def duties_on(guardianship: Guardianship) -> list[Duty]:
    ids = [guardianship.pk, *(check.pk for check in checks_of(guardianship))]
    duties = Duty.objects.filter(subject_id__in=ids).select_related("owner", "child")
    return sorted(duties, key=lambda duty: (duty.ended_at is not None, duty.event_at))


@dataclass(frozen=True)
class Wait:
    """One check that is awaited, and what that means for the timetable."""

    check: GuardianCheck
    words: str


def timetable_warnings(guardianship: Guardianship, at: datetime) -> list[Wait]:
    """Checks that will, or may, come after the next hearing, or that are late themselves (P52-3)."""
    hearing = next_hearing(guardianship.case, at)
    day = london_date(hearing.starts_at) if hearing else None
    warnings = []
    for check in checks_of(guardianship):
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
