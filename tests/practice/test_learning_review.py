"""The review: disclosure, report, actions, learning, the register, and the form of the bad hour (framework 3.28–3.60)."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cafcass_cases.core.errors import Denied
from cafcass_cases.documents.services import issue_record
from cafcass_cases.ui.testing import local_time
from practice.learning import selectors, services
from practice.learning.models import SeriousIncident
from practice.learning.services.reviewing import warnings_of
from sharing.models import Incident
from tests.cast import NOW
from tests.practice.learning_story import HOUR, director, incident, known, owed, refused, secured  # noqa: F401


def text_of(document):
    """What the issued pages say, in one line."""
    pages = PdfReader(BytesIO(bytes(document.content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


class TestTheReview:
    @pytest.mark.requirement("F3.48-1")
    def test_given_an_outside_reviewer_when_leave_or_permission_is_missing_then_no_papers_leave(
        self, incident, assistant_director, manager
    ):
        services.record_decision(incident=incident, decision="held", at=NOW, decided_by_whom="The partnership", by=manager, now=NOW)
        assert owed(incident, "review-court-told").is_open
        how = {
            "incident": SeriousIncident.objects.get(),
            "what": "The chronology",
            "released_at": None,
            "by": assistant_director,
            "now": NOW,
        }
        error = refused("F3.48-1", services.release_papers, to_whom="Dr Reed", is_employee=False, **how)
        assert len(error.missing) == 2
        assert services.release_papers(to_whom="Our own author", is_employee=True, **how).pk
        services.record_disclosure(
            incident=incident, family_told_at=NOW - HOUR, court_told_at=NOW, leave_asked_at=NOW, leave_given_at=NOW, partnership_permission_at=NOW,
            by=assistant_director, now=NOW,
        )  # fmt: skip
        assert owed(incident, "review-court-told").ending == "done"
        assert services.release_papers(**{**how, "incident": SeriousIncident.objects.get()}, to_whom="Dr Reed", is_employee=False).pk

    @pytest.mark.requirement("F3.48-1")
    def test_given_papers_that_left_already_then_that_is_recorded_as_an_incident(self, incident, assistant_director):
        services.release_papers(
            incident=incident,
            to_whom="Dr Reed",
            is_employee=False,
            what="The file",
            released_at=NOW - HOUR,
            already=True,
            by=assistant_director,
            now=NOW,
        )
        assert Incident.objects.get().rule == "F3.48-1"

    @pytest.mark.requirement("F3.49-1")
    def test_given_the_family_was_not_told_when_the_court_is_asked_then_a_warning_shows(
        self, incident, assistant_director, sign_in, at_now
    ):
        asked = services.record_disclosure(
            incident=incident, leave_asked_at=NOW, processes="An inquest: nothing passes before it.", by=assistant_director, now=NOW
        )
        assert warnings_of(asked)
        page = sign_in(assistant_director).get(incident.get_absolute_url()).content.decode()
        assert "The court was asked before the partnership told the family" in page
        assert "An inquest" in page
        told = services.record_disclosure(incident=incident, family_told_at=NOW - HOUR, by=assistant_director, now=NOW)
        assert not warnings_of(told)

    @pytest.mark.requirement("F3.53-1")
    def test_given_no_approval_by_the_director_when_the_report_is_sent_then_it_is_refused_and_a_later_change_voids_it(
        self, incident, assistant_director, director, other_area_manager
    ):
        how = {"incident": incident, "by": assistant_director, "now": NOW}
        chosen = services.appoint(kind="reviewer", person=other_area_manager, why_fit="Ten reviews.", **how)
        services.agree_appointment(appointment=chosen, by=director, now=NOW)
        services.send_remit(remit="All of it.", at=NOW, **how)
        services.write_report(report="Draft.", interviews="", incident=incident, by=other_area_manager, now=NOW)
        refused("F3.53-1", services.send_report, to="The partnership", at=NOW, **how)
        refused("F3.53-1", services.approve_report, **how)
        services.approve_report(incident=incident, by=director, now=NOW)
        services.write_report(report="Another draft.", interviews="", incident=incident, by=other_area_manager, now=NOW)
        refused("F3.53-1", services.send_report, to="The partnership", at=NOW, **how)
        services.approve_report(incident=incident, by=director, now=NOW)
        assert services.send_report(to="The partnership", at=NOW, **how).report_sent_at == NOW

    @pytest.mark.requirement("F3.53-1", "F3.56-1")
    def test_given_the_report_and_the_actions_when_made_as_documents_then_a_draft_says_so_and_each_action_has_its_owner_and_day(
        self, incident, assistant_director, director, other_area_manager, manager
    ):
        how = {"incident": incident, "by": assistant_director, "now": NOW}
        refused("F3.51-1", issue_record, kind="review-report", subject=incident, by=assistant_director, now=NOW)
        refused("F3.56-1", issue_record, kind="review-action-plan", subject=incident, by=assistant_director, now=NOW)
        chosen = services.appoint(kind="reviewer", person=other_area_manager, why_fit="Ten reviews.", **how)
        services.agree_appointment(appointment=chosen, by=director, now=NOW)
        services.send_remit(remit="All of it.", at=NOW, **how)
        services.write_report(
            report="What was known in March.", interviews="The health visitor.", incident=incident, by=other_area_manager, now=NOW
        )
        action = services.add_action(incident=incident, what="Visit unannounced where a baby is.", by=manager, now=NOW)
        services.agree_action(action=action, owner=manager, due_on=date(2026, 4, 1), by=director, now=NOW)
        draft = text_of(issue_record(kind="review-report", subject=SeriousIncident.objects.get(), by=assistant_director, now=NOW))
        assert "A draft: not approved, not to be sent" in draft
        services.approve_report(incident=incident, by=director, now=NOW)
        report = text_of(issue_record(kind="review-report", subject=SeriousIncident.objects.get(), by=assistant_director, now=NOW))
        assert "not to be sent" not in report
        for words in ("All of it.", "The health visitor.", "What was known in March.", "Sara Safeguarding"):
            assert words in report
        plan = text_of(issue_record(kind="review-action-plan", subject=SeriousIncident.objects.get(), by=assistant_director, now=NOW))
        for words in ("Visit unannounced where a baby is.", "Maria Manager", "1 April 2026"):
            assert words in plan

    @pytest.mark.requirement("F3.56-1")
    def test_given_an_action_without_owner_date_or_the_directors_agreement_then_it_is_not_active(
        self, incident, manager, assistant_director, director
    ):
        action = services.add_action(incident=incident, what="Visit unannounced where a baby is in the house.", by=manager, now=NOW)
        assert not action.is_active
        refused("F3.56-1", services.agree_action, action=action, owner=manager, due_on=date(2026, 4, 1), by=assistant_director, now=NOW)
        assert len(refused("F3.56-1", services.agree_action, action=action, by=director, now=NOW).missing) == 2
        refused("F3.56-1", services.finish_action, action=action, words="Done.", at=NOW, by=manager, now=NOW)
        agreed = services.agree_action(action=action, owner=manager, due_on=date(2026, 4, 1), by=director, now=NOW)
        duty = owed(agreed, "review-action")
        assert agreed.is_active
        assert duty.owner == manager
        assert duty.due_at.date() == date(2026, 4, 1)
        services.finish_action(action=agreed, words="A rule of the team.", at=NOW, by=manager, now=NOW)
        duty.refresh_from_db()
        assert duty.ending == "done"

    @pytest.mark.requirement("F3.49-1")
    def test_given_a_timetable_then_each_date_is_a_duty_of_its_owner(self, incident, manager, practitioner):
        row = services.add_date(
            incident=incident, what="Chronology to the panel", due_on=date(2026, 3, 20), owner=practitioner, by=manager, now=NOW
        )
        duty = owed(row, "review-date")
        assert (duty.owner, duty.due_at.date(), duty.detail) == (practitioner, date(2026, 3, 20), "Chronology to the panel")
        services.finish_date(date=row, at=NOW, by=manager, now=NOW)
        duty.refresh_from_db()
        assert duty.ending == "done"


class TestLearningAndTheRegister:
    @pytest.mark.requirement("F3.58-1")
    def test_given_words_that_tell_whose_case_it_was_when_published_then_it_is_refused(
        self, incident, manager, director, practitioner, sign_in, at_now
    ):
        point = services.write_learning(incident=incident, title="What Ben taught us", text="See C-2026-000001.", by=manager, now=NOW)
        error = refused("F3.58-1", services.publish_learning, point=point, by=director, now=NOW)
        assert {"Ben", "C-2026-000001"} <= set(error.missing)
        good = services.write_learning(
            incident=incident, title="Look at the cot", text="Ask to see where a baby sleeps.", by=manager, now=NOW
        )
        with pytest.raises(Denied):
            services.publish_learning(point=good, by=manager, now=NOW)
        services.publish_learning(point=good, by=director, now=NOW)
        browser = sign_in(practitioner)
        assert "Look at the cot" in browser.get(reverse("desk:show_home")).content.decode()
        browser.post(reverse("learning:mark_read", args=[good.pk]))
        assert not selectors.points_to_read(practitioner)
        assert good.reads.get().user == practitioner

    @pytest.mark.requirement("F3.30-1", "F3.33-1", "F3.39-1", "F3.56-1", "F3.58-1")
    def test_given_the_register_then_known_and_unknown_are_told_apart_and_silence_and_pending_seats_are_said(
        self, incident, head_of_practice, assistant_director, director, auditor, authority_y, manager, sign_in, at_now
    ):
        how = {"authority": authority_y, "received_at": NOW, "now": NOW}
        services.record_outside_review(
            what="An infant, co-sleeping", is_unexpected_death=True, panel_member=manager, agreed=False, by=head_of_practice, **how
        )
        refused("F3.33-1", services.record_outside_review, what="Another", panel_member=manager, agreed=True, by=head_of_practice, **how)
        services.record_outside_review(
            what="A teenager", summary="Published in May.", panel_member=manager, agreed=True, by=assistant_director, **how
        )
        page = sign_in(auditor).get(reverse("learning:show_register")).content.decode()
        for words in (
            "Not known to Cafcass",
            "Pending: no director has agreed",
            "Published in May.",
            f"{incident.authority.name}: none received",
            "No summary yet",
        ):
            assert words in page
        sheet = sign_in(auditor).get(reverse("learning:export_register")).content.decode().splitlines()
        assert [line.split(",")[0] for line in sheet[1:]] == ["Yes", "No", "No"]
        assert "Ben" not in "".join(sheet)
        assert sign_in(manager).get(reverse("learning:show_register")).status_code == 403


class TestPages:
    @pytest.mark.requirement("F3.34-1", "FR6-1")
    def test_given_the_form_when_filled_in_a_bad_hour_then_it_is_recorded_and_the_authoritys_duty_is_said(
        self, family, practitioner, assistant_director, director, sign_in, at_now
    ):
        browser = sign_in(practitioner)
        url = reverse("learning:record_serious_incident", args=[family.case.pk])
        page = browser.get(url).content.decode()
        assert "Ring 999 first" in page
        assert "The local authority notifies the Child Safeguarding Practice Review Panel" in page
        sent = {
            "kind": "injury",
            "child": str(family.alice.pk),
            "what": "Scalded.",
            "expected": "doubtful",
            "abuse": "yes",
            **local_time("known_at", "2026-03-06 16:30"),
        }
        answer = browser.post(url, sent)
        assert answer.status_code == 422
        assert "any other child is at risk" in answer.content.decode()
        answer = browser.post(url, {**sent, "others_at_risk": "no"})
        one = SeriousIncident.objects.get()
        assert answer.url == one.get_absolute_url()
        assert (one.is_unexpected, one.authority) == (True, family.alice and one.authority)
        page = browser.get(reverse("cases:show_chronology", args=[family.case.pk])).content.decode()
        assert "A child was seriously injured" in page

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [("note_authority", "Enter when our representative was told"), ("record_disclosure", "Enter at least one of these days")],
    )
    def test_given_a_form_with_nothing_in_it_when_sent_then_it_is_not_said_to_be_recorded(
        self, incident, manager, sign_in, at_now, name, sentence
    ):
        answer = sign_in(manager).post(reverse(f"learning:{name}", args=[incident.pk]), {})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
