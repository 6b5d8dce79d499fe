"""The policy stands beside judgement and does not replace it: what is judged is asked, never proposed (policy, preamble)."""

import re

import pytest
from django.urls import reverse

from cafcass_cases.core.errors import RuleRefused
from safeguarding import services
from tests.safeguarding.conftest import HELD, full_record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

JUDGED = ("decision", "risk", "agreed_threshold", "sign", "danger_now", "refer_at_once", "cause", "threshold")


def chosen(html):
    """The names of questions to which the page already has an answer ticked."""
    return {re.search(r'name="([^"]+)"', tag).group(1) for tag in re.findall(r"<input[^>]+\bchecked\b[^>]*>", html)}


def asked(html):
    return {name for name in JUDGED if f'name="{name}"' in html}


@pytest.mark.requirement("P0-2")
def test_given_a_decision_to_take_when_the_page_asks_then_no_answer_is_proposed(
    sign_in, practitioner, manager, family, concern, request_it
):
    supervision = request_it(concern)
    pages = [
        sign_in(practitioner).get(reverse("safeguarding:log_concern", args=[family.case.pk, "danger"])),
        sign_in(manager).get(reverse("safeguarding:record_supervision", args=[supervision.pk])),
    ]
    found = set()
    for page in pages:
        html = page.content.decode()
        assert chosen(html) & set(JUDGED) == set()
        found |= asked(html)
    assert {"danger_now", "decision", "agreed_threshold"} <= found


@pytest.mark.requirement("P0-2", "F1.16-1")
def test_given_a_decision_without_its_reason_when_it_is_signed_then_it_is_refused(concern, hold, manager):
    supervision = hold(concern, sign=False, record=full_record(decision_reason=" "))
    with pytest.raises(RuleRefused) as refused:
        services.sign_supervision(supervision=supervision, at=HELD, by=manager, now=HELD)
    assert any("reason" in phrase or "why" in phrase.lower() for phrase in refused.value.missing)
