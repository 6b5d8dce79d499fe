"""What may be done about deaths, serious injuries and reviews. Each verb is one transaction; moments are in UTC and are passed in."""

from .appointing import agree_appointment, appoint
from .following import (
    add_action,
    add_date,
    agree_action,
    finish_action,
    finish_date,
    mark_read,
    publish_learning,
    record_outside_review,
    write_learning,
)
from .recording import (
    note_authority,
    reach_stage,
    record_decision,
    record_incident_known,
    record_support,
    record_told,
    send_update,
)
from .reviewing import approve_report, close_incident, record_disclosure, release_papers, send_remit, send_report, write_report
from .securing import ask_access, decide_access, open_secured, record_paper, secure_file

__all__ = [
    "add_action", "add_date", "agree_action", "agree_appointment", "appoint", "approve_report", "ask_access", "close_incident", "decide_access",
    "finish_action", "finish_date", "mark_read", "note_authority", "open_secured", "publish_learning", "reach_stage", "record_decision",
    "record_disclosure", "record_incident_known", "record_outside_review", "record_paper", "record_support", "record_told", "release_papers",
    "secure_file", "send_remit", "send_report", "send_update", "write_learning", "write_report",
]  # fmt: skip
