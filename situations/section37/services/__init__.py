"""The verbs of section 37, in the policy's order: threshold, consultation, authority, advice, order, report."""

from .advising import file_advice, issue_advice, leave_advice, write_advice
from .answering import ConclusionFacts, confirm_order, record_answer, record_report, write_letter
from .before import record_consultation, record_papers, record_threshold, tell_authority, withdraw_advice

__all__ = [
    "ConclusionFacts", "confirm_order", "file_advice", "issue_advice", "leave_advice", "record_answer", "record_consultation",
    "record_papers", "record_report", "record_threshold", "tell_authority", "withdraw_advice", "write_advice", "write_letter",
]  # fmt: skip
