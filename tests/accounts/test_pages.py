"""The pages of staff, places, absences and rota: who may open them, and what they do."""

import pytest
from django.urls import reverse

from cafcass_cases.accounts.models import Absence, Employment, OutOfHoursDuty, Role, ServiceArea, Team, User
from cafcass_cases.ui.testing import local_time
from tests.cast import NOW

ROLES = ["practitioner", "manager", "head_of_practice", "assistant_director", "business_support", "auditor", "administrator"]
pytestmark = pytest.mark.usefixtures("at_now")


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def account(**changes):
    values = {
        "full_name": "New Person",
        "email": "new.person@cafcass.example",
        "role": Role.PRACTITIONER,
        "employment": Employment.EMPLOYED,
        "registration_number": "SW12345",
    }
    return {key: str(getattr(value, "pk", value)) for key, value in {**values, **changes}.items()}


def pages(cast, cover):
    absence = cover(cast["manager"], cast["cover_manager"])
    user, team = cast["practitioner"], cast["practitioner"].team
    one = [
        ("list_staff", []),
        ("create_account", []),
        *[(name, [user.pk]) for name in ("show_account", "change_account", "set_password", "close_account", "reopen_account")],
        ("list_areas", []),
        ("create_area", []),
        ("change_area", [team.service_area.pk]),
        ("create_team", []),
        ("change_team", [team.pk]),
    ]
    return absence, [reverse(f"accounts:{name}", args=args) for name, args in one]


@pytest.mark.parametrize("role", ROLES)
def test_administration_is_for_administrators(cast, cover, sign_in, role):
    _, urls = pages(cast, cover)
    client = sign_in(cast[role])
    expected = 200 if role == "administrator" else 403
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, expected)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_sees_their_absences_and_managers_the_rota(cast, sign_in, role):
    client = sign_in(cast[role])
    assert client.get(reverse("accounts:list_absences")).status_code == 200
    assert client.get(reverse("accounts:record_absence")).status_code == 200
    may = role in ("manager", "head_of_practice", "assistant_director", "administrator")
    for name in ("list_rota", "set_rota"):
        assert client.get(reverse(f"accounts:{name}")).status_code == (200 if may else 403)


@pytest.mark.parametrize(
    ("role", "status"), [("manager", 200), ("head_of_practice", 200), ("administrator", 200), ("practitioner", 404), ("auditor", 404)]
)
def test_an_absence_that_is_not_theirs_is_not_there(cast, cover, sign_in, role, status):
    absence, _ = pages(cast, cover)
    client = sign_in(cast[role])
    for name in ("change_absence", "withdraw_absence"):
        assert client.get(reverse(f"accounts:{name}", args=[absence.pk])).status_code == status


def test_without_a_sign_in_every_page_asks_for_one(cast, cover, client):
    _, urls = pages(cast, cover)
    for url in urls:
        assert client.get(url).url == f"/sign-in/?next={url}"


@pytest.mark.requirement("P1-3")
def test_an_account_without_a_registration_number_is_refused_and_what_was_typed_stays(cast, sign_in, team, administrator):
    client = sign_in(administrator)
    response = client.post(reverse("accounts:create_account"), account(registration_number="", team=team))
    assert response.status_code == 422
    assert "Enter a Social Work England registration number" in text(response)
    assert 'value="New Person"' in text(response)
    assert not User.objects.filter(full_name="New Person").exists()


@pytest.mark.requirement("F1.9-1")
def test_an_associate_without_a_manager_of_record_is_refused(cast, sign_in, team, administrator):
    client = sign_in(administrator)
    response = client.post(reverse("accounts:create_account"), account(team=team, employment=Employment.ASSOCIATE))
    assert response.status_code == 422
    assert "Choose a manager of record" in text(response)


