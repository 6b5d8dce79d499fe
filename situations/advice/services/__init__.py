"""What may be done with advice to the court. Each verb is one transaction; moments are in UTC and are passed in."""

from .advice import change_advice, consider_referral, file_advice, record_advice, withdraw_advice
from .decisions import ChildDecisionFacts, TimeDecisionFacts, record_court_decision, withdraw_court_decision
from .facts import ChildAdviceFacts, TimeFacts
from .findings import ChildRisk, direct_finding, end_finding, review_risk, withdraw_finding
from .hearing import ask_to_be_heard
from .offender_parts import OffenderChildFacts, write_offender_analysis

__all__ = [
    "ChildAdviceFacts", "ChildDecisionFacts", "ChildRisk", "OffenderChildFacts", "TimeDecisionFacts", "TimeFacts", "ask_to_be_heard", "change_advice", "consider_referral",
    "direct_finding", "end_finding", "file_advice", "record_advice", "record_court_decision", "review_risk", "withdraw_advice",
    "withdraw_court_decision", "withdraw_finding", "write_offender_analysis",
]  # fmt: skip
