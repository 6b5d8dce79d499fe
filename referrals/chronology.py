"""The lines of this room in a case's chronology."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.registry import ChronologyLine, register_chronology

from .models import Referral, RiskAssessment
from .selectors import meetings_of, updates_of
from .timeline import Line, assessments_with_story, lines_of_assessment, lines_of_referral, referrals_with_story


def _told(line: Line, url: str) -> ChronologyLine:
    return ChronologyLine(at=line.at, entered_at=line.entered_at, title=line.title, text=line.text, kind=line.kind, url=url, by=line.by)


@register_chronology
def chronology(case: Any, user: Any) -> Iterator[ChronologyLine]:
    """Referrals, outcomes, chases, differences, and everything that went to the court."""
    for referral in referrals_with_story(Referral.objects.filter(case=case, withdrawn_at=None)):
        url = reverse("referrals:show_referral", args=[referral.pk])
        yield from (_told(line, url) for line in lines_of_referral(referral))
    for assessment in assessments_with_story(RiskAssessment.objects.filter(case=case, withdrawn_at=None)):
        url = reverse("referrals:show_risk_assessment", args=[assessment.pk])
        yield from (_told(line, url) for line in lines_of_assessment(assessment))
    for update in updates_of(case):
        url = reverse("referrals:list_referrals", args=[case.pk])
        yield _told(Line(update.told_at, update.created_at, "The court was told", update.text, str(update.told_by), "court"), url)
    for meeting in meetings_of(case):
        if meeting.decisions_at:
            url = reverse("referrals:show_strategy_discussion", args=[meeting.pk])
            title = f"{meeting.get_kind_display()}: what was decided"
            yield _told(Line(meeting.decisions_at, meeting.created_at, title, meeting.decisions, "", "meeting"), url)
