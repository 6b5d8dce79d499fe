"""What was done although it should not have been: never refused, always seen by a manager (DESIGN §10.4)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.errors import Denied
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from cafcass_cases.policy.catalogue import cite
from safeguarding.models import Concern
from sharing.models import Incident
from sharing.rules import may_view_incident


@service
def record_incident(
    *, case: Any, rule: str, what: str, happened_at: datetime, by: Any, now: datetime, concern: Concern | None = None, subject: Any = None
) -> Incident:
    """Save that something was done against ``rule`` ("P22-2"), at ``happened_at`` (UTC), and have a manager look at it.

    ``subject`` is the record it hangs on, where there is one. Raises :class:`RuleRefused` only without words or for a time
    that has not come yet, and :class:`Denied` for somebody who does not work on the case.
    """
    must_work_on(case, by=by, now=now)
    must_be_written(what, rule, "Write what was done.", "what")
    must_have_happened(happened_at, now=now, field="happened_at")
    incident = Incident(
        case=case, concern=concern, rule=rule, what=what.strip(), happened_at=happened_at, recorded_by=by,
        subject_label=subject._meta.label_lower if subject is not None else "", subject_id=subject.pk if subject is not None else None,
    )  # fmt: skip
    incident.save()
    open_duty(
        key="incident-viewed", case=case, subject=incident, concern_id=concern.pk if concern else None, event_at=now, detail=cite(rule),
        by=by, now=now,
    )  # fmt: skip
    return incident


@service
def view_incident(*, incident: Incident, view: str, at: datetime, by: Any, now: datetime) -> Incident:
    """A manager of the case looked at the incident at ``at`` (UTC) and wrote what follows from it.

    Raises :class:`Denied` for anyone else, and for the one who recorded it.
    """
    incident = Incident.objects.select_for_update(of=("self",)).select_related("case").get(pk=incident.pk)
    if not may_view_incident(by, incident, now):
        raise Denied("Only a manager of this case who did not record the incident can do this.")
    must_be_written(view, incident.rule, "Write your view, and what follows from it.", "view")
    must_have_happened(at, now=now, field="seen_at")
    incident.view, incident.seen_at, incident.seen_by = view.strip(), at, by
    incident.save()
    discharge(key="incident-viewed", subject=incident, at=at, by=by, now=now)
    return incident
