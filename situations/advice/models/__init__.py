from .advice import Advice, AdviceKind, ChildAdvice, Framework, HarmStanding, TimeAdvice, TimeWith
from .decisions import CourtDecision, TimeDecision
from .findings import FindingOfFact, FindingReview, FindingReviewChild
from .offender_parts import OffenderAnalysis, OffenderChildAnalysis

__all__ = [
    "Advice", "AdviceKind", "ChildAdvice", "CourtDecision", "FindingOfFact", "FindingReview", "FindingReviewChild", "Framework",
    "HarmStanding", "OffenderAnalysis", "OffenderChildAnalysis", "TimeAdvice", "TimeDecision", "TimeWith",
]  # fmt: skip
