"""What this room adds to a concern's page: the next step of each referral and of the 16A, where they stand, and their story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from cafcass_cases.cases.registry import ChronologyLine
from cafcass_cases.core.gather import gather
from safeguarding.registry import NextStep, Section, register_next_steps, register_sections, register_story
from safeguarding.selectors import whole_of

from .models import Referral, ReferralChild, RiskAssessment
from .steps_next import next_step, state_words
from .timeline import Line, assessments_with_story, lines_of_assessment, lines_of_referral, referrals_with_story


@dataclass(frozen=True)
class _Rows:
    """The referrals and 16As of one concern, with the keys of the duties open on each, fetched once for the page."""

    referrals: list[Any]
    assessments: list[Any]
    open_keys: dict[Any, set[str]]
    owes_16a: bool


def _rows(concern: Any) -> _Rows:
    rows: _Rows | None = getattr(concern, "rows_of_referrals", None)
    if rows is None:
        referrals = referrals_with_story(Referral.objects.filter(concern=concern, withdrawn_at=None))
        children = Prefetch("children", queryset=ReferralChild.objects.select_related("child"))
        referrals = referrals.prefetch_related(children).order_by("decided_at")
        assessments = assessments_with_story(RiskAssessment.objects.filter(concern=concern, withdrawn_at=None)).order_by("number")
        keys: dict[Any, set[str]] = {}
        for duty in whole_of(concern).duties:
            if duty.is_open:
                keys.setdefault(duty.subject_id, set()).add(duty.key)
        referrals, assessments = gather(referrals, assessments)
        rows = _Rows(list(referrals), list(assessments), keys, any("s16a" in found for found in keys.values()))
        concern.rows_of_referrals = rows
    return rows


@register_next_steps
def steps_of_referrals(concern: Any, user: Any, now: datetime) -> Iterator[NextStep]:
    """The one next step of each referral, and the 16A, owed or begun; only for those who work on the case."""
    if not getattr(concern.case, "user_works", False):
        return
    rows = _rows(concern)
    for referral in rows.referrals:
        following = next_step(referral, rows.open_keys.get(referral.pk, set()))
        if following:
            # What writes is a button of the referral's own page; here is the way to it.
            url = reverse("referrals:show_referral", args=[referral.pk]) if following.is_button else following.url
            yield NextStep(f"{following.label}: {referral.authority}", url, order=20)
    draft = next((one for one in rows.assessments if one.sent_at is None), None)
    if draft:
        yield NextStep("Go on with the 16A", reverse("referrals:show_risk_assessment", args=[draft.pk]), order=25)
    elif rows.owes_16a:
        yield NextStep("Begin the 16A", reverse("referrals:begin_risk_assessment", args=[concern.pk]), order=38, is_post=True)
    yield NextStep("Tell the court", reverse("referrals:tell_court", args=[concern.pk]), order=60, tone="secondary")


@register_sections
def sections_of_referrals(concern: Any, user: Any, now: datetime) -> Iterator[Section]:
    """Where each referral and each version of the 16A stands."""
    rows = _rows(concern)
    yield Section(
        "Referrals and the court",
        "referrals/_of_concern.html",
        {
            "concern": concern,
            "referrals": [(referral, *state_words(referral)) for referral in rows.referrals],
            "assessments": rows.assessments,
            # While it is owed, beginning it is among the next steps
            "may_begin": getattr(concern.case, "user_works", False) and not rows.owes_16a and all(one.sent_at for one in rows.assessments),
        },
        order=20,
    )


@register_story
def story_of_referrals(concern: Any, user: Any) -> Iterator[ChronologyLine]:
    """What happened to the referrals and 16As of this concern."""
    rows = _rows(concern)
    for referral in rows.referrals:
        yield from (_told(line, reverse("referrals:show_referral", args=[referral.pk])) for line in lines_of_referral(referral))
    for assessment in rows.assessments:
        url = reverse("referrals:show_risk_assessment", args=[assessment.pk])
        yield from (_told(line, url) for line in lines_of_assessment(assessment))


def _told(line: Line, url: str) -> ChronologyLine:
    return ChronologyLine(at=line.at, entered_at=line.entered_at, title=line.title, text=line.text, kind=line.kind, url=url, by=line.by)
