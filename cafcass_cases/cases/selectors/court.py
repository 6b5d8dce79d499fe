"""The days that matter: hearings and handovers."""

from datetime import datetime

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from ..models import Case, Handover, Hearing, Order, Proceedings


def hearings_to_come(case: Case, after: datetime) -> QuerySet[Hearing]:
    """Hearings after ``after`` (UTC) that were not vacated, the next first."""
    return case.hearings.filter(starts_at__gt=after, vacated_at=None, withdrawn_at=None).order_by("starts_at")


def next_hearing(case: Case, after: datetime) -> Hearing | None:
    """The first hearing after ``after`` (UTC) that was not vacated."""
    return hearings_to_come(case, after).first()


def next_days(case: Case, after: datetime) -> dict[str, tuple[datetime, str]]:
    """The next "hearing" (when, kind) and "handover" (when, to whom) after ``after``, in one query; what is not planned is left out."""
    hearings = hearings_to_come(case, after)
    handovers = case.handovers.filter(starts_at__gt=after, cancelled_at=None, withdrawn_at=None).order_by("starts_at")
    to_whom = Concat(F("into_care_of__given_names"), Value(" "), F("into_care_of__family_name"), output_field=TextField())
    first = hearings.annotate(what=Value("hearing"), words=Cast("kind", TextField())).values_list("what", "starts_at", "words")[:1]
    second = handovers.annotate(what=Value("handover"), words=to_whom).values_list("what", "starts_at", "words")[:1]
    return {what: (starts_at, words.strip()) for what, starts_at, words in first.union(second)}


def hearings_and_handovers(case: Case) -> tuple[list[Hearing], list[Handover]]:
    """All of a case that were not entered in error, vacated and called off ones included."""
    hearings = case.hearings.filter(withdrawn_at=None).select_related("court")
    return list(hearings), list(case.handovers.filter(withdrawn_at=None).select_related("into_care_of"))


def orders_of(case: Case) -> list[Order]:
    """Orders of the case, newest first."""
    return list(case.orders.filter(withdrawn_at=None).order_by("-made_on"))


def proceedings_of(case: Case) -> list[Proceedings]:
    return list(case.proceedings.filter(withdrawn_at=None).order_by("created_at"))
