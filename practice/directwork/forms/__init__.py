"""What is asked about work with children."""

from .marks import SkinMapForm
from .others import (
    AdviceForm,
    AppraisalForm,
    CallOffForm,
    CareCheckForm,
    ChildViewForm,
    JoinForm,
    OfficerContactForm,
    PromiseForm,
    QuestionsForm,
    WithdrawForm,
)
from .plans import PlanForm
from .work import TellingForm, WorkForm, telling_facts

__all__ = [
    "AdviceForm", "AppraisalForm", "CallOffForm", "CareCheckForm", "ChildViewForm", "JoinForm", "OfficerContactForm", "PlanForm", "PromiseForm",
    "QuestionsForm", "SkinMapForm", "TellingForm", "WithdrawForm", "WorkForm", "telling_facts",
]  # fmt: skip
