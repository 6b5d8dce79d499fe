"""What may be done about work with children. Each verb is one transaction; moments are in UTC and are passed in."""

from .guardians import check_care_plan, open_first_visits, record_officer_advice, record_officer_contact
from .keeping import change_disability_questions, record_appraisal
from .mapping import MarkFacts, draw_skin_map, withdraw_skin_map
from .planning import call_off_direct_work, change_direct_work_plan, plan_direct_work
from .recording import PromiseFacts, make_promise, record_direct_work, settle_promise, sign_direct_work
from .telling import TellingFacts, concern_was_logged, join_telling, record_child_view, record_telling, referral_was_made

__all__ = [
    "MarkFacts", "PromiseFacts", "TellingFacts", "call_off_direct_work", "change_direct_work_plan", "change_disability_questions",
    "check_care_plan", "concern_was_logged", "draw_skin_map", "join_telling", "make_promise", "open_first_visits", "plan_direct_work",
    "record_appraisal", "record_child_view", "record_direct_work", "record_officer_advice", "record_officer_contact", "record_telling",
    "referral_was_made", "settle_promise", "sign_direct_work", "withdraw_skin_map",
]  # fmt: skip
