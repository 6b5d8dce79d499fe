"""What may be done about special guardianship. Each verb is one transaction; moments are in UTC and are passed in."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.services import withdraw
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty, withdraw_duties
from safeguarding.advising import must_stand, standing_gaps
from sharing.services import record_incident

from .models import GuardianCheck, Guardianship, GuardianshipChild, GuardianSupport, ProspectiveGuardian
from .selectors import checks_of

SEEN, ANALYSED, PLANNED = "guardian-checks-seen", "guardian-check-analysed", "guardian-wait-planned"


def _guard(case: Any, *, by: Any, now: datetime, at: datetime | None = None, field: str = "") -> None:
    must_work_on(case, by=by, now=now)
    must_have_happened(at, now=now, field=field)


def _locked(guardianship: Guardianship, *, by: Any, now: datetime, at: datetime | None = None, field: str = "") -> Guardianship:
    guardianship = Guardianship.objects.select_for_update(of=("self",)).select_related("case").get(pk=guardianship.pk)
    _guard(guardianship.case, by=by, now=now, at=at, field=field)
    if guardianship.withdrawn_at:
        raise RuleRefused("entered-in-error", "This was entered in error, so it cannot be changed.")
    return guardianship


@service
def consider_guardianship(
    *, case: Case, children: Sequence[Person], people: Sequence[Person], considered_at: datetime, by: Any, now: datetime
) -> Guardianship:
    """Special guardianship is considered for these children with these people, from ``considered_at`` (UTC).

    Both checks of each are awaited; the wait is built into the timetable (P52-3). Public law only. Raises :class:`RuleRefused`.
    """
    _guard(case, by=by, now=now, at=considered_at, field="considered_at")
    if case.law != "public":
        raise RuleRefused("P52-1", "This path is for public law proceedings.")
    if not children or any(child.case_id != case.pk or not child.is_child for child in children):
        raise RuleRefused("P52-1", "Choose the children for whom it is considered.", field="children")
    if not people:
        raise RuleRefused("P52-1", "Choose at least one prospective special guardian.", field="people")
    guardianship = Guardianship(case=case, considered_at=considered_at)
    guardianship.save()
    for child in children:
        GuardianshipChild(guardianship=guardianship, child=child).save()
    for person in people:
        _add(guardianship, person, considered_at, by=by, now=now)
    return guardianship


@service
def add_guardian(*, guardianship: Guardianship, person: Person, by: Any, now: datetime) -> ProspectiveGuardian:
    """Another prospective special guardian, whose checks are awaited too."""
    guardianship = _locked(guardianship, by=by, now=now)
    if guardianship.guardians.filter(person=person, withdrawn_at=None).exists():
        raise RuleRefused("guardian-known", f"{person} is a prospective special guardian already.", field="person")
    return _add(guardianship, person, now, by=by, now=now)


def _add(guardianship: Guardianship, person: Person, at: datetime, *, by: Any, now: datetime) -> ProspectiveGuardian:
    if person.case_id != guardianship.case_id or person.is_child:
        raise RuleRefused("other-case", "Choose adults of this case.", field="people")
    guardian = ProspectiveGuardian(guardianship=guardianship, person=person)
    guardian.save()
    for kind in GuardianCheck.Kind.values:
        GuardianCheck(guardian=guardian, kind=kind).save()
    for key in (SEEN, PLANNED):
        open_duty(key=key, case=guardianship.case, subject=guardianship, event_at=at, by=by, now=now)
    return guardian


@service
def record_check(
    *,
    check: GuardianCheck,
    by: Any,
    now: datetime,
    expected_on: date | None = None,
    completed_on: date | None = None,
    seen_at: datetime | None = None,
    outcome: str = "",
    analysis: str = "",
    version: int | None = None,
) -> GuardianCheck:
    """Where one check stands: expected, completed, seen by us (``seen_at``, UTC), its outcome and analysis.

    A check seen and not yet analysed opens that duty (P52-2). Raises :class:`RuleRefused` for an order that cannot be, StaleEdit.
    """
    check = (
        GuardianCheck.objects.select_for_update(of=("self",))
        .select_related("guardian__guardianship__case", "guardian__person")
        .get(pk=check.pk)
    )
    guardianship = check.guardian.guardianship
    _guard(guardianship.case, by=by, now=now, at=seen_at, field="seen_at")
    check.expect_version(version)
    if completed_on and completed_on > london_date(now):
        raise RuleRefused("time", "Enter a day that has come. Enter a day to come as the day it is expected.", field="completed_on")
    if seen_at and not completed_on:
        raise RuleRefused("P52-1", "A check is seen once it is completed. Enter when it was completed.", field="completed_on")
    if seen_at and completed_on and london_date(seen_at) < completed_on:
        raise RuleRefused("P52-1", "It cannot have been seen before it was completed.", field="seen_at")
    check.expected_on, check.completed_on, check.outcome, check.analysis = expected_on, completed_on, outcome, analysis.strip()
    if seen_at != check.seen_at:
        check.seen_at, check.seen_by = seen_at, by if seen_at else None
    check.save()
    if check.is_seen and check.seen_at:
        open_duty(
            key=ANALYSED, case=guardianship.case, subject=check, event_at=check.seen_at, by=by, now=now, detail=check.get_kind_display()
        )
        if check.is_analysed:
            discharge(key=ANALYSED, subject=check, at=now, by=by, now=now)
    _settle(guardianship, by=by, now=now)
    return check


def _settle(guardianship: Guardianship, *, by: Any, now: datetime) -> None:
    """What every check being completed, or seen, ends."""
    checks = checks_of(guardianship)
    if all(check.is_seen for check in checks):
        discharge(key=SEEN, subject=guardianship, at=max(check.seen_at for check in checks if check.seen_at), by=by, now=now)
    if all(check.completed_on for check in checks):
        end_duties(subject=guardianship, keys=PLANNED, ending=Ending.NOT_NEEDED, at=now, by=by, now=now, note="No check is awaited")


@service
def plan_wait(*, guardianship: Guardianship, timetable: str, other_work: str, by: Any, now: datetime) -> Guardianship:
    """How the wait for the checks is built into the child's timetable, and what goes on meanwhile (P52-3)."""
    guardianship = _locked(guardianship, by=by, now=now)
    guardianship.timetable = must_be_written(timetable, "P52-3", "Write how the wait is built into the child’s timetable.", "timetable")
    guardianship.other_work = must_be_written(other_work, "P52-3", "Write what other work goes on meanwhile.", "other_work")
    guardianship.save()
    discharge(key=PLANNED, subject=guardianship, at=now, by=by, now=now)
    return guardianship


