"""What was done belongs to the version in force that day."""

from datetime import UTC, date, datetime

import pytest

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.policy.models import PolicyVersion
from cafcass_cases.policy.reference import load
from cafcass_cases.policy.selectors import version_on
from cafcass_cases.policy.services import add_policy_version

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


def test_a_version_is_listed_once():
    load(NOW)
    newer()
    with pytest.raises(RuleRefused):
        newer()


def test_reference_data_loaded_twice_is_there_once():
    load(NOW)
    assert load(NOW) == {"policy versions": 0, "bank holidays": 0}
    assert PolicyVersion.objects.count() == 2
