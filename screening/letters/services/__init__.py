"""The verbs of this room: talks with the parties, the letter, and what is withheld from a party."""

from .interviews import record_interview
from .letters import begin_letter, came_late, issue_copy, issue_letter, send_copy, send_letter, write_letter
from .withholding import ask_court, decide_withholding, propose_withholding, record_directions

__all__ = [
    "ask_court", "begin_letter", "came_late", "decide_withholding", "issue_copy", "issue_letter", "propose_withholding", "record_directions",
    "record_interview", "send_copy", "send_letter", "write_letter",
]  # fmt: skip
