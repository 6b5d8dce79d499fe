"""Who answers: the manager, the cover, the rota, the Head of Practice — never nobody while somebody is there."""

from datetime import UTC, datetime, timedelta

import pytest

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.models import Employment, OutOfHoursDuty, Role, User
from cafcass_cases.accounts.services import close_account, set_rota, withdraw_absence, withdraw_rota
from tests.cast import NOW, london_time, make_user

DAY = NOW  # Friday 6 March 2026, 16:40: office hours
NIGHT = london_time("2026-03-06 22:00")
WEEKEND = london_time("2026-03-07 11:00")
GOOD_FRIDAY = london_time("2026-04-03 11:00")


def on_rota(manager, area=None, start=NOW - timedelta(days=3), end=NOW + timedelta(days=28)) -> OutOfHoursDuty:
    return set_rota(manager=manager, starts_at=start, ends_at=end, telephone="01632 960111", service_area=area, by=None, now=NOW)


def reached(for_user, at):
    # A fresh look, as a request or a sweep has it.
    found = staffing.manager_on_duty(User.objects.get(pk=for_user.pk), at)
    return found.user, found.capacity, found.gap


def away_whole_time(cover, *people):
    for person in people:
        cover(person, None, NOW - timedelta(days=1), NOW + timedelta(days=30))


# ---- whose manager


@pytest.mark.requirement("F1.10-1")
def test_the_line_manager_comes_before_the_teams_manager(practitioner, cover_manager, manager):
    assert staffing.manager_of(practitioner) == manager
    practitioner.line_manager = cover_manager
    assert staffing.manager_of(practitioner) == cover_manager


@pytest.mark.requirement("F1.10-1")
def test_somebody_who_is_no_manager_is_never_given_as_one(practitioner, other_practitioner, manager):
    # Given a colleague, a mentor, standing where the line manager should
    practitioner.line_manager = other_practitioner
    practitioner.save()

    # Then the team's manager is the manager
    assert staffing.manager_of(practitioner) == manager
    assert reached(practitioner, DAY) == (manager, "manager", False)


def test_without_a_line_manager_the_teams_manager_answers(practitioner, manager):
    practitioner.line_manager = None
    assert staffing.manager_of(practitioner) == manager


@pytest.mark.requirement("F1.9-1")
def test_an_associates_manager_of_record_is_their_manager(team, cover_manager, manager):
    associate = make_user(Role.PRACTITIONER, "Ann Associate", team=team, line_manager=cover_manager, employment=Employment.ASSOCIATE)
    assert reached(associate, DAY) == (cover_manager, "manager", False)


def test_nobody_is_their_own_manager(manager, head_of_practice):
    assert staffing.manager_of(manager) == head_of_practice
    manager.line_manager = None
    manager.save()
    assert staffing.manager_of(manager) is None
    assert reached(manager, DAY) == (head_of_practice, "head_of_practice", True)


# ---- office hours


@pytest.mark.requirement("F1.11-1")
def test_the_manager_answers_when_there(practitioner, manager):
    assert reached(practitioner, DAY) == (manager, "manager", False)


@pytest.mark.requirement("F1.11-1")
def test_leave_with_cover_goes_to_the_cover(practitioner, manager, cover_manager, cover):
    # Given the manager on leave with a cover named
    cover(manager, cover_manager)

    # Then the cover is reached, and it is known for whom
    found = staffing.manager_on_duty(practitioner, DAY)
    assert (found.user, found.capacity, found.gap, found.instead_of) == (cover_manager, "cover", False, manager)
    assert staffing.is_away(manager, DAY)
    assert staffing.stand_in(manager, DAY) == cover_manager


@pytest.mark.requirement("F1.11-1")
def test_leave_without_cover_goes_to_the_head_of_practice_and_is_a_gap(practitioner, manager, head_of_practice, area, cover):
    absence = cover(manager, None)

    assert reached(practitioner, DAY) == (head_of_practice, "head_of_practice", True)
    assert staffing.gaps(area, DAY) == [absence]


