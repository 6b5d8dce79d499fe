"""The verbs of this room: everything that goes out to an authority or the court, and what comes back."""

from .assessments import draft_16a, issue_16a, record_16a_step, send_16a
from .calling import record_call
from .chasing import record_chase
from .court import tell_court
from .deciding import change_referral_kind, decide_referral, record_consent, record_refusal, withdraw_referral
from .differences import (
    open_difference,
    record_assistant_director_contact,
    record_difference_supervision,
    record_head_of_practice_contact,
    request_conference,
    resolve_difference,
    skip_difference_stage,
)
from .meetings import note_strategy_discussion, record_strategy_discussion
from .outcomes import ChildOutcome, Judgement, judge_outcome, record_acknowledgement, record_authority_reasons, record_outcome
from .parents import ParentAnswer, record_parent_informed
from .writing import draft_of, give_manager_copy, issue_written_referral, record_marac_answer, record_written_referral, write_referral

__all__ = [
    "ChildOutcome", "Judgement", "ParentAnswer", "change_referral_kind", "decide_referral", "draft_16a", "draft_of", "give_manager_copy",
    "issue_16a", "issue_written_referral", "judge_outcome", "note_strategy_discussion", "open_difference",
    "record_16a_step", "record_acknowledgement", "record_assistant_director_contact", "record_authority_reasons", "record_call",
    "record_chase", "record_consent", "record_difference_supervision", "record_head_of_practice_contact", "record_marac_answer", "record_refusal",
    "record_outcome", "record_parent_informed", "record_strategy_discussion", "record_written_referral", "request_conference",
    "resolve_difference", "send_16a", "skip_difference_stage", "tell_court", "withdraw_referral", "write_referral",
]  # fmt: skip
