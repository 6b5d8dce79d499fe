"""The doors of an order that may leave a child at risk."""

from cafcass_cases.cases.models import Order
from safeguarding.models import Concern
from situations.orders import services
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "orders:show_review"),
    of_case(WORKERS, """
        orders:begin_review orders:open_review orders:record_appeal_consultation orders:record_letter_sent orders:record_answer
        orders:record_steps orders:record_legal_advice orders:ask_head_of_practice orders:approach_judge orders:record_judges_reply
        orders:close_review orders:withdraw_review
        """),
    # The four options and the letter are the manager's; whether the judge is approached, the seniors'.
    of_case(MANAGERS, "orders:consider_options orders:write_letter orders:sign_letter"),
    of_case({"head_of_practice", "assistant_director"}, "orders:decline_to_approach"),
]  # fmt: skip
PAGES = [
    ("practitioner", "orders:show_review", ("order_review_id",)),
    ("manager", "orders:show_review", ("order_review_id",)),
    ("manager", "orders:consider_options", ("order_review_id",)),
]


def make(lived):
    from tests.access.world import NOW

    concern, users = Concern.objects.get(pk=lived.ids["concern_id"]), lived.users
    review = services.open_review(
        concern=concern, order=Order.objects.get(pk=lived.ids["order_id"]), known_at=NOW, recommended="Supervised contact.",
        why_at_risk="Alone at night.", by=users["practitioner"], now=NOW,
    )  # fmt: skip
    letter = services.write_letter(
        review=review, concerns="Alone at night.", next_steps="A short hearing.", is_courteous=True, by=users["manager"], now=NOW
    )
    approach = services.approach_judge(
        review=review,
        ground="child",
        reason="He may come to harm.",
        approached_at=NOW,
        judge="HHJ Example",
        by=users["head_of_practice"],
        now=NOW,
    )
    return {"order_review_id": review.pk, "managers_letter_id": letter.pk, "judge_approach_id": approach.pk}