def test_an_absence_runs_from_its_start_up_to_its_end(practitioner, manager, cover_manager, cover):
    start, end = london_time("2026-05-18 09:00"), london_time("2026-05-22 17:00")
    cover(manager, cover_manager, start, end)

    assert reached(practitioner, start - timedelta(seconds=1))[0] == manager
    assert reached(practitioner, start)[0] == cover_manager
    assert reached(practitioner, end - timedelta(seconds=1))[0] == cover_manager
    assert reached(practitioner, end)[0] == manager


def test_a_withdrawn_absence_never_happened(practitioner, manager, cover_manager, cover):
    absence = cover(manager, cover_manager)
    withdraw_absence(absence=absence, reason="Leave cancelled", by=manager, now=NOW)
    assert reached(practitioner, DAY) == (manager, "manager", False)


def test_cover_is_followed_along_its_chain(practitioner, manager, cover_manager, head_of_practice, cover, area, team):
    # Given the manager covered by Colin, who is away and covered by a third
    third = make_user(Role.MANAGER, "Theresa Third", team=team, line_manager=head_of_practice)
    cover(manager, cover_manager)
    cover(cover_manager, third)

    assert reached(practitioner, DAY) == (third, "cover", False)
    assert staffing.gaps(area, DAY) == []


def test_a_cover_who_is_away_without_cover_leaves_a_gap(practitioner, manager, cover_manager, head_of_practice, cover, area):
    cover(manager, cover_manager)
    cover(cover_manager, None)

    assert reached(practitioner, DAY) == (head_of_practice, "head_of_practice", True)
    assert {a.user for a in staffing.gaps(area, DAY)} == {manager, cover_manager}


def test_two_who_cover_for_each_other_do_not_go_round_for_ever(practitioner, manager, cover_manager, head_of_practice, cover):
    cover(manager, cover_manager)
    cover(cover_manager, manager)

    assert staffing.stand_in(manager, DAY) is None
    assert reached(practitioner, DAY) == (head_of_practice, "head_of_practice", True)


def test_where_two_absences_overlap_either_cover_will_do(practitioner, manager, cover_manager, leaver, cover):
    cover(manager, None, DAY - timedelta(hours=1))
    cover(manager, cover_manager, DAY - timedelta(days=5))
    assert reached(practitioner, DAY) == (cover_manager, "cover", False)


def test_a_cover_without_the_standing_is_passed_over(practitioner, other_practitioner, manager, head_of_practice, cover):
    # Given a practitioner named as a manager's cover (a role may change after the absence was recorded)
    cover(manager, other_practitioner)
    assert reached(practitioner, DAY) == (head_of_practice, "head_of_practice", True)


def test_nobody_answers_for_themselves(manager, cover_manager, head_of_practice, assistant_director, cover):
    # Given a manager who covers for their own Head of Practice's absence is not reached about their own concern
    cover(head_of_practice, assistant_director)
    assert reached(manager, DAY) == (assistant_director, "cover", False)
    assert staffing.manager_on_duty(head_of_practice, DAY).user == assistant_director


# ---- closed accounts


def test_a_closed_account_answers_nothing(practitioner, manager, cover_manager, head_of_practice, cover, administrator):
    # Given the manager's account closed, with nobody named yet
    close_account(user=manager, reason="Left", by=administrator, now=NOW)

    assert reached(practitioner, DAY) == (head_of_practice, "head_of_practice", True)


def test_a_closed_cover_is_passed_over(practitioner, manager, cover_manager, head_of_practice, cover, administrator):
    cover(manager, cover_manager)
    close_account(user=cover_manager, reason="Left", by=administrator, now=NOW)
    assert reached(practitioner, DAY) == (head_of_practice, "head_of_practice", True)


