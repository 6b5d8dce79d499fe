"""Recording who is away and who is on the rota."""

from datetime import timedelta

import pytest

from cafcass_cases.accounts.models import Absence, OutOfHoursDuty
from cafcass_cases.accounts.services import change_absence, record_absence, set_rota, withdraw_absence
from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit
from tests.cast import NOW

NEXT_WEEK, WEEK_AFTER = NOW + timedelta(days=7), NOW + timedelta(days=14)


def record(user, cover=None, *, by, starts_at=NEXT_WEEK, ends_at=WEEK_AFTER):
    return record_absence(user=user, starts_at=starts_at, ends_at=ends_at, cover=cover, by=by, now=NOW)


@pytest.mark.requirement("F1.11-1")
def test_a_manager_names_who_covers(manager, cover_manager):
    absence = record(manager, cover_manager, by=manager)
    assert (absence.cover, absence.created_by) == (cover_manager, manager)


@pytest.mark.requirement("F1.11-1")
def test_a_managers_cover_is_a_manager(manager, practitioner, business_support):
    for nobody in (practitioner, business_support):
        with pytest.raises(RuleRefused, match="a manager"):
            record(manager, nobody, by=manager)


def test_a_practitioners_cover_may_be_a_colleague(practitioner, other_practitioner):
    assert record(practitioner, other_practitioner, by=practitioner)


def test_a_heads_cover_is_a_senior(head_of_practice, manager, assistant_director):
    with pytest.raises(RuleRefused):
        record(head_of_practice, manager, by=head_of_practice)
    assert record(head_of_practice, assistant_director, by=head_of_practice)


@pytest.mark.parametrize("who", ["manager", "head_of_practice", "assistant_director", "administrator", "practitioner"])
def test_who_may_record_a_practitioners_absence(cast, who):
    assert record(cast["practitioner"], by=cast[who])


@pytest.mark.parametrize("who", ["other_practitioner", "other_area_manager", "cover_manager", "auditor", "business_support"])
def test_who_may_not(cast, who):
    with pytest.raises(Denied):
        record(cast["practitioner"], by=cast[who])
    assert not Absence.objects.exists()


def test_a_cover_records_for_the_absent_managers_staff(practitioner, manager, cover_manager, cover):
    cover(manager, cover_manager)
    assert record(practitioner, by=cover_manager)


@pytest.mark.parametrize("case", ["backwards", "overlapping", "oneself", "closed", "for ever"])
def test_what_cannot_be(manager, cover_manager, leaver, case):
    record(manager, cover_manager, by=manager)
    wrong = {
        "backwards": {"starts_at": WEEK_AFTER + timedelta(days=2), "ends_at": WEEK_AFTER + timedelta(days=1)},
        "overlapping": {"starts_at": WEEK_AFTER - timedelta(days=1), "ends_at": WEEK_AFTER + timedelta(days=1)},
        "oneself": {"starts_at": WEEK_AFTER, "ends_at": WEEK_AFTER + timedelta(days=1), "cover": manager},
        "closed": {"starts_at": WEEK_AFTER, "ends_at": WEEK_AFTER + timedelta(days=1), "cover": leaver},
        "for ever": {"starts_at": WEEK_AFTER, "ends_at": WEEK_AFTER + timedelta(days=2000)},
    }[case]
    with pytest.raises(RuleRefused):
        record(manager, by=manager, **wrong)
    assert Absence.objects.count() == 1


def test_sickness_may_be_recorded_afterwards(manager):
    assert record(manager, by=manager, starts_at=NOW - timedelta(days=3), ends_at=NOW - timedelta(days=1))


def test_a_change_keeps_the_history_and_refuses_a_stale_page(manager, cover_manager):
    absence = record(manager, by=manager)
    values = {"absence": absence, "starts_at": NEXT_WEEK, "ends_at": WEEK_AFTER, "cover": cover_manager, "by": manager, "now": NOW}
    change_absence(**values)
    with pytest.raises(StaleEdit):
        change_absence(**values, version=absence.version)
    assert [h.cover for h in absence.history.order_by("history_date", "version")] == [None, cover_manager]


def test_a_withdrawn_absence_keeps_its_reason_and_takes_no_change(manager):
    absence = record(manager, by=manager)
    with pytest.raises(RuleRefused):
        withdraw_absence(absence=absence, reason="", by=manager, now=NOW)
    withdrawn = withdraw_absence(absence=absence, reason="Cancelled", by=manager, now=NOW)
    assert (withdrawn.withdrawn_reason, withdrawn.withdrawn_by) == ("Cancelled", manager)
    with pytest.raises(RuleRefused):
        change_absence(absence=absence, starts_at=NEXT_WEEK, ends_at=WEEK_AFTER, cover=None, by=manager, now=NOW)


def rota(manager, by, **changes):
    values = {"starts_at": NOW, "ends_at": NOW + timedelta(days=3), "telephone": "01632 960111"}
    return set_rota(manager=manager, by=by, now=NOW, **{**values, **changes})


def test_the_rota_is_kept_by_managers_and_administrators(manager, cover_manager, administrator, practitioner, auditor):
    assert rota(cover_manager, manager)
    assert rota(cover_manager, administrator)
    for nobody in (practitioner, auditor):
        with pytest.raises(Denied):
            rota(cover_manager, nobody)


def test_who_is_on_the_rota_can_hold_supervision_and_be_rung(manager, practitioner):
    for wrong in ({"manager": practitioner}, {"telephone": " "}, {"ends_at": NOW}, {"ends_at": NOW + timedelta(days=60)}):
        with pytest.raises(RuleRefused):
            rota(wrong.pop("manager", manager), manager, **wrong)
    assert not OutOfHoursDuty.objects.exists()
