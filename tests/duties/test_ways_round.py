"""A required content that stands in the way can be departed from, and a prohibition of statute or disclosure cannot (preamble, P0-1)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.departures import Blocked
from cafcass_cases.duties.models import DepartureUse
from cafcass_cases.duties.services import depart_from_policy
from referrals import services as referrals
from safeguarding import services as safeguarding
from safeguarding.models import Supervision
from sharing.models import Incident
from situations.orders import services as orders
from tests.cast import NOW, london_time
from tests.referrals.conftest import ANALYSIS, assessment, call, refer  # noqa: F401
from tests.safeguarding.conftest import HELD, concern, full_record, hold, log, request_it  # noqa: F401

EVENING = london_time("2026-03-06 20:30")
NEXT_DAY = london_time("2026-03-07 10:00")


@pytest.fixture
def depart(family, practitioner, manager):
    """``depart("P9-2", subject, at)``: assessed, discussed and agreed."""

    def run(requirement, subject, now=EVENING):
        return depart_from_policy(
            case=family.case, requirement=requirement, subject=subject, assessment="We looked at what it would add, and at what waiting costs.",
            rationale="Nothing is gained by it here, and a day would be lost.", discussed_with=manager, discussed_at=now - timedelta(minutes=10),
            manager_agreed=True, manager_words="I agree.", by=practitioner, now=now,
        )  # fmt: skip

    return run


def blocked(rule, action, **given):
    """It is refused by ``rule``, and the page offers the way to a departure."""
    with pytest.raises(Blocked) as refusal:
        action(**given)
    assert refusal.value.rule == rule
    return refusal.value


@pytest.mark.requirement("P0-1", "P9-2")
def test_given_supervision_without_its_reflection_when_it_is_departed_from_then_the_manager_signs(concern, hold, manager, depart):
    held = hold(concern, record=full_record(decision="not_refer", reflection=" "), sign=False)
    sign = {"supervision": held, "at": EVENING, "by": manager, "now": EVENING}
    assert blocked("P9-2", safeguarding.sign_supervision, **sign).missing == ("the reflection",)
    departure = depart("P9-2", concern)
    assert safeguarding.sign_supervision(**sign).state == Supervision.State.SIGNED
    assert DepartureUse.objects.get(departure=departure).step.startswith("Fill in what is missing")


@pytest.mark.requirement("P0-1", "P9-2", "P10-3")
def test_given_two_rules_in_the_way_when_one_is_departed_from_then_the_other_stands(concern, hold, manager, depart):
    held = hold(concern, record=full_record(decision="not_refer", reflection="", decision_reason=""), sign=False)
    depart("P9-2", concern)
    refusal = blocked("P10-3", safeguarding.sign_supervision, supervision=held, at=EVENING, by=manager, now=EVENING)
    assert refusal.missing == ("the reason for the decision",)


@pytest.mark.requirement("P0-1", "P15-2", "P12-2")
def test_given_a_written_referral_without_what_is_required_when_it_is_departed_from_then_it_may_be_sent(
    concern,
    refer,
    call,
    family,
    practitioner,
    depart,
):
    referral = refer(children=[family.alice])
    call(referral, "2026-03-06 18:20")
    content = {**ANALYSIS, "evidence": ""}
    going = {"referral": referral, "content": content, "by": practitioner, "now": EVENING}
    first = blocked("P12-1", referrals.record_written_referral, **going).rule
    depart(first, referral)
    assert blocked("P15-2", referrals.record_written_referral, **going).missing
    depart("P15-2", referral)
    assert referrals.record_written_referral(**going).sent_at == EVENING


@pytest.mark.requirement("P0-1", "P28-1", "P27-1")
def test_given_a_16a_without_a_content_when_it_is_departed_from_then_it_is_issued_and_the_16a_itself_never_departed_from(
    assessment,
    concern,
    practitioner,
    depart,
):
    referrals.draft_16a(concern=concern, content={"evidence": [], "no_evidence_yet": False}, by=practitioner, now=EVENING)
    issue = {"assessment": assessment, "by": practitioner, "now": EVENING, "unsupervised_reason": "It cannot wait."}
    assert blocked("P28-1", referrals.issue_16a, **issue).missing == ("Evidence, or a tick that there is none yet",)
    depart("P28-1", assessment)
    assert referrals.issue_16a(**issue).document_id
    for statute in ("P27-1", "P28-3", "P30-1"):
        with pytest.raises(RuleRefused) as refusal:
            depart(statute, assessment)
        assert refusal.value.rule == "P0-1"


@pytest.mark.requirement("P0-1", "P55-4")
def test_given_an_open_concern_when_its_steps_are_departed_from_then_it_still_waits_for_the_16a(concern, practitioner, depart):
    close = {"concern": concern, "outcome": "Both are safe.", "at": EVENING, "by": practitioner, "now": EVENING, "no_other_children": True}
    rules = []
    for _ in range(8):
        with pytest.raises(RuleRefused) as refusal:
            safeguarding.complete_concern(**close)
        if not isinstance(refusal.value, Blocked):
            break
        rules.append(refusal.value.rule)
        depart(refusal.value.rule, concern)
    assert "P9-2" in rules  # supervision was never signed
    assert refusal.value.rule not in rules
    assert any("16A" in phrase for phrase in refusal.value.missing)


@pytest.mark.requirement("P0-1", "P48-2")
def test_given_a_practitioner_who_is_to_approach_the_judge_when_it_is_departed_from_then_it_is_no_incident(concern, practitioner, depart):
    review = orders.open_review(
        concern=concern, kind="Child arrangements order", made_on=date(2026, 3, 6), known_at=NOW, recommended="Supervised.",
        why_at_risk="He is to stay overnight.", by=practitioner, now=NOW,
    )  # fmt: skip
    approach = {
        "review": review,
        "ground": "staff",
        "reason": "A threat to kill.",
        "judge": "HHJ Aldous",
        "approached_at": EVENING,
        "by": practitioner,
        "now": EVENING,
    }
    blocked("P48-2", orders.approach_judge, **approach)
    depart("P48-2", review)
    assert not orders.approach_judge(**approach).is_incident
    assert not Incident.objects.exists()


@pytest.mark.requirement("P0-1")
def test_given_a_refusal_in_the_browser_when_a_content_is_missing_then_the_page_leads_to_a_departure(
    concern,
    hold,
    sign_in,
    manager,
    at_now,
):
    held = hold(concern, record=full_record(decision="not_refer", reflection=""), sign=False, held_at=NOW)
    page = sign_in(manager).post(reverse("safeguarding:sign_supervision", args=[held.pk]), {"version": held.version}).content.decode()
    assert "the reflection" in page
    assert "Depart from the policy" in page
    assert "requirement=P9-2" in page
