"""The days that matter: hearings and handovers."""

from datetime import datetime

from ..models import Case, Handover, Hearing, Order, Proceedings


def next_hearing(case: Case, after: datetime) -> Hearing | None:
    """The first hearing after ``after`` (UTC) that was not vacated."""
    return case.hearings.filter(starts_at__gt=after, vacated_at=None, withdrawn_at=None).order_by("starts_at").first()


def next_handover(case: Case, after: datetime) -> Handover | None:
    """The first handover of a child after ``after`` (UTC) that was not called off."""
    to_come = case.handovers.filter(starts_at__gt=after, cancelled_at=None, withdrawn_at=None)
    return to_come.select_related("into_care_of").order_by("starts_at").first()


def hearings_and_handovers(case: Case) -> tuple[list[Hearing], list[Handover]]:
    """All of a case that were not entered in error, vacated and called off ones included."""
    hearings = case.hearings.filter(withdrawn_at=None).select_related("court")
    return list(hearings), list(case.handovers.filter(withdrawn_at=None).select_related("into_care_of"))


def orders_of(case: Case) -> list[Order]:
    """Orders of the case, newest first."""
    return list(case.orders.filter(withdrawn_at=None).order_by("-made_on"))


def proceedings_of(case: Case) -> list[Proceedings]:
    return list(case.proceedings.filter(withdrawn_at=None).order_by("created_at"))
