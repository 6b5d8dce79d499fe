"""The screening ledger through its services: needed, asked, answered, judged; what each rule refuses, and what each duty waits for."""

from datetime import date, timedelta

import pytest

from cafcass_cases.cases import services as cases
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import _reactions
from cafcass_cases.duties.models import Duty
from screening.checks import selectors, services
from screening.checks.events import CourtFormsRead
from screening.checks.models import Check, Consent, Kind
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import log, neglect  # noqa: F401

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
State = Check.State


@pytest.fixture
def ledger(family, practitioner, manager, authority_y):
    """The family's ledger, opened; the mother's address is known."""
    cases.record_contact_detail(
        person=family.mother,
        kind="address",
        value="8 Canal Road, Bradford",
        local_authority=authority_y,
        confidentiality="open",
        by=manager,
        now=NOW,
    )
    services.open_checks(case=family.case, received_at=NOW, by=practitioner, now=NOW)
    return family


def rows(family, kind, person=None):
    found = [check for check in selectors.checks_of(family.case) if check.kind == kind]
    return [check for check in found if person is None or check.person_id == person.pk]


def duty(family, key, subject=None):
    found = Duty.objects.filter(case=family.case, key=key)
    return found.filter(subject_id=subject.pk).latest("created_at") if subject else found.latest("created_at")


def standard(family):
    return rows(family, Kind.AUTHORITY) + rows(family, Kind.POLICE_1)


@pytest.fixture
def asked(ledger, practitioner):
    services.request_checks(case=ledger.case, checks=standard(ledger), requested_at=NOW, method="portal", by=practitioner, now=NOW)
    return ledger


def police_answer(family, practitioner, person, *, offences="", now=NOW + HOUR, **said):
    words = {key: "Nothing held" for key in services.POLICE_HEADINGS} | said
    (check,) = rows(family, Kind.POLICE_1, person)
    return services.record_result(
        check=check, result="information", received_at=now, findings=words, offences=offences, by=practitioner, now=now
    )


class TestWhatIsNeeded:
    @pytest.mark.requirement("P58-1", "F3.68-1")
    def test_given_a_c100_when_opened_then_the_checks_stand_and_are_owed_within_one_working_day(self, ledger, practitioner):
        assert len(standard(ledger)) == 4
        assert duty(ledger, "checks-requested").due_at == london_time("2026-03-09 17:00")
        services.request_checks(case=ledger.case, checks=standard(ledger)[:3], requested_at=NOW, method="portal", by=practitioner, now=NOW)
        assert duty(ledger, "checks-requested").ended_at is None
        (last,) = [check for check in standard(ledger) if check.state == State.NEEDED]
        services.request_checks(case=ledger.case, checks=[last], requested_at=NOW, method="email", by=practitioner, now=NOW)
        assert duty(ledger, "checks-requested").ending == "done"

    @pytest.mark.requirement("F2.15-1")
    def test_given_everybody_of_the_case_then_each_has_a_check_list(self, ledger):
        assert {check.person_id for check in rows(ledger, Kind.OWN_RECORDS)} == {person.pk for person in ledger.case.people.all()}

    def test_given_a_need_opened_twice_then_nothing_stands_twice(self, ledger, practitioner):
        before = Check.objects.count()
        services.open_checks(case=ledger.case, by=practitioner, now=NOW)
        assert Check.objects.count() == before

    @pytest.mark.requirement("F2.17-1")
    def test_given_a_new_name_after_the_first_check_then_a_repeat_is_proposed_and_dismissible_with_a_reason(self, asked, practitioner):
        cases.add_name(person=asked.father, kind="alias", family_name="Dawes", by=practitioner, now=NOW + DAY)
        (repeat,) = [check for check in rows(asked, Kind.POLICE_1, asked.father) if check.is_repeat]
        assert (repeat.state, repeat.name) == (State.PROPOSED, "Mark Dawes")
        assert duty(asked, "recheck-decided").due_at == london_time("2026-03-09 17:00")
        with pytest.raises(RuleRefused, match="F2.17-1"):
            services.drop_checks(case=asked.case, checks=[repeat], reason=" ", by=practitioner, now=NOW + DAY)
        services.drop_checks(case=asked.case, checks=[repeat], reason="A typing error of the court's.", by=practitioner, now=NOW + DAY)
        assert duty(asked, "recheck-decided").ending == "done"

    @pytest.mark.requirement("F2.17-1")
    def test_given_a_name_and_an_authority_that_were_used_then_nothing_is_proposed(self, asked, practitioner, authority_x):
        cases.add_name(person=asked.father, kind="alias", given_names="MARK", family_name="DAWSON", by=practitioner, now=NOW)
        cases.record_contact_detail(
            person=asked.father,
            kind="address",
            value="5 Mill Lane",
            local_authority=authority_x,
            by=practitioner,
            now=NOW,
            confidentiality="open",
        )
        assert not Check.objects.filter(case=asked.case, is_repeat=True).exists()

    @pytest.mark.requirement("F2.17-1")
    def test_given_a_new_address_elsewhere_then_that_authority_is_proposed_and_taken_up(self, asked, practitioner, authority_y):
        cases.record_contact_detail(
            person=asked.father,
            kind="address",
            value="1 High Street",
            local_authority=authority_y,
            by=practitioner,
            now=NOW,
            confidentiality="open",
        )
        (repeat,) = [check for check in rows(asked, Kind.AUTHORITY, asked.father) if check.is_repeat]
        services.accept_checks(case=asked.case, checks=[repeat], by=practitioner, now=NOW)
        repeat.refresh_from_db()
        assert repeat.state == State.NEEDED

    @pytest.mark.requirement("F3.72-1", "P59-1")
    def test_given_a_new_partner_when_nobody_has_judged_then_screening_is_incomplete(self, ledger, practitioner):
        partner = cases.add_person(case=ledger.case, role="other_adult", given_names="Lee", family_name="Moss", by=practitioner, now=NOW)
        (judgement,) = rows(ledger, Kind.JUDGEMENT, partner)
        assert judgement.is_open
        assert not selectors.are_complete(ledger.case)
        assert duty(ledger, "further-checks-judged").ended_at is None
        assert ("P59-1", "Decide, with reasons, whether further checks are needed about Lee Moss.") in selectors.gaps_for_advice(
            ledger.case
        )


