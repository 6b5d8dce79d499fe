"""What the pathway and the stages add to the case's chronology and to a concern's page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.registry import ChronologyLine, register_gathered_chronology
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import Section

from .models import RiskIdentification, SafetyAssessment, ScreeningConclusion, Section120, Section120Letter

KIND = "Screening and assessment"


def _line(row: Any, at: Any, title: str, text: str = "", url: str = "") -> ChronologyLine:
    return ChronologyLine(at=at, entered_at=max(row.created_at, at), title=title, text=text, kind=KIND, url=url)


def _of_pathways(pathways: list[Section120], letters: list[Section120Letter]) -> Iterator[ChronologyLine]:
    for one in pathways:
        words = one.get_outcome_display() if one.outcome else "a manager is asked"
        yield _line(one, one.read_at, f"Court papers read for the section 120 pathway: {words}", one.words, one.get_absolute_url())
        if one.outcome_told_at:
            yield _line(
                one, one.outcome_told_at, "The local authority was told how the court case ended", one.final_outcome, one.get_absolute_url()
            )
    for letter in letters:
        if letter.sent_at:
            yield _line(letter, letter.sent_at, f"Section 120 letter sent to {letter.authority.name}", letter.facts)


def _section(concern: Any, user: Any, now: Any, pathways: list[Section120], letters: list[Section120Letter]) -> Iterator[Section]:
    current = [one for one in pathways if one.superseded_by_id is None]
    if current:
        yield Section("Section 120 pathway", "assessment/_of_concern.html", {"pathway": current[-1], "letters": letters}, order=35)


register_path_view(
    PathView(
        key="section-120",
        rows=lambda **where: (
            Section120.objects.filter(withdrawn_at=None, **where).order_by("read_at"),
            Section120Letter.objects.filter(
                withdrawn_at=None, pathway__in=Section120.objects.filter(withdrawn_at=None, **where)
            ).select_related("authority"),
        ),
        story=_of_pathways,
        section=_section,
    )
)


def _of_forms(forms: Any) -> Iterator[ChronologyLine]:
    for one in forms:
        title = f"Risk identification form, version {one.number}, submitted"
        yield _line(one, one.submitted_at, title, one.analysis, reverse("assessment:show_risk_identification", args=[one.pk]))


def _of_screening(rows: Any) -> Iterator[ChronologyLine]:
    for one in rows:
        grounds = "grounds to intervene" if one.grounds else "no grounds to intervene"
        yield _line(
            one, one.concluded_at, f"Screening concluded: {grounds}", one.reasons, reverse("assessment:show_stages", args=[one.case_id])
        )


def _of_safety(rows: Any) -> Iterator[ChronologyLine]:
    for one in rows:
        yield _line(
            one,
            one.submitted_at,
            "Safety assessment submitted",
            one.safeguarding_acts,
            reverse("assessment:show_safety_assessment", args=[one.pk]),
        )


register_gathered_chronology(lambda case: RiskIdentification.objects.filter(case=case, withdrawn_at=None), _of_forms)
register_gathered_chronology(lambda case: ScreeningConclusion.objects.filter(case=case, withdrawn_at=None), _of_screening)
register_gathered_chronology(
    lambda case: SafetyAssessment.objects.filter(case=case, withdrawn_at=None).exclude(submitted_at=None), _of_safety
)
