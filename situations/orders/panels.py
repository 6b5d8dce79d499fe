"""The path of an order that may leave a child at risk, and where its duties lead."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import register_court_link
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path
from safeguarding.registry import register_duty_link

from .models import OrderOption, OrderReview

register_path(
    Path(
        key="order-at-risk",
        choice="The court made an order that may leave a child at risk",
        group="The court",
        paragraphs="Policy 46 to 48",
        hint="The court did not follow what we recommended.",
        start=lambda case, concern: reverse("orders:open_review", args=[concern.pk]) if concern else "",
        requirements=("P46-1",),
        order=20,
    )
)
register_court_link("order", "It may leave a child at risk", lambda order: reverse("orders:begin_review", args=[order.pk]))
register_court_link(
    "hearing", "An order of this hearing may leave a child at risk",
    lambda hearing: reverse("safeguarding:take_path", args=[hearing.case_id, "order-at-risk"]),
)  # fmt: skip


def _review_of(option_id: UUID) -> Any:
    return OrderOption.objects.values_list("review_id", flat=True).get(pk=option_id)


def _words(review_id: UUID) -> str:
    reference = OrderReview.objects.filter(pk=review_id).values_list("concern__reference", flat=True).first()
    return f"Review of an order, concern {reference}" if reference else ""


register_subject_url("orders.orderreview", lambda pk: reverse("orders:show_review", args=[pk]))
register_subject_url("orders.orderoption", lambda pk: reverse("orders:show_review", args=[_review_of(pk)]))
register_subject_words("orders.orderreview", _words)
register_subject_words("orders.orderoption", lambda pk: _words(_review_of(pk)))
for _key, _page in (
    ("order-review", "show_review"), ("appeal-consult", "record_appeal_consultation"), ("order-steps-recorded", "record_steps"),
    ("order-legal-advice", "record_legal_advice"), ("order-judge-considered", "show_review"),
):  # fmt: skip
    register_duty_link(_key, lambda duty, page=_page: reverse(f"orders:{page}", args=[duty.subject_id]))

belongs_to("orders.OrderReview", group="Orders that may leave a child at risk", happened="known_at")
belongs_to("orders.OrderOption", group="Orders that may leave a child at risk", happened="done_at")
belongs_to("orders.ManagersLetter", group="Orders that may leave a child at risk", happened="sent_at")
belongs_to("orders.JudgeApproach", group="Orders that may leave a child at risk", happened="approached_at")
