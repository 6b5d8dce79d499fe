from .cases import ShowCaseAsAt, ShowCaseAudit, ShowCaseReads
from .reading import LogsReading
from .search import SearchChanges, SearchReads, ShowSeals, VerifyEvidence

__all__ = [
    "LogsReading", "SearchChanges", "SearchReads", "ShowCaseAsAt", "ShowCaseAudit", "ShowCaseReads", "ShowSeals", "VerifyEvidence",
]  # fmt: skip
