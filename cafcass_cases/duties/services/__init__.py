"""What may be done with duties. Each verb runs in one transaction; moments are in UTC and are passed in."""

from .delivery import deliver_alerts
from .departing import confirm_departure, depart_from_policy, end_departure
from .ending import discharge, end_duties, end_duty, explain_lateness, reopen_duty, withdraw_duties
from .firing import fire_due
from .heartbeat import beat, sweep
from .moving import hand_over_all, keep_to_named, move_with_handover, move_with_hearing, reassign
from .opening import open_duty
from .seeing import mark_seen

__all__ = [
    "beat", "confirm_departure", "deliver_alerts", "depart_from_policy", "discharge", "end_departure", "end_duties", "end_duty", "explain_lateness",
    "fire_due", "hand_over_all", "keep_to_named", "mark_seen", "move_with_handover", "move_with_hearing", "open_duty", "reassign", "reopen_duty", "sweep",
    "withdraw_duties",
]  # fmt: skip
