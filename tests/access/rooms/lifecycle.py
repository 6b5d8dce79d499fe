"""Who may open the stages and meetings of a case."""

from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.services import record_marker
from cafcass_cases.core.acting import acting
from practice.lifecycle import services
from practice.lifecycle.models import CaseEnding, PlanNotice
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "lifecycle:show_lifecycle lifecycle:show_meeting"),
    of_case(WORKERS, """
        lifecycle:record_ending lifecycle:record_direction lifecycle:consider_areas lifecycle:note_meeting lifecycle:issue_end_notice
        lifecycle:issue_end_notices lifecycle:tell_agencies lifecycle:record_services_asked
        lifecycle:answer_invitation lifecycle:issue_meeting_information lifecycle:record_informed lifecycle:record_attendance
        lifecycle:record_decision lifecycle:record_court_told lifecycle:settle_compromised lifecycle:withdraw_meeting
        """),
    of_case(MANAGERS, "lifecycle:excuse_end_notice lifecycle:note_plan"),
]  # fmt: skip
STANDS_FOR: dict[str, dict[str, str]] = {}
PAGES = [
    ("practitioner", "lifecycle:show_lifecycle", ("case_id",)),
    ("practitioner", "lifecycle:show_meeting", ("agency_meeting_id",)),
    ("practitioner", "lifecycle:tell_agencies", ("case_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """An invitation, and a child on a plan."""
    from tests.access.world import NOW

    by = lived.users["practitioner"]
    meeting = services.note_meeting(case=lived.case, kind="core_group", convened_by="Leeds", invited_at=NOW, by=by, now=NOW)
    child = Person.objects.filter(case=lived.case, role="subject_child").first()
    record_marker(person=child, kind="protection_plan", source="Conference", by=by, now=NOW)
    with acting(by=by, now=NOW, reason="For a test"):
        # Not by the service: it would end the case for every other test of doors.
        ending = CaseEnding(case=lived.case, kind="withdrawn", ended_at=NOW, services="agreed", services_words="Parenting course.")
        ending.save()
    return {"case_ending_id": ending.pk, "agency_meeting_id": meeting.pk, "plan_notice_id": PlanNotice.objects.get(child=child).pk}
