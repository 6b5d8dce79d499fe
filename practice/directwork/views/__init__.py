"""Pages of work with children."""

from .children import CheckCarePlan, RecordChildView, RecordOfficerAdvice, RecordOfficerContact
from .keeping import ChangeQuestions, ListCompetence, RecordAppraisal, ShowQuestions
from .maps import DrawSkinMap, IssueSkinMap, ShowSkinMap, WithdrawSkinMap
from .plans import CallOffPlan, ChangePlan, ListDirectWork, PlanDirectWork, ShowPlan
from .telling import JoinTelling, RecordTelling, ShowTelling
from .work import IssueDirectWork, RecordDirectWork, SettlePromise, ShowDirectWork, SignDirectWork

__all__ = [
    "CallOffPlan", "ChangePlan", "ChangeQuestions", "CheckCarePlan", "DrawSkinMap", "IssueDirectWork", "IssueSkinMap", "JoinTelling",
    "ListCompetence", "ListDirectWork", "PlanDirectWork", "RecordAppraisal", "RecordChildView", "RecordDirectWork", "RecordOfficerAdvice",
    "RecordOfficerContact", "RecordTelling", "SettlePromise", "ShowDirectWork", "ShowPlan", "ShowQuestions", "ShowSkinMap", "ShowTelling",
    "SignDirectWork", "WithdrawSkinMap",
]  # fmt: skip
