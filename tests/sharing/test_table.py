"""The policy's answers: each recipient and purpose, what it needs, and what lifts a "not yet"."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases.services import end_marker, record_marker
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied
from referrals.models import RiskAssessment
from sharing import registry, services
from sharing.table import PURPOSES, RECIPIENTS, Answer, purposes_for, row_for
from tests.cast import london_time
from tests.safeguarding.conftest import log  # noqa: F401
from tests.sharing.conftest import duty, refused

BEGUN = date(2026, 3, 5)


def permit(sharing, *, by, now, result="granted", **changes):
    facts = {"reference": "Order of DJ Khan", "decided_on": date(2026, 3, 6), "asked_at": now, **changes}
    return services.record_permission(sharing=sharing, result=result, by=by, now=now, **facts)


@pytest.mark.parametrize("kind", RECIPIENTS)
def test_given_anything_the_table_does_not_list_then_the_answer_is_not_yet(kind):
    for purpose in PURPOSES:
        if purpose not in purposes_for(kind):
            assert row_for(kind, purpose).answer == (Answer.PROHIBITED if kind in ("marac", "nrm") else Answer.NOT_YET)


@pytest.mark.requirement("P20-1", "F2.102-2")
def test_given_a_section_47_enquiry_with_its_date_and_who_asks_then_sharing_is_permitted(note, tell):
    without = note("local_authority", "section_47", plan="never")
    assert (without.answer, without.rule) == ("permitted", "P20-1")
    assert refused("P20-1", tell, sharing=without).field == "gateway_on"
    assert tell(without, gateway_on=BEGUN).ground == "policy"


@pytest.mark.requirement("P20-2")
def test_given_a_child_protection_process_without_a_date_then_it_is_refused_and_with_it_permitted(note, tell):
    refused("P20-2", tell, sharing=note("local_authority", "protection_process"))
    assert tell(note("local_authority", "protection_process", gateway_on=BEGUN)).ground == "policy"


@pytest.mark.requirement("P22-1")
def test_given_an_authority_that_protects_a_child_then_the_answer_and_its_purpose_are_kept(note, tell):
    sharing = note("local_authority", "protection_process", gateway_on=BEGUN)
    tell(sharing)
    sharing.refresh_from_db()
    assert (sharing.answer, sharing.purpose, sharing.outcome) == ("permitted", "protection_process", "shared")


@pytest.fixture
def past_plan(family, practitioner, now):
    marker = record_marker(person=family.ben, kind="protection_plan", source="Leeds", from_on=date(2023, 1, 9), by=practitioner, now=now)
    return end_marker(marker=marker, ended_on=date(2024, 2, 1), reason="The review ended it", by=practitioner, now=now)


@pytest.mark.requirement("P20-3")
def test_given_a_plan_now_or_before_then_child_protection_work_is_permitted_and_the_record_says_so(note, tell, family, past_plan):
    sharing = note("local_authority", "protection_plan")
    assert (sharing.plan, tell(sharing).ground) == ("past", "policy")
    assert note("local_authority", "protection_plan", children=[family.alice]).plan == ""
    assert refused("P20-3", tell, sharing=note("local_authority", "protection_plan", children=[family.alice], plan="never")).missing


@pytest.mark.requirement("P20-3")
def test_given_a_past_plan_and_another_purpose_then_a_manager_records_child_protection_or_the_court_permits(
    note, tell, past_plan, manager, practitioner, now
):
    sharing = note("local_authority", "section_17")
    assert (sharing.answer, duty("sharing-decided", sharing).owner) == ("manager_purpose", manager)
    refused("P20-3", tell, sharing=sharing)
    decide = {"sharing": sharing, "decision": "share", "reason": "The same harm may be back.", "at": now, "now": now}
    with pytest.raises(Denied):
        services.decide_sharing(**decide, child_protection_purpose=True, by=practitioner)
    refused("P20-3", services.decide_sharing, **decide, child_protection_purpose=False, by=manager)
    services.decide_sharing(**decide, child_protection_purpose=True, by=manager)
    assert (duty("sharing-decided", sharing).ending, tell(sharing).ground) == ("done", "manager")
    by_court = note("local_authority", "other")
    permit(by_court, by=practitioner, now=now)
    assert (duty("sharing-decided", by_court).ending, tell(by_court).ground) == ("not_needed", "permission")


@pytest.mark.requirement("P20-4", "F2.102-2")
@pytest.mark.parametrize("purpose", ["section_17", "other"])
def test_given_an_authority_outside_child_protection_then_only_the_court_lets_it_through(note, tell, purpose, manager, practitioner, now):
    sharing = note("local_authority", purpose, plan="never")
    assert (sharing.answer, sharing.rule) == ("court_permission", "P20-4")
    refused("P20-4", tell, sharing=sharing)
    refused("P20-4", services.decide_sharing, sharing=sharing, decision="share", reason="They need it.", at=now, by=manager, now=now)
    permit(sharing, result="asked", by=practitioner, now=now, reference="", decided_on=None)
    refused("P20-4", tell, sharing=sharing)
    for missing in ({"reference": ""}, {"decided_on": None}):
        refused("P20-4", permit, sharing=sharing, by=practitioner, now=now, **missing)
    permit(sharing, result="refused", by=practitioner, now=now)
    refused("P20-4", tell, sharing=sharing)
    permit(sharing, by=practitioner, now=now)
    assert tell(sharing).ground == "permission"


@pytest.mark.requirement("P22-2")
def test_given_a_marac_then_nobody_plans_to_share_with_it_whatever_they_say(note, tell, manager, practitioner, now):
    sharing = note("marac", "other", direction="wish")
    assert (sharing.answer, sharing.outcome) == ("prohibited", "not_shared")
    assert "local authority" in sharing.not_shared_reason
    for by in (practitioner, manager):
        refused("P22-2", tell, sharing=sharing, by=by)
        refused("P22-2", tell, sharing=sharing, by=by, in_danger=True, risk_reasons="He is at the door.")
    refused("P22-2", services.decide_sharing, sharing=sharing, decision="share", reason="x", legal_advice="x", at=now, by=manager, now=now)
    refused("P22-2", permit, sharing=sharing, by=practitioner, now=now)


@pytest.mark.requirement("P22-2")
def test_given_that_something_went_to_a_marac_then_it_is_kept_as_an_incident(note, tell, earlier):
    sharing = note("marac", "other")
    told = tell(sharing, shared_at=earlier)
    assert (told.ground, told.incident.rule, told.incident.happened_at) == ("none", "P22-2", earlier)
    assert duty("incident-viewed", told.incident).is_open


@pytest.mark.requirement("P26-1", "P26-2")
def test_given_the_police_then_child_protection_is_permitted_and_anything_else_is_the_courts(note, tell, practitioner, now):
    assert tell(note("police", "child_protection", contact_person="")).sharing.contact_person == "A. Novak, case worker"
    other = note("police", "other")
    refused("P26-2", tell, sharing=other)
    permit(other, by=practitioner, now=now)
    assert tell(other).ground == "permission"


@pytest.mark.requirement("P40-1")
@pytest.mark.parametrize("kind", ["school", "agency"])
def test_given_an_order_that_a_school_needs_to_know_then_asking_the_court_is_owed(note, practitioner, manager, kind, now):
    sharing = note(kind, "prohibited_steps", direction="wish")
    owed = duty("court-permission-asked", sharing)
    assert (owed.owner, owed.due_at) == (practitioner, london_time("2026-03-09 17:00"))
    permit(sharing, result="asked", by=practitioner, now=now, reference="", decided_on=None)
    assert duty("court-permission-asked", sharing).ending == "done"


@pytest.mark.requirement("P40-2")
def test_given_no_permission_and_no_risk_then_the_order_is_not_shared(note, tell, practitioner, now):
    sharing = note("school", "prohibited_steps", direction="wish")
    assert refused("P40-2", tell, sharing=sharing, in_danger=False).missing
    permit(sharing, by=practitioner, now=now)
    assert tell(sharing).ground == "permission"


@pytest.mark.requirement("P40-3")
def test_given_an_immediate_risk_with_reasons_then_the_order_is_shared_and_the_manager_looks(note, tell, manager, practitioner, now):
    sharing = note("school", "prohibited_steps", direction="wish")
    refused("P40-3", tell, sharing=sharing, in_danger=True, risk_reasons=" ")
    told = tell(sharing, in_danger=True, risk_reasons="He is at the gate.")
    owed = duty("sharing-at-risk-viewed", told)
    assert (told.ground, owed.owner, owed.due_at) == ("risk", manager, london_time("2026-03-09 17:00"))
    assert duty("court-permission-asked", sharing).ending == "not_needed"
    with pytest.raises(Denied):
        services.view_sharing_at_risk(disclosure=told, view="Fine.", at=now, by=practitioner, now=now)
    services.view_sharing_at_risk(disclosure=told, view="Right.", at=now, by=manager, now=now)
    assert duty("sharing-at-risk-viewed", told).ending == "done"


@pytest.mark.requirement("P31-5")
def test_given_a_16a_for_a_party_then_it_goes_only_on_a_written_basis(note, tell):
    sharing = note("party", "section_16a")
    assert refused("P31-5", tell, sharing=sharing).field == "basis"
    assert tell(sharing, basis="Direction 4 of 5 March: serve on both parties.").ground == "basis"


@pytest.fixture
def sent_16a(log, practitioner, now):
    """A 16A that was sent to the court yesterday."""
    concern = log()
    with acting(by=practitioner, now=now, reason="For a test"):
        assessment = RiskAssessment(case=concern.case, concern=concern, author=practitioner, sent_at=now - timedelta(days=1))
        assessment.save()
    return assessment


@pytest.mark.requirement("P31-5")
def test_given_a_16a_for_a_party_when_it_is_shared_then_its_own_record_says_to_whom_and_on_what_basis(
    note, tell, sent_16a, sign_in, practitioner
):
    told = tell(note("party", "section_16a"), basis="Direction 4 of 5 March: serve on both parties.")
    step = sent_16a.steps.get()
    assert told.given == step
    assert (step.kind, step.happened_at) == ("given_to_party", told.shared_at)
    assert "A. Novak" in step.whom
    assert "Direction 4" in step.detail
    assert told.sharing.reference in step.detail
    client = sign_in(practitioner)
    assert "Given to a party" in client.get(reverse("referrals:show_risk_assessment", args=[sent_16a.pk])).content.decode()
    assert "The section 16A risk assessment that was given" in client.get(told.sharing.get_absolute_url()).content.decode()


@pytest.mark.requirement("P31-5")
def test_given_a_16a_that_a_party_had_already_when_it_is_recorded_without_a_basis_then_both_records_keep_it(note, tell, sent_16a, earlier):
    told = tell(note("party", "section_16a", at=earlier), shared_at=earlier)
    assert told.incident is not None
    assert "No basis is recorded" in sent_16a.steps.get().detail


def test_given_several_16as_when_one_is_shared_then_the_form_asks_which(note, sent_16a, sign_in, practitioner, now):
    with acting(by=practitioner, now=now, reason="For a test"):
        RiskAssessment(case=sent_16a.case, concern=sent_16a.concern, author=practitioner, number=2, sent_at=now - timedelta(hours=2)).save()
    sharing = note("party", "section_16a")
    page = sign_in(practitioner).get(reverse("sharing:share", args=[sharing.pk])).content.decode()
    assert "Which section 16A risk assessment is given?" in page
    assert "version 2" in page


@pytest.mark.requirement("P15-4")
def test_given_early_help_then_a_parents_consent_is_written_first(note, tell):
    sharing = note("local_authority", "early_help")
    refused("P15-4", tell, sharing=sharing)
    assert tell(sharing, basis="The mother, by telephone, to a family support worker.").ground == "basis"


@pytest.mark.requirement("P15-1", "P53-1", "F3.62-3")
@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        ("local_authority", "safety_referral"),
        ("hospital", "treating"),
        ("probation", "offender_contact"),
        ("child_solicitor", "childs_case"),
    ],
)
def test_given_what_is_listed_as_yes_then_the_minimum_goes_and_is_recorded(note, tell, kind, purpose):
    sharing = note(kind, purpose)
    assert (sharing.answer, tell(sharing).ground) == ("permitted", "policy")


@pytest.mark.requirement("P45-2")
def test_given_the_national_referral_mechanism_then_nothing_goes_to_it_directly(note, tell):
    sharing = note("nrm", "other")
    refused("P45-2", tell, sharing=sharing, in_danger=True, risk_reasons="She is to be taken away.")


@pytest.mark.requirement("P49-3", "P49-5")
@pytest.mark.parametrize("kind", ["employer", "school", "agency", "hospital", "other"])
def test_given_a_concern_about_a_professional_then_nobody_is_told_until_the_lado_directs(note, tell, kind, practitioner, now):
    sharing = note(kind, "professional_concern", direction="wish")
    refused("P49-3", tell, sharing=sharing, in_danger=True, risk_reasons="She works there tomorrow.")
    refused("P49-3", permit, sharing=sharing, by=practitioner, now=now)
    permit(sharing, giver="lado", by=practitioner, now=now)
    assert tell(sharing).ground == "lado"


@pytest.mark.requirement("P49-3", "P51-2")
def test_given_a_concern_about_a_professional_then_the_police_at_a_risk_and_the_lado_when_approved(note, tell, manager, now):
    police = note("police", "professional_concern", direction="wish")
    refused("P49-3", tell, sharing=police)
    assert tell(police, in_danger=True, risk_reasons="He is alone with her now.").ground == "risk"
    lado = note("lado", "professional_concern", direction="wish")
    refused("P51-2", tell, sharing=lado)
    services.decide_sharing(sharing=lado, decision="share", reason="Read and approved.", at=now, by=manager, now=now)
    assert tell(lado).ground == "manager"


@pytest.mark.requirement("F3.89-1", "F3.62-2")
def test_given_something_unlisted_then_a_manager_with_legal_advice_decides_or_danger_does(note, tell, manager, now):
    sharing = note("other", "other")
    refused("not-listed", tell, sharing=sharing)
    decide = {"sharing": sharing, "decision": "share", "reason": "It helps.", "at": now, "by": manager, "now": now}
    assert refused("not-listed", services.decide_sharing, **decide).field == "legal_advice"
    services.decide_sharing(**decide, legal_advice="Cafcass Legal, 6 March: the dates alone.")
    assert tell(sharing).ground == "manager"
    other = note("other", "other")
    assert tell(other, in_danger=True, risk_reasons="He is there with her.").ground == "risk"
    assert duty("sharing-decided", other).ending == "not_needed"


def test_given_a_manager_who_says_no_then_it_is_not_shared_and_the_court_can_still_be_asked(note, manager, past_plan, now):
    no = {"decision": "not_share", "reason": "There is no need.", "at": now, "by": manager, "now": now}
    assert services.decide_sharing(sharing=note("other", "other"), **no).outcome == "not_shared"
    assert services.decide_sharing(sharing=note("local_authority", "section_17"), **no).outcome == "waiting"


def test_given_a_higher_room_that_restricts_then_sharing_is_refused_by_its_rule_and_danger_still_goes(note, tell, monkeypatch):
    asked = []

    def source(case, kind, purpose, now):
        asked.append((kind, purpose))
        return registry.Restriction("P49-3", "Not until the LADO directs.") if kind == "hospital" else None

    monkeypatch.setattr(registry, "_restrictions", [source])
    sharing = note("hospital", "treating")
    assert (sharing.answer, sharing.rule, sharing.outcome) == ("prohibited", "P49-3", "not_shared")
    refused("P49-3", tell, sharing=sharing)
    assert tell(sharing, in_danger=True, risk_reasons="She is losing blood.").ground == "risk"
    assert ("hospital", "treating") in asked
    assert tell(note("police", "child_protection")).ground == "policy"


@pytest.mark.requirement("P20-5")
def test_given_a_request_answered_then_who_asked_why_what_was_shared_and_by_whom_are_kept(note, tell, practitioner, now):
    sharing = note("local_authority", "section_47", gateway_on=BEGUN, at=now - timedelta(hours=1))
    told = tell(sharing)
    assert (sharing.asked_at, sharing.contact_person, sharing.what_asked, sharing.answer) == (
        now - timedelta(hours=1), "A. Novak, case worker", "What is known of the children.", "permitted",
    )  # fmt: skip
    assert (told.shared, told.shared_by, told.shared_at, told.method) == ("They are well at school.", practitioner, now, "email")
    for field, wrong in (("shared", {"shared": " "}), ("shared_with", {"shared_with": ""})):
        assert refused("P20-5", tell, sharing=sharing, **wrong).field == field
    for field, wrong in (("what_asked", {"what_asked": ""}), ("authority", {"authority": None})):
        assert refused("P20-5", note, to="local_authority", purpose="section_47", **wrong).field == field


@pytest.mark.requirement("F3.62-3")
def test_given_a_request_that_is_not_met_then_why_and_when_they_were_told_is_kept(note, practitioner, now):
    sharing = services.record_not_shared(
        sharing=note("police", "other"), reason="It needs the court.", answered_at=now, by=practitioner, now=now
    )
    assert (sharing.outcome, sharing.answered_at) == ("not_shared", now)
