"""One query object behind every count of duties: what became of them, whose they were, and who may see it."""

from datetime import date, timedelta

import pytest

from cafcass_cases.accounts.models import Role
from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import RecordEntry
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied
from cafcass_cases.duties import services
from cafcass_cases.duties.compliance import NONE, By, Filter, count, count_by, departures, duties, may_list, may_see, scope_of
from cafcass_cases.duties.definitions import OwedBy
from cafcass_cases.duties.models import Ending
from tests.cast import london_time, make_user

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PARTS = ("met", "late", "departed", "not_needed", "not_required", "withdrawn", "open")


@pytest.fixture
def subject(case, practitioner, now):
    """``subject()``: something new that a duty can hang on."""

    def make():
        return cases.write_entry(case=case, kind=RecordEntry.Kind.values[0], text="Rang.", happened_at=now, by=practitioner, now=now)

    return make


@pytest.fixture
def lived(open_duty, subject, practitioner, now):
    """One duty for each way it can end, and what others owe."""
    by = {"by": practitioner, "now": now + 10 * DAY}

    def opened(key="t-urgent", **more):
        thing = subject()
        return thing, open_duty(key, subject=thing, **more)

    for late_by in (-HOUR, HOUR, 2 * HOUR, 9 * HOUR):
        thing, duty = opened()
        services.discharge(key=duty.key, subject=thing, at=duty.due_at + late_by, **by)
    for ending in (Ending.DEPARTED, Ending.NOT_NEEDED, Ending.NOT_REQUIRED):
        thing, duty = opened()
        services.end_duties(subject=thing, ending=ending, at=now, note="Because.", **by)
    thing, duty = opened()
    services.withdraw_duties(subject=thing, reason="Another child's.", **by)
    opened()
    opened("t-outcome")


def test_each_ending_is_counted_apart_and_the_parts_add_up(lived, now):
    tally = count(now=now).us
    assert {name: getattr(tally, name) for name in PARTS} == {
        "met": 1, "late": 3, "departed": 1, "not_needed": 1, "not_required": 1, "withdrawn": 1, "open": 1,
    }  # fmt: skip
    assert tally.opened == sum(getattr(tally, name) for name in PARTS) == 9
    assert tally.set_aside == 3


def test_lateness_says_by_how_much(lived, now):
    tally = count(now=now).us
    assert (tally.late_total, tally.late_median, tally.late_longest) == (12 * HOUR, 2 * HOUR, 9 * HOUR)


def test_what_is_open_and_late_depends_on_the_moment(lived, now):
    assert count(now=now + 24 * HOUR).us.open_late == 0
    later = count(now=now + 30 * HOUR).us
    assert (later.open, later.open_late, later.open_late_longest) == (1, 1, 6 * HOUR)


def test_what_the_authority_owes_is_counted_apart(lived, now):
    found = count(now=now)
    assert (found.us.opened, found.authority.opened, found.court.opened) == (9, 1, 0)
    assert count(where=Filter(owed_by=OwedBy.AUTHORITY), now=now).us.opened == 0


def test_a_duty_counts_for_each_requirement_it_cites_and_once_in_a_paragraph(open_duty, case, now):
    from referrals.duties import TELEPHONE_REFERRAL

    open_duty(TELEPHONE_REFERRAL.key)
    by_requirement = count_by(By.REQUIREMENT, now=now)
    assert {name for name, one in by_requirement.items() if one.us.opened} == set(TELEPHONE_REFERRAL.requirements)
    by_paragraph = count_by(By.PARAGRAPH, now=now)
    assert {name: one.us.opened for name, one in by_paragraph.items()} == {"12": 1}
    assert count(where=Filter(paragraph="12"), now=now).us.opened == 1
    assert count(where=Filter(requirement="P12-9"), now=now).us.opened == 1
    assert count(where=Filter(document="framework", paragraph="2.101"), now=now).us.opened == 1
    assert count(where=Filter(paragraph="13"), now=now).is_empty
    assert count(where=Filter(requirement="P99-1"), now=now).is_empty
    assert count(where=Filter(paragraph="nowhere"), now=now).is_empty


def test_a_period_is_of_london_days_both_included(open_duty, subject):
    open_duty("t-urgent", subject=subject(), event_at=london_time("2026-03-31 00:00"))
    open_duty("t-urgent", subject=subject(), event_at=london_time("2026-04-01 00:30"))  # still 31 March in UTC
    now = london_time("2026-04-01 12:00")
    march = Filter(first=date(2026, 3, 1), last=date(2026, 3, 31))
    assert count(where=march, now=now).us.opened == 1
    assert count(where=march.but(first=date(2026, 4, 1), last=date(2026, 4, 1)), now=now).us.opened == 1
    assert {month: one.us.opened for month, one in count_by(By.MONTH, now=now).items()} == {date(2026, 3, 1): 1, date(2026, 4, 1): 1}


