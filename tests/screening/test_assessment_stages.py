"""The three stages: screening, risk identification, safety assessment; plans, needs, and the authority's work (framework 2.2 to 2.60)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cafcass_cases.cases.models import ContactDetail
from cafcass_cases.cases.registry import what_stands_against_closing
from cafcass_cases.cases.services import record_contact_detail, record_order
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.models import Duty
from referrals.models import Referral
from referrals.registry import referral_parts
from safeguarding import services as safeguarding
from screening.assessment import lists, services
from screening.assessment.knowing import known_elements, known_factors
from screening.assessment.models import CasePlan, PlanAction, RiskIdentification, SafetyAssessment
from screening.assessment.selectors import areas_not_reviewed, conclusions_of
from screening.assessment.services import ActionFacts, FactorFacts, MetFacts, PlanFacts, RiskFacts, SafetyFacts
from tests.cast import NOW
from tests.safeguarding.conftest import full_record, log, neglect  # noqa: F401
from tests.screening.test_assessment_pathway import make_check

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = NOW.date()
PRIVATE = [entry.key for entry in lists.FACTORS if entry.when != "public"]


def factor(key="substances", likelihood="medium", **changes):
    return FactorFacts(**{"key": key, "about": (), "source": "The mother", "standing": "alleged", "likelihood": likelihood, **changes})


def risk_facts(family, *, present=("substances",), likelihood="medium", **changes):
    factors = [factor(key, likelihood, about=(family.father,)) for key in present]
    facts = RiskFacts(
        met=[MetFacts(person=family.mother, met_on=TODAY), MetFacts(person=family.father, met_on=TODAY)],
        not_seen_reason="The children are seen on Monday.", factors=factors, absent=[key for key in PRIVATE if key not in present],
        domestic_abuse="none", domestic_abuse_basis="Each was asked alone.", analysis="He drinks at weekends.", actions="Handovers at school.",
        dispute_impact="Alice hears the quarrels.", worker_risk=False, concerns_recorded=True, grounds=False,
    )  # fmt: skip
    return replace(facts, **changes)


def submit(family, by, at=NOW, **changes):
    return services.submit_risk(case=family.case, facts=risk_facts(family, **changes), submitted_at=at, by=by, now=at)


def refused(call):
    with pytest.raises(RuleRefused) as error:
        call()
    return error.value


def of_case(family, key):
    return Duty.objects.filter(case=family.case, key=key)


@pytest.fixture
def received(family):
    services.open_application(case=family.case, at=NOW - DAY, by=None, now=NOW)
    return family


def conclude(family, by, **changes):
    facts = {"checks_satisfied": True, "concerns_recorded": True, "grounds": False, "priority": "low", **changes}
    return services.conclude_screening(case=family.case, concluded_at=NOW, by=by, now=NOW, **facts)


class TestScreening:
    @pytest.mark.requirement("F2.37T-1")
    def test_given_a_check_without_an_answer_when_screening_is_concluded_then_it_is_refused_and_named(self, received, practitioner):
        make_check(case=received.case, state="requested", by=None, now=NOW)
        error = refused(lambda: conclude(received, practitioner))
        assert error.rule == "F2.37T-1"
        assert error.missing == ("Court forms and harm box",)

    @pytest.mark.requirement("F2.37T-2")
    def test_given_the_three_statements_then_screening_is_concluded_and_its_duty_done(self, received, practitioner):
        assert of_case(received, "screening-concluded").get().is_open
        conclude(received, practitioner)
        assert of_case(received, "screening-concluded").get().ending == "done"
        assert [one.words for one in conclusions_of(received.case)] == [
            "All relevant checks were made. All welfare concerns are recorded. There are no grounds to intervene."
        ]

    @pytest.mark.requirement("F2.37T-2")
    def test_given_concerns_that_are_not_all_recorded_then_what_is_done_about_it_is_needed(self, received, practitioner):
        assert refused(lambda: conclude(received, practitioner, concerns_recorded=False)).field == "concerns_action"

    @pytest.mark.requirement("F2.37T-3")
    def test_given_grounds_and_nothing_done_then_screening_stays_open(self, received, practitioner):
        assert refused(lambda: conclude(received, practitioner, grounds=True, reasons="The police result.")).rule == "F2.37T-3"
        assert of_case(received, "screening-concluded").get().is_open
        conclude(received, practitioner, grounds=True, reasons="The police result.", interventions=["referral"])


class TestRiskIdentification:
    @pytest.mark.requirement("F2.28-1")
    @pytest.mark.requirement("F2.37T-4")
    def test_given_an_application_then_the_form_is_owed_until_the_first_hearing(self, received, practitioner):
        owed = of_case(received, "risk-identified").get()
        assert owed.due_at == received.hearing.starts_at
        form = submit(received, practitioner)
        owed.refresh_from_db()
        assert owed.ending == "done"
        assert form.completed_at == NOW

    @pytest.mark.requirement("F2.28-1")
    def test_given_a_form_after_the_hearing_then_it_is_done_late(self, received, practitioner):
        submit(received, practitioner, at=received.hearing.starts_at + DAY)
        assert of_case(received, "risk-identified").get().ending == "done_late"

    @pytest.mark.requirement("F2.14-1")
    def test_given_a_factor_that_nobody_answered_then_it_is_named(self, family, practitioner):
        assert len(lists.FACTORS) == 16
        absent = [key for key in PRIVATE if key not in ("substances", "abduction")]
        error = refused(lambda: submit(family, practitioner, absent=absent))
        assert error.missing == ("Threats or fear of abduction",)
        submit(family, practitioner, absent=absent, unknown=["abduction"])

    @pytest.mark.requirement("F2.14-3")
    def test_given_a_factor_outside_the_list_then_it_is_kept_and_counts_like_the_rest(self, family, practitioner):
        other = factor("", "high", other="A dangerous dog", about=(family.father,))
        form = submit(family, practitioner, factors=[other], absent=PRIVATE)
        assert form.factors.get().words == "A dangerous dog"
        assert form.waits_for_supervision

    @pytest.mark.requirement("FR1-1")
    @pytest.mark.parametrize(("blank", "value"), [("likelihood", ""), ("about", ()), ("source", " "), ("standing", "")])
    def test_given_a_factor_without_its_likelihood_people_source_or_standing_then_the_form_is_refused(
        self, family, practitioner, blank, value
    ):
        half = replace(factor(about=(family.father,)), **{blank: value})
        assert refused(lambda: submit(family, practitioner, factors=[half])).rule in ("FR1-1", "standing")

    @pytest.mark.requirement("F2.26-1")
    def test_given_nobody_met_a_child_not_seen_or_no_action_then_the_form_is_refused(self, family, practitioner):
        for changes in ({"met": []}, {"not_seen_reason": ""}, {"actions": ""}):
            assert refused(lambda changes=changes: submit(family, practitioner, **changes)).rule == "F2.26-1"

    @pytest.mark.requirement("F2.60-1")
    def test_given_no_allegation_then_domestic_abuse_is_still_answered_with_its_basis(self, family, practitioner):
        for changes in ({"domestic_abuse": ""}, {"domestic_abuse_basis": ""}):
            assert refused(lambda changes=changes: submit(family, practitioner, **changes)).rule == "F2.60-1"

    @pytest.mark.requirement("F2.60-2")
    def test_given_an_allegation_then_its_answer_is_needed(self, family, practitioner):
        assert refused(lambda: submit(family, practitioner, domestic_abuse="alleged", continuing_risk=False)).rule == "F2.60-2"

    @pytest.mark.requirement("F2.80-1")
    def test_given_private_law_then_how_the_dispute_affects_the_child_is_needed(self, family, practitioner):
        assert refused(lambda: submit(family, practitioner, dispute_impact="")).rule == "F2.80-1"

    @pytest.mark.requirement("F2.37T-5")
    def test_given_a_risk_to_a_worker_or_open_answers_then_the_form_is_refused(self, family, practitioner):
        for changes in ({"worker_risk": True}, {"worker_risk": None}, {"concerns_recorded": False}, {"grounds": None}, {"grounds": True}):
            assert refused(lambda changes=changes: submit(family, practitioner, **changes)).rule == "F2.37T-5"

    @pytest.mark.requirement("F2.30-1")
    def test_given_a_completed_form_when_it_is_written_again_then_the_old_version_stays(self, family, practitioner):
        first = submit(family, practitioner)
        submit(family, practitioner, at=NOW + HOUR, analysis="He has stopped drinking.")
        first.refresh_from_db()
        assert first.analysis == "He drinks at weekends."
        assert [form.number for form in RiskIdentification.objects.filter(case=family.case)] == [1, 2]


class TestHighRisk:
    @pytest.mark.requirement("F2.30-2")
    @pytest.mark.parametrize("likelihood", ["high", "imminent"])
    def test_given_a_high_risk_then_the_manager_is_told_at_once_and_the_form_waits_for_supervision(
        self, received, log, practitioner, manager, likelihood
    ):
        form = submit(received, practitioner, likelihood=likelihood)
        owed, told = (Duty.objects.get(subject_id=form.pk, key=key) for key in ("risk-discussed", "risk-told"))
        assert owed.due_at == told.due_at == NOW + HOUR
        assert (owed.owner, told.owner) == (practitioner, manager)
        assert form.completed_at is None
        assert of_case(received, "risk-identified").get().is_open
        assert conclusions_of(received.case) == []

        concern = log([neglect(received.alice)])
        services.take_concern(record=form, concern=concern, by=practitioner, now=NOW)
        form.refresh_from_db()
        assert form.waits_for_supervision
        safeguarding.request_supervision(concern=concern, text="Tonight?", at=NOW + HOUR / 2, by=practitioner, now=NOW + HOUR / 2)
        form.refresh_from_db()
        owed.refresh_from_db()
        assert form.completed_at == NOW + HOUR / 2
        assert owed.ending == "done"
        assert of_case(received, "risk-identified").get().ending == "done"
        safeguarding.hold_supervision(
            concern=concern, held_at=NOW + HOUR, record=full_record(decision="not_refer"), by=manager, now=NOW + HOUR
        )
        told.refresh_from_db()
        assert told.ending == "done"

    @pytest.mark.requirement("F2.30-2")
    def test_given_a_concern_that_was_supervised_before_then_the_new_risk_is_discussed_anew(self, family, log, practitioner, manager):
        concern = log([neglect(family.alice)])
        safeguarding.hold_supervision(concern=concern, held_at=NOW, record=full_record(decision="not_refer"), by=manager, now=NOW)
        form = submit(family, practitioner, at=NOW + HOUR, likelihood="high")
        services.take_concern(record=form, concern=concern, by=practitioner, now=NOW + HOUR)
        form.refresh_from_db()
        assert form.waits_for_supervision

    @pytest.mark.requirement("F2.30-2")
    def test_given_a_medium_risk_then_nobody_is_called(self, family, practitioner):
        form = submit(family, practitioner)
        assert not Duty.objects.filter(subject_id=form.pk).exists()
        assert form.completed_at == NOW

    @pytest.mark.requirement("F2.60-3")
    def test_given_a_continuing_risk_from_a_violent_parent_then_the_form_is_not_finished_without_a_concern(self, family, log, practitioner):
        form = submit(
            family, practitioner, domestic_abuse="alleged", domestic_abuse_response="Taken up with the police.", continuing_risk=True
        )
        assert form.completed_at is None
        assert "Log the concern about a continuing risk" in what_stands_against_closing(family.case, NOW)
        services.take_concern(record=form, concern=log([neglect(family.alice)]), by=practitioner, now=NOW)
        form.refresh_from_db()
        assert form.completed_at is not None
        assert Duty.objects.get(subject_id=form.pk, key="abuse-concern").ending == "done"

    @pytest.mark.requirement("F2.60-10")
    def test_given_a_risk_that_goes_on_when_an_order_or_address_comes_then_it_is_looked_at_again(self, family, log, practitioner, manager):
        submit(family, practitioner, domestic_abuse="alleged", domestic_abuse_response="With the police.", continuing_risk=True)
        assert not of_case(family, "risk-reassessed").exists()
        record_order(case=family.case, kind="Child arrangements order", made_on=TODAY, by=practitioner, now=NOW)
        owed = of_case(family, "risk-reassessed").get()
        submit(family, practitioner, at=NOW + HOUR)
        owed.refresh_from_db()
        assert owed.ending == "done"

    @pytest.mark.requirement("F2.60-12")
    def test_given_a_continuing_risk_then_the_case_is_not_closed_before_local_support_is_made_known(self, family, practitioner):
        submit(family, practitioner, domestic_abuse="alleged", domestic_abuse_response="With the police.", continuing_risk=True)
        phrase = "Write in the case plan which local support the child and the parents were told about"
        assert phrase in what_stands_against_closing(family.case, NOW)
        plan(family, practitioner, protecting="Separate days.", local_support="The women’s centre, with its number.")
        assert phrase not in what_stands_against_closing(family.case, NOW)


class TestFactsFlow:
    @pytest.mark.requirement("F2.37T-4")
    def test_given_a_concern_and_an_earlier_form_then_their_facts_stand_ready_but_no_likelihood(self, family, log, practitioner):
        log([neglect(family.alice)])
        submit(family, practitioner)
        known = known_factors(family.case)
        assert set(known) == {"substances", "earlier_harm"}
        assert known["substances"]["source"] == "The mother"
        assert known["earlier_harm"]["standing"] == "alleged"
        assert not any("likelihood" in one for one in known.values())
        assert "Handovers at school." in known_elements(family.case)["safer_riskier"]


ELEMENTS = {entry.key: f"About {entry.key}" for entry in lists.ELEMENTS if not entry.when}


def action(**changes):
    return ActionFacts(
        **{"what": "Ring the school weekly", "owner": None, "outside": "Head teacher", "due_on": TODAY + 14 * DAY, **changes}
    )


def safety_facts(**changes):
    facts = SafetyFacts(
        elements=ELEMENTS, domestic_abuse=False, family_perpetrator=False, continuing_risk=False, long_term_referral=False, long_term_reason="Nobody is in prison.",
        safeguarding_acts="Handovers at school.", grounds=False, actions=[action()],
    )  # fmt: skip
    return replace(facts, **changes)


@pytest.fixture
def ordered(family, practitioner):
    submit(family, practitioner)
    return services.begin_safety(case=family.case, ordered_as="section_7", ordered_on=TODAY, by=practitioner, now=NOW)


def assess(assessment, by, **changes):
    return services.submit_safety(assessment=assessment, facts=safety_facts(**changes), submitted_at=NOW + HOUR, by=by, now=NOW + HOUR)


class TestSafetyAssessment:
    @pytest.mark.requirement("F2.32-1")
    @pytest.mark.parametrize(
        ("kind", "terms", "expected"),
        [
            ("Section 7 report", "", "section_7"),
            ("Order", "Alice is joined as a party under rule 16.4", "rule_16_4"),
            ("Family assistance order", "", "family_assistance"),
            ("Child arrangements order", "Lives with the father", None),
        ],
    )
    def test_given_such_an_order_when_it_is_recorded_then_an_assessment_is_owed(self, family, practitioner, kind, terms, expected):
        record_order(case=family.case, kind=kind, terms=terms, made_on=TODAY, by=practitioner, now=NOW)
        found = SafetyAssessment.objects.filter(case=family.case).first()
        assert (found and found.ordered_as) == expected
        assert of_case(family, "safety-assessed").exists() == bool(expected)

    @pytest.mark.requirement("F2.32-1")
    def test_given_an_expert_whom_the_court_named_then_the_experts_report_ends_what_is_owed(self, ordered, practitioner):
        services.record_expert(assessment=ordered, expert="Dr A. Expert", reported_at=NOW, by=practitioner, now=NOW)
        assert Duty.objects.get(subject_id=ordered.pk).ending == "done"

    @pytest.mark.requirement("F2.33-1")
    def test_given_an_element_neither_answered_nor_excused_then_it_is_named(self, ordered, practitioner):
        error = refused(lambda: assess(ordered, practitioner, elements={**ELEMENTS, "diversity": " "}))
        assert (error.rule, error.missing) == ("F2.33-1", ("Race, culture, language, communication and other diversity",))

    @pytest.mark.requirement("F2.33-2")
    @pytest.mark.requirement("F2.33-4")
    def test_given_domestic_abuse_then_the_victims_views_and_what_would_have_to_change_are_needed(self, ordered, practitioner):
        victim = {key: "x" for key in ("victim_risk", "victim_applications", "victim_support")}
        error = refused(lambda: assess(ordered, practitioner, domestic_abuse=True, elements={**ELEMENTS, **victim, "change": "x"}))
        assert (error.rule, error.missing) == ("F2.33-2", ("The victim’s view: is it getting worse?",))
        error = refused(lambda: assess(ordered, practitioner, domestic_abuse=True, elements={**ELEMENTS, **victim, "victim_change": "x"}))
        assert error.rule == "F2.33-4"

    @pytest.mark.requirement("F2.33-3")
    def test_given_a_family_perpetrator_then_that_persons_views_or_a_reason_are_needed(self, ordered, practitioner):
        assert refused(lambda: assess(ordered, practitioner, family_perpetrator=True)).rule == "F2.33-3"
        assess(ordered, practitioner, family_perpetrator=True, not_asked_reason="He has threatened her for speaking.")

    @pytest.mark.requirement("F2.33-5")
    def test_given_a_release_from_prison_then_a_dated_review_is_owed(self, ordered, practitioner, family):
        assert refused(lambda: assess(ordered, practitioner, long_term_reason="")).rule == "F2.33-5"
        assess(ordered, practitioner, review_on=date(2026, 9, 1), review_what="His release")
        assert of_case(family, "risk-reviewed").get().due_at.date() == date(2026, 9, 1)

    @pytest.mark.requirement("F2.33-5")
    def test_given_a_longer_term_risk_that_calls_for_a_referral_then_its_concern_comes_first(self, ordered, log, practitioner, family):
        assert refused(lambda: assess(ordered, practitioner, long_term_referral=True)).rule == "F2.33-5"
        services.take_concern(record=ordered, concern=log([neglect(family.alice)]), by=practitioner, now=NOW)
        assess(ordered, practitioner, long_term_referral=True)

    @pytest.mark.requirement("F2.60-3")
    @pytest.mark.requirement("F2.60-10")
    def test_given_a_risk_that_goes_on_then_the_safety_plan_and_the_concern_are_needed(self, ordered, practitioner):
        elements = {**ELEMENTS, **{entry.key: "x" for entry in lists.ELEMENTS}}
        assert refused(lambda: assess(ordered, practitioner, continuing_risk=True)).rule == "F2.60-10"
        changes = {"continuing_risk": True, "domestic_abuse": True, "safety_plan": "Grandmother collects them.", "elements": elements}
        assert refused(lambda: assess(ordered, practitioner, **changes)).rule == "F2.60-3"

    @pytest.mark.requirement("F2.25-1")
    def test_given_only_screening_then_it_is_said_on_what_else_it_rests(self, family, practitioner):
        assessment = services.begin_safety(case=family.case, ordered_as="other", ordered_on=TODAY, by=practitioner, now=NOW)
        assert refused(lambda: assess(assessment, practitioner)).rule == "F2.25-1"
        assess(assessment, practitioner, more_than_screening="Three visits and the school.")

    @pytest.mark.requirement("F2.31-1")
    @pytest.mark.requirement("F2.37T-6")
    def test_given_an_assessment_then_it_ends_in_a_plan_whose_points_have_owners_and_dates(self, ordered, practitioner):
        assert refused(lambda: assess(ordered, practitioner, actions=[])).rule == "F2.31-1"
        assert refused(lambda: assess(ordered, practitioner, actions=[action(outside="")])).rule == "F2.37T-6"
        assert refused(lambda: assess(ordered, practitioner, actions=[action(due_on=None)])).rule == "F2.37T-6"
        assess(ordered, practitioner, actions=[action(owner=practitioner, outside="")])
        point = PlanAction.objects.get(assessment=ordered)
        owed = Duty.objects.get(key="plan-action", subject_id=point.pk)
        assert (owed.owner, owed.due_at.date()) == (practitioner, TODAY + 14 * DAY)
        services.finish_action(action=point, done_at=NOW + 2 * HOUR, result="Rung.", by=practitioner, now=NOW + 2 * HOUR)
        owed.refresh_from_db()
        assert owed.ending == "done"
        assert conclusions_of(ordered.case)[-1].stage == "safety"

    @pytest.mark.requirement("F2.37T-7")
    def test_given_a_referral_that_is_not_sent_then_the_assessment_is_refused_and_names_it(
        self, ordered, log, practitioner, manager, family
    ):
        concern = log([neglect(family.alice)])
        children = [safeguarding.ChildDecision(child=family.alice, referred=True)]
        safeguarding.hold_supervision(
            concern=concern, held_at=NOW, record=full_record(decision="refer", children=children), by=manager, now=NOW
        )
        error = refused(lambda: assess(ordered, practitioner))
        assert error.rule == "F2.37T-7"
        assert Referral.objects.get().reference in error.missing[0]


def plan(family, by, **changes):
    facts = {"stage": "early", "areas": {"wishes": "She wants to see them both."}, **changes}
    return services.write_plan(case=family.case, facts=PlanFacts(**facts), written_at=NOW, by=by, now=NOW)


class TestPlans:
    @pytest.mark.requirement("F2.2-1")
    @pytest.mark.requirement("F2.4-1")
    def test_given_a_new_stage_then_areas_that_were_not_reviewed_since_are_named(self, family, practitioner):
        assert len(lists.AREAS) == 10
        assert refused(lambda: plan(family, practitioner, areas={})).rule == "F2.2-1"
        everything = {entry.key: "Considered." for entry in lists.AREAS}
        plan(family, practitioner, areas=everything)
        assert areas_not_reviewed(family.case) == []
        plan(family, practitioner, stage="assessment", areas={**everything, "wishes": "She has changed her mind."})
        assert len(areas_not_reviewed(family.case)) == 9

    @pytest.mark.requirement("F2.37T-4")
    @pytest.mark.requirement("F2.28-2")
    def test_given_a_first_plan_then_it_cites_the_form_and_is_not_approved_without_it(self, family, practitioner, manager):
        bare = plan(family, practitioner)
        assert refused(lambda: services.approve_plan(plan=bare, by=manager, now=NOW)).rule == "F2.37T-4"
        bare.stage = "public"
        CasePlan.objects.get(pk=bare.pk)
        form = submit(family, practitioner)
        assert plan(family, practitioner).risk == form
        assert services.approve_plan(plan=bare, by=manager, now=NOW).risk == form

    @pytest.mark.requirement("F2.28-2")
    def test_given_public_law_then_the_form_and_the_check_of_the_authoritys_work_are_owed(self, family, practitioner, manager):
        public(family)
        services.open_application(case=family.case, at=NOW, by=None, now=NOW)
        assert of_case(family, "risk-identified-public").get().is_open
        assert not of_case(family, "s120-read").exists()
        bare = plan(family, practitioner, stage="public")
        assert refused(lambda: services.approve_plan(plan=bare, by=manager, now=NOW)).rule == "F2.28-2"

    @pytest.mark.requirement("F2.60-11")
    def test_given_supervised_contact_is_called_for_then_a_supported_centre_is_refused(self, family, practitioner):
        assert refused(lambda: plan(family, practitioner, centre_needed="supervised", centre="supported")).rule == "F2.60-11"
        plan(family, practitioner, centre_needed="supervised", centre="supervised")

    @pytest.mark.requirement("F2.60-8")
    def test_given_domestic_abuse_then_the_plan_says_how_the_work_protects_everybody(self, family, practitioner):
        submit(family, practitioner, domestic_abuse="signs", continuing_risk=False)
        assert refused(lambda: plan(family, practitioner)).rule == "F2.60-8"


def needs(family, by, **changes):
    facts = {
        "children": [family.alice],
        "needs": "Help with reading.",
        "consent": "given",
        "consent_words": "Both parents, today.",
        **changes,
    }
    return services.record_needs(case=family.case, recorded_at=NOW, by=by, now=NOW, **facts)


class TestNeeds:
    @pytest.mark.requirement("F2.37-1")
    def test_given_no_answer_about_consent_then_it_is_refused(self, family, practitioner):
        assert refused(lambda: needs(family, practitioner, consent="")).rule == "F2.37-1"
        assert refused(lambda: needs(family, practitioner, consent="not_sought", consent_words="")).rule == "F2.37-1"

    @pytest.mark.requirement("FR4-1")
    def test_given_a_point_without_an_owner_then_it_is_refused(self, family, practitioner):
        refused(lambda: needs(family, practitioner, actions=[action(outside="")]))

    @pytest.mark.requirement("F2.36-1")
    def test_given_public_law_then_another_agencys_is_reviewed_and_none_is_made(self, family, practitioner):
        public(family)
        assert refused(lambda: needs(family, practitioner)).rule == "F2.36-1"
        needs(family, practitioner, agency="The health visitor")

    @pytest.mark.requirement("F2.34-1")
    def test_given_needs_then_they_go_with_the_referral(self, family, log, practitioner, manager):
        needs(family, practitioner)
        concern = log([neglect(family.alice)])
        children = [safeguarding.ChildDecision(child=family.alice, referred=True)]
        safeguarding.hold_supervision(
            concern=concern, held_at=NOW, record=full_record(decision="refer", children=children), by=manager, now=NOW
        )
        parts = {part.heading: part.texts for part in referral_parts(Referral.objects.get())}
        assert parts["Needs and strengths"] == ("For Alice: Help with reading.",)


def public(family):
    from cafcass_cases.core.services import service

    @service
    def change(*, by, now):
        family.case.law = "public"
        family.case.save()

    change(by=None, now=NOW)


class TestTheAuthoritysWork:
    def check(self, family, by, **changes):
        facts = {
            "assessments": "The single assessment of March.",
            "missing": ["likelihood"],
            "missing_note": "It says nothing.",
            "tell_court": True,
            **changes,
        }
        return services.check_authority_work(case=family.case, checked_at=NOW, by=by, now=NOW, **facts)

    @pytest.mark.requirement("F2.29-1")
    @pytest.mark.requirement("F2.37T-8")
    def test_given_a_step_that_is_not_shown_then_the_authority_and_the_court_are_told(self, family, practitioner):
        public(family)
        row = self.check(family, practitioner)
        assert {duty.key for duty in Duty.objects.filter(subject_id=row.pk)} == {"authority-told-missing", "court-told-missing"}
        for whom in ("authority", "court"):
            services.record_told(check=row, whom=whom, told_at=NOW + HOUR, how="By e-mail", by=practitioner, now=NOW + HOUR)
        assert {duty.ending for duty in Duty.objects.filter(subject_id=row.pk)} == {"done"}

    @pytest.mark.requirement("F2.37T-8")
    def test_given_the_court_is_not_told_then_the_reason_is_needed(self, family, practitioner):
        public(family)
        assert refused(lambda: self.check(family, practitioner, tell_court=None)).rule == "F2.37T-8"
        assert refused(lambda: self.check(family, practitioner, tell_court=False)).rule == "F2.37T-8"
        row = self.check(family, practitioner, tell_court=False, no_court_reason="It was put right the same day.")
        assert {duty.key for duty in Duty.objects.filter(subject_id=row.pk)} == {"authority-told-missing"}


def test_given_an_address_that_is_not_new_risk_then_nothing_is_owed(family, practitioner):
    record_contact_detail(person=family.mother, kind="telephone", value="0113 496 0000", confidentiality="open", by=practitioner, now=NOW)
    assert ContactDetail.objects.filter(person=family.mother).exists()
    assert not of_case(family, "risk-reassessed").exists()
