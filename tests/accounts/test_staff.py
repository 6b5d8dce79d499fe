"""Opening, changing and closing accounts."""

from datetime import timedelta

import pytest

from cafcass_cases.accounts.events import AccountClosed
from cafcass_cases.accounts.models import Employment, Role, User
from cafcass_cases.accounts.services import (
    change_area,
    change_team,
    change_user,
    close_account,
    create_area,
    create_team,
    create_user,
    reopen_account,
    set_password,
)
from cafcass_cases.core import events
from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit
from tests.cast import NOW


@pytest.fixture
def open_account(administrator, team, manager):
    def create(**changes):
        values = {
            "email": "new.person@cafcass.example",
            "full_name": "New Person",
            "role": Role.PRACTITIONER,
            "registration_number": "SW12345",
            "team": team,
            "line_manager": manager,
            "by": administrator,
            "now": NOW,
        }
        return create_user(**{**values, **changes})

    return create


def refused(rule, function, **arguments):
    with pytest.raises(RuleRefused) as caught:
        function(**arguments)
    assert caught.value.rule == rule
    return caught.value


@pytest.mark.requirement("P1-3")
@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.MANAGER, Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR])
def test_a_registered_role_needs_a_registration_number(open_account, role, area):
    error = refused("P1-3", open_account, role=role, registration_number="", service_area=area)
    assert error.field == "registration_number"
    assert not User.objects.filter(email="new.person@cafcass.example").exists()


@pytest.mark.requirement("P1-3")
def test_nobody_is_given_a_registered_role_later_without_a_number(administrator, business_support):
    business_support.registration_number = ""
    business_support.save()
    refused("P1-3", change_user, user=business_support, role=Role.PRACTITIONER, by=administrator, now=NOW)
    business_support.refresh_from_db()
    assert business_support.role == Role.BUSINESS_SUPPORT


@pytest.mark.parametrize("number", ["12345", "SW", "SW12A", "SW 1234567 8"])
def test_a_registration_number_has_its_form(open_account, number):
    refused("P1-3", open_account, registration_number=number)


def test_a_registration_number_is_kept_without_its_blanks(open_account):
    assert open_account(registration_number=" sw 12345 ").registration_number == "SW12345"


def test_an_administrator_or_auditor_needs_no_registration_and_no_team(open_account):
    assert open_account(role=Role.AUDITOR, registration_number="", team=None, line_manager=None).area is None


@pytest.mark.requirement("F1.9-1")
@pytest.mark.parametrize("employment", [Employment.LOCUM, Employment.ASSOCIATE])
def test_a_locum_or_associate_needs_a_manager_of_record(open_account, employment):
    # Given a team that has a manager, which would do for somebody employed
    error = refused("F1.9-1", open_account, employment=employment, line_manager=None)
    assert error.field == "line_manager"
    assert open_account(employment=employment).line_manager


@pytest.mark.requirement("F1.9-1")
def test_whoever_can_hold_a_case_has_a_manager(open_account, area, administrator):
    team = create_team(name="Without a manager", service_area=area, by=administrator, now=NOW)
    refused("F1.9-1", open_account, team=team, line_manager=None)


@pytest.mark.requirement("P3-1")
@pytest.mark.parametrize("employment", Employment.values)
def test_the_same_rules_bind_however_somebody_is_employed(open_account, employment):
    refused("P1-3", open_account, employment=employment, registration_number="")
    refused("account", open_account, employment=employment, team=None)
    refused("P3-1", open_account, employment="agency")
    assert open_account(employment=employment).role == Role.PRACTITIONER


@pytest.mark.requirement("F1.10-1")
def test_a_line_manager_is_a_manager(open_account, practitioner, leaver, other_area_manager):
    assert refused("F1.10-1", open_account, line_manager=practitioner).field == "line_manager"
    refused("F1.10-1", open_account, line_manager=leaver)
    assert open_account(line_manager=other_area_manager)


@pytest.mark.requirement("F1.10-1")
def test_nobody_manages_themselves_straight_or_round(manager, head_of_practice, assistant_director, administrator):
    refused("F1.10-1", change_user, user=manager, line_manager=manager, by=administrator, now=NOW)
    refused("F1.10-1", change_user, user=assistant_director, line_manager=manager, by=administrator, now=NOW)


def test_an_email_has_one_account_however_it_is_written(open_account):
    assert open_account(email=" New.Person@Cafcass.Example ").email == "new.person@cafcass.example"
    assert refused("account", open_account, email="NEW.person@cafcass.example").field == "email"


