"""The tab of the case page, the path, and where the duties of this room lead."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import ChronologyLine, register_closing_guard, register_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.path_views import PathView, register_path_view
from safeguarding.paths import Path, register_path
from safeguarding.registry import NextStep, Section, register_duty_link

from .models import Advice, AdviceKind, CourtDecision, FindingOfFact, FindingReview

register_panel("advice", "Advice", "advice:list_advice", 45)


def _start(case: Any, concern: Any) -> str:
    url = reverse("advice:list_findings", args=[case.pk])
    return f"{url}?concern={concern.pk}" if concern else url


register_path(
    Path(
        key="finding-of-fact",
        choice="A finding of fact is recommended or awaited",
        group="The court",
        paragraphs="Policy 17",
        hint="A referral is always considered: risk can last, and grow, until the finding is made.",
        start=_start,
        needs_concern=False,
        order=10,
    )
)


def _advice_words(advice_id: Any) -> str:
    kind = Advice.objects.values_list("kind", flat=True).filter(pk=advice_id).first()
    return AdviceKind(kind).label if kind else ""


register_subject_url("advice.advice", lambda pk: reverse("advice:show_advice", args=[pk]))
register_subject_url("advice.findingoffact", lambda pk: reverse("advice:show_finding", args=[pk]))
register_subject_words("advice.advice", _advice_words)
register_subject_words("advice.findingoffact", lambda pk: "Finding of fact")
register_duty_link("finding-of-fact-review", lambda duty: reverse("advice:review_finding", args=[duty.subject_id]))
register_duty_link("finding-of-fact-referral-considered", lambda duty: reverse("advice:consider_referral", args=[duty.subject_id]))


@register_closing_guard
def awaited(case: Any, now: datetime) -> list[str]:
    """A case does not close while a finding of fact is awaited, or advice is being prepared."""
    phrases = []
    if FindingOfFact.objects.filter(case=case, made_at=None, withdrawn_at=None).exists():
        phrases.append("a finding of fact is awaited")
    if Advice.objects.filter(case=case, filed_at=None, withdrawn_at=None).exists():
        phrases.append("advice to the court is not filed")
    return phrases


# On the concern's page and in the chronology


def _finding_lines(findings: Any, reviews: Any) -> Iterator[ChronologyLine]:
    for one in findings:
        url = reverse("advice:show_finding", args=[one.pk])
        yield ChronologyLine(one.directed_at, one.created_at, "The court directed a finding of fact", one.issues, "court", url)
        if one.made_at:
            yield ChronologyLine(
                one.made_at, one.created_at, f"Finding of fact: {one.get_ending_display().lower()}", one.result, "court", url
            )
    for review in reviews:
        url = reverse("advice:show_finding", args=[review.finding_id])
        words = f"{review.get_referral_considered_display()}. {review.referral_reason}"
        yield ChronologyLine(review.reviewed_at, review.created_at, "Risk reviewed while a finding of fact is awaited", words, "court", url)


def _finding_section(concern: Any, user: Any, now: datetime, findings: Any, reviews: Any) -> Iterator[Section]:
    if findings:
        latest = {one.pk: max((r.reviewed_at for r in reviews if r.finding_id == one.pk), default=None) for one in findings}
        yield Section("Finding of fact", "advice/_of_concern.html", {"findings": [(one, latest[one.pk]) for one in findings]}, order=40)


def _finding_steps(concern: Any, user: Any, now: datetime, findings: Any, reviews: Any) -> Iterator[NextStep]:
    for one in findings:
        if one.is_pending and getattr(concern.case, "user_works", False):
            yield NextStep(
                "Review risk before the finding of fact", reverse("advice:review_finding", args=[one.pk]), order=45, tone="secondary"
            )


def _findings(**where: Any) -> tuple[Any, ...]:
    narrowed = {f"finding__{name}": value for name, value in where.items()}
    return (
        FindingOfFact.objects.filter(withdrawn_at=None, **where).order_by("directed_at"),
        FindingReview.objects.filter(withdrawn_at=None, finding__withdrawn_at=None, **narrowed).order_by("reviewed_at"),
    )


register_path_view(PathView(key="finding-of-fact", rows=_findings, story=_finding_lines, section=_finding_section, steps=_finding_steps))


def _advice_lines(advice: Any) -> Iterator[ChronologyLine]:
    for one in advice:
        if one.filed_at:
            url = reverse("advice:show_advice", args=[one.pk])
            yield ChronologyLine(one.filed_at, one.created_at, f"{one.kind_words} filed", "", "court", url, str(one.author))


def _decision_lines(decisions: Any) -> Iterator[ChronologyLine]:
    for one in decisions:
        url = reverse("advice:list_advice", args=[one.case_id])
        yield ChronologyLine(one.decided_at, one.created_at, f"The court decided for {one.child}", one.words, "court", url)


register_path_view(
    PathView(
        key="advice",
        rows=lambda **where: (Advice.objects.filter(withdrawn_at=None, **where).select_related("author").order_by("filed_at"),),
        story=_advice_lines,
    )
)
register_path_view(
    PathView(
        key="court-decision",
        rows=lambda **where: (CourtDecision.objects.filter(withdrawn_at=None, **where).select_related("child").order_by("decided_at"),),
        story=_decision_lines,
    )
)

# When each thing happened, for the audit and as-at pages: not when it was typed.
for _label, _happened in (
    ("Advice", "filed_at"),
    ("CourtDecision", "decided_at"),
    ("FindingOfFact", "directed_at"),
    ("FindingReview", "reviewed_at"),
):
    belongs_to(f"advice.{_label}", group="Advice to the court", happened=_happened)
for _label in ("ChildAdvice", "TimeAdvice", "TimeDecision", "FindingReviewChild", "OffenderAnalysis", "OffenderChildAnalysis"):
    belongs_to(f"advice.{_label}", group="Advice to the court")
belongs_to("advice.RequestToBeHeard", group="Advice to the court")
