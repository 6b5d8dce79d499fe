"""What happened about children's education, in the case's chronology and on the concern's page."""

from collections.abc import Iterator
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import Section

from .models import EducationCheck, Schooling

KIND = "Education"


def _rows(**where: Any) -> tuple[Any, Any]:
    rows = Schooling.objects.filter(withdrawn_at=None, **where)
    checks = EducationCheck.objects.filter(schooling__in=rows, withdrawn_at=None).select_related("schooling", "authority")
    return rows.select_related("child"), checks


def _line(row: Any, at: Any, title: str, text: str, url: str) -> ChronologyLine:
    return ChronologyLine(at=at, entered_at=max(row.created_at, at), title=title, text=text, kind=KIND, url=url)


def _story(rows: list[Schooling], checks: list[EducationCheck]) -> Iterator[ChronologyLine]:
    for row in rows:
        url = row.get_absolute_url()
        yield _line(row, row.known_at, f"{row.child.full_name}: {row.get_status_display().lower()}", row.told, url)
        if row.weighed_at:
            told = "the court is told by a 16A" if row.court_16a else "the court is not told by a 16A"
            yield _line(row, row.weighed_at, f"Education of {row.child.full_name} weighed in supervision: {told}", row.court_reason, url)
    for check in checks:
        title = f"{check.authority or 'The authority'} was asked about the child’s education: {check.get_result_display().lower()}"
        yield _line(check, check.asked_at, title, check.answer, check.schooling.get_absolute_url())


def _section(concern: Any, user: Any, now: Any, rows: list[Schooling], checks: list[EducationCheck]) -> Iterator[Section]:
    answered = {check.schooling_id for check in checks if check.is_answered}
    shown = [(row, row.pk in answered) for row in rows]
    yield Section("Education", "education/_of_concern.html", {"rows": shown}, order=40)


register_path_view(PathView(key="education", rows=_rows, story=_story, section=_section))
