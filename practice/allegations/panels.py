"""Where this room's duties lead, the tab of its file, the path to it; and that nothing of it belongs to the child's case."""

from typing import Any

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import register_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path

from .models import RegulatorNotice

GROUP = "Allegation about a member of staff"
belongs_to("allegations.Allegation", "file", group=GROUP, happened="arose_at")
for _label in ("Strand", "RegulatorNotice", "Contribution"):
    belongs_to(f"allegations.{_label}", "allegation__file", group=GROUP)

register_panel("allegation", "Allegation", "allegations:show_file", order=1, visible=lambda user, case: not case.law)
register_path(Path(
    key="staff-allegation", choice="Somebody who works for Cafcass may have harmed a child, or may be unsuitable to work with children",
    group="Another agency", paragraphs="Framework 4.13 to 4.25, with policy 49 to 51", needs_concern=False,
    hint="It gets a file of its own. This case says nothing of it, and the person concerned never sees it",
    start=lambda case, concern: f"{reverse('allegations:record_allegation')}?case={case.pk}", requirements=("F4.15-1", "F4.16-1"), order=60,
))  # fmt: skip


def _notice_page(pk: Any) -> str:
    return reverse("allegations:decide_regulator", args=[pk])


register_subject_url("allegations.allegation", lambda pk: reverse("allegations:show_allegation", args=[pk]))
register_subject_url("allegations.regulatornotice", _notice_page)
register_subject_words("allegations.allegation", lambda pk: "Allegation")
register_subject_words(RegulatorNotice._meta.label_lower, lambda pk: "Notice to a regulator")