def test_only_an_administrator_opens_changes_and_closes(open_account, manager, practitioner):
    with pytest.raises(Denied):
        open_account(by=manager)
    with pytest.raises(Denied):
        change_user(user=practitioner, post="Guardian", by=manager, now=NOW)
    with pytest.raises(Denied):
        close_account(user=practitioner, reason="Left", by=manager, now=NOW)


def test_a_change_has_its_author_and_keeps_the_password_out_of_the_history(practitioner, administrator):
    change_user(user=practitioner, post="Children's Guardian", reason="New post", by=administrator, now=NOW)

    row = practitioner.history.latest("history_date")
    assert (row.post, row.history_user, row.history_change_reason) == ("Children's Guardian", administrator, "New post")
    assert not hasattr(row, "password")
    assert not hasattr(row, "last_login")


def test_signing_in_writes_no_history_and_no_version(practitioner):
    before = (practitioner.version, practitioner.history.count())
    practitioner.last_login = NOW
    practitioner.save(update_fields=["last_login"])
    practitioner.refresh_from_db()
    assert (practitioner.version, practitioner.history.count()) == before
    assert practitioner.last_login == NOW


def test_a_stale_change_is_refused(practitioner, administrator):
    version = practitioner.version
    change_user(user=practitioner, post="Guardian", by=administrator, now=NOW)
    with pytest.raises(StaleEdit):
        change_user(user=practitioner, post="Adviser", version=version, by=administrator, now=NOW)


def test_closing_an_account_is_told_to_other_rooms_and_stops_the_sign_in(practitioner, administrator, client, monkeypatch):
    # Given another room that listens, and somebody signed in
    heard = []
    monkeypatch.setitem(events._reactions, AccountClosed, [heard.append])
    client.force_login(practitioner)
    assert client.get("/password/change/").status_code == 200

    closed = close_account(user=practitioner, reason="Left the service", by=administrator, now=NOW)

    assert (closed.is_active, closed.closed_at) == (False, NOW)
    assert [e.user_id for e in heard] == [practitioner.pk]
    assert client.get("/password/change/").status_code == 302


def test_a_manager_may_leave_at_once_even_with_staff(manager, practitioner, administrator):
    assert not close_account(user=manager, reason="Dismissed", by=administrator, now=NOW).is_active


def test_the_last_administrator_and_oneself_stay(administrator, practitioner):
    refused("account", close_account, user=administrator, reason="Left", by=administrator, now=NOW)
    refused("account", close_account, user=administrator, reason="Left", by=None, now=NOW)
    refused("account", change_user, user=administrator, role=Role.AUDITOR, by=administrator, now=NOW)


def test_an_account_opens_again_with_a_reason(leaver, administrator):
    refused("account", reopen_account, user=leaver, reason=" ", by=administrator, now=NOW)
    assert reopen_account(user=leaver, reason="Came back", by=administrator, now=NOW + timedelta(days=9)).is_active


@pytest.mark.requirement("F1.9-1")
def test_a_manager_with_staff_does_not_stop_being_one(manager, practitioner, administrator):
    refused("F1.9-1", change_user, user=manager, role=Role.PRACTITIONER, by=administrator, now=NOW)


def test_a_given_password_must_be_strong_and_replaced(practitioner, administrator):
    refused("password", set_password, user=practitioner, password="short", by=administrator, now=NOW)
    refused("password", set_password, user=practitioner, password="priya practitioner", by=administrator, now=NOW)
    assert set_password(user=practitioner, password="three odd words here", by=administrator, now=NOW).must_change_password


@pytest.mark.requirement("P19-2")
def test_seniors_of_an_area_hold_that_post(area, practitioner, manager, head_of_practice, assistant_director, administrator):
    def change(**seniors):
        return change_area(area=area, name="North", by=administrator, now=NOW, **seniors)

    refused("P19-2", change, head_of_practice=manager, assistant_director=assistant_director)
    refused("P19-2", change, head_of_practice=head_of_practice, assistant_director=head_of_practice)
    assert change(head_of_practice=head_of_practice, assistant_director=None).assistant_director is None
    refused("place", create_area, name="north", by=administrator, now=NOW)


def test_a_team_is_managed_by_a_manager_and_not_left_without_one(team, area, practitioner, manager, administrator):
    def change(manager):
        return change_team(team=team, name=team.name, service_area=area, manager=manager, by=administrator, now=NOW)

    refused("F1.10-1", change, manager=practitioner)
    practitioner.line_manager = None
    practitioner.save()
    refused("F1.9-1", change, manager=None)
