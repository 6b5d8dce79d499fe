"""Pages of advice to the court, of its decisions, and of findings of fact."""

from .advice import (
    AskToBeHeard,
    ChangeAdvice,
    ConsiderReferral,
    FileAdvice,
    IssueOffenderAdvice,
    ListAdvice,
    RecordAdvice,
    ShowAdvice,
    WithdrawAdvice,
    WriteOffenderPart,
)
from .court import (
    DirectFinding,
    EndFinding,
    ListFindings,
    RecordCourtDecision,
    ReviewFinding,
    ShowFinding,
    WithdrawCourtDecision,
    WithdrawFinding,
)

__all__ = [
    "AskToBeHeard", "ChangeAdvice", "ConsiderReferral", "DirectFinding", "EndFinding", "FileAdvice", "IssueOffenderAdvice", "ListAdvice", "ListFindings",
    "RecordAdvice", "RecordCourtDecision", "ReviewFinding", "ShowAdvice", "ShowFinding", "WithdrawAdvice", "WithdrawCourtDecision",
    "WithdrawFinding", "WriteOffenderPart",
]  # fmt: skip
