"""Doors of allegations about staff: to whoever is not named they do not exist."""

from typing import Any

from practice.allegations import services
from tests.access.table import EVERY_SUPPORT, REGISTERED, Door, for_roles

NAMED = {"manager", "assistant_director"}
"""The manager of the practitioner it is about, and the director of the area; nobody holds the other post yet when it is told."""

DOORS = [
    for_roles(REGISTERED | EVERY_SUPPORT | {"auditor"}, "allegations:list_allegations"),
    for_roles(REGISTERED | EVERY_SUPPORT, "allegations:record_allegation"),
    Door(NAMED | {"auditor"}, set(), "allegations:show_file allegations:show_allegation"),
    Door(NAMED, {"auditor"}, """
        allegations:record_discussed allegations:record_route allegations:record_told allegations:decide_contact allegations:decide_lado
        allegations:record_supervision allegations:write_lado allegations:approve_lado allegations:issue_lado allegations:send_lado
        allegations:tell_person allegations:agree_unsafe allegations:record_support allegations:contribute allegations:close_allegation
        allegations:record_strand allegations:decide_regulator
        """),
]  # fmt: skip

PAGES = [("manager", "allegations:show_allegation", ("allegation_id",)), ("manager", "allegations:list_allegations", ())]


def make(lived: Any) -> dict[str, Any]:
    """An allegation about the practitioner of the main case."""
    from tests.access.world import NOW

    one = services.record_allegation(
        kind="at_work", standing="employed", person=lived.users["practitioner"], what="She says that she was shaken.", source="A teacher",
        arose_at=NOW, about_case=lived.case, by=lived.users["second_practitioner"], now=NOW,
    )  # fmt: skip
    return {
        "allegation_id": one.pk, "staff_file_id": one.file_id, "strand_id": one.strands.get(kind="police").pk,
        "regulator_notice_id": one.notices.get(regulator="dbs").pk,
    }  # fmt: skip
