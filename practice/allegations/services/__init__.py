"""What may be done about an allegation. Each verb is one transaction; moments are in UTC and are passed in."""

from .deciding import close_allegation, conclude_strand, decide_contact, decide_regulator, record_strand, send_notice
from .recording import record_allegation, record_discussed, record_route, record_told
from .referring import (
    agree_unsafe,
    approve_lado,
    contribute,
    decide_lado,
    record_supervision,
    record_support,
    send_lado,
    tell_person,
    write_lado,
)

__all__ = [
    "agree_unsafe", "approve_lado", "close_allegation", "conclude_strand", "contribute", "decide_contact", "decide_lado", "decide_regulator",
    "record_allegation", "record_discussed", "record_route", "record_strand", "record_supervision",
    "record_support", "record_told", "send_lado", "send_notice", "tell_person", "write_lado",
]  # fmt: skip
