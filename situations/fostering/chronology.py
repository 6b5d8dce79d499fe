"""What happened about private fostering, in the case's chronology and on the concern's page."""

from collections.abc import Iterator
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import Section

from .models import Arrangement

KIND = "Private fostering"


def _rows(**where: Any) -> tuple[Any]:
    return (Arrangement.objects.filter(withdrawn_at=None, **where).select_related("child", "carer", "authority"),)


def _story(rows: list[Arrangement]) -> Iterator[ChronologyLine]:
    for row in rows:
        told = [
            (row.known_at, f"{row.child.full_name} lives with {row.carer_words}: {row.get_relation_display().lower()}", row.told),
            (row.notified_at, f"{row.authority or 'The authority'} notified of private fostering", row.notified_to),
            (row.assessment_asked_at, "The authority was asked to assess the arrangement", row.assessment_words),
            (row.answered_at, f"Private fostering: {row.get_answer_display().lower()}", row.answer_words),
        ]
        for at, title, text in told:
            if at:
                yield ChronologyLine(
                    at=at, entered_at=max(row.created_at, at), title=title, text=text, kind=KIND, url=row.get_absolute_url()
                )


def _section(concern: Any, user: Any, now: Any, rows: list[Arrangement]) -> Iterator[Section]:
    yield Section("Private fostering", "fostering/_of_concern.html", {"rows": rows}, order=41)


register_path_view(PathView(key="private-fostering", rows=_rows, story=_story, section=_section))
