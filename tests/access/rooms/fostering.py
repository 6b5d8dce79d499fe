"""Who may open the pages of private fostering (policy 38, 39)."""

from datetime import date
from typing import Any

from cafcass_cases.cases.models import Person
from situations.fostering import services
from tests.access.table import SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "fostering:show_arrangement"),
    of_case(WORKERS, """
        fostering:record_arrangement fostering:record_arrangement_of_concern fostering:record_details fostering:issue_notification
        fostering:notify_authority fostering:record_answer fostering:expect_longer fostering:end_arrangement
        """),
]  # fmt: skip
STANDS_FOR: dict[str, dict[str, str]] = {}
PAGES = [("practitioner", "fostering:show_arrangement", ("arrangement_id",))]


def make(lived: Any) -> dict[str, Any]:
    """A connected child who lives with a neighbour."""
    from tests.access.world import NOW

    row = services.record_arrangement(
        case=lived.case, child=Person.objects.get(pk=lived.ids["connected_child_id"]), carer_name="A neighbour", relation="not_related",
        started_on=date(2026, 3, 1), length="long", known_at=NOW, by=lived.users["practitioner"], now=NOW,
    )  # fmt: skip
    return {"arrangement_id": row.pk}
