"""A finding of fact is directed, awaited and made. While it is awaited, risk is looked at again and again (policy 17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, Hearing, Order, Person
from cafcass_cases.cases.services import withdraw
from cafcass_cases.cases.services.guards import must_be_of_case, must_be_valid, must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty, withdraw_duties
from safeguarding.models import Concern
from situations.advice.models import Advice, FindingOfFact, FindingReview, FindingReviewChild

from .common import check_referral_answer, open_refer_duty

REVIEW = "finding-of-fact-review"


@dataclass(frozen=True, kw_only=True)
class ChildRisk:
    """The risk to one child while the finding is awaited."""

    child: Person
    risk: str
    analysis: str


@service
def direct_finding(
    *,
    case: Case,
    directed_at: datetime,
    by: Any,
    now: datetime,
    issues: str = "",
    concern: Concern | None = None,
    advice: Advice | None = None,
    order: Order | None = None,
    hearing: Hearing | None = None,
) -> FindingOfFact:
    """The court directed a finding of fact at ``directed_at`` (UTC): risk is to be reviewed until it is made (P17-2)."""
    must_work_on(case, by=by, now=now)
    must_have_happened(directed_at, now=now, field="directed_at")
    if any(one is not None and one.case_id != case.pk for one in (concern, advice, order, hearing)):
        raise RuleRefused("other-case", "Choose what belongs to this case.")
    finding = FindingOfFact(
        case=case, directed_at=directed_at, issues=issues.strip(), concern=concern, advice=advice, order=order, hearing=hearing
    )
    finding.save()
    _open_review(finding, directed_at, by=by, now=now)
    return finding


def _open_review(finding: FindingOfFact, at: datetime, *, by: Any, now: datetime) -> None:
    open_duty(key=REVIEW, case=finding.case, subject=finding, concern_id=finding.concern_id, event_at=at, by=by, now=now)


@service
def review_risk(
    *,
    finding: FindingOfFact,
    reviewed_at: datetime,
    children: Sequence[ChildRisk],
    referral_considered: str,
    referral_reason: str,
    by: Any,
    now: datetime,
    next_step: str = "",
    lateness_reason: str = "",
) -> FindingReview:
    """Risk to each child looked at again at ``reviewed_at`` (UTC), and the question of a referral answered (P17-2).

    It ends the open review and opens the next one, until the finding is made. Raises :class:`RuleRefused` for what is missing.
    """
    finding = _locked(finding, by=by, now=now)
    must_have_happened(reviewed_at, now=now, field="reviewed_at")
    if reviewed_at < finding.directed_at:
        raise RuleRefused("P17-2", "Enter a time after the court directed the finding of fact.", field="reviewed_at")
    check_referral_answer(referral_considered, referral_reason)
    if not children:
        raise RuleRefused("P17-2", "Say how the risk stands for at least one child.")
    review = FindingReview(
        finding=finding, reviewed_at=reviewed_at, referral_considered=referral_considered, referral_reason=referral_reason.strip(),
        next_step=next_step.strip(),
    )  # fmt: skip
    review.save()
    for told in children:
        must_be_of_case([told.child], finding.case)
        must_be_valid(told.risk, FindingReviewChild.Risk, "P17-2", f"Say how the risk to {told.child} stands.", "risk")
        analysis = must_be_written(told.analysis, "P17-2", f"Write why the risk to {told.child} stands so.", "analysis")
        FindingReviewChild(review=review, child=told.child, risk=told.risk, analysis=analysis).save()
    discharge(key=REVIEW, subject=finding, at=reviewed_at, by=by, now=now, lateness_reason=lateness_reason)
    if finding.is_pending:
        latest = finding.reviews.filter(withdrawn_at=None).order_by("-reviewed_at").values_list("reviewed_at", flat=True).first()
        _open_review(finding, latest or reviewed_at, by=by, now=now)
    if referral_considered == Advice.Referral.REFER:
        open_refer_duty(record=finding, at=reviewed_at, by=by, now=now)
    return review


@service
def end_finding(*, finding: FindingOfFact, made_at: datetime, ending: str, result: str, by: Any, now: datetime) -> FindingOfFact:
    """The finding was made, or there will be none, at ``made_at`` (UTC): the reviews of risk while it was awaited end."""
    finding = _locked(finding, by=by, now=now)
    if finding.made_at:
        raise RuleRefused("finding-made", "This ended already.")
    must_have_happened(made_at, now=now, field="made_at")
    if made_at < finding.directed_at:
        raise RuleRefused("finding-made", "Enter a time after the court directed the finding of fact.", field="made_at")
    must_be_valid(ending, FindingOfFact.Ending, "finding-made", "Say how it ended.", "ending")
    finding.made_at, finding.ending = made_at, ending
    finding.result = must_be_written(result, "finding-made", "Write what the court found or decided.", "result")
    finding.save()
    end_duties(
        subject=finding, keys=REVIEW, ending=Ending.NOT_NEEDED, at=made_at, by=by, now=now, note="The finding of fact is no longer awaited"
    )
    return finding


@service
def withdraw_finding(*, finding: FindingOfFact, reason: str, by: Any, now: datetime) -> FindingOfFact:
    """It was entered in error; what it set running goes with it."""
    must_work_on(finding.case, by=by, now=now)
    withdraw_duties(subject=finding, reason=reason or "The finding of fact was entered in error", by=by, now=now)
    return withdraw(record=finding, reason=reason, by=by, now=now)


def _locked(finding: FindingOfFact, *, by: Any, now: datetime) -> FindingOfFact:
    finding = FindingOfFact.objects.select_for_update(of=("self",)).select_related("case").get(pk=finding.pk)
    must_work_on(finding.case, by=by, now=now)
    if finding.withdrawn_at:
        raise RuleRefused("entered-in-error", "This finding of fact was entered in error, so it cannot be changed.")
    return finding
