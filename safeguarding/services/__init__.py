"""What may be done to concerns. Each verb is one transaction; rules raise, naming the requirement."""

from .actions import (
    complete_action,
    follow_up_action,
    reopen_action,
    resume_action,
    suspend_action,
    suspend_contact_actions,
    withdraw_action,
)
from .completion import complete_concern, what_stands_open
from .concerns import (
    answer_cause_to_suspect,
    change_standing,
    describe_child,
    log_concern,
    open_child_duties,
    raise_danger,
    withdraw_concern,
)
from .facts import ActionFacts, CauseFacts, ChildDecision, ChildFacts, ConnectedFacts, HarmFacts, SupervisionRecord
from .protection import consider_connected_child, record_enquiry, record_police_report
from .supervision import (
    add_manager_comment,
    answer_more,
    ask_for_more,
    change_request,
    hold_supervision,
    missing_for_signature,
    request_supervision,
    reroute_supervision,
    sign_supervision,
)
from .urgent import dissent_and_refer, refer_now, view_dissent

__all__ = [
    "ActionFacts", "CauseFacts", "ChildDecision", "ChildFacts", "ConnectedFacts", "HarmFacts", "SupervisionRecord",
    "add_manager_comment", "answer_cause_to_suspect", "answer_more", "ask_for_more", "change_request", "change_standing",
    "complete_action", "complete_concern", "consider_connected_child", "describe_child", "dissent_and_refer", "follow_up_action",
    "hold_supervision", "log_concern", "missing_for_signature", "open_child_duties", "raise_danger", "record_enquiry",
    "record_police_report", "refer_now", "reopen_action", "request_supervision", "reroute_supervision", "resume_action",
    "sign_supervision", "suspend_action", "suspend_contact_actions", "view_dissent", "what_stands_open", "withdraw_action",
    "withdraw_concern",
]  # fmt: skip
