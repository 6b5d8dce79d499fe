"""The verbs on an order that may leave a child at risk."""

from .answering import close_review, record_answer, record_legal_advice, record_steps, withdraw_review
from .judge import approach_judge, ask_head_of_practice, decline_to_approach, record_judges_reply
from .letters import record_letter_sent, sign_letter, write_letter
from .reviewing import OptionFacts, consider_options, open_review, option_was_done, record_appeal_consultation

__all__ = [
    "OptionFacts", "approach_judge", "ask_head_of_practice", "close_review", "consider_options", "decline_to_approach", "open_review",
    "option_was_done", "record_answer", "record_appeal_consultation", "record_judges_reply", "record_legal_advice", "record_letter_sent",
    "record_steps", "sign_letter", "withdraw_review", "write_letter",
]  # fmt: skip