def test_a_closed_line_manager_gives_way_to_the_teams_manager(practitioner, manager, cover_manager, administrator):
    practitioner.line_manager = cover_manager
    practitioner.save()
    close_account(user=cover_manager, reason="Left", by=administrator, now=NOW)
    assert reached(practitioner, DAY) == (manager, "manager", False)


# ---- above the manager


def test_the_head_of_practices_cover_answers_in_their_place(practitioner, manager, head_of_practice, assistant_director, cover):
    cover(manager, None)
    cover(head_of_practice, assistant_director)

    found = staffing.head_of_practice_reached(practitioner, DAY)
    assert (found.user, found.capacity, found.gap, found.instead_of) == (assistant_director, "head_of_practice", False, head_of_practice)
    assert reached(practitioner, DAY) == (assistant_director, "head_of_practice", True)


def test_no_head_of_practice_and_no_cover_goes_to_the_assistant_director(
    practitioner, manager, head_of_practice, assistant_director, cover
):
    away_whole_time(cover, manager, head_of_practice)
    assert reached(practitioner, DAY) == (assistant_director, "assistant_director", True)


def test_a_senior_is_not_covered_by_a_manager(practitioner, manager, cover_manager, head_of_practice, assistant_director, cover):
    cover(head_of_practice, cover_manager)
    found = staffing.head_of_practice_reached(practitioner, DAY)
    assert (found.user, found.capacity, found.gap) == (assistant_director, "assistant_director", True)


def test_the_last_to_be_reached_is_the_assistant_director_of_another_area(
    practitioner, manager, head_of_practice, assistant_director, other_area, cover
):
    other = make_user(Role.ASSISTANT_DIRECTOR, "Olive Other", service_area=other_area)
    away_whole_time(cover, manager, head_of_practice, assistant_director)
    assert reached(practitioner, DAY) == (other, "assistant_director", True)
    assert staffing.assistant_director_reached(practitioner, DAY).gap


def test_nobody_at_all_is_said_to_be_nobody(practitioner, manager, head_of_practice, assistant_director, cover):
    away_whole_time(cover, manager, head_of_practice, assistant_director)
    assert reached(practitioner, DAY) == (None, "assistant_director", True)


def test_seniors_are_those_of_the_persons_area(practitioner, other_area_practitioner, head_of_practice, assistant_director):
    assert staffing.head_of_practice_of(practitioner) == head_of_practice
    assert staffing.assistant_director_of(practitioner) == assistant_director
    assert staffing.head_of_practice_of(other_area_practitioner) is None
    assert staffing.head_of_practice_of(head_of_practice) is None


def test_somebody_without_a_team_belongs_to_their_line_managers_area(db, manager, area):
    locum = make_user(Role.PRACTITIONER, "Lou Locum", line_manager=manager)
    assert staffing.area_of(locum) == area


# ---- out of hours


@pytest.mark.parametrize("moment", [NIGHT, WEEKEND, GOOD_FRIDAY])
def test_out_of_hours_the_line_manager_stays_first(practitioner, manager, cover_manager, area, moment):
    on_rota(cover_manager, area, end=NOW + timedelta(days=28))
    assert reached(practitioner, moment) == (manager, "manager", False)


@pytest.mark.parametrize("moment", [NIGHT, WEEKEND, GOOD_FRIDAY])
def test_out_of_hours_the_rota_answers_for_a_manager_who_is_away(practitioner, manager, cover_manager, area, cover, moment):
    away_whole_time(cover, manager)
    on_rota(cover_manager, area)
    assert reached(practitioner, moment) == (cover_manager, "rota", False)


def test_out_of_hours_the_rota_comes_before_the_cover(practitioner, manager, cover_manager, head_of_practice, team, area, cover):
    third = make_user(Role.MANAGER, "Theresa Third", team=team, line_manager=head_of_practice)
    cover(manager, cover_manager)
    on_rota(third, area)
    assert reached(practitioner, NIGHT) == (third, "rota", False)
    assert reached(practitioner, DAY) == (cover_manager, "cover", False)