def test_an_account_is_opened_with_a_first_password_and_used(cast, sign_in, team, administrator, client):
    sign_in(administrator)
    response = client.post(reverse("accounts:create_account"), account(team=team))
    user = User.objects.get(full_name="New Person")
    assert response.url == reverse("accounts:set_password", args=[user.pk])
    assert not user.has_usable_password()
    assert client.post(response.url, {"password": "three odd words"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password("three odd words")
    assert user.must_change_password


def test_two_administrators_who_change_one_account_meet_both_texts(sign_in, administrator, practitioner, team, manager):
    client = sign_in(administrator)
    url = reverse("accounts:change_account", args=[practitioner.pk])
    mine = account(full_name="Priya Nair", email=practitioner.email, team=team, line_manager=manager, post="Guardian")
    stale = {**mine, "version": practitioner.version, "post": "Adviser"}
    assert client.post(url, {**mine, "version": practitioner.version}).status_code == 302
    response = client.post(url, stale)
    assert response.status_code == 409
    assert "Adviser" in text(response)
    assert "Guardian" in text(response)


def test_staff_are_found_by_name_role_team_and_state(sign_in, cast, administrator):
    client = sign_in(administrator)

    def found(**query):
        return text(client.get(reverse("accounts:list_staff"), query))

    assert "Priya Practitioner" in found(words="priya pract")
    assert "Maria Manager</a>" not in found(words="priya")
    assert "Colin Cover" in found(role="manager")
    assert "Colin Cover</a>" not in found(team=str(cast["manager"].team_id))
    assert "Leo Leaver" not in found()
    assert "Leo Leaver" in found(state="closed")
    assert "Nobody matches" in found(words="zzz")
    assert client.get(reverse("accounts:list_staff"), {"team": "not-an-id", "role": "king"}).status_code == 200


def test_an_unknown_account_is_not_there(sign_in, administrator):
    client = sign_in(administrator)
    assert client.get(reverse("accounts:show_account", args=["00000000-0000-7000-8000-000000000000"])).status_code == 404


def test_closing_says_who_depends_on_the_person(sign_in, administrator, manager, practitioner):
    page = text(sign_in(administrator).get(reverse("accounts:close_account", args=[manager.pk])))
    assert "Others depend on this person" in page


def test_a_service_area_and_a_team_are_added_and_changed(sign_in, administrator, head_of_practice, manager):
    client = sign_in(administrator)
    area = {"name": "East", "head_of_practice": str(head_of_practice.pk), "assistant_director": ""}
    assert client.post(reverse("accounts:create_area"), area).status_code == 302
    east = ServiceArea.objects.get(name="East")
    team = {"name": "Norwich", "service_area": str(east.pk), "manager": str(manager.pk)}
    assert client.post(reverse("accounts:create_team"), team).status_code == 302
    norwich = Team.objects.get(name="Norwich")
    changed = {**team, "name": "Norwich and Ipswich", "version": norwich.version}
    assert client.post(reverse("accounts:change_team", args=[norwich.pk]), changed).status_code == 302
    assert "Norwich and Ipswich" in text(client.get(reverse("accounts:list_areas")))
    assert client.post(reverse("accounts:create_area"), {"name": ""}).status_code == 422


@pytest.mark.requirement("F1.11-1")
def test_a_manager_records_leave_with_cover(sign_in, manager, cover_manager):
    client = sign_in(manager)
    posted = {
        "user": str(manager.pk),
        **local_time("starts_at", "2026-05-18 09:00"),
        **local_time("ends_at", "2026-05-22 17:00"),
        "cover": str(cover_manager.pk),
        "note": "Ring the cover",
    }
    assert client.post(reverse("accounts:record_absence"), posted).status_code == 302
    absence = Absence.objects.get()
    assert (absence.user, absence.cover) == (manager, cover_manager)
    assert "Colin Cover" in text(client.get(reverse("accounts:list_absences")))

    withdraw = reverse("accounts:withdraw_absence", args=[absence.pk])
    assert client.post(withdraw, {"reason": ""}).status_code == 422
    assert client.post(withdraw, {"reason": "Cancelled"}).status_code == 302
    assert "Nobody is away" in text(client.get(reverse("accounts:list_absences")))


@pytest.mark.requirement("F1.11-1")
def test_an_unfit_cover_is_refused_with_what_to_do(sign_in, manager, practitioner):
    posted = {
        "user": str(manager.pk),
        **local_time("starts_at", "2026-05-18 09:00"),
        **local_time("ends_at", "2026-05-22 17:00"),
        "cover": str(practitioner.pk),
    }
    response = sign_in(manager).post(reverse("accounts:record_absence"), posted)
    assert response.status_code == 422
    assert "Choose a cover who can do what Maria Manager does: a manager" in text(response)


def test_an_hour_that_does_not_exist_is_refused(sign_in, manager):
    posted = {
        "user": str(manager.pk),
        **local_time("starts_at", "2026-03-27 09:00"),
        "ends_at-day": "29",
        "ends_at-month": "3",
        "ends_at-year": "2026",
        "ends_at-time": "01:30",
    }
    assert sign_in(manager).post(reverse("accounts:record_absence"), posted).status_code == 422
    assert not Absence.objects.exists()


def test_somebody_elses_staff_cannot_be_chosen(sign_in, manager, other_area_practitioner):
    posted = {
        "user": str(other_area_practitioner.pk),
        **local_time("starts_at", "2026-05-18 09:00"),
        **local_time("ends_at", "2026-05-22 17:00"),
    }
    assert sign_in(manager).post(reverse("accounts:record_absence"), posted).status_code == 422
    assert not Absence.objects.exists()


def test_a_stretch_of_the_rota_is_added_shown_and_taken_off(sign_in, manager, cover_manager, area):
    client = sign_in(manager)
    posted = {
        "manager": str(cover_manager.pk),
        "service_area": str(area.pk),
        **local_time("starts_at", NOW),
        **local_time("ends_at", "2026-03-09 09:00"),
        "telephone": "01632 960111",
    }
    assert client.post(reverse("accounts:set_rota"), posted).status_code == 302
    page = text(client.get(reverse("accounts:list_rota")))
    assert "01632 960111" in page
    assert ">Now</strong>" in page
    duty = OutOfHoursDuty.objects.get()
    assert client.post(reverse("accounts:withdraw_rota", args=[duty.pk]), {"reason": "Swapped"}).status_code == 302
    assert "Nobody is on the rota" in text(client.get(reverse("accounts:list_rota")))
    assert client.get(reverse("accounts:withdraw_rota", args=[duty.pk])).status_code == 404


def test_the_list_of_staff_takes_few_queries(sign_in, cast, administrator, django_assert_max_num_queries):
    client = sign_in(administrator)
    with django_assert_max_num_queries(12):
        client.get(reverse("accounts:list_staff"))
