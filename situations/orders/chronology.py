"""What a review shows on its concern's page, and its lines in the case's chronology and the concern's story."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import NextStep, Section

from .models import JudgeApproach, ManagersLetter, OrderOption, OrderReview
from .selectors import reviews_where


def rows(**where: Any) -> tuple[Any, ...]:
    """The reviews of a case or concern, with their options, letters that were sent, and approaches to a judge."""
    found = reviews_where(**where)
    ids = found.values("pk")
    return (
        found,
        OrderOption.objects.filter(review__in=ids, chosen=True),
        ManagersLetter.objects.filter(review__in=ids, withdrawn_at=None, sent_at__isnull=False).select_related("signed_by"),
        JudgeApproach.objects.filter(review__in=ids, withdrawn_at=None).select_related("approached_by"),
    )


def story(reviews: list[Any], options: list[Any], letters: list[Any], approaches: list[Any]) -> Iterator[ChronologyLine]:
    for review in reviews:
        mine: tuple[list[Any], ...] = tuple(
            [row for row in found if row.review_id == review.pk] for found in (options, letters, approaches)
        )
        yield from _lines(review, *mine)


def _line(review: OrderReview, at: datetime, entered: datetime, title: str, text: str = "", by: Any = None) -> ChronologyLine:
    who = by.full_name if by else ""
    return ChronologyLine(at=at, entered_at=entered, title=title, text=text, kind="Order", url=review.get_absolute_url(), by=who)


def _lines(
    review: OrderReview, options: Iterable[OrderOption], letters: Iterable[ManagersLetter], approaches: Iterable[JudgeApproach]
) -> Iterator[ChronologyLine]:
    def line(name: str, title: str, text: str = "", by: Any = None) -> ChronologyLine:
        return _line(review, getattr(review, name), review.entered_at(name), title, text, by)

    order = f"{review.order.kind}, {review.order.made_on:%-d %B %Y}"
    yield line("known_at", f"An order that may leave a child at risk: {order}", review.why_at_risk, review.created_by)
    if review.considered_at:
        chosen = ", ".join(option.get_kind_display() for option in options) or "none"
        yield line("considered_at", "The four options on the order were considered", f"Chosen: {chosen}.", review.considered_by)
    if review.consulted_at:
        yield line("consulted_at", "The child’s legal representative was consulted about an appeal", review.consulted_advice)
    for letter in letters:
        yield _line(review, letter.sent_at, letter.created_at, "A manager’s letter was sent to the court", "", letter.signed_by)  # type: ignore[arg-type]
    if review.answered_at:
        yield line("answered_at", review.get_answer_display(), review.answer_detail)
    if review.legal_requested_at:
        yield line("legal_requested_at", "Legal advice was sought on the order", review.legal_adviser)
    if review.judge_asked_at:
        yield line("judge_asked_at", "The Head of Practice was asked about the judge", review.judge_asked_why, review.judge_asked_by)
    if review.judge_declined_at:
        yield line("judge_declined_at", "Decided not to approach the judge", review.judge_declined_why, review.judge_declined_by)
    for approach in approaches:
        title = "The Designated Family Judge was approached"
        yield _line(review, approach.approached_at, approach.created_at, title, approach.reason, approach.approached_by)
    if review.closed_at:
        yield line("closed_at", "The review of the order was closed", review.result, review.closed_by)


def section(concern: Any, user: Any, now: datetime, reviews: list[Any], *others: Any) -> Iterator[Section]:
    """Where each review of the concern stands."""
    found = [(review, *review.state_words) for review in reviews]
    yield Section("Orders that may leave a child at risk", "orders/_of_concern.html", {"reviews": found}, order=32)


def steps(concern: Any, user: Any, now: datetime, reviews: list[Any], *others: Any) -> Iterator[NextStep]:
    """The way to a review that is open, for those who work on the case."""
    if getattr(concern.case, "user_works", False):
        for review in reviews:
            if review.is_open:
                yield NextStep("Go on with the order", review.get_absolute_url(), order=27)


register_path_view(PathView(key="order-at-risk", rows=rows, story=story, section=section, steps=steps))
