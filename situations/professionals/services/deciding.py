"""Who works with children and gives cause for concern, and whether the referral recommends that the LADO is involved (policy 6, 49)."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.staffing import head_of_practice_reached
from cafcass_cases.cases.models import AccessGrant, Case, LocalAuthority, Person
from cafcass_cases.cases.rules import MANAGING_ROLES
from cafcass_cases.cases.selectors import allocated_practitioner, manager_of_case
from cafcass_cases.cases.services import restrict_case
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from safeguarding.models import Concern
from situations.professionals.models import LadoReferral, ProfessionalConcern

from .common import locked

Capacity = ProfessionalConcern.Capacity
OF_CAPACITY = {"applicant": Capacity.PARTY, "respondent": Capacity.PARTY, "professional": Capacity.PROFESSIONAL}


@service
def begin_professional(*, concern: Concern, at: datetime, by: Any, now: datetime) -> ProfessionalConcern:
    """A concern says that it is about somebody who works with children: the decision's clock runs from ``at`` (UTC, policy 49).

    Who it is comes from the concern, where it names one adult as the source of harm; else it is said later.
    """
    adults = [person for person in Person.objects.filter(pk__in=concern.harm_from, withdrawn_at=None) if not person.is_child]
    marked = [person for person in adults if person.works_with_children] or adults
    person = marked[0] if len(marked) == 1 else None
    professional = ProfessionalConcern(
        case=concern.case,
        concern=concern,
        person=person,
        capacity=OF_CAPACITY.get(person.role, "") if person else "",
        job=person.occupation if person else "",
        identified_at=at,
    )
    professional.save()
    _open_decision(professional, by=by, now=now)
    return professional


@service
def record_professional(
    *,
    concern: Concern,
    capacity: str,
    by: Any,
    now: datetime,
    person: Person | None = None,
    name: str = "",
    colleague: User | None = None,
    job: str = "",
    employer: str = "",
    children_known: str = "",
    authority: LocalAuthority | None = None,
    identified_at: datetime | None = None,
    professional: ProfessionalConcern | None = None,
) -> ProfessionalConcern:
    """Say who works with children and gives cause for concern, in what capacity, and with which children (policy 49).

    What the concern has begun is filled in, else a new record is made. A colleague's case is closed to all but named people,
    never the colleague. Raises RuleRefused without a capacity or a name.
    """
    must_work_on(concern.case, by=by, now=now)
    at = identified_at or (professional.identified_at if professional else now)
    must_have_happened(at, now=now, field="identified_at")
    if capacity not in Capacity.values:
        raise RuleRefused("P49-4", "Say in what capacity they come into this.", field="capacity")
    if person is not None and person.case_id != concern.case_id:
        raise RuleRefused("P49-4", "Choose somebody of this case.", field="person")
    if person is None and not (colleague.full_name if colleague else name).strip():
        raise RuleRefused("P49-4", "Say who they are.", field="name")
    if capacity == Capacity.COLLEAGUE and colleague is None:
        raise RuleRefused("P49-4", "Choose the colleague, so that the case is kept from them.", field="colleague")
    if professional is None:
        waiting = concern.professional_concerns.filter(person=None, name="", withdrawn_at=None).first()
        professional = waiting or ProfessionalConcern(case=concern.case, concern=concern, identified_at=at)
    else:
        professional = locked(professional)
    professional.person, professional.capacity = person, capacity
    professional.colleague = colleague if capacity == Capacity.COLLEAGUE else None
    professional.name = colleague.full_name if professional.colleague and person is None else "" if person else name.strip()
    professional.job, professional.employer, professional.children_known = job.strip(), employer.strip(), children_known.strip()
    professional.authority = authority
    professional.save()
    if professional.refer_to_lado is None:
        _open_decision(professional, by=by, now=now)
    if professional.colleague:
        _keep_from(professional.case, professional.colleague, by=by, now=now)
    return professional


def _open_decision(professional: ProfessionalConcern, *, by: Any, now: datetime) -> None:
    open_duty(
        key="lado-decision", case=professional.case, subject=professional, concern_id=professional.concern_id,
        event_at=professional.identified_at, by=by, now=now,
    )  # fmt: skip


def _keep_from(case: Case, colleague: User, *, by: Any, now: datetime) -> None:
    """From now on only those who need to know see the case, and the colleague is not among them (policy 49)."""
    holder, manager = allocated_practitioner(case, now), manager_of_case(case, now)
    named = {user.pk: user for user in (by, holder, manager) if user is not None}
    if case.is_restricted:
        open_now = AccessGrant.objects.filter(case=case, kind=AccessGrant.Kind.NAMED, ends_at=None).select_related("user")
        named |= {grant.user_id: grant.user for grant in open_now}
    named.pop(colleague.pk, None)
    if not any(user.role in MANAGING_ROLES for user in named.values()):
        head = head_of_practice_reached(colleague, now).user
        if head is not None and head.pk != colleague.pk:
            named[head.pk] = head
    heir = holder if holder is not None and holder.pk in named else next(user for user in named.values() if user.role in MANAGING_ROLES)
    restrict_case(
        case=case, reason="A concern about a colleague: only those who need to know", named=list(named.values()), next_owner=heir,
        by=None, now=now,
    )  # fmt: skip


@service
def decide_on_lado(
    *, professional: ProfessionalConcern, refer: bool, rationale: str, at: datetime, by: Any, now: datetime
) -> ProfessionalConcern:
    """Decide, at ``at`` (UTC), whether the referral to the authority recommends that the LADO is involved (policy 49).

    The rationale stands on the record either way (policy 51). The children's own referral is not touched. Raises RuleRefused
    without a rationale, and for a "no" after it was sent.
    """
    professional = locked(professional)
    must_work_on(professional.case, by=by, now=now)
    must_have_happened(at, now=now, field="decided_at")
    must_be_written(rationale, "P51-3", "Write the rationale: it stands on the record, whichever way it goes.", "rationale")
    lado = LadoReferral.objects.filter(professional=professional).first()
    if not refer and lado is not None and lado.sent_at:
        raise RuleRefused("P49-1", "The LADO has been told of this, so the decision stands. Record what changed as a follow-up.")
    professional.refer_to_lado, professional.rationale = refer, rationale.strip()
    professional.decided_at, professional.decided_by = at, by
    professional.save()
    discharge(key="lado-decision", subject=professional, at=at, by=by, now=now)
    if refer:
        if lado is None:
            lado = LadoReferral(professional=professional)
            lado.save()
        open_duty(
            key="lado-referral",
            case=professional.case,
            subject=professional,
            concern_id=professional.concern_id,
            event_at=at,
            by=by,
            now=now,
        )
    elif lado is not None:
        for subject in (professional, lado):
            end_duties(subject=subject, ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="Decided that the LADO is not involved")
    return professional


@service
def withdraw_professionals(*, concern: Concern, reason: str, by: Any, now: datetime) -> None:
    """The concern was entered in error: so was this, unless the LADO was already told."""
    for professional in concern.professional_concerns.filter(withdrawn_at=None).exclude(lado__sent_at__isnull=False):
        professional.withdrawn_at, professional.withdrawn_by, professional.withdrawn_reason = now, by, reason
        professional.save()
