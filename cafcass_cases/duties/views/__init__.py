"""Pages of duties, alerts, clocks and health; and of departures from the policy."""

from .departures import ConfirmDeparture, DepartFromDuty, DepartFromPolicy, ListDepartures, ShowDeparture, WithdrawDeparture
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
    "ConfirmDeparture", "DepartFromDuty", "DepartFromPolicy", "ExplainLateness", "ListAlerts", "ListCaseDuties", "ListDepartures",
    "ListEscalations", "ListGapsInCover", "ListTeamClocks", "MarkAlertsSeen", "ShowDeparture", "ShowDuty", "ShowHealth", "WithdrawDeparture",
]  # fmt: skip
