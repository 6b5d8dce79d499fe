"""The demonstration's cast: whole, loaded once, and with a known password only where it is a demonstration."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.demonstration import CAST, DEMONSTRATION_PASSWORD, load_cast, load_rota
from cafcass_cases.accounts.models import OutOfHoursDuty, Role, ServiceArea, User
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_every_role_has_somebody_and_everybody_somebody_above():
    cast = load_cast(NOW)
    assert {user.role for user in cast.values()} == set(Role.values)
    for key in ("practitioner", "second_practitioner", "guardian", "associate", "other_practitioner"):
        assert staffing.manager_on_duty(cast[key], NOW).capacity == "manager"
    assert staffing.manager_of(cast["practitioner"]) == cast["manager"]
    assert staffing.head_of_practice_of(cast["practitioner"]) == cast["head_of_practice"]
    assert staffing.assistant_director_of(cast["manager"]) == cast["assistant_director"]
    assert staffing.head_of_practice_of(cast["other_practitioner"]) == cast["other_head_of_practice"]


def test_loading_it_twice_changes_nothing():
    first, second = load_cast(NOW), load_cast(NOW)
    assert first == second
    assert {u.version for u in User.objects.all()} == {1}
    assert {a.version for a in ServiceArea.objects.all()} == {2}
    assert load_rota(NOW) == load_rota(NOW)
    assert OutOfHoursDuty.objects.count() == 1


def test_outside_a_demonstration_nobody_has_the_known_password(settings):
    settings.DEMONSTRATION = False
    assert not any(user.has_usable_password() for user in load_cast(NOW).values())
    with pytest.raises(CommandError):
        call_command("demonstration_sign_ins", "--load")


def test_the_sign_ins_are_printed_and_work(settings, client):
    settings.DEMONSTRATION = True
    out = StringIO()
    call_command("demonstration_sign_ins", "--load", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == len(CAST) + 1
    assert "Practitioner" in out.getvalue()
    email = next(line for line in lines if line.startswith("Practitioner ")).split()[1]
    assert client.login(username=email, password=DEMONSTRATION_PASSWORD)
    assert all(user.email.endswith("@cafcass.example") for user in User.objects.all())


def test_reference_data_is_loaded_by_one_command_and_again():
    out = StringIO()
    call_command("load_reference_data", stdout=out)
    assert "bank holidays" in out.getvalue()
    again = StringIO()
    call_command("load_reference_data", stdout=again)
    assert "bank holidays: 0 added" in again.getvalue()
