from .filters import AsAtForm, CaseChangesFilter, CaseReadsFilter, Period, SearchChangesFilter, SearchReadsFilter

__all__ = ["AsAtForm", "CaseChangesFilter", "CaseReadsFilter", "Period", "SearchChangesFilter", "SearchReadsFilter"]
