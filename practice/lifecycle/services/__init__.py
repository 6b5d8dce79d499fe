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
from .stages import excuse_end_notice, record_area, record_direction, record_ending, work_was_done

__all__ = [
    "answer_invitation", "excuse_end_notice", "note_meeting", "note_plan", "plan_begins", "record_area", "record_attendance", "record_court_told",
    "record_decision", "record_direction", "record_ending", "record_informed", "settle_compromised", "withdraw_meeting", "work_was_done",
]  # fmt: skip
