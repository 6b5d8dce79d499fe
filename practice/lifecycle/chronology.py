"""The ending and the meetings of a case in its chronology, read with all other rooms' rows."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view

from .models import CaseEnding, Meeting

KIND = "Stages and meetings"


def _line(row: Any, at: datetime, title: str, text: str, url: str) -> ChronologyLine:
    return ChronologyLine(at=at, entered_at=max(row.created_at, at), title=title, text=text, kind=KIND, url=url)


def _of_meetings(meetings: Iterable[Meeting]) -> Iterator[ChronologyLine]:
    for one in meetings:
        what, url = one.get_kind_display(), one.get_absolute_url()
        yield _line(one, one.invited_at, f"Invitation: {what}", one.convened_by, url)
        if one.informed_at:
            yield _line(one, one.informed_at, f"Information sent to a {what.lower()}", one.informed_how, url)
        if one.attended_at:
            yield _line(one, one.attended_at, f"Attended as {one.capacity_word}: {what}", one.notes, url)
        if one.decided_at:
            yield _line(one, one.decided_at, f"Decided: {what}", one.decided, url)


def _of_endings(endings: Iterable[CaseEnding]) -> Iterator[ChronologyLine]:
    for one in endings:
        yield _line(one, one.ended_at, one.get_kind_display(), one.words, reverse("lifecycle:show_lifecycle", args=[one.case_id]))


def _standing(model: Any) -> Any:
    return lambda **where: (model.objects.filter(withdrawn_at=None, **where),)


register_path_view(PathView(key="meetings", rows=_standing(Meeting), story=_of_meetings))
register_path_view(PathView(key="case-endings", rows=_standing(CaseEnding), story=_of_endings))
