"""Who may open which address: the one table (DESIGN §6).

Each door says who may go in and who is told that they may not (403). To everybody else the address does not exist (404), and whoever
is not signed in is sent to the sign-in page. An address that stands under no door, and one that is no longer there, fail the tests.
"""

from dataclasses import dataclass
from typing import Any

from .rooms import rooms
from .world import MEMBERS

NOT_SIGNED_IN = {"leaver", "signed_out"}
SIGNED_IN = set(MEMBERS) - NOT_SIGNED_IN

# Who belongs to the case.
WORKERS = {"practitioner", "manager", "head_of_practice", "assistant_director"}
MANAGERS = WORKERS - {"practitioner"}
KEEPERS = WORKERS | {"business_support"}
SEERS = KEEPERS | {"auditor"}

# Roles, whatever their place.
EVERY_SENIOR = {"head_of_practice", "assistant_director", "other_head_of_practice", "other_assistant_director"}
EVERY_MANAGER = EVERY_SENIOR | {"manager", "cover_manager", "other_manager"}
EVERY_SUPPORT = {"business_support", "other_business_support"}
REGISTERED = EVERY_MANAGER | {"practitioner", "second_practitioner", "guardian", "associate", "other_practitioner"}


@dataclass(frozen=True)
class Door:
    """``may`` go in; ``refused`` are told so; for the rest there is nothing here. ``routes`` are url names."""

    may: set[str]
    refused: set[str]
    routes: str
    of_case: bool = False
    before_sign_in: bool = False

    def expected(self, member: str) -> str:
        if member in self.may:
            return "in"
        if member in NOT_SIGNED_IN:
            return "sign in"
        return "403" if member in self.refused else "404"


def for_roles(may: set[str], routes: str) -> Door:
    """A page that is there for everybody to know of, and for these to use."""
    return Door(may, SIGNED_IN - may, routes)


def of_case(may: set[str], routes: str, known_to: set[str] = SEERS) -> Door:
    """A page of a case: only whoever may know of the case learns that it exists."""
    return Door(may, known_to - may, routes, of_case=True)


