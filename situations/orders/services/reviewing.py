"""The review: supervision asked for at once, the four options answered in it, an appeal talked through (policy 46)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cafcass_cases.cases.models import Order
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.services import record_order
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from safeguarding.models import Concern
from safeguarding.services import request_supervision
from situations.orders import selectors
from situations.orders.models import OrderOption, OrderReview
from situations.orders.rules import may_consider_options

from .common import locked

Kind = OrderOption.Kind
NOT_A_PARTY = "The child is not a party (rule 16.4), so there is no appeal to consider."


@service
def open_review(
    *,
    concern: Concern,
    known_at: datetime,
    recommended: str,
    why_at_risk: str,
    by: Any,
    now: datetime,
    order: Order | None = None,
    kind: str = "",
    made_on: date | None = None,
    terms: str = "",
) -> OrderReview:
    """The court made an order, known since ``known_at`` (UTC), that did not follow our recommendation and may leave a child at risk.

    ``order``: where it is on the record already; else ``kind``, ``made_on`` and ``terms`` put it there. Supervision is asked for
    at once, unless it waits already, or was held since the order was known (policy 46).
    """
    if not may_work_on_case(by, concern.case, now):
        raise Denied("Only those who work on this case can record this.")
    must_have_happened(known_at, now=now, field="known_at")
    must_be_written(recommended, "P46-1", "Write what you recommended.", "recommended")
    must_be_written(why_at_risk, "P46-1", "Write why the order leaves a child at risk.", "why_at_risk")
    if order is None and made_on is None:
        raise RuleRefused("P46-1", "Enter when the order was made.", field="made_on")
    if order is not None and order.case_id != concern.case_id:
        raise RuleRefused("other-case", "Choose an order of this case.", field="order")
    order = order or record_order(case=concern.case, kind=kind, made_on=made_on, terms=terms, by=by, now=now)  # type: ignore[arg-type]
    if selectors.standing_review(concern, order):
        raise RuleRefused("order-review-standing", "This order is under review in this concern already.")
    review = OrderReview(
        case=concern.case, concern=concern, order=order, known_at=known_at, recommended=recommended, why_at_risk=why_at_risk
    )
    review.save()
    open_duty(key="order-review", case=review.case, subject=review, concern_id=concern.pk, event_at=known_at, by=by, now=now)
    if selectors.needs_request(review):
        text = f"The court made an order on {order.made_on:%-d %B %Y} that leaves a child at risk. {why_at_risk}"
        request_supervision(concern=concern, text=text, at=now, by=by, now=now)
    return review


@dataclass(frozen=True, kw_only=True)
class OptionFacts:
    """The answer on one option. ``what_is_new`` and ``learned_on`` are for a 16A."""

    chosen: bool | None
    reason: str = ""
    what_is_new: str = ""
    learned_on: date | None = None


@service
def consider_options(*, review: OrderReview, held_at: datetime, options: Mapping[str, OptionFacts], by: Any, now: datetime) -> OrderReview:
    """In supervision at ``held_at`` (UTC) the manager considered each option, yes or no with the reason (policy 46).

    A 16A only for information that was not before the court; an appeal only where the child is a party, and then the child's
    legal representative is to be consulted whatever the first view is. What is chosen becomes a duty. It can be answered anew.
    """
    review = locked(review, by=by, now=now)
    if not may_consider_options(by, review.case, now):
        raise Denied("A manager of this case considers the options.")
    must_have_happened(held_at, now=now, field="held_at")
    if review.closed_at:
        raise RuleRefused("order-review-closed", "This review is closed.")
    options = dict(options)
    if not review.case.rule_16_4:
        if options.get(Kind.APPEAL) and options[Kind.APPEAL].chosen:
            raise RuleRefused("P46-5", f"{NOT_A_PARTY} If the child was joined, change the case first.", field="appeal")
        options[Kind.APPEAL] = OptionFacts(chosen=False, reason=NOT_A_PARTY)
    _must_be_answered(options)
    _must_be_new(review, options[Kind.RISK_ASSESSMENT])
    review.supervision = selectors.supervision_since(review)
    review.considered_by = by
    review.happened("considered_at", held_at, now)
    review.save()
    discharge(key="order-review", subject=review, at=held_at, by=by, now=now)
    for kind in Kind:
        _answer(review, kind, options[kind], held_at, by=by, now=now)
    if review.case.rule_16_4 and review.consulted_at is None:
        open_duty(key="appeal-consult", case=review.case, subject=review, concern_id=review.concern_id, event_at=held_at, by=by, now=now)
    return review


def _must_be_answered(options: Mapping[str, OptionFacts]) -> None:
    """Every option, and the referral beside every other one, has an answer and a reason."""
    open_kinds = [kind for kind in Kind if kind not in options or options[kind].chosen is None or not options[kind].reason.strip()]
    if Kind.REFERRAL in open_kinds:
        raise RuleRefused(
            "P46-6", "Say whether a safeguarding referral is made as well, and why.", missing=[kind.label for kind in open_kinds],
            field=Kind.REFERRAL.value,
        )  # fmt: skip
    others = [kind for kind in open_kinds if kind != Kind.REFERRAL]
    if others:
        raise RuleRefused(
            "P46-2", "Answer each of the four options, yes or no, with the reason.", missing=[kind.label for kind in others],
            field=others[0].value,
        )  # fmt: skip


def _must_be_new(review: OrderReview, facts: OptionFacts) -> None:
    if facts.chosen and not (facts.what_is_new.strip() and facts.learned_on):
        block(
            "P46-3", "A 16A is for information that was not before the court. Write what is new, and when you learned it.",
            case=review.case, subject=review, missing=["What is new", "When it was learned"], field="what_is_new",
        )  # fmt: skip


def _answer(review: OrderReview, kind: str, facts: OptionFacts, at: datetime, *, by: Any, now: datetime) -> None:
    option = review.options.filter(kind=kind).first() or OrderOption(review=review, kind=kind)
    option.chosen, option.reason = bool(facts.chosen), facts.reason
    option.what_is_new, option.learned_on = facts.what_is_new, facts.learned_on
    option.save()
    if kind == Kind.APPEAL:  # its duty is the consultation
        return
    option.done_at = option.done_at or selectors.done_since(review, kind)
    if option.chosen and option.done_at:
        option.save()
    elif option.chosen:
        owner = by if kind == Kind.LETTER else None
        open_duty(
            key="order-option", case=review.case, subject=option, concern_id=review.concern_id, event_at=at, owner=owner, by=by, now=now,
            detail=option.get_kind_display(),
        )  # fmt: skip
    else:
        end_duties(subject=option, keys="order-option", ending=Ending.NOT_REQUIRED, at=at, by=by, now=now, note=facts.reason or NOT_A_PARTY)


@service
def option_was_done(*, option: OrderOption, at: datetime, by: Any, now: datetime) -> OrderOption:
    """What was chosen was carried out at ``at`` (UTC): the 16A or letter was sent, the referral made."""
    option.done_at = at
    option.save()
    discharge(key="order-option", subject=option, at=at, by=by, now=now)
    return option


@service
def record_appeal_consultation(
    *,
    review: OrderReview,
    consulted_at: datetime,
    who: str,
    advice: str,
    has_grounds: bool | None,
    decision: str,
    by: Any,
    now: datetime,
    appeal_by: date | None = None,
    lateness_reason: str = "",
) -> OrderReview:
    """The child's legal representative was consulted at ``consulted_at`` (UTC) on grounds for an appeal (policy 46). Rule 16.4 only."""
    review = locked(review, by=by, now=now)
    must_have_happened(consulted_at, now=now, field="consulted_at")
    if not review.case.rule_16_4:
        raise RuleRefused("P46-5", f"{NOT_A_PARTY} If the child was joined, change the case first.")
    must_be_written(who, "P46-5", "Enter who the child’s legal representative is.", "who")
    must_be_written(advice, "P46-5", "Write what the legal representative advised about grounds.", "advice")
    must_be_written(decision, "P46-5", "Write what follows for an appeal.", "decision")
    if has_grounds is None:
        raise RuleRefused("P46-5", "Say whether there are grounds for an appeal.", field="has_grounds")
    review.consulted_who, review.consulted_advice, review.has_grounds = who, advice, has_grounds
    review.appeal_decision, review.appeal_by = decision, appeal_by
    review.happened("consulted_at", consulted_at, now)
    review.save()
    discharge(key="appeal-consult", subject=review, at=consulted_at, by=by, now=now, lateness_reason=lateness_reason)
    if option := review.options.filter(kind=Kind.APPEAL, chosen=True).first():
        option.done_at = consulted_at
        option.save()
    return review
