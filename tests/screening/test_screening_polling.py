"""The poller against the fake court, over HTTP: an outage of two days, duplicates, answers that change, and every refusal."""

from datetime import UTC, datetime, timedelta

import pytest

from cafcass_cases.cases.models import Case
from cafcass_cases.core import clock
from cafcass_cases.documents.court_interface import CourtTrouble, interface_for
from cafcass_cases.duties.models import Duty
from screening import polling
from screening.models import CourtDifference, CourtFeed, CourtTeam, ImportItem, ImportRun
from screening.polling import Window, feed_states, read_again_from, read_applications, windows_from
from screening.services import set_court_team, try_items_again
from screening.tasks import read_court_applications
from tools.fake_applications import Inventor

pytestmark = pytest.mark.django_db


def local(moment):
    return clock.london(moment).replace(tzinfo=None)


def read(now, law="private"):
    with clock.simulated(now):
        return read_applications(law=law, now=now)


@pytest.fixture
def inventor():
    return Inventor(7)


@pytest.fixture
def read_up_to_now(court, now):
    """The interface was read until an hour ago."""
    CourtFeed.objects.create(law="private", read_until=now - timedelta(hours=1))
    return court


def put(court, inventor, moment, law="private", **more):
    case, _ = getattr(inventor, f"{law}_law")(local(moment), **more)
    return court.put(law, case), case


def test_given_an_application_at_court_when_read_then_its_case_is_here_and_its_clock_runs_from_its_arrival(
    read_up_to_now, inventor, now, manager, team
):
    set_court_team(law="private", court=None, team=team, by=manager, now=now)
    arrived = now - timedelta(minutes=40)
    number, _ = put(read_up_to_now, inventor, arrived)
    read(now)
    case = Case.objects.get(court_case_id=number)
    assert case.received_at == arrived
    assert case.team == team
    duty = Duty.objects.get(case=case, key="screen-application")
    assert duty.event_at == arrived
    assert duty.due_at == arrived + timedelta(hours=24)
    assert duty.owner == manager


def test_given_an_outage_of_two_days_when_it_is_over_then_every_application_is_taken_in_once_in_windows_of_fifteen_minutes(
    court, inventor, now
):
    CourtFeed.objects.create(law="private", read_until=now)
    court.trouble("500")
    arrivals = [now + timedelta(hours=hours, minutes=7) for hours in (1, 9, 17, 25, 33, 41, 47)]
    numbers = {put(court, inventor, arrived)[0] for arrived in arrivals}
    for minutes in (1, 60, 24 * 60):
        assert read(now + timedelta(minutes=minutes)) == 0
    later = now + timedelta(days=2)
    feed = CourtFeed.objects.get()
    assert feed.read_until == now
    assert feed.failures == 3
    assert "500" in feed.last_error
    assert [state for state in feed_states(later) if state.law == "private"][0].is_behind
    court.trouble("")
    read(later)
    assert set(Case.objects.values_list("court_case_id", flat=True)) == numbers
    assert sorted(Case.objects.values_list("received_at", flat=True)) == arrivals
    feed.refresh_from_db()
    assert feed.read_until == later
    assert feed.last_error == ""
    assert feed.failures == 0
    assert ImportItem.objects.count() == len(numbers)  # overlapping windows leave nothing behind


def test_given_every_answer_holds_each_case_twice_when_read_then_nothing_is_doubled(read_up_to_now, inventor, now):
    read_up_to_now.duplicates = True
    put(read_up_to_now, inventor, now - timedelta(minutes=30))
    put(read_up_to_now, inventor, now - timedelta(minutes=20))
    read(now)
    read(now + timedelta(minutes=1))
    assert Case.objects.count() == 2
    assert ImportRun.objects.count() <= 2


def test_given_the_court_changes_a_case_when_it_comes_again_then_what_nobody_touched_is_taken_in_and_a_new_c1a_is_screened(
    read_up_to_now, inventor, now
):
    number, case = put(read_up_to_now, inventor, now - timedelta(minutes=30), c1a=False)
    read(now)
    later = now + timedelta(minutes=10)
    case["last_modified"] = f"{local(later):%Y-%m-%dT%H:%M:%S}"
    case["case_data"]["c1ADocument"] = {"document_id": "c1a-1", "document_filename": "C1A.pdf"}
    case["case_data"]["children"][0]["value"]["firstName"] = "Ottilie"
    read_up_to_now.put("private", case)
    read(now + timedelta(minutes=11))
    ours = Case.objects.get(court_case_id=number)
    assert ours.harm_alleged_on_c1a
    assert ours.people.filter(given_names="Ottilie").exists()
    assert list(ours.screenings.values_list("what", "arrived_at")) == [("C100", now - timedelta(minutes=30)), ("A C1A", later)]
    assert not CourtDifference.objects.exclude(field="court").exists()


