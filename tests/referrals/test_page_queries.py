"""Every page of this room within fifteen queries, whatever the data (two of them are the read log's and the session's)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cafcass_cases.core import clock
from cafcass_cases.duties.services import fire_due
from referrals import services
from referrals.models import StrategyDiscussion
from referrals.services import ChildOutcome, Judgement
from tests.cast import london_time

at = london_time
PAGES = (
    "list_referrals", "show_referral", "record_call", "record_parents", "write_referral", "mark_referral_sent", "record_chase",
    "record_outcome", "judge_outcome", "show_difference", "record_head_of_practice_contact", "tell_court", "show_risk_assessment",
    "write_risk_assessment", "issue_risk_assessment", "show_strategy_discussion",
)  # fmt: skip


@pytest.fixture
def long_story(family, referral, call, send, answer, assessment, practitioner, manager, concern):
    """A referral with everything that can happen to one, and two versions of a 16A."""
    for minute in range(5):
        call(referral, f"2026-03-06 18:0{minute}", result="no_answer")
    call(referral, "2026-03-06 18:20")
    send(referral, "2026-03-06 19:10")
    services.issue_16a(assessment=assessment, unsupervised_reason="Tonight.", by=practitioner, now=at("2026-03-06 20:28"))
    services.send_16a(assessment=assessment, sent_at=at("2026-03-06 20:30"), method="portal", by=practitioner, now=at("2026-03-06 20:30"))
    fire_due(now=at("2026-03-07 19:00"))
    for hour in range(20, 24):
        services.record_chase(
            referral=referral, chased_at=at(f"2026-03-07 {hour}:00"), method="telephone", by=practitioner, now=at(f"2026-03-07 {hour}:00")
        )
    answer(referral, "2026-03-08 10:00", {family.alice.pk: ChildOutcome("section_47"), family.ben.pk: ChildOutcome("no_further_action")})
    difference = services.judge_outcome(
        referral=referral, judgements={family.ben.pk: Judgement(False, "Nobody saw him.")}, judged_at=at("2026-03-08 10:30"), by=practitioner,
        now=at("2026-03-08 10:30"),
    )  # fmt: skip
    services.record_difference_supervision(
        difference=difference, held_at=at("2026-03-08 11:00"), plan="Ring.", resolved=False, by=manager, now=at("2026-03-08 11:00")
    )
    second = services.draft_16a(concern=concern, by=practitioner, now=at("2026-03-08 11:10"))
    services.write_referral(referral=referral, content={}, by=practitioner, now=at("2026-03-08 11:15"))
    return {
        "list_referrals": [family.case.pk], "show_difference": [difference.pk], "record_head_of_practice_contact": [difference.pk],
        "tell_court": [concern.pk], "show_risk_assessment": [second.pk], "write_risk_assessment": [second.pk, "action"],
        "issue_risk_assessment": [second.pk], "show_strategy_discussion": [StrategyDiscussion.objects.filter(kind="strategy").get().pk],
        "referral": [referral.pk],
    }  # fmt: skip


def test_every_page_within_fifteen_queries(long_story, sign_in, head_of_practice, practitioner):
    counted = {}
    with clock.simulated(at("2026-03-08 12:00")):
        for name in PAGES:
            client = sign_in(head_of_practice if name == "record_head_of_practice_contact" else practitioner)
            address = reverse(f"referrals:{name}", args=long_story.get(name, long_story["referral"]))
            client.get(address)  # what is cached in a process is cached
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            counted[name] = len(queries)
    assert not {name: count for name, count in counted.items() if count > 15}, counted
