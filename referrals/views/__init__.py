"""Pages of referrals and of what the court is told."""

from .assessments import (
    BeginRiskAssessment,
    IssueRiskAssessment,
    RecordRiskAssessmentStep,
    SendRiskAssessment,
    ShowRiskAssessment,
    WriteRiskAssessment,
)
from .court import NoteStrategyDiscussion, RecordStrategyDiscussion, ShowStrategyDiscussion, TellCourt
from .differences import (
    RecordAssistantDirectorContact,
    RecordDifferenceSupervision,
    RecordHeadOfPracticeContact,
    RequestConference,
    ResolveDifference,
    ShowDifference,
    SkipDifferenceStage,
)
from .outcomes import JudgeOutcome, RecordOutcome, RecordReasons
from .referrals import (
    BeginWriting,
    ChangeReferralKind,
    GiveManagerCopy,
    IssueWrittenReferral,
    ListReferrals,
    MarkReferralSent,
    RecordCall,
    RecordChase,
    RecordConsent,
    RecordMaracAnswer,
    RecordParents,
    RecordRefusal,
    ShowReferral,
    ShowWrittenReferral,
    WithdrawReferral,
    WriteReferral,
)

__all__ = [
    "BeginRiskAssessment", "BeginWriting", "ChangeReferralKind", "GiveManagerCopy", "IssueRiskAssessment", "IssueWrittenReferral", "JudgeOutcome",
    "ListReferrals", "MarkReferralSent", "NoteStrategyDiscussion", "RecordAssistantDirectorContact", "RecordCall", "RecordChase",
    "RecordConsent", "RecordRefusal", "RecordDifferenceSupervision", "RecordHeadOfPracticeContact", "RecordMaracAnswer", "RecordOutcome",
    "RecordParents", "RecordReasons", "RecordRiskAssessmentStep", "RecordStrategyDiscussion", "RequestConference",
    "ResolveDifference", "SendRiskAssessment", "ShowDifference", "ShowReferral", "ShowRiskAssessment", "ShowStrategyDiscussion", "ShowWrittenReferral",
    "SkipDifferenceStage", "TellCourt", "WithdrawReferral", "WriteReferral", "WriteRiskAssessment",
]  # fmt: skip