class TestAsking:
    @pytest.mark.requirement("F3.62-3")
    def test_given_one_request_for_many_checks_then_its_basis_is_written_once(self, asked):
        (request,) = asked.case.check_requests.all()
        assert request.checks.count() == 4
        assert "policy 58" in request.basis

    @pytest.mark.requirement("F2.23-1")
    def test_given_no_answer_then_a_chase_is_owed_and_owed_again_until_every_answer_came(self, asked, practitioner):
        request = asked.case.check_requests.get()
        assert duty(asked, "checks-chased", request).due_at == london_time("2026-03-13 17:00")
        later = london_time("2026-03-13 12:00")
        services.chase_checks(case=asked.case, checks=standard(asked)[:1], chased_at=later, said="Left word.", by=practitioner, now=later)
        assert {one.ending for one in Duty.objects.filter(key="checks-chased")} == {"done", ""}
        assert duty(asked, "checks-chased", request).due_at == london_time("2026-03-20 17:00")
        services.record_nothing_held(case=asked.case, checks=standard(asked), received_at=later, review=True, by=practitioner, now=later)
        assert duty(asked, "checks-chased", request).ending == "not_needed"
        assert {check.state for check in standard(asked)} == {State.REVIEWED}

    @pytest.mark.requirement("F3.70-1", "F3.75-1", "FR7-1")
    def test_given_an_extended_check_then_a_reason_and_consent_come_first(self, ledger, practitioner):
        extra = {"case": ledger.case, "person": ledger.father, "by": practitioner, "now": NOW}
        with pytest.raises(RuleRefused, match="F3.70-1"):
            services.add_extended_checks(bodies=["health"], reason="", **extra)
        checks = services.add_extended_checks(bodies=["health", "probation"], reason="His GP is said to know of the drinking.", **extra)
        ask = {"case": ledger.case, "checks": checks, "requested_at": NOW, "method": "email", "by": practitioner, "now": NOW}
        with pytest.raises(RuleRefused, match="F3.75-1"):
            services.request_checks(basis="Lawful and needed.", **ask)
        answer = {"person": ledger.father, "checks": checks, "answered_at": NOW, "by": practitioner, "now": NOW}
        with pytest.raises(RuleRefused, match="F3.75-1"):
            services.record_consent(answer="given", **answer)
        services.record_consent(answer="given", signed_as="M. Dawson", **answer)
        with pytest.raises(RuleRefused, match="F3.70-1"):
            services.request_checks(basis="", **ask)
        services.request_checks(basis="Needed to judge the harm alleged; nothing less would do.", **ask)
        assert {check.state for check in rows(ledger, Kind.EXTENDED)} == {State.REQUESTED}

    @pytest.mark.requirement("F3.75-1", "FR7-1")
    def test_given_a_refusal_then_whether_the_court_is_asked_is_answered_and_the_court_can_direct_it(self, ledger, practitioner):
        (check,) = services.add_extended_checks(
            case=ledger.case, person=ledger.father, bodies=["health"], reason="The drinking.", by=practitioner, now=NOW
        )
        answer = {"person": ledger.father, "checks": [check], "answered_at": NOW, "by": practitioner, "now": NOW, "answer": "refused"}
        with pytest.raises(RuleRefused, match="F3.75-1"):
            services.record_consent(**answer)
        consent = services.record_consent(court_asked=True, court_reason="Nothing else would tell.", **answer)
        check.refresh_from_db()
        assert check.state == State.NEEDED
        services.record_direction(consent=consent, directed=True, words="The GP's letter is to be filed.", at=NOW, by=practitioner, now=NOW)
        check.refresh_from_db()
        assert check.state == State.EXCUSED

    @pytest.mark.requirement("F3.75-1")
    def test_given_consent_not_sought_then_the_reason_is_on_file(self, ledger, practitioner):
        (check,) = services.add_extended_checks(
            case=ledger.case, person=ledger.father, bodies=["domestic_abuse"], reason="The incidents.", by=practitioner, now=NOW
        )
        answer = {
            "person": ledger.father,
            "checks": [check],
            "answered_at": NOW,
            "by": practitioner,
            "now": NOW,
            "answer": Consent.Answer.NOT_SOUGHT,
        }
        with pytest.raises(RuleRefused, match="F3.75-1"):
            services.record_consent(**answer)
        services.record_consent(reason="Asking would tell him where she was helped.", **answer)
        check.refresh_from_db()
        assert check.state == State.EXCUSED

    @pytest.mark.requirement("P60-1", "P60-2")
    def test_given_no_trigger_or_unread_guidance_then_no_check_abroad(self, ledger, practitioner):
        ask = {"case": ledger.case, "person": ledger.father, "country": "Ireland", "reason": "Lived there.", "by": practitioner, "now": NOW}
        with pytest.raises(RuleRefused, match="P60-1"):
            services.add_international_check(trigger="", guidance_read=True, **ask)
        with pytest.raises(RuleRefused, match="P60-2"):
            services.add_international_check(trigger="belief", guidance_read=False, **ask)
        assert services.add_international_check(trigger="belief", guidance_read=True, **ask).state == State.NEEDED

    @pytest.mark.requirement("P60-3")
    def test_given_no_answer_from_abroad_for_20_working_days_then_its_silence_is_weighed(self, ledger, practitioner):
        check = services.add_international_check(
            case=ledger.case,
            person=ledger.father,
            country="Ireland",
            trigger="pnc",
            reason="A marker.",
            guidance_read=True,
            by=practitioner,
            now=NOW,
        )
        services.request_checks(
            case=ledger.case, checks=[check], requested_at=NOW, method="portal", basis="Policy 60.", by=practitioner, now=NOW
        )
        owed = duty(ledger, "international-reminder", check)
        assert owed.due_at == london_time("2026-04-07 17:00")  # Easter lies between
        later = NOW + 10 * DAY
        check = services.record_result(check=check, result="denied", received_at=later, by=practitioner, now=later)
        with pytest.raises(RuleRefused, match="P60-3"):
            services.review_check(check=check, conclusion="concern", analysis=" ", by=practitioner, now=later)
        services.review_check(
            check=check,
            conclusion="concern",
            analysis="Not knowing is not safe: what he says of Ireland stays open.",
            by=practitioner,
            now=later,
        )
        owed.refresh_from_db()
        assert owed.ending == "done"


