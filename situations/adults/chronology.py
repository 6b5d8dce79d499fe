"""What this room shows on a concern's page and tells in the chronology."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import NextStep, Section
from safeguarding.selectors import whole_of

from .models import AdultConcern, AdultPoliceReport, AdultReferral
from .progress import next_step, state_words

KIND = "Adult"


def _rows(**where: Any) -> tuple[Any, ...]:
    found = AdultConcern.objects.filter(withdrawn_at=None, **where)
    reports = AdultPoliceReport.objects.filter(adult__in=found.values("pk"), withdrawn_at=None).select_related("force", "created_by")
    referrals = AdultReferral.objects.filter(adult__in=found.values("pk")).select_related("authority", "sent_by")
    return found.select_related("person", "created_by", "held_by", "requested_by", "completed_by"), reports, referrals


def _pairs(rows: Iterable[AdultConcern], referrals: Iterable[AdultReferral]) -> list[tuple[AdultConcern, AdultReferral | None]]:
    own = {referral.adult_id: referral for referral in referrals}
    for row in rows:
        if row.pk in own:
            own[row.pk].adult = row
    return [(row, own.get(row.pk)) for row in rows]


def _section(concern: Any, user: Any, now: datetime, rows: Any, reports: Any, referrals: Any) -> Iterator[Section]:
    """Which adult, and where it stands."""
    shown = [(row, *state_words(row, referral)) for row, referral in _pairs(rows, referrals)]
    yield Section("An adult at risk", "adults/_of_concern.html", {"rows": shown}, order=35)


def _steps(concern: Any, user: Any, now: datetime, rows: Any, reports: Any, referrals: Any) -> Iterator[NextStep]:
    if not getattr(concern.case, "user_works", False):
        return
    for row, referral in _pairs(rows, referrals):
        told = bool(whole_of(concern).police_reports) or any(report.adult_id == row.pk for report in reports)
        following = next_step(row, referral, user, manages=bool(getattr(concern.case, "user_manages", False)), police_told=told)
        if following:
            yield NextStep(f"{following.label}: adult", following.url, order=46, tone="secondary")


def _story(rows: Any, reports: Any, referrals: Any) -> Iterator[ChronologyLine]:
    for row, referral in _pairs(rows, referrals):
        url = row.get_absolute_url()

        def line(at: Any, title: str, text: str = "", *, entered: Any = row.created_at, by: Any = None, url: str = url) -> ChronologyLine:
            return ChronologyLine(
                at=at, entered_at=entered, title=title, text=text, kind=KIND, url=url, by=getattr(by, "full_name", "") or ""
            )

        yield line(row.recognised_at, f"Concern {row.reference} about an adult: {row}", row.what, by=row.created_by)
        if row.requested_at:
            yield line(
                row.requested_at,
                "Supervision asked for on an adult safeguarding referral",
                row.request_text,
                entered=row.requested_at,
                by=row.requested_by,
            )
        if row.held_at:
            title = f"Supervision held on an adult safeguarding referral: {row.get_decision_display().lower()}"
            yield line(row.held_at, title, row.decision_reason, entered=row.held_at, by=row.held_by)
        if row.refer_now_at:
            title = (
                "Decided to refer the adult, although supervision did not agree"
                if row.is_dissent
                else "Decided to refer the adult now, supervision to follow"
            )
            yield line(row.refer_now_at, title, row.refer_now_reason, entered=row.refer_now_at)
        for report in reports:
            if report.adult_id == row.pk:
                where = "by 999" if report.by_999 else f"to {report.force}"
                yield line(
                    report.reported_at, f"Reported to the police {where}", report.reported, entered=report.created_at, by=report.created_by
                )
        if referral is not None and referral.sent_at:
            yield line(
                referral.sent_at,
                f"Adult safeguarding referral sent to {referral.authority or referral.sent_to}",
                referral.procedure,
                entered=referral.sent_at,
                by=referral.sent_by,
            )
        if referral is not None and referral.answered_at:
            yield line(referral.answered_at, "Adult services answered", referral.answer, entered=referral.answered_at)
        if row.completed_at:
            yield line(
                row.completed_at,
                f"Concern {row.reference} about an adult completed",
                row.outcome,
                entered=row.completed_at,
                by=row.completed_by,
            )


register_path_view(PathView(key="adults", rows=_rows, section=_section, steps=_steps, story=_story))
