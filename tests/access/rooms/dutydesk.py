"""Who may open the duty desk, the hearings diary and the page of an authority."""

from datetime import timedelta
from typing import Any

from cafcass_cases.accounts.models import Team
from practice.dutydesk import services
from practice.dutydesk.services.cases import let_in
from tests.access.table import EVERY_MANAGER, EVERY_SUPPORT, REGISTERED, SIGNED_IN, WORKERS, Door, for_roles

DESK = REGISTERED | EVERY_SUPPORT
TEAM = {"practitioner", "second_practitioner", "associate", "manager", "business_support", "head_of_practice", "assistant_director"}
TAKERS = TEAM - {"business_support"}

DOORS = [
    for_roles(DESK | {"auditor"}, "dutydesk:show_desk dutydesk:show_diary"),
    for_roles(DESK | {"auditor", "administrator"}, "dutydesk:list_desk_rota"),
    for_roles(DESK, "dutydesk:log_enquiry"),
    for_roles(DESK | {"administrator"}, "dutydesk:record_look"),
    for_roles(EVERY_MANAGER | {"administrator"}, "dutydesk:set_desk_duty dutydesk:withdraw_desk_duty"),
    for_roles(SIGNED_IN, "dutydesk:show_partnership"),
    # What waits at a desk is that desk's to know of.
    Door(TEAM | {"auditor"}, set(), "dutydesk:show_enquiry"),
    Door(TAKERS, {"business_support", "auditor"}, """
        dutydesk:take_enquiry dutydesk:find_case dutydesk:answer_enquiry dutydesk:begin_concern dutydesk:take_up_as_sharing dutydesk:pass_on
        dutydesk:take_case
        """),
    # A case that was taken is handed back by whoever took it, or sees it.
    Door(WORKERS, {"business_support", "auditor"}, "dutydesk:hand_back"),
]  # fmt: skip
STANDS_FOR: dict[str, dict[str, str]] = {}
PAGES = [
    ("practitioner", "dutydesk:show_desk", ()),
    ("manager", "dutydesk:show_desk", ()),
    ("head_of_practice", "dutydesk:show_desk", ()),
    ("practitioner", "dutydesk:show_diary", ()),
    ("manager", "dutydesk:show_diary", ()),
    ("head_of_practice", "dutydesk:show_diary", ()),
    ("manager", "dutydesk:show_enquiry", ("enquiry_id",)),
    ("practitioner", "dutydesk:show_enquiry", ("enquiry_id",)),
    ("practitioner", "dutydesk:show_partnership", ("authority_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """An enquiry about the main case, a case taken, and a stretch of the rota."""
    from tests.access.world import NOW

    practitioner, manager = lived.users["practitioner"], lived.users["manager"]
    team = Team.objects.get(pk=practitioner.team_id)
    enquiry = services.log_enquiry(
        team=team,
        kind="message",
        source="parent",
        who="A mother",
        about="Kit",
        words="Which day?",
        received_at=NOW,
        case=lived.case,
        by=practitioner,
        now=NOW,
    )
    duty = services.set_desk_duty(
        team=team,
        person=lived.users["second_practitioner"],
        starts_at=NOW - timedelta(days=2),
        ends_at=NOW - timedelta(days=1),
        by=manager,
        now=NOW,
    )
    taken = let_in(case=lived.case, person=practitioner, why="enquiry", now=NOW)
    return {"enquiry_id": enquiry.pk, "desk_duty_id": duty.pk, "taken_id": taken.pk}