DOORS = [
    Door(set(MEMBERS), set(), """
        accounts:sign_in accounts:sign_out accounts:choose_first_password ui:save_draft duties:show_health
        """, before_sign_in=True),
    for_roles(SIGNED_IN, """
        desk:show_home desk:show_plain_page ui:show_more cases:list_cases cases:search duties:list_alerts duties:mark_alerts_seen
        policy:show_policy policy:show_framework policy:list_local_defaults policy:show_local_default policy:list_holidays policy:list_versions
        accounts:list_absences accounts:record_absence accounts:change_password
        """),
    # Directories of England: read by all, kept by administrators.
    for_roles(SIGNED_IN, """
        cases:list_authorities cases:show_authority cases:show_authority_history cases:list_family_courts cases:show_family_court
        cases:show_family_court_history cases:list_police_forces cases:show_police_force cases:show_police_force_history
        """),
    for_roles({"administrator"}, """
        cases:change_authority cases:add_contact cases:change_contact cases:end_contact cases:add_family_court cases:change_family_court
        cases:set_authorities_served cases:change_police_force
        """),
    # A draft is its writer's alone.
    Door({"practitioner"}, set(), "ui:discard_draft"),
    # Administration
    for_roles({"administrator"}, """
        policy:change_local_default policy:add_holiday policy:withdraw_holiday policy:add_version
        accounts:list_staff accounts:create_account accounts:show_account accounts:change_account accounts:set_password accounts:close_account
        accounts:reopen_account accounts:list_areas accounts:create_area accounts:change_area accounts:create_team accounts:change_team
        """),
    for_roles(EVERY_MANAGER | {"administrator"}, "accounts:list_rota accounts:set_rota accounts:withdraw_rota"),
    Door(MANAGERS | {"second_practitioner", "administrator"}, set(), "accounts:change_absence accounts:withdraw_absence"),
    # Audit of the whole country
    for_roles({"auditor"}, "audit:search_reads audit:search_changes audit:show_seals audit:verify_evidence"),
    # Work lists
    for_roles(EVERY_MANAGER, "duties:list_team_clocks duties:list_gaps_in_cover safeguarding:show_supervision_queue"),
    for_roles(EVERY_SENIOR, "duties:list_escalations"),
    for_roles(REGISTERED | EVERY_SUPPORT, "cases:create_case"),
    for_roles({"manager", "cover_manager", "other_manager", "administrator"} | EVERY_SUPPORT, """
        screening:import_court_applications screening:show_import
        """),
    # Break-glass; the guardian of another team opened the case, so their manager looks at it too
    for_roles(REGISTERED, "cases:break_glass"),
    for_roles(EVERY_MANAGER | {"auditor"}, "cases:list_break_glass"),
    Door(MANAGERS | {"auditor", "cover_manager"}, SIGNED_IN - EVERY_MANAGER - {"auditor"}, "cases:review_break_glass"),

    # A case, read
    of_case(SEERS, """
        cases:show_case cases:show_chronology cases:list_people cases:show_person cases:list_entries cases:show_entry cases:show_court
        duties:list_case_duties duties:show_duty documents:list_documents documents:show_document documents:check_document
        safeguarding:list_concerns safeguarding:show_concern safeguarding:show_supervision safeguarding:show_action safeguarding:show_dissent
        referrals:list_referrals referrals:show_referral referrals:show_written_referral referrals:show_difference referrals:show_risk_assessment
        referrals:show_strategy_discussion screening:list_court_differences screening:show_screening
        """),
    of_case(MANAGERS | {"auditor"}, "audit:show_case_audit audit:show_case_reads audit:show_case_as_at"),
    # Its details, kept: business support too
    of_case(KEEPERS, """
        cases:change_case cases:record_c8_read cases:add_person cases:change_person cases:add_name cases:record_relationship
        cases:end_relationship cases:record_contact_detail cases:set_confidentiality cases:end_contact_detail
        cases:schedule_hearing cases:move_hearing cases:vacate_hearing cases:record_hearing_outcome
        cases:schedule_handover cases:move_handover cases:cancel_handover cases:record_order cases:end_order
        """),
    # Its work
    of_case(WORKERS, """
        cases:complete_case cases:write_entry cases:correct_entry cases:withdraw_record cases:record_marker cases:end_marker
        cases:list_links cases:find_links cases:decide_link cases:undo_link duties:explain_lateness screening:decide_court_difference
        safeguarding:log_concern safeguarding:raise_danger safeguarding:describe_child safeguarding:change_standing
        safeguarding:complete_concern safeguarding:withdraw_concern safeguarding:record_enquiry safeguarding:record_police_report
        safeguarding:answer_cause safeguarding:consider_child safeguarding:request_supervision safeguarding:answer_more
        safeguarding:refer_now safeguarding:issue_supervision_record safeguarding:dissent_and_refer safeguarding:complete_action safeguarding:suspend_action
        referrals:record_call referrals:record_parents referrals:record_consent referrals:record_refusal referrals:change_referral_kind referrals:write_referral referrals:begin_writing
        referrals:issue_written_referral referrals:mark_referral_sent referrals:give_manager_copy referrals:record_chase
        referrals:record_outcome referrals:record_reasons referrals:judge_outcome referrals:record_marac_answer referrals:withdraw_referral
        referrals:record_difference_supervision referrals:skip_difference_stage referrals:resolve_difference referrals:request_conference
        referrals:tell_court referrals:note_strategy_discussion referrals:record_strategy_discussion
        referrals:begin_risk_assessment referrals:write_risk_assessment referrals:issue_risk_assessment referrals:send_risk_assessment
        referrals:record_risk_assessment_step
        """),
    # Its management. The analysis is the practitioner's: managers comment, ask and sign, and cannot change the request
    of_case(MANAGERS, """
        cases:allocate_case cases:close_case cases:show_access cases:grant_access cases:end_access cases:restrict_case cases:lift_restriction
        documents:release_finding safeguarding:record_unasked_supervision safeguarding:record_supervision safeguarding:sign_supervision
        safeguarding:add_comment safeguarding:ask_for_more
        safeguarding:follow_up_action safeguarding:review_action safeguarding:withdraw_action
        """),
    of_case({"practitioner"}, "safeguarding:change_request"),
    of_case({"head_of_practice", "assistant_director"}, "safeguarding:view_dissent"),
    of_case({"head_of_practice"}, "referrals:record_head_of_practice_contact"),
    of_case({"assistant_director"}, "referrals:record_assistant_director_contact"),
]  # fmt: skip

