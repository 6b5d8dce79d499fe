"""The doors of advice to the court and findings of fact."""

from datetime import timedelta

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.services import add_person, record_marker
from situations.advice import services
from situations.advice.services import ChildAdviceFacts, ChildDecisionFacts, OffenderChildFacts, TimeFacts
from tests.access.table import SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "advice:list_advice advice:show_advice advice:list_findings advice:show_finding"),
    of_case(WORKERS, """
        advice:record_advice advice:change_advice advice:file_advice advice:consider_referral advice:ask_to_be_heard advice:withdraw_advice
        advice:write_offender_part advice:issue_offender_advice advice:record_court_decision advice:withdraw_court_decision
        advice:direct_finding advice:review_finding advice:end_finding advice:withdraw_finding
        """),
]  # fmt: skip
STANDS_FOR = {
    "advice:write_offender_part": {"person_id": "registered_party_id"},
    "advice:issue_offender_advice": {"person_id": "registered_party_id"},
}
PAGES = [
    ("practitioner", "advice:list_advice", ("case_id",)),
    ("practitioner", "advice:show_advice", ("advice_id",)),
    ("practitioner", "advice:list_findings", ("case_id",)),
    ("practitioner", "advice:show_finding", ("finding_id",)),
]


def make(lived):
    from tests.access.world import NOW

    by = {"by": lived.users["practitioner"], "now": NOW}
    theo = Person.objects.get(pk=lived.ids["child_id"])
    party = add_person(case=lived.case, role="respondent", given_names="Ivan", family_name="Stroud", **by)
    record_marker(person=party, kind="registered_sex_offender", source="Police", **by)
    facts = ChildAdviceFacts(child=theo, reason="So.", frameworks=["pd12j"], times=[TimeFacts(adult=party, recommendation="supervised")])
    advice = services.record_advice(case=lived.case, kind="section_7", children=[facts], recommends_finding_of_fact=True, **by)
    services.write_offender_analysis(advice=advice, person=party, children=[OffenderChildFacts(child=theo, risk="High")], **by)
    finding = services.direct_finding(case=lived.case, directed_at=NOW - timedelta(days=1), **by)
    (decision,) = services.record_court_decision(
        case=lived.case, decided_at=NOW, children=[ChildDecisionFacts(child=theo, words="No order.")], **by
    )
    return {"advice_id": advice.pk, "finding_id": finding.pk, "court_decision_id": decision.pk, "registered_party_id": party.pk}
