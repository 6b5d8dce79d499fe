"""Who may open the pages of work with children (framework 2.39 to 2.56, 2.88 to 2.97, 4.5 to 4.11)."""

from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.services import write_entry
from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from practice.directwork import services
from practice.directwork.services import MarkFacts, PromiseFacts, TellingFacts
from tests.access.table import EVERY_MANAGER, MANAGERS, SEERS, SIGNED_IN, WORKERS, Door, for_roles, of_case

DOORS = [
    of_case(SEERS, """
        directwork:list_direct_work directwork:show_direct_work_plan directwork:show_direct_work directwork:show_telling directwork:show_skin_map
        """),
    of_case(WORKERS, """
        directwork:plan_direct_work directwork:change_plan directwork:call_off_plan directwork:record_direct_work directwork:sign_direct_work
        directwork:issue_direct_work directwork:settle_promise directwork:record_telling directwork:join_telling directwork:draw_skin_map
        directwork:issue_skin_map directwork:withdraw_skin_map directwork:record_child_view directwork:check_care_plan
        directwork:record_officer_contact
        """),
    of_case(MANAGERS, "directwork:record_officer_advice"),
    for_roles(SIGNED_IN, "directwork:show_questions"),
    for_roles({"administrator"}, "directwork:change_questions"),
    for_roles(EVERY_MANAGER, "directwork:list_competence"),
    Door({"manager"}, SIGNED_IN - EVERY_MANAGER, "directwork:record_appraisal"),
]  # fmt: skip
STANDS_FOR: dict[str, dict[str, str]] = {}
PAGES = [
    ("practitioner", "directwork:list_direct_work", ("case_id",)),
    ("practitioner", "directwork:show_direct_work", ("direct_work_id",)),
    ("practitioner", "directwork:show_skin_map", ("skin_map_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """One of everything that the addresses of this room can name."""
    from tests.access.world import NOW

    case = Case.objects.get(pk=lived.ids["case_id"])
    child = case.people.filter(role="subject_child").first()
    by = {"by": lived.users["practitioner"], "now": NOW}
    points = dict.fromkeys(DIRECT_WORK_POINTS, "Written.")
    plan = services.plan_direct_work(
        case=case, child=child, purpose="Wishes", venue="school", child_wish="School", wish_met=True, understanding="Cards", adjustments="Signs",
        interpreter="Agency", **by,
    )  # fmt: skip
    told = TellingFacts(
        told_at=NOW,
        words="He hits me.",
        explanation="None",
        responsible="Him",
        also_present="Nobody",
        asked="Nothing",
        stopped_at=NOW,
        told_again="Yes",
    )
    work = services.record_direct_work(
        case=case, child=child, happened_at=NOW, points=points, venue="school", limits_explained=True, limits_how="Said", child_words="Home.",
        promises=[PromiseFacts("A card", NOW.date())], telling=told, **by,
    )  # fmt: skip
    skin_map = services.draw_skin_map(
        case=case,
        child=child,
        seen_at=NOW,
        observer="Me",
        visible_only=True,
        marks=[MarkFacts(site="front/neck", description="Mark")],
        **by,
    )
    entry = write_entry(case=case, kind="direct_work", text="Drew.", happened_at=NOW, about=[child], direct_work=points, **by)
    contact = services.record_officer_contact(case=case, kind="referred", officer="Ira", content="Plan", happened_at=NOW, **by)
    return {
        "direct_plan_id": plan.pk, "direct_work_id": work.pk, "promise_id": work.promises.get().pk, "telling_id": work.tellings.get().pk,
        "skin_map_id": skin_map.pk, "officer_contact_id": contact.pk, "direct_entry_id": entry.pk,
    }  # fmt: skip
