"""What was done belongs to the version in force that day."""

from datetime import UTC, date, datetime

import pytest

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.policy.models import PolicyVersion
from cafcass_cases.policy.reference import load
from cafcass_cases.policy.selectors import version_on
from cafcass_cases.policy.services import add_policy_version, change_policy_version

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)


def newer():
    return add_policy_version(
        document="policy", number="1.8", title="Child safeguarding policy", in_force_on=date(2026, 4, 1), by=None, now=NOW
    )


@pytest.mark.requirement("P0-6")
@pytest.mark.parametrize("loaded", [True, False])
def test_the_version_in_force_is_known_with_its_dates(loaded):
    if loaded:
        load(NOW)

    version = version_on(NOW)

    assert (version.number, version.approved_on, version.in_force_on) == ("1.7", date(2025, 1, 14), date(2025, 1, 28))
    assert version.review_words == "July 2025"
    assert version_on(NOW, "framework").number == "2007"


@pytest.mark.requirement("P0-6")
def test_a_newer_version_holds_from_midnight_in_london():
    load(NOW)
    newer()

    assert version_on(datetime(2026, 3, 31, 22, 59, 59, tzinfo=UTC)).number == "1.7"  # 23:59:59 in summer time
    assert version_on(datetime(2026, 3, 31, 23, 0, tzinfo=UTC)).number == "1.8"


@pytest.mark.requirement("P0-6")
def test_given_a_version_that_is_listed_when_listed_again_then_it_is_refused():
    load(NOW)
    newer()
    with pytest.raises(RuleRefused, match="already listed") as refused:
        newer()
    assert (refused.value.rule, refused.value.field) == ("P0-6", "number")
    assert PolicyVersion.objects.filter(number="1.8").count() == 1


@pytest.mark.requirement("P0-6")
@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"in_force_on": date(2026, 4, 1)}, "in_force_on"),  # another version's day
        ({"in_force_on": date(2026, 5, 1), "approved_on": date(2026, 5, 2)}, "in_force_on"),
        ({"in_force_on": date(2026, 5, 1), "review_on": date(2026, 5, 1)}, "review_on"),
    ],
)
def test_given_dates_that_cannot_be_when_a_version_is_listed_then_it_is_refused_and_not_listed(dates, field):
    load(NOW)
    newer()
    with pytest.raises(RuleRefused) as refused:
        add_policy_version(document="policy", number="1.9", title="Child safeguarding policy", by=None, now=NOW, **dates)
    assert (refused.value.rule, refused.value.field) == ("P0-6", field)
    assert not PolicyVersion.objects.filter(number="1.9").exists()


@pytest.mark.requirement("P0-6")
def test_given_a_version_in_force_when_changed_then_it_is_refused_for_what_was_done_belongs_to_it():
    load(NOW)
    with pytest.raises(RuleRefused, match="can no longer be changed") as refused:
        change_policy_version(policy_version=version_on(NOW), in_force_on=date(2026, 5, 1), by=None, now=NOW)
    assert refused.value.rule == "P0-6"
    with pytest.raises(RuleRefused, match="still to come"):
        change_policy_version(policy_version=newer(), in_force_on=date(2026, 3, 6), by=None, now=NOW)
    assert version_on(NOW).number == "1.7"


def test_reference_data_loaded_twice_is_there_once():
    load(NOW)
    assert load(NOW) == {"policy versions": 0, "bank holidays": 0}
    assert PolicyVersion.objects.count() == 2
