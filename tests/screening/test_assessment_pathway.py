"""The section 120 pathway: the whole table, what supervision opens, the letter, the court, and the end (framework appendix III)."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafcass_cases.cases.selectors import home_authority
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty
from referrals.models import Referral
from safeguarding import services as safeguarding
from safeguarding.services import ChildFacts, HarmFacts
from screening.assessment import services
from screening.assessment.models import Section120
from screening.assessment.pathway import LEVELS, Inputs, follow, open_question
from screening.assessment.selectors import conclusions_of, pathway_of
from screening.checks.models import Check
from sharing.models import Incident, InformedAgency
from tests.cast import NOW
from tests.safeguarding.conftest import full_record, log  # noqa: F401

HOUR = timedelta(hours=1)
BOXES, C1AS = ("yes", "no"), ("completed", "not_completed", "not_required")
READINGS = ("nothing", "past_witnessing", "current_witnessing", "other_harm")


def keys(verdict):
    return [action.key for action in verdict.actions]


class TestTheTable:
    """Every combination, with what appendix III and our reading of it give."""

    EXPECTED = {
        "nothing": {
            ("no", "not_required"): ("none", ["S120-1"]), ("no", "not_completed"): ("none", ["S120-1"]), ("no", "completed"): ("", []),
            ("yes", "not_completed"): ("missing_c1a", ["S120-2"]), ("yes", "not_required"): ("missing_c1a", ["S120-2"]), ("yes", "completed"): ("", []),
        },
    }  # fmt: skip

    @pytest.mark.requirement("FA3-1")
    def test_given_each_of_the_24_combinations_then_the_rows_collect_and_the_highest_outcome_counts(self):
        rows = {"past_witnessing": "S120-3", "current_witnessing": "S120-4", "other_harm": "S120-5"}
        outcomes = {
            "past_witnessing": "s120_notification",
            "current_witnessing": "child_protection_referral",
            "other_harm": "child_protection_referral",
        }
        for box, c1a, reading in product(BOXES, C1AS, READINGS):
            verdict = follow(Inputs(box, c1a, reading), checks_complete=True)
            if reading == "nothing":
                expected = self.EXPECTED["nothing"][box, c1a]
            else:
                missing = ["S120-2"] if box == "yes" and c1a != "completed" else []
                expected = (outcomes[reading], [*missing, rows[reading]])
            assert (verdict.outcome, list(verdict.rows)) == expected, (box, c1a, reading)

    @pytest.mark.requirement("FA3-1")
    @given(st.sampled_from(BOXES), st.sampled_from(C1AS), st.sampled_from(READINGS), st.booleans())
    def test_given_any_papers_then_the_authority_gets_one_message_at_the_highest_level_and_hears_of_the_end(self, box, c1a, reading, said):
        verdict = follow(Inputs(box, c1a, reading), checks_complete=True, manager_says_nothing=said, noted=said)
        to_authority = [action for action in verdict.actions if action.to == "authority" and action.level]
        if verdict.outcome in ("", "none"):
            assert verdict.actions == ()
        else:
            assert [action.level for action in to_authority] == [verdict.outcome]
            assert keys(verdict)[-1] == "authority_end"
        assert verdict.outcome == "" or verdict.outcome in LEVELS
        assert bool(verdict.stop) == (verdict.outcome == "")

    @pytest.mark.requirement("FA3-1")
    def test_given_box_yes_and_no_c1a_then_the_court_the_authority_and_the_end_notice_are_asked_for(self):
        verdict = follow(Inputs("yes", "not_completed", "nothing"), checks_complete=True)
        assert keys(verdict) == ["court_c1a_missing", "authority_everything", "authority_end"]

    @pytest.mark.requirement("FA3-1")
    def test_given_a_missing_c1a_and_harm_described_then_both_rows_run_and_the_referral_is_the_one_message(self):
        verdict = follow(Inputs("yes", "not_completed", "other_harm"), checks_complete=True)
        assert verdict.rows == ("S120-2", "S120-5")
        assert keys(verdict) == ["court_c1a_missing", "authority_referral", "court_16a", "authority_end"]

    @pytest.mark.requirement("FA3-1")
    def test_given_checks_that_are_not_complete_then_there_is_no_outcome_unless_the_court_needs_the_work_first(self):
        papers = Inputs("no", "not_required", "nothing")
        assert follow(papers, checks_complete=False).needs == "checks"
        assert follow(papers, checks_complete=False, excepted=True).outcome == "none"

    @pytest.mark.requirement("FA3-1")
    def test_given_a_complete_c1a_in_which_nothing_is_found_then_the_manager_or_a_note_is_needed(self):
        assert follow(Inputs("yes", "completed", "nothing"), checks_complete=True).needs == "manager"
        assert follow(Inputs("yes", "completed", "nothing"), checks_complete=True, manager_says_nothing=True).outcome == "none"
        assert follow(Inputs("no", "completed", "nothing"), checks_complete=True).needs == "note"
        assert follow(Inputs("no", "completed", "nothing"), checks_complete=True, noted=True).outcome == "none"


@service
def make_check(*, case, state, by, now):
    check = Check(case=case, kind="court_forms", state=state, needed_at=now)
    check.save()
    return check


@pytest.fixture
def ready(family):
    """The checks of the family's case are complete."""
    make_check(case=family.case, state="reviewed", by=None, now=NOW)
    services.open_application(case=family.case, at=NOW - HOUR, by=None, now=NOW)
    return family


