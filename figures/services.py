"""Keeping the register of requests for information."""

from datetime import date, datetime
from typing import Any

from cafcass_cases.cases.services import next_reference
from cafcass_cases.core.clock import end_of_day, london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.policy.calendar import add_working_days

from .models import InformationRequest
from .statistics.tables import Period, every_table

WORKING_DAYS_TO_REPLY = 20
"""Freedom of Information Act 2000, section 10; the code of practice asks the same of a review."""


def _words(text: str, field: str, ask: str) -> str:
    if not text.strip():
        raise RuleRefused("register-of-requests", ask, field=field)
    return text.strip()


def _not_before(day: date, earliest: date, field: str, ask: str, *, now: datetime) -> date:
    if day < earliest:
        raise RuleRefused("register-of-requests", ask, field=field)
    if day > london_date(now):
        raise RuleRefused("register-of-requests", "The date must not be in the future.", field=field)
    return day


@service
def record_information_request(*, asked: str, received_on: date, by: Any, now: datetime) -> InformationRequest:
    """A request came in: the reply is due on the twentieth working day after it. Raises RuleRefused without words or for a future day."""
    request = InformationRequest(
        reference=next_reference("FOI", now),
        asked=_words(asked, "asked", "Write what was asked, without naming who asked."),
        received_on=_not_before(received_on, date(2005, 1, 1), "received_on", "The Act came into force on 1 January 2005.", now=now),
        due_on=add_working_days(received_on, WORKING_DAYS_TO_REPLY),
    )
    request.save()
    return request


@service
def reply_to_request(
    *, request: InformationRequest, reply: str, replied_on: date, by: Any, now: datetime,
    first: date | None = None, last: date | None = None, known_on: date | None = None, version: int | None = None,
) -> InformationRequest:  # fmt: skip
    """It was answered. With ``first`` and ``last``, the published tables of those days, as known on ``known_on``, are kept with the reply."""
    request = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if version is not None:
        request.expect_version(version)
    if request.replied_on:
        raise RuleRefused("register-of-requests", "This request was answered already. Record a review instead.")
    request.reply = _words(reply, "reply", "Write what was answered.")
    request.replied_on = _not_before(replied_on, request.received_on, "replied_on", "The reply cannot be before the request.", now=now)
    if first and last:
        request.figures = published_figures(Period(first, last), known_on or london_date(now), now)
    request.save()
    return request


def published_figures(period: Period, known_on: date, now: datetime) -> dict[str, Any]:
    """The tables as anybody may read them, and what to ask for to get them again."""
    moment = min(end_of_day(known_on), now)
    tables = []
    for table in every_table(moment, period):
        head, rows = table.published()
        tables.append({"title": table.title, "definition": table.definition, "columns": head, "rows": rows})
    return {"first": period.first.isoformat(), "last": period.last.isoformat(), "known_at": moment.isoformat(), "tables": tables}


@service
def ask_for_review(*, request: InformationRequest, asked_on: date, by: Any, now: datetime) -> InformationRequest:
    """Whoever asked is not satisfied: an internal review is due on the twentieth working day."""
    request = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.replied_on:
        raise RuleRefused("register-of-requests", "Record the reply before its review.")
    if request.review_asked_on:
        raise RuleRefused("register-of-requests", "A review was asked for already.")
    request.review_asked_on = _not_before(
        asked_on, request.replied_on, "asked_on", "The review cannot be asked for before the reply.", now=now
    )
    request.review_due_on = add_working_days(asked_on, WORKING_DAYS_TO_REPLY)
    request.save()
    return request


@service
def record_review(*, request: InformationRequest, review: str, reviewed_on: date, by: Any, now: datetime) -> InformationRequest:
    """What the internal review decided."""
    request = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.review_asked_on:
        raise RuleRefused("register-of-requests", "Record that a review was asked for first.")
    if request.reviewed_on:
        raise RuleRefused("register-of-requests", "The review is recorded already.")
    request.review = _words(review, "review", "Write what the review decided.")
    request.reviewed_on = _not_before(
        reviewed_on, request.review_asked_on, "reviewed_on", "The review cannot end before it was asked for.", now=now
    )
    request.save()
    return request
