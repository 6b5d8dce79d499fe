"""The Designated Family Judge: for the Head of Practice and the Assistant Director alone (policy 48)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.services.guards import must_be_written, must_have_happened
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.services import discharge, open_duty
from referrals.services.common import is_intention
from sharing.services import record_incident
from situations.orders.models import JudgeApproach, OrderReview
from situations.orders.rules import may_approach_judge

from .common import locked

RESERVED = (
    "Only the Head of Practice or the Assistant Director approaches the Designated Family Judge. Ask the Head of Practice to consider it."
)


@service
def ask_head_of_practice(*, review: OrderReview, why: str, at: datetime, by: Any, now: datetime) -> OrderReview:
    """A practitioner or manager asks, at ``at`` (UTC), that an approach to the judge be considered."""
    review = locked(review, by=by, now=now)
    must_have_happened(at, now=now, field="at")
    must_be_written(why, "P48-1", "Write why the judge should be approached.", "why")
    review.judge_asked_by, review.judge_asked_why = by, why
    review.judge_declined_at, review.judge_declined_by, review.judge_declined_why = None, None, ""
    review.happened("judge_asked_at", at, now)
    review.save()
    open_duty(key="order-judge-considered", case=review.case, subject=review, concern_id=review.concern_id, event_at=at, by=by, now=now)
    return review


@service
def approach_judge(
    *, review: OrderReview, ground: str, reason: str, approached_at: datetime, judge: str, by: Any, now: datetime, how: str = ""
) -> JudgeApproach:
    """The judge is, or was at ``approached_at`` (UTC), approached, on one of policy 48's grounds.

    Anybody else who is about to is refused (policy 48); where they did so already it is kept, as an incident for the manager.
    """
    review = locked(review, by=by, now=now)
    must_have_happened(approached_at, now=now, field="approached_at")
    reserved = not may_approach_judge(by, review.case, now)
    departed = block("P48-2", RESERVED, case=review.case, subject=review) if reserved and is_intention(approached_at, now=now) else None
    if ground not in JudgeApproach.Ground.values:
        raise RuleRefused("P48-1", "Choose the ground on which the judge is approached.", field="ground")
    must_be_written(reason, "P48-1", "Write what the risk is.", "reason")
    must_be_written(judge, "P48-1", "Enter who the judge is.", "judge")
    approach = JudgeApproach(
        case=review.case, review=review, ground=ground, reason=reason, approached_at=approached_at, approached_by=by, judge=judge, how=how,
        is_incident=reserved and departed is None,
    )  # fmt: skip
    approach.save()
    if approach.is_incident:
        record_incident(
            case=review.case, rule="P48-2", what="The Designated Family Judge was approached by somebody to whom it is not reserved.",
            happened_at=approached_at, by=by, now=now, concern=review.concern, subject=approach,
        )  # fmt: skip
    else:
        discharge(key="order-judge-considered", subject=review, at=approached_at, by=by, now=now)
    return approach


@service
def decline_to_approach(*, review: OrderReview, why: str, at: datetime, by: Any, now: datetime) -> OrderReview:
    """The Head of Practice or Assistant Director decides, at ``at`` (UTC), not to approach the judge, with the reason."""
    review = locked(review, by=by, now=now)
    if not may_approach_judge(by, review.case, now):
        raise Denied("Only the Head of Practice or the Assistant Director decides this.")
    must_have_happened(at, now=now, field="at")
    must_be_written(why, "P48-1", "Write why the judge is not approached.", "why")
    review.judge_declined_by, review.judge_declined_why = by, why
    review.happened("judge_declined_at", at, now)
    review.save()
    discharge(key="order-judge-considered", subject=review, at=at, by=by, now=now)
    return review


@service
def record_judges_reply(*, approach: JudgeApproach, reply: str, replied_at: datetime, by: Any, now: datetime) -> JudgeApproach:
    """The judge answered at ``replied_at`` (UTC). Anybody who works on the case may record the fact."""
    locked(approach.review, by=by, now=now)
    approach = JudgeApproach.objects.select_for_update().get(pk=approach.pk)
    must_have_happened(replied_at, now=now, field="replied_at")
    must_be_written(reply, "P48-1", "Write what the judge answered.", "reply")
    approach.reply, approach.replied_at = reply, replied_at
    approach.save()
    return approach