class TestAnswers:
    @pytest.mark.requirement("F2.23-2", "F2.75-1", "P57-1")
    def test_given_a_result_then_its_review_is_owed_in_24_hours_and_says_what_it_means(self, asked, practitioner):
        check = police_answer(asked, practitioner, asked.father, domestic_abuse="Two call-outs in 2025.")
        assert duty(asked, "check-reviewed", check).due_at == NOW + 25 * HOUR
        assert "P57-1" in [rule for rule, _ in selectors.gaps_for_advice(asked.case)]
        with pytest.raises(RuleRefused, match="P57-1"):
            services.review_check(check=check, conclusion="concern", analysis="", by=practitioner, now=NOW + 2 * HOUR)
        services.review_check(check=check, conclusion="concern", analysis="Alice saw both.", by=practitioner, now=NOW + 2 * HOUR)
        assert duty(asked, "check-reviewed", check).ending == "done"
        assert "P57-1" not in [rule for rule, _ in selectors.gaps_for_advice(asked.case)]

    @pytest.mark.requirement("F2.23-2")
    def test_given_business_support_entered_it_then_only_who_works_on_the_case_reviews(self, asked, business_support):
        (check,) = rows(asked, Kind.POLICE_1, asked.mother)
        (check,) = services.record_nothing_held(case=asked.case, checks=[check], received_at=NOW, review=True, by=business_support, now=NOW)
        assert check.state == State.RECEIVED
        with pytest.raises(Denied):
            services.review_check(check=check, conclusion="no_concern", analysis="", by=business_support, now=NOW)

    @pytest.mark.requirement("F2.19-2")
    def test_given_a_police_answer_then_each_of_the_four_kinds_is_answered(self, asked, practitioner):
        with pytest.raises(RuleRefused, match="F2.19-2") as refused:
            police_answer(asked, practitioner, asked.father, mappa_marac="")
        assert refused.value.missing == ("MAPPA or MARAC",)

    @pytest.mark.requirement("P57-2")
    def test_given_living_together_again_is_considered_then_the_police_answer_is_weighed_for_it(self, asked, practitioner):
        check = police_answer(asked, practitioner, asked.father, criminal_records="Assault, 2019.")
        with pytest.raises(RuleRefused, match="P57-2"):
            services.review_check(
                check=check, conclusion="concern", analysis="A pattern.", reunification_considered=True, by=practitioner, now=NOW + HOUR
            )
        services.review_check(check=check, conclusion="concern", analysis="A pattern.", by=practitioner, now=NOW + HOUR)

        def unweighed():
            return [rule for rule, _ in selectors.gaps_for_advice(asked.case, [asked.father.pk]) if rule == "P57-2"]

        assert unweighed() == ["P57-2"]
        services.review_check(
            check=check,
            conclusion="concern",
            analysis="A pattern.",
            reunification="Not safe yet.",
            reunification_considered=True,
            by=practitioner,
            now=NOW + HOUR,
        )
        assert unweighed() == []

    def test_given_police_information_then_it_has_a_day_on_which_it_is_kept_for_a_reason_or_destroyed(self, asked, practitioner):
        check = police_answer(asked, practitioner, asked.father, criminal_records="Assault, 2019.")
        assert check.keep_until == date(2027, 3, 6)
        assert duty(asked, "police-information-kept", check).due_at == london_time("2027-03-06 23:59") + timedelta(seconds=59)
        check = services.review_check(check=check, conclusion="concern", analysis="A pattern.", by=practitioner, now=NOW + HOUR)
        check = services.keep_police_information(
            check=check, keep_until=date(2027, 9, 1), reason="The hearing is in May.", by=practitioner, now=NOW + 365 * DAY
        )
        check = services.destroy_police_information(
            check=check, reason="The case is closed; shredded.", by=practitioner, now=NOW + 500 * DAY
        )
        assert "Assault" not in str(check.findings)
        assert check.analysis == "A pattern."
        assert not Duty.objects.filter(key="police-information-kept", ended_at=None).exists()

    @pytest.mark.requirement("F2.18-2")
    def test_given_the_harm_box_yes_and_no_c1a_when_the_forms_are_read_then_the_rooms_above_are_told(self, ledger, practitioner):
        heard = []
        _reactions[CourtFormsRead].append(heard.append)
        try:
            with pytest.raises(RuleRefused, match="F2.18-2"):
                services.read_court_forms(
                    case=ledger.case, forms_seen=["c100"], harm_box=True, c1a="", words="", read_at=NOW, by=practitioner, now=NOW
                )
            services.read_court_forms(
                case=ledger.case,
                forms_seen=["c100", "c7"],
                harm_box=True,
                c1a="not_completed",
                words="Shouting.",
                read_at=NOW,
                by=practitioner,
                now=NOW,
            )
        finally:
            _reactions[CourtFormsRead].remove(heard.append)
        assert [(event.harm_box, event.c1a) for event in heard] == [(True, "not_completed")]

    @pytest.mark.requirement("F2.18-3")
    def test_given_no_proceedings_listed_then_none_known_must_be_said(self, ledger, practitioner):
        with pytest.raises(RuleRefused, match="F2.18-3"):
            services.record_proceedings(case=ledger.case, none_known=False, words="", read_at=NOW, by=practitioner, now=NOW)
        row = services.record_proceedings(case=ledger.case, none_known=True, words="", read_at=NOW, by=practitioner, now=NOW)
        assert row.state == State.REVIEWED

    @pytest.mark.requirement("F2.18-1")
    def test_given_our_own_records_when_searched_then_who_for_what_and_how_many_is_kept_and_each_candidate_decided(
        self, ledger, practitioner, manager
    ):
        old = cases.create_case(
            law="private", application_types=["Child arrangements order"], received_at=NOW - 400 * DAY, team=None, by=None, now=NOW
        )
        twin = cases.add_person(
            case=old,
            role="respondent",
            given_names="Mark",
            family_name="Dawsen",
            date_of_birth=ledger.father.date_of_birth,
            by=None,
            now=NOW,
        )
        services.search_own_records(case=ledger.case, by=practitioner, now=NOW)
        (check,) = rows(ledger, Kind.OWN_RECORDS, ledger.father)
        assert check.state == State.RECEIVED
        assert check.findings["Candidates in other cases"] == "1"
        assert "Mark Dawson" in check.findings["Searched for"]
        assert check.steps.last().done_by == practitioner
        with pytest.raises(RuleRefused, match="F2.18-1"):
            services.review_check(check=check, conclusion="no_concern", analysis="Seen.", by=practitioner, now=NOW)
        proposal = ledger.father.link_proposals.get(other=twin)
        cases.decide_link(proposal=proposal, same=True, by=practitioner, now=NOW)
        services.review_check(check=check, conclusion="concern", analysis="The case of 2025.", by=practitioner, now=NOW)
        assert {one.state for one in rows(ledger, Kind.OWN_RECORDS)} == {State.REVIEWED}

    @pytest.mark.requirement("F2.18-1")
    def test_given_a_restricted_case_then_its_own_candidates_are_decided_there_like_all_others(self, ledger, practitioner, manager):
        old = cases.create_case(
            law="private", application_types=["Child arrangements order"], received_at=NOW - 400 * DAY, team=None, by=None, now=NOW
        )
        twin = cases.add_person(
            case=old,
            role="respondent",
            given_names="Mark",
            family_name="Dawsen",
            date_of_birth=ledger.father.date_of_birth,
            by=None,
            now=NOW,
        )
        cases.restrict_case(case=ledger.case, reason="A colleague's family", named=[practitioner, manager], by=manager, now=NOW)
        services.search_own_records(case=ledger.case, by=practitioner, now=NOW)
        (check,) = rows(ledger, Kind.OWN_RECORDS, ledger.father)
        assert (check.state, services.undecided_candidates(check)) == (State.RECEIVED, 1)
        assert selectors.undecided_by_person([check]) == {ledger.father.pk: 1}
        assert duty(ledger, "check-reviewed", check).is_open
        cases.decide_link(proposal=ledger.father.link_proposals.get(other=twin), same=False, reason="Taller.", by=practitioner, now=NOW)
        check.refresh_from_db()
        assert check.state == State.REVIEWED
        assert not duty(ledger, "check-reviewed", check).is_open

    def test_given_a_candidate_of_a_restricted_case_then_the_ledger_says_nothing_of_it_even_to_who_is_named_there(
        self, ledger, practitioner, manager
    ):
        old = cases.create_case(
            law="private",
            application_types=["Child arrangements order"],
            received_at=NOW - 400 * DAY,
            team=practitioner.team,
            by=None,
            now=NOW,
        )
        cases.add_person(
            case=old,
            role="respondent",
            given_names="Mark",
            family_name="Dawson",
            date_of_birth=ledger.father.date_of_birth,
            by=None,
            now=NOW,
        )
        cases.restrict_case(case=old, reason="A colleague's family", named=[practitioner, manager], by=manager, now=NOW)
        services.search_own_records(case=ledger.case, by=practitioner, now=NOW)
        (check,) = rows(ledger, Kind.OWN_RECORDS, ledger.father)
        assert (check.state, check.findings["Candidates in other cases"]) == (State.REVIEWED, "None")
        # whoever is named in the restricted case is asked there
        assert Duty.objects.get(key="restricted-match", case=old).is_open
