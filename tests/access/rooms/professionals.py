"""Doors of concerns about people who work with children."""

from typing import Any

from safeguarding.models import Concern
from situations.professionals import services
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "professionals:show_professional"),
    of_case(WORKERS, """
        professionals:record_professional professionals:describe_professional professionals:decide_lado professionals:write_lado
        professionals:record_telling professionals:issue_lado professionals:send_lado professionals:record_lado_follow_up
        professionals:record_lado_direction professionals:record_lado_request professionals:answer_lado_request
        professionals:record_lado_meeting professionals:write_court_words professionals:tell_court_of_lado
        """),
    of_case(MANAGERS, "professionals:approve_lado professionals:agree_not_to_tell professionals:agree_court_words"),
]  # fmt: skip

PAGES = [
    ("practitioner", "professionals:show_professional", ("professional_id",)),
    ("manager", "professionals:show_professional", ("professional_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """A father who teaches, decided, written, and with a question of the LADO."""
    from tests.access.world import NOW

    how = {"by": lived.users["practitioner"], "now": NOW}
    concern = Concern.objects.get(pk=lived.ids["concern_id"])
    one = services.record_professional(
        concern=concern, name="Sam Coach", capacity="volunteer", job="Coach", employer="A football club", children_known="A team", **how
    )
    services.decide_on_lado(professional=one, refer=True, rationale="He coaches children.", at=NOW, **how)
    lado = services.write_lado(lado=one.lado, behaviour="He shouts.", children_at_risk="His team.", evidence="Theo, today.", **how)
    step = services.record_lado_request(lado=lado, text="More?", answer_by=NOW.date(), at=NOW, **how)
    return {"professional_id": one.pk, "lado_step_id": step.pk}
