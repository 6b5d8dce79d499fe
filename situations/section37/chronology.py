"""What section 37 shows on its concern's page, and its lines in the case's chronology and the concern's story."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import NextStep, Section

from .models import Advice, Conclusion
from .selectors import advice_where


def rows(**where: Any) -> tuple[Any, Any]:
    """The advice of a case or concern, and what the authority's reports say of each child."""
    found = advice_where(**where)
    return found, Conclusion.objects.filter(advice__in=found.values("pk"))


def _read(advice: list[Advice], conclusions: list[Conclusion]) -> list[Advice]:
    """Each advice with its conclusions at hand."""
    for one in advice:
        one.conclusions_read = [row for row in conclusions if row.advice_id == one.pk]
    return advice


def story(advice: list[Advice], conclusions: list[Conclusion]) -> Iterator[ChronologyLine]:
    for one in _read(advice, conclusions):
        yield from lines_of(one)


def section(concern: Any, user: Any, now: datetime, advice: list[Advice], conclusions: list[Conclusion]) -> Iterator[Section]:
    """Where each advice of the concern stands."""
    found = [(one, *one.state_words) for one in _read(advice, conclusions)]
    yield Section("Section 37", "section37/_of_concern.html", {"advice": found}, order=30)


def steps(concern: Any, user: Any, now: datetime, advice: list[Advice], conclusions: list[Conclusion]) -> Iterator[NextStep]:
    """The way to advice that is under way, for those who work on the case."""
    if getattr(concern.case, "user_works", False):
        for one in _read(advice, conclusions):
            if not one.is_over:
                yield NextStep("Go on with section 37", one.get_absolute_url(), order=26)


def lines_of(advice: Advice) -> Iterator[ChronologyLine]:
    """What happened, each at its own time."""
    url = advice.get_absolute_url()

    def line(name: str, title: str, text: str = "", by: Any = None) -> ChronologyLine:
        at, who = getattr(advice, name), by.full_name if by else ""
        return ChronologyLine(at=at, entered_at=advice.entered_at(name), title=title, text=text, kind="Section 37", url=url, by=who)

    yield line(
        "threshold_at", f"Threshold believed met: {advice.get_threshold_display().lower()}", advice.threshold_reason, advice.created_by
    )
    if advice.consulted_at:
        held_by = advice.supervision.held_by if advice.supervision else None
        yield line("consulted_at", "Manager consulted on section 37", advice.consultation, held_by)
    if advice.told_at:
        yield line("told_at", f"{advice.authority} told that section 37 will be advised", advice.told_why, advice.told_by)
    if advice.papers_at:
        yield line("papers_at", f"Referral and 16A with {advice.authority}, for section 37")
    if advice.filed_at:
        yield line("filed_at", "Section 37 advice filed at court", advice.rationale, advice.filed_by)
    if advice.left_at:
        yield line("left_at", "Decided not to advise section 37", advice.left_reason, advice.left_by)
    if advice.answered_at:
        yield line("answered_at", advice.get_answer_display(), advice.answer_reason)
    if advice.confirmed_at:
        yield line("confirmed_at", f"Section 37 order confirmed to {advice.authority} in writing", advice.timescales, advice.confirmed_by)
    if advice.reported_at:
        yield line("reported_at", f"{advice.authority} reported on section 37", advice.report_note)


register_path_view(PathView(key="section-37", rows=rows, story=story, section=section, steps=steps))
