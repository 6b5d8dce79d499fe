"""What may be read of orders under review, starting from who reads. Moments in UTC."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Order, Person
from cafcass_cases.cases.models.people import PARTY_ROLES
from cafcass_cases.cases.selectors import record_for
from cafcass_cases.duties.models import Duty
from cafcass_cases.ui.words import london
from referrals.models import Referral, RiskAssessment
from safeguarding.models import Concern, Supervision
from safeguarding.selectors import concern_for, concerns_of_case

from .models import JudgeApproach, ManagersLetter, OrderOption, OrderReview

__all__ = [
    "approach_for", "approaches_of", "concern_for", "done_since", "duties_of", "letter_begun", "letter_for", "letters_of",
    "needs_request", "open_concerns", "order_for", "parties_of", "review_for", "reviews_where", "standing_review", "steps_taken", "supervision_since", "supervision_waits",
]  # fmt: skip


def review_for(user: User, review_id: UUID | str, at: datetime) -> OrderReview:
    """The review, if its case is theirs to know; one entered in error for auditors only. Raises Http404."""
    records = OrderReview.objects.select_related(
        "concern", "order", "considered_by", "supervision__held_by", "steps_entry", "judge_asked_by", "judge_declined_by"
    )
    review = record_for(user, records.prefetch_related("options"), review_id, at)
    review.concern.case = review.case
    return review


def letter_for(user: User, letter_id: UUID | str, at: datetime) -> ManagersLetter:
    """A manager's letter of a case that is theirs to know. Raises Http404."""
    letter = record_for(user, ManagersLetter.objects.select_related("review__order", "review__concern", "signed_by"), letter_id, at)
    letter.review.case = letter.case
    return letter


def approach_for(user: User, approach_id: UUID | str, at: datetime) -> JudgeApproach:
    """An approach to the judge in a case that is theirs to know. Raises Http404."""
    approach = record_for(user, JudgeApproach.objects.select_related("review__concern"), approach_id, at)
    approach.review.case = approach.case
    return approach


def order_for(user: User, order_id: UUID | str, at: datetime) -> Order:
    return record_for(user, Order, order_id, at)


def open_concerns(case: Case) -> list[Concern]:
    """The open concerns of a case, as a form of choice shows them."""
    return [one for one in concerns_of_case(case) if one.is_open]


def reviews_where(**where: Any) -> QuerySet[OrderReview]:
    """Every review that stands, of a case or a concern (``case=`` or ``concern=``), oldest first."""
    found = OrderReview.objects.filter(withdrawn_at=None, **where)
    return found.select_related("order", "created_by", "considered_by", "judge_asked_by", "judge_declined_by", "closed_by")


def standing_review(concern: Concern, order: Order) -> OrderReview | None:
    """The open review of the order in the concern, if there is one."""
    return OrderReview.objects.filter(concern=concern, order=order, closed_at=None, withdrawn_at=None).first()


def supervision_since(review: OrderReview) -> Supervision | None:
    """The newest supervision of the concern that was held since the order was known."""
    found = Supervision.objects.filter(concern=review.concern_id, withdrawn_at=None, held_at__gte=review.known_at)
    return found.select_related("held_by").order_by("held_at").last()


def supervision_waits(review: OrderReview) -> Supervision | None:
    """The supervision of the concern that was asked for and is not yet held."""
    found = Supervision.objects.filter(concern=review.concern_id, withdrawn_at=None, held_at=None)
    return found.order_by("created_at").last()


def needs_request(review: OrderReview) -> bool:
    """Whether supervision is still to be asked for: none waits, and none was held since the order was known."""
    return supervision_waits(review) is None and supervision_since(review) is None


def done_since(review: OrderReview, kind: str) -> datetime | None:
    """When the option was carried out since the order was known: a 16A sent, a referral made, a letter sent (UTC)."""
    if kind == OrderOption.Kind.RISK_ASSESSMENT:
        sent = RiskAssessment.objects.filter(concern=review.concern_id, withdrawn_at=None, sent_at__gte=review.known_at)
        return sent.order_by("sent_at").values_list("sent_at", flat=True).first()
    if kind == OrderOption.Kind.REFERRAL:
        made = Referral.objects.filter(concern=review.concern_id, withdrawn_at=None, made_at__gte=review.known_at)
        return made.order_by("made_at").values_list("made_at", flat=True).first()
    letters = ManagersLetter.objects.filter(review=review, withdrawn_at=None).exclude(sent_at=None)
    return letters.order_by("sent_at").values_list("sent_at", flat=True).first()


def letters_of(review: OrderReview) -> list[ManagersLetter]:
    """The manager's letters about the order, oldest first."""
    return list(review.letters.filter(withdrawn_at=None).select_related("signed_by"))


def letter_begun(review: OrderReview) -> ManagersLetter | None:
    """The letter that is not yet sent, if one was begun."""
    return review.letters.filter(withdrawn_at=None, sent_at=None).first()


def approaches_of(review: OrderReview) -> list[JudgeApproach]:
    """The approaches to the Designated Family Judge, oldest first."""
    return list(review.judge_approaches.filter(withdrawn_at=None).select_related("approached_by"))


def parties_of(case: Case) -> list[Person]:
    """The parties of a case, to whom copies of a letter to the court go."""
    return list(Person.objects.filter(case=case, role__in=PARTY_ROLES, withdrawn_at=None).order_by("role", "created_at"))


def duties_of(review: OrderReview) -> list[Duty]:
    """The duties that hang on the review and its options, open ones first, by when they fall due."""
    options = [option.pk for option in review.options.all()]
    wanted = Q(subject_label="orders.orderreview", subject_id=review.pk) | Q(subject_label="orders.orderoption", subject_id__in=options)
    found = Duty.objects.filter(wanted).select_related("case", "owner", "child")
    order: Any = sorted(
        found, key=lambda duty: (duty.ended_at is not None, duty.due_at is None, duty.due_at or duty.event_at, duty.created_at)
    )
    return order


def steps_taken(review: OrderReview) -> str:
    """What the record knows of the challenge, as the first words of the entry on the child's record (policy 47)."""
    return "\n".join(f"{london(at)}: {words}" for at, words in sorted(_steps_taken(review)))


def _steps_taken(review: OrderReview) -> Iterator[tuple[datetime, str]]:
    if review.considered_at:
        chosen = [option.get_kind_display() for option in review.options.all() if option.chosen]
        yield review.considered_at, f"Supervision considered the four options. Chosen: {', '.join(chosen) or 'none'}."
    for option in review.options.all():
        if option.chosen and option.done_at and option.kind in (OrderOption.Kind.RISK_ASSESSMENT, OrderOption.Kind.REFERRAL):
            sent = option.kind == OrderOption.Kind.RISK_ASSESSMENT
            yield (
                option.done_at,
                "A section 16A risk assessment was sent to the court." if sent else "A referral was made to the local authority.",
            )
    for letter in review.letters.filter(withdrawn_at=None).exclude(sent_at=None):
        yield letter.sent_at, "A manager’s letter was sent to the court."
    if review.consulted_at:
        yield review.consulted_at, f"The child’s legal representative was consulted about an appeal. {review.appeal_decision}"
    for approach in review.judge_approaches.filter(withdrawn_at=None):
        yield approach.approached_at, "The Designated Family Judge was approached."
    if review.answered_at:
        yield review.answered_at, f"{review.get_answer_display()}. {review.answer_detail}"