def read(family, by, **changes):
    facts = {
        "harm_box": "yes", "c1a": "completed", "information": "past_witnessing", "words": "Alice saw her father hit her mother in 2022.",
        "source": "C1A, section 3", "why_past": "They have lived apart since 2022 and nothing is said of the time since.",
    }  # fmt: skip
    return services.read_papers(case=family.case, read_at=NOW, by=by, now=NOW, **{**facts, **changes})


def witnessed(child, kind="domestic_abuse", **details):
    return ChildFacts(child=child, origin="family", harms=[HarmFacts(kind=kind, standing="alleged", information_on=NOW.date())], **details)


def duty(subject, key):
    return Duty.objects.filter(key=key, subject_id=subject.pk).latest("created_at")


def states(subject):
    return {one.key: one.ending or "open" for one in Duty.objects.filter(subject_id=subject.pk)}


def supervise(concern, manager, *, decision="not_refer", at=NOW + 2 * HOUR, **changes):
    return safeguarding.hold_supervision(concern=concern, held_at=at, record=full_record(decision=decision, **changes), by=manager, now=at)


@pytest.fixture
def notified(ready, log, practitioner, manager):
    """Past witnessing was read, its concern logged, and supervision held: the letter is open."""
    pathway = read(ready, practitioner)
    concern = log([witnessed(ready.alice), witnessed(ready.ben)])
    services.take_concern(record=pathway, concern=concern, by=practitioner, now=NOW)
    supervise(concern, manager)
    pathway.refresh_from_db()
    return pathway


class TestReadingThePapers:
    @pytest.mark.requirement("FA3-1")
    def test_given_an_application_then_the_pathway_is_owed_and_done_when_it_has_an_outcome(self, ready, practitioner):
        assert duty(ready.case, "s120-read").is_open
        read(ready, practitioner, harm_box="no", c1a="not_required", information="nothing")
        assert duty(ready.case, "s120-read").ending == "done"
        assert pathway_of(ready.case).outcome == "none"
        assert [one.words for one in conclusions_of(ready.case)] == ["Nothing further"]

    @pytest.mark.requirement("FA3-1")
    def test_given_open_checks_when_an_outcome_is_recorded_then_it_is_refused(self, ready, practitioner):
        make_check(case=ready.case, state="requested", by=None, now=NOW)
        with pytest.raises(RuleRefused) as refused:
            read(ready, practitioner)
        assert refused.value.rule == "FA3-1"
        assert pathway_of(ready.case) is None

    @pytest.mark.requirement("FA3-1")
    def test_given_nothing_found_in_a_complete_c1a_then_the_manager_is_asked_and_says_why(self, ready, practitioner, manager):
        pathway = read(ready, practitioner, information="nothing")
        assert pathway.outcome == ""
        assert duty(pathway, "s120-nothing-found").owner == manager
        with pytest.raises(Denied):
            services.confirm_nothing(pathway=pathway, reason="Blank pages.", by=practitioner, now=NOW)
        services.confirm_nothing(pathway=pathway, reason="The pages are blank; the box was ticked in error.", by=manager, now=NOW + HOUR)
        assert pathway_of(ready.case).outcome == "none"
        assert duty(ready.case, "s120-read").ending == "done"

    @pytest.mark.requirement("FA3-1")
    def test_given_an_outcome_then_the_concern_is_owed_and_reading_again_replaces_it(self, ready, practitioner):
        first = read(ready, practitioner)
        assert duty(first, "s120-concern").is_open
        second = read(ready, practitioner, information="other_harm")
        first.refresh_from_db()
        assert first.superseded_by == second
        assert duty(first, "s120-concern").ending == "not_needed"
        assert second.outcome == "child_protection_referral"

    @pytest.mark.requirement("F2.79-1")
    def test_given_no_words_why_it_is_past_then_past_witnessing_is_refused(self, ready, practitioner):
        with pytest.raises(RuleRefused) as refused:
            read(ready, practitioner, why_past="")
        assert refused.value.rule == "F2.79-1"

    @pytest.mark.requirement("F2.79-1")
    def test_given_past_physical_abuse_when_a_notification_is_chosen_then_it_is_refused(self, ready, log, practitioner):
        pathway = read(ready, practitioner)
        concern = log([witnessed(ready.alice, "physical")])
        with pytest.raises(RuleRefused) as refused:
            services.take_concern(record=pathway, concern=concern, by=practitioner, now=NOW)
        assert refused.value.rule == "F2.79-1"

    def test_given_public_law_then_the_pathway_is_refused(self, ready, practitioner):
        ready.case.law = "public"
        with pytest.raises(RuleRefused):
            read(ready, practitioner)


