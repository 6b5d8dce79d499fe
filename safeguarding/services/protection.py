"""What is done at once: reports to the police, enquiries, and the question for each connected child."""

from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Person, PoliceForce
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from safeguarding.events import PoliceReported
from safeguarding.models import Concern, ConnectedConsideration, Enquiry, PoliceReport, Supervision

from . import guards

FAMILY_SOURCES = (Enquiry.Source.PARENT, Enquiry.Source.CHILD)


@service
def record_enquiry(
    *,
    concern: Concern,
    source: str,
    result: str,
    happened_at: datetime,
    by: User,
    now: datetime,
    person: Person | None = None,
    who: str = "",
    safe_to_contact: bool | None = None,
    who_else_hears: str = "",
    method: str = "",
    question: str = "",
    answer: str = "",
    reason: str = "",
    plan: str = "",
    plan_detail: str = "",
) -> Enquiry:
    """Record an enquiry of one source, made or attempted (policy 11). ``happened_at`` in UTC.

    Only an answer discharges the 24 hours: an attempt, or a decision not to contact somebody, leaves them running. Contact
    that was made although judged unsafe is a fact and is saved; it shows as an incident. An authority that answers is asked
    whether any of the children has a child protection plan, though screening asked before (framework 2.85).
    """
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    guards.must_not_be_later(happened_at, now, "P55-2", "When you did it cannot be later than now.", "happened_at")
    if person is not None and person.case_id != concern.case_id:
        raise RuleRefused("P11-2", "Choose somebody of this case.", field="person")
    if source in FAMILY_SOURCES:
        if safe_to_contact is None:
            raise RuleRefused("safe-to-contact", "Say whether it is safe to contact them.", field="safe_to_contact")
        guards.must_be_written(who_else_hears, "safe-to-contact", "Write who else will hear, or “nobody”.", "who_else_hears")
    if result == Enquiry.Result.CONTACTED:
        guards.must_be_written(question, "P11-1", "Write what you asked.", "question")
        guards.must_be_written(answer, "P11-1", "Write what they answered.", "answer")
        if source == Enquiry.Source.AUTHORITY:
            guards.must_be_written(plan, "F2.85-2", "Say whether any of the children has a child protection plan.", "plan")
        if plan == Enquiry.Plan.NOW:
            guards.must_be_written(plan_detail, "F2.85-2", "Write which child, since when and why.", "plan_detail")
    else:
        guards.must_be_written(reason, "P11-2", "Write why not, or what came of the attempt.", "reason")
    enquiry = Enquiry(
        concern=concern,
        source=source,
        person=person,
        who=who,
        safe_to_contact=safe_to_contact,
        who_else_hears=who_else_hears,
        result=result,
        method=method,
        question=question,
        answer=answer,
        reason=reason,
        plan=plan,
        plan_detail=plan_detail,
        happened_at=happened_at,
    )
    enquiry.save()
    if result == Enquiry.Result.CONTACTED:
        discharge(key="enquiry", subject=concern, at=happened_at, by=by, now=now)
    return enquiry


@service
def record_police_report(
    *,
    concern: Concern,
    reported_at: datetime,
    reported: str,
    by: User,
    now: datetime,
    force: PoliceForce | None = None,
    by_999: bool = False,
    officer: str = "",
    log_number: str = "",
    response: str = "",
    told_family: str = "",
) -> PoliceReport:
    """Record a report to the police (policy 7). Nothing is asked for first: not supervision, not a referral. UTC."""
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    guards.must_not_be_later(reported_at, now, "P55-2", "When you reported it cannot be later than now.", "reported_at")
    guards.must_be_written(reported, "P7-1", "Write what you reported, and why you believed it.", "reported")
    if force is None and not by_999:
        raise RuleRefused("P7-1", "Choose the police force, or say that you rang 999.", field="force")
    report = PoliceReport(
        concern=concern,
        force=force,
        by_999=by_999,
        reported_at=reported_at,
        officer=officer,
        log_number=log_number,
        reported=reported,
        response=response,
        told_family=told_family,
    )
    report.save()
    discharge(key="police-report", subject=concern, at=reported_at, by=by, now=now)
    publish(PoliceReported(concern_id=concern.pk, report_id=report.pk, at=reported_at, now=now, by=by))
    return report


@service
def consider_connected_child(
    *,
    concern: Concern,
    child: Person,
    answer: str,
    reason: str,
    at: datetime,
    by: User,
    now: datetime,
    supervision: Supervision | None = None,
) -> ConnectedConsideration:
    """Answer for one connected child: refer as well, or not, and why (policy 16). "Refer" is a wish until it is decided:
    it asks for supervision, or stands in the record of one."""
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    guards.must_not_be_later(at, now, "P55-2", "When it was considered cannot be later than now.", "considered_at")
    row = consider(concern=concern, child=child, answer=answer, reason=reason, at=at, by=by, now=now, supervision=supervision)
    asked = concern.supervisions.filter(withdrawn_at=None).exclude(state=Supervision.State.SUPERSEDED).exists()
    if answer == ConnectedConsideration.Answer.REFER and not asked:
        open_duty(key="supervision-requested", case=concern.case, subject=concern, concern_id=concern.pk, event_at=at, by=by, now=now)
    return row


def consider(
    *, concern: Concern, child: Person, answer: str, reason: str, at: datetime, by: User, now: datetime, supervision: Supervision | None
) -> ConnectedConsideration:
    """Write the answer and discharge the child's duty. Called inside a service that holds the concern's lock."""
    if child.case_id != concern.case_id or child.role != "connected_child":
        raise RuleRefused("P16-1", "Choose a connected child of this case.", field="child")
    if answer not in ConnectedConsideration.Answer.values:
        raise RuleRefused("P16-1", f"Say whether to refer {child.full_name} as well.", field="answer")
    guards.must_be_written(reason, "P16-1", f"Write why, or why not, for {child.full_name}.", "reason")
    row = concern.considerations.filter(child=child).first() or ConnectedConsideration(concern=concern, child=child)
    row.answer, row.reason, row.considered_at, row.considered_by, row.supervision = answer, reason, at, by, supervision
    row.save()
    discharge(key="connected-child", subject=concern, child=child, at=at, by=by, now=now)
    return row
