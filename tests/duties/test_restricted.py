"""Duties of a restricted case: always somebody's who is named in it, and nobody else hears of them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import AccessGrant
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.models import Alert, Duty
from cafcass_cases.duties.selectors import open_duties_for
from cafcass_cases.duties.services import open_duty, sweep
from safeguarding.models import Concern
from safeguarding.services import ChildFacts, HarmFacts, log_concern

HOUR = timedelta(hours=1)


def log_a_concern(family, *, by, now) -> Concern:
    harm = HarmFacts(kind="neglect", standing="alleged", information_on=now.date())
    return log_concern(
        case=family.case, children=[ChildFacts(child=family.alice, harms=[harm], origin="family", cause=True)], source="court_papers",
        said="Left alone at night.", whose_words="document", reached_us_at=now - HOUR, recognised_at=now, danger_now=False,
        danger_reason="She is with her grandmother.", medical="not_needed", harm_from=[family.father], by=by, now=now,
    )  # fmt: skip


@pytest.fixture
def concern(family, practitioner, now) -> Concern:
    """A concern with its open duties: the enquiry, supervision and 16A, all the practitioner's."""
    return log_a_concern(family, by=practitioner, now=now)


def restrict(case, *, named, now, next_owner=None):
    return cases.restrict_case(case=case, reason="A colleague's family.", named=named, next_owner=next_owner, by=None, now=now)


def test_given_others_owe_something_when_a_case_is_restricted_without_a_next_owner_then_it_is_refused(concern, head_of_practice, now):
    with pytest.raises(RuleRefused) as refused:
        restrict(concern.case, named=[head_of_practice], now=now)
    assert (refused.value.rule, refused.value.field) == ("restricted-next-owner", "next_owner")
    concern.case.refresh_from_db()
    assert not concern.case.is_restricted


def test_given_a_next_owner_who_is_not_named_then_it_is_refused(concern, head_of_practice, manager, now):
    with pytest.raises(RuleRefused, match="one of the people you name"):
        restrict(concern.case, named=[head_of_practice], next_owner=manager, now=now)


def test_given_a_next_owner_when_a_case_is_restricted_then_every_open_duty_is_theirs_and_its_history_says_so(
    concern, practitioner, head_of_practice, now
):
    before = set(Duty.objects.filter(case=concern.case, ended_at=None, owner=practitioner).values_list("pk", flat=True))
    restrict(concern.case, named=[head_of_practice], next_owner=head_of_practice, now=now)
    assert before
    assert before <= {duty.pk for duty in open_duties_for(head_of_practice, now)}
    assert not Duty.objects.filter(case=concern.case, ended_at=None).exclude(owner=head_of_practice).exists()
    newest, former = Duty.objects.get(pk=next(iter(before))).history.order_by("-version")[:2]
    assert (former.owner_id, newest.owner_id) == (practitioner.pk, head_of_practice.pk)


def test_given_a_named_practitioner_as_next_owner_then_what_only_a_manager_may_do_goes_to_the_named_manager(
    concern, other_practitioner, head_of_practice, now
):
    duty = Duty.objects.filter(case=concern.case, ended_at=None).first()
    duty.owner_role = "manager"
    duty.save()
    restrict(concern.case, named=[other_practitioner, head_of_practice], next_owner=other_practitioner, now=now)
    duty.refresh_from_db()
    assert duty.owner == head_of_practice
    others = Duty.objects.filter(case=concern.case, ended_at=None, owner_role="practitioner")
    assert {one.owner for one in others} == {other_practitioner}


def test_given_a_restricted_case_when_a_duty_is_opened_then_it_falls_to_somebody_named_whoever_was_meant(
    family, manager, head_of_practice, now
):
    restrict(family.case, named=[head_of_practice], now=now)
    log_a_concern(family, by=head_of_practice, now=now)
    open_duty(key="supervision-held", case=family.case, subject=Concern.objects.get(), event_at=now, owner=manager, by=None, now=now)
    assert {duty.owner for duty in Duty.objects.filter(case=family.case)} == {head_of_practice}


def test_given_the_allocated_practitioner_is_named_then_new_duties_are_theirs_as_ever(family, practitioner, head_of_practice, now):
    restrict(family.case, named=[practitioner, head_of_practice], now=now)
    concern = log_a_concern(family, by=practitioner, now=now)
    assert {duty.owner for duty in Duty.objects.filter(concern_id=concern.pk, owner_role="practitioner")} == {practitioner}


def test_given_a_restricted_case_when_its_duties_fall_due_then_nobody_hears_who_is_not_named(concern, head_of_practice, now):
    """Neither the line manager nor the Assistant Director, who do where a case is open to their team."""
    restrict(concern.case, named=[head_of_practice], next_owner=head_of_practice, now=now)
    sweep(now=now + 72 * HOUR)
    told = Alert.objects.filter(rung__duty__case=concern.case).exclude(state=Alert.State.DROPPED)
    assert {alert.recipient for alert in told} == {head_of_practice}


def test_given_what_others_were_told_and_have_not_seen_when_a_case_is_restricted_then_it_is_shown_to_them_no_more(
    concern, practitioner, head_of_practice, now
):
    sweep(now=now + 30 * HOUR)
    assert Alert.objects.filter(recipient=practitioner, state=Alert.State.SENT).exists()
    restrict(concern.case, named=[head_of_practice], next_owner=head_of_practice, now=now + 30 * HOUR)
    left = Alert.objects.filter(rung__duty__case=concern.case, seen_at=None).exclude(state=Alert.State.DROPPED)
    assert {alert.recipient for alert in left} <= {head_of_practice}


def test_given_somebody_named_leaves_a_restricted_case_then_another_named_has_their_duties_and_a_manager_stays(
    concern, practitioner, head_of_practice, now
):
    restrict(concern.case, named=[practitioner, head_of_practice], now=now, next_owner=practitioner)
    grants = {grant.user: grant for grant in AccessGrant.objects.filter(case=concern.case, kind="named")}
    cases.end_access(grant=grants[practitioner], by=None, now=now)
    assert {duty.owner for duty in Duty.objects.filter(case=concern.case, ended_at=None)} == {head_of_practice}
    with pytest.raises(RuleRefused, match="Name another manager first"):
        cases.end_access(grant=grants[head_of_practice], by=None, now=now)


def test_given_the_form_without_a_next_owner_when_others_owe_something_then_it_asks_and_keeps_what_was_chosen(
    concern, manager, head_of_practice, sign_in, at_now
):
    browser = sign_in(manager)
    url = reverse("cases:restrict_case", args=[concern.case_id])
    sent = {"reason": "A relative of ours.", "named": [str(head_of_practice.pk)]}
    answer = browser.post(url, sent)
    assert answer.status_code == 422
    assert "Name who takes on what others still owe" in answer.content.decode()
    assert browser.post(url, {**sent, "next_owner": str(head_of_practice.pk)}).status_code == 302
    assert not Duty.objects.filter(case=concern.case, ended_at=None).exclude(owner=head_of_practice).exists()
