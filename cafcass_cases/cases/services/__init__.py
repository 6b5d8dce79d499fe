"""What may be done to a case. Every verb takes keyword arguments, among them ``by`` (None: the clock) and ``now`` (UTC)."""

from .access import break_glass, end_access, grant_access, lift_restriction, restrict_case, review_break_glass
from .allocation import allocate
from .cases import change_case, close_case, complete_case, create_case, open_case, record_c8_read, record_proceedings
from .contacts import end_contact_detail, record_contact_detail, set_confidentiality
from .court import (
    cancel_handover,
    end_order,
    move_handover,
    move_hearing,
    record_hearing_outcome,
    record_order,
    schedule_handover,
    schedule_hearing,
    vacate_hearing,
)
from .entries import correct_entry, write_entry
from .holds import hold_case, lift_hold
from .links import decide_link, end_marker, record_marker, undo_link
from .own_records import find_matches, propose_links, search_own_records
from .people import add_name, add_person, change_person, end_relationship, relate, relate_to_several
from .references import next_reference
from .withdrawal import withdraw

__all__ = [
    "add_name", "add_person", "allocate", "break_glass", "cancel_handover", "change_case", "change_person", "close_case",
    "complete_case", "correct_entry", "create_case", "decide_link", "end_access", "end_contact_detail", "end_marker", "end_order",
    "end_relationship", "grant_access", "hold_case", "lift_hold", "lift_restriction", "move_handover", "move_hearing", "next_reference", "open_case",
    "propose_links", "find_matches", "search_own_records", "record_c8_read", "record_contact_detail", "record_hearing_outcome", "record_marker", "record_order",
    "record_proceedings", "relate", "relate_to_several", "restrict_case", "review_break_glass", "schedule_handover", "schedule_hearing",
    "set_confidentiality", "undo_link", "vacate_hearing", "withdraw", "write_entry",
]  # fmt: skip
