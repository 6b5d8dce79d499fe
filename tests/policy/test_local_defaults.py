"""Limits that the policy leaves open may be changed, with a reason; the policy's own may not."""

from datetime import UTC, datetime, timedelta

import pytest

from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.policy import catalogue
from cafcass_cases.policy.defaults import Limit, settings
from cafcass_cases.policy.models import LocalDefault
from cafcass_cases.policy.selectors import local_default, setting_now, settings_now
from cafcass_cases.policy.services import change_local_default

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)


def change(**changes):
    values = {"setting": "SUPERVISION_HELD", "value": 3, "unit": "clock_hours", "reason": "Agreed by the board", "by": None, "now": NOW}
    return change_local_default(**{**values, **changes})


@pytest.mark.parametrize(
    ("setting", "value", "unit"),
    [
        ("SUPERVISION_HELD", 4, "clock_hours"),
        ("SUPERVISION_HELD_SERIOUS", 1, "clock_hours"),
        ("LA_REFERRAL", 4, "clock_hours"),
        ("S16A_ACKNOWLEDGED", 1, "working_days"),
        ("ESCALATION_TOTAL", 72, "clock_hours"),
        ("CONFERENCE_UPDATE", 15, "working_days"),
        ("CONTACT_REVIEW", 4, "clock_hours"),
    ],
)
def test_a_setting_nobody_changed_has_its_shipped_value(setting, value, unit):
    assert local_default(setting, at=NOW) == Limit(value, unit)


def test_a_change_holds_from_its_moment_on_and_not_before():
    # Given a limit of four hours
    # When an administrator makes it three
    change()

    # Then three hold from then on, and four held before
    assert local_default("SUPERVISION_HELD", at=NOW) == Limit(3, "clock_hours")
    assert local_default("SUPERVISION_HELD", at=NOW - timedelta(seconds=1)) == Limit(4, "clock_hours")


def test_every_change_is_kept_with_its_reason_and_its_author(administrator):
    change(by=administrator)
    change(value=2, reason="Still too long", by=administrator, now=NOW + timedelta(days=1))

    shown = setting_now("SUPERVISION_HELD", at=NOW + timedelta(days=2))

    assert [(c.value, c.reason, c.created_by) for c in shown.changes] == [
        (2, "Still too long", administrator),
        (3, "Agreed by the board", administrator),
    ]
    assert shown.is_changed
    assert shown.limit.words == "2 clock hours"


@pytest.mark.requirement("P11-1", "P12-4", "P12-5", "F2.108-1")
@pytest.mark.parametrize("setting", ["ENQUIRY", "LA_WRITTEN", "LA_OUTCOME", "MANAGER_COPY"])
def test_a_limit_of_the_policy_itself_cannot_be_changed(setting):
    shipped = local_default(setting, at=NOW)

    with pytest.raises(RuleRefused, match="cannot be changed"):
        change(setting=setting, value=48)

    # Not even by a row that somebody put into the table
    LocalDefault.objects.create(setting=setting, value=48, unit="clock_hours", reason="-", since=NOW)
    assert local_default(setting, at=NOW) == shipped


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 0},
        {"value": -1},
        {"value": 41},  # more than ten times the shipped four hours
        {"value": 2, "unit": "working_days"},
        {"value": 5, "unit": "minutes"},
        {"setting": "SUPERVISION_HELD_SERIOUS", "value": 9},  # longer than where the harm is not serious
        {"setting": "LADDER_URGENT_ASSISTANT_DIRECTOR", "value": 3},  # before the Head of Practice
        {"setting": "ESCALATION_STAGE", "value": 100},  # longer than the whole
        {"unit": "years"},
        {"unit": "fortnights"},
        {"setting": "CLOSE_OF_BUSINESS", "value": 8 * 60, "unit": "time_of_day"},
        {"setting": "CLOSE_OF_BUSINESS", "value": 17, "unit": "clock_hours"},
        {"setting": "NOTHING"},
        {"reason": "  "},
    ],
)
def test_a_slip_of_the_finger_is_refused_and_changes_nothing(wrong):
    with pytest.raises(RuleRefused):
        change(**wrong)
    assert not LocalDefault.objects.exists()


def test_only_an_administrator_changes_a_limit(manager):
    with pytest.raises(Denied):
        change(by=manager)
    assert not LocalDefault.objects.exists()


def test_the_close_of_business_may_be_changed_to_another_sensible_hour():
    change(setting="CLOSE_OF_BUSINESS", value=18 * 60, unit="time_of_day")
    assert local_default("CLOSE_OF_BUSINESS", at=NOW).words == "18:00"


def test_every_setting_limits_requirements_that_exist_and_says_so_in_words():
    for shown in settings_now(at=NOW):
        assert all(catalogue.requirement(i) for i in shown.setting.requirements)
        assert shown.limit.words
        assert shown.setting.requirements or shown.setting.from_design


def test_fifty_seven_requirements_of_the_policy_run_on_thirty_five_settings():
    ours = [s for s in settings().values() if not s.fixed and not s.from_design]
    of_policy = {s.name: {i for i in s.requirements if i.startswith("P")} for s in ours}
    assert len(set().union(*of_policy.values())) == 57
    assert len([name for name, cited in of_policy.items() if cited]) == 35


def test_the_four_limits_of_the_policy_itself_are_fixed():
    fixed = {i for s in settings().values() if s.fixed for i in s.requirements}
    assert {"P11-1", "P12-4", "P12-5", "F2.108-1"} <= fixed
    assert not fixed & {i for s in settings().values() if not s.fixed for i in s.requirements}