class TestWhatSupervisionOpens:
    @pytest.mark.requirement("F2.79-1")
    def test_given_no_supervision_when_the_letter_is_written_then_it_is_refused(self, ready, log, practitioner, authority_x):
        pathway = read(ready, practitioner)
        concern = log([witnessed(ready.alice)])
        services.take_concern(record=pathway, concern=concern, by=practitioner, now=NOW)
        assert "s120-authority-told" not in states(pathway)
        with pytest.raises(RuleRefused) as refused:
            services.write_letter(pathway=pathway, authority=authority_x, facts="x", source="C1A", why_past="x", by=practitioner, now=NOW)
        assert "Supervision comes first" in refused.value.message

    @pytest.mark.requirement("F2.79-1")
    def test_given_supervision_then_the_letter_and_the_decision_on_a_16a_are_owed(self, notified, manager):
        assert states(notified)["s120-authority-told"] == "open"
        assert duty(notified, "s120-16a-decided").owner == manager

    @pytest.mark.requirement("FA3-1")
    def test_given_a_missing_c1a_then_supervision_opens_what_the_court_is_told(self, ready, log, practitioner, manager):
        pathway = read(ready, practitioner, c1a="not_completed", information="nothing")
        concern = log([witnessed(ready.alice)])
        services.take_concern(record=pathway, concern=concern, by=practitioner, now=NOW)
        supervise(concern, manager)
        assert states(pathway) == {"s120-concern": "done", "s120-court-told": "open", "s120-authority-told": "open"}
        services.tell_court_of_pathway(
            pathway=pathway,
            text="The C1A has not been completed.",
            how="email",
            told_at=NOW + 3 * HOUR,
            by=practitioner,
            now=NOW + 4 * HOUR,
        )
        assert states(pathway)["s120-court-told"] == "done"

    @pytest.mark.requirement("FA3-1")
    def test_given_supervision_decides_to_refer_then_the_referral_takes_the_letters_place(
        self, ready, log, practitioner, manager, authority_x
    ):
        pathway = read(ready, practitioner)
        concern = log([witnessed(ready.alice), witnessed(ready.ben)])
        services.take_concern(record=pathway, concern=concern, by=practitioner, now=NOW)
        children = [safeguarding.ChildDecision(child=child, referred=True) for child in (ready.alice, ready.ben)]
        supervise(concern, manager, decision="refer", children=children)
        assert Referral.objects.filter(concern=concern).count() == 1
        assert states(pathway) == {"s120-concern": "done"}
        with pytest.raises(RuleRefused) as refused:
            services.write_letter(
                pathway=pathway, authority=authority_x, facts="x", source="x", why_past="x", by=practitioner, now=NOW + 3 * HOUR
            )
        assert "one message" in refused.value.message

    @pytest.mark.requirement("F2.79-1")
    def test_given_the_managers_decision_on_a_16a_then_yes_opens_it_and_no_needs_a_reason(self, notified, manager, practitioner):
        with pytest.raises(Denied):
            services.decide_16a(pathway=notified, needed=True, reason="", decided_at=NOW + 3 * HOUR, by=practitioner, now=NOW + 3 * HOUR)
        with pytest.raises(RuleRefused):
            services.decide_16a(pathway=notified, needed=False, reason="", decided_at=NOW + 3 * HOUR, by=manager, now=NOW + 3 * HOUR)
        services.decide_16a(pathway=notified, needed=True, reason="", decided_at=NOW + 3 * HOUR, by=manager, now=NOW + 3 * HOUR)
        assert Duty.objects.filter(concern_id=notified.concern_id, key="s16a").count() == 2
        assert states(notified)["s120-16a-decided"] == "done"

    @pytest.mark.requirement("P27-1")
    def test_given_cause_to_suspect_then_no_manager_says_that_no_16a_goes_with_the_notification(
        self, notified, manager, practitioner, family
    ):
        safeguarding.answer_cause_to_suspect(
            concern=notified.concern, child=family.alice, answer=True, reason="", at=NOW + 2 * HOUR, by=practitioner, now=NOW + 2 * HOUR
        )
        with pytest.raises(RuleRefused) as refused:
            services.decide_16a(
                pathway=notified, needed=False, reason="Long ago.", decided_at=NOW + 3 * HOUR, by=manager, now=NOW + 3 * HOUR
            )
        assert refused.value.rule == "P27-1"


