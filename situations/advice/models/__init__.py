from .advice import Advice, AdviceKind, ChildAdvice, Framework, HarmStanding, TimeAdvice, TimeWith
from .decisions import CourtDecision, TimeDecision
from .findings import FindingOfFact, FindingReview, FindingReviewChild
from .hearing import RequestToBeHeard
from .offender_parts import OffenderAnalysis, OffenderChildAnalysis

__all__ = [
    "Advice", "AdviceKind", "ChildAdvice", "CourtDecision", "FindingOfFact", "FindingReview", "FindingReviewChild", "Framework",
    "HarmStanding", "OffenderAnalysis", "OffenderChildAnalysis", "RequestToBeHeard", "TimeAdvice", "TimeDecision", "TimeWith",
]  # fmt: skip
