"""What a practitioner judges on the ledger: level 2, further people, work before the checks, conclusions, offences."""

from datetime import date, timedelta

import pytest

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import Marker
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.models import Duty
from screening.checks import selectors, services
from screening.checks.models import Check, Kind, OffenceFound
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


class TestJudgement:
    @pytest.mark.requirement("P58-2", "P58-3")
    def test_given_a_party_of_a_c100_then_level_2_is_decided_with_a_reason_for_yes_and_no_alike(self, ledger, practitioner):
        for check in rows(ledger, Kind.POLICE_2_DECISION):
            for needed in (True, False):
                with pytest.raises(RuleRefused, match="P58-3"):
                    services.decide_level_2(check=check, needed=needed, rationale=" ", by=practitioner, now=NOW)
        assert [rule for rule, _ in selectors.gaps_for_advice(ledger.case)].count("P58-2") == 2
        first, second = rows(ledger, Kind.POLICE_2_DECISION)
        services.decide_level_2(check=first, needed=False, rationale="Nothing is alleged of her.", by=practitioner, now=NOW)
        assert duty(ledger, "police-2-decided").ended_at is None
        services.decide_level_2(check=second, needed=True, rationale="Harm is alleged.", by=practitioner, now=NOW)
        assert duty(ledger, "police-2-decided").ending == "done"
        assert [check.person_id for check in rows(ledger, Kind.POLICE_2)] == [second.person_id]

    @pytest.mark.requirement("P59-1", "P59-2", "F2.19-3")
    def test_given_a_third_party_when_judged_then_criteria_and_reason_are_kept_and_consent_comes_first(self, ledger, practitioner):
        (check,) = rows(ledger, Kind.JUDGEMENT, ledger.grandmother)
        judge = {"check": check, "by": practitioner, "now": NOW}
        with pytest.raises(RuleRefused, match="P59-2"):
            services.judge_checks(needed=False, kinds=[], criteria=[], rationale="", **judge)
        with pytest.raises(RuleRefused, match="F2.19-3"):
            services.judge_checks(needed=True, kinds=["police_1"], criteria=[], rationale="She has the boy.", **judge)
        with pytest.raises(RuleRefused, match="P59-1"):
            services.judge_checks(needed=True, kinds=[], criteria=["household"], rationale="She has the boy.", **judge)
        services.judge_checks(needed=True, kinds=["police_1"], criteria=["household"], rationale="She has the boy.", **judge)
        (police,) = rows(ledger, Kind.POLICE_1, ledger.grandmother)
        assert police.needs_consent
        with pytest.raises(RuleRefused, match="F3.75-1"):
            services.request_checks(case=ledger.case, checks=[police], requested_at=NOW, method="portal", by=practitioner, now=NOW)


class TestWorkBeforeTheChecks:
    @pytest.mark.requirement("F2.22-1")
    def test_given_checks_outstanding_when_the_family_is_seen_then_the_exception_and_a_letter_to_the_court_are_owed(
        self, asked, practitioner
    ):
        cases.write_entry(case=asked.case, kind="visit", text="Seen at home.", happened_at=NOW, by=practitioner, now=NOW)
        assert duty(asked, "work-before-checks-recorded").ended_at is None
        with pytest.raises(RuleRefused, match="F2.22-1"):
            services.record_work_before_checks(case=asked.case, work="Visit", reason="", decided_at=NOW, by=practitioner, now=NOW)
        row = services.record_work_before_checks(
            case=asked.case, work="Visit to the father", reason="The hearing is on Thursday.", decided_at=NOW, by=practitioner, now=NOW
        )
        assert duty(asked, "work-before-checks-recorded").ending == "done"
        told = duty(asked, "court-told-of-work-before-checks", row)
        assert told.due_at == london_time("2026-03-09 17:00")
        letter = issue(kind="work-before-checks", subject=row, recipient=Recipient("court", "The court"), by=practitioner, now=NOW)
        assert letter.court_type == "Correspondence"
        assert letter.content.startswith(b"%PDF")
        services.tell_court(record=row, told_at=NOW + HOUR, how="By the court's portal", by=practitioner, now=NOW + HOUR)
        told.refresh_from_db()
        assert told.ending == "done"

    @pytest.mark.requirement("F2.22-1")
    def test_given_no_ledger_or_a_finished_one_then_work_asks_for_nothing(self, family, practitioner):
        cases.write_entry(case=family.case, kind="visit", text="Seen at home.", happened_at=NOW, by=practitioner, now=NOW)
        assert not Duty.objects.filter(key="work-before-checks-recorded").exists()


