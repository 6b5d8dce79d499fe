"""The path of section 37, and what it adds to the concern's page and to its duties."""

from typing import Any

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.models.cases import Law
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.models.children import SIGNIFICANT
from safeguarding.paths import Path, register_path
from safeguarding.registry import register_duty_link
from safeguarding.selectors import whole_of

from .models import Advice

register_path(
    Path(
        key="section-37",
        choice="I think the threshold for a care or supervision order is met",
        group="The court",
        paragraphs="Policy 32 to 35",
        hint="Private law: advise the court that a section 37 report is required.",
        start=lambda case, concern: reverse("section37:record_threshold", args=[concern.pk]) if concern else "",
        offered=lambda user, case: case.law == Law.PRIVATE,
        suggested=lambda concern: any(view.row.threshold in SIGNIFICANT for view in whole_of(concern).named),
        requirements=("P34-1",),
        order=10,
    )
)

register_subject_url("section37.advice", lambda pk: reverse("section37:show_advice", args=[pk]))


def _words(advice_id: Any) -> str:
    reference = Advice.objects.filter(pk=advice_id).values_list("concern__reference", flat=True).first()
    return f"Section 37, concern {reference}" if reference else ""


register_subject_words("section37.advice", _words)
for _key, _page in (
    ("s37-consultation", "show_advice"), ("s37-authority-told", "tell_authority"), ("s37-papers", "show_advice"), ("s37-advice", "show_advice"),
    ("s37-confirm", "show_advice"), ("s37-report", "record_report"),
):  # fmt: skip
    register_duty_link(_key, lambda duty, page=_page: reverse(f"section37:{page}", args=[duty.subject_id]))

belongs_to("section37.Advice", group="Section 37", happened="threshold_at")
belongs_to("section37.Conclusion", group="Section 37")
