"""What may be read of cases, starting from who reads. Moments in UTC."""

from .access import break_glass_grants, case_for, entry_for, person_for, record_for, visible_cases
from .court import hearings_and_handovers, next_handover, next_hearing
from .lists import case_list, people_of_case, staff_who_may_hold, teams_of
from .links import linked_people, markers_of, proposals_of
from .people import (
    allocated_practitioner,
    children_of,
    connected_children,
    current_details,
    full_details,
    home_authorities,
    home_authority,
    manager_of_case,
    parents_and_carers,
    subject_children,
)

__all__ = [
    "allocated_practitioner", "break_glass_grants", "case_for", "case_list", "children_of", "connected_children", "current_details",
    "entry_for", "full_details", "hearings_and_handovers", "home_authorities", "home_authority", "linked_people", "manager_of_case", "markers_of",
    "next_handover", "next_hearing", "parents_and_carers", "people_of_case", "person_for", "proposals_of", "record_for",
    "staff_who_may_hold", "subject_children", "teams_of", "visible_cases",
]  # fmt: skip
