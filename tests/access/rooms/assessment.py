"""Who may open the pages of the section 120 pathway, the three stages and plans."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.core.services import service
from safeguarding.models import Concern
from screening.assessment import lists, services
from screening.assessment.models import AuthorityWorkCheck, CasePlan, PlanAction, RiskIdentification, Section120, Section120Letter
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, """
        assessment:show_section120 assessment:show_stages assessment:show_risk_identification assessment:show_safety_assessment
        assessment:show_case_plan
        """),
    of_case(WORKERS, """
        assessment:read_papers assessment:write_letter assessment:issue_letter assessment:send_letter assessment:tell_court_of_pathway
        assessment:tell_outcome assessment:take_concern assessment:conclude_screening assessment:identify_risk
        assessment:keep_risk_identification assessment:begin_safety assessment:record_expert assessment:write_safety_assessment
        assessment:keep_safety_assessment assessment:write_case_plan assessment:keep_case_plan assessment:finish_plan_action
        assessment:record_needs assessment:check_authority_work assessment:record_authority_told assessment:record_court_told
        """),
    of_case(MANAGERS, "assessment:confirm_nothing assessment:decide_16a assessment:approve_case_plan"),
]  # fmt: skip
STANDS_FOR = {"assessment:identify_risk": {"step": "risk_step"}, "assessment:write_safety_assessment": {"step": "safety_step"}}
PAGES = [
    ("practitioner", "assessment:show_section120", ("case_id",)),
    ("practitioner", "assessment:show_stages", ("case_id",)),
    ("practitioner", "assessment:show_risk_identification", ("risk_form_id",)),
    ("practitioner", "assessment:show_case_plan", ("case_plan_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """A notification with its letter, a risk form, a safety assessment that was begun, a plan with a point, and a check of the authority."""
    from tests.access.world import NOW

    by, case = lived.users["practitioner"], lived.case
    concern = Concern.objects.get(pk=lived.ids["concern_id"])
    keys = [entry.key for entry in lists.FACTORS if entry.when != "public"]
    adult = Person.objects.filter(case=case, role="applicant").first() or Person.objects.filter(case=case, role="respondent").get()

    @service
    def rest(*, by: Any, now: Any) -> tuple[Section120Letter, AuthorityWorkCheck]:
        pathway = Section120(
            case=case, concern=concern, harm_box="yes", c1a="completed", information="past_witnessing", words="Long ago.", source="C1A", why_past="Apart.",
            read_at=now, read_by=by, outcome="s120_notification", rules=["S120-3"],
        )  # fmt: skip
        pathway.save()
        letter = Section120Letter(
            case=case,
            concern=concern,
            pathway=pathway,
            authority=LocalAuthority.objects.first(),
            children=[],
            facts="x",
            source="x",
            why_past="x",
        )
        letter.save()
        work = AuthorityWorkCheck(case=case, assessments="One", missing=["checks"], missing_note="x", checked_at=now, checked_by=by)
        work.save()
        return letter, work

    letter, work = rest(by=by, now=NOW)
    form: RiskIdentification = services.submit_risk(
        case=case, submitted_at=NOW, by=by, now=NOW,
        facts=services.RiskFacts(
            met=[services.MetFacts(person=adult, met_on=NOW.date())], not_seen_reason="Next week.", absent=keys, domestic_abuse="none",
            domestic_abuse_basis="Asked.", analysis="x", dispute_impact="x", worker_risk=False, concerns_recorded=True, grounds=False,
        ),
    )  # fmt: skip
    assessment = services.begin_safety(case=case, ordered_as="section_7", ordered_on=NOW.date(), by=by, now=NOW)
    action = services.ActionFacts(what="Ring", owner=by, due_on=NOW.date())
    plan: CasePlan = services.write_plan(
        case=case, facts=services.PlanFacts(stage="early", areas={"wishes": "x"}, actions=[action]), written_at=NOW, by=by, now=NOW
    )
    return {
        "section120_letter_id": letter.pk, "authority_work_id": work.pk, "risk_form_id": form.pk, "safety_assessment_id": assessment.pk,
        "case_plan_id": plan.pk, "plan_action_id": PlanAction.objects.get(plan=plan).pk, "risk_step": "people", "safety_step": "about",
    }  # fmt: skip