class TestTheLetter:
    def write(self, pathway, family, by, **changes):
        authority_x = home_authority(family.alice, NOW)
        facts = {"facts": "Alice saw it twice.", "source": "C1A", "why_past": "They live apart.", **changes}
        return services.write_letter(pathway=pathway, authority=authority_x, by=by, now=NOW + 3 * HOUR, **facts)

    @pytest.mark.requirement("FR8-1")
    @pytest.mark.requirement("F2.79-2")
    def test_given_the_letter_when_it_is_sent_then_the_court_is_owed_and_no_clock_of_the_authority_runs(
        self, notified, family, practitioner, authority_x
    ):
        letter = self.write(notified, family, practitioner)
        document = services.issue_letter(letter=letter, by=practitioner, now=NOW + 3 * HOUR)
        letter.refresh_from_db()
        services.send_letter(
            letter=letter, sent_at=NOW + 3 * HOUR, sent_to="Duty team, by secure e-mail", by=practitioner, now=NOW + 3 * HOUR
        )
        assert IssuedDocument.objects.get(pk=document.pk).kind == "section-120-letter"
        assert states(notified)["s120-authority-told"] == "done"
        assert states(notified)["s120-court-told"] == "open"
        assert not Duty.objects.filter(case=family.case, owed_by="authority").exists()
        assert not Referral.objects.filter(case=family.case).exists()
        assert InformedAgency.objects.get(case=family.case).authority == authority_x

    @pytest.mark.requirement("FR8-1")
    @pytest.mark.parametrize("blank", ["facts", "source", "why_past"])
    def test_given_a_letter_without_its_contents_then_it_is_refused(self, notified, family, practitioner, blank):
        with pytest.raises(RuleRefused) as refused:
            self.write(notified, family, practitioner, **{blank: " "})
        assert refused.value.field == blank

    @pytest.mark.requirement("FA3-1")
    def test_given_a_letter_that_went_before_supervision_then_it_is_recorded_and_is_an_incident(self, notified, family, practitioner):
        letter = self.write(notified, family, practitioner)
        services.send_letter(letter=letter, sent_at=NOW + HOUR, sent_to="By post", by=practitioner, now=NOW + 4 * HOUR)
        assert Incident.objects.get(case=family.case).rule == "P10-1"

    @pytest.mark.requirement("FA3-1")
    @pytest.mark.requirement("FR8-1")
    def test_given_the_case_closes_then_the_authority_is_told_of_the_end_and_of_the_outcome(self, notified, family, practitioner):
        letter = self.write(notified, family, practitioner)
        services.send_letter(letter=letter, sent_at=NOW + 3 * HOUR, sent_to="Duty team", by=practitioner, now=NOW + 3 * HOUR)
        with pytest.raises(RuleRefused):
            services.tell_outcome(pathway=notified, final_outcome="x", how="x", told_at=NOW + 4 * HOUR, by=practitioner, now=NOW + 4 * HOUR)
        end(family, practitioner)
        later = NOW + timedelta(days=30)
        assert states(notified)["s120-outcome-told"] == "open"
        services.tell_outcome(
            pathway=notified, final_outcome="An order that the children live with their father.", how="E-mail to the duty team", told_at=later, by=practitioner,
            now=later,
        )  # fmt: skip
        assert states(notified)["s120-outcome-told"] == "done"
        assert InformedAgency.objects.get(case=family.case).ended_told_at == later


def end(family, by):
    """The case closed, whatever is still open: only its event matters here."""
    from cafcass_cases.cases.events import CaseClosed
    from cafcass_cases.core.events import publish

    @service
    def close(*, by, now):
        case = family.case
        case.refresh_from_db()
        case.stage, case.closed_at = "closed", now
        case.save()
        publish(CaseClosed(case_id=case.pk, at=now, now=now, by=by))

    close(by=by, now=NOW + timedelta(days=29))


@pytest.mark.requirement("FA3-1")
def test_given_the_open_question_then_it_says_whom_it_is_for():
    assert "owner of the policy" in open_question()
    assert Section120.Outcome.NOTIFICATION in LEVELS
