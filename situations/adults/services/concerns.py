"""A concern about an adult: recorded, the police told, supervision asked for and held (policy 41, 42)."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.staffing import head_of_practice_reached, manager_on_duty
from cafcass_cases.cases.models import Case, Person, PoliceForce
from cafcass_cases.cases.selectors import home_authority
from cafcass_cases.cases.services import next_reference
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_manage, must_work_on
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.definitions import definition
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import discharge, open_duty, withdraw_duties
from safeguarding.models import Concern
from situations.adults.models import AdultConcern, AdultPoliceReport, AdultReferral
from situations.adults.rules import may_view_adult_dissent

from .common import locked

Decision = AdultConcern.Decision


def _open(adult: AdultConcern, key: str, *, at: datetime, by: Any, now: datetime, **more: Any) -> None:
    open_duty(key=key, case=adult.case, subject=adult, concern_id=adult.concern_id, event_at=at, by=by, now=now, **more)


@service
def begin_adult_concern(*, concern: Concern, at: datetime, by: Any, now: datetime) -> AdultConcern:
    """A concern about a child says that an adult is in danger too: the adult's own concern begins at ``at`` (UTC, policy 41).

    The concern's own report to the police is the report of this risk as well, so none is asked for twice. Done once: an adult
    concern that nobody has named yet is gone on with.
    """
    waiting = concern.adult_concerns.filter(withdrawn_at=None, person=None, name="").first()
    if waiting:
        return waiting
    adult = AdultConcern(
        reference=next_reference("A", now), case=concern.case, concern=concern, what=concern.danger_reason, recognised_at=at, danger_now=True,
        danger_reason=concern.danger_reason, danger_believed_at=concern.danger_believed_at or at,
    )  # fmt: skip
    adult.save()
    _open(adult, "adult-supervision-requested", at=at, by=by, now=now)
    return adult


@service
def record_adult_concern(
    *,
    case: Case,
    what: str,
    recognised_at: datetime,
    danger_now: bool,
    by: Any,
    now: datetime,
    person: Person | None = None,
    name: str = "",
    danger_reason: str = "",
    danger_believed_at: datetime | None = None,
    concern: Concern | None = None,
    adult: AdultConcern | None = None,
    ask_supervision: bool = False,
) -> AdultConcern:
    """Put a concern about an adult on the record, with or without a concern about a child (policy 41).

    An immediate risk opens the report to the police, its clock running from when it was believed (policy 42). What a concern has
    begun is filled in. ``ask_supervision``: the manager is asked in the same moment. Raises RuleRefused naming what is needed.
    """
    must_work_on(case, by=by, now=now)
    if person is None and not name.strip():
        raise RuleRefused("P41-1", "Say which adult it is about.", field="person")
    if person is not None and (person.case_id != case.pk or person.is_child):
        raise RuleRefused("P41-1", "Choose an adult of this case.", field="person")
    must_be_written(what, "P41-1", "Write what gives cause for concern.", "what")
    must_have_happened(recognised_at, now=now, field="recognised_at")
    if danger_now:
        must_be_written(danger_reason, "P42-1", "Write why you believe in an immediate risk. A few words will do.", "danger_reason")
        must_have_happened(danger_believed_at, now=now, field="danger_believed_at")
    if adult is None and concern is not None:
        adult = concern.adult_concerns.filter(withdrawn_at=None, person=None, name="").first()
    if adult is None:
        adult = AdultConcern(reference=next_reference("A", now), case=case, concern=concern, recognised_at=recognised_at)
    else:
        adult = locked(adult)
    newly = danger_now and not adult.danger_now
    adult.person, adult.name, adult.what = person, "" if person else name.strip(), what.strip()
    adult.danger_now, adult.danger_reason = adult.danger_now or danger_now, danger_reason.strip() or adult.danger_reason
    if newly:
        adult.danger_believed_at = danger_believed_at or recognised_at
    adult.save()
    if newly and adult.danger_believed_at:
        _open(adult, "adult-police-report", at=adult.danger_believed_at, by=by, now=now)
    if not adult.requested_at and not adult.held_at:
        _open(adult, "adult-supervision-requested", at=adult.recognised_at, by=by, now=now)
        if ask_supervision:
            adult = ask_adult_supervision(adult=adult, text=what, at=now, by=by, now=now)
    return adult


@service
def record_adult_police_report(
    *,
    adult: AdultConcern,
    reported_at: datetime,
    reported: str,
    by: Any,
    now: datetime,
    force: PoliceForce | None = None,
    by_999: bool = False,
    log_number: str = "",
) -> AdultPoliceReport:
    """Record a report to the police about an adult (policy 42). Nothing is asked for first."""
    adult = locked(adult)
    must_work_on(adult.case, by=by, now=now)
    must_have_happened(reported_at, now=now, field="reported_at")
    must_be_written(reported, "P42-1", "Write what you reported, and why you believed it.", "reported")
    if force is None and not by_999:
        raise RuleRefused("P42-1", "Choose the police force, or say that you rang 999.", field="force")
    report = AdultPoliceReport(
        adult=adult, force=force, by_999=by_999, reported_at=reported_at, reported=reported.strip(), log_number=log_number
    )
    report.save()
    discharge(key="adult-police-report", subject=adult, at=reported_at, by=by, now=now)
    return report


@service
def police_were_told(*, concern: Concern, at: datetime, by: Any, now: datetime) -> None:
    """The police were told of the child's concern: of the adult in it as well."""
    for adult in concern.adult_concerns.filter(withdrawn_at=None):
        discharge(key="adult-police-report", subject=adult, at=at, by=by, now=now, note="Reported with the concern about the child")


