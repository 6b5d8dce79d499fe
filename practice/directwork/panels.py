"""The tab of a case, the paths, where the duties of this room lead, and what holds a case open."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import register_closing_guard, register_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path
from safeguarding.registry import register_concern_start, register_duty_link

from . import selectors
from .models import OfficerContact

GROUP = "Work with children"
for _label, _happened in (
    ("DirectWorkPlan", "created_at"), ("DirectWork", "signed_at"), ("Promise", "created_at"), ("Telling", "told_at"),
    ("ChildView", "created_at"), ("SkinMap", "seen_at"), ("SkinMark", "created_at"), ("CareCheck", "checked_at"), ("OfficerContact", "happened_at"),
):  # fmt: skip
    belongs_to(f"directwork.{_label}", group=GROUP, happened=_happened)

register_panel("directwork", "Direct work", "directwork:list_direct_work", 25)


def page_url(case_id: Any) -> str:
    """Work with the children of one case."""
    return reverse("directwork:list_direct_work", args=[case_id])


@lru_cache(maxsize=4096)
def _case_of_contact(contact_id: UUID) -> UUID:
    return OfficerContact.objects.values_list("case_id", flat=True).get(pk=contact_id)


register_subject_url("directwork.promise", lambda pk: reverse("directwork:settle_promise", args=[pk]))
register_subject_words("directwork.promise", lambda pk: "A promise to a child")
register_subject_url("directwork.telling", lambda pk: reverse("directwork:show_telling", args=[pk]))
register_subject_words("directwork.telling", lambda pk: "What a child told")
register_subject_url("directwork.officercontact", lambda pk: page_url(_case_of_contact(pk)))
register_subject_words("directwork.officercontact", lambda pk: "A reviewing officer’s referral")

register_duty_link("direct-work-signed", lambda duty: reverse("directwork:sign_direct_work", args=[duty.subject_id]))
register_duty_link("promise-kept", lambda duty: reverse("directwork:settle_promise", args=[duty.subject_id]))
register_duty_link("telling-into-concern", lambda duty: reverse("directwork:show_telling", args=[duty.subject_id]))
register_duty_link(
    "child-told-of-referral", lambda duty: f"{reverse('directwork:record_child_view', args=[duty.concern_id])}?child={duty.child_id}"
)
register_duty_link(
    "guardian-first-visit", lambda duty: f"{reverse('directwork:record_direct_work', args=[duty.case_id])}?child={duty.child_id}"
)
register_duty_link(
    "care-plan-made-clear", lambda duty: f"{reverse('directwork:check_care_plan', args=[duty.case_id])}?child={duty.child_id}"
)
register_duty_link("officer-referral-advised", lambda duty: reverse("directwork:record_officer_advice", args=[duty.subject_id]))

register_path(Path(
    key="child-has-told", choice="A child has told me of harm, or I saw an injury", group="About a child", paragraphs="Framework 2.89 to 2.96",
    hint="What to do now, what to write down, and straight into a concern", needs_concern=False, requirements=("F2.89-1", "F2.90-1"), order=5,
    start=lambda case, concern: reverse("directwork:record_telling", args=[case.pk]),
))  # fmt: skip
register_path(Path(
    key="child-view", choice="A child is told of a referral", group="About a child", paragraphs="Framework 2.88 and 2.91",
    hint="How the child was told, and what the child thinks and feels of it", requirements=("F2.91-1", "F2.91-2"), order=35,
    start=lambda case, concern: reverse("directwork:record_child_view", args=[concern.pk]) if concern else "",
    suggested=lambda concern: concern.refer_now_at is not None,
))  # fmt: skip


@register_closing_guard
def what_a_guardian_still_owes(case: Any, now: Any) -> list[str]:
    return selectors.against_closing(case)


@register_concern_start
def from_what_a_child_told(case: Any, user: Any) -> dict[str, Any]:
    """The concern's first answers, where this user has just written down what a child told."""
    waiting = selectors.tellings_waiting(case, user)
    if not waiting:
        return {}
    telling = waiting[0]
    return {
        "source": "child", "source_detail": telling.child.full_name[:200], "said": telling.words, "whose_words": "verbatim",
        "also_present": telling.also_present, "reached_us_at": telling.told_at, "recognised_at": telling.stopped_at, "children": [telling.child],
    }  # fmt: skip
