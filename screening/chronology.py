"""What this room tells in the chronology: what arrived from the court, and what came of looking at it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view

from .models import ApplicationScreening

KIND = "Court application"


def _screenings(**where: Any) -> tuple[Any, ...]:
    return (ApplicationScreening.objects.filter(**where).select_related("screened_by"),)


def _story(screenings: Iterable[ApplicationScreening]) -> Iterator[ChronologyLine]:
    for one in screenings:
        url = reverse("screening:show_application", args=[one.case_id])
        yield ChronologyLine(at=one.arrived_at, entered_at=one.created_at, title=f"Arrived from the court: {one.what}", kind=KIND, url=url)
        if one.screened_at:
            by = one.screened_by.full_name if one.screened_by else ""
            title = f"Application screened: {one.get_outcome_display().lower()}"
            yield ChronologyLine(at=one.screened_at, entered_at=one.screened_at, title=title, text=one.note, kind=KIND, url=url, by=by)


register_path_view(PathView(key="applications", rows=_screenings, story=_story))
