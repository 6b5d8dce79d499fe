"""Working with others, promptly: what nobody has done yet is seen, and what was done with the agencies stands on the record (policy 1, 2)."""

import re

import pytest
from django.urls import reverse

from cafcass_cases.core import clock
from cafcass_cases.duties.departures import Blocked
from cafcass_cases.duties.models import DepartureUse
from cafcass_cases.duties.services import depart_from_policy
from tests.cast import london_time


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("P1-2")
def test_given_a_concern_on_which_nothing_was_done_when_the_first_limit_passes_then_practitioner_and_manager_see_it(
    concern, sign_in, practitioner, manager
):
    after = london_time("2026-03-07 16:41")
    with clock.simulated(after):
        own = text(sign_in(practitioner).get("/"))
        clocks = text(sign_in(manager).get(reverse("duties:list_team_clocks")))
    for page in (own, clocks):
        assert "Make the first extra enquiry" in page
        assert "late by 1 minute" in page


@pytest.mark.requirement("P2-1")
def test_given_a_concern_then_national_guidance_is_beside_it_and_contacts_with_agencies_stand_in_the_chronology(
    concern, referral, call, sign_in, practitioner, authority_x
):
    call(referral, "2026-03-06 18:20")
    with clock.simulated(london_time("2026-03-06 19:00")):
        client = sign_in(practitioner)
        page = text(client.get(reverse("safeguarding:show_concern", args=[concern.pk])))
        chronology = text(client.get(reverse("cases:show_chronology", args=[concern.case_id])))
    assert "Working together to safeguard children: national guidance" in page
    for words in (authority_x.name, "Duty worker", "18:20"):
        assert words in chronology


@pytest.mark.requirement("P0-1", "P12-3")
def test_given_a_departure_from_telephoning_first_when_the_referral_is_sent_then_it_goes_and_the_page_had_offered_the_way(
    referral, send, practitioner, manager, family
):
    with pytest.raises(Blocked):
        send(referral, "2026-03-06 19:10")
    depart_from_policy(
        case=family.case, requirement="P12-3", subject=referral, assessment="The telephones of the whole authority are down.",
        rationale="In writing they have it now.", discussed_with=manager, discussed_at=london_time("2026-03-06 19:00"), manager_agreed=True,
        manager_words="Send it, and ring when they answer again.", by=practitioner, now=london_time("2026-03-06 19:05"),
    )  # fmt: skip
    assert send(referral, "2026-03-06 19:10").sent_at == london_time("2026-03-06 19:10")
    assert DepartureUse.objects.get().step.startswith("Ring the authority first")


@pytest.mark.requirement("P0-2")
def test_given_a_form_that_asks_for_judgement_then_nothing_is_decided_beforehand_and_reasons_are_asked(
    concern, sign_in, practitioner, manager, at_now
):
    forms = [
        (manager, "safeguarding:record_unasked_supervision", concern.pk, {"decision", "decision_reason", "reflection"}),
        (practitioner, "duties:depart_from_policy", concern.case_id, {"assessment", "rationale", "manager_view"}),
    ]
    for user, name, record, judgements in forms:
        page = sign_in(user).get(reverse(name, args=[record])).content.decode()
        assert {field for field in judgements if f'name="{field}"' not in page} == set()
        chosen = [tag for tag in re.findall(r"<input[^>]*>", page) if 'type="radio"' in tag and re.search(r"\bchecked\b", tag)]
        assert chosen == []
