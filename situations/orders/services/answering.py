"""The court's answer, the record of what was done, legal advice, and closing the review (policy 47)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import RecordEntry
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.cases.services import write_entry
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.services import discharge, open_duty, withdraw_duties
from referrals.services.common import catch_up
from situations.orders.models import OrderOption, OrderReview

from .common import locked


@service
def record_answer(*, review: OrderReview, answer: str, known_at: datetime, detail: str, by: Any, now: datetime) -> OrderReview:
    """What the court answered to the challenge, known to us at ``known_at`` (UTC).

    Confirmed: both are owed, the record of the steps taken on the child's record, and legal advice (policy 47).
    """
    review = locked(review, by=by, now=now)
    must_have_happened(known_at, now=now, field="known_at")
    must_be_written(detail, "P47-1", "Write what the court said.", "detail")
    review.answer, review.answer_detail = answer, detail
    review.happened("answered_at", known_at, now)
    review.save()
    catch_up(review, at=known_at, now=now)
    if answer == OrderReview.Answer.CONFIRMED:
        owed = {"case": review.case, "subject": review, "concern_id": review.concern_id, "event_at": known_at, "by": by, "now": now}
        if review.steps_recorded_at is None:
            open_duty(key="order-steps-recorded", **owed)
        if review.legal_requested_at is None:
            open_duty(key="order-legal-advice", **owed)
    return review


@service
def record_steps(*, review: OrderReview, text: str, by: Any, now: datetime, lateness_reason: str = "") -> OrderReview:
    """What was done to challenge the order becomes an entry on the children's record (policy 47)."""
    review = locked(review, by=by, now=now)
    must_be_written(text, "P47-1", "Write what was done to challenge the order.", "text")
    entry = write_entry(
        case=review.case, kind=RecordEntry.Kind.COURT, title="Steps taken to challenge the order", text=text, happened_at=now,
        about=list(subject_children(review.case)), concern_id=review.concern_id, by=by, now=now,
    )  # fmt: skip
    review.steps_entry = entry
    review.happened("steps_recorded_at", now, now)
    review.save()
    discharge(key="order-steps-recorded", subject=review, at=now, by=by, now=now, lateness_reason=lateness_reason)
    return review


@service
def record_legal_advice(
    *,
    review: OrderReview,
    requested_at: datetime,
    adviser: str,
    by: Any,
    now: datetime,
    advice: str = "",
    advised_at: datetime | None = None,
    lateness_reason: str = "",
) -> OrderReview:
    """Legal advice was asked for at ``requested_at`` (UTC): that ends the duty; the advice follows when it comes (policy 47)."""
    review = locked(review, by=by, now=now)
    must_have_happened(requested_at, now=now, field="requested_at")
    must_be_written(adviser, "P47-2", "Enter whom you asked for legal advice.", "adviser")
    if advised_at is not None:
        must_have_happened(advised_at, now=now, field="advised_at")
        must_be_written(advice, "P47-2", "Write what was advised.", "advice")
    review.legal_adviser, review.legal_advice = adviser, advice
    review.happened("legal_requested_at", requested_at, now)
    if advised_at is not None:
        review.happened("legal_advised_at", advised_at, now)
    review.save()
    discharge(key="order-legal-advice", subject=review, at=requested_at, by=by, now=now, lateness_reason=lateness_reason)
    return review


@service
def close_review(*, review: OrderReview, result: str, at: datetime, by: Any, now: datetime) -> OrderReview:
    """The review is over. Refused while an option is unanswered or not carried out, or a confirmed order lacks what policy 47 asks."""
    review = locked(review, by=by, now=now)
    must_have_happened(at, now=now, field="at")
    must_be_written(result, "P46-2", "Write what came of it for the child.", "result")
    if review.closed_at:
        raise RuleRefused("order-review-closed", "This review is closed already.")
    refuse = {"case": review.case, "subject": review}
    if review.considered_at is None:
        block("P46-2", "The four options are considered in supervision first.", missing=["An answer to each of the four options"], **refuse)
    if review.case.rule_16_4 and review.consulted_at is None:
        block("P46-5", "Consult the child’s legal representative about an appeal first.", missing=["The consultation"], **refuse)
    undone = [
        option.get_kind_display() for option in review.options.filter(chosen=True, done_at=None).exclude(kind=OrderOption.Kind.APPEAL)
    ]
    if undone:
        block("P46-2", "Carry out what was chosen, or have the manager answer it anew.", missing=undone, **refuse)
    if review.answer == OrderReview.Answer.CONFIRMED:
        if review.steps_recorded_at is None:
            block(
                "P47-1", "Record what was done to challenge the order first.", missing=["The steps taken, on the child’s record"], **refuse
            )
        if review.legal_requested_at is None:
            block("P47-2", "Seek legal advice first.", missing=["A request for legal advice"], **refuse)
    if review.judge_asked_at and not (review.judge_declined_at or review.judge_approaches.filter(withdrawn_at=None).exists()):
        raise RuleRefused("P48-1", "The Head of Practice has yet to decide on an approach to the judge.", missing=["The decision"])
    review.closed_by, review.result = by, result
    review.happened("closed_at", at, now)
    review.save()
    return review


@service
def withdraw_review(*, review: OrderReview, reason: str, by: Any, now: datetime) -> OrderReview:
    """Entered in error: kept, struck out, its duties withdrawn. Refused once something went to the court or a judge."""
    review = locked(review, by=by, now=now)
    must_be_written(reason, "entered-in-error", "Write why this was entered in error.", "reason")
    if review.letters.exclude(sent_at=None).exists() or review.judge_approaches.exists():
        raise RuleRefused("withdraw", "The court or a judge was written to, so this review stands. Close it instead.")
    review.withdrawn_at, review.withdrawn_by, review.withdrawn_reason = now, by, reason
    review.save()
    for subject in (review, *review.options.all()):
        withdraw_duties(subject=subject, reason=reason, by=by, now=now)
    return review
