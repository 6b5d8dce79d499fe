"""Appointments to a review, and who may not be (framework 3.33, 3.41, 3.42, 3.51)."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import AccessGrant
from cafcass_cases.cases.services import end_access, grant_access
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services.taking import take_over

from .. import rules
from ..models import Appointment, SeriousIncident
from .guards import lock, must_be, must_say

Kind = Appointment.Kind
TO_SECURE = "Appointed to secure the file"


@service
def appoint(
    *,
    incident: SeriousIncident,
    kind: str,
    by: Any,
    now: datetime,
    person: User | None = None,
    outside_name: str = "",
    why_fit: str = "",
) -> Appointment:
    """Appoint somebody: to secure the file, to the panel, or as author of the internal review, who may come from outside Cafcass.

    Refused where the history of the case says that they may not be (see :func:`rules.may_not_be`). A director's own appointment of
    the author is their agreement; the other director's follows. Raises RuleRefused, Denied.
    """
    rules.must_direct(by, incident.case, now, "appoint")
    must_be(kind in Kind.values, "F3.41-1", "Choose what they are appointed to.", "kind")
    if person is None:
        rule = "F3.51-1" if kind == Kind.REVIEWER else "F3.42-1" if kind == Kind.SECURING else "F3.41-1"
        if kind != Kind.REVIEWER or not outside_name.strip():
            raise RuleRefused(rule, "Choose who is appointed.", field="person")
    else:
        forbidden = rules.may_not_be(kind, person, incident, now)
        if forbidden:
            raise RuleRefused(*forbidden, field="person")
    if kind == Kind.REVIEWER:
        must_say(why_fit, "F3.51-1", "Write why they are fit for it.", "why_fit")
    appointment = Appointment(
        incident=incident,
        kind=kind,
        person=person,
        outside_name="" if person else outside_name.strip(),
        why_fit=why_fit.strip(),
        appointed_at=now,
    )
    before = rules.appointed_to_secure(incident)
    _agree(appointment, by, now)
    appointment.save()
    if kind == Kind.SECURING and person is not None:
        _hand_over_the_file(incident, person, before, by, now)
    return appointment


def _hand_over_the_file(incident: SeriousIncident, person: User, before: Appointment | None, by: Any, now: datetime) -> None:
    """Whoever is to secure the file has no part in the case: they are let into it until they are replaced, and owe what was the
    director's (framework 3.42). Named, since what else lets them in may end: a night on the rota, four hours after a broken glass."""
    named = AccessGrant.objects.filter(case=incident.case, kind=AccessGrant.Kind.NAMED, ends_at=None)
    if not named.filter(user=person).exists():
        how = {"kind": AccessGrant.Kind.NAMED, "reason": TO_SECURE, "by": None, "now": now}
        grant_access(case=incident.case, user=person, **how)
    if before is not None and before.person_id != person.pk:
        for grant in named.filter(user=before.person_id, reason=TO_SECURE):
            end_access(grant=grant, by=None, now=now)
    for duty in Duty.objects.filter(key="file-secured", subject_id=incident.pk, ended_at=None):
        take_over(duty=duty, to_user=person, by=by, now=now)


@service
def agree_appointment(*, appointment: Appointment, by: Any, now: datetime) -> Appointment:
    """The other director agrees to the author of the internal review (framework 3.51). Raises Denied."""
    rules.must_direct(by, appointment.incident.case, now, "agree to an appointment")
    appointment = lock(appointment)
    _agree(appointment, by, now)
    appointment.save()
    return appointment


def _agree(appointment: Appointment, by: Any, now: datetime) -> None:
    if by is None:
        appointment.area_agreed_by = rules.area_director(appointment.incident.case)
        appointment.safeguarding_agreed_by = rules.safeguarding_director(now)
    elif rules.is_safeguarding_director(by, now):
        appointment.safeguarding_agreed_by = by
    else:
        appointment.area_agreed_by = by