def test_out_of_hours_without_a_rota_the_cover_answers(practitioner, manager, cover_manager, cover):
    cover(manager, cover_manager)
    assert reached(practitioner, NIGHT) == (cover_manager, "cover", False)


def test_out_of_hours_with_nobody_the_head_of_practice_answers(practitioner, manager, head_of_practice, cover):
    cover(manager, None)
    assert reached(practitioner, NIGHT) == (head_of_practice, "head_of_practice", True)


def test_the_rota_of_the_area_comes_before_the_countrys(practitioner, manager, cover_manager, other_area_manager, area, cover):
    away_whole_time(cover, manager)
    national = on_rota(other_area_manager)
    assert reached(practitioner, NIGHT) == (other_area_manager, "rota", False)

    ours = on_rota(cover_manager, area)
    assert reached(practitioner, NIGHT) == (cover_manager, "rota", False)

    withdraw_rota(duty=ours, reason="Swapped", by=cover_manager, now=NOW)
    assert reached(practitioner, NIGHT) == (other_area_manager, "rota", False)
    assert national.service_area is None


def test_another_areas_rota_does_not_answer(practitioner, manager, head_of_practice, other_area_manager, other_area, cover):
    away_whole_time(cover, manager)
    on_rota(other_area_manager, other_area)
    assert reached(practitioner, NIGHT) == (head_of_practice, "head_of_practice", True)


def test_the_rota_manager_who_is_away_is_covered_too(practitioner, manager, cover_manager, head_of_practice, area, team, cover):
    third = make_user(Role.MANAGER, "Theresa Third", team=team, line_manager=head_of_practice)
    away_whole_time(cover, manager)
    cover(cover_manager, third)
    on_rota(cover_manager, area)
    assert reached(practitioner, NIGHT) == (third, "rota", False)


def test_the_rota_is_the_next_rung_only_out_of_hours(practitioner, manager, cover_manager, area):
    on_rota(cover_manager, area)
    assert staffing.rota_manager(practitioner, NIGHT) == cover_manager
    assert staffing.rota_manager(practitioner, DAY) is None


@pytest.mark.parametrize(
    ("moment", "out_of_hours"),
    [
        ("2026-03-06 16:59", False),
        ("2026-03-06 17:00", True),
        ("2026-03-09 08:59", True),
        ("2026-03-09 09:00", False),
        ("2026-05-18 08:59", True),  # summer time
        ("2026-05-18 09:00", False),
    ],
)
def test_the_rota_takes_over_at_five_and_hands_back_at_nine(practitioner, manager, cover_manager, area, cover, moment, out_of_hours):
    cover(manager, None, NOW - timedelta(days=1), NOW + timedelta(days=90))
    for week in range(4):
        start = NOW - timedelta(days=1) + timedelta(days=28 * week)
        on_rota(cover_manager, area, start, start + timedelta(days=28))
    assert (reached(practitioner, london_time(moment))[1] == "rota") is out_of_hours


# ---- whom somebody manages


def managed(user, at):
    return set(staffing.managed_by(user, at))


def test_a_manager_manages_their_own_staff(practitioner, other_practitioner, business_support, manager, leaver, other_area_practitioner):
    assert managed(manager, DAY) == {practitioner, other_practitioner, business_support}


def test_a_team_member_without_a_line_manager_is_the_teams_managers(practitioner, manager, cover_manager):
    practitioner.line_manager = None
    practitioner.save()
    assert practitioner in managed(manager, DAY)
    practitioner.line_manager = cover_manager
    practitioner.save()
    assert practitioner not in managed(manager, DAY)
    assert practitioner in managed(cover_manager, DAY)


