"""The one search box finds concerns and referrals by their references, as far as their case is the reader's to know."""

import pytest
from django.urls import reverse

from cafcass_cases.audit.models import ReadLog
from safeguarding import services as safeguarding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def found(client, text):
    answer = client.get(reverse("cases:search"), {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_concern_and_a_referral_are_found_however_their_references_are_typed(
    family, referral, concern, practitioner, sign_in, django_assert_max_num_queries
):
    client = sign_in(practitioner)
    both = f"{concern.reference.lower()} and {referral.reference.replace('-', ' ')}"
    found(client, both)
    before = ReadLog.objects.count()
    with django_assert_max_num_queries(15):
        text = found(client, both)
    assert concern.get_absolute_url() in text
    assert reverse("referrals:show_referral", args=[referral.pk]) in text
    assert "Referral to Leeds" in text
    # the look is logged in their case, and no child is named
    assert ReadLog.objects.count() == before + 1
    assert ReadLog.objects.latest("at").case_id == family.case.pk
    assert "Alice" not in text


def test_nobody_finds_what_is_not_theirs_to_know(referral, concern, other_area_practitioner, other_practitioner, administrator, sign_in):
    for user in (other_area_practitioner, other_practitioner, administrator):
        text = found(sign_in(user), f"{concern.reference} {referral.reference}")
        assert "Nothing was found that you may see" in text
        assert concern.get_absolute_url() not in text


def test_what_was_entered_in_error_is_found_by_auditors_only(concern, practitioner, auditor, sign_in, now):
    safeguarding.withdraw_concern(concern=concern, reason="Another family's", by=practitioner, now=now)
    assert concern.get_absolute_url() not in found(sign_in(practitioner), concern.reference)
    assert concern.get_absolute_url() in found(sign_in(auditor), concern.reference)