@service
def ask_adult_supervision(*, adult: AdultConcern, text: str, at: datetime, by: Any, now: datetime) -> AdultConcern:
    """Ask the manager, or who answers for them, whether an adult safeguarding referral must be made (policy 41)."""
    adult = locked(adult)
    must_work_on(adult.case, by=by, now=now)
    must_be_written(text, "P41-1", "Write what you need to decide together.", "text")
    must_have_happened(at, now=now, field="requested_at")
    if adult.requested_at and not adult.held_at:
        raise RuleRefused("P41-1", "Supervision is asked for already and waits to be held. Ring the manager if it cannot wait.")
    reached = manager_on_duty(by, at)
    adult.requested_at, adult.requested_by, adult.request_text, adult.asked_of = at, by, text.strip(), reached.user
    adult.held_at = None
    adult.save()
    discharge(key="adult-supervision-requested", subject=adult, at=at, by=by, now=now)
    _open(adult, "adult-supervision-held", at=at, by=by, now=now, owner=reached.user, serious=adult.danger_now)
    return adult


@service
def hold_adult_supervision(*, adult: AdultConcern, held_at: datetime, decision: str, reason: str, by: Any, now: datetime) -> AdultConcern:
    """A manager records the supervision held at ``held_at`` (UTC): whether an adult safeguarding referral is made, and why (policy 41).

    Deciding to refer opens the referral; nobody decides on their own request. What was referred already stays referred.
    """
    adult = locked(adult)
    must_manage(adult.case, by=by, now=now)
    if adult.requested_by_id == by.pk:
        raise RuleRefused("P41-1", "You asked for this supervision, so another manager records it.")
    must_have_happened(held_at, now=now, field="held_at")
    if decision not in Decision.values:
        raise RuleRefused("P41-1", "Say whether an adult safeguarding referral is made.", field="decision")
    must_be_written(reason, "P41-1", "Write the reason for the decision.", "reason")
    adult.held_at, adult.held_by, adult.decision, adult.decision_reason = held_at, by, decision, reason.strip()
    adult.save()
    discharge(key="adult-supervision-requested", subject=adult, at=adult.requested_at or held_at, by=by, now=now)
    discharge(key="adult-supervision-held", subject=adult, at=held_at, by=by, now=now)
    if decision == Decision.REFER:
        _decide(adult, at=held_at, by=by, now=now)
    return adult


