"""What comes next for an order under review: worked out from the record, so that its page offers one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .models import ManagersLetter, OrderOption, OrderReview

Kind = OrderOption.Kind


@dataclass(frozen=True)
class Next:
    label: str
    url: str
    is_button: bool = False


def _to(name: str, record: Any, label: str, *, button: bool = False) -> Next:
    return Next(label, reverse(f"orders:{name}", args=[record.pk]), button)


def next_step(review: OrderReview, letters: Sequence[ManagersLetter], *, manages: bool) -> Next | None:
    """The one thing to do next for somebody who works on the case; ``manages``: they may consider the options."""
    if not review.is_open:
        return None
    if review.considered_at is None:
        if manages:
            return _to("consider_options", review, "Consider the four options")
        return Next("See the concern", review.concern.get_absolute_url())
    undone = {option.kind for option in review.options.all() if option.chosen and not option.done_at}
    if review.case.rule_16_4 and review.consulted_at is None:
        return _to("record_appeal_consultation", review, "Record the consultation on an appeal")
    if Kind.RISK_ASSESSMENT in undone:
        return Next("Go on with the 16A", review.concern.get_absolute_url())
    if Kind.REFERRAL in undone:
        return Next("Go on with the referral", review.concern.get_absolute_url())
    if Kind.LETTER in undone:
        return letter_step(review, letters, manages=manages)
    return _after_challenge(review)


def letter_step(review: OrderReview, letters: Sequence[ManagersLetter], *, manages: bool) -> Next | None:
    """Write, sign, or record that it was sent."""
    letter = next((one for one in letters if one.sent_at is None), None)
    if letter and letter.signed_at:
        return _to("record_letter_sent", letter, "Record that the letter was sent")
    if not manages:
        return None
    if letter and letter.concerns.strip() and letter.next_steps.strip() and letter.is_courteous:
        return _to("sign_letter", letter, "Sign the letter", button=True)
    return _to("write_letter", review, "Write the letter")


def _after_challenge(review: OrderReview) -> Next:
    challenged = any(option.chosen and option.kind != Kind.REFERRAL for option in review.options.all())
    if not review.answer and challenged:
        return _to("record_answer", review, "Record the court’s answer")
    if review.answer == OrderReview.Answer.CONFIRMED:
        if review.legal_requested_at is None:
            return _to("record_legal_advice", review, "Record the request for legal advice")
        if review.steps_recorded_at is None:
            return _to("record_steps", review, "Record the steps taken")
    return _to("close_review", review, "Close the review")
