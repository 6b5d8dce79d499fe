"""What may be read of cases, starting from who reads. Moments in UTC."""

from .access import (
    break_glass_grant_for,
    break_glass_grants,
    case_for,
    entry_for,
    grants_of,
    named_on_restricted,
    person_for,
    record_for,
    visible_cases,
)
from .court import hearings_and_handovers, hearings_to_come, next_days, next_hearing, orders_of, proceedings_of
from .entries import entries_of
from .links import linked_people, markers_of, proposal_for, proposals_of, proposals_of_case, restricted_from
from .lists import authorities, case_list, courts, people_of_case, staff, staff_who_may_hold, teams_of
from .own_records import OwnRecordsState, PersonSearched, own_records_state
from .people import (
    allocated_practitioner,
    children_of,
    connected_children,
    current_details,
    details_and_home,
    home_authorities,
    home_authority,
    homes_among,
    manager_of_case,
    parents_and_carers,
    relationships_of,
    subject_children,
)

__all__ = [
    "allocated_practitioner", "authorities", "break_glass_grant_for", "break_glass_grants", "case_for", "case_list", "children_of", "connected_children", "courts", "current_details",
    "entries_of", "entry_for", "grants_of", "hearings_and_handovers", "hearings_to_come", "details_and_home", "home_authorities", "homes_among", "home_authority", "linked_people", "manager_of_case", "markers_of", "named_on_restricted",
    "next_days", "next_hearing", "OwnRecordsState", "PersonSearched", "orders_of", "own_records_state", "parents_and_carers", "people_of_case", "person_for", "proceedings_of", "proposal_for", "proposals_of", "proposals_of_case", "record_for", "relationships_of", "restricted_from",
    "staff", "staff_who_may_hold", "subject_children", "teams_of", "visible_cases",
]  # fmt: skip
