"""The case page's tabs: its screening, and what the court now says differently; the application's line on the hub; where duties lead."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import register_closing_guard, register_panel
from cafcass_cases.core.clock import london
from cafcass_cases.duties.health_lines import HealthLine, register_health
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from cafcass_cases.ui.words import clock_words

from . import selectors
from .models import ApplicationScreening
from .polling import feed_states
from .registry import ScreeningPart, State, register_screening_part

register_panel("screening", "Screening", "screening:show_screening", order=15)
register_panel(
    "court-differences",
    "Court differences",
    "screening:list_court_differences",
    order=80,
    visible=lambda user, case: bool(case.court_case_id),
)
belongs_to("screening.ApplicationScreening", group="Court applications", happened="arrived_at")


def _state(case: Case, user: Any, now: datetime) -> State:
    screenings = selectors.screenings_of(case)
    waiting = [one for one in screenings if one.screened_at is None]
    if waiting:
        due = selectors.due_of(waiting).get(waiting[0].pk)
        late = bool(due and now > due)
        return State(
            "Late" if late else "To be screened",
            "red" if late else "yellow",
            f"Screen the application, {clock_words(due, now)}" if due else "Screen the application",
        )
    if not screenings:
        return State("None came", "grey", "This case was entered without an application from the court")
    return State(screenings[-1].get_outcome_display(), "green", f"Screened {london(screenings[-1].screened_at):%-d %B %Y}")


register_screening_part(ScreeningPart("application", "The application", "screening:show_application", 10, _state))


def _page_of_screening(screening_id: UUID) -> str:
    case_id = ApplicationScreening.objects.filter(pk=screening_id).values_list("case_id", flat=True).first()
    return reverse("screening:show_application", args=[case_id]) if case_id else ""


register_subject_url("screening.applicationscreening", _page_of_screening)
register_subject_words("screening.applicationscreening", lambda screening_id: "Court application")
register_subject_url("screening.courtdifference", lambda difference_id: reverse("screening:decide_court_difference", args=[difference_id]))
register_subject_words("screening.courtdifference", lambda difference_id: "Difference from the court’s data")


@register_closing_guard
def _screened(case: Case, now: datetime) -> list[str]:
    """Every application received is screened (framework 2.16)."""
    waits = ApplicationScreening.objects.filter(case=case, screened_at=None).exists()
    return ["Screen the application that came from the court"] if waits else []


@register_health
def _reading(now: datetime) -> Iterator[HealthLine]:
    """How far the court's applications are read. One query."""
    for state in feed_states(now):
        until = f", read until {london(state.feed.read_until):%-d %B %Y, %H:%M}" if state.configured and state.feed else ""
        well = (not state.is_behind and not (state.feed and state.feed.last_error)) if state.configured else None
        yield HealthLine(f"applications_{state.law}", f"Court applications, {state.law} law", f"{state.words}{until}", well)
