"""The policy's pages: everybody reads, an administrator changes."""

import pytest
from django.urls import reverse

from cafcass_cases.policy.catalogue import Carrier, register_carrier
from cafcass_cases.policy.models import Holiday, LocalDefault, PolicyVersion
from cafcass_cases.policy.reference import load
from cafcass_cases.ui.testing import local_date
from tests.cast import NOW

ROLES = ["practitioner", "manager", "head_of_practice", "assistant_director", "business_support", "auditor", "administrator"]
READ = ["show_policy", "show_framework", "list_local_defaults", "list_holidays", "list_versions"]
CHANGE = ["add_holiday", "add_version"]
pytestmark = pytest.mark.usefixtures("at_now")


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def url(name, *args):
    return reverse(f"policy:{name}", args=args)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_and_administrators_change(cast, sign_in, role):
    load(NOW)
    holiday = Holiday.objects.filter(day__year=2026).first()
    client = sign_in(cast[role])
    reading = [*(url(name) for name in READ), url("show_local_default", "LA_CHASE"), url("show_local_default", "ENQUIRY")]
    assert {client.get(u).status_code for u in reading} == {200}
    changing = [*(url(n) for n in CHANGE), url("change_local_default", "LA_CHASE"), url("withdraw_holiday", holiday.pk)]
    assert {client.get(u).status_code for u in changing} == {200 if role == "administrator" else 403}


def test_the_policy_shows_its_paragraphs_with_limits_and_what_carries_them_out(sign_in, practitioner):
    register_carrier(["P12-4"], Carrier("duty", "Written referral", "written-referral"))
    page = text(sign_in(practitioner).get(url("show_policy")))
    assert "Version 1.7, in force from 28 January 2025" in page
    assert 'id="P12-4"' in page
    assert "duty “Written referral”" in page
    assert "the same calendar day" in page
    assert page.count("(local default)") >= 57


@pytest.mark.requirement("P0-6")
def test_a_version_past_its_review_is_said_to_be_and_stays_in_force(sign_in, practitioner):
    assert "was due for review in July 2025. It stays in force" in text(sign_in(practitioner).get(url("show_policy")))


def test_the_framework_says_what_the_policy_overtook(sign_in, practitioner):
    page = text(sign_in(practitioner).get(url("show_framework")))
    assert "The policy&#x27;s rule runs instead".replace("&#x27;", "'") in page


def test_a_document_is_searched(sign_in, practitioner):
    client = sign_in(practitioner)
    page = text(client.get(url("show_policy"), {"words": "marac"}))
    assert "P24-" in page
    assert "P12-4" not in page
    assert "Nothing matches" in text(client.get(url("show_policy"), {"words": "zzzz"}))


def test_an_administrator_changes_a_limit_with_a_reason(sign_in, administrator):
    client = sign_in(administrator)
    change = url("change_local_default", "SUPERVISION_HELD")

    assert client.post(change, {"value": "3", "unit": "clock_hours", "reason": ""}).status_code == 422
    for value in ("0", "-4", "400", "many"):
        response = client.post(change, {"value": value, "unit": "clock_hours", "reason": "Agreed"})
        assert response.status_code == 422
        assert "Agreed" in text(response)
    assert not LocalDefault.objects.exists()

    assert client.post(change, {"value": "3", "unit": "clock_hours", "reason": "Agreed by the board"}).status_code == 302
    page = text(client.get(url("show_local_default", "SUPERVISION_HELD")))
    assert "3 clock hours" in page
    assert "Agreed by the board" in page
    assert "Agnes Administrator" in page


def test_a_time_of_day_is_changed_as_such(sign_in, administrator):
    client = sign_in(administrator)
    change = url("change_local_default", "CLOSE_OF_BUSINESS")
    for wrong in ("25:00", "five", "03:00"):
        assert client.post(change, {"value": wrong, "reason": "Agreed"}).status_code == 422
    assert client.post(change, {"value": "17:30", "reason": "Agreed"}).status_code == 302
    assert LocalDefault.objects.get().value == 17 * 60 + 30


def test_a_limit_of_the_policy_has_no_page_to_change_it(sign_in, administrator):
    client = sign_in(administrator)
    assert client.get(url("change_local_default", "ENQUIRY")).status_code == 403
    assert client.post(url("change_local_default", "ENQUIRY"), {"value": "48", "unit": "clock_hours", "reason": "x"}).status_code == 403
    assert client.get(url("show_local_default", "NOTHING")).status_code == 404
    assert not LocalDefault.objects.exists()


def test_a_holiday_is_added_and_withdrawn(sign_in, administrator):
    load(NOW)
    client = sign_in(administrator)
    day = {**local_date("day", "2026-06-08"), "name": "A day of celebration"}
    assert client.post(url("add_holiday"), day).status_code == 302
    assert client.post(url("add_holiday"), day).status_code == 422
    holiday = Holiday.objects.get(name="A day of celebration")
    assert client.post(url("withdraw_holiday", holiday.pk), {"reason": ""}).status_code == 422
    assert client.post(url("withdraw_holiday", holiday.pk), {"reason": "Cancelled"}).status_code == 302
    assert client.get(url("withdraw_holiday", holiday.pk)).status_code == 404
    assert "Cancelled" in text(client.get(url("list_holidays")))


@pytest.mark.requirement("P0-6")
def test_a_version_is_added_and_takes_its_turn(sign_in, administrator):
    load(NOW)
    client = sign_in(administrator)
    posted = {"number": "1.8", "attestation": "none", **local_date("in_force_on", "2026-03-01")}
    assert client.post(url("add_version"), posted).status_code == 302
    assert client.post(url("add_version"), posted).status_code == 422
    assert PolicyVersion.objects.get(number="1.8").in_force_on.isoformat() == "2026-03-01"
    assert "Version 1.8" in text(client.get(url("show_policy")))
