"""Who may open the screening ledger, and do what stands on it (policy 56 to 60)."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from screening.checks import selectors, services
from screening.checks.models import Kind, OffenceFound
from tests.access.table import EVERY_MANAGER, KEEPERS, MANAGERS, SEERS, WORKERS, for_roles, of_case

DOORS = [
    of_case(SEERS, "checks:show_checks checks:show_check"),
    of_case(KEEPERS, """
        checks:open_checks checks:request_checks checks:chase_checks checks:record_nothing_held checks:record_result checks:name_authority
        """),
    of_case(WORKERS, """
        checks:search_own_records checks:drop_checks checks:decide_proposals checks:decide_level_2 checks:read_court_forms
        checks:record_proceedings checks:add_extended_checks checks:add_international_check checks:add_enquiry
        checks:record_work_before_checks checks:conclude_checks checks:review_check checks:judge_checks checks:keep_police_information
        checks:record_consent checks:issue_consent_form checks:record_direction checks:decide_risk checks:issue_court_letter
        checks:tell_court checks:follow_up_assessment
        """),
    of_case(MANAGERS, "checks:decide_no_concern"),
    for_roles(EVERY_MANAGER, "checks:list_open_checks"),
]  # fmt: skip
STANDS_FOR: dict[str, dict[str, str]] = {}
PAGES = [
    ("practitioner", "checks:show_checks", ("case_id",)),
    ("practitioner", "checks:show_check", ("check_id",)),
    ("manager", "checks:list_open_checks", ()),
]


def make(lived: Any) -> dict[str, Any]:
    """A ledger with a police answer that is on the list of offences, a refusal, an exception and a conclusion."""
    from tests.access.world import NOW

    user, case = lived.users["practitioner"], lived.case
    common = {"by": user, "now": NOW}
    services.open_checks(case=case, **common)
    checks = selectors.checks_of(case)
    police = next(check for check in checks if check.kind == Kind.POLICE_1)
    for check in checks:
        if check.kind == Kind.AUTHORITY and check.authority_id is None and check.state == "needed":
            services.name_authority(check=check, authority=LocalAuthority.objects.first(), **common)
    if police.state == "needed":
        services.request_checks(case=case, checks=[police], requested_at=NOW, method="portal", **common)
    police = services.record_result(
        check=police, result="information", findings=dict.fromkeys(services.POLICE_HEADINGS, "Nothing held"), received_at=NOW,
        offences="Cruelty to a child, caution, 2001", **common,
    )  # fmt: skip
    extra = services.add_extended_checks(case=case, person=police.person, bodies=["health"], reason="What is said of drinking.", **common)
    consent = services.record_consent(
        person=police.person,
        checks=extra,
        answer="refused",
        court_asked=True,
        court_reason="Nothing else would tell.",
        answered_at=NOW,
        **common,
    )
    letter = services.record_work_before_checks(case=case, work="A visit", reason="The hearing is near.", decided_at=NOW, **common)
    conclusion = services.conclude_checks(case=case, conclusion="concern", words="A caution.", **common)
    return {
        "check_id": police.pk, "consent_id": consent.pk, "offence_id": OffenceFound.objects.get(check_made=police).pk, "court_letter_id": letter.pk,
        "conclusion_id": conclusion.pk,
    }  # fmt: skip