def test_teams_and_areas_are_those_of_the_case(lived, team, area, other_area, now):
    assert count_by(By.TEAM, now=now)[team.pk].us.opened == 9
    assert count_by(By.AREA, now=now)[area.pk].us.opened == 9
    assert count(where=Filter(team=team.pk), now=now).us.opened == 9
    assert count(where=Filter(area=other_area.pk), now=now).is_empty
    assert count(where=Filter(team=NONE), now=now).is_empty


def test_a_case_without_a_team_is_counted_by_itself(lived, case, manager, auditor, now):
    with acting(by=manager, now=now):
        case.team = None
        case.save()
    assert count_by(By.TEAM, now=now)[None].us.opened == count_by(By.AREA, now=now)[None].us.opened == 9
    assert len(duties(user=auditor, where=Filter(team=NONE, owed_by="us"), now=now)) == 9
    assert len(duties(user=auditor, where=Filter(area=NONE, owed_by="us"), now=now)) == 9
    assert count(user=manager, now=now).is_empty


def test_a_list_is_as_long_as_its_number(lived, manager, now):
    for moment in (now, now + 30 * HOUR):
        tally = count(user=manager, where=Filter(owed_by="us"), now=moment).us
        for which in (*PARTS, "opened", "set_aside", "open_late"):
            listed = duties(user=manager, where=Filter(owed_by="us"), which=which, now=moment)
            assert len(listed) == getattr(tally, which), which


@pytest.mark.requirement("P0-4")
def test_each_sees_the_figures_of_their_own(lived, cast, now):
    seen = {name: count(user=user, now=now).us.opened for name, user in cast.items()}
    assert {name for name, opened in seen.items() if opened} == {
        "practitioner", "manager", "head_of_practice", "assistant_director", "auditor", "administrator",
    }  # fmt: skip
    assert {name for name, user in cast.items() if may_see(user)} == {
        "manager", "cover_manager", "other_area_manager", "head_of_practice", "assistant_director", "auditor", "administrator",
    }  # fmt: skip


def test_administrators_see_figures_and_no_case(lived, administrator, business_support, now):
    assert may_see(administrator)
    assert not may_list(administrator)
    for user in (administrator, business_support):
        with pytest.raises(Denied):
            duties(user=user, now=now)


def test_a_manager_who_covers_sees_the_team_they_cover(lived, manager, cover_manager, team, cover, now):
    assert count(user=cover_manager, now=now).is_empty
    cover(manager, cover_manager)
    assert count(user=cover_manager, now=now).us.opened == 9
    assert team in scope_of(cover_manager, now).teams


def test_no_count_tells_of_a_restricted_case(lived, case, manager, head_of_practice, auditor, area, now):
    director = make_user(Role.ASSISTANT_DIRECTOR, "Dora Director", service_area=area)
    cases.restrict_case(
        case=case, reason="A colleague's family.", named=[head_of_practice], next_owner=head_of_practice, by=manager, now=now
    )
    assert count(user=director, now=now).is_empty
    assert count(user=head_of_practice, now=now).us.opened == count(user=auditor, now=now).us.opened == count(now=now).us.opened == 9
    assert list(duties(user=director, now=now)) == []


def test_a_departure_while_no_duty_was_open_is_counted_and_listed_too(lived, case, practitioner, manager, team, now):
    services.depart_from_policy(
        case=case, requirement="P33-1", assessment="It would warn the father.", rationale="The children come first.",
        discussed_with=manager, discussed_at=now - HOUR, manager_agreed=True, manager_words="I agree.", by=practitioner, now=now,
    )  # fmt: skip
    alone = Filter(paragraph="33")
    assert count(where=alone, now=now).us.departures == count(user=manager, where=alone, now=now).us.departures == 1
    assert count(where=Filter(paragraph="34"), now=now).us.departures == 0
    assert count(where=Filter(duty="t-urgent"), now=now).us.departures == 1  # the duty's own
    assert count(where=alone.but(last=date(2026, 3, 5)), now=now).is_empty
    assert count_by(By.REQUIREMENT, now=now)["P33-1"].us.departed_rules == 1
    assert count_by(By.PARAGRAPH, now=now)["33"].us.departed_rules == 1
    assert count_by(By.TEAM, now=now)[team.pk].us.departures == 2
    assert count_by(By.MONTH, now=now)[date(2026, 3, 1)].us.departures == 2
    assert [one.requirement for one in departures(user=manager, where=alone, now=now)] == ["P33-1"]
    assert count(where=Filter(duty="t-urgent"), now=now).us.opened == 9
