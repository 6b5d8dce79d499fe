"""The verbs of the screening ledger. Each is one transaction; moments in UTC."""

from .answering import (
    FORMS,
    NOTHING_HELD,
    PLAN,
    POLICE_HEADINGS,
    read_court_forms,
    record_nothing_held,
    record_proceedings,
    record_result,
    review_check,
    search_own_records,
    settle_candidates,
    undecided_candidates,
)
from .common import ASKED_FOR, OPEN_TO_ASK
from .deciding import (
    CRITERIA,
    JUDGED_KINDS,
    conclude_checks,
    court_received,
    decide_level_2,
    destroy_police_information,
    follow_up_assessment,
    judge_checks,
    keep_police_information,
    missing_for_conclusion,
    record_work_before_checks,
    tell_court,
)
from .offences import decide_no_concern, decide_risk, follow_with_concern, record_offences
from .opening import (
    BODIES,
    TRIGGERS,
    accept_checks,
    add_enquiry,
    add_extended_checks,
    add_international_check,
    drop_checks,
    open_checks,
    refresh_checks,
    settle,
)
from .requesting import STANDARD_BASIS, chase_checks, name_authority, record_consent, record_direction, request_checks

__all__ = [
    "ASKED_FOR", "BODIES", "CRITERIA", "FORMS", "JUDGED_KINDS", "NOTHING_HELD", "OPEN_TO_ASK", "PLAN", "POLICE_HEADINGS", "STANDARD_BASIS",
    "TRIGGERS", "accept_checks", "add_enquiry", "add_extended_checks", "add_international_check", "chase_checks", "conclude_checks",
    "court_received", "decide_level_2", "decide_no_concern", "decide_risk", "destroy_police_information", "drop_checks", "follow_up_assessment",
    "follow_with_concern", "judge_checks", "keep_police_information", "missing_for_conclusion", "name_authority", "open_checks",
    "read_court_forms", "record_consent", "record_direction", "record_nothing_held", "record_offences", "record_proceedings",
    "record_result", "record_work_before_checks", "refresh_checks", "request_checks", "review_check", "search_own_records", "settle", "settle_candidates",
    "tell_court", "undecided_candidates",
]  # fmt: skip
