"""The path of this room, where its duties lead, and what stands against closing a case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path
from safeguarding.registry import register_duty_link

from .models import Arrangement

belongs_to("fostering.Arrangement", group="Private fostering", happened="known_at")


def start(case: Any, concern: Any) -> str:
    """The form, from the concern where there is one."""
    if concern is not None:
        return reverse("fostering:record_arrangement_of_concern", args=[concern.pk])
    return reverse("fostering:record_arrangement", args=[case.pk])


register_path(Path(
    key="private-fostering", choice="A child lives with somebody who is not a parent or close relative", group="About a child",
    paragraphs="Policy 38 and 39", hint="28 days or more, reached or expected: private fostering", needs_concern=False, start=start,
    requirements=("P38-1", "P38-2", "P38-3", "P39-1", "P39-2"), order=61,
))  # fmt: skip


def _words(arrangement_id: UUID) -> str:
    return "Private fostering" if Arrangement.objects.filter(pk=arrangement_id).exists() else ""


register_subject_url("fostering.arrangement", lambda pk: reverse("fostering:show_arrangement", args=[pk]))
register_subject_words("fostering.arrangement", _words)
register_duty_link("private-fostering-notify", lambda duty: reverse("fostering:show_arrangement", args=[duty.subject_id]))
register_duty_link("private-fostering-answer", lambda duty: reverse("fostering:record_answer", args=[duty.subject_id]))
register_duty_link("private-fostering-referral", lambda duty: reverse("safeguarding:show_concern", args=[duty.concern_id]))


@register_closing_guard
def the_authority_has_answered(case: Case, now: datetime) -> list[str]:
    """A case is not closed while an authority was not told of private fostering, or has not answered (policy 38)."""
    rows = Arrangement.objects.filter(case=case, withdrawn_at=None, answered_at=None, relation__in=("not_related", "distant"))
    running = [row for row in rows.select_related("child") if row.notified_at or row.ended_on is None]
    return [f"The authority has not answered about the private fostering of {row.child.full_name}" for row in running]
