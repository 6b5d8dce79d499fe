"""Before the court is advised: the threshold, the manager, the authority with the referral and the 16A (policy 32, 33)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.cases.models.cases import Law
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.services import discharge, open_duty, withdraw_duties
from referrals.services.common import is_intention
from safeguarding.models import Concern, Supervision
from situations.section37 import selectors
from situations.section37.duties import BEFORE_KEYS
from situations.section37.models import Advice

from .common import locked


@service
def record_threshold(*, concern: Concern, threshold: str, reason: str, at: datetime, by: Any, now: datetime) -> Advice:
    """The practitioner believes, since ``at`` (UTC), that the threshold of section 31 is met (policy 32). Private law only.

    Opens what comes before the court is advised: consult a manager, tell the authority, send it the papers; then the advice.
    """
    if not may_work_on_case(by, concern.case, now):
        raise Denied("Only those who work on this case can record this.")
    if concern.case.law != Law.PRIVATE:
        raise RuleRefused("P32-1", "Section 37 advice is for private law cases. In public law, advise the court in your own report.")
    must_be_written(reason, "P32-2", "Write why you think that the threshold is met.", "reason")
    must_have_happened(at, now=now, field="at")
    if standing := selectors.standing_advice(concern):
        raise RuleRefused("section37-standing", f"This concern has section 37 advice already: {standing.state_words[0].lower()}.")
    advice = Advice(
        case=concern.case, concern=concern, threshold=threshold, threshold_reason=reason, threshold_at=at,
        authority=selectors.likely_authority(concern, now),
    )  # fmt: skip
    advice.save()
    for key in BEFORE_KEYS:
        open_duty(key=key, case=advice.case, subject=advice, concern_id=concern.pk, event_at=at, by=by, now=now)
    return advice


@service
def record_consultation(*, advice: Advice, supervision: Supervision, conclusion: str, by: Any, now: datetime) -> Advice:
    """A manager was consulted, in a supervision of this concern that was held (policy 32). Its time is that of the supervision.

    Whether the manager agreed is written down and stops nobody. Raises :class:`RuleRefused` for supervision not yet held.
    """
    advice = locked(advice, by=by, now=now)
    if supervision.concern_id != advice.concern_id or supervision.withdrawn_at or supervision.held_at is None:
        raise RuleRefused("P32-1", "Choose a supervision of this concern that was held.", field="supervision")
    must_be_written(conclusion, "P32-1", "Write what you and the manager concluded about section 37.", "conclusion")
    advice.supervision, advice.consultation = supervision, conclusion
    advice.happened("consulted_at", supervision.held_at, now)
    advice.save()
    discharge(key="s37-consultation", subject=advice, at=max(supervision.held_at, advice.threshold_at), by=by, now=now)
    return advice


@service
def tell_authority(
    *, advice: Advice, authority: LocalAuthority, told_at: datetime, who: str, how: str, why: str, by: Any, now: datetime
) -> Advice:
    """The authority was told, at ``told_at`` (UTC), that section 37 will be advised, and why; the papers go with it (policy 33).

    About to be told, the concern's referral to it must have been made and written, and a 16A that asks for section 37 must
    be there. What was already said is recorded as it is, and the papers stay owed. The 16A itself waits for nothing here.
    """
    advice = locked(advice, by=by, now=now)
    must_have_happened(told_at, now=now, field="told_at")
    must_be_written(who, "P33-1", "Enter who was told.", "who")
    must_be_written(why, "P33-2", "Write why section 37 will be advised, as the authority is told.", "why")
    papers = selectors.papers_for(advice, authority)
    if papers.missing and is_intention(told_at, now=now):
        block(
            "P33-2", "The referral and the 16A go to the authority together with this. What is missing:", case=advice.case, subject=advice,
            missing=papers.missing,
        )  # fmt: skip
    advice.authority, advice.told_who, advice.told_how, advice.told_why, advice.told_by = authority, who, how, why, by
    advice.happened("told_at", told_at, now)
    advice.save()
    discharge(key="s37-authority-told", subject=advice, at=told_at, by=by, now=now)
    if not papers.missing:
        _link_papers(advice, papers, told_at, by=by, now=now)
    return advice


@service
def record_papers(*, advice: Advice, sent_at: datetime, by: Any, now: datetime) -> Advice:
    """The referral and the 16A followed at ``sent_at`` (UTC), after the authority was told. Raises :class:`RuleRefused` P33-2."""
    advice = locked(advice, by=by, now=now)
    must_have_happened(sent_at, now=now, field="sent_at")
    if advice.told_at is None or advice.authority is None:
        raise RuleRefused("P33-1", "Record first that the authority was told.")
    papers = selectors.papers_for(advice, advice.authority)
    if papers.missing:
        raise RuleRefused("P33-2", "These are not on the record yet:", missing=papers.missing)
    _link_papers(advice, papers, sent_at, by=by, now=now)
    return advice


def _link_papers(advice: Advice, papers: selectors.Papers, at: datetime, *, by: Any, now: datetime) -> None:
    # The authority has them when the last of the three has gone: telling it, the writing, the 16A.
    advice.referral, advice.assessment = papers.referral, papers.assessment
    had_at = max(moment for moment in (at, papers.ready_at) if moment)
    advice.happened("papers_at", had_at, now)
    advice.save()
    discharge(key="s37-papers", subject=advice, at=had_at, by=by, now=now)


@service
def withdraw_advice(*, advice: Advice, reason: str, by: Any, now: datetime) -> Advice:
    """Entered in error: kept, struck out, its duties withdrawn. What was filed at court stands."""
    advice = locked(advice, by=by, now=now)
    must_be_written(reason, "entered-in-error", "Write why this was entered in error.", "reason")
    if advice.filed_at:
        raise RuleRefused("withdraw", "This advice was filed at court, so it stands. Record what changed instead.")
    advice.withdrawn_at, advice.withdrawn_by, advice.withdrawn_reason = now, by, reason
    advice.save()
    withdraw_duties(subject=advice, reason=reason, by=by, now=now)
    return advice
