"""The doors of the public's statistics and of the register of requests."""

from datetime import date

from figures.services import record_information_request
from tests.access.table import EVERY_MANAGER, Door, for_roles
from tests.access.world import NOW

SEES = EVERY_MANAGER | {"auditor", "administrator"}
DOORS = [
    for_roles(SEES, "figures:show_statistics figures:export_statistics figures:list_requests"),
    for_roles({"auditor"}, "figures:list_statistics_cases"),
    for_roles({"administrator"}, "figures:record_request"),
    Door(SEES, set(), "figures:show_request"),
    Door({"administrator"}, SEES - {"administrator"}, "figures:reply_to_request figures:ask_for_review figures:record_review"),
]
STANDS_FOR = {
    "figures:export_statistics": {"table": "statistics_table", "format": "statistics_format"},
    "figures:list_statistics_cases": {"table": "statistics_table"},
}
PAGES = [("manager", "figures:list_requests", ()), ("manager", "figures:show_statistics", ())]


def make(lived):
    request = record_information_request(asked="How many?", received_on=date(2026, 3, 2), by=lived.users["administrator"], now=NOW)
    return {"request_id": request.pk, "statistics_table": "risk-assessments", "statistics_format": "csv"}