FIXED: dict[str, Any] = {"setting": "LA_REFERRAL", "kind": "s16a", "topic": "concerns", "step": "danger"}
"""What a name in an address stands for where it is no record."""

STANDS_FOR = {
    "accounts:withdraw_rota": {"duty_id": "rota_id"},
    "cases:end_access": {"grant_id": "named_grant_id"},
    "cases:review_break_glass": {"grant_id": "glass_id"},
    "cases:withdraw_record": {"kind": "entry_kind", "record_id": "entry_id"},
    "cases:move_hearing": {"record_id": "hearing_id"},
    "cases:vacate_hearing": {"record_id": "hearing_id"},
    "cases:record_hearing_outcome": {"record_id": "hearing_id"},
    "cases:move_handover": {"record_id": "handover_id"},
    "cases:cancel_handover": {"record_id": "handover_id"},
    "cases:end_order": {"record_id": "order_id"},
    "documents:check_document": {"subject_id": "assessment_id"},
    "documents:release_finding": {"subject_id": "assessment_id"},
    "safeguarding:consider_child": {"child_id": "connected_child_id"},
    "safeguarding:change_request": {"supervision_id": "open_supervision_id"},
    "safeguarding:ask_for_more": {"supervision_id": "open_supervision_id"},
    "safeguarding:answer_more": {"supervision_id": "open_supervision_id"},
    "safeguarding:record_supervision": {"supervision_id": "open_supervision_id"},
    "safeguarding:sign_supervision": {"supervision_id": "open_supervision_id"},
    "safeguarding:complete_action": {"action_id": "open_action_id"},
    "safeguarding:suspend_action": {"action_id": "open_action_id"},
    "safeguarding:withdraw_action": {"action_id": "open_action_id"},
    "safeguarding:follow_up_action": {"action_id": "done_action_id"},
    "safeguarding:review_action": {"action_id": "suspended_action_id"},
    "referrals:write_risk_assessment": {"assessment_id": "draft_assessment_id"},
    "screening:decide_court_difference": {"difference_id": "court_difference_id"},
}
"""Where the name in an address stands for another kind of record, or for one in the state that the page is for."""

NAMES_THE_CASE = {
    ("cases:list_break_glass", "cover_manager"),
    ("cases:review_break_glass", "cover_manager"),
    ("cases:list_break_glass", "auditor"),
}
"""Pages that may name the case to somebody who cannot see it: a manager looks again at what their own staff opened."""


def by_route() -> dict[str, Door]:
    """Every url name of the table with its door. A name under two doors is a mistake of the table."""
    found: dict[str, Door] = {}
    for door in [*DOORS, *(door for room in rooms() for door in room.DOORS)]:
        for name in door.routes.split():
            assert name not in found, f"{name} stands under two doors"
            found[name] = door
    return found


def arguments_of(name: str, wanted: tuple[str, ...], ids: dict[str, Any]) -> dict[str, Any]:
    """What to put into the address of a route."""
    named = {route: names for room in rooms() for route, names in getattr(room, "STANDS_FOR", {}).items()}
    stands_for = {**STANDS_FOR, **named}.get(name, {})
    known = {**FIXED, "entry_kind": "entry", **ids}
    return {argument: known[stands_for.get(argument, argument)] for argument in wanted}
