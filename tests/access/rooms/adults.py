"""Doors of concerns about adults."""

from typing import Any

from cafcass_cases.cases.models import Person
from situations.adults import services
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "adults:show_adult"),
    of_case(WORKERS, """
        adults:record_adult adults:record_adult_of_concern adults:describe_adult adults:record_adult_police_report adults:ask_adult_supervision
        adults:refer_adult_now adults:write_adult_referral adults:record_adult_told adults:send_adult_referral adults:record_adult_answer
        adults:complete_adult_concern
        """),
    of_case(MANAGERS, "adults:hold_adult_supervision"),
    of_case({"head_of_practice", "assistant_director"}, "adults:view_adult_dissent"),
]  # fmt: skip

PAGES = [
    ("practitioner", "adults:show_adult", ("adult_id",)),
    ("manager", "adults:show_adult", ("adult_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """An adult who is referred although supervision did not agree."""
    from tests.access.world import NOW

    how = {"by": lived.users["practitioner"], "now": NOW}
    person = Person.objects.get(pk=lived.ids["person_id"])
    adult = services.record_adult_concern(
        case=lived.case, person=person, what="He does not eat.", recognised_at=NOW, danger_now=False, **how
    )
    services.hold_adult_supervision(adult=adult, held_at=NOW, decision="not_refer", reason="Not yet.", by=lived.users["manager"], now=NOW)
    services.refer_adult_now(adult=adult, reason="He is alone.", at=NOW, **how)
    return {"adult_id": adult.pk}
