"""Where the life of a case is shown, and where its duties lead."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import register_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.registry import register_duty_link

from .models import CaseEnding, Meeting, PlanNotice

GROUP = "Stages and meetings"
for _label, _happened in (
    ("CaseEnding", "ended_at"), ("CourtDirection", "directed_on"), ("AreaReview", "considered_at"), ("Meeting", "attended_at"), ("PlanNotice", "noted_at"),
):  # fmt: skip
    belongs_to(f"lifecycle.{_label}", group=GROUP, happened=_happened)

register_panel("lifecycle", "Stages", "lifecycle:show_lifecycle", 66)


def meeting_url(meeting_id: UUID) -> str:
    return reverse("lifecycle:show_meeting", args=[meeting_id])


def meeting_words(meeting_id: UUID) -> str:
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    return meeting.get_kind_display() if meeting else ""


def _plan(notice_id: UUID) -> str:
    return reverse("lifecycle:note_plan", args=[notice_id])


register_subject_url("lifecycle.meeting", meeting_url)
register_subject_words("lifecycle.meeting", meeting_words)
register_subject_url("lifecycle.plannotice", _plan)
register_subject_url("lifecycle.caseending", lambda pk: reverse("lifecycle:record_services_asked", args=[pk]))
register_subject_words("lifecycle.caseending", lambda pk: "End of the case" if CaseEnding.objects.filter(pk=pk).exists() else "")
register_subject_words("lifecycle.plannotice", lambda pk: "Child protection plan" if PlanNotice.objects.filter(pk=pk).exists() else "")


def _of_meeting(name: str) -> Any:
    return lambda duty: reverse(f"lifecycle:{name}", args=[duty.subject_id])


register_duty_link("direction-named", lambda duty: reverse("lifecycle:record_direction", args=[duty.case_id]))
register_duty_link("services-after-order", _of_meeting("record_services_asked"))
register_duty_link("plan-noted", _of_meeting("note_plan"))
register_duty_link("meeting-answered", _of_meeting("answer_invitation"))
register_duty_link("meeting-informed", _of_meeting("record_informed"))
register_duty_link("meeting-outcome", _of_meeting("record_decision"))
register_duty_link("meeting-court-told", _of_meeting("record_court_told"))
register_duty_link("role-compromised", _of_meeting("settle_compromised"))