class TestConclusion:
    def finish(self, family, practitioner, plan=""):
        services.search_own_records(case=family.case, by=practitioner, now=NOW)
        services.read_court_forms(
            case=family.case, forms_seen=["c100"], harm_box=False, c1a="", words="", read_at=NOW, by=practitioner, now=NOW
        )
        services.record_proceedings(case=family.case, none_known=True, words="", read_at=NOW, by=practitioner, now=NOW)
        for check in rows(family, Kind.POLICE_2_DECISION):
            services.decide_level_2(check=check, needed=False, rationale="Nothing is alleged.", by=practitioner, now=NOW)
        for check in rows(family, Kind.JUDGEMENT):
            services.judge_checks(check=check, needed=False, kinds=[], criteria=[], rationale="Rarely seen.", by=practitioner, now=NOW)
        for check in standard(family):
            if check.kind == Kind.AUTHORITY and plan:
                check = services.record_result(
                    check=check, result="information", findings={"said": "Known."}, plan=plan, received_at=NOW, by=practitioner, now=NOW
                )
                services.review_check(check=check, conclusion="no_concern", analysis="Old.", by=practitioner, now=NOW)
            else:
                services.record_nothing_held(case=family.case, checks=[check], received_at=NOW, review=True, by=practitioner, now=NOW)

    def conclude(self, family, practitioner, conclusion="no_concern", **more):
        return services.conclude_checks(case=family.case, conclusion=conclusion, words="What they show.", by=practitioner, now=NOW, **more)

    @pytest.mark.requirement("F2.16-1", "F2.18-1", "F2.18-2", "F2.18-3", "F2.18-5")
    def test_given_an_unfinished_check_when_concluded_then_it_is_refused_unless_the_exception_is_recorded(self, asked, practitioner):
        with pytest.raises(RuleRefused) as refused:
            self.conclude(asked, practitioner)
        assert "Our own records, Mark Dawson" in refused.value.missing
        assert "Court forms and harm box" in refused.value.missing
        services.record_work_before_checks(
            case=asked.case, work="All of it", reason="Hearing tomorrow.", decided_at=NOW, by=practitioner, now=NOW
        )
        assert self.conclude(asked, practitioner).conclusion == "no_concern"

    @pytest.mark.requirement("F2.16-1")
    def test_given_every_check_is_in_then_the_checks_are_concluded(self, asked, practitioner):
        self.finish(asked, practitioner)
        assert selectors.are_complete(asked.case)
        assert self.conclude(asked, practitioner).pk
        assert not Duty.objects.filter(case=asked.case, key="screening-sources-read", ended_at=None).exists()

    @pytest.mark.requirement("F2.18-4")
    def test_given_an_authority_that_did_not_answer_about_a_plan_then_the_checks_cannot_be_concluded(self, asked, practitioner):
        self.finish(asked, practitioner, plan="not_answered")
        with pytest.raises(RuleRefused, match="F2.18-4"):
            self.conclude(asked, practitioner)

    @pytest.mark.requirement("F2.24-1")
    def test_given_concern_short_of_a_referral_then_the_court_is_advised_of_a_fuller_assessment(self, asked, practitioner):
        self.finish(asked, practitioner)
        row = self.conclude(asked, practitioner, "concern")
        owed = duty(asked, "fuller-assessment-advised", row)
        assert owed.ended_at is None
        letter = issue(kind="fuller-assessment", subject=row, recipient=Recipient("court", "The court"), by=practitioner, now=NOW)
        assert letter.content.startswith(b"%PDF")
        assert IssuedDocument.objects.filter(subject_id=row.pk).count() == 1
        services.tell_court(record=row, told_at=NOW, how="By post", by=practitioner, now=NOW)
        owed.refresh_from_db()
        assert owed.ending == "done"


class TestPublicLaw:
    @pytest.fixture
    def care(self, team, practitioner, manager):
        case = cases.create_case(law="public", application_types=["Care order"], received_at=NOW, team=team, by=manager, now=NOW)
        cases.allocate(case=case, practitioner=practitioner, starts_at=NOW, by=manager, now=NOW)
        cases.add_person(case=case, role="subject_child", given_names="Ada", family_name="Brown", by=manager, now=NOW)
        services.open_checks(case=case, by=practitioner, now=NOW)
        return case

    @pytest.mark.requirement("F2.21-1", "F3.67-1")
    def test_given_public_law_then_nothing_is_assumed_and_the_guardian_verifies_what_another_entered(
        self, care, practitioner, business_support
    ):
        items = [check for check in selectors.checks_of(care) if check.kind == Kind.CONFIRMATION]
        services.request_checks(case=care, checks=items, requested_at=NOW, method="email", by=business_support, now=NOW)
        first = services.record_result(
            check=items[0],
            result="information",
            findings={"Confirmed": "Filed with the application."},
            received_at=NOW,
            by=business_support,
            now=NOW,
        )
        assert first.is_open
        assert Duty.objects.get(key="public-checks-confirmed").ended_at is None
        with pytest.raises(RuleRefused, match="F2.18-1"):
            services.conclude_checks(case=care, conclusion="no_concern", words="All there.", by=practitioner, now=NOW)
        services.review_check(check=first, conclusion="no_concern", analysis="Read in the bundle.", by=practitioner, now=NOW)
        for check in items[1:]:
            services.record_nothing_held(case=care, checks=[check], received_at=NOW, review=True, by=practitioner, now=NOW)
        assert Duty.objects.get(key="public-checks-confirmed").ending == "done"

    @pytest.mark.requirement("P56-1")
    def test_given_nobody_was_asked_then_advice_is_refused_until_the_enquiries_are_listed(self, care, practitioner):
        assert ("P56-1", "List whom you asked for relevant information about the child.") in selectors.gaps_for_advice(care)
        check = services.add_enquiry(case=care, source="The health visitor", asked_at=NOW, about="How Ada is.", by=practitioner, now=NOW)
        assert Duty.objects.get(key="enquiries-made").ending == "done"
        services.record_result(
            check=check, result="information", findings={"Answer": "Well fed, quiet."}, received_at=NOW, by=practitioner, now=NOW
        )
        assert {rule for rule, _ in selectors.gaps_for_advice(care)} == {"F2.21-1"}

    @pytest.mark.requirement("F2.24-2")
    def test_given_a_concern_then_the_authoritys_assessment_is_found_out_and_followed_up(self, care, practitioner):
        services.record_work_before_checks(case=care, work="First visit", reason="The hearing.", decided_at=NOW, by=practitioner, now=NOW)
        conclude = {"case": care, "conclusion": "concern", "words": "Cold home.", "by": practitioner, "now": NOW}
        with pytest.raises(RuleRefused, match="F2.24-2"):
            services.conclude_checks(**conclude)
        with pytest.raises(RuleRefused, match="F2.24-2"):
            services.conclude_checks(authority_assessed=False, follow_up="", **conclude)
        row = services.conclude_checks(
            authority_assessed=False, follow_up="Asked the social worker.", follow_up_by=date(2026, 3, 13), **conclude
        )
        owed = Duty.objects.get(key="authority-assessment-followed-up")
        assert owed.due_at.date() == date(2026, 3, 13)
        assert owed.owner == practitioner
        services.follow_up_assessment(conclusion=row, words="It is under way.", at=NOW + DAY, by=practitioner, now=NOW + DAY)
        owed.refresh_from_db()
        assert owed.ending == "done"