def support_missing(guardianship: Guardianship) -> list[tuple[str, str]]:
    """What support waits for: pairs of rule and phrase."""
    return missing_of(checks_of(guardianship))


def missing_of(checks: Iterable[GuardianCheck]) -> list[tuple[str, str]]:
    """The same, of checks that were read already."""
    missing = []
    for check in checks:
        name = f"{check.guardian.person}: {check.get_kind_display()}"
        if not check.completed_on:
            missing.append(("P52-1", f"{name}, completed"))
        elif not check.seen_at:
            missing.append(("P52-1", f"{name}, seen"))
        elif not check.is_analysed:
            missing.append(("P52-2", f"{name}, its outcome and analysis"))
    return missing


@service
def record_support(
    *, guardianship: Guardianship, what: str, supports: bool, reason: str, by: Any, now: datetime, decided_at: datetime | None = None
) -> GuardianSupport:
    """The assessment or the application is supported, or not. ``decided_at`` (UTC) None: now.

    Support that is still ahead is refused until both checks of every prospective special guardian are completed, seen (P52-1) and
    analysed (P52-2), and until what policy 56 to 59 asks for is done, unless a departure stands. Support given already is a fact: recorded, and shown to a manager.
    """
    guardianship = _locked(guardianship, by=by, now=now, at=decided_at, field="decided_at")
    if what not in GuardianSupport.What.values:
        raise RuleRefused("P52-1", "Say whether it is the assessment or the application.", field="what")
    reason = must_be_written(reason, "P52-1", "Write why.", "reason")
    at = decided_at or now
    missing = support_missing(guardianship) if supports else []
    gaps = standing_gaps(guardianship.case) if supports else []
    ahead = decided_at is None or decided_at > now - timedelta(minutes=1)
    if ahead:
        _refuse(guardianship, missing)
        must_stand(gaps, case=guardianship.case, subject=guardianship)
    position = GuardianSupport(guardianship=guardianship, what=what, supports=supports, reason=reason, decided_at=at)
    position.save()
    if missing and not ahead:
        record_incident(
            case=guardianship.case, rule=missing[0][0], subject=guardianship, happened_at=at, by=by, now=now,
            what="Special guardianship was supported before every DBS and medical check was completed, seen and analysed.",
        )  # fmt: skip
    if gaps and not ahead:
        record_incident(
            case=guardianship.case, rule=gaps[0].rule, subject=guardianship, happened_at=at, by=by, now=now,
            what="Special guardianship was supported before all that policy 56 to 59 asks for was done.",
        )  # fmt: skip
    return position


def _refuse(guardianship: Guardianship, missing: list[tuple[str, str]]) -> None:
    while missing:  # a departure from one rule leaves the other standing
        rule = missing[0][0]
        sentence = "See both checks of every prospective special guardian, and analyse them, before you support this."
        block(rule, sentence, case=guardianship.case, subject=guardianship, missing=[phrase for _, phrase in missing])
        missing = [one for one in missing if one[0] != rule]


@service
def withdraw_guardianship(*, guardianship: Guardianship, reason: str, by: Any, now: datetime) -> Guardianship:
    """It was entered in error; what it set running goes with it."""
    _guard(guardianship.case, by=by, now=now)
    for subject in (guardianship, *checks_of(guardianship)):
        withdraw_duties(subject=subject, reason=reason or "Entered in error", by=by, now=now)
    return withdraw(record=guardianship, reason=reason, by=by, now=now)
