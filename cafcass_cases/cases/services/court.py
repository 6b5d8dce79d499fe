"""Hearings, orders, and the days on which a child passes from one carer to another."""

from datetime import date, datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from ..events import (
    HandoverCancelled,
    HandoverMoved,
    HandoverScheduled,
    HearingMoved,
    HearingScheduled,
    HearingVacated,
    OrderRecorded,
)
from ..models import Case, Court, Handover, Hearing, Order, Person, Proceedings
from .guards import lock, must_be_of_case, must_say, must_stand


@service
def schedule_hearing(
    *,
    case: Case,
    kind: str,
    starts_at: datetime,
    by: User | None,
    now: datetime,
    court: Court | None = None,
    proceedings: Proceedings | None = None,
) -> Hearing:
    """A hearing at ``starts_at`` (UTC); a past one may be recorded. The court is the case's unless another is named."""
    kind = must_say(kind, "kind", "Enter what kind of hearing it is.")
    hearing = Hearing(case=case, kind=kind, starts_at=starts_at, court=court or case.court, proceedings=proceedings)
    hearing.save()
    publish(HearingScheduled(hearing_id=hearing.pk, at=now, now=now, by=by))
    return hearing


@service
def move_hearing(
    *, hearing: Hearing, starts_at: datetime, by: User | None, now: datetime, reason: str = "", version: int | None = None
) -> Hearing:
    """The hearing is now at ``starts_at`` (UTC); open duties that hang on it move with it. Raises StaleEdit."""
    hearing = lock(hearing)
    must_stand(hearing, "hearing")
    hearing.expect_version(version)
    if hearing.vacated_at is not None:
        raise RuleRefused("hearing-vacated", "This hearing was vacated. Schedule a new one instead.")
    before = hearing.starts_at
    if before != starts_at:
        hearing.starts_at = starts_at
        hearing.save()
        publish(HearingMoved(hearing_id=hearing.pk, from_at=before, to_at=starts_at, at=now, now=now, by=by))
    return hearing


@service
def vacate_hearing(*, hearing: Hearing, by: User | None, now: datetime, reason: str = "") -> Hearing:
    """The hearing will not take place. Vacating it again changes nothing."""
    hearing = lock(hearing)
    must_stand(hearing, "hearing")
    if hearing.vacated_at is None:
        hearing.vacated_at = now
        hearing.save()
        publish(HearingVacated(hearing_id=hearing.pk, at=now, now=now, by=by))
    return hearing


@service
def record_hearing_outcome(*, hearing: Hearing, outcome: str, by: User | None, now: datetime, version: int | None = None) -> Hearing:
    """What came of the hearing. Raises StaleEdit."""
    hearing = lock(hearing)
    must_stand(hearing, "hearing")
    hearing.expect_version(version)
    if hearing.starts_at > now:
        raise RuleRefused("not-in-future", "This hearing has not taken place yet.")
    hearing.outcome = must_say(outcome, "outcome", "Write what came of the hearing.")
    hearing.save()
    return hearing


@service
def record_order(
    *, case: Case, kind: str, made_on: date, by: User | None, now: datetime, terms: str = "", ended_on: date | None = None
) -> Order:
    """An order of the court, in the court's words."""
    order = Order(case=case, kind=must_say(kind, "kind", "Enter what was ordered."), made_on=made_on, terms=terms, ended_on=ended_on)
    order.save()
    publish(OrderRecorded(order_id=order.pk, at=now, now=now, by=by))
    return order


@service
def end_order(*, order: Order, ended_on: date, by: User | None, now: datetime, reason: str = "") -> Order:
    """The order ran until ``ended_on``."""
    order = lock(order)
    must_stand(order, "order")
    if ended_on < order.made_on:
        raise RuleRefused("dates-order", "Enter a day after the order was made.", field="ended_on")
    order.ended_on = ended_on
    order.save()
    return order


@service
def schedule_handover(
    *, case: Case, starts_at: datetime, by: User | None, now: datetime, into_care_of: Person | None = None, note: str = ""
) -> Handover:
    """A child passes into somebody's care at ``starts_at`` (UTC)."""
    if into_care_of is not None:
        must_be_of_case([into_care_of], case)
    handover = Handover(case=case, starts_at=starts_at, into_care_of=into_care_of, note=note.strip())
    handover.save()
    publish(HandoverScheduled(handover_id=handover.pk, at=now, now=now, by=by))
    return handover


@service
def move_handover(
    *, handover: Handover, starts_at: datetime, by: User | None, now: datetime, reason: str = "", version: int | None = None
) -> Handover:
    """The handover is now at ``starts_at`` (UTC). Raises StaleEdit."""
    handover = lock(handover)
    must_stand(handover, "handover")
    handover.expect_version(version)
    if handover.cancelled_at is not None:
        raise RuleRefused("handover-cancelled", "This handover was called off. Schedule a new one instead.")
    before = handover.starts_at
    if before != starts_at:
        handover.starts_at = starts_at
        handover.save()
        publish(HandoverMoved(handover_id=handover.pk, from_at=before, to_at=starts_at, at=now, now=now, by=by))
    return handover


@service
def cancel_handover(*, handover: Handover, by: User | None, now: datetime, reason: str = "") -> Handover:
    """The handover is called off."""
    handover = lock(handover)
    must_stand(handover, "handover")
    if handover.cancelled_at is None:
        handover.cancelled_at = now
        handover.save()
        publish(HandoverCancelled(handover_id=handover.pk, at=now, now=now, by=by))
    return handover
