"""What may be done about a concern about an adult. Each verb is one transaction; moments in UTC."""

from .concerns import (
    ask_adult_supervision,
    begin_adult_concern,
    complete_adult_concern,
    hold_adult_supervision,
    police_were_told,
    record_adult_concern,
    record_adult_police_report,
    refer_adult_now,
    view_adult_dissent,
    withdraw_adult_concerns,
)
from .referrals import record_adult_answer, record_adult_told, send_adult_referral, write_adult_referral

__all__ = [
    "ask_adult_supervision", "begin_adult_concern", "complete_adult_concern", "hold_adult_supervision", "police_were_told",
    "record_adult_answer", "record_adult_concern", "record_adult_police_report", "record_adult_told", "refer_adult_now",
    "send_adult_referral", "view_adult_dissent", "withdraw_adult_concerns", "write_adult_referral",
]  # fmt: skip
