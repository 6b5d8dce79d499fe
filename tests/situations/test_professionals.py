"""Concerns about somebody who works with children, and the LADO (policy 6, 49 to 51)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases import rules as case_rules
from cafcass_cases.cases.models import AccessGrant
from cafcass_cases.core import clock
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.catalogue import carriers
from cafcass_cases.ui.testing import local_date, local_time
from referrals.registry import referral_parts
from referrals.services import decide_referral, record_call, record_written_referral
from safeguarding.services import complete_concern, hold_supervision
from sharing.models import Incident
from sharing.registry import restrictions_on
from sharing.services import note_sharing, share
from situations.professionals import contents, services
from situations.professionals.models import LadoStep, ProfessionalConcern
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import full_record, log  # noqa: F401

pytestmark = pytest.mark.django_db

SUPERVISED = NOW + timedelta(hours=1)
LATER = NOW + timedelta(hours=2)


def refused(rule, verb, **arguments):
    with pytest.raises(RuleRefused) as found:
        verb(**arguments)
    assert found.value.rule == rule
    return found.value


def duty(key, **more):
    return Duty.objects.get(key=key, **more)


def incidents():
    return sorted(Incident.objects.values_list("rule", flat=True))


@pytest.fixture
def teacher(log, family):
    """The concern says that it is about somebody who works with children; the father is named as the source of harm."""
    return ProfessionalConcern.objects.get(concern=log(works_with_children=True))


@pytest.fixture
def by_practitioner(practitioner):
    return {"by": practitioner, "now": LATER}


@pytest.fixture
def by_manager(manager):
    return {"by": manager, "now": LATER}


@pytest.fixture
def described(teacher, family, practitioner, authority_y):
    return services.record_professional(
        professional=teacher, concern=teacher.concern, person=family.father, capacity="party", job="Class teacher", employer="Hillside School",
        children_known="A class of thirty", authority=authority_y, by=practitioner, now=NOW,
    )  # fmt: skip


@pytest.fixture
def lado(described, practitioner):
    """Decided, and not yet written."""
    services.decide_on_lado(professional=described, refer=True, rationale="He does it at school as well.", at=NOW, by=practitioner, now=NOW)
    return described.lado


TEXT = {"behaviour": "He shuts children in a dark cupboard.", "children_at_risk": "His class.", "evidence": "Alice, today."}


@pytest.fixture
def written(lado, practitioner):
    return services.write_lado(lado=lado, by=practitioner, now=NOW, **TEXT)


@pytest.fixture
def supervise(manager, family):
    def run(concern, at=SUPERVISED):
        return hold_supervision(concern=concern, held_at=at, record=full_record(decision="not_refer"), by=manager, now=at)

    return run


@pytest.fixture
def approved(written, supervise, manager):
    supervise(written.professional.concern)
    return services.approve_lado(lado=written, at=SUPERVISED, by=manager, now=SUPERVISED)


@pytest.fixture
def told(approved, practitioner):
    return services.record_telling(
        lado=approved, told="told", told_at=LATER - timedelta(minutes=30), how="By telephone", by=practitioner, now=LATER
    )


@pytest.fixture
def sent(told, by_practitioner):
    return services.send_lado(lado=told, sent_to="The Designated Officer", **by_practitioner)


# Deciding


@pytest.mark.requirement("P6-1", "P49-1")
def test_given_a_concern_about_somebody_who_works_with_children_when_it_is_logged_then_the_lado_is_to_be_decided(teacher, family, log):
    assert duty("lado-decision").due_at == london_time("2026-03-09 17:00")
    assert (teacher.person, teacher.capacity, teacher.identified_at) == (family.father, "party", NOW)
    before = Duty.objects.filter(key="lado-decision").count()
    log(works_with_children=False)
    assert Duty.objects.filter(key="lado-decision").count() == before


@pytest.mark.requirement("P49-1")
def test_given_no_decision_when_the_concern_is_completed_then_it_is_refused_and_names_it(described, practitioner):
    error = refused("P16-1", complete_concern, concern=described.concern, outcome="Done.", at=LATER, by=practitioner, now=LATER)
    assert any("LADO" in phrase for phrase in error.missing)


@pytest.mark.requirement("P49-1", "P51-3")
def test_given_a_decision_when_it_has_no_rationale_then_it_is_refused_and_with_one_it_stands(described, practitioner):
    decide = {"professional": described, "refer": False, "at": NOW, "by": practitioner, "now": NOW}
    refused("P51-3", services.decide_on_lado, rationale="  ", **decide)
    assert duty("lado-decision").is_open
    services.decide_on_lado(rationale="It has nothing to do with his work.", **decide)
    described.refresh_from_db()
    assert (described.refer_to_lado, described.rationale) == (False, "It has nothing to do with his work.")
    assert duty("lado-decision").ending == "done"
    assert not Duty.objects.filter(key="lado-referral").exists()


@pytest.mark.requirement("P49-1", "P6-1")
def test_given_it_is_decided_to_involve_the_lado_when_nothing_was_sent_then_sending_stays_owed_until_the_concern_is_completed(
    lado, practitioner
):
    assert duty("lado-referral").due_at is None
    services.decide_on_lado(
        professional=lado.professional, refer=False, rationale="It was somebody else.", at=LATER, by=practitioner, now=LATER
    )
    assert duty("lado-referral").ending == "not_needed"


@pytest.mark.requirement("P49-1")
def test_given_the_lado_has_been_told_when_it_is_decided_otherwise_then_it_is_refused_and_the_decision_stands(sent, practitioner):
    professional = sent.professional
    undo = {
        "professional": professional,
        "refer": False,
        "rationale": "It was somebody else.",
        "at": LATER,
        "by": practitioner,
        "now": LATER,
    }
    refused("P49-1", services.decide_on_lado, **undo)
    professional.refresh_from_db()
    assert (professional.refer_to_lado, professional.rationale) == (True, "He does it at school as well.")


@pytest.mark.requirement("P49-4")
def test_given_a_person_without_capacity_or_name_when_described_then_it_is_refused(teacher, practitioner):
    who = {"professional": teacher, "concern": teacher.concern, "by": practitioner, "now": NOW}
    refused("P49-4", services.record_professional, capacity="", name="Somebody", **who)
    refused("P49-4", services.record_professional, capacity="volunteer", name=" ", **who)
    refused("P49-4", services.record_professional, capacity="colleague", name="A colleague", **who)


@pytest.mark.requirement("P49-4")
def test_given_a_colleague_when_described_then_the_case_is_kept_from_them_and_open_to_those_who_need_to_know(
    teacher, practitioner, other_practitioner, manager, team
):
    other_practitioner.team = team
    services.record_professional(
        professional=teacher, concern=teacher.concern, capacity="colleague", colleague=other_practitioner, by=practitioner, now=NOW
    )
    case = teacher.case
    case.refresh_from_db()
    assert case.is_restricted
    assert case_rules.may_see_case(practitioner, case, NOW)
    assert case_rules.may_see_case(manager, case, NOW)
    assert not case_rules.may_see_case(other_practitioner, case, NOW)


@pytest.mark.requirement("P49-4")
def test_given_the_colleague_is_the_manager_when_described_then_the_head_of_practice_answers_instead(
    teacher, practitioner, manager, head_of_practice
):
    services.record_professional(
        professional=teacher, concern=teacher.concern, capacity="colleague", colleague=manager, by=practitioner, now=NOW
    )
    named = set(AccessGrant.objects.filter(case=teacher.case, kind="named", ends_at=None).values_list("user_id", flat=True))
    assert named == {practitioner.pk, head_of_practice.pk}


# What it says


@pytest.mark.requirement("P49-2", "P50-2")
def test_given_a_text_without_the_behaviour_or_what_the_lado_needs_when_written_then_it_is_refused(lado, practitioner):
    how = {"lado": lado, "by": practitioner, "now": NOW}
    refused("P49-2", services.write_lado, **{**TEXT, "behaviour": " "}, **how)
    refused("P50-2", services.write_lado, **{**TEXT, "evidence": ""}, **how)
    refused("P50-2", services.write_lado, **{**TEXT, "children_at_risk": ""}, **how)
    assert not Duty.objects.filter(key="lado-approval").exists()


@pytest.mark.requirement("P49-2", "P50-2")
def test_given_a_person_whose_work_is_not_known_when_approved_then_what_is_missing_is_named(
    written, supervise, manager, practitioner, authority_y
):
    about = written.professional
    supervise(about.concern)
    services.record_professional(
        professional=about, concern=about.concern, person=about.person, capacity="party", authority=authority_y, by=practitioner, now=NOW
    )
    error = refused("P50-2", services.approve_lado, lado=written, at=LATER, by=manager, now=LATER)
    assert "Their role" in error.missing
    assert "The children they work with" in error.missing


@pytest.mark.requirement("P49-2")
def test_given_the_part_when_it_is_made_then_it_says_that_it_includes_the_lado_and_the_behaviour(written):
    part = contents.part_of(written)
    assert "includes a referral to the Local Authority Designated Officer (LADO)" in part.texts[0]
    assert any("He shuts children in a dark cupboard." in text for text in part.texts)


# The order


@pytest.mark.requirement("P51-1", "P51-2", "P51-4")
def test_given_each_step_left_out_when_sent_then_it_is_refused_in_the_order_of_the_policy(written, supervise, manager, by_practitioner):
    send = {"lado": written, "sent_to": "LADO", **by_practitioner}
    refused("P51-1", services.send_lado, **send)
    refused("P51-1", services.approve_lado, lado=written, at=LATER, by=manager, now=LATER)
    supervise(written.professional.concern)
    refused("P51-2", services.send_lado, **send)
    services.approve_lado(lado=written, at=LATER, by=manager, now=LATER)
    refused("P51-4", services.send_lado, **send)
    services.record_telling(lado=written, told="told", told_at=LATER, how="By telephone", **by_practitioner)
    written.refresh_from_db()
    assert services.send_lado(**send).sent_at == LATER
    assert incidents() == []


@pytest.mark.requirement("P51-1")
def test_given_supervision_from_before_they_were_known_when_sent_then_it_does_not_count(log, supervise, practitioner, by_practitioner):
    logged = log()
    supervise(logged, NOW)
    one = services.record_professional(
        concern=logged, name="Sam Coach", capacity="volunteer", identified_at=LATER, by=practitioner, now=LATER
    )
    services.decide_on_lado(professional=one, refer=True, rationale="He coaches.", at=LATER, by=practitioner, now=LATER)
    refused("P51-1", services.send_lado, lado=_complete(one, practitioner), **by_practitioner)


def _complete(one, practitioner, authority=None):
    one.job = one.employer = one.children_known = "Coach"
    from tests.cast import make_authority, save

    one.authority = authority or make_authority("XX", "Xtown", "E08000099")
    save(one)
    return services.write_lado(lado=one.lado, by=practitioner, now=LATER, **TEXT)


@pytest.mark.requirement("P51-2")
def test_given_an_approved_text_when_a_word_is_changed_then_approval_is_needed_again(told, practitioner, manager, by_practitioner):
    services.write_lado(lado=told, by=practitioner, now=LATER, **{**TEXT, "evidence": "Alice, yesterday."})
    told.refresh_from_db()
    assert not contents.is_approved(told)
    assert Duty.objects.filter(key="lado-approval", ended_at=None).count() == 1
    refused("P51-2", services.send_lado, lado=told, **by_practitioner)
    services.approve_lado(lado=told, at=LATER, by=manager, now=LATER)
    assert services.send_lado(lado=told, **by_practitioner).sent_at


@pytest.mark.requirement("P51-2")
def test_given_who_they_are_changes_after_approval_when_sent_then_approval_is_needed_again(told, practitioner, by_practitioner):
    about = told.professional
    services.record_professional(
        professional=about, concern=about.concern, person=about.person, capacity="party", job="Deputy head", employer="Hillside School",
        children_known="The whole school", authority=about.authority, by=practitioner, now=LATER,
    )  # fmt: skip
    refused("P51-2", services.send_lado, lado=told, **by_practitioner)


@pytest.mark.requirement("P51-2")
def test_given_a_text_when_its_writer_or_a_practitioner_approves_then_it_is_refused(written, supervise, manager, practitioner):
    supervise(written.professional.concern)
    with pytest.raises(Denied):
        services.approve_lado(lado=written, at=LATER, by=practitioner, now=LATER)
    services.write_lado(lado=written, by=manager, now=LATER, **{**TEXT, "evidence": "By the manager."})
    refused("P51-2", services.approve_lado, lado=written, at=LATER, by=manager, now=LATER)


@pytest.mark.requirement("P51-4")
def test_given_it_is_unsafe_to_tell_when_the_manager_has_not_agreed_then_it_is_not_sent(approved, manager, practitioner, by_practitioner):
    refused("P51-4", services.record_telling, lado=approved, told="unsafe", reasons=" ", **by_practitioner)
    services.record_telling(lado=approved, told="unsafe", reasons="He would press Alice.", **by_practitioner)
    assert duty("lado-unsafe").owner == manager
    refused("P51-4", services.send_lado, lado=approved, **by_practitioner)
    with pytest.raises(Denied):
        services.agree_not_to_tell(lado=approved, agreed=True, at=LATER, **by_practitioner)
    services.agree_not_to_tell(lado=approved, agreed=True, at=LATER, by=manager, now=LATER)
    approved.refresh_from_db()
    assert services.send_lado(lado=approved, **by_practitioner).sent_at


@pytest.mark.requirement("P51-4")
def test_given_agreed_reasons_when_they_change_or_the_manager_disagrees_then_it_is_not_sent(approved, manager, by_practitioner, by_manager):
    services.record_telling(lado=approved, told="unsafe", reasons="He would press Alice.", **by_practitioner)
    services.agree_not_to_tell(lado=approved, agreed=True, at=LATER, **by_manager)
    services.record_telling(lado=approved, told="unsafe", reasons="It is awkward.", **by_practitioner)
    refused("P51-4", services.send_lado, lado=approved, **by_practitioner)
    refused("P51-4", services.agree_not_to_tell, lado=approved, agreed=False, note=" ", at=LATER, **by_manager)
    services.agree_not_to_tell(lado=approved, agreed=False, note="Awkward is not unsafe.", at=LATER, **by_manager)
    approved.refresh_from_db()
    assert approved.told == ""
    refused("P51-4", services.send_lado, lado=approved, **by_practitioner)


@pytest.mark.requirement("P51-1", "P51-2", "P51-4")
def test_given_it_has_gone_already_when_it_is_entered_then_it_is_kept_and_what_was_left_out_is_an_incident(written, practitioner):
    services.send_lado(lado=written, sent_at=NOW, sent_to="LADO", by=practitioner, now=LATER)
    written.refresh_from_db()
    assert written.sent_at == NOW
    assert incidents() == ["P51-1", "P51-2", "P51-4"]
    assert Duty.objects.filter(key="incident-viewed").count() == 3


@pytest.mark.requirement("P49-3")
def test_given_they_were_told_before_approval_when_it_is_entered_then_it_is_kept_as_an_incident(written, practitioner):
    services.record_telling(lado=written, told="told", told_at=NOW, how="At the door", by=practitioner, now=LATER)
    assert incidents() == ["P49-3"]


# As a part of the children's written referral


@pytest.fixture
def referral(teacher, family, practitioner, authority_y):
    """The children's referral, to the same authority as the LADO's, rung at once."""
    made = decide_referral(
        concern=teacher.concern, authority=authority_y, children=[family.alice], basis="refer_now", decided_at=NOW, by=practitioner, now=NOW
    )
    record_call(referral=made, called_at=NOW, result="reached", spoke_to="Duty worker", by=practitioner, now=NOW)
    return made


@pytest.mark.requirement("P51-1", "P51-2", "P51-4")
def test_given_the_part_is_not_ready_when_the_childrens_referral_goes_then_it_goes_without_it(written, referral, by_practitioner):
    assert referral_parts(referral) == []
    record_written_referral(referral=referral, sent_to="Duty team", **by_practitioner)
    assert duty("written-referral").ending == "done"
    written.refresh_from_db()
    assert written.sent_at is None
    assert duty("lado-referral").is_open


@pytest.mark.requirement("P49-2", "P51-5")
def test_given_the_part_is_ready_when_the_childrens_referral_goes_then_it_goes_with_it(told, referral, by_practitioner):
    assert [part.heading for part in referral_parts(referral)] == [contents.HEADING]
    record_written_referral(referral=referral, sent_to="Duty team", **by_practitioner)
    told.refresh_from_db()
    assert (told.sent_at, told.with_referral_id) == (LATER, referral.pk)
    assert duty("lado-follow-up").event_at == LATER


def test_given_the_lado_is_at_another_authority_when_the_childrens_referral_goes_then_the_part_stays(
    told, referral, by_practitioner, authority_x
):
    referral.authority = authority_x
    assert referral_parts(referral) == []


def test_given_it_was_issued_before_the_part_was_ready_when_it_is_sent_then_the_part_did_not_go(
    approved, referral, practitioner, by_practitioner
):
    from referrals.services import issue_written_referral

    issue_written_referral(referral=referral, by=practitioner, now=SUPERVISED)
    services.record_telling(lado=approved, told="told", told_at=LATER, how="By telephone", **by_practitioner)
    later = LATER + timedelta(minutes=5)
    record_written_referral(referral=referral, sent_to="Duty team", by=practitioner, now=later)
    approved.refresh_from_db()
    assert approved.sent_at is None


# After it is sent


@pytest.mark.requirement("P51-5")
def test_given_it_is_sent_when_five_working_days_pass_then_it_is_followed_up_again_and_again_until_the_outcome(sent, practitioner):
    assert duty("lado-follow-up").due_at == london_time("2026-03-13 17:00")
    moment = london_time("2026-03-13 12:00")
    services.record_lado_follow_up(lado=sent, text="Still looking.", at=moment, by=practitioner, now=moment)
    assert duty("lado-follow-up", ended_at=None).due_at == london_time("2026-03-20 17:00")
    services.record_lado_outcome(lado=sent, text="Substantiated.", at=moment, by=practitioner, now=moment)
    assert not Duty.objects.filter(key="lado-follow-up", ended_at=None).exists()


@pytest.mark.requirement("P51-5")
def test_given_it_was_not_sent_when_a_follow_up_is_recorded_then_it_is_refused(told, by_practitioner):
    refused("P51-5", services.record_lado_follow_up, lado=told, text="Rang.", at=LATER, **by_practitioner)


@pytest.mark.requirement("P51-6")
def test_given_it_is_sent_when_the_court_is_told_then_only_in_words_that_the_manager_agreed(sent, by_practitioner, by_manager):
    assert duty("lado-court-told").due_at == london_time("2026-03-09 17:00")
    tell = {"lado": sent, "told_at": LATER, "how": "portal", **by_practitioner}
    refused("P51-6", services.tell_court_of_lado, **tell)
    services.write_court_words(lado=sent, words="A referral has been made about an adult who works with children.", **by_practitioner)
    assert duty("lado-court-words").owner == by_manager["by"]
    refused("P51-6", services.tell_court_of_lado, **tell)
    with pytest.raises(Denied):
        services.agree_court_words(lado=sent, at=LATER, **by_practitioner)
    services.agree_court_words(lado=sent, at=LATER, **by_manager)
    services.write_court_words(lado=sent, words="He is a teacher at Hillside School.", **by_practitioner)
    refused("P51-6", services.tell_court_of_lado, **tell)
    services.write_court_words(lado=sent, words="A referral has been made about an adult who works with children.", **by_practitioner)
    update = services.tell_court_of_lado(**tell)
    assert update.text == "A referral has been made about an adult who works with children."
    assert duty("lado-court-told").ending == "done"


@pytest.mark.requirement("P51-6")
def test_given_the_court_was_told_without_agreement_when_it_is_entered_then_it_is_kept_as_an_incident(sent, practitioner):
    later = LATER + timedelta(hours=1)
    services.write_court_words(lado=sent, words="He is a teacher.", by=practitioner, now=LATER)
    services.tell_court_of_lado(lado=sent, told_at=LATER, how="telephone", by=practitioner, now=later)
    assert incidents() == ["P51-6"]


@pytest.mark.requirement("P50-2")
def test_given_the_lado_asks_when_it_is_not_answered_then_it_stays_owed(sent, by_practitioner):
    request = services.record_lado_request(
        lado=sent, text="Her words, in full.", answer_by=london_time("2026-03-10 09:00").date(), at=LATER, **by_practitioner
    )
    assert duty("lado-request").due_at == london_time("2026-03-10 23:59") + timedelta(seconds=59)
    refused("P50-2", services.answer_lado_request, request=request, answer=" ", at=LATER, **by_practitioner)
    assert duty("lado-request").is_open
    services.answer_lado_request(request=request, answer="Sent.", at=LATER, **by_practitioner)
    assert duty("lado-request").ending == "done"


@pytest.mark.requirement("P50-1")
def test_given_a_lado_meeting_when_attending_is_planned_then_it_is_refused_and_having_attended_is_an_incident(sent, by_practitioner):
    meeting = {"lado": sent, "meeting_at": LATER + timedelta(days=3), **by_practitioner}
    refused("P50-1", services.plan_lado_meeting, attend=True, **meeting)
    assert not LadoStep.objects.exists()
    services.plan_lado_meeting(attend=False, text="Sent in writing.", **meeting)
    services.record_lado_meeting_attended(lado=sent, text="Put through to it.", at=LATER, **by_practitioner)
    assert incidents() == ["P50-1"]
    assert set(LadoStep.objects.values_list("kind", flat=True)) == {"meeting_declined", "meeting_attended"}


# Sharing


def _asks(case, practitioner, to="employer"):
    return note_sharing(
        case=case, recipient_kind=to, purpose="professional_concern", recipient_name="Hillside School", what_asked="Is there anything?",
        asked_at=LATER, by=practitioner, now=LATER,
    )  # fmt: skip


def _share(sharing, practitioner, **more):
    return share(
        sharing=sharing,
        shared="That it is looked at.",
        shared_with="Head teacher",
        method="telephone",
        by=practitioner,
        now=LATER,
        **{"shared_at": LATER, **more},
    )


@pytest.mark.requirement("P49-3")
def test_given_a_concern_about_a_professional_when_it_is_shared_with_the_employer_then_it_is_refused_with_the_lado_as_the_way(
    teacher, practitioner
):
    found = restrictions_on(teacher.case, "employer", "other", LATER)
    assert [one.rule for one in found] == ["P49-3"]
    assert "Tell the LADO" in found[0].message
    assert not found[0].departable
    sharing = _asks(teacher.case, practitioner)
    refused("P49-3", _share, sharing=sharing, practitioner=practitioner)
    _share(sharing, practitioner, shared_at=LATER - timedelta(hours=1))
    assert incidents() == ["P49-3"]


@pytest.mark.requirement("P49-3")
def test_given_a_concern_about_a_professional_when_the_lado_or_the_police_are_told_then_nothing_is_held_against_it(teacher):
    assert restrictions_on(teacher.case, "lado", "professional_concern", LATER) == []
    assert restrictions_on(teacher.case, "police", "professional_concern", LATER) == []


@pytest.mark.requirement("P49-5")
def test_given_the_lado_directs_when_it_names_the_employer_then_the_employer_may_be_told_and_nobody_else(
    sent, practitioner, by_practitioner
):
    case = sent.professional.case
    sharing = _asks(case, practitioner)
    services.record_lado_direction(
        lado=sent, text="The head teacher may be told.", may_share_with=["employer"], at=LATER, **by_practitioner
    )
    assert restrictions_on(case, "employer", "professional_concern", LATER) == []
    assert [one.rule for one in restrictions_on(case, "school", "professional_concern", LATER)] == ["P49-3"]
    _share(sharing, practitioner)
    assert incidents() == []
    after = LATER + timedelta(hours=1)
    services.record_lado_direction(lado=sent, text="Nobody any more.", may_share_with=[], at=after, by=practitioner, now=after)
    assert [one.rule for one in restrictions_on(case, "employer", "professional_concern", after)] == ["P49-3"]


@pytest.mark.requirement("P49-5")
def test_given_a_direction_without_words_when_recorded_then_it_is_refused(sent, by_practitioner):
    refused("P49-5", services.record_lado_direction, lado=sent, text=" ", may_share_with=["employer"], at=LATER, **by_practitioner)


# Pages


def url(name, one):
    return reverse(f"professionals:{name}", args=[one.pk])


@pytest.mark.requirement("P49-4", "P51-3")
def test_given_the_path_when_it_is_walked_in_a_browser_then_it_ends_in_a_sent_referral(
    client, teacher, family, practitioner, manager, authority_y, supervise
):
    with clock.simulated(LATER):
        client.force_login(practitioner)
        page = client.get(reverse("professionals:record_professional", args=[teacher.concern_id]))
        assert page.url == teacher.get_absolute_url()
        answer = client.post(url("describe_professional", teacher), {
            "person": str(family.father.pk), "capacity": "party", "job": "Teacher", "employer": "Hillside School", "children_known": "A class",
            "authority": str(authority_y.pk),
        })  # fmt: skip
        assert answer.status_code == 302
        when = local_time("decided_at", "2026-03-06 18:00")
        answer = client.post(url("decide_lado", teacher), {"refer": "yes", "rationale": "", **when})
        assert answer.status_code == 422
        assert "Write the rationale" in answer.content.decode()
        assert client.post(url("decide_lado", teacher), {"refer": "yes", "rationale": "At school as well.", **when}).status_code == 302
        teacher.refresh_from_db()
        answer = client.post(url("write_lado", teacher), {**TEXT, "version": str(teacher.lado.version)})
        assert answer.status_code == 302, answer.context["form"].errors
        supervise(teacher.concern)
        shown = client.get(teacher.get_absolute_url()).content.decode()
        assert "A manager is asked to read and approve it" in shown
        assert "Not approved" in shown
        assert client.get(url("approve_lado", teacher)).status_code == 403
        client.force_login(manager)
        reading = client.get(url("approve_lado", teacher))
        assert TEXT["behaviour"] in reading.content.decode()
        assert (
            client.post(url("approve_lado", teacher), {"sure": "on", "version": reading.context["form"]["version"].value()}).status_code
            == 302
        )
        client.force_login(practitioner)
        moment = local_time("told_at", "2026-03-06 18:30")
        assert client.post(url("record_telling", teacher), {"told": "told", "how": "By telephone", **moment}).status_code == 302
        assert client.post(url("issue_lado", teacher), {}).status_code == 302
        sent_at = {"sent_at-now": "on"}
        answer = client.post(url("send_lado", teacher), {"method": "email", "sent_to": "The Designated Officer", **sent_at})
        assert answer.status_code == 302, answer.content.decode()
        assert IssuedDocument.objects.filter(kind="lado-referral").count() == 1
        answer = client.post(url("record_lado_meeting", teacher), {"what": "attend", "text": "I want to go."})
        assert answer.status_code == 422
        assert "does not attend" in answer.content.decode()
        story = client.get(reverse("safeguarding:show_concern", args=[teacher.concern_id])).content.decode()
        assert "Referral that includes the LADO sent" in story
        assert "Somebody who works with children" in story


def test_given_the_lado_follows_up_when_the_pages_are_used_then_each_is_recorded(client, sent, practitioner, manager):
    one = sent.professional
    with clock.simulated(LATER + timedelta(hours=1)):
        client.force_login(practitioner)
        now = {"happened_at-now": "on"}
        assert (
            client.post(
                url("record_lado_request", one), {"who": "LADO", "text": "More?", **now, **local_date("answer_by", "2026-03-10")}
            ).status_code
            == 302
        )
        request = LadoStep.objects.get()
        answer = reverse("professionals:answer_lado_request", args=[request.pk])
        assert client.post(answer, {"answer": "Sent.", "answered_at-now": "on"}).status_code == 302
        assert client.post(url("record_lado_direction", one), {"who": "LADO", "text": "Nobody.", **now}).status_code == 302
        assert (
            client.post(url("record_lado_follow_up", one), {"who": "LADO", "text": "Done.", "is_outcome": "yes", **now}).status_code == 302
        )
        sent.refresh_from_db()
        assert (
            client.post(url("write_court_words", one), {"words": "A referral was made.", "version": str(sent.version)}).status_code == 302
        )
        client.force_login(manager)
        page = client.get(url("agree_court_words", one))
        assert (
            client.post(url("agree_court_words", one), {"sure": "on", "version": page.context["form"]["version"].value()}).status_code
            == 302
        )
        client.force_login(practitioner)
        assert client.post(url("tell_court_of_lado", one), {"told_at-now": "on", "how": "portal"}).status_code == 302
        sent.refresh_from_db()
        assert sent.court_told_at
        assert sent.outcome == "Done."


def test_given_the_colleague_it_is_about_when_they_open_it_then_there_is_nothing_here(
    client, teacher, practitioner, manager, head_of_practice
):
    services.record_professional(
        professional=teacher, concern=teacher.concern, capacity="colleague", colleague=manager, by=practitioner, now=NOW
    )
    with clock.simulated(LATER):
        client.force_login(manager)
        assert client.get(teacher.get_absolute_url()).status_code == 404
        client.force_login(head_of_practice)
        assert client.get(teacher.get_absolute_url()).status_code == 200


def test_given_the_policy_pages_when_they_ask_what_carries_it_out_then_every_requirement_has_a_carrier():
    for number in (
        "P6-1",
        "P49-1",
        "P49-2",
        "P49-3",
        "P49-4",
        "P49-5",
        "P50-1",
        "P50-2",
        "P51-1",
        "P51-2",
        "P51-3",
        "P51-4",
        "P51-5",
        "P51-6",
    ):
        assert carriers(number), number
