"""A concern's page shows its referrals: where each stands, and the one next step."""

import pytest
from django.urls import reverse

from referrals.models import Referral
from safeguarding.services import refer_now


@pytest.fixture
def referred(concern, family, practitioner, now):
    refer_now(concern=concern, children=[family.alice, family.ben], reason="It cannot wait.", at=now, by=practitioner, now=now)
    return Referral.objects.get(concern=concern)


def page_of(client, concern):
    return client.get(reverse("safeguarding:show_concern", args=[concern.pk])).content.decode()


def test_given_a_referral_when_the_concern_is_opened_then_it_and_its_next_step_are_there(referred, concern, sign_in, practitioner, at_now):
    page = page_of(sign_in(practitioner), concern)
    assert referred.reference in page
    assert "Record the telephone call: Leeds" in page
    assert "Begin the 16A" in page
    assert "Decided to refer to Leeds" in page


def test_given_somebody_who_only_reads_when_the_concern_is_opened_then_no_step_is_offered(referred, concern, sign_in, auditor, at_now):
    page = page_of(sign_in(auditor), concern)
    assert referred.reference in page
    assert "Record the telephone call" not in page
    assert "Begin the 16A" not in page
