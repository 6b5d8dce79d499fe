"""The path, the concern's page, the chronology, and where the duties of this room lead."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import ChronologyLine
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.path_views import PathView, register_path_view
from safeguarding.paths import Path, register_path
from safeguarding.registry import NextStep, Section, register_duty_link

from .models import Disclosure

register_path(
    Path(
        key="disclosure",
        choice="A child in care has told of more",
        hint="More cruelty, abuse or neglect, told once they were safe.",
        group="About a child",
        paragraphs="Policy 8",
        start=lambda case, concern: reverse("disclosure:record_disclosure", args=[concern.pk]) if concern else "",
        requirements=("P8-1", "P8-2"),
        suggested=lambda concern: concern.disclosure_in_care,
        order=20,
    )
)


def _words(disclosure_id: UUID) -> str:
    reference = Disclosure.objects.values_list("concern__reference", flat=True).get(pk=disclosure_id)
    return f"Told in care, {reference}"


register_subject_url("disclosure.disclosure", lambda pk: reverse("disclosure:show_disclosure", args=[pk]))
register_subject_words("disclosure.disclosure", _words)
register_duty_link("disclosure-police", lambda duty: reverse("safeguarding:record_police_report", args=[duty.concern_id]))
belongs_to("disclosure.Disclosure", group="Told in care", happened="disclosed_at")


def _rows(**where: Any) -> tuple[Any, ...]:
    return (Disclosure.objects.filter(withdrawn_at=None, **where).select_related("child", "authority", "created_by", "police_decided_by"),)


def state_words(disclosure: Disclosure) -> tuple[str, str]:
    """Where it stands, in words, and the tone of its tag."""
    if disclosure.referred_at:
        return "Referred", "green"
    return ("To be referred", "orange") if disclosure.is_complete else ("To be completed", "orange")


def _section(concern: Any, user: Any, now: datetime, rows: Any) -> Iterator[Section]:
    shown = [(row, *state_words(row)) for row in rows]
    yield Section("A child in care has told of more", "disclosure/_of_concern.html", {"rows": shown}, order=15)


def _steps(concern: Any, user: Any, now: datetime, rows: Any) -> Iterator[NextStep]:
    """The way on with what was told, until it is complete and referred."""
    if not getattr(concern.case, "user_works", False):
        return
    for row in rows:
        if not row.is_complete:
            yield NextStep("Complete what the child in care told", reverse("disclosure:complete_disclosure", args=[row.pk]), order=15)
        elif not row.referred_at:
            yield NextStep("Refer what the child in care told", row.get_absolute_url(), order=15, tone="warning")


def _story(rows: Any) -> Iterator[ChronologyLine]:
    for row in rows:
        url = row.get_absolute_url()
        yield ChronologyLine(
            at=row.disclosed_at, entered_at=row.created_at, title=f"Told of more in care: {row}", text=row.words, kind="Disclosure", url=url,
            by=getattr(row.created_by, "full_name", "") or "",
        )  # fmt: skip
        if row.police_decided_at:
            said = "The police are told as well" if row.police else "Decided not to tell the police"
            yield ChronologyLine(
                at=row.police_decided_at, entered_at=row.police_decided_at, title=said, text=row.police_reason, kind="Disclosure", url=url,
                by=getattr(row.police_decided_by, "full_name", "") or "",
            )  # fmt: skip


register_path_view(PathView(key="disclosure", rows=_rows, section=_section, steps=_steps, story=_story))
