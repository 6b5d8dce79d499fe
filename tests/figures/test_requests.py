"""The register of requests for information: reply and review within twenty working days, with the figures that were given."""

from datetime import date

import pytest
from django.urls import reverse

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.ui.testing import local_date
from figures import services
from figures.models import InformationRequest
from tests.cast import NOW, at_now  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def request_in(administrator):
    return services.record_information_request(
        asked="How many issues were missed?", received_on=date(2026, 2, 2), by=administrator, now=NOW
    )


def test_given_a_request_when_it_comes_in_then_the_reply_is_due_on_the_twentieth_working_day(request_in):
    assert request_in.due_on == date(2026, 3, 2)
    assert request_in.reference.startswith("FOI-2026-")


def test_given_a_reply_with_figures_when_it_is_recorded_then_the_published_tables_are_kept_with_it(request_in, administrator):
    services.reply_to_request(
        request=request_in, reply="See the tables.", replied_on=date(2026, 3, 2), first=date(2025, 1, 1), last=date(2025, 12, 31), known_on=date(2026, 3, 1),
        by=administrator, now=NOW,
    )  # fmt: skip
    kept = InformationRequest.objects.get().figures
    assert (kept["first"], kept["known_at"][:10]) == ("2025-01-01", "2026-03-01")
    assert {"title", "definition", "columns", "rows"} <= set(kept["tables"][0])


def test_given_steps_out_of_order_when_they_are_recorded_then_they_are_refused_in_a_sentence(request_in, administrator):
    by = {"by": administrator, "now": NOW}
    with pytest.raises(RuleRefused, match="reply before its review"):
        services.ask_for_review(request=request_in, asked_on=date(2026, 3, 3), **by)
    with pytest.raises(RuleRefused, match="before the request"):
        services.reply_to_request(request=request_in, reply="No.", replied_on=date(2026, 1, 30), **by)
    request = services.reply_to_request(request=request_in, reply="No.", replied_on=date(2026, 3, 2), **by)
    with pytest.raises(RuleRefused, match="answered already"):
        services.reply_to_request(request=request, reply="Yes.", replied_on=date(2026, 3, 3), **by)
    with pytest.raises(RuleRefused, match="asked for first"):
        services.record_review(request=request, review="Upheld.", reviewed_on=date(2026, 3, 4), **by)


def test_given_the_register_when_an_administrator_keeps_it_then_each_step_is_a_form_and_the_list_says_what_is_late(
    sign_in, administrator, manager
):
    client = sign_in(administrator)
    answer = client.post(reverse("figures:record_request"), {"asked": "Which policy?", **local_date("received_on", "2026-01-05")})
    request = InformationRequest.objects.get()
    assert answer.url == request.get_absolute_url()
    assert "Reply late" in client.get(reverse("figures:list_requests")).content.decode()
    typed = {
        "reply": "The policy is published.",
        "with_figures": "no",
        "version": str(request.version),
        **local_date("replied_on", "2026-03-05"),
    }
    assert client.post(reverse("figures:reply_to_request", args=[request.pk]), {**typed, "reply": ""}).status_code == 422
    client.post(reverse("figures:reply_to_request", args=[request.pk]), typed)
    client.post(reverse("figures:ask_for_review", args=[request.pk]), local_date("asked_on", "2026-03-06"))
    client.post(reverse("figures:record_review", args=[request.pk]), {"review": "Upheld.", **local_date("reviewed_on", "2026-03-06")})
    request.refresh_from_db()
    assert (request.review_due_on, request.reviewed_on, request.is_open) == (date(2026, 4, 7), date(2026, 3, 6), False)
    assert "Upheld." in sign_in(manager).get(request.get_absolute_url()).content.decode()
