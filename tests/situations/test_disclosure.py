"""A child in care tells of more cruelty, abuse or neglect (policy 8)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.core import clock
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.catalogue import carriers
from cafcass_cases.ui.testing import local_time
from referrals.models import Referral
from referrals.services import record_call
from safeguarding.paths import all_paths
from safeguarding.services import record_police_report
from situations.disclosure import services
from situations.disclosure.models import Disclosure
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import log, neglect  # noqa: F401

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
HEARD = NOW - timedelta(hours=2)


def refused(rule, verb, **arguments):
    with pytest.raises(RuleRefused) as found:
        verb(**arguments)
    assert found.value.rule == rule


def duty(key, **more):
    return Duty.objects.get(key=key, **more)


@pytest.fixture
def told(log, family):
    """Ben, in care, has told of more; the police are to hear of it."""

    def run(*, police=True, children=None, **changes):
        logged = log(
            children=children or [neglect(family.ben, cause=True, child_words="He did it again.")], disclosure_in_care=True,
            police_considered=police, police_considered_reason="It may be a crime.", **changes,
        )  # fmt: skip
        return Disclosure.objects.get(concern=logged)

    return run


@pytest.fixture
def call(practitioner):
    def run(concern, *, at=LATER, result="reached"):
        referral = Referral.objects.get(concern=concern)
        record_call(referral=referral, called_at=at, result=result, spoke_to="Duty worker", by=practitioner, now=at)
        return referral

    return run


@pytest.mark.requirement("P8-1")
def test_given_a_child_in_care_tells_of_more_when_the_concern_is_logged_then_a_referral_is_owed_for_that_child_in_24_hours(told, family):
    found = told()
    assert (found.child, found.words, found.authority.name) == (family.ben, "He did it again.", "Leeds")
    owed = duty("disclosure-referral")
    assert (owed.child, owed.event_at, owed.due_at) == (family.ben, HEARD, HEARD + timedelta(hours=24))


@pytest.mark.requirement("P8-1")
def test_given_it_is_to_be_referred_when_nobody_answers_then_it_stays_owed_until_somebody_is_reached(told, call, practitioner):
    found = told()
    services.refer_disclosure(disclosure=found, at=NOW, by=practitioner, now=NOW)
    assert duty("supervision-held").is_open
    call(found.concern, result="no_answer")
    assert duty("disclosure-referral").is_open
    call(found.concern, at=LATER + timedelta(minutes=10))
    assert duty("disclosure-referral").ended_at == LATER + timedelta(minutes=10)
    assert Referral.objects.count() == 1


@pytest.mark.requirement("P8-1")
def test_given_another_authority_looks_after_the_child_when_it_is_referred_then_it_goes_there(told, practitioner, family, authority_y):
    found = told()
    services.record_disclosure(
        concern=found.concern, disclosure=found, child=family.ben, words="He did it again.", authority=authority_y, police=True, police_reason="A crime.",
        disclosed_at=HEARD, by=practitioner, now=NOW,
    )  # fmt: skip
    services.refer_disclosure(disclosure=found, at=NOW, by=practitioner, now=NOW)
    assert Referral.objects.get().authority == authority_y


@pytest.mark.requirement("P8-1")
def test_given_no_words_of_the_child_or_somebody_who_is_no_child_when_recorded_then_it_is_refused(told, practitioner, family, authority_x):
    found = told()
    given = {
        "concern": found.concern, "disclosure": found, "child": family.ben, "words": "He did it again.", "authority": authority_x, "police": True,
        "police_reason": "A crime.", "disclosed_at": HEARD, "by": practitioner, "now": NOW,
    }  # fmt: skip
    refused("P8-1", services.record_disclosure, **{**given, "words": " "})
    refused("P8-1", services.record_disclosure, **{**given, "child": family.mother})
    found.refresh_from_db()
    assert (found.child, found.words) == (family.ben, "He did it again.")


@pytest.mark.requirement("P8-1")
def test_given_it_is_not_known_which_child_told_when_it_is_referred_then_that_is_asked_first(told, practitioner, family):
    found = told(children=[neglect(family.ben, cause=True), neglect(family.alice, cause=True)])
    assert found.child is None
    refused("P8-1", services.refer_disclosure, disclosure=found, at=NOW, by=practitioner, now=NOW)
    assert not Referral.objects.exists()


@pytest.mark.requirement("P8-1")
def test_given_it_was_told_earlier_when_that_is_put_right_then_the_24_hours_run_from_the_telling(told, practitioner, family, authority_x):
    found = told()
    at = london_time("2026-03-06 12:00")
    services.record_disclosure(
        concern=found.concern, disclosure=found, child=family.ben, words="He did it again.", authority=authority_x, police=True, police_reason="A crime.",
        disclosed_at=at, by=practitioner, now=NOW,
    )  # fmt: skip
    assert duty("disclosure-referral", ended_at=None).due_at == at + timedelta(hours=24)
    assert duty("disclosure-referral", ending="not_needed").child == family.ben


@pytest.mark.requirement("P8-1")
def test_given_the_referral_names_another_child_when_it_is_made_then_it_does_not_count(told, call, practitioner, family):
    found = told(children=[neglect(family.ben, cause=True), neglect(family.alice, cause=True)], source_person=family.ben)
    assert found.child == family.ben
    from safeguarding.services import refer_now

    refer_now(concern=found.concern, children=[family.alice], reason="Alice.", at=NOW, by=practitioner, now=NOW)
    call(found.concern)
    assert duty("disclosure-referral").is_open


@pytest.mark.requirement("P8-1")
def test_given_the_referral_was_made_already_when_the_path_is_taken_then_it_counts(log, call, practitioner, family, authority_x):
    from safeguarding.services import refer_now

    logged = log()
    refer_now(concern=logged, children=[family.ben], reason="Ben.", at=NOW, by=practitioner, now=NOW)
    call(logged)
    services.record_disclosure(
        concern=logged, child=family.ben, words="He did it again.", authority=authority_x, police=False, police_reason="They know already.",
        disclosed_at=NOW, by=practitioner, now=LATER,
    )  # fmt: skip
    assert duty("disclosure-referral").ending == "done"


@pytest.mark.requirement("P8-2")
def test_given_no_decision_on_the_police_when_recorded_then_it_is_refused(log, practitioner, family, authority_x):
    facts = {
        "concern": log(), "child": family.ben, "words": "He did it again.", "authority": authority_x, "disclosed_at": NOW, "by": practitioner,
        "now": NOW,
    }  # fmt: skip
    refused("P8-2", services.record_disclosure, police=None, police_reason="A crime.", **facts)
    refused("P8-2", services.record_disclosure, police=False, police_reason=" ", **facts)
    refused("P8-1", services.record_disclosure, **{**facts, "words": " "}, police=True, police_reason="A crime.")
    assert not Disclosure.objects.exists()


@pytest.mark.requirement("P8-2")
def test_given_the_police_are_to_be_told_when_the_report_is_recorded_then_it_is_done_and_a_no_owes_none(told, practitioner):
    found = told()
    assert duty("disclosure-police").is_open
    record_police_report(concern=found.concern, reported_at=LATER, reported="What he told.", by_999=True, by=practitioner, now=LATER)
    assert duty("disclosure-police").ending == "done"
    found.refresh_from_db()
    assert found.reported_at == LATER
    told(police=False)
    assert Duty.objects.filter(key="disclosure-police").count() == 1


@pytest.mark.requirement("P8-2")
def test_given_somebody_is_in_danger_when_the_police_are_told_then_one_report_serves_both(told, practitioner):
    found = told(danger_now=True, danger_believed_at=NOW)
    assert duty("police-report").is_open
    assert not Duty.objects.filter(key="disclosure-police").exists()
    record_police_report(concern=found.concern, reported_at=LATER, reported="What he told.", by_999=True, by=practitioner, now=LATER)
    found.refresh_from_db()
    assert found.reported_at == LATER


# Pages


@pytest.mark.requirement("P8-1", "P8-2")
def test_given_the_path_when_it_is_walked_in_a_browser_then_one_button_refers(client, told, practitioner, family, authority_y):
    found = told(children=[neglect(family.ben, cause=True), neglect(family.alice, cause=True)])
    path = next(path for path in all_paths() if path.key == "disclosure")
    assert path.suggested(found.concern)
    assert path.choice == "A child in care has told of more"
    with clock.simulated(LATER):
        client.force_login(practitioner)
        page = client.get(path.start(family.case, found.concern))
        form = reverse("disclosure:complete_disclosure", args=[found.pk])
        assert page.url == form
        answers = {
            "child": str(family.ben.pk), "words": "He did it again.", "authority": str(authority_y.pk), "police": "yes", "police_reason": "A crime.",
            **local_time("disclosed_at", "2026-03-06 14:40"),
        }  # fmt: skip
        wrong = client.post(form, {**answers, "police": "", "words": ""})
        assert wrong.status_code == 422
        assert "word for word" in wrong.content.decode()
        assert client.post(form, answers).url == found.get_absolute_url()
        shown = client.get(found.get_absolute_url()).content.decode()
        assert "Refer now" in shown
        assert "He did it again." in shown
        assert "To Bradford" in shown
        answer = client.post(reverse("disclosure:refer_disclosure", args=[found.pk]), {})
        referral = Referral.objects.get()
        assert answer.url == reverse("referrals:show_referral", args=[referral.pk])
        assert "Go on with the referral" in client.get(found.get_absolute_url()).content.decode()
        assert "A child in care has told of more" in client.get(found.concern.get_absolute_url()).content.decode()


def test_given_the_concern_was_not_marked_when_the_path_is_taken_then_the_form_is_filled_from_it(
    client, log, practitioner, family, authority_x
):
    logged = log(children=[neglect(family.ben, cause=True)], whose_words="verbatim")
    with clock.simulated(LATER):
        client.force_login(practitioner)
        address = reverse("disclosure:record_disclosure", args=[logged.pk])
        page = client.get(address)
        assert page.context["form"].initial["words"] == logged.said
        answers = {
            "child": str(family.ben.pk), "words": logged.said, "authority": str(authority_x.pk), "police": "no", "police_reason": "They know.",
            **local_time("disclosed_at", "2026-03-06 14:40"),
        }  # fmt: skip
        assert client.post(address, answers).status_code == 302
        assert Disclosure.objects.get().child == family.ben


def test_given_the_policy_pages_when_they_ask_what_carries_it_out_then_every_requirement_has_a_carrier():
    assert carriers("P8-1")
    assert carriers("P8-2")
