"""Concerns about adults: supervision, the police, the adult safeguarding referral (policy 41, 42)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases.models import AuthorityContact
from cafcass_cases.cases.registry import what_stands_against_closing
from cafcass_cases.core import clock
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import fire_due
from cafcass_cases.policy.catalogue import carriers
from safeguarding.paths import all_paths
from safeguarding.services import raise_danger, record_police_report
from sharing.models import Incident
from situations.adults import selectors, services
from situations.adults.models import AdultConcern, AdultReferral
from tests.cast import NOW, london_time, save
from tests.safeguarding.conftest import log  # noqa: F401

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def refused(rule, verb, **arguments):
    with pytest.raises(RuleRefused) as found:
        verb(**arguments)
    assert found.value.rule == rule
    return found.value


def duty(key, **more):
    return Duty.objects.get(key=key, **more)


@pytest.fixture
def record(family, practitioner):
    def run(*, now=NOW, by=practitioner, **changes):
        facts = {"case": family.case, "person": family.grandmother, "what": "She has no food.", "recognised_at": now, "danger_now": False}
        return services.record_adult_concern(**{**facts, **changes}, by=by, now=now)

    return run


@pytest.fixture
def adult(record):
    return record()


@pytest.fixture
def asked(adult, practitioner):
    return services.ask_adult_supervision(adult=adult, text="Do we refer her?", at=NOW, by=practitioner, now=NOW)


@pytest.fixture
def referral(asked, manager):
    services.hold_adult_supervision(adult=asked, held_at=NOW, decision="refer", reason="She is alone.", by=manager, now=NOW)
    return AdultReferral.objects.get(adult=asked)


@pytest.fixture
def tell(practitioner):
    def run(referral, **changes):
        facts = {"adult_told": "told", "adult_told_at": NOW, "family_told": "told", "family_told_at": NOW}
        return services.record_adult_told(referral=referral, by=practitioner, now=LATER, **{**facts, **changes})

    return run


@pytest.fixture
def send(practitioner):
    def run(referral, *, now=LATER, **changes):
        facts = {"procedure": "Bradford adult protection, form A", "sent_to": "Adult safeguarding team"}
        return services.send_adult_referral(referral=referral, by=practitioner, now=now, **{**facts, **changes})

    return run


# Supervision


@pytest.mark.requirement("P41-1")
def test_given_a_concern_about_an_adult_when_recorded_then_supervision_is_to_be_sought_within_24_hours(adult):
    found = duty("adult-supervision-requested")
    assert (found.due_at, found.subject_id, found.concern_id) == (NOW + timedelta(hours=24), adult.pk, None)
    assert not Duty.objects.filter(key="adult-police-report").exists()


@pytest.mark.requirement("P41-1")
def test_given_a_record_without_an_adult_or_words_when_saved_then_it_is_refused(record):
    refused("P41-1", record, person=None, name=" ")
    refused("P41-1", record, what="")
    assert not AdultConcern.objects.exists()


@pytest.mark.requirement("P41-1")
def test_given_it_is_asked_for_when_a_manager_holds_it_then_the_decision_has_its_reason(asked, practitioner, manager):
    assert duty("adult-supervision-requested").ending == "done"
    assert duty("adult-supervision-held").owner == manager
    hold = {"adult": asked, "held_at": LATER, "now": LATER}
    with pytest.raises(Denied):
        services.hold_adult_supervision(decision="refer", reason="Yes.", by=practitioner, **hold)
    refused("P41-1", services.hold_adult_supervision, decision="refer", reason=" ", by=manager, **hold)
    refused("P41-1", services.hold_adult_supervision, decision="", reason="Yes.", by=manager, **hold)
    services.hold_adult_supervision(decision="not_refer", reason="Her son is with her.", by=manager, **hold)
    assert duty("adult-supervision-held").ending == "done"
    assert not AdultReferral.objects.exists()


@pytest.mark.requirement("P41-1")
def test_given_a_manager_asked_when_they_would_hold_it_themselves_then_it_is_refused(record, manager):
    adult = record(by=manager)
    services.ask_adult_supervision(adult=adult, text="Refer?", at=NOW, by=manager, now=NOW)
    refused("P41-1", services.hold_adult_supervision, adult=adult, held_at=NOW, decision="refer", reason="Yes.", by=manager, now=NOW)


@pytest.mark.requirement("P41-1")
def test_given_supervision_did_not_agree_when_the_practitioner_is_convinced_then_it_is_referred_and_the_head_of_practice_hears(
    asked, practitioner, manager, head_of_practice
):
    services.hold_adult_supervision(adult=asked, held_at=NOW, decision="not_refer", reason="No.", by=manager, now=NOW)
    referral = services.refer_adult_now(adult=asked, reason="She is alone again.", at=LATER, by=practitioner, now=LATER)
    assert duty("adult-dissent-viewed").owner == head_of_practice
    assert referral.decided_at == LATER
    asked.refresh_from_db()
    with pytest.raises(Denied):
        services.view_adult_dissent(adult=asked, view="Good.", at=LATER, by=manager, now=LATER)
    services.view_adult_dissent(adult=asked, view="Rightly.", at=LATER, by=head_of_practice, now=LATER)
    assert duty("adult-dissent-viewed").ending == "done"


@pytest.mark.requirement("P41-1")
def test_given_something_is_owed_when_it_is_completed_or_the_case_closed_then_it_is_refused(adult, practitioner, manager):
    error = refused("P41-1", services.complete_adult_concern, adult=adult, outcome="Done.", at=LATER, by=practitioner, now=LATER)
    assert error.missing == ("Supervision on an adult safeguarding referral",)
    assert any(adult.reference in phrase for phrase in what_stands_against_closing(adult.case, LATER))
    services.ask_adult_supervision(adult=adult, text="Refer?", at=NOW, by=practitioner, now=NOW)
    services.hold_adult_supervision(adult=adult, held_at=NOW, decision="not_refer", reason="No need.", by=manager, now=NOW)
    services.complete_adult_concern(adult=adult, outcome="Her son is with her.", at=LATER, by=practitioner, now=LATER)
    assert not any(adult.reference in phrase for phrase in what_stands_against_closing(adult.case, LATER))


# The police


@pytest.mark.requirement("P42-1")
def test_given_an_immediate_risk_when_an_hour_passes_without_a_report_then_an_urgent_alert_goes(record, practitioner, manager):
    adult = record(danger_now=True, danger_reason="She cuts herself.", danger_believed_at=NOW - timedelta(minutes=10))
    found = duty("adult-police-report")
    assert (found.due_at, found.is_urgent) == (NOW + timedelta(minutes=50), True)
    fire_due(now=LATER)
    assert found.rungs.filter(step="due", fired_at__isnull=False).exists()
    services.record_adult_police_report(adult=adult, reported_at=NOW, reported="Fresh cuts.", by_999=True, by=practitioner, now=LATER)
    assert duty("adult-police-report").ending == "done"


@pytest.mark.requirement("P42-1")
def test_given_an_immediate_risk_without_a_reason_or_a_report_without_words_when_saved_then_it_is_refused(record, practitioner):
    refused("P42-1", record, danger_now=True)
    adult = record(danger_now=True, danger_reason="She cuts herself.")
    report = {"adult": adult, "reported_at": NOW, "by": practitioner, "now": NOW}
    refused("P42-1", services.record_adult_police_report, reported=" ", by_999=True, **report)
    refused("P42-1", services.record_adult_police_report, reported="Cuts.", **report)
    assert duty("adult-police-report").is_open


@pytest.mark.requirement("P42-1", "P41-1")
def test_given_a_concern_about_a_child_says_an_adult_is_in_danger_when_logged_then_one_report_serves_both(log, family, practitioner):
    logged = log(danger_now=True, danger_adult=True, danger_reason="He has a knife.", danger_believed_at=NOW)
    adult = AdultConcern.objects.get(concern=logged)
    assert (adult.danger_now, adult.is_named) == (True, False)
    assert duty("police-report").is_open
    assert not Duty.objects.filter(key="adult-police-report").exists()
    assert duty("adult-supervision-requested", subject_id=adult.pk).concern_id == logged.pk
    # Naming the adult goes on with it
    named = services.record_adult_concern(
        case=family.case, concern=logged, person=family.mother, what="He has a knife.", recognised_at=NOW, danger_now=True, danger_reason="A knife.",
        danger_believed_at=NOW, by=practitioner, now=NOW,
    )  # fmt: skip
    assert named.pk == adult.pk
    assert AdultConcern.objects.count() == 1


@pytest.mark.requirement("P42-1")
def test_given_an_adult_of_a_concern_when_the_police_are_told_of_the_concern_then_they_are_told_of_the_adult(
    log, record, family, practitioner
):
    logged = log()
    record(concern=logged, person=family.mother, danger_now=True, danger_reason="He hit her.", danger_believed_at=NOW)
    record_police_report(concern=logged, reported_at=LATER, reported="He hit her.", by_999=True, by=practitioner, now=LATER)
    assert duty("adult-police-report").ending == "done"


def test_given_danger_is_raised_later_when_it_is_an_adult_then_the_adults_concern_begins(log, practitioner):
    logged = log()
    raise_danger(concern=logged, reason="He has come back.", believed_at=LATER, adult=False, by=practitioner, now=LATER)
    assert not AdultConcern.objects.exists()
    raise_danger(concern=logged, reason="He has hit her.", believed_at=LATER, adult=True, by=practitioner, now=LATER)
    assert AdultConcern.objects.get().recognised_at == LATER


# The referral


@pytest.mark.requirement("P41-2")
def test_given_it_is_decided_when_the_referral_is_begun_then_the_adult_services_of_the_area_are_offered(referral, authority_y):
    assert duty("adult-referral").due_at == london_time("2026-03-09 17:00")
    assert referral.authority == authority_y
    assert selectors.adult_services(authority_y) is None
    contact = save(AuthorityContact(authority=authority_y, kind="adult_services", name="Adult safeguarding team", telephone="01632 960001"))
    assert selectors.adult_services(authority_y) == contact


@pytest.mark.requirement("P41-2")
def test_given_no_procedure_or_authority_when_sent_then_it_is_refused(referral, tell, send, practitioner):
    tell(referral)
    refused("P41-2", send, referral=referral, procedure=" ")
    services.write_adult_referral(referral=referral, harm="No food.", risk="", asked="", authority=None, by=practitioner, now=LATER)
    refused("P41-2", send, referral=referral)
    assert duty("adult-referral").is_open


@pytest.mark.requirement("P41-3")
def test_given_neither_harm_nor_risk_when_written_or_sent_then_it_is_refused(referral, tell, send, practitioner, authority_y):
    write = {"referral": referral, "asked": "", "authority": authority_y, "by": practitioner, "now": LATER}
    refused("P41-3", services.write_adult_referral, harm=" ", risk="", **write)
    services.write_adult_referral(harm="", risk="That she starves.", **write)
    referral.refresh_from_db()
    assert (referral.harm, referral.risk) == ("", "That she starves.")
    tell(referral)
    referral.risk = ""
    save(referral)
    refused("P41-3", send, referral=referral)


@pytest.mark.requirement("P41-4")
def test_given_the_adult_and_family_do_not_know_when_sent_then_it_is_refused_until_they_do(referral, tell, send):
    refused("P41-4", send, referral=referral)
    tell(referral)
    assert send(referral).sent_at == LATER
    assert duty("adult-referral").ending == "done"
    assert IssuedDocument.objects.get(kind="adult-referral").recipient_name == "Bradford"


@pytest.mark.requirement("P41-4")
def test_given_not_told_when_there_is_no_reason_then_it_is_refused_and_with_one_it_may_go(referral, tell, send):
    refused("P41-4", tell, referral=referral, adult_told="not_told", adult_reason=" ")
    refused("P41-4", tell, referral=referral, family_told="not_told", family_reason="")
    refused("P41-4", tell, referral=referral, adult_told="")
    refused("P41-4", tell, referral=referral, adult_told="nobody")
    tell(
        referral, adult_told="not_told", adult_told_at=None, adult_reason="He reads her letters.", family_told="nobody", family_told_at=None
    )
    assert send(referral).sent_at


@pytest.mark.requirement("P41-4", "P41-2")
def test_given_an_immediate_risk_when_sent_before_they_know_then_it_goes_and_telling_them_becomes_a_duty(record, practitioner, send, tell):
    adult = record(danger_now=True, danger_reason="She cuts herself.")
    referral = services.refer_adult_now(adult=adult, reason="Tonight.", at=NOW, by=practitioner, now=NOW)
    send(referral)
    assert duty("adult-told").due_at == london_time("2026-03-09 17:00")
    tell(referral)
    assert duty("adult-told").ending == "done"
    assert duty("adult-supervision-requested").is_open


@pytest.mark.requirement("P41-4")
def test_given_it_has_gone_before_they_knew_when_it_is_entered_then_it_is_kept_as_an_incident(referral, send):
    send(referral, sent_at=NOW)
    assert list(Incident.objects.values_list("rule", flat=True)) == ["P41-4"]
    assert duty("adult-told").is_open


# Pages


def url(name, adult):
    return reverse(f"adults:{name}", args=[adult.pk])


@pytest.mark.requirement("P41-1", "P41-2", "P41-3", "P41-4", "P42-1")
def test_given_the_path_when_it_is_walked_in_a_browser_then_it_ends_in_a_sent_referral(client, family, practitioner, manager, authority_y):
    with clock.simulated(LATER):
        client.force_login(practitioner)
        begin = reverse("adults:record_adult", args=[family.case.pk])
        assert "Ring 999 first" in client.get(begin).content.decode()
        answers = {
            "danger_now": "yes", "danger_believed_at-now": "on", "danger_reason": "She cuts herself.", "person": str(family.grandmother.pk),
            "what": "Fresh cuts.", "recognised_at-now": "on", "ask_supervision": "yes",
        }  # fmt: skip
        wrong = client.post(begin, {**answers, "person": ""})
        assert wrong.status_code == 422
        assert "Say which adult it is about" in wrong.content.decode()
        assert client.post(begin, answers).status_code == 302
        adult = AdultConcern.objects.get()
        shown = client.get(adult.get_absolute_url()).content.decode()
        assert "Ring 999" in shown
        assert "Record a report to the police" in shown
        told = {"by_999": "yes", "reported_at-now": "on", "reported": "Fresh cuts."}
        assert client.post(url("record_adult_police_report", adult), told).status_code == 302
        assert client.get(url("hold_adult_supervision", adult)).status_code == 403
        client.force_login(manager)
        held = {"held_at-now": "on", "decision": "refer", "reason": "She is alone."}
        assert client.post(url("hold_adult_supervision", adult), held).status_code == 302
        client.force_login(practitioner)
        page = client.get(url("write_adult_referral", adult))
        assert page.context["form"]["authority"].value() == str(authority_y.pk)
        written = {
            "authority": str(authority_y.pk),
            "harm": "Fresh cuts.",
            "risk": "More.",
            "version": page.context["form"]["version"].value(),
        }
        assert client.post(url("write_adult_referral", adult), {**written, "harm": "", "risk": ""}).status_code == 422
        assert client.post(url("write_adult_referral", adult), written).status_code == 302
        known = {"adult_told": "told", "adult_told_at-now": "on", "family_told": "nobody"}
        assert (
            client.post(
                url("record_adult_told", adult), {"adult_told": "not_told", "adult_reason": "", "family_told": "nobody"}
            ).status_code
            == 422
        )
        assert client.post(url("record_adult_told", adult), known).status_code == 302
        sent = {"sent_at-now": "on", "method": "email", "sent_to": "Team", "procedure": "Form A"}
        assert client.post(url("send_adult_referral", adult), sent).status_code == 302
        answered = {"answer": "They go today.", "answered_at-now": "on"}
        assert client.post(url("record_adult_answer", adult), answered).status_code == 302
        assert client.post(url("complete_adult_concern", adult), {"outcome": "Seen.", "completed_at-now": "on"}).status_code == 302
        adult.refresh_from_db()
        assert adult.completed_at == LATER
        story = client.get(reverse("cases:show_chronology", args=[family.case.pk])).content.decode()
        assert "Adult safeguarding referral sent to Bradford" in story


def test_given_a_concern_about_a_child_when_the_path_is_taken_then_what_it_began_is_gone_on_with(client, log, practitioner, family):
    logged = log(danger_now=True, danger_adult=True, danger_reason="A knife.", danger_believed_at=NOW)
    adult = AdultConcern.objects.get()
    path = next(path for path in all_paths() if path.key == "adult")
    assert path.suggested(logged)
    assert not path.needs_concern
    with clock.simulated(LATER):
        client.force_login(practitioner)
        assert client.get(path.start(family.case, logged)).url == adult.get_absolute_url()
        assert "An adult at risk" in client.get(logged.get_absolute_url()).content.decode()
        answers = {"person": "somebody_else", "name": "Sam Brown", "what": "A knife.", "ask_supervision": "no"}
        assert client.post(url("describe_adult", adult), answers).status_code == 302
        adult.refresh_from_db()
        assert adult.name == "Sam Brown"


def test_given_the_policy_pages_when_they_ask_what_carries_it_out_then_every_requirement_has_a_carrier():
    for number in ("P41-1", "P41-2", "P41-3", "P41-4", "P42-1"):
        assert carriers(number), number
