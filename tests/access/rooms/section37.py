"""The doors of section 37."""

from safeguarding.models import Concern
from situations.section37.services import record_threshold
from tests.access.table import SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "section37:show_advice"),
    of_case(WORKERS, """
        section37:record_threshold section37:record_consultation section37:tell_authority section37:record_papers section37:write_advice
        section37:issue_advice section37:file_advice section37:leave_advice section37:record_answer section37:write_letter
        section37:confirm_order section37:record_report section37:withdraw_advice
        """),
]  # fmt: skip
PAGES = [("practitioner", "section37:show_advice", ("section37_id",)), ("practitioner", "section37:tell_authority", ("section37_id",))]


def make(lived):
    from tests.access.world import NOW

    concern = Concern.objects.get(pk=lived.ids["concern_id"])
    advice = record_threshold(
        concern=concern, threshold="either", reason="Alone at night, again and again.", at=NOW, by=lived.users["practitioner"], now=NOW
    )
    return {"section37_id": advice.pk}
