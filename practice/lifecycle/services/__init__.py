"""What is done in the life of a case and about its meetings. Each verb is one transaction; moments in UTC."""

from .meetings import (
    answer_invitation,
    note_meeting,
    record_attendance,
    record_court_told,
    record_decision,
    record_informed,
    settle_compromised,
    withdraw_meeting,
)
from .plans import note_plan, plan_begins
from .stages import (
    early_help_was_asked,
    excuse_end_notice,
    record_area,
    record_direction,
    record_ending,
    record_services_asked,
    work_was_done,
)
from .telling import issue_end_notices, tell_agencies

__all__ = [
    "answer_invitation", "early_help_was_asked", "excuse_end_notice", "issue_end_notices", "note_meeting", "note_plan", "plan_begins", "record_area", "record_attendance", "record_court_told",
    "record_decision", "record_direction", "record_ending", "record_informed", "record_services_asked", "settle_compromised", "tell_agencies",
    "withdraw_meeting", "work_was_done",
]  # fmt: skip
