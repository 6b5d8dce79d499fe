"""Work with children: the guardian, the reviewing officer, questions and competence that are kept (framework 2.51 to 2.56, 4.10, 1.28)."""

from datetime import date

import pytest

from cafcass_cases.cases.registry import what_stands_against_closing
from cafcass_cases.cases.services import record_order
from cafcass_cases.core.errors import Denied
from cafcass_cases.duties.models import Duty
from practice.directwork import selectors, services
from tests.cast import NOW, london_time
from tests.practice.test_directwork import HOUR, duty, guardian, refused, work  # noqa: F401


class TestTheGuardian:
    @pytest.mark.requirement("F2.51-1")
    def test_given_a_guardian_is_appointed_then_each_child_is_visited_at_home_within_ten_working_days(self, guardian, family, work):
        owed = duty("guardian-first-visit", child=family.alice)
        assert owed.due_at == london_time("2026-03-20 17:00")
        work(venue="school")
        assert duty("guardian-first-visit", child=family.alice).is_open
        work(venue="home", second_adult="Mark")
        assert duty("guardian-first-visit", child=family.alice).ending == "done"
        assert duty("guardian-first-visit", child=family.ben).is_open

    def test_given_private_law_then_no_such_visit_is_owed(self, family):
        assert not Duty.objects.filter(key="guardian-first-visit").exists()

    @pytest.mark.requirement("F2.52-1", "F2.55-1")
    def test_given_a_looked_after_child_then_the_case_does_not_close_without_check_and_handover(self, guardian, family, practitioner):
        record_order(case=family.case, kind="Interim care order", made_on=date(2026, 3, 2), by=practitioner, now=NOW)
        assert "whether the authority applies the care rules for Alice Dawson" in what_stands_against_closing(family.case, NOW)
        given = {"case": family.case, "checked_at": NOW, "by": practitioner, "now": NOW}
        refused(services.check_care_plan, "F2.52-1", child=family.alice, looked_after=True, **given)
        refused(
            services.check_care_plan, "F2.52-1", child=family.alice, looked_after=True, rules_applied=False, finding="No visit", **given
        )
        for child in (family.alice, family.ben):
            services.check_care_plan(child=child, looked_after=True, rules_applied=True, finding="Reviewed on time", **given)
        assert selectors.against_closing(family.case) == ["the handover to the reviewing officer, or why there is none"]
        contact = {"case": family.case, "happened_at": NOW, "by": practitioner, "now": NOW}
        refused(services.record_officer_contact, "F2.55-1", kind="handover", officer="", content="All", **contact)
        services.record_officer_contact(kind="liaison", officer="Ira Officer", content="Spoke", **contact)
        assert selectors.against_closing(family.case)
        services.record_officer_contact(
            kind="handover", officer="Ira Officer", content="Plans and times, with Alice", child_there=True, **contact
        )
        assert selectors.against_closing(family.case) == []

    @pytest.mark.requirement("F2.53-1")
    def test_given_contact_is_unclear_in_one_plan_then_an_action_to_the_authority_is_owed_until_it_is_clear(
        self, guardian, family, practitioner
    ):
        given = {
            "case": family.case,
            "child": family.alice,
            "looked_after": True,
            "rules_applied": True,
            "finding": "Read both",
            "by": practitioner,
        }
        services.check_care_plan(authority_placement=True, authority_contact=False, checked_at=NOW, now=NOW, **given)
        owed = duty("care-plan-made-clear")
        assert owed.is_open
        assert owed.detail == "contact in the authority’s plan"
        services.check_care_plan(authority_placement=True, authority_contact=True, checked_at=NOW + HOUR, now=NOW + HOUR, **given)
        assert duty("care-plan-made-clear").ending == "done"

    @pytest.mark.requirement("F2.56-1")
    def test_given_a_reviewing_officer_refers_the_case_then_the_manager_asks_cafcass_legal(self, guardian, family, practitioner, manager):
        contact = services.record_officer_contact(
            case=family.case,
            kind="referred",
            officer="Ira Officer",
            content="The plan of contact is not carried out.",
            happened_at=NOW,
            by=practitioner,
            now=NOW,
        )
        owed = duty("officer-referral-advised")
        assert (owed.owner, owed.due_at) == (manager, london_time("2026-03-09 17:00"))
        advice = {"contact": contact, "advised_at": NOW, "advice": "A claim under the Human Rights Act is considered.", "now": NOW}
        with pytest.raises(Denied):
            services.record_officer_advice(by=practitioner, **advice)
        services.record_officer_advice(by=manager, **advice)
        assert duty("officer-referral-advised").ending == "done"


class TestWhatIsKept:
    @pytest.mark.requirement("FR5-1")
    def test_given_an_administrator_changes_the_questions_then_the_new_set_is_asked(self, administrator, manager):
        assert selectors.disability_questions() == list(selectors.SHIPPED_QUESTIONS)
        with pytest.raises(Denied):
            services.change_disability_questions(text="How?", reason="Mine", by=manager, now=NOW)
        services.change_disability_questions(
            text="How do you say no?\n\nWho helps you?", reason="With the forum", by=administrator, now=NOW
        )
        assert selectors.disability_questions() == ["How do you say no?", "Who helps you?"]

    @pytest.mark.requirement("F4.10-1")
    def test_given_no_appraisal_within_the_year_then_the_member_of_staff_is_listed_first(self, manager, practitioner, other_practitioner):
        appraise = {"user": practitioner, "result": "Safe and sensitive; develop recording.", "by": manager, "now": NOW}
        services.record_appraisal(held_on=date(2025, 3, 1), **appraise)
        assert {row.user: row.is_due for row in selectors.competence_of_staff(manager, NOW)}[practitioner]
        services.record_appraisal(held_on=date(2026, 3, 2), **appraise)
        rows = selectors.competence_of_staff(manager, NOW)
        assert rows[-1].user == practitioner
        assert not rows[-1].is_due
        assert rows[0].is_due
        with pytest.raises(Denied):
            services.record_appraisal(held_on=date(2026, 3, 2), **{**appraise, "by": other_practitioner})
