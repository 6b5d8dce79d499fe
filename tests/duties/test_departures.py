"""Departures from the policy: what they need, from what nobody may depart, and what they let through (preamble, P0-1)."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties import definitions, departures, services
from cafcass_cases.duties.departures import NEVER, Blocked, block, may_be_departed_from, why_never
from cafcass_cases.duties.models import Departure, DepartureUse, Duty, Ending
from cafcass_cases.policy import catalogue
from cafcass_cases.ui.testing import local_time
from tests.duties.conftest import DAY, HOUR

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def depart(case, practitioner, manager, now):
    """``depart(...)``: everything the preamble asks for, with changes."""

    def decide(requirement="P33-1", **changes):
        given = {
            "case": case,
            "requirement": requirement,
            "assessment": "Telling them first would warn the father before the children are safe.",
            "rationale": "The risk of harm in the next hours is greater than the cost of telling them after.",
            "discussed_with": manager,
            "discussed_at": now - HOUR,
            "manager_agreed": True,
            "manager_words": "I agree: file first, and ring them at once after.",
            "by": practitioner,
            "now": now,
            **changes,
        }
        return services.depart_from_policy(**given)

    return decide


# ---- what it needs


@pytest.mark.requirement("P0-1")
@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ({"assessment": "  "}, "A full assessment"),
        ({"rationale": ""}, "A compelling reason"),
        ({"discussed_with": None}, "The manager you discussed it with"),
        ({"discussed_at": None}, "When you discussed it"),
        ({"manager_agreed": None}, "Whether the manager agreed"),
        ({"manager_words": ""}, "What the manager said"),
    ],
)
def test_given_a_part_is_missing_when_departing_then_it_is_refused_and_named(depart, left_out, named):
    with pytest.raises(RuleRefused) as refusal:
        depart(**left_out)
    assert refusal.value.rule == "P0-1"
    assert refusal.value.missing == (named,)
    assert not Departure.objects.exists()


@pytest.mark.requirement("P0-1")
def test_given_everything_when_departing_then_the_record_says_who_why_with_whom_and_under_which_version(depart, practitioner, manager, now):
    departure = depart(decided_at=now - HOUR / 2)
    assert (departure.decided_by, departure.discussed_with) == (practitioner, manager)
    assert (departure.discussed_at, departure.decided_at, departure.created_at) == (now - HOUR, now - HOUR / 2, now)
    assert departure.policy_version == "1.7"
    assert departure.manager_view == Departure.View.AGREED


@pytest.mark.requirement("P0-1")
def test_given_somebody_who_does_not_answer_for_the_case_when_named_then_it_is_refused(depart, other_area_manager, other_practitioner):
    for nobody in (other_area_manager, other_practitioner):
        with pytest.raises(RuleRefused) as refusal:
            depart(discussed_with=nobody)
        assert refusal.value.field == "discussed_with"


@pytest.mark.requirement("P0-1")
def test_given_a_manager_who_decides_then_they_discuss_it_with_another(depart, manager, head_of_practice):
    with pytest.raises(RuleRefused, match="other than yourself"):
        depart(by=manager)
    assert depart(by=manager, discussed_with=head_of_practice).decided_by == manager


@pytest.mark.requirement("P0-1")
@pytest.mark.parametrize("times", [{"discussed_at": 1}, {"decided_at": 1}, {"discussed_at": -1, "decided_at": -2}])
def test_given_times_that_cannot_be_when_departing_then_it_is_refused(depart, now, times):
    with pytest.raises(RuleRefused, match="Enter a time"):
        depart(**{name: now + hours * HOUR for name, hours in times.items()})


def test_given_somebody_off_the_case_when_departing_then_it_is_denied(depart, other_practitioner, auditor):
    for nobody in (other_practitioner, auditor):
        with pytest.raises(Denied):
            depart(by=nobody)


@pytest.mark.requirement("P0-1", "P0-3")
def test_given_a_manager_who_did_not_agree_when_departing_then_it_stands_and_says_so(depart):
    assert depart(manager_agreed=False, manager_words="I would tell them first.").manager_view == Departure.View.NOT_AGREED


def test_given_the_individual_is_not_to_be_told_when_the_manager_does_not_agree_then_it_is_refused(depart):
    with pytest.raises(RuleRefused, match="manager agrees"):
        depart("P51-4", manager_agreed=False)
    assert depart("P51-4").requirement == "P51-4"


# ---- from what nobody may depart


@pytest.mark.requirement("P0-1", "P22-2", "P45-2", "P15-4", "P20-4", "P26-2", "P28-3", "P40-2", "P49-3")
@pytest.mark.parametrize("requirement", sorted(NEVER))
def test_given_a_prohibition_of_statute_or_disclosure_when_departing_then_it_is_refused_with_the_reason(depart, requirement):
    with pytest.raises(RuleRefused) as refusal:
        depart(requirement)
    assert NEVER[requirement] in refusal.value.message
    assert not Departure.objects.exists()


def test_every_prohibition_in_the_list_is_a_requirement_of_the_catalogue():
    assert set(NEVER) <= set(catalogue.requirements())


def test_given_a_definition_or_a_permission_then_there_is_nothing_to_depart_from():
    assert "asks for nothing" in why_never("P1-1")
    assert not may_be_departed_from("P15-1")
    assert not may_be_departed_from("P99-1")
    assert may_be_departed_from("P51-4")
    assert may_be_departed_from("P9-1")


# ---- what it lets through


@pytest.mark.requirement("P0-1")
def test_given_no_departure_when_a_rule_blocks_then_the_step_is_refused(case):
    with pytest.raises(Blocked) as refusal:
        block("P33-1", "Tell the authority first.", case=case, missing=["Whom you told"], field="told")
    assert (refusal.value.rule, refusal.value.missing, refusal.value.field) == ("P33-1", ("Whom you told",), "told")


@pytest.mark.requirement("P0-1")
def test_given_a_departure_when_the_rule_blocks_then_the_step_goes_through_and_it_is_noted(case, depart, practitioner, now):
    departure = depart()

    @service
    def file_advice(*, by, now):
        return block("P33-1", "Tell the authority first.", case=case)

    assert file_advice(by=practitioner, now=now + HOUR) == departure
    use = DepartureUse.objects.get()
    assert (use.departure, use.step, use.used_at, use.created_by) == (departure, "Tell the authority first.", now + HOUR, practitioner)


@pytest.mark.requirement("P0-1")
def test_given_a_departure_from_another_rule_or_for_another_record_when_the_rule_blocks_then_the_step_is_refused(case, family, depart):
    depart("P9-1")
    depart(subject=family.alice)
    with pytest.raises(Blocked):
        block("P33-1", "Tell the authority first.", case=case, subject=family.ben)
    with pytest.raises(Blocked):
        block("P33-1", "Tell the authority first.", case=case)
    assert block("P33-1", "Tell the authority first.", case=case, subject=family.alice) is not None


@pytest.mark.requirement("P0-1")
def test_given_a_departure_that_ended_when_the_rule_blocks_then_the_step_is_refused_again(case, depart, practitioner, now):
    departure = depart()
    with pytest.raises(RuleRefused):
        services.end_departure(departure=departure, in_error=False, reason=" ", by=practitioner, now=now)
    services.end_departure(departure=departure, in_error=False, reason="We told them after all.", by=practitioner, now=now)
    with pytest.raises(Blocked):
        block("P33-1", "Tell the authority first.", case=case)


def test_given_a_prohibition_when_a_rule_blocks_by_it_then_no_way_round_is_offered(case):
    with pytest.raises(RuleRefused) as refusal:
        block("P22-2", "Not to the MARAC.", case=case)
    assert not isinstance(refusal.value, Blocked)


# ---- duties


@pytest.fixture
def of_policy_9(monkeypatch):
    """A duty of policy 9, and one that also carries out the statute."""
    monkeypatch.setattr(definitions, "_definitions", dict(definitions._definitions))
    kinds = [
        definitions.DutyDefinition(
            key=key,
            title=f"The duty {key}",
            requirements=cited,
            owner_role="practitioner",
            time_limit=definitions.ClockHours(24),
            discharged_by="Done.",
        )
        for key, cited in (("d-nine", ("P9-1", "P10-1")), ("d-statute", ("P9-1", "P27-1")))
    ]
    for kind in kinds:
        definitions._definitions[kind.key] = kind


@pytest.mark.requirement("P0-1")
def test_given_an_open_duty_when_departed_from_then_it_ends_as_such_and_no_other(of_policy_9, open_duty, depart, now):
    duty, other = open_duty("d-nine"), open_duty("t-urgent")
    departure = depart(departures.requirement_of(duty), duty=duty)
    duty.refresh_from_db()
    other.refresh_from_db()
    assert (duty.ending, duty.ended_at, departure.duty) == (Ending.DEPARTED, now, duty)
    assert "Policy 9" in duty.ending_note
    assert other.is_open
    assert not duty.is_late(now + 9 * DAY)
    assert set(duty.rungs.filter(fired_at=None).values_list("skipped", flat=True)) == {True}


def test_given_a_departure_entered_in_error_then_the_duty_is_open_again_with_its_limit(of_policy_9, open_duty, depart, practitioner, now):
    duty = open_duty("d-nine")
    due_at = duty.due_at
    departure = depart("P9-1", duty=duty)
    services.end_departure(departure=departure, in_error=True, reason="Entered in error", by=practitioner, now=now + HOUR)
    duty.refresh_from_db()
    assert (duty.is_open, duty.due_at) == (True, due_at)
    assert duty.rungs.filter(fired_at=None, skipped=False).exists()


def test_given_a_departure_that_ended_then_the_duty_stays_departed_from(of_policy_9, open_duty, depart, practitioner, now):
    duty = open_duty("d-nine")
    services.end_departure(
        departure=depart("P9-1", duty=duty), in_error=False, reason="The police have been.", by=practitioner, now=now + HOUR
    )
    duty.refresh_from_db()
    assert duty.ending == Ending.DEPARTED


@pytest.mark.requirement("P0-1")
def test_given_a_duty_that_carries_out_statute_when_departing_then_it_is_refused(of_policy_9, open_duty, depart):
    duty = open_duty("d-statute")
    assert departures.requirement_of(duty) == ""
    with pytest.raises(RuleRefused, match="statute"):
        depart("P9-1", duty=duty)


def test_given_what_the_authority_owes_or_what_has_ended_when_departing_then_it_is_refused(
    of_policy_9, open_duty, depart, practitioner, case, now
):
    owed_by_authority = open_duty("t-outcome")
    with pytest.raises(RuleRefused):
        depart("P12-4", duty=owed_by_authority)
    duty = open_duty("d-nine")
    services.discharge(key="d-nine", subject=case, at=now, by=practitioner, now=now)
    with pytest.raises(RuleRefused, match="has ended"):
        depart("P9-1", duty=duty)


@pytest.mark.requirement("P0-1")
def test_given_a_departure_then_the_manager_is_asked_to_confirm_their_view_and_may_put_it_right(depart, manager, practitioner, now):
    departure = depart()
    duty = Duty.objects.get(key="departure-confirmed")
    assert (duty.owner, duty.subject_id, duty.limit_note) == (manager, departure.pk, "1 working day, local default")
    with pytest.raises(Denied):
        services.confirm_departure(departure=departure, agreed=True, words="Yes", by=practitioner, now=now)
    services.confirm_departure(departure=departure, agreed=False, words="I said to wait an hour.", by=manager, now=now + HOUR)
    departure.refresh_from_db()
    duty.refresh_from_db()
    assert (departure.manager_view, departure.confirmed_at, duty.ending) == (Departure.View.NOT_AGREED, now + HOUR, Ending.DONE)
    assert departure.history.count() == 2


# ---- pages


def typed(manager, **changes):
    return {
        "assessment": "A full assessment of both courses.",
        "rationale": "It is safer so.",
        "discussed_with": str(manager.pk),
        **local_time("discussed_at", "2026-03-06 15:40"),
        "manager_view": "agreed",
        "manager_words": "Do that.",
        **local_time("decided_at", "2026-03-06 16:00"),
        **changes,
    }


@pytest.mark.requirement("P0-1")
def test_given_a_duty_page_when_the_practitioner_departs_then_the_record_and_the_case_show_it(
    of_policy_9, open_duty, sign_in, practitioner, manager, auditor, case
):
    duty = open_duty("d-nine")
    client = sign_in(practitioner)
    way = reverse("duties:depart_from_duty", args=[duty.pk])
    assert way in client.get(reverse("duties:show_duty", args=[duty.pk])).content.decode()
    form = client.get(way).content.decode()
    assert {words for words in ("Policy 9", "The duty d-nine", "Maria Manager") if words not in form} == set()

    refused = client.post(way, typed(manager, assessment="", rationale=""))
    assert refused.status_code == 422
    assert {words for words in ("Write your full assessment", "Do that.") if words not in refused.content.decode()} == set()
    assert not Departure.objects.exists()

    answer = client.post(way, typed(manager))
    departure = Departure.objects.get()
    assert answer["Location"] == reverse("duties:show_departure", args=[departure.pk])
    page = client.get(answer["Location"]).content.decode()
    assert {
        words for words in ("A full assessment of both courses.", "The manager agreed", "Not yet: as written down") if words not in page
    } == set()
    for name in ("duties:list_departures", "cases:show_chronology"):
        assert reverse("duties:show_departure", args=[departure.pk]) in client.get(reverse(name, args=[case.pk])).content.decode()
    assert sign_in(auditor).get(way).status_code == 403
    confirm = reverse("duties:confirm_departure", args=[departure.pk])
    assert sign_in(practitioner).get(confirm).status_code == 403
    assert sign_in(manager).post(confirm, {"manager_view": "agreed", "words": "Do that."}).status_code == 302


def test_given_a_case_when_departing_from_what_has_no_duty_then_the_paragraph_is_chosen(
    of_policy_9, open_duty, sign_in, practitioner, manager, case
):
    client = sign_in(practitioner)
    way = reverse("duties:depart_from_policy", args=[case.pk])
    assert client.post(way, typed(manager)).status_code == 422
    assert client.post(way, typed(manager, requirement="P22-2")).status_code == 422
    assert client.post(way, typed(manager, requirement="P33-1")).status_code == 302
    duty = open_duty("d-nine")
    assert client.post(way, typed(manager, what=str(duty.pk))).status_code == 302
    assert set(Departure.objects.values_list("requirement", "duty")) == {("P33-1", None), ("P9-1", duty.pk)}
    assert client.get(f"{way}?requirement=P22-2").status_code == 403


@pytest.mark.requirement("P0-1")
def test_given_a_rule_in_the_way_of_a_form_then_its_page_leads_to_a_departure_and_back_with_what_was_typed(
    sign_in, practitioner, manager, case, monkeypatch
):
    from cafcass_cases.cases.views import entries

    @service
    def blocked(*, by, now, **given):
        block("P33-1", "Tell the authority first.", case=case)
        return real(by=by, now=now, **given)

    real = entries.services.write_entry
    monkeypatch.setattr(entries.services, "write_entry", blocked)
    client = sign_in(practitioner)
    form = reverse("cases:write_entry", args=[case.pk])
    words = {"kind": "note", "text": "What I typed.", **local_time("happened_at", "2026-03-06 15:00")}
    refused = client.post(form, words)
    way = f"{reverse('duties:depart_from_policy', args=[case.pk])}?requirement=P33-1&amp;back={quote(form, safe='')}"
    assert refused.status_code == 422
    assert way in refused.content.decode()
    back = client.post(way.replace("&amp;", "&"), typed(manager))
    assert back["Location"] == form
    assert "What I typed." in client.get(form).content.decode()
    assert client.post(form, words).status_code == 302
    assert DepartureUse.objects.count() == 1


# ---- the document


@pytest.mark.requirement("P0-1")
def test_given_a_departure_when_its_record_is_made_then_it_is_frozen_and_says_what_was_decided(depart, sign_in, practitioner, auditor, now):
    departure = depart()
    make = reverse("documents:issue_departure_record", args=[departure.pk])
    client = sign_in(practitioner)
    assert make in client.get(reverse("duties:show_departure", args=[departure.pk])).content.decode()
    assert sign_in(auditor).post(make).status_code == 403
    client = sign_in(practitioner)
    assert client.post(make).status_code == 302
    assert client.post(make).status_code == 302
    second, first = IssuedDocument.objects.filter(kind="departure-record").order_by("-number")
    assert second.supersedes == first
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(bytes(second.content))).pages).split())
    for words in ("Policy 33", "Telling them first would warn", "Maria Manager", "I agree: file first", "1.7", "Priya Practitioner"):
        assert words in text
