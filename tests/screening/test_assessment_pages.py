"""The pages of the pathway, the stages and plans: each form once, as somebody fills it in."""

import pytest
from django.urls import reverse

from cafcass_cases.cases.registry import chronology_of
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.ui.testing import local_date, local_time
from safeguarding.paths import path_called
from screening.assessment import lists
from screening.assessment.models import (
    AuthorityWorkCheck,
    CasePlan,
    NeedsAssessment,
    RiskIdentification,
    SafetyAssessment,
    ScreeningConclusion,
    Section120,
)
from screening.checks import services as checks
from tests.cast import NOW
from tests.safeguarding.conftest import log, neglect  # noqa: F401
from tests.screening.test_assessment_pathway import make_check, read, ready  # noqa: F401
from tests.screening.test_assessment_stages import public, submit

pytestmark = pytest.mark.usefixtures("at_now")
NOW_TIME = "2026-03-06 16:40"


@pytest.fixture
def one(client, practitioner):
    client.force_login(practitioner)
    return client


def url(name, *args):
    return reverse(f"assessment:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


class TestThePathwaysPages:
    def test_given_the_form_says_yes_when_it_is_opened_then_what_the_application_says_is_filled_in(self, ready, one):
        page = text(one.get(url("read_papers", ready.case.pk)))
        assert "What the application says is filled in" in page
        answer = one.post(
            url("read_papers", ready.case.pk),
            {
                "harm_box": "yes", "c1a": "completed", "information": "past_witnessing", "why_past": "They live apart.", "words": "Long ago.", "source": "C1A",
                **local_time("read_at", NOW_TIME),
            },
        )  # fmt: skip
        assert answer.status_code == 302
        assert Section120.objects.get().outcome == "s120_notification"

    def test_given_the_forms_were_read_on_the_ledger_when_it_is_opened_then_nobody_answers_that_again(self, ready, one, practitioner):
        checks.open_checks(case=ready.case, by=practitioner, now=NOW)
        checks.read_court_forms(
            case=ready.case, forms_seen=["c100"], harm_box=False, c1a="", words="No box is ticked, and nothing says why.",
            read_at=NOW, by=practitioner, now=NOW,
        )  # fmt: skip
        answer = one.get(url("read_papers", ready.case.pk))
        assert "What was recorded when the court’s forms were read is filled in" in text(answer)
        assert "No box is ticked, and nothing says why." in text(answer)
        form = answer.context["form"]
        assert [form[name].value() for name in ("harm_box", "c1a")] == ["no", "not_required"]

    @pytest.mark.requirement("F2.79-2")
    @pytest.mark.requirement("FA3-1")
    def test_given_a_notification_then_the_page_says_what_it_is_what_comes_next_and_the_open_question(self, ready, one, practitioner):
        read(ready, practitioner)
        page = text(one.get(url("show_section120", ready.case.pk)))
        for words in (
            "A section 120 notification", "Situational case supervision comes first", "first further enquiry within 24 hours", "connected children",
            "refer to a MARAC", "owner of the policy", "Put the concern on the record", "Send the local authority the section 120 letter",
        ):  # fmt: skip
            assert words in page

    def test_given_open_checks_then_the_page_says_that_a_concern_waits_for_nothing(self, family, one):
        make_check(case=family.case, state="requested", by=None, now=NOW)
        page = text(one.get(url("show_section120", family.case.pk)))
        assert "A child who may be at risk waits for none of this" in page

    def test_given_a_pathway_when_its_concern_is_logged_then_what_the_papers_say_stands_ready(self, ready, one, practitioner):
        read(ready, practitioner)
        answer = one.get(reverse("safeguarding:take_path", args=[ready.case.pk, "section-120"]))
        assert answer.status_code == 302
        known = path_called("section-120").beginning(ready.case)
        assert known["said"] == "Alice saw her father hit her mother in 2022."
        assert known["reached_us_at"] == ready.case.received_at

    def test_given_a_concern_then_one_button_gives_it_what_waits(self, ready, log, one, practitioner):
        pathway = read(ready, practitioner, information="other_harm")
        concern = log([neglect(ready.alice)])
        assert "the section 120 pathway" in text(one.get(url("take_concern", concern.pk)))
        one.post(url("take_concern", concern.pk))
        pathway.refresh_from_db()
        assert pathway.concern == concern
        assert any("section 120 pathway" in line.title for line in chronology_of(ready.case, practitioner))
        assert "Section 120 pathway" in text(one.get(concern.get_absolute_url()))


class TestTheStagesPages:
    @pytest.mark.requirement("F2.13-1")
    @pytest.mark.requirement("F2.31-1")
    @pytest.mark.requirement("F2.34-1")
    def test_given_any_case_then_its_page_shows_where_each_of_the_three_stages_stands(self, ready, one, practitioner):
        page = text(one.get(url("show_stages", ready.case.pk)))
        for words in (
            "1. Screening",
            "2. Risk identification",
            "3. Safety assessment",
            "Not concluded",
            "Not started",
            "Not ordered",
            "ends in a plan",
            "it does not lead",
        ):
            assert words in page
        submit(ready, practitioner)
        assert "Completed" in text(one.get(url("show_stages", ready.case.pk)))
        assert "Assessment and plans" in text(one.get(reverse("screening:show_screening", args=[ready.case.pk])))

    def test_given_the_three_statements_then_the_form_concludes_screening(self, ready, one):
        answer = one.post(
            url("conclude_screening", ready.case.pk),
            {
                "checks_satisfied": "yes", "concerns_recorded": "yes", "grounds": "yes", "reasons": "The police result.", "interventions": ["court"],
                "priority": "high", **local_time("concluded_at", NOW_TIME),
            },
        )  # fmt: skip
        assert answer.status_code == 302
        assert ScreeningConclusion.objects.get().interventions == ["court"]

    @pytest.mark.requirement("F2.14-2")
    @pytest.mark.requirement("F2.14-1")
    @pytest.mark.requirement("FR1-1")
    def test_given_the_risk_form_when_it_is_walked_then_it_is_submitted_with_every_factor_answered(self, ready, one):
        def step(name, data):
            answer = one.post(url("identify_risk", ready.case.pk, name), data)
            assert answer.status_code == 302, text(answer)[text(answer).find("error-summary") :][:1500]
            return answer

        start = one.get(url("identify_risk", ready.case.pk), follow=True)
        assert start.status_code == 200
        rows = {f"met-{index}-person_id": pk for index, pk in enumerate(_people(ready))}
        # Nobody met: said on this page, and not at the end of the form.
        nobody = one.post(
            url("identify_risk", ready.case.pk, "people"), {"met-TOTAL_FORMS": len(rows), "met-INITIAL_FORMS": len(rows), **rows}
        )
        assert nobody.status_code == 422
        assert "Enter when you met at least one adult" in text(nobody)
        assert "Write why you have not seen Alice Dawson and Ben Dawson" in text(nobody)
        step(
            "people",
            {
                "met-TOTAL_FORMS": len(rows),
                "met-INITIAL_FORMS": len(rows),
                **rows,
                **local_date("met-0-met_on", "2026-03-05"),
                "not_seen_reason": "On Monday.",
            },
        )
        page = text(one.get(url("identify_risk", ready.case.pk, "factors")))
        assert "No factor belongs to one kind of harm" in page
        assert all(entry.words in page for entry in lists.FACTORS if entry.when != "public")
        step("factors", {"present": ["substances"], "others": "", "rest_absent": "on"})
        step(
            "detail",
            {
                "factors-TOTAL_FORMS": 1, "factors-INITIAL_FORMS": 1, "factors-0-key": "substances", "factors-0-other": "", "factors-0-about": [str(ready.father.pk)],
                "factors-0-source": "The mother", "factors-0-standing": "alleged", "factors-0-likelihood": "low",
            },
        )  # fmt: skip
        step(
            "conclusions",
            {
                "domestic_abuse": "none", "domestic_abuse_basis": "Each alone.", "analysis": "He drinks.", "actions": "School handovers.",
                "dispute_impact": "Alice hears it.", "worker_risk": "no", "concerns_recorded": "yes", "grounds": "no", **local_time("submitted_at", NOW_TIME),
            },
        )  # fmt: skip
        step("check", {})
        form = RiskIdentification.objects.get()
        assert form.completed_at == NOW
        assert form.factors.get().about == [ready.father.pk]
        page = text(one.get(form.get_absolute_url()))
        assert "Drug or alcohol misuse" in page

    @pytest.mark.requirement("F2.30-1")
    def test_given_a_completed_form_then_a_copy_is_kept_on_the_file(self, ready, one, practitioner):
        form = submit(ready, practitioner)
        assert one.post(url("keep_risk_identification", form.pk)).status_code == 302
        assert IssuedDocument.objects.get().kind == "risk-identification"

    @pytest.mark.requirement("F2.30-2")
    def test_given_a_high_risk_then_its_page_leads_straight_to_the_concern(self, ready, one, practitioner):
        form = submit(ready, practitioner, likelihood="imminent")
        page = text(one.get(form.get_absolute_url()))
        assert "Speak with your manager at once" in page
        assert reverse("safeguarding:take_path", args=[ready.case.pk, "high-risk"]) in page
        assert "He drinks at weekends." in path_called("high-risk").beginning(ready.case)["said"]

    def test_given_an_assessment_when_its_pages_are_walked_then_it_is_submitted_with_its_plan(self, ready, one, practitioner):
        submit(ready, practitioner)
        one.post(url("begin_safety", ready.case.pk), {"ordered_as": "section_7", **local_date("ordered_on", "2026-03-05")})
        assessment = SafetyAssessment.objects.get()

        def step(name, data):
            answer = one.post(url("write_safety_assessment", assessment.pk, name), data)
            assert answer.status_code == 302, text(answer)

        one.get(url("write_safety_assessment", assessment.pk))
        step("about", {"domestic_abuse": "no", "family_perpetrator": "no"})
        assert "Handovers at school." in text(one.get(url("write_safety_assessment", assessment.pk, "elements")))
        step("elements", {entry.key: "Considered." for entry in lists.ELEMENTS if not entry.when})
        step(
            "plan",
            {
                "continuing_risk": "no", "long_term_referral": "no", "long_term_reason": "None.", "safeguarding_acts": "School handovers.", "grounds": "no",
                **local_time("submitted_at", NOW_TIME), "actions-TOTAL_FORMS": 1, "actions-INITIAL_FORMS": 0, "actions-0-what": "Ring the school",
                "actions-0-owner": str(practitioner.pk), **local_date("actions-0-due_on", "2026-03-20"),
            },
        )  # fmt: skip
        step("check", {})
        assessment.refresh_from_db()
        assert assessment.submitted_at == NOW
        assert assessment.actions.get().owner == practitioner
        assert "Ring the school" in text(one.get(assessment.get_absolute_url()))

    @pytest.mark.requirement("F2.2-1")
    @pytest.mark.requirement("F2.60-13")
    def test_given_a_plan_then_the_ten_areas_are_asked_with_the_practice_direction_and_those_left_out_are_named(self, ready, one, manager):
        page = text(one.get(url("write_case_plan", ready.case.pk)))
        assert "Practice Direction 12J" in page
        assert all(entry.words in page for entry in lists.AREAS)
        answer = one.post(
            url("write_case_plan", ready.case.pk),
            {"stage": "early", "area_wishes": "Both.", "centre_needed": "none", "centre": "none", "actions-TOTAL_FORMS": 0, "actions-INITIAL_FORMS": 0, **local_time("written_at", NOW_TIME)},
        )  # fmt: skip
        assert answer.status_code == 302, text(answer)
        plan = CasePlan.objects.get()
        assert "Not reviewed at this stage yet: The child’s feelings" in text(one.get(plan.get_absolute_url()))
        submit(ready, plan.written_by)
        one.force_login(manager)
        assert one.post(url("approve_case_plan", plan.pk)).status_code == 302
        assert CasePlan.objects.get().approved_by == manager

    @pytest.mark.requirement("FR4-1")
    @pytest.mark.requirement("F2.34-1")
    def test_given_needs_then_the_form_keeps_them_without_naming_a_system(self, ready, one):
        page = text(one.get(url("record_needs", ready.case.pk)))
        assert "CAF" not in page
        answer = one.post(
            url("record_needs", ready.case.pk),
            {
                "children": [str(ready.alice.pk)], "needs": "Reading.", "consent": "given", "consent_words": "Both parents.", "actions-TOTAL_FORMS": 0,
                "actions-INITIAL_FORMS": 0, **local_time("recorded_at", NOW_TIME),
            },
        )  # fmt: skip
        assert answer.status_code == 302, text(answer)
        assert NeedsAssessment.objects.get().children == [ready.alice.pk]

    @pytest.mark.requirement("F2.29-1")
    def test_given_public_law_then_what_the_authority_left_out_is_recorded_and_told(self, family, one):
        public(family)
        answer = one.post(
            url("check_authority_work", family.case.pk),
            {
                "assessments": "One.",
                "missing_steps": ["factors"],
                "missing_note": "Nothing.",
                "tell_court": "yes",
                **local_time("checked_at", NOW_TIME),
            },
        )
        assert answer.status_code == 302, text(answer)
        work = AuthorityWorkCheck.objects.get()
        assert "Risk factors, about whom, and the source" in text(one.get(url("show_stages", family.case.pk)))
        one.post(url("record_court_told", work.pk), {"how": "By e-mail", **local_time("told_at", NOW_TIME)})
        work.refresh_from_db()
        assert work.court_told_at == NOW


def _people(family):
    from cafcass_cases.cases.selectors import people_of_case

    return [str(person.pk) for person in sorted(people_of_case(family.case), key=lambda one: one.is_child)]