def test_a_cover_manages_the_absent_managers_staff_while_they_are_away(practitioner, manager, cover_manager, cover):
    cover(manager, cover_manager, NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert practitioner in managed(cover_manager, DAY)
    assert practitioner not in managed(cover_manager, NOW + timedelta(days=1))
    # The manager sees it on return, and may look in meanwhile
    assert practitioner in managed(manager, DAY)


def test_a_cover_who_is_away_themselves_passes_the_staff_on(practitioner, manager, cover_manager, head_of_practice, team, cover):
    third = make_user(Role.MANAGER, "Theresa Third", team=team, line_manager=head_of_practice)
    cover(manager, cover_manager)
    cover(cover_manager, third)
    assert practitioner in managed(third, DAY)
    assert practitioner not in managed(cover_manager, DAY)


def test_the_rota_manages_its_area_out_of_hours_only(practitioner, manager, cover_manager, other_area_practitioner, area):
    on_rota(cover_manager, area)
    assert practitioner in managed(cover_manager, NIGHT)
    assert practitioner not in managed(cover_manager, DAY)
    assert other_area_practitioner not in managed(cover_manager, NIGHT)
    assert team_names(cover_manager, NIGHT) == {"Leeds and Bradford", "York and Hull"}
    assert team_names(cover_manager, DAY) == {"York and Hull"}


def team_names(user, at):
    return {team.name for team in staffing.teams_managed_by(user, at)}


def test_the_countrys_rota_manages_everywhere_out_of_hours(practitioner, cover_manager, other_area_practitioner):
    on_rota(cover_manager)
    assert {practitioner, other_area_practitioner} <= managed(cover_manager, NIGHT)
    assert "Plymouth" in team_names(cover_manager, NIGHT)


def test_a_practitioner_manages_nobody(practitioner, auditor, administrator):
    for user in (practitioner, auditor, administrator):
        assert managed(user, DAY) == set()
        assert team_names(user, NIGHT) == set()


def test_whoever_is_reached_acts_as_manager(practitioner, manager, cover_manager, head_of_practice, assistant_director, area, cover):
    # Given every arrangement of absences of these three, with and without cover, by day and by night
    on_rota(cover_manager, area)
    for absent in ((), (manager,), (manager, cover_manager), (manager, cover_manager, head_of_practice)):
        rows = [cover(person, None) for person in absent]
        for moment in (DAY, NIGHT):
            found = staffing.manager_on_duty(practitioner, moment)
            # Then whoever would be alerted may also do what the alert asks
            assert found.user is not None
            assert staffing.acts_as_manager_for(found.user, practitioner, moment)
        for row in rows:
            withdraw_absence(absence=row, reason="Next arrangement", by=None, now=NOW)


def test_seniors_act_for_their_area_only(practitioner, other_area_practitioner, head_of_practice, assistant_director, other_area_manager):
    assert staffing.acts_as_manager_for(head_of_practice, practitioner, DAY)
    assert staffing.acts_as_manager_for(assistant_director, practitioner, DAY)
    assert not staffing.acts_as_manager_for(head_of_practice, other_area_practitioner, DAY)
    assert not staffing.acts_as_manager_for(other_area_manager, practitioner, DAY)
    assert not staffing.acts_as_manager_for(head_of_practice, head_of_practice, DAY)


def test_asking_takes_few_queries_however_many_are_away(practitioner, manager, cover_manager, cover, django_assert_max_num_queries):
    for n in range(15):
        cover(make_user(Role.MANAGER, f"Away {n}", team=practitioner.team), cover_manager)
    user = User.objects.select_related("team__manager", "team__service_area", "line_manager").get(pk=practitioner.pk)
    with django_assert_max_num_queries(5):
        assert staffing.manager_on_duty(user, NIGHT).user == manager
    with django_assert_max_num_queries(8):
        list(staffing.managed_by(cover_manager, NIGHT))


def test_moments_are_compared_as_instants(practitioner, manager, cover_manager, cover):
    start = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # the night the clocks go forward
    cover(manager, cover_manager, start, start + timedelta(hours=24))
    assert staffing.is_away(manager, london_time("2026-03-30 01:29"))
    assert not staffing.is_away(manager, london_time("2026-03-30 01:30"))
