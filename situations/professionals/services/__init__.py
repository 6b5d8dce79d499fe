"""What may be done about a concern about somebody who works with children. Each verb is one transaction; moments in UTC."""

from .after import (
    agree_court_words,
    answer_lado_request,
    plan_lado_meeting,
    record_lado_direction,
    record_lado_follow_up,
    record_lado_meeting_attended,
    record_lado_outcome,
    record_lado_request,
    tell_court_of_lado,
    write_court_words,
)
from .deciding import begin_professional, decide_on_lado, record_professional, withdraw_professionals
from .sending import agree_not_to_tell, approve_lado, issue_lado, record_telling, send_lado, sent_with_referral, write_lado

__all__ = [
    "agree_court_words", "agree_not_to_tell", "answer_lado_request", "approve_lado", "begin_professional", "decide_on_lado", "issue_lado",
    "plan_lado_meeting", "record_lado_direction", "record_lado_follow_up", "record_lado_meeting_attended", "record_lado_outcome",
    "record_lado_request", "record_professional", "record_telling", "send_lado", "sent_with_referral", "tell_court_of_lado",
    "withdraw_professionals", "write_court_words", "write_lado",
]  # fmt: skip
