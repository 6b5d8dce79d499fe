"""What is shared: refused where the policy does not let it, kept where it has happened (DESIGN §10.4)."""

from datetime import date, datetime
from typing import Any

from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.cases.services.guards import is_intention, must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.models import RiskAssessment, RiskAssessmentStep
from referrals.services.assessments import record_16a_given
from sharing.addressing import addressee
from sharing.models import Disclosure, Sharing
from sharing.selectors import assessments_to_give
from sharing.standing import Ground, Standing, standing_of

from .agencies import agency_learned
from .deciding import locked
from .incidents import record_incident


@service
def share(
    *,
    sharing: Sharing,
    shared: str,
    method: str,
    shared_with: str,
    shared_at: datetime,
    by: Any,
    now: datetime,
    in_danger: bool | None = None,
    risk_reasons: str = "",
    basis: str = "",
    gateway_on: date | None = None,
    assessment: RiskAssessment | None = None,
) -> Disclosure:
    """Record what is shared, or was (at ``shared_at``, UTC): the minimum necessary, in words.

    About to be shared, it must have its ground: else :class:`RuleRefused`, citing the paragraph and what is missing; and the
    information-sharing record is issued behind the confidentiality guard. What was shared already is never refused: without a ground
    it is kept as an incident, which a manager looks at. ``in_danger``: a child is in immediate danger, with ``risk_reasons``: the
    minimum may go now, and the manager is told (policy 40). ``assessment``: the 16A that a party is given, which then says so itself
    (policy 31); where it is not named, the one that was sent to the court last.
    """
    sharing = locked(sharing)
    must_work_on(sharing.case, by=by, now=now)
    must_have_happened(shared_at, now=now, field="shared_at")
    must_be_written(shared, "P20-5", "Write what is shared: no more than is necessary.", "shared")
    must_be_written(shared_with, "P20-5", "Enter who receives it: name and job.", "shared_with")
    if method not in Disclosure.Method.values:
        raise RuleRefused("P20-5", "Choose how it is shared.", field="method")
    if in_danger:
        must_be_written(risk_reasons, "P40-3", "Write why a child is in immediate danger.", "risk_reasons")
    sharing.gateway_on = gateway_on or sharing.gateway_on
    sharing.contact_person = sharing.contact_person or shared_with.strip()
    found = standing_of(sharing, now, risk=bool(in_danger), basis=basis)
    if not found.allowed and is_intention(shared_at, now=now):
        raise RuleRefused(found.rule, found.message, missing=found.missing, field=found.field)
    disclosure = Disclosure(
        sharing=sharing, shared=shared.strip(), method=method, shared_with=shared_with.strip(), shared_at=shared_at, shared_by=by,
        ground=found.ground or Ground.NONE, basis=basis.strip(), risk_reasons=risk_reasons.strip() if in_danger else "",
    )  # fmt: skip
    if not found.allowed:
        disclosure.incident = _incident(sharing, found, disclosure, by=by, now=now)
    disclosure.given = _given(sharing, disclosure, assessment, by=by, now=now)
    disclosure.save()
    sharing.outcome = Sharing.Outcome.SHARED
    sharing.save()
    _follow_up(sharing, disclosure, by=by, now=now)
    if is_intention(shared_at, now=now):
        document = issue(kind="sharing-record", subject=disclosure, recipient=addressee(sharing), by=by, now=now)
        disclosure.document_id = document.pk
        disclosure.save()
    return disclosure


def _incident(sharing: Sharing, found: Standing, disclosure: Disclosure, *, by: Any, now: datetime) -> Any:
    return record_incident(
        case=sharing.case, concern=sharing.concern, rule=sharing.rule if found.rule == "not-listed" and sharing.rule else found.rule,
        what=f"Shared with {sharing.recipient_words}: {disclosure.shared}", happened_at=disclosure.shared_at, subject=sharing, by=by, now=now,
    )  # fmt: skip


def _given(
    sharing: Sharing, disclosure: Disclosure, assessment: RiskAssessment | None, *, by: Any, now: datetime
) -> RiskAssessmentStep | None:
    """The step of the 16A's own record: whom it was given to, and on what basis."""
    given = assessment or next(iter(assessments_to_give(sharing)), None)
    if given is None:
        return None
    if given.case_id != sharing.case_id:
        raise RuleRefused("other-case", "Choose a 16A of this case.", field="assessment")
    basis = disclosure.basis or "No basis is recorded, so it is kept as an incident."
    return record_16a_given(
        assessment=given, happened_at=disclosure.shared_at, whom=f"{sharing.recipient_words}: {disclosure.shared_with}",
        method=disclosure.get_method_display(), detail=f"{basis} (request {sharing.reference})", by=by, now=now,
    )  # fmt: skip


def _follow_up(sharing: Sharing, disclosure: Disclosure, *, by: Any, now: datetime) -> None:
    at = disclosure.shared_at
    if disclosure.ground == Ground.RISK:
        open_duty(
            key="sharing-at-risk-viewed", case=sharing.case, subject=disclosure, concern_id=sharing.concern_id, event_at=at,
            detail=sharing.reference, by=by, now=now,
        )  # fmt: skip
    end_duties(
        subject=sharing, keys=("sharing-decided", "court-permission-asked"), ending=Ending.NOT_NEEDED, at=at, by=by, now=now,
        note="It was shared",
    )  # fmt: skip
    if sharing.recipient.is_agency:
        agency_learned(
            case=sharing.case, kind=sharing.recipient_kind, authority=sharing.authority, name=sharing.recipient_name, at=at,
            how=f"Request {sharing.reference}", by=by, now=now,
        )  # fmt: skip


@service
def view_sharing_at_risk(*, disclosure: Disclosure, view: str, at: datetime, by: Any, now: datetime) -> Disclosure:
    """The manager looked at what was shared at an immediate risk (policy 40). Not the one who shared it."""
    disclosure = Disclosure.objects.select_for_update(of=("self",)).select_related("sharing__case").get(pk=disclosure.pk)
    if disclosure.shared_by_id == by.pk or not may_manage_case(by, disclosure.sharing.case, now):
        raise Denied("Only a manager of this case who did not share it can do this.")
    must_be_written(view, "P40-3", "Write your view.", "view")
    must_have_happened(at, now=now, field="seen_at")
    disclosure.risk_view, disclosure.risk_seen_at, disclosure.risk_seen_by = view.strip(), at, by
    disclosure.save()
    discharge(key="sharing-at-risk-viewed", subject=disclosure, at=at, by=by, now=now)
    return disclosure
