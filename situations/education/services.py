"""What is done about a child out of school (policy 36, 37). Each verb is one transaction; moments in UTC."""

from datetime import date, datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, LocalAuthority, Person
from cafcass_cases.cases.selectors import home_authority
from cafcass_cases.cases.services.guards import must_work_on
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.services.assessments import open_16a_duties
from safeguarding.models import Concern, Supervision
from safeguarding.services import guards

from .models import EducationCheck, Schooling
from .rules import may_weigh
from .selectors import plan_known


def _locked(schooling: Schooling) -> Schooling:
    row = Schooling.objects.select_for_update(of=("self",)).select_related("case", "child", "concern__case").get(pk=schooling.pk)
    if row.withdrawn_at:
        raise RuleRefused("entered-in-error", "This was entered in error.")
    return row


@service
def record_schooling(
    *, case: Case, child: Person, status: str, known_at: datetime, by: User, now: datetime, told: str = "", plan: str = Schooling.Plan.NOT_KNOWN,
    concern: Concern | None = None, contact_reduced: bool | None = None, contact_how: str = "",
) -> Schooling:  # fmt: skip
    """A child is educated at home, was taken out of school, or does not attend: known since ``known_at`` (policy 36).

    It is stored as a fact: it opens the check with the authority, and never a concern (policy 37). With a ``concern``,
    ``contact_reduced`` says whether lack of contact with professionals increases it.
    """
    must_work_on(case, by=by, now=now)
    guards.must_be_children_of(case.pk, [child])
    guards.must_not_be_later(known_at, now, "P36-1", "When it became known cannot be later than now.", "known_at")
    if status not in Schooling.Status.values:
        raise RuleRefused("P36-1", "Choose how it stands with the child’s education.", field="status")
    if Schooling.objects.filter(child=child, back_on=None, withdrawn_at=None).exists():
        raise RuleRefused(
            "P36-1", f"It is recorded already that {child.full_name} is out of school. Go on with that record.", field="child"
        )
    row = Schooling(case=case, child=child, status=status, told=told, known_at=known_at, plan=plan_known(child, now) or plan)
    row.save()
    open_duty(key="education-check", case=case, subject=row, child=child, event_at=known_at, by=by, now=now)
    if concern is not None:
        row = join_concern(
            schooling=row, concern=concern, contact_reduced=contact_reduced, contact_how=contact_how, at=known_at, by=by, now=now
        )
    return row


@service
def join_concern(
    *, schooling: Schooling, concern: Concern, contact_reduced: bool | None, at: datetime, by: User, now: datetime, contact_how: str = ""
) -> Schooling:
    """There is a concern about the child as well. Where lack of contact with professionals increases it (known at ``at``), supervision
    is sought on a referral and a 16A, unless it waits already (policy 37)."""
    row = _locked(schooling)
    concern = guards.lock_concern(concern)
    guards.concern_must_be_open(concern)
    guards.must_work_on(by, concern, now)
    guards.must_not_be_later(at, now, "P37-2", "When it became known cannot be later than now.", "factor_at")
    if concern.case_id != row.case_id:
        raise RuleRefused("P37-2", "Choose a concern of this case.", field="concern")
    if contact_reduced is None:
        raise RuleRefused(
            "P37-2", "Say whether the child’s lack of contact with professionals increases the concern.", field="contact_reduced"
        )
    if contact_reduced:
        guards.must_be_written(contact_how, "P37-2", "Write how the lack of contact matters.", "contact_how")
    row.concern, row.contact_reduced, row.contact_how, row.factor_at = concern, contact_reduced, contact_how, at
    row.plan = plan_known(row.child, now) or row.plan
    row.court_16a, row.weighed_at, row.weighed_by = None, None, None
    row.save()
    if contact_reduced and not _is_before_a_manager(concern):
        open_duty(key="supervision-requested", case=row.case, subject=concern, concern_id=concern.pk, event_at=at, by=by, now=now)
    return row


