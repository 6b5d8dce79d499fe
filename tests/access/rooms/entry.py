"""The doors of "What has happened?"."""

from tests.access.table import WORKERS, of_case

DOORS = [of_case(WORKERS, "safeguarding:ask_what_happened safeguarding:ask_what_else_happened safeguarding:take_path")]
STANDS_FOR = {"safeguarding:take_path": {"path_key": "strategy_path"}}
PAGES = [
    ("practitioner", "safeguarding:ask_what_happened", ("case_id",)),
    ("practitioner", "safeguarding:ask_what_else_happened", ("concern_id",)),
]


def make(lived):
    return {"strategy_path": "strategy-discussion"}