def test_given_the_same_case_with_its_dates_in_the_other_shape_when_it_comes_again_then_nothing_is_new(read_up_to_now, inventor, now):
    _, case = put(read_up_to_now, inventor, now - timedelta(minutes=30))
    read(now)
    moment = datetime.fromisoformat(case["last_modified"])
    case["last_modified"] = f"{moment:%Y-%m-%dT%H:%M:%S.%f}"
    data = case["case_data"]
    data["dateSubmitted"] = [moment.year, moment.month, moment.day]
    for child in data["children"]:
        born = child["value"]["dateOfBirth"]
        child["value"]["dateOfBirth"] = (
            [int(part) for part in born.split("-")] if isinstance(born, str) else "{:04}-{:02}-{:02}".format(*born)
        )
    read_up_to_now.put("private", case)
    read_again_from(law="private", moment=now - timedelta(hours=1))
    read(now + timedelta(minutes=5))
    assert ImportItem.objects.count() == 1
    assert not CourtDifference.objects.exclude(field="court").exists()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("401", "tokens"),
        ("400", "refused"),
        ("broken", "could not be read"),
        ("shape", "shape"),
        ("cut", "broke off"),
        ("slow", "did not answer"),
    ],
)
def test_given_the_court_refuses_when_read_then_the_mark_stays_the_state_says_why_and_it_is_tried_again(
    read_up_to_now, inventor, now, trouble, words
):
    number, _ = put(read_up_to_now, inventor, now - timedelta(minutes=30))
    read_up_to_now.trouble(trouble, times=1)
    assert read(now) == 0
    feed = CourtFeed.objects.get()
    assert words in feed.last_error
    assert feed.read_until == now - timedelta(hours=1)
    assert feed.next_attempt_at == now + timedelta(minutes=1)
    assert read(now + timedelta(seconds=30)) == 0  # it waits
    assert read(now + timedelta(minutes=1)) > 0
    assert Case.objects.get().court_case_id == number


def test_given_failures_in_a_row_when_read_then_the_waits_grow_to_fifteen_minutes(read_up_to_now, now):
    read_up_to_now.trouble("500")
    waits = []
    for _ in range(6):
        read(now)
        wait = CourtFeed.objects.get().next_attempt_at - now
        waits.append(wait.total_seconds() / 60)
        now += wait
    assert waits == [1, 2, 4, 8, 15, 15]


def test_given_one_application_that_cannot_be_read_when_read_then_the_others_go_in_and_it_is_kept_to_be_tried_again(
    read_up_to_now, inventor, now, manager
):
    number, _ = put(read_up_to_now, inventor, now - timedelta(minutes=30))
    _, broken = put(read_up_to_now, inventor, now - timedelta(minutes=29))
    right, broken["case_data"] = broken["case_data"], "nothing"
    read_up_to_now.put("private", broken)
    read(now)
    read_again_from(law="private", moment=now - timedelta(hours=1))
    read(now + timedelta(minutes=5))
    item = ImportItem.objects.get(result="rejected")  # once, though it was read twice
    assert Case.objects.get().court_case_id == number
    assert "case_data" in item.reason
    with clock.simulated(now):
        item.payload = {**item.payload, "case_data": right}
        item.save()
    again = try_items_again(run=item.run, by=manager, now=now)
    assert [one.result for one in again.items.all()] == ["created"]
    assert Case.objects.count() == 2


def test_given_nothing_is_configured_when_read_then_nobody_is_asked_and_the_state_says_so(settings, now):
    settings.COURT_INTERFACES = {"private": None, "public": None}
    assert read(now) == 0
    assert not CourtFeed.objects.exists()
    assert all(state.words == "Not configured: applications are not read" for state in feed_states(now))


def test_given_another_worker_reads_when_asked_to_read_then_it_is_left_to_it(read_up_to_now, now):
    CourtFeed.objects.update(lease="0190a8f8-0000-7000-8000-000000000000", leased_until=now + timedelta(minutes=4))
    assert read(now) == 0
    assert not read_up_to_now.asked


def test_given_a_worker_died_with_the_lease_when_it_has_run_out_then_another_goes_on(read_up_to_now, now):
    CourtFeed.objects.update(lease="0190a8f8-0000-7000-8000-000000000000", leased_until=now - timedelta(seconds=1))
    assert read(now) > 0


def test_given_a_public_law_case_when_read_then_hidden_is_confidential_and_an_unknown_authority_is_flagged(court, inventor, now):
    CourtFeed.objects.create(law="public", read_until=now - timedelta(hours=1))
    case, _ = inventor.public_law(local(now - timedelta(minutes=30)), authority="FPLA")
    case["caseData"]["children"][0]["detailsHidden"] = True
    case["caseData"]["respondents"][0]["contactDetailsHidden"] = False
    court.put("public", case)
    read(now, law="public")
    ours = Case.objects.get()
    child = ours.people.filter(role="subject_child").first()
    respondent = ours.people.get(role="respondent")
    assert ours.law == "public"
    assert ours.application_types[0] == "C110A"
    assert {detail.confidentiality for detail in child.contact_details.all()} == {"confidential"}
    assert {detail.confidentiality for detail in respondent.contact_details.all()} == {"open"}
    from screening.selectors import application_of

    application = application_of(ours)
    assert application.authority_gss == ""
    assert "FPLA" in application.doubts[0]
    assert application.previous_proceedings
    assert any("Domestic violence" in risk for risk in application.risks)


