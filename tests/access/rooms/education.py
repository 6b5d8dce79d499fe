"""Who may open the pages of children's education (policy 36, 37)."""

from typing import Any

from cafcass_cases.cases.models import Person
from safeguarding.models import Concern
from situations.education import services
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "education:show_schooling"),
    of_case(WORKERS, """
        education:record_schooling education:record_schooling_of_concern education:record_check education:join_concern education:record_return
        """),
    of_case(MANAGERS, "education:weigh_schooling"),
]  # fmt: skip
STANDS_FOR: dict[str, dict[str, str]] = {}
PAGES = [("practitioner", "education:show_schooling", ("schooling_id",))]


def make(lived: Any) -> dict[str, Any]:
    """A child out of school, in a concern."""
    from tests.access.world import NOW

    row = services.record_schooling(
        case=lived.case, child=Person.objects.get(pk=lived.ids["child_id"]), status="not_attending", known_at=NOW,
        concern=Concern.objects.get(pk=lived.ids["concern_id"]), contact_reduced=False, by=lived.users["practitioner"], now=NOW,
    )  # fmt: skip
    return {"schooling_id": row.pk}
