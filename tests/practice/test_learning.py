"""Deaths and serious injuries, who may not be appointed, the secured file (framework 3.28–3.54, App. IV)."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cafcass_cases.accounts.models import DirectorPost
from cafcass_cases.cases import services as cases
from cafcass_cases.cases.rules import may_see_case
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import sweep
from cafcass_cases.ui.testing import local_time
from practice.learning import services
from practice.learning.models import Appointment, Opening, SecuredFile, SeriousIncident, Snapshot
from practice.learning.services.securing import is_whole
from safeguarding.services import ChildFacts, HarmFacts, log_concern
from tests.cast import NOW, STARTED
from tests.practice.learning_story import HOUR, director, incident, known, owed, refused, secured  # noqa: F401


class TestTheHour:
    @pytest.mark.requirement("F3.34-1", "F3.35-1")
    def test_given_a_death_when_a_practitioner_records_it_then_the_manager_hears_at_once_and_both_directors_within_the_hour(
        self, known, practitioner, manager
    ):
        one = known(by=practitioner)
        duty = owed(one, "directors-told")
        assert (duty.owner, duty.due_at, duty.is_urgent) == (manager, NOW + HOUR, True)
        sweep(now=NOW)
        assert manager.alerts.filter(rung__duty=duty, rung__step="opened").exists()
        assert one.manager_told_at == NOW

    @pytest.mark.requirement("F3.35-1")
    def test_given_one_director_told_when_the_hour_is_over_then_it_is_late_until_both_know(
        self, incident, manager, assistant_director, director
    ):
        how = {"by": manager, "now": NOW + 2 * HOUR}
        services.record_told(incident=incident, whom="area", at=NOW + HOUR / 2, **how)
        assert owed(incident, "directors-told").is_late(NOW + 2 * HOUR)
        done = services.record_told(incident=incident, whom="safeguarding", at=NOW + 2 * HOUR, **how)
        duty = owed(incident, "directors-told")
        assert (duty.ending, duty.ended_at) == ("done_late", NOW + 2 * HOUR)
        assert (done.area_director, done.safeguarding_director) == (assistant_director, director)

    @pytest.mark.requirement("F3.35-1")
    def test_given_nobody_holds_the_post_when_they_are_told_then_it_is_refused_with_what_to_do(self, incident, manager, administrator):
        DirectorPost.objects.all().delete()
        error = refused("F3.35-1", services.record_told, incident=incident, whom="safeguarding", at=NOW, by=manager, now=NOW)
        assert "Ask an administrator" in error.message

    @pytest.mark.requirement("F3.29-1")
    def test_given_a_death_in_doubt_then_it_is_followed_as_unexpected(self, known):
        doubtful = known(expected="doubtful")
        assert doubtful.is_unexpected
        assert owed(doubtful, "partnership-told").is_open
        expected = known(expected="expected")
        assert not Duty.objects.filter(subject_id=expected.pk, key="partnership-told").exists()
        refused("F3.29-1", known, expected="")

    @pytest.mark.requirement("F3.34-1")
    def test_given_another_child_at_risk_then_a_concern_is_owed_within_the_hour_and_logging_it_ends_that(self, known, family, practitioner):
        refused("F3.34-1", known, others_at_risk=None)
        refused("F3.34-1", known, others_at_risk=True)
        one = known(others_at_risk=True, others_words="Alice, in the same house.")
        duty = owed(one, "incident-others-at-risk")
        assert (duty.owner, duty.due_at) == (practitioner, NOW + HOUR)
        harm = HarmFacts(kind="physical", standing="alleged", information_on=NOW.date())
        log_concern(
            case=family.case, children=[ChildFacts(child=family.alice, harms=[harm], origin="family", cause=True)], source="police", said="Ben died.",
            whose_words="reported", reached_us_at=NOW, recognised_at=NOW, danger_now=False, danger_reason="With her grandmother.", medical="not_needed",
            harm_from=[family.father], by=practitioner, now=NOW + HOUR / 4,
        )  # fmt: skip
        duty.refresh_from_db()
        assert duty.ending == "done"

    @pytest.mark.requirement("F3.32-1")
    def test_given_no_plan_of_support_then_a_task_of_the_manager_is_open_until_there_is_one(self, incident, manager):
        duty = owed(incident, "incident-support")
        assert (duty.owner, duty.is_open) == (manager, True)
        how = {"incident": incident, "support_by": "The union.", "practitioner_informed_at": NOW, "by": manager, "now": NOW}
        refused("F3.32-1", services.record_support, support=" ", **how)
        done = services.record_support(support="Time, and a talk with somebody outside the team.", **how)
        duty.refresh_from_db()
        assert (duty.ending, done.support_by, done.practitioner_informed_at) == ("done", "The union.", NOW)

    @pytest.mark.requirement("F3.60-1")
    def test_given_a_domestic_abuse_related_death_review_then_the_same_steps_apply(self, known, manager, assistant_director):
        one = known(kind="adult_death", child=None, what="The mother was killed.")
        assert owed(one, "directors-told").is_open
        services.record_decision(incident=one, decision="held", at=NOW, decided_by_whom="The safety partnership", by=manager, now=NOW)
        assert owed(one, "file-secured").is_open


class TestStagesAndForms:
    @pytest.mark.requirement("FR6-1")
    def test_given_both_directors_are_told_then_the_notification_form_is_made_from_the_record(self, incident, manager):
        for whom in ("area", "safeguarding"):
            services.record_told(incident=incident, whom=whom, at=NOW, by=manager, now=NOW)
        update = incident.updates.get()
        document = IssuedDocument.objects.get(pk=update.document_id)
        assert (document.kind, update.sent_at, document.case) == ("incident-update", NOW, incident.case)

    @pytest.mark.requirement("FR6-1")
    def test_given_no_child_when_a_death_is_recorded_then_it_is_refused(self, known):
        assert refused("FR6-1", known, child=None).field == "child"

    @pytest.mark.requirement("FA4-1")
    def test_given_a_stage_is_reached_when_no_update_is_sent_then_it_is_listed_as_missing_and_owed(
        self, incident, manager, sign_in, at_now
    ):
        services.reach_stage(incident=incident, stage="internal", at=NOW, by=manager, now=NOW)
        refused("FA4-1", services.reach_stage, incident=incident, stage="pathway", at=NOW, by=manager, now=NOW)
        assert owed(incident, "incident-update").is_open
        page = sign_in(manager).get(incident.get_absolute_url()).content.decode()
        assert page.count("Missing") == 2
        for update in incident.updates.all():
            services.send_update(update=update, words="The inquest is opened.", by=manager, now=NOW)
        assert owed(incident, "incident-update").ending == "done"

    @pytest.mark.requirement("F3.36-1")
    def test_given_the_partnership_declines_when_the_incident_is_closed_then_our_own_review_comes_first(
        self, incident, manager, assistant_director, director
    ):
        assert owed(incident, "partnership-told").owner == assistant_director
        services.record_decision(incident=incident, decision="declined", at=NOW, decided_by_whom="The partnership", by=manager, now=NOW)
        assert owed(incident, "partnership-told").ending == "not_needed"
        assert owed(incident, "internal-review").is_open
        error = refused("F3.36-1", services.close_incident, incident=incident, by=assistant_director, now=NOW)
        assert "Cafcass’s own review, although the partnership holds none" in error.missing

    def test_given_the_representative_is_told_then_that_is_done(self, incident, assistant_director):
        services.note_authority(incident=incident, told_at=NOW, words="It notified the Panel this morning.", by=assistant_director, now=NOW)
        assert owed(incident, "partnership-told").ending == "done"


class TestWhoMayNotBeAppointed:
    @pytest.mark.requirement("F3.41-1")
    def test_given_the_practitioners_manager_when_chosen_for_the_panel_then_it_is_refused(
        self, incident, manager, assistant_director, other_area_manager, practitioner
    ):
        how = {"incident": incident, "kind": "panel", "by": assistant_director, "now": NOW}
        assert "immediate manager" in refused("F3.41-1", services.appoint, person=manager, **how).message
        refused("F3.41-1", services.appoint, person=practitioner, **how)
        assert services.appoint(person=other_area_manager, **how).person == other_area_manager

    @pytest.mark.requirement("F3.41-1", "F3.42-1")
    def test_given_a_manager_of_that_time_who_manages_others_now_then_history_still_refuses_them(
        self, incident, practitioner, cover_manager, assistant_director
    ):
        """The practitioner had another line manager while they held the case; the account says nothing of it any more."""
        was = practitioner.line_manager
        for at, manager in ((STARTED + HOUR, cover_manager), (STARTED + 2 * HOUR, was)):
            with acting(by=None, now=at, reason="For a test"):
                practitioner.line_manager = manager
                practitioner.save()
        how = {"incident": incident, "person": cover_manager, "by": assistant_director, "now": NOW}
        refused("F3.41-1", services.appoint, kind="panel", **how)
        refused("F3.42-1", services.appoint, kind="securing", **how)

    @pytest.mark.requirement("F3.42-1")
    def test_given_line_or_performance_duty_in_the_case_when_chosen_to_secure_the_file_then_it_is_refused(
        self, incident, manager, head_of_practice, assistant_director, cover_manager
    ):
        how = {"incident": incident, "kind": "securing", "by": assistant_director, "now": NOW}
        for person in (manager, head_of_practice):
            assert "performance management" in refused("F3.42-1", services.appoint, person=person, **how).message
        assert services.appoint(person=cover_manager, **how).is_agreed

    @pytest.mark.requirement("F3.42-1")
    def test_given_a_manager_of_elsewhere_when_appointed_then_the_file_is_theirs_to_see_and_to_secure(
        self, incident, practitioner, manager, assistant_director, other_area_manager, sign_in, at_now
    ):
        services.record_decision(incident=incident, decision="held", at=NOW, decided_by_whom="The partnership", by=manager, now=NOW)
        browser, page = sign_in(other_area_manager), incident.get_absolute_url()
        assert browser.get(page).status_code == 404
        assert owed(incident, "file-secured").owner == assistant_director
        services.appoint(incident=incident, kind="securing", person=other_area_manager, by=assistant_director, now=NOW)
        assert owed(incident, "file-secured").owner == other_area_manager
        form = reverse("learning:secure_file", args=[incident.pk])
        assert form in browser.get(page).content.decode()
        answers = {"named": [str(practitioner.pk), str(manager.pk)], "next_owner": str(practitioner.pk), "paper": "Two boxes"}
        answers |= local_time("practitioner_told_at", "2026-03-06 16:30")
        assert browser.post(form, answers).status_code == 302
        assert SecuredFile.objects.get(incident=incident).secured_by == other_area_manager
        assert owed(incident, "file-secured").ending == "done"

    @pytest.mark.requirement("F3.42-1")
    def test_given_who_was_appointed_is_replaced_then_the_case_is_closed_to_them_and_the_duty_opens_with_the_next(
        self, incident, manager, assistant_director, cover_manager, other_area_manager, practitioner
    ):
        how = {"incident": incident, "kind": "securing", "by": assistant_director}
        services.appoint(person=other_area_manager, now=NOW, **how)
        services.appoint(person=cover_manager, now=NOW + HOUR, **how)
        assert not may_see_case(other_area_manager, incident.case, NOW + HOUR)
        assert may_see_case(cover_manager, incident.case, NOW + HOUR)
        services.record_decision(incident=incident, decision="held", at=NOW, decided_by_whom="The partnership", by=manager, now=NOW + HOUR)
        assert owed(incident, "file-secured").owner == cover_manager
        incident.refresh_from_db()
        with pytest.raises(Denied):
            services.secure_file(incident=incident, named=[practitioner, manager], by=other_area_manager, now=NOW + HOUR)

    @pytest.mark.requirement("F3.51-1")
    def test_given_somebody_of_the_same_area_when_made_author_of_the_internal_review_then_it_is_refused(
        self, incident, cover_manager, assistant_director, other_area_manager
    ):
        how = {"incident": incident, "kind": "reviewer", "why_fit": "Ten reviews.", "by": assistant_director, "now": NOW}
        refused("F3.51-1", services.appoint, person=cover_manager, **how)
        refused("F3.51-1", services.appoint, person=None, **how)
        refused("F3.51-1", services.appoint, person=other_area_manager, **{**how, "why_fit": ""})
        assert services.appoint(person=None, outside_name="Dr Reed", **how).name == "Dr Reed"

    @pytest.mark.requirement("F3.51-1")
    def test_given_one_director_agreed_or_no_remit_then_the_review_does_not_start(
        self, incident, assistant_director, director, other_area_manager
    ):
        chosen = services.appoint(
            incident=incident, kind="reviewer", person=other_area_manager, why_fit="Ten reviews.", by=assistant_director, now=NOW
        )
        remit = {"incident": incident, "at": NOW, "by": assistant_director, "now": NOW}
        refused("F3.51-1", services.send_remit, remit="From the first application.", **remit)
        services.agree_appointment(appointment=chosen, by=director, now=NOW)
        refused("F3.51-1", services.write_report, incident=incident, report="Draft", interviews="", by=other_area_manager, now=NOW)
        refused("F3.51-1", services.send_remit, remit="  ", **remit)
        assert services.send_remit(remit="From the first application.", **remit).review_started_at == NOW

    def test_only_directors_appoint(self, incident, manager, cover_manager):
        with pytest.raises(Denied):
            services.appoint(incident=incident, kind="securing", person=cover_manager, by=manager, now=NOW)


class TestTheSecuredFile:
    @pytest.fixture
    def file(self, incident, practitioner, manager, assistant_director, cover_manager):
        services.record_decision(incident=incident, decision="held", at=NOW, decided_by_whom="The partnership", by=manager, now=NOW)
        incident.refresh_from_db()
        return secured(incident, by=assistant_director, now=NOW, named=[practitioner, manager], appointed=cover_manager)

    @pytest.mark.requirement("F3.42-1", "F3.43-1")
    def test_given_notice_of_a_review_when_the_file_is_secured_then_the_record_and_every_document_are_frozen_with_their_digests(
        self, incident, manager, assistant_director, cover_manager, practitioner
    ):
        for whom in ("area", "safeguarding"):
            services.record_told(incident=incident, whom=whom, at=NOW, by=manager, now=NOW)
        services.record_decision(incident=incident, decision="held", at=NOW, decided_by_whom="The partnership", by=manager, now=NOW)
        assert owed(incident, "file-secured").owner == assistant_director
        incident.refresh_from_db()
        one = secured(incident, by=assistant_director, now=NOW + HOUR, named=[practitioner, manager], appointed=cover_manager)
        snapshot = Snapshot.objects.get(secured=one)
        assert owed(incident, "file-secured").ending == "done"
        assert is_whole(snapshot)
        assert "Ben" in json.dumps(snapshot.content)
        kept = IssuedDocument.objects.get(case=incident.case)
        assert [found["sha256"] for found in snapshot.documents] == [kept.sha256]
        assert Appointment.objects.get(kind="securing").practitioner_told_at == NOW + HOUR
        refused(
            "F3.43-1", services.secure_file, incident=SeriousIncident.objects.get(), named=[manager], by=assistant_director, now=NOW + HOUR
        )

    @pytest.mark.requirement("F3.43-1")
    def test_given_a_snapshot_then_the_database_refuses_to_change_it_and_another_word_is_seen(self, file):
        snapshot = Snapshot.objects.get(secured=file)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE learning_snapshot SET sha256 = 'x'")
        snapshot.content[0]["title"] = "Something else"
        assert not is_whole(snapshot)

    def test_given_nobody_appointed_when_it_is_to_be_secured_then_it_is_refused(self, incident, assistant_director, manager):
        refused("F3.42-1", services.secure_file, incident=incident, named=[manager], by=assistant_director, now=NOW)

    @pytest.mark.requirement("F3.43-1")
    def test_given_a_secured_file_then_only_the_named_see_the_case_and_what_others_owed_is_somebodys(
        self, incident, practitioner, manager, head_of_practice, assistant_director, cover_manager, director
    ):
        case = incident.case
        how = {"incident": incident, "by": assistant_director, "now": NOW}
        services.appoint(kind="securing", person=cover_manager, **how)
        refused("restricted-next-owner", services.secure_file, named=[], **{**how, "by": cover_manager})
        services.record_decision(incident=incident, decision="held", at=NOW, decided_by_whom="The partnership", by=manager, now=NOW)
        secure = {
            "incident": SeriousIncident.objects.get(),
            "named": [cover_manager],
            "next_owner": cover_manager,
            "by": cover_manager,
            "now": NOW,
        }
        services.secure_file(**secure)
        assert not may_see_case(manager, case, NOW)
        assert may_see_case(assistant_director, case, NOW)
        assert may_see_case(director, case, NOW)
        assert not Duty.objects.filter(case=case, ended_at=None, owner__in=[manager, practitioner, head_of_practice]).exists()

    @pytest.mark.requirement("F3.45-1")
    def test_given_a_secured_file_when_earlier_events_are_entered_then_they_are_marked_and_stand_outside_the_snapshot(
        self, file, practitioner, family, sign_in, at_now
    ):
        cases.write_entry(
            case=file.case,
            kind="note",
            text="I saw Ben on the Monday before.",
            happened_at=NOW - 96 * HOUR,
            by=practitioner,
            now=NOW + HOUR,
        )
        assert "I saw Ben on the Monday" not in json.dumps(Snapshot.objects.get().content)
        browser = sign_in(practitioner)
        entry = file.case.entries.get(text__startswith="I saw Ben")
        for url in (
            reverse("cases:show_entry", args=[entry.pk]), reverse("cases:list_entries", args=[file.case_id]), reverse("cases:show_chronology", args=[file.case_id]),
        ):  # fmt: skip
            page = browser.get(url).content.decode()
            assert page.count("Entered after the file was secured") == 1
            assert "2 March 2026" in page
            assert "6 March 2026" in page

    @pytest.mark.requirement("F3.46-1")
    def test_given_no_approval_when_somebody_opens_the_original_then_it_is_refused_and_the_attempt_is_kept(
        self, file, practitioner, assistant_director, sign_in, at_now
    ):
        url = reverse("learning:open_secured_file", args=[file.pk])
        answer = sign_in(practitioner).get(url)
        assert answer.status_code == 403
        assert "without the director’s approval" in answer.content.decode()
        assert [(one.user, one.let_in) for one in Opening.objects.all()] == [(practitioner, False)]
        request = services.ask_access(secured=file, reason="To write the statement.", by=practitioner, now=NOW)
        assert owed(request, "secured-file-access").owner == assistant_director
        with pytest.raises(Denied):
            services.decide_access(request=request, approve=True, words="Yes.", by=practitioner, now=NOW)
        services.decide_access(request=request, approve=True, words="For the inquest.", by=assistant_director, now=NOW)
        page = sign_in(practitioner).get(url)
        assert page.status_code == 200
        assert "Unchanged" in page.content.decode()
        assert Opening.objects.filter(user=practitioner, let_in=True).count() == 1
        assert not services.open_secured(secured=file, by=practitioner, now=NOW + timedelta(days=29))

    @pytest.mark.requirement("F3.46-1")
    def test_given_a_refusal_then_it_stays_shut(self, file, practitioner, assistant_director):
        request = services.ask_access(secured=file, reason="I am curious.", by=practitioner, now=NOW)
        services.decide_access(request=request, approve=False, words="It is not needed.", by=assistant_director, now=NOW)
        assert not services.open_secured(secured=file, by=practitioner, now=NOW)
        services.record_paper(secured=file, copy_given_at=NOW, by=assistant_director, now=NOW)
        file.refresh_from_db()
        assert file.copy_given_at == NOW

    @pytest.mark.requirement("F3.54-1")
    def test_given_the_author_of_the_internal_review_then_they_read_the_snapshot_and_nothing_else(
        self, file, assistant_director, director, other_area_manager, sign_in, at_now
    ):
        chosen = services.appoint(
            incident=file.incident, kind="reviewer", person=other_area_manager, why_fit="Ten reviews.", by=assistant_director, now=NOW
        )
        assert not services.open_secured(secured=file, by=other_area_manager, now=NOW)
        services.agree_appointment(appointment=chosen, by=director, now=NOW)
        browser = sign_in(other_area_manager)
        assert browser.get(reverse("learning:open_secured_file", args=[file.pk])).status_code == 200
        assert browser.get(reverse("cases:show_case", args=[file.case_id])).status_code == 404
        services.send_remit(incident=file.incident, remit="All of it.", at=NOW, by=assistant_director, now=NOW)
        drafted = services.write_report(
            incident=file.incident, report="What happened.", interviews="The practitioner.", by=other_area_manager, now=NOW
        )
        assert drafted.interviews == "The practitioner."