def test_given_a_child_is_renamed_at_court_in_public_law_when_it_comes_again_then_it_is_the_same_child(court, inventor, now):
    CourtFeed.objects.create(law="public", read_until=now - timedelta(hours=1))
    case, _ = inventor.public_law(local(now - timedelta(minutes=30)))
    court.put("public", case)
    read(now, law="public")
    before = Case.objects.get().people.count()
    case["caseData"]["children"][0]["firstName"] = "Ottilie"
    case["lastModified"] = f"{local(now):%Y-%m-%dT%H:%M:%S}"
    court.put("public", case)
    read(now + timedelta(minutes=1), law="public")
    assert Case.objects.get().people.count() == before
    assert Case.objects.get().people.filter(given_names="Ottilie").exists()


def test_given_a_court_with_a_team_when_its_case_comes_then_that_team_has_it_and_triage_the_others(
    read_up_to_now, inventor, now, manager, cover_manager, team
):
    from cafcass_cases.cases.models import Court
    from tests.cast import save

    preston = save(Court(epims_id="102476", name="Preston Family Court"))
    set_court_team(law="private", court=None, team=team, by=manager, now=now)
    set_court_team(law="private", court=preston, team=cover_manager.team, by=manager, now=now)
    for minutes, (name, epims) in ((30, ("Preston Family Court", "102476")), (29, ("Elsewhere", "999999"))):
        case, _ = inventor.private_law(local(now - timedelta(minutes=minutes)))
        case["case_data"] |= {"courtName": name, "courtEpimsId": epims}
        read_up_to_now.put("private", case)
    read(now)
    assert {case.team for case in Case.objects.all()} == {team, cover_manager.team}
    assert Case.objects.get(court=preston).team == cover_manager.team


def test_given_no_team_takes_them_when_one_is_chosen_then_cases_that_wait_go_to_it_and_its_manager_owes_their_screening(
    read_up_to_now, inventor, now, manager, team
):
    put(read_up_to_now, inventor, now - timedelta(minutes=30))
    read(now)
    assert Case.objects.get().team is None
    assert not CourtTeam.objects.exists()
    set_court_team(law="private", court=None, team=team, by=manager, now=now)
    assert Case.objects.get().team == team
    assert Duty.objects.get(key="screen-application").owner == manager


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_given_the_night_the_clocks_change_when_read_then_no_window_is_longer_than_fifteen_minutes_nor_asks_backwards(night):
    mark, end = at(f"{night}T00:31:00"), at(f"{night}T02:30:00")
    asked, reached = [], mark
    while reached < end:
        windows = windows_from(reached, end)
        assert all(window.end > window.start for window in windows)
        asked += windows
        reached = max(window.end for window in windows)
    for window in asked:
        start, stop = (datetime.fromisoformat(text) for text in window.asked)
        assert timedelta() < stop - start <= polling.WINDOW
    moments = {mark + timedelta(minutes=minute) for minute in range(119)}
    assert all(any(window.start <= moment <= window.end for window in asked) for moment in moments)


def test_given_a_window_across_the_end_of_summer_time_when_asked_then_both_hours_of_the_same_name_are_asked():
    first, second = windows_from(at("2026-10-25T00:56:00"), at("2026-10-25T02:00:00"))
    assert first == Window(at("2026-10-25T00:51:00"), at("2026-10-25T01:00:00"))
    assert first.asked == (
        "2026-10-25T01:51:00",
        "2026-10-25T02:00:00",
    )
    assert second.asked[0] == "2026-10-25T01:00:00"


def test_given_a_window_of_more_than_fifteen_minutes_when_asked_then_the_court_refuses_it(court):
    with pytest.raises(CourtTrouble, match="400"):
        interface_for("private").applications("2026-03-06T09:00:00", "2026-03-06T09:15:01")
    assert interface_for("public").applications("2026-03-06T09:00:00", "2026-03-06T09:15:00") == {"total": 0}


def test_given_a_redirect_when_asked_then_our_tokens_do_not_follow_it(court):
    court.trouble("302", times=1)
    with pytest.raises(CourtTrouble):
        interface_for("private").applications("2026-03-06T09:00:00", "2026-03-06T09:15:00")
    assert len(court.asked) == 1


def test_given_the_task_when_it_runs_then_both_interfaces_are_read(court, inventor, now):
    for law in ("private", "public"):
        put(court, inventor, now - timedelta(minutes=30), law=law)
    with clock.simulated(now):
        read_court_applications()
    assert {case.law for case in Case.objects.all()} == {"private", "public"}
