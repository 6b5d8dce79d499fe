from .pathway import Section120, Section120Letter
from .plans import AuthorityWorkCheck, CasePlan, NeedsAssessment, PlanAction
from .stages import Likelihood, PersonMet, RiskFactor, RiskIdentification, SafetyAssessment, ScreeningConclusion

__all__ = [
    "AuthorityWorkCheck", "CasePlan", "Likelihood", "NeedsAssessment", "PersonMet", "PlanAction", "RiskFactor", "RiskIdentification",
    "SafetyAssessment", "ScreeningConclusion", "Section120", "Section120Letter",
]  # fmt: skip
