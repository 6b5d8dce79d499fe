"""What an order under review does when another room tells it something, in the same transaction."""

from typing import Any

from cafcass_cases.core.events import reacts_to
from referrals.events import ReferralMade, RiskAssessmentSent
from safeguarding.events import ConcernWithdrawn

from .models import OrderOption, OrderReview
from .services import option_was_done, withdraw_review


def _carry_out(kind: str, event: Any) -> None:
    options = OrderOption.objects.filter(
        review__concern=event.concern_id, review__withdrawn_at=None, review__known_at__lte=event.at, kind=kind, chosen=True, done_at=None
    )
    for option in options:
        option_was_done(option=option, at=event.at, by=event.by, now=event.now)


@reacts_to(RiskAssessmentSent)
def risk_assessment_sent(event: RiskAssessmentSent) -> None:
    """The 16A that was chosen went to the court."""
    _carry_out(OrderOption.Kind.RISK_ASSESSMENT, event)


@reacts_to(ReferralMade)
def referral_made(event: ReferralMade) -> None:
    """The safeguarding referral that was chosen was made."""
    _carry_out(OrderOption.Kind.REFERRAL, event)


@reacts_to(ConcernWithdrawn)
def withdraw_with_concern(event: ConcernWithdrawn) -> None:
    """The review of a concern entered in error goes with it, unless somebody outside was written to."""
    standing = OrderReview.objects.filter(concern=event.concern_id, withdrawn_at=None)
    for review in standing.filter(judge_approaches=None).exclude(letters__sent_at__isnull=False):
        withdraw_review(review=review, reason="The concern was entered in error", by=event.by, now=event.now)
