"""The verbs of this room."""

from .concerns import take_concern
from .letters import decide_16a, issue_letter, send_letter, tell_court_of_pathway, tell_outcome, write_letter
from .pathway import confirm_nothing, open_application, read_papers
from .plans import ActionFacts, PlanFacts, approve_plan, check_authority_work, finish_action, record_needs, record_told, write_plan
from .risk import FactorFacts, MetFacts, RiskFacts, submit_risk
from .safety import SafetyFacts, begin_safety, record_expert, submit_safety
from .screening import conclude_screening

__all__ = [
    "ActionFacts", "FactorFacts", "MetFacts", "PlanFacts", "RiskFacts", "SafetyFacts", "approve_plan", "begin_safety",
    "check_authority_work", "conclude_screening", "confirm_nothing", "decide_16a", "finish_action", "issue_letter", "open_application",
    "read_papers", "record_expert", "record_needs", "record_told", "send_letter", "submit_risk", "submit_safety", "take_concern",
    "tell_court_of_pathway", "tell_outcome", "write_letter", "write_plan",
]  # fmt: skip
