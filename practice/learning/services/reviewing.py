"""The review: the court and the partnership, papers that leave, the remit, the report (framework 3.36, 3.48–3.55)."""

from datetime import datetime
from typing import Any

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge
from sharing.services import record_incident

from .. import rules
from ..models import Appointment, Release, SeriousIncident
from .guards import lock, must_have_happened, must_say

DISCLOSURE = (
    "family_told_at", "court_told_at", "leave_asked_at", "leave_given_at", "partnership_permission_at",
)  # fmt: skip


@service
def record_disclosure(
    *, incident: SeriousIncident, by: Any, now: datetime, processes: str = "", **moments: datetime | None
) -> SeriousIncident:
    """When the family, the court and the partnership were told or asked, and what other proceedings there are (framework 3.48–3.50).

    ``moments``: any of :data:`DISCLOSURE`. An application before the family was told is recorded; the page warns of it.
    """
    rules.must_manage(by, incident.case, now, "record this")
    incident = lock(incident)
    for name in DISCLOSURE:
        at = moments.get(name)
        must_have_happened(at, now, name)
        if at:
            setattr(incident, name, at)
    incident.processes = processes.strip() or incident.processes
    incident.save()
    if incident.court_told_at and incident.leave_asked_at:
        at = max(incident.court_told_at, incident.leave_asked_at)
        discharge(key="review-court-told", subject=incident, at=at, by=by, now=now)
    return incident


def warnings_of(incident: SeriousIncident) -> list[str]:
    """What should come first and did not (framework 3.49)."""
    asked = incident.leave_asked_at
    if asked and (incident.family_told_at is None or incident.family_told_at > asked):
        return [
            "The court was asked before the partnership told the family of the review. Ring the partnership now: the court’s notice reaches the family."
        ]
    return []


def disclosure_missing(incident: SeriousIncident) -> list[str]:
    """What an outside reviewer's papers wait for (framework 3.48)."""
    wanted = (
        (incident.leave_given_at, "The court’s leave to disclose"),
        (incident.partnership_permission_at, "The partnership’s permission"),
    )
    return [words for there, words in wanted if not there]


@service
def release_papers(
    *,
    incident: SeriousIncident,
    to_whom: str,
    is_employee: bool,
    what: str,
    released_at: datetime | None,
    by: Any,
    now: datetime,
    already: bool = False,
) -> Release:
    """Give papers to somebody for the review. To anybody who is not employed by Cafcass only with leave and permission (3.48).

    ``already``: it was done; then it is recorded, and where something was missing a manager looks at it as an incident.
    """
    rules.must_direct(by, incident.case, now, "release papers")
    to_whom = must_say(to_whom, "F3.48-1", "Enter to whom they go.", "to_whom")
    what = must_say(what, "F3.48-1", "Write which papers.", "what")
    must_have_happened(released_at, now, "released_at")
    missing = [] if is_employee else disclosure_missing(incident)
    if missing and not already:
        raise RuleRefused("F3.48-1", "These papers may not leave yet.", missing=missing)
    release = Release(incident=incident, to_whom=to_whom, is_employee=is_employee, what=what, released_at=released_at or now)
    release.save()
    if missing:
        record_incident(
            case=incident.case, rule="F3.48-1", what="Papers were released for a review without the court’s leave or the partnership’s permission.",
            happened_at=release.released_at, by=by, now=now, subject=release,
        )  # fmt: skip
    return release


@service
def send_remit(*, incident: SeriousIncident, remit: str, at: datetime, by: Any, now: datetime) -> SeriousIncident:
    """The remit is talked over and confirmed in writing; with it the review begins (framework 3.51, 3.52, 3.55).

    Raises RuleRefused without an author whom both directors agreed, or without the remit.
    """
    rules.must_direct(by, incident.case, now, "commission the review")
    must_have_happened(at, now, "at")
    authors = incident.appointments.filter(kind=Appointment.Kind.REVIEWER, withdrawn_at=None)
    if not any(one.is_agreed for one in authors):
        raise RuleRefused("F3.51-1", "Both directors first agree on who conducts the review.")
    incident = lock(incident)
    incident.remit = must_say(remit, "F3.51-1", "Write the remit: the review cannot start without it.", "remit")
    incident.remit_sent_at, incident.review_started_at = at, at
    incident.save()
    return incident


@service
def write_report(*, incident: SeriousIncident, report: str, interviews: str, by: Any, now: datetime) -> SeriousIncident:
    """The author's draft, and who is to be interviewed (framework 3.54). A later change voids the approval. Raises RuleRefused."""
    authors = incident.appointments.filter(kind=Appointment.Kind.REVIEWER, person=by, withdrawn_at=None) if by is not None else ()
    if by is not None and not any(one.is_agreed for one in authors):
        rules.must_direct(by, incident.case, now, "write the report")
    incident = lock(incident)
    if incident.remit_sent_at is None:
        raise RuleRefused("F3.51-1", "The review has not started: the remit is confirmed in writing first.")
    report = must_say(report, "F3.53-1", "Write the draft.", "report")
    if report != incident.report:
        incident.report_approved_at = incident.report_approved_by = None
    incident.report, incident.interviews, incident.report_drafted_at = report, interviews.strip(), now
    incident.save()
    return incident


@service
def approve_report(*, incident: SeriousIncident, by: Any, now: datetime) -> SeriousIncident:
    """The director with safeguarding responsibility has read the draft and approves it (framework 3.53). Raises Denied."""
    if by is not None and not rules.is_safeguarding_director(by, now):
        raise RuleRefused("F3.53-1", "The director with safeguarding responsibility approves the report.")
    incident = lock(incident)
    if not incident.report:
        raise RuleRefused("F3.53-1", "There is no draft yet.")
    incident.report_approved_at, incident.report_approved_by = now, by
    incident.save()
    discharge(key="internal-review", subject=incident, at=now, by=by, now=now)
    return incident


@service
def send_report(*, incident: SeriousIncident, to: str, at: datetime, by: Any, now: datetime) -> SeriousIncident:
    """The report goes to the partnership. Refused without the director's approval of this very text (framework 3.53)."""
    rules.must_direct(by, incident.case, now, "send the report")
    must_have_happened(at, now, "at")
    incident = lock(incident)
    if incident.report_approved_at is None:
        raise RuleRefused("F3.53-1", "The director with safeguarding responsibility approves the report before it is sent.")
    incident.report_sent_at, incident.report_sent_to = at, must_say(to, "F3.53-1", "Enter to whom it was sent.", "to")
    incident.save()
    return incident


@service
def close_incident(*, incident: SeriousIncident, by: Any, now: datetime) -> SeriousIncident:
    """Nothing more is to be done. Raises RuleRefused naming what is open; a declined review is closed only after Cafcass's own (3.37)."""
    rules.must_direct(by, incident.case, now, "close it")
    incident = lock(incident)
    missing = []
    if not incident.directors_told:
        missing.append("Both directors told")
    if incident.decision == SeriousIncident.Decision.DECLINED and incident.report_approved_at is None:
        missing.append("Cafcass’s own review, although the partnership holds none")
    missing += [f"Action: {one.what[:60]}" for one in incident.actions.filter(done_at=None, withdrawn_at=None)]
    missing += [f"Update for the stage “{one.get_stage_display()}”" for one in incident.updates.filter(sent_at=None)]
    if missing:
        raise RuleRefused("F3.36-1", "Something is still open.", missing=missing)
    incident.closed_at = now
    incident.save()
    return incident