@service
def refer_adult_now(*, adult: AdultConcern, reason: str, at: datetime, by: Any, now: datetime) -> AdultReferral:
    """Refer now, supervision after; or although supervision did not agree, which the Head of Practice hears of (DESIGN §10.1)."""
    adult = locked(adult)
    must_work_on(adult.case, by=by, now=now)
    must_be_written(reason, "P41-2", "Write why you refer. A few words will do.", "reason")
    must_have_happened(at, now=now, field="decided_at")
    adult.refer_now_at, adult.refer_now_reason = adult.refer_now_at or at, reason.strip()
    adult.save()
    if adult.is_dissent:
        _open(adult, "adult-dissent-viewed", at=at, by=by, now=now, owner=head_of_practice_reached(by, at).user)
    return _decide(adult, at=at, by=by, now=now)


def _decide(adult: AdultConcern, *, at: datetime, by: Any, now: datetime) -> AdultReferral:
    known: AdultReferral | None = AdultReferral.objects.filter(adult=adult).first()
    if known:
        return known
    referral = AdultReferral(
        adult=adult, decided_at=at, decided_by=by, harm=adult.what, risk=adult.danger_reason if adult.danger_now else "",
        authority=home_authority(adult.person, now) if adult.person else None,
    )  # fmt: skip
    referral.save()
    _open(adult, "adult-referral", at=at, by=by, now=now)
    return referral


@service
def view_adult_dissent(*, adult: AdultConcern, view: str, at: datetime, by: Any, now: datetime) -> AdultConcern:
    """The Head of Practice looked at a referral that supervision had not agreed to. It has gone, or goes, already."""
    adult = locked(adult)
    if not may_view_adult_dissent(by, adult, now):
        raise Denied("The Head of Practice or Assistant Director records a view.")
    must_be_written(view, "P41-1", "Write your view.", "view")
    must_have_happened(at, now=now, field="viewed_at")
    adult.dissent_view, adult.dissent_viewed_at, adult.dissent_viewed_by = view.strip(), at, by
    adult.save()
    discharge(key="adult-dissent-viewed", subject=adult, at=at, by=by, now=now)
    return adult


def what_stands_open(adult: AdultConcern) -> list[str]:
    """What keeps a concern about an adult open, each as a phrase."""
    found = [] if adult.is_named else ["Say which adult it is about"]
    if not adult.held_at:
        found.append("Supervision on an adult safeguarding referral")
    for duty in Duty.objects.filter(subject_id=adult.pk, ended_at=None).order_by("due_at"):
        title = definition(duty.key).title
        if not (duty.key.startswith("adult-supervision") and not adult.held_at):
            found.append(title)
    return found


@service
def complete_adult_concern(*, adult: AdultConcern, outcome: str, at: datetime, by: Any, now: datetime) -> AdultConcern:
    """What came of it. Refused while anything stands open, and lists it."""
    adult = locked(adult)
    must_work_on(adult.case, by=by, now=now)
    must_be_written(outcome, "P41-1", "Write what came of it for the adult.", "outcome")
    must_have_happened(at, now=now, field="completed_at")
    missing = what_stands_open(adult)
    if missing:
        raise RuleRefused("P41-1", "This cannot be completed yet. Still open:", missing=missing)
    adult.outcome, adult.completed_at, adult.completed_by = outcome.strip(), at, by
    adult.save()
    return adult


@service
def withdraw_adult_concerns(*, concern: Concern, reason: str, by: Any, now: datetime) -> None:
    """The child's concern was entered in error, and an adult in danger that it began and nobody has named, with it."""
    for adult in concern.adult_concerns.filter(withdrawn_at=None, person=None, name=""):
        adult.withdrawn_at, adult.withdrawn_by, adult.withdrawn_reason = now, by, reason
        adult.save()
        withdraw_duties(subject=adult, reason=reason, by=by, now=now)
