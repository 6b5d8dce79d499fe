"""The path of this room, where its duty leads, and what its supervision has to weigh."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path
from safeguarding.registry import SupervisionPoint, register_duty_link, register_supervision_points

from .models import Schooling
from .selectors import weighing_of

GROUP = "Education"
belongs_to("education.Schooling", group=GROUP, happened="known_at")
belongs_to("education.EducationCheck", group=GROUP, happened="asked_at")


def start(case: Any, concern: Any) -> str:
    """The form, from the concern where there is one."""
    if concern is not None:
        return reverse("education:record_schooling_of_concern", args=[concern.pk])
    return reverse("education:record_schooling", args=[case.pk])


register_path(Path(
    key="education", choice="A child is educated at home, has left school or does not attend", group="About a child", paragraphs="Policy 36 and 37",
    hint="A fact about the child. It is not a concern by itself", needs_concern=False, start=start, requirements=("P36-1", "P36-2", "P37-1"), order=60,
))  # fmt: skip


def _words(schooling_id: UUID) -> str:
    return "A child’s education" if Schooling.objects.filter(pk=schooling_id).exists() else ""


register_subject_url("education.schooling", lambda pk: reverse("education:show_schooling", args=[pk]))
register_subject_words("education.schooling", _words)
register_duty_link("education-check", lambda duty: reverse("education:record_check", args=[duty.subject_id]))


@register_supervision_points
def points_of_education(concern: Any) -> Iterator[SupervisionPoint]:
    """What policy 37 asks of supervision: a decision on a 16A, and particular weight for a protection plan."""
    for row in weighing_of(concern):
        name, url = row.child.full_name, reverse("education:weigh_schooling", args=[row.pk])
        status = row.get_status_display().lower()
        if row.contact_reduced:
            text = f"{name} is {status}, and lack of contact with professionals increases the concern. Decide on a referral and on a 16A."
            phrase = f"whether the court is told by a 16A of {name}, who is out of school"
            yield SupervisionPoint("P37-2", text, phrase, url, answered=row.weighed_at is not None)
        if row.was_on_a_plan:
            when = "is" if row.plan == Schooling.Plan.NOW else "was"
            text = f"{name} is {status} and {when} on a child protection plan: give particular weight to a referral and a 16A."
            phrase = f"the weight given to {name}’s child protection plan"
            yield SupervisionPoint("P37-3", text, phrase, url, answered=bool(row.plan_weight.strip()) and row.weighed_at is not None)
