"""Records turned into what templates show, and forms into what services take."""

from .concerns import child_card, concern_rows, harm_from_names, standing_words
from .duties import duty_tasks, ended_duties, timeline_events
from .supervision import (
    QUEUE_COLUMNS,
    action_rows,
    action_steps,
    action_table,
    decision_rows,
    may_view,
    queue_tables,
    record_facts,
    record_initial,
    record_rows,
    request_rows,
)

__all__ = [
    "QUEUE_COLUMNS",
    "action_rows",
    "action_steps",
    "action_table",
    "child_card",
    "concern_rows",
    "decision_rows",
    "duty_tasks",
    "ended_duties",
    "harm_from_names",
    "may_view",
    "queue_tables",
    "record_facts",
    "record_initial",
    "record_rows",
    "request_rows",
    "standing_words",
    "timeline_events",
]
