"""Police information that is destroyed is gone, from the history too; and nothing is destroyed while an inquiry or a review needs it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from cafcass_cases.audit.models import Disposal, DisposalOrder
from cafcass_cases.audit.services import carry_out_disposals, orders_waiting
from cafcass_cases.audit.services.verifying import findings
from cafcass_cases.cases.models import DisposalHold
from cafcass_cases.cases.services import hold_case, lift_hold
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.health_lines import health_lines
from cafcass_cases.duties.models import Duty
from cafcass_cases.ui.testing import local_time
from screening.checks import selectors, services
from screening.checks.models import Check, Kind, OffenceFound
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + 500 * DAY
WORDS = "Nunnery Lane, the third call-out"


@pytest.fixture
def police(family, practitioner):
    """What the police sent about the father: reviewed, an offence among it, decided."""
    by = {"by": practitioner, "now": NOW}
    services.open_checks(case=family.case, **by)
    (check,) = [one for one in selectors.checks_of(family.case) if one.kind == Kind.POLICE_1 and one.person_id == family.father.pk]
    services.request_checks(case=family.case, checks=[check], requested_at=NOW, method="portal", **by)
    said = dict.fromkeys(services.POLICE_HEADINGS, "Nothing held") | {"domestic_abuse": WORDS}
    check = services.record_result(
        check=check, result="information", findings=said, received_at=NOW, offences="Cruelty to a child, s.1 CYPA 1933, caution, 2001", **by
    )
    return services.review_check(check=check, conclusion="concern", analysis="Alice hears it.", **by)


@pytest.fixture
def decided(police, practitioner):
    services.decide_risk(
        offence=OffenceFound.objects.get(), is_risk=True, sources="Probation", reason="Never assessed.", by=practitioner, now=NOW
    )
    return police


def destroy(check, by):
    return services.destroy_police_information(check=check, reason="No longer needed; shredded.", by=by, now=LATER)


def everything(*models):
    """Every stored word of the records and their history, as the database has it."""
    found = []
    for model in models:
        for one in (model, model.history.model):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT to_jsonb(t) FROM {one._meta.db_table} t")
                found += [json.dumps(row[0]) for row in cursor.fetchall()]
    return " ".join(found)


def test_given_it_is_destroyed_when_the_owner_carries_it_out_then_its_words_are_nowhere_and_the_chain_still_verifies(decided, practitioner):
    check = destroy(decided, practitioner)
    # From the page at once; from the history by the owner of the tables alone.
    assert WORDS not in str(check.findings)
    assert WORDS in everything(Check)
    assert orders_waiting().count() == DisposalOrder.objects.count() > 2
    out = StringIO()
    call_command("carry_out_disposals", stdout=out)
    assert "Held from disposal: 0" in out.getvalue()
    left = everything(Check, OffenceFound)
    assert WORDS not in left
    assert "Cruelty" not in left
    assert not orders_waiting().exists()
    # What stays: who, when, why, the digest, and what was concluded.
    check.refresh_from_db()
    assert (check.conclusion, check.analysis) == ("concern", "Alice hears it.")
    assert OffenceFound.objects.get().state == "risk"
    disposal = Disposal.objects.first()
    assert (disposal.disposed_by, disposal.reason) == (practitioner, "No longer needed; shredded.")
    blanked = Check.history.filter(id=check.pk).exclude(disposed_at=None)
    assert blanked
    assert all(row.digest and row.history_user_id and row.history_date for row in blanked)
    assert not [found for found in findings() if "blanked" in str(found) or "digest" in str(found)]
    assert "No longer needed; shredded." in str(check.findings)


def test_given_it_was_carried_out_when_again_then_nothing_happens_and_newer_versions_stay(decided, practitioner):
    check = destroy(decided, practitioner)
    done, held = carry_out_disposals(now=LATER)
    assert (done, held) == (DisposalOrder.objects.count(), 0)
    assert carry_out_disposals(now=LATER) == (0, 0)
    assert Check.history.filter(id=check.pk).latest("version").disposed_at is None
    with pytest.raises(RuleRefused):
        destroy(check, practitioner)


def test_given_a_listed_offence_undecided_when_destroyed_then_it_is_decided_first(police, practitioner):
    with pytest.raises(RuleRefused) as refused:
        destroy(police, practitioner)
    assert "Decide first on the listed offences" in refused.value.message
    assert WORDS in str(Check.objects.get(pk=police.pk).findings)


def test_given_a_hold_when_somebody_would_destroy_it_then_it_is_refused_until_a_manager_lifts_it(
    decided, family, practitioner, manager, sign_in, at_now
):
    one = sign_in(practitioner)
    page = reverse("cases:hold_case", args=[family.case.pk])
    assert "Choose what needs this case" in one.post(page, {}).text
    assert (
        one.post(page, {"kind": "complaint", "reason": "The mother complains.", **local_time("held_at", "2026-03-06 16:00")}).status_code
        == 302
    )
    hold = DisposalHold.objects.get()
    assert (hold.held_by, hold.stands) == (practitioner, True)
    with pytest.raises(RuleRefused) as refused:
        destroy(decided, practitioner)
    assert refused.value.rule == "disposal-hold"
    assert not DisposalOrder.objects.exists()
    keep = reverse("checks:keep_police_information", args=[decided.pk])
    assert "Held from disposal:" in one.get(keep).text
    answer = one.post(keep, {"still_needed": "no", "reason": "Shredded."})
    assert answer.status_code == 422
    assert "held from disposal: a complaint" in answer.text
    with pytest.raises(Denied):
        lift_hold(hold=hold, reason="Over.", by=practitioner, now=NOW)
    assert one.get(reverse("cases:lift_hold", args=[hold.pk])).status_code == 403
    other = sign_in(manager)
    assert other.post(reverse("cases:lift_hold", args=[hold.pk]), {"reason": "The complaint is closed."}).status_code == 302
    shown = other.get(reverse("cases:show_holds", args=[family.case.pk])).text
    assert "The mother complains." in shown
    assert "The complaint is closed." in shown
    assert destroy(decided, practitioner).destroyed_at == LATER


def test_given_a_hold_after_the_order_then_what_was_ordered_waits_and_health_says_what_waits_too_long(
    decided, family, practitioner, manager
):
    destroy(decided, practitioner)
    hold = hold_case(case=family.case, kind="inquiry", reason="A coroner asks.", held_at=LATER, by=practitioner, now=LATER)
    assert carry_out_disposals(now=LATER) == (0, DisposalOrder.objects.count())

    def health(at):
        return next(line for line in health_lines(at) if line.key == "disposals")

    assert health(LATER + 3 * DAY).words == "Nothing waits"
    lift_hold(hold=hold, reason="It is over.", by=manager, now=LATER)
    assert health(LATER + DAY).well
    assert health(LATER + 3 * DAY).well is False
    assert carry_out_disposals(now=LATER)[1] == 0
    assert WORDS not in everything(Check)
    assert health(LATER + 3 * DAY).well


def test_given_a_file_secured_for_a_review_then_it_is_held_by_itself(decided, family, practitioner):
    with acting(by=None, now=NOW):
        family.case.secured_at = NOW
        family.case.save()
    with pytest.raises(RuleRefused) as refused:
        destroy(decided, practitioner)
    assert "the file is secured for a review" in refused.value.message
    assert Duty.objects.get(key="police-information-kept").is_open
