from .court import CourtUpdate, RiskAssessment, RiskAssessmentChild, RiskAssessmentStep
from .differences import DifferenceStage, ProfessionalDifference, StageName
from .meetings import StrategyDiscussion
from .outcomes import Chase, OutcomeReceived
from .referrals import Outcome, Referral, ReferralChild, Sought
from .writing import CallAttempt, ParentInformed, WrittenReferral

__all__ = [
    "CallAttempt", "Chase", "CourtUpdate", "DifferenceStage", "Outcome", "OutcomeReceived", "ParentInformed",
    "ProfessionalDifference", "Referral", "ReferralChild", "RiskAssessment", "RiskAssessmentChild", "RiskAssessmentStep",
    "Sought", "StageName", "StrategyDiscussion", "WrittenReferral",
]  # fmt: skip