def _is_before_a_manager(concern: Concern) -> bool:
    """Supervision that is asked for, or held and not yet signed, will weigh it."""
    states = (Supervision.State.REQUESTED, Supervision.State.MORE_ASKED, Supervision.State.HELD)
    return concern.supervisions.filter(state__in=states, withdrawn_at=None).exists()


@service
def record_check(
    *, schooling: Schooling, asked_at: datetime, asked_of: str, result: str, by: User, now: datetime, answer: str = "",
    authority: LocalAuthority | None = None,
) -> EducationCheck:  # fmt: skip
    """The authority was asked whether it has arranged to find out if the education is suitable, and answered or not (policy 36).

    Asking is not having: without an answer the duty runs on.
    """
    row = _locked(schooling)
    must_work_on(row.case, by=by, now=now)
    guards.must_not_be_later(asked_at, now, "P55-2", "When you asked cannot be later than now.", "asked_at")
    guards.must_be_written(asked_of, "P36-1", "Enter whom you asked at the authority.", "asked_of")
    if result not in EducationCheck.Result.values:
        raise RuleRefused("P36-1", "Choose what the authority answered.", field="result")
    if result != EducationCheck.Result.NO_ANSWER:
        guards.must_be_written(answer, "P36-1", "Write what the authority answered.", "answer")
    check = EducationCheck(
        schooling=row,
        asked_at=asked_at,
        asked_of=asked_of,
        result=result,
        answer=answer,
        authority=authority or home_authority(row.child, asked_at),
    )
    check.save()
    if check.is_answered:
        discharge(key="education-check", subject=row, child=row.child, at=asked_at, by=by, now=now)
    return check


@service
def weigh_schooling(
    *, schooling: Schooling, court_16a: bool | None, court_reason: str, weighed_at: datetime, by: User, now: datetime, plan_weight: str = ""
) -> Schooling:
    """In supervision, the manager decides whether the court is told by a 16A, and what weight a protection plan was given (policy 37).

    The decision to refer stands in the record of supervision itself. Yes opens the 16A for a subject child.
    """
    row = _locked(schooling)
    if row.concern is None:
        raise RuleRefused("P37-1", "There is no concern here: the child’s education is not a risk by itself.")
    if not may_weigh(by, row, now):
        raise Denied("A manager of this case records this, as a part of supervision.")
    guards.must_not_be_later(weighed_at, now, "P55-2", "When you weighed it cannot be later than now.", "weighed_at")
    if court_16a is None:
        raise RuleRefused("P37-2", "Say whether the court is told by a 16A.", field="court_16a")
    guards.must_be_written(court_reason, "P37-2", "Write why the court is told, or not.", "court_reason")
    if row.was_on_a_plan:
        guards.must_be_written(plan_weight, "P37-3", "Write what weight the child protection plan was given.", "plan_weight")
    row.court_16a, row.court_reason, row.plan_weight, row.weighed_at, row.weighed_by = court_16a, court_reason, plan_weight, weighed_at, by
    row.save()
    if court_16a and row.child.role == "subject_child":
        open_16a_duties(concern=row.concern, children=[row.child], event_at=weighed_at, by=by, now=now)
    return row


@service
def record_return(*, schooling: Schooling, back_on: date, back_how: str, by: User, now: datetime) -> Schooling:
    """The child is in school again: a check that was not made is no longer needed."""
    row = _locked(schooling)
    must_work_on(row.case, by=by, now=now)
    if back_on > london_date(now):
        raise RuleRefused("time", "Enter a day that is not in the future.", field="back_on")
    guards.must_be_written(back_how, "P36-1", "Write how you know.", "back_how")
    row.back_on, row.back_how = back_on, back_how
    row.save()
    end_duties(subject=row, keys=["education-check"], ending=Ending.NOT_NEEDED, at=now, by=by, now=now, note="The child is in school again")
    return row
