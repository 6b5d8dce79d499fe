"""Doors of the hold on disposal: whoever works on a case holds it, and its managers lift that."""

from typing import Any

from cafcass_cases.cases.services import hold_case
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [of_case(SEERS, "cases:show_holds"), of_case(WORKERS, "cases:hold_case"), of_case(MANAGERS, "cases:lift_hold")]
PAGES = [("practitioner", "cases:show_holds", ("case_id",))]


def make(lived: Any) -> dict[str, Any]:
    """A hold of the case, which ends nothing that others do."""
    from tests.access.world import NOW

    hold = hold_case(
        case=lived.case, kind="complaint", reason="A complaint of March.", held_at=NOW, by=lived.users["practitioner"], now=NOW
    )
    return {"hold_id": hold.pk}
