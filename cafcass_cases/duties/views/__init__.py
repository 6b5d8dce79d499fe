"""Pages of duties, alerts, clocks and health; and of departures from the policy."""

from .departures import ConfirmDeparture, DepartFromDuty, DepartFromPolicy, EndDeparture, ListDepartures, ShowDeparture
from .duties import (
    ExplainLateness,
    ListAlerts,
    ListCaseDuties,
    ListEscalations,
    ListGapsInCover,
    ListTeamClocks,
    MarkAlertsSeen,
    ShowDuty,
    ShowHealth,
)

__all__ = [
    "ConfirmDeparture", "DepartFromDuty", "DepartFromPolicy", "EndDeparture", "ExplainLateness", "ListAlerts", "ListCaseDuties", "ListDepartures",
    "ListEscalations", "ListGapsInCover", "ListTeamClocks", "MarkAlertsSeen", "ShowDeparture", "ShowDuty", "ShowHealth",
]  # fmt: skip
