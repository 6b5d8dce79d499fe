"""The life of a case: who answers in each stage, what ends it, who is told, and the ten areas (framework 2.2 to 2.12, 2.86, 3.90)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases.services import close_case, complete_case, create_case, record_marker, schedule_hearing, write_entry
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import preview
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.people import owner_for
from cafcass_cases.ui.testing import local_time
from practice.lifecycle import selectors, services
from practice.lifecycle.models import PlanNotice
from referrals.services import record_consent
from sharing.models import InformedAgency
from sharing.services import agency_learned, record_ending_told
from tests.cast import NOW, STARTED, london_time
from tests.referrals.conftest import call, refer, send, tell_parents  # noqa: F401
from tests.safeguarding.conftest import concern, log  # noqa: F401

DAY = timedelta(days=1)


def owed(key, **where):
    return Duty.objects.filter(key=key, ended_at=None, **where)


@pytest.fixture
def case(family):
    return family.case


@pytest.fixture
def told(case, authority_x, practitioner):
    """Two agencies know of us."""
    common = {"case": case, "at": NOW - DAY, "by": practitioner, "now": NOW}
    return (
        agency_learned(kind="local_authority", authority=authority_x, name="", how="Referral", **common),
        agency_learned(kind="school", authority=None, name="Green Lane", how="Request", **common),
    )


def end(case, by, kind="final_hearing"):
    return services.record_ending(case=case, kind=kind, ended_at=NOW - timedelta(hours=2), by=by, now=NOW)


def finish(case, practitioner, manager):
    end(case, practitioner)
    closed = close_case(case=case, closed_at=NOW, by=manager, now=NOW)
    case.refresh_from_db()
    return closed


class TestWhoAnswers:
    @pytest.mark.requirement("F2.9-1")
    def test_given_an_open_case_without_a_practitioner_when_a_concern_comes_then_the_manager_carries_it(self, team, manager, practitioner):
        case = create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=STARTED)
        assert owner_for("practitioner", case, NOW) == manager

    @pytest.mark.requirement("F2.10-3")
    def test_given_a_complete_case_when_a_concern_is_logged_then_the_whole_procedure_starts_and_its_practitioner_owes_it(
        self, case, log, practitioner
    ):
        complete_case(case=case, completed_at=NOW - DAY, by=practitioner, now=NOW)
        log()
        asked = owed("supervision-requested").get()
        assert (asked.owner, owed("s16a").first().owner) == (practitioner, practitioner)
        case.refresh_from_db()
        assert case.stage == "complete"

    @pytest.mark.requirement("F2.11-1")
    def test_given_a_closed_case_when_a_concern_is_logged_then_the_manager_owes_it_and_the_case_stays_closed(
        self, case, log, practitioner, manager
    ):
        finish(case, practitioner, manager)
        log(by=manager)
        assert {duty.owner for duty in owed("enquiry")} == {manager}
        assert owed("supervision-requested").get().owner == manager
        case.refresh_from_db()
        assert case.stage == "closed"


class TestServicesAfterTheOrder:
    def ending(self, case, by, services_needed="agreed", words="A parenting course."):
        return services.record_ending(
            case=case, kind="final_hearing", ended_at=NOW, services=services_needed, services_words=words, by=by, now=NOW
        )

    @pytest.mark.requirement("F2.114-1")
    def test_given_more_services_are_needed_when_the_parents_agree_then_they_are_owed_until_somebody_asked_for_them(
        self, case, practitioner, sign_in, at_now
    ):
        with pytest.raises(RuleRefused):
            self.ending(case, practitioner, words=" ")
        ending = self.ending(case, practitioner)
        duty = owed("services-after-order").get()
        assert (duty.owner, duty.due_at) == (practitioner, london_time("2026-03-13 17:00"))
        browser, url = sign_in(practitioner), reverse("lifecycle:record_services_asked", args=[ending.pk])
        assert "A parenting course." in browser.get(url).content.decode()
        assert browser.post(url, {"how": "", **local_time("asked_at", "2026-03-06 16:40")}).status_code == 422
        assert browser.post(url, {"how": "The family hub.", **local_time("asked_at", "2026-03-06 16:40")}).status_code == 302
        assert not owed("services-after-order").exists()

    @pytest.mark.requirement("F2.114-1")
    @pytest.mark.parametrize("answer", ["none", "declined"])
    def test_given_no_services_or_parents_who_do_not_agree_then_nothing_is_owed(self, case, practitioner, answer):
        self.ending(case, practitioner, answer, "The mother does not want it.")
        assert not owed("services-after-order").exists()

    @pytest.mark.requirement("F2.114-1")
    def test_given_a_referral_for_early_help_when_it_goes_then_the_services_were_asked_for(
        self, case, refer, call, send, practitioner, authority_x
    ):
        ending = self.ending(case, practitioner)
        referral = refer(kind="early_help")
        call(referral, "2026-03-06 18:20")
        record_consent(
            referral=referral, consent_by="The mother", how="By telephone", consent_at=london_time("2026-03-06 18:00"), consent_children="Both want it.",
            consent_court="District Judge Grey, 5 March 2026", by=practitioner, now=london_time("2026-03-06 19:00"),
        )  # fmt: skip
        referral.refresh_from_db()
        send(referral, "2026-03-06 19:10")
        ending.refresh_from_db()
        assert ending.services_asked_at == london_time("2026-03-06 19:10")
        assert not owed("services-after-order").exists()


class TestTheEnd:
    @pytest.mark.requirement("F2.10-4")
    def test_given_neither_a_final_hearing_nor_a_withdrawal_when_somebody_closes_the_case_then_it_is_refused(
        self, case, practitioner, manager
    ):
        with pytest.raises(RuleRefused) as refused:
            close_case(case=case, closed_at=NOW, by=manager, now=NOW)
        assert any("what ended the case" in phrase for phrase in refused.value.missing)
        assert finish(case, practitioner, manager).stage == "closed"

    @pytest.mark.requirement("F2.10-4")
    def test_given_a_final_hearing_that_took_place_when_the_case_is_closed_then_it_closes(self, case, practitioner, manager):
        schedule_hearing(case=case, kind="Final hearing", starts_at=NOW - DAY, by=practitioner, now=NOW)
        assert close_case(case=case, closed_at=NOW, by=manager, now=NOW).stage == "closed"

    @pytest.mark.requirement("F3.90-1")
    def test_given_two_agencies_that_know_when_the_case_ends_then_each_is_told_or_excused_before_it_closes(
        self, case, told, practitioner, manager
    ):
        authority, school = told
        end(case, practitioner)
        assert owed("involvement-ended").count() == 2
        with pytest.raises(RuleRefused) as refused:
            close_case(case=case, closed_at=NOW, by=manager, now=NOW)
        assert sum("that our involvement has ended" in phrase for phrase in refused.value.missing) == 2
        record_ending_told(agency=authority, told_at=NOW, how="By secure e-mail", by=practitioner, now=NOW)
        with pytest.raises(Denied):
            services.excuse_end_notice(agency=school, reason="The school has closed.", by=practitioner, now=NOW)
        with pytest.raises(RuleRefused):
            services.excuse_end_notice(agency=school, reason=" ", by=manager, now=NOW)
        services.excuse_end_notice(agency=school, reason="The school has closed.", by=manager, now=NOW)
        assert close_case(case=case, closed_at=NOW, by=manager, now=NOW).stage == "closed"
        assert not owed("involvement-ended").exists()  # an agency that was excused is not asked about again

    @pytest.mark.requirement("F3.90-1")
    def test_given_many_agencies_when_all_are_told_at_once_then_each_is_recorded_and_the_exceptions_are_not(
        self, case, told, practitioner, manager, other_practitioner
    ):
        authority, school = told
        police = agency_learned(kind="police", authority=None, name="", how="Check", case=case, at=NOW - DAY, by=practitioner, now=NOW)
        common = {"case": case, "told_at": NOW, "how": "By secure e-mail to each", "now": NOW}
        with pytest.raises(RuleRefused):  # nothing has ended yet
            services.tell_agencies(agencies=[authority], by=practitioner, **common)
        end(case, practitioner)
        with pytest.raises(Denied):
            services.tell_agencies(agencies=[authority], by=other_practitioner, **common)
        with pytest.raises(Denied):  # a manager's to decide: and then nobody is recorded as told
            services.tell_agencies(agencies=[authority], excused=[school], reason="It has closed.", by=practitioner, **common)
        assert owed("involvement-ended").count() == 3
        assert InformedAgency.objects.filter(ended_told_at=None).count() == 3
        services.tell_agencies(agencies=[authority, police], by=practitioner, **common)
        assert list(owed("involvement-ended").values_list("subject_id", flat=True)) == [school.pk]
        assert set(InformedAgency.objects.exclude(ended_told_at=None).values_list("ended_told_how", "ended_told_by")) == {
            ("By secure e-mail to each", practitioner.pk)
        }

    @pytest.mark.requirement("F3.90-1")
    def test_given_the_page_when_all_notices_are_made_and_all_but_one_told_then_it_is_so_and_a_manager_excuses_the_rest(
        self, case, told, practitioner, manager, sign_in, at_now
    ):
        authority, school = told
        end(case, practitioner)
        browser = sign_in(manager)
        life, page = (reverse(f"lifecycle:{name}", args=[case.pk]) for name in ("show_lifecycle", "tell_agencies"))
        shown = browser.get(life).content.decode()
        assert page in shown
        assert "2 agencies are to be told that our involvement has ended" in shown
        assert browser.post(reverse("lifecycle:issue_end_notices", args=[case.pk])).status_code == 302
        assert IssuedDocument.objects.filter(kind="end-notice").count() == 2
        assert browser.post(reverse("lifecycle:issue_end_notices", args=[case.pk])).status_code == 422
        assert browser.get(page).content.decode().count("checked") >= 2
        when = local_time("told_at", "2026-03-06 16:40")
        typed = {"how": "By secure e-mail", "rest": "excused", "reason": "The school has closed.", **when}
        nobody = browser.post(page, typed)
        assert nobody.status_code == 422
        assert "The school has closed." in nobody.content.decode()
        assert browser.post(page, {**typed, "reason": "", "agencies": [str(authority.pk)]}).status_code == 422
        assert browser.post(page, {**typed, "agencies": [str(authority.pk)]}).status_code == 302
        assert not owed("involvement-ended").exists()
        school.refresh_from_db()
        assert school.ended_told_at is None
        assert "Nobody is owed word now" in browser.get(page).content.decode()

    @pytest.mark.requirement("F3.90-1")
    def test_given_an_agency_when_its_notice_is_made_then_it_says_what_we_were_and_when_it_ended_and_no_more(
        self, case, told, practitioner, sign_in, at_now
    ):
        authority, school = told
        browser = sign_in(practitioner)
        refused = browser.post(reverse("lifecycle:issue_end_notice", args=[school.pk]))
        assert refused.status_code == 422
        services.record_ending(case=case, kind="withdrawn", ended_at=NOW, words="Withdrawn by the mother.", by=practitioner, now=NOW)
        page, found = preview(kind="end-notice", subject=school, by=practitioner, now=NOW)
        text = " ".join(page.text.split())
        assert found == []
        assert "Green Lane" in text
        assert "6 March 2026" in text
        assert "Alice Dawson" in text
        assert "Callum" not in text
        assert "14 June 2017" not in text
        assert "Withdrawn by the mother" not in text
        browser.post(reverse("lifecycle:issue_end_notice", args=[authority.pk]))
        assert IssuedDocument.objects.filter(kind="end-notice", subject_id=authority.pk).count() == 1


class TestWorkAfterTheReport:
    def visit(self, case, by, **more):
        return write_entry(case=case, kind="visit", text="Seen at school.", happened_at=NOW, by=by, now=NOW, **more)

    @pytest.mark.requirement("F2.10-2")
    def test_given_a_complete_case_when_a_visit_is_written_without_a_direction_then_the_direction_is_asked_for(self, case, practitioner):
        complete_case(case=case, completed_at=NOW - DAY, by=practitioner, now=NOW)
        write_entry(case=case, kind="call", text="The school rang.", happened_at=NOW, by=practitioner, now=NOW)
        assert not owed("direction-named").exists()
        self.visit(case, practitioner)
        duty = owed("direction-named").get()
        assert duty.owner == practitioner
        with pytest.raises(RuleRefused):
            services.record_direction(case=case, directed_on=date(2026, 3, 6), words="", by=practitioner, now=NOW)
        services.record_direction(case=case, directed_on=date(2026, 3, 6), words="An addendum on contact.", by=practitioner, now=NOW)
        assert not owed("direction-named").exists()
        self.visit(case, practitioner)
        assert not owed("direction-named").exists()

    @pytest.mark.requirement("F2.10-2")
    def test_given_a_concern_on_a_complete_case_when_the_child_is_seen_then_no_direction_is_asked_for(self, case, log, practitioner):
        complete_case(case=case, completed_at=NOW - DAY, by=practitioner, now=NOW)
        log()
        self.visit(case, practitioner)
        assert not owed("direction-named").exists()


class TestAPlan:
    @pytest.mark.requirement("F2.86-1")
    @pytest.mark.parametrize("law", ["private", "public"])
    def test_given_a_child_placed_on_a_plan_when_it_is_entered_then_the_manager_is_told_at_once_and_takes_note(
        self, case, family, law, practitioner, manager
    ):
        case.law = law
        case.save()
        record_marker(
            person=family.alice,
            kind="protection_plan",
            source="Conference",
            status="Neglect",
            from_on=date(2026, 3, 5),
            by=practitioner,
            now=NOW,
        )
        duty = owed("plan-noted").get()
        assert (duty.owner, duty.child, duty.due_at) == (manager, family.alice, london_time("2026-03-09 17:00"))
        assert duty.rungs.filter(step="opened").exists()
        notice = PlanNotice.objects.get()
        with pytest.raises(Denied):
            services.note_plan(notice=notice, by=practitioner, now=NOW)
        services.note_plan(notice=notice, words="Supervision on Monday.", by=manager, now=NOW)
        duty.refresh_from_db()
        assert (duty.ending, notice.child) == ("done", family.alice)

    def test_given_a_plan_that_has_ended_or_a_marker_of_another_kind_when_entered_then_nobody_is_asked(self, family, practitioner):
        record_marker(person=family.father, kind="mappa", source="Police", by=practitioner, now=NOW)
        assert not owed("plan-noted").exists()


class TestTheStagesPage:
    @pytest.mark.requirement("F2.2-1")
    @pytest.mark.requirement("F2.4-1")
    def test_given_a_case_that_comes_to_another_stage_then_areas_not_considered_since_are_flagged(self, case, practitioner):
        with pytest.raises(RuleRefused):
            services.record_area(case=case, areas={}, considered_at=NOW, by=practitioner, now=NOW)
        services.record_area(
            case=case, areas={"wishes": "She wants to stay.", "safety": ""}, considered_at=NOW - DAY, by=practitioner, now=NOW
        )
        areas = {area.value: area for area in selectors.life_of(case).areas}
        assert len(areas) == 10
        assert not areas["wishes"].is_due
        assert areas["needs"].is_due
        complete_case(case=case, completed_at=NOW, by=practitioner, now=NOW)
        case.refresh_from_db()
        areas = {area.value: area for area in selectors.life_of(case).areas}
        assert all(area.is_due for area in areas.values())
        assert areas["wishes"].last.note == "She wants to stay."

    @pytest.mark.requirement("F2.8-1")
    @pytest.mark.requirement("F2.10-1")
    def test_given_a_complete_case_when_the_stages_are_shown_then_it_reads_complete_and_not_closed(
        self, case, told, practitioner, manager, sign_in, at_now
    ):
        page = sign_in(practitioner).get(reverse("lifecycle:show_lifecycle", args=[case.pk])).content.decode()
        assert "The court has referred the case to us, early intervention included" not in page
        assert "Priya Practitioner holds it" in page
        complete_case(case=case, completed_at=NOW, by=practitioner, now=NOW)
        page = sign_in(manager).get(reverse("lifecycle:show_lifecycle", args=[case.pk])).content.decode()
        assert "Complete (report filed)" in page
        assert "the practitioner still answers every new concern" in page
        assert "They need not be told" in page
        assert "Green Lane" in page
        assert page.index("Now") > page.index("Allocated")

    @pytest.mark.requirement("F2.8-1")
    def test_given_an_application_that_was_registered_when_the_stages_are_shown_then_the_manager_answers_for_it(
        self, team, manager, sign_in, at_now
    ):
        case = create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=STARTED)
        page = sign_in(manager).get(reverse("lifecycle:show_lifecycle", args=[case.pk])).content.decode()
        assert "Manager: Maria Manager" in page
        assert "early intervention included" in page

    def test_given_the_forms_of_the_stages_when_they_are_sent_then_they_are_kept(self, case, practitioner, sign_in, at_now):
        from cafcass_cases.ui.testing import local_date, local_time

        browser = sign_in(practitioner)
        assert browser.post(reverse("lifecycle:record_ending", args=[case.pk]), {}).status_code == 422
        ended = {"kind": "withdrawn", **local_time("ended_at", "2026-03-06 10:00")}
        unsaid = browser.post(reverse("lifecycle:record_ending", args=[case.pk]), {**ended, "services": "declined"})
        assert "Write which services, and what the parents say" in unsaid.content.decode()
        sent = {
            "record_ending": {**ended, "services": "declined", "declined_words": "A parenting course: neither parent wants it."},
            "record_direction": {**local_date("directed_on", "2026-03-06"), "words": "An addendum."},
            "consider_areas": {**local_time("considered_at", "2026-03-06 10:00"), "areas": ["wishes", "needs"], "note": "Seen."},
        }
        for name, data in sent.items():
            url = reverse(f"lifecycle:{name}", args=[case.pk])
            assert browser.get(url).status_code == 200
            assert browser.post(url, data).status_code == 302, name
        assert case.case_endings.count() == case.court_directions.count() == 1
        assert case.area_reviews.count() == 2
        shown = browser.get(reverse("lifecycle:show_lifecycle", args=[case.pk])).content.decode()
        assert "neither parent wants it. The parents do not agree to a referral." in shown


@pytest.mark.requirement("F3.90-1")
def test_given_checks_when_they_are_asked_for_then_whoever_was_asked_is_on_the_one_register(case, family, authority_x, practitioner):
    from screening.checks.models import Check, Kind
    from screening.checks.services import request_checks

    with acting(by=practitioner, now=NOW, reason="For a test"):
        checks = [
            Check.objects.create(
                case=case, person=family.father, kind=kind, name="Mark Dawson", authority=place, state="needed", needed_at=NOW
            )
            for kind, place in ((Kind.AUTHORITY, authority_x), (Kind.POLICE_1, None))
        ]
    request_checks(case=case, checks=checks, requested_at=NOW, method="portal", by=practitioner, now=NOW)
    assert {agency.words for agency in InformedAgency.objects.filter(case=case)} == {"Leeds", "The police"}