class TestOffences:
    LINE = "Indecent assault on a female under 16, s.14 Sexual Offences Act 1956, 12/05/1998, caution"

    @pytest.fixture
    def offence(self, asked, practitioner):
        police_answer(
            asked, practitioner, asked.father, criminal_records="One caution.", offences=self.LINE + "\nTheft from shop 2004 fined"
        )
        return OffenceFound.objects.get(law__contains="1956")

    @pytest.mark.requirement("FA2-2")
    def test_given_a_match_then_the_marker_is_proposed_and_never_set_by_itself(self, asked, offence, practitioner):
        assert not Marker.objects.exists()
        assert duty(asked, "risk-to-children-decided", offence).due_at == NOW + 25 * HOUR
        decide = {"offence": offence, "is_risk": True, "by": practitioner, "now": NOW + 2 * HOUR}
        with pytest.raises(RuleRefused, match="FA2-2"):
            services.decide_risk(sources="", reason="It is.", **decide)
        with pytest.raises(RuleRefused, match="FA2-2"):
            services.decide_risk(sources="Probation, 5 March", reason=" ", **decide)
        services.decide_risk(sources="Probation, 5 March: he denies it still.", reason="Access to girls of that age.", **decide)
        marker = Marker.objects.get()
        assert marker.kind == "risk_to_children"
        assert "Police check" in marker.source
        assert "caution" in marker.status
        assert "Appendix II" in marker.detail
        assert duty(asked, "risk-to-children-decided", offence).ending == "done"

    @pytest.mark.requirement("FA2-2")
    def test_given_a_no_then_it_is_kept_with_its_reason_and_no_marker(self, offence, practitioner):
        row = services.decide_risk(
            offence=offence, is_risk=False, sources="Police and probation", reason="A namesake.", by=practitioner, now=NOW + 2 * HOUR
        )
        assert row.state == "no_risk"
        assert not Marker.objects.exists()

    @pytest.mark.requirement("FA2-3")
    def test_given_a_listed_offence_then_a_concern_is_logged_or_a_manager_decides_with_reasons(self, asked, offence, practitioner, manager):
        owed = duty(asked, "listed-offence-followed", offence)
        assert owed.is_urgent
        assert owed.due_at == NOW + 25 * HOUR
        with pytest.raises(Denied):
            services.decide_no_concern(offence=offence, reason="Long ago.", by=practitioner, now=NOW + 2 * HOUR)
        with pytest.raises(RuleRefused, match="FA2-3"):
            services.decide_no_concern(offence=offence, reason="", by=manager, now=NOW + 2 * HOUR)
        services.decide_no_concern(offence=offence, reason="It was his namesake; the force has said so.", by=manager, now=NOW + 2 * HOUR)
        owed.refresh_from_db()
        assert owed.ending == "done"

    @pytest.mark.requirement("FA2-3")
    def test_given_a_concern_that_names_him_then_the_offence_is_followed(self, asked, offence, log):
        log([neglect(asked.alice)], harm_from=[asked.father])
        assert duty(asked, "listed-offence-followed", offence).ending == "done"

    def test_given_what_is_not_listed_then_it_is_kept_and_asks_for_nothing(self, asked, offence):
        theft = OffenceFound.objects.get(offence__startswith="Theft")
        assert not theft.is_listed
        assert not Duty.objects.filter(subject_id=theft.pk).exists()
