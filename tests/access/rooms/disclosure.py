"""Doors of disclosures by children in care."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from safeguarding.models import Concern
from situations.disclosure import services
from tests.access.table import SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "disclosure:show_disclosure"),
    of_case(WORKERS, "disclosure:record_disclosure disclosure:complete_disclosure disclosure:refer_disclosure"),
]

PAGES = [("practitioner", "disclosure:show_disclosure", ("told_in_care_id",))]


def make(lived: Any) -> dict[str, Any]:
    """Theo has told of more."""
    from tests.access.world import NOW

    found = services.record_disclosure(
        concern=Concern.objects.get(pk=lived.ids["concern_id"]), child=Person.objects.get(pk=lived.ids["child_id"]), words="He did it again.",
        authority=LocalAuthority.objects.get(name="Leeds"), police=False, police_reason="They know.", disclosed_at=NOW,
        by=lived.users["practitioner"], now=NOW,
    )  # fmt: skip
    return {"told_in_care_id": found.pk}
