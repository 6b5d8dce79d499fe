"""What is done at the duty desk. Each verb is one transaction; moments in UTC."""

from .cases import hand_back, take_case
from .enquiries import (
    answer_enquiry,
    begin_concern,
    concern_was_logged,
    find_case_of,
    log_enquiry,
    name_case_of,
    pass_on,
    take_enquiry,
    take_up_as_sharing,
)
from .looks import record_look
from .notices import send_notices
from .rota import set_desk_duty, withdraw_desk_duty

__all__ = [
    "answer_enquiry", "begin_concern", "concern_was_logged", "find_case_of", "hand_back", "log_enquiry", "name_case_of", "pass_on", "record_look", "send_notices",
    "set_desk_duty", "take_case", "take_enquiry", "take_up_as_sharing", "withdraw_desk_duty",
]  # fmt: skip
