"""Allegations about staff (framework 4.13–4.25, policy 49–51)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.accounts.models import DirectorPost, Role
from cafcass_cases.accounts.services import set_director_post
from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import AccessGrant, Case
from cafcass_cases.cases.rules import may_see_case
from cafcass_cases.cases.selectors import case_list
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue_record, preview
from cafcass_cases.duties.models import Alert, Duty
from cafcass_cases.duties.selectors import duties_of_case, open_duties_for
from cafcass_cases.duties.services import sweep
from cafcass_cases.ui.testing import local_time
from practice.allegations import selectors, services
from practice.allegations.models import Allegation, Strand
from sharing.models import Incident
from situations.professionals import services as professionals
from tests.cast import NOW, make_user
from tests.safeguarding.conftest import concern, log  # noqa: F401

HOUR = timedelta(hours=1)


@pytest.fixture
def director(db, other_area):
    """The director with safeguarding responsibility."""
    user = make_user(Role.ASSISTANT_DIRECTOR, "Sara Safeguarding", service_area=other_area)
    set_director_post(post=DirectorPost.Post.SAFEGUARDING, holder=user, by=None, now=NOW)
    return user


@pytest.fixture
def tell(family, practitioner, other_practitioner, manager, assistant_director, director):
    """``tell(**changes)``: a colleague tells that the practitioner of the case may have struck a child."""

    def run(*, by=other_practitioner, now=NOW, **changes):
        facts = {
            "kind": "at_work", "standing": "employed", "person": practitioner, "what": "She says he took her by the arm and shook her.",
            "source": "A colleague", "children": "A girl of eight", "arose_at": now, "about_case": family.case, **changes,
        }  # fmt: skip
        return services.record_allegation(**facts, by=by, now=now)

    return run


@pytest.fixture
def allegation(tell):
    return tell()


def owed(subject, key):
    return Duty.objects.get(subject_id=subject.pk, key=key)


def refused(rule, act, **arguments):
    with pytest.raises(RuleRefused) as error:
        act(**arguments)
    assert error.value.rule == rule
    return error.value


def named_on(allegation):
    grants = AccessGrant.objects.filter(case=allegation.file, kind="named", ends_at=None)
    return {grant.user for grant in grants.select_related("user")}


class TestWhoKnows:
    @pytest.mark.requirement("F4.16-1")
    def test_given_an_allegation_then_its_file_is_known_to_the_manager_who_answers_and_the_directors_alone(
        self, allegation, manager, assistant_director, director, other_practitioner, head_of_practice, auditor
    ):
        assert named_on(allegation) == {manager, assistant_director, director}
        assert allegation.responsible == manager
        assert may_see_case(auditor, allegation.file, NOW)
        for user in (other_practitioner, head_of_practice):
            assert not may_see_case(user, allegation.file, NOW)

    @pytest.mark.requirement("F4.16-1")
    def test_given_an_allegation_about_a_manager_then_they_never_see_it_and_it_goes_to_the_next_in_line(
        self, tell, manager, head_of_practice, sign_in, at_now
    ):
        one = tell(person=manager)
        assert one.responsible == head_of_practice
        assert manager not in named_on(one)
        browser = sign_in(manager)
        assert browser.get(one.get_absolute_url()).status_code == 404
        assert one.file.reference not in browser.get(reverse("allegations:list_allegations")).content.decode()
        assert sign_in(head_of_practice).get(one.get_absolute_url()).status_code == 200

    @pytest.mark.requirement("F4.16-1")
    def test_given_the_assistant_director_or_the_safeguarding_director_is_concerned_then_neither_is_named_nor_told(
        self, tell, assistant_director, director
    ):
        about_one, about_other = tell(person=assistant_director), tell(person=director)
        assert assistant_director not in named_on(about_one) | {about_one.responsible}
        assert director not in named_on(about_other) | {about_other.responsible}
        assert services.record_told(allegation=about_one, whom="area", at=NOW, by=None, now=NOW).area_director != assistant_director
        refused("F4.18-1", services.record_told, allegation=about_other, whom="safeguarding", at=NOW, by=None, now=NOW)

    @pytest.mark.requirement("F4.16-1", "F4.30-1")
    def test_given_the_person_concerned_then_no_list_search_duty_chronology_document_or_audit_tells_them(
        self, allegation, family, practitioner, manager, sign_in, at_now
    ):
        sweep(now=NOW + 80 * HOUR)
        browser = sign_in(practitioner)
        case = family.case
        pages = [
            reverse("desk:show_home"), reverse("cases:list_cases"), reverse("duties:list_alerts"), reverse("allegations:list_allegations"),
            reverse("cases:search") + f"?q={allegation.file.reference}", reverse("cases:search") + "?q=Allegation", reverse("cases:show_case", args=[case.pk]),
            reverse("cases:show_chronology", args=[case.pk]), reverse("duties:list_case_duties", args=[case.pk]), reverse("documents:list_documents", args=[case.pk]),
        ]  # fmt: skip
        for url in pages:
            text = browser.get(url).content.decode().replace(f'value="{allegation.file.reference}"', "")
            assert [words for words in (allegation.file.reference, str(allegation.file_id), "shook her") if words in text] == [], url
        for url in (
            allegation.get_absolute_url(), reverse("cases:show_case", args=[allegation.file_id]), reverse("audit:show_case_audit", args=[allegation.file_id]),
            reverse("cases:show_chronology", args=[allegation.file_id]), reverse("duties:show_duty", args=[owed(allegation, "allegation-lado").pk]),
        ):  # fmt: skip
            assert browser.get(url).status_code == 404, url
        assert not open_duties_for(practitioner, NOW).filter(case=allegation.file).exists()
        assert not Alert.objects.filter(recipient=practitioner, rung__duty__case=allegation.file).exists()
        # Nor does the child's own case, its duties or its audit, to anybody.
        assert not duties_of_case(case).filter(subject_label__startswith="allegations").exists()
        audit = sign_in(manager).get(reverse("audit:show_case_audit", args=[case.pk])).content.decode()
        assert "shook her" not in audit

    @pytest.mark.requirement("F4.16-1")
    def test_given_what_falls_due_then_nobody_hears_who_is_not_named(self, allegation, head_of_practice):
        sweep(now=NOW + 80 * HOUR)
        told = {alert.recipient for alert in Alert.objects.filter(rung__duty__case=allegation.file)}
        assert told <= named_on(allegation)
        assert head_of_practice not in told

    @pytest.mark.requirement("F4.16-1")
    def test_given_somebody_would_let_the_person_in_then_it_is_refused_however_it_is_tried(self, allegation, practitioner, manager):
        file, how = allegation.file, {"by": manager, "now": NOW}
        refused("kept-out", cases.grant_access, case=file, user=practitioner, kind="named", reason="To help.", **how)
        refused("kept-out", cases.restrict_case, case=file, named=[manager, practitioner], reason="To help.", **how)
        refused("kept-out", cases.allocate, case=file, practitioner=practitioner, **how)
        refused("kept-out", cases.lift_restriction, case=file, reason="No need.", **how)
        AccessGrant.objects.filter(case=file)[0]
        assert not may_see_case(practitioner, file, NOW)

    def test_given_the_file_then_it_is_no_case_of_the_court(self, allegation, manager):
        assert allegation.file not in case_list(manager, NOW)
        assert allegation.file.reference.startswith("A-2026-")

    def test_given_oneself_or_nobody_to_answer_then_it_is_refused(self, tell, other_practitioner):
        refused("F4.16-1", tell, person=other_practitioner)


class TestTheFirstHour:
    @pytest.mark.requirement("F4.15-1")
    def test_given_no_kind_or_person_when_saved_then_it_is_refused(self, tell):
        assert refused("F4.15-1", tell, kind="").field == "kind"
        refused("F4.15-1", tell, person=None)
        refused("F4.15-1", tell, standing="")
        for kind in Allegation.Kind.values:
            assert tell(kind=kind).kind == kind
        assert tell(person=None, person_name="A member of the Board", standing="board").name == "A member of the Board"

    @pytest.mark.requirement("F4.16-1")
    def test_given_it_was_not_talked_over_then_that_is_owed_at_once(self, allegation, manager, tell):
        duty = owed(allegation, "allegation-discussed")
        assert (duty.owner, duty.due_at, duty.is_urgent) == (manager, NOW + HOUR, True)
        services.record_discussed(allegation=allegation, with_whom="Hugo Head", at=NOW, by=manager, now=NOW)
        duty.refresh_from_db()
        assert duty.ending == "done"
        other = tell(
            discussed_with="The Chair and the Chief Executive", discussed_at=NOW, person=None, person_name="A member", standing="board"
        )
        assert not Duty.objects.filter(subject_id=other.pk, key="allegation-discussed").exists()

    @pytest.mark.requirement("F4.17-1")
    def test_given_a_complaint_that_tells_of_harm_then_it_is_an_allegation_of_its_own_and_in_doubt_the_director_is_asked(
        self, tell, practitioner, manager
    ):
        how = {
            "kind": "at_work",
            "standing": "employed",
            "person": practitioner,
            "what": "He shook her.",
            "source": "The mother",
            "arose_at": NOW,
            "by": None,
            "now": NOW,
        }
        refused("F4.17-1", services.record_allegation, from_complaint=True, complaint_reference=" ", **how)
        one = services.record_allegation(from_complaint=True, complaint_reference="CP-88", **how)
        assert one.from_complaint
        assert one.strands.filter(kind="practice").exists()
        doubtful = tell(in_doubt=True)
        assert owed(doubtful, "allegation-route").due_at == NOW + HOUR
        services.record_route(allegation=doubtful, route="An allegation.", at=NOW, by=manager, now=NOW)
        assert owed(doubtful, "allegation-route").ending == "done"

    @pytest.mark.requirement("F4.18-1")
    def test_given_one_director_told_after_an_hour_then_it_is_late_until_both_know(self, allegation, manager, assistant_director, director):
        duty = owed(allegation, "allegation-directors-told")
        assert (duty.due_at, duty.owner) == (NOW + HOUR, manager)
        how = {"allegation": allegation, "by": manager, "now": NOW + 2 * HOUR}
        services.record_told(whom="area", at=NOW, **how)
        assert owed(allegation, "allegation-directors-told").is_late(NOW + 2 * HOUR)
        one = services.record_told(whom="safeguarding", at=NOW + 2 * HOUR, **how)
        duty.refresh_from_db()
        assert (duty.ending, one.area_director, one.safeguarding_director) == ("done_late", assistant_director, director)

    @pytest.mark.requirement("F4.22-1")
    def test_given_contact_with_children_then_a_manager_decides_with_reasons(self, allegation, manager, other_practitioner):
        how = {"allegation": allegation, "at": NOW, "now": NOW}
        assert owed(allegation, "allegation-contact").is_open
        refused("F4.22-1", services.decide_contact, contact="suspended", reasons=" ", by=manager, **how)
        with pytest.raises(Denied):
            services.decide_contact(contact="suspended", reasons="To be safe.", by=other_practitioner, **how)
        one = services.decide_contact(
            contact="suspended", reasons="Until the police have spoken.", work="Works from the office.", by=manager, **how
        )
        assert (one.contact_by, one.work) == (manager, "Works from the office.")
        assert owed(allegation, "allegation-contact").ending == "done"


class TestTheDesignatedOfficer:
    @pytest.mark.requirement("F4.19-1")
    def test_given_the_decision_not_to_refer_then_reasons_are_needed(self, allegation, manager):
        how = {"allegation": allegation, "at": NOW, "by": manager, "now": NOW}
        refused("F4.19-1", services.decide_lado, refer=None, reasons="", **how)
        refused("F4.19-1", services.decide_lado, refer=False, reasons="", **how)
        services.decide_lado(refer=False, reasons="It was another person of that name.", **how)
        assert owed(allegation, "allegation-lado").ending == "not_required"

    @pytest.mark.requirement("F4.19-1")
    def test_given_supervision_approval_or_telling_is_missing_when_it_is_sent_then_it_is_refused(
        self, allegation, manager, director, authority_x
    ):
        how = {"allegation": allegation, "by": manager, "now": NOW}
        services.decide_lado(refer=True, reasons="", at=NOW, **how)
        error = refused("F4.19-1", services.send_lado, to="Front door", at=NOW, **how)
        assert len(error.missing) == 4
        services.record_supervision(with_whom="Hugo Head", at=NOW, **how)
        services.write_lado(text="What we know.", authority=authority_x, **how)
        refused("F4.19-1", services.approve_lado, **how)  # not by the one who wrote it
        services.approve_lado(allegation=allegation, by=director, now=NOW)
        services.write_lado(text="What we know now.", authority=authority_x, **how)
        assert Allegation.objects.get().lado_approved_at is None  # another word is another text
        services.approve_lado(allegation=allegation, by=director, now=NOW)
        assert list(refused("F4.19-1", services.send_lado, to="Front door", at=NOW, **how).missing) == [
            "The date the person was told, or a manager’s agreement that it is unsafe"
        ]
        services.agree_unsafe(reasons="The police ask us to wait.", **how)
        page, found = preview(kind="staff-lado-referral", subject=Allegation.objects.get(), by=manager, now=NOW)
        words = " ".join(page.text.split())
        assert found == []
        assert "What we know now." in words
        assert "Cafcass does not attend the Designated Officer’s meetings" in words
        assert "Oscar Other" not in words  # who raised it
        assert issue_record(kind="staff-lado-referral", subject=Allegation.objects.get(), by=manager, now=NOW).sha256
        sent = services.send_lado(to="Front door", at=NOW, **how)
        assert (sent.lado_sent_at, owed(allegation, "allegation-lado").ending) == (NOW, "done")

    @pytest.mark.requirement("F4.19-1")
    def test_given_the_person_is_told_before_the_authority_agreed_then_it_is_refused_and_what_was_done_is_an_incident(
        self, allegation, manager
    ):
        how = {
            "allegation": allegation,
            "told_at": NOW,
            "told_by": "Maria Manager",
            "words": "That enquiries are made.",
            "by": manager,
            "now": NOW,
        }
        refused("F4.19-1", services.tell_person, **how)
        refused("F4.19-1", services.tell_person, agreed_at=NOW + HOUR, agreed_with="The LADO", **{**how, "now": NOW + HOUR})
        services.tell_person(already=True, **how)
        assert Incident.objects.get().case == allegation.file
        one = services.tell_person(agreed_at=NOW - HOUR, agreed_with="The LADO", **how)
        assert (one.told_by, one.telling_agreed_with) == ("Maria Manager", "The LADO")

    @pytest.mark.requirement("F4.30-1")
    @pytest.mark.parametrize(
        ("words", "incidents"), [("Oscar Other said so.", ["F4.30-1"]), ("By one of the other staff; by a colleague.", [])]
    )
    def test_given_the_person_was_told_who_raised_it_then_that_is_kept_and_looked_at(self, allegation, manager, words, incidents):
        how = {"told_at": NOW, "told_by": "Maria Manager", "agreed_at": NOW, "agreed_with": "The LADO", "by": manager, "now": NOW}
        assert services.tell_person(allegation=allegation, words=words, **how).told_words == words
        assert list(Incident.objects.values_list("rule", flat=True)) == incidents

    @pytest.mark.requirement("F4.22-1")
    def test_given_the_person_was_told_then_support_is_owed(self, allegation, manager):
        how = {"allegation": allegation, "by": manager, "now": NOW}
        services.tell_person(told_at=NOW, told_by="Maria Manager", words="", agreed_at=NOW, agreed_with="The LADO", **how)
        assert owed(allegation, "allegation-support").owner == manager
        services.record_support(support="Staff care; the union.", at=NOW, **how)
        assert owed(allegation, "allegation-support").ending == "done"

    @pytest.mark.requirement("F4.21-1")
    def test_given_the_designated_officers_meeting_then_information_is_given_and_nobody_attends(
        self, allegation, manager, other_practitioner
    ):
        how = {"allegation": allegation, "by": manager, "now": NOW}
        given = services.contribute(words="When he saw her.", to_whom="The LADO", at=NOW, **how)
        assert given.given_at == NOW
        assert not Incident.objects.exists()
        meeting = {"words": "What he said.", "to_whom": "Their meeting", "attended": True}
        refused("F4.21-1", services.contribute, at=NOW, **meeting, **how)
        services.contribute(at=NOW - HOUR, **meeting, **how)
        assert Incident.objects.get().rule == "P50-1"

    def test_given_the_policys_own_room_in_the_childs_case_then_who_may_know_of_both_finds_it(
        self, allegation, concern, practitioner, manager, other_practitioner, team
    ):
        room = professionals.record_professional(
            concern=concern, capacity="colleague", colleague=practitioner, name="", identified_at=NOW, by=manager, now=NOW
        )
        assert selectors.lado_rooms_of(allegation, manager, NOW) == [room]
        assert selectors.lado_rooms_of(allegation, practitioner, NOW) == []


class TestStrandsRegulatorsAndTheEnd:
    @pytest.fixture
    def settled(self, allegation, manager, director):
        """Everything but the strands and the regulators."""
        how = {"allegation": allegation, "at": NOW, "by": manager, "now": NOW}
        for whom in ("area", "safeguarding"):
            services.record_told(whom=whom, **how)
        services.decide_contact(contact="suspended", reasons="To be safe.", **how)
        services.decide_lado(refer=False, reasons="Known already.", **how)
        return allegation

    def strand(self, allegation, kind):
        return allegation.strands.get(kind=kind)

    @pytest.mark.requirement("F4.22-1")
    def test_given_three_strands_then_each_has_its_own_state_and_outcome_and_one_open_keeps_the_file_open(self, settled, manager):
        how = {"at": NOW, "by": manager, "now": NOW}
        assert set(settled.strands.values_list("kind", flat=True)) == {"protection", "police", "conduct"}
        services.record_strand(strand=self.strand(settled, "police"), state="open", whose="West Yorkshire Police", **how)
        services.conclude_strand(
            strand=self.strand(settled, "protection"), outcome="unsubstantiated", reasons="No marks, no witness.", **how
        )
        services.record_strand(strand=self.strand(settled, "conduct"), state="none", whose="Hugo Head", **how)
        assert self.strand(settled, "police").state == "open"
        assert not self.strand(settled, "police").outcome
        error = refused("F4.22-1", services.close_allegation, allegation=settled, by=manager, now=NOW)
        assert "Police investigation: open" in error.missing
        refused("F4.22-1", services.conclude_strand, strand=self.strand(settled, "police"), outcome="guilty", reasons="x", **how)
        refused("F4.22-1", services.conclude_strand, strand=self.strand(settled, "police"), outcome="unfounded", reasons=" ", **how)
        assert set(Strand.Outcome.values) == {"substantiated", "unsubstantiated", "unfounded", "false", "malicious"}

    @pytest.mark.requirement("F4.20-1")
    def test_given_a_registered_worker_when_enquiries_close_without_the_second_notice_then_closing_is_refused(self, settled, manager):
        how = {"by": manager, "now": NOW}
        first = list(settled.notices.all())
        assert {notice.regulator for notice in first} == {"swe", "dbs"}
        for notice in first:
            assert owed(notice, "allegation-regulator").is_open
            refused("F4.20-1", services.decide_regulator, notice=notice, notify=True, reasons="", **how)
            refused("F4.20-1", services.send_notice, notice=notice, at=NOW, **how)
            services.decide_regulator(notice=notice, notify=notice.regulator == "swe", reasons="They are registered; no more yet.", **how)
        sent = services.send_notice(notice=settled.notices.get(regulator="swe"), at=NOW, **how)
        assert IssuedDocument.objects.get(pk=sent.document_id).case == settled.file
        assert {owed(notice, "allegation-regulator").ending for notice in first} == {"done"}
        for strand in settled.strands.all():
            services.conclude_strand(strand=strand, outcome="unfounded", reasons="It was somebody else.", at=NOW, **how)
        error = refused("F4.20-1", services.close_allegation, allegation=settled, **how)
        assert list(error.missing) == [
            "Notice to a regulator: Social Work England, at the end", "Notice to a regulator: Disclosure and Barring Service, at the end",
        ]  # fmt: skip
        for notice in settled.notices.filter(moment="concluded"):
            assert owed(notice, "allegation-regulator").is_open
            services.decide_regulator(notice=notice, notify=False, reasons="Told of the end by telephone; no notice is asked for.", **how)
        closed = services.close_allegation(allegation=settled, **how)
        assert (closed.closed_at, closed.keep_until.year) == (NOW, 2036)

    @pytest.mark.requirement("F4.20-1")
    def test_given_somebody_without_registration_then_the_barring_service_alone_is_decided_on(self, tell):
        one = tell(person=None, person_name="A cleaner", standing="contracted")
        assert {notice.regulator for notice in one.notices.all()} == {"dbs"}


class TestPages:
    @pytest.mark.requirement("F4.15-1", "F4.16-1")
    def test_given_a_practitioner_tells_of_a_colleague_then_it_is_saved_and_they_are_told_who_answers_and_see_it_no_more(
        self, family, practitioner, other_practitioner, manager, assistant_director, director, sign_in, at_now
    ):
        browser = sign_in(other_practitioner)
        url = reverse("allegations:record_allegation")
        sent = {
            "person": str(practitioner.pk), "standing": "employed", "what": "She says he shook her.", "source": "Her teacher", "from_complaint": "no",
            "in_doubt": "no", **local_time("arose_at", "2026-03-06 16:30"),
        }  # fmt: skip
        answer = browser.post(url, sent)
        assert answer.status_code == 422
        assert "Choose what kind of concern it is" in answer.content.decode()
        answer = browser.post(url, {**sent, "kind": "at_work"}, follow=True)
        assert "Maria Manager answers for it" in answer.content.decode()
        one = Allegation.objects.get()
        assert browser.get(one.get_absolute_url()).status_code == 404
        browser = sign_in(manager)
        page = browser.get(one.get_absolute_url()).content.decode()
        for words in (
            "Known to named people only",
            "Tell the directors",
            "Police investigation",
            "Social Work England",
            "Nobody of ours" not in page and "Strands",
        ):
            assert words in page
        assert browser.get(reverse("allegations:show_file", args=[one.file_id])).url == one.get_absolute_url()
        answer = browser.post(
            reverse("allegations:record_strand", args=[one.strands.get(kind="police").pk]),
            {"state": "open", "whose": "The police", **local_time("at", "2026-03-06 16:00")},
        )
        assert answer.status_code == 302
        assert one.strands.get(kind="police").state == "open"

    def test_given_a_path_from_a_case_then_the_file_remembers_it_and_the_case_does_not(
        self, family, other_practitioner, manager, sign_in, at_now
    ):
        page = sign_in(manager).get(reverse("allegations:record_allegation") + f"?case={family.case.pk}").content.decode()
        assert f"It came up in {family.case.reference}, which says nothing of it" in page
        assert Case.objects.count() == 1
