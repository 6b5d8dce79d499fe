"""Pages of duties, alerts, clocks, escalations and gaps: whose they are, and what they show."""

import pytest
from django.test import Client
from django.urls import reverse

from cafcass_cases.audit.models import ReadLog
from cafcass_cases.core import clock
from cafcass_cases.duties import presenting, selectors, services
from cafcass_cases.duties.models import Alert, Heartbeat
from tests.duties.conftest import DAY, HOUR


@pytest.fixture
def visit():
    """``visit(user, url_name, …, at=moment)``: the answer, with the application's clock at that moment."""

    def get(user, name, *args, at, post=None):
        client = Client()
        client.force_login(user)
        url = reverse(f"duties:{name}", args=args)
        with clock.simulated(at):
            return client.get(url) if post is None else client.post(url, post)

    return get


def text(answer):
    return " ".join(answer.content.decode().split())


# ---- one duty


def test_a_duty_shows_paragraph_owner_clock_ladder_and_history(visit, open_duty, practitioner, now):
    duty = open_duty("t-urgent", detail="Leeds")
    services.fire_due(now=duty.due_at + HOUR)
    shown = text(visit(practitioner, "show_duty", duty.pk, at=duty.due_at + HOUR))
    for words in ("The duty t-urgent – Leeds", "Policy 12", "Priya Practitioner", "24 clock hours", "late by 1 hour", "It is done."):
        assert words in shown
    assert "Maria Manager (manager)" in shown
    assert "To come" in shown
    assert "Opened, due Sat 7 March 2026, 16:40" in shown
    assert ReadLog.objects.filter(user=practitioner, case_id=duty.case_id).exists()


def test_the_line_of_why_is_asked_of_those_who_work_on_the_case(visit, open_duty, practitioner, auditor, now):
    duty = open_duty("t-urgent")
    late = duty.due_at + HOUR
    assert "Say why it was late" in text(visit(practitioner, "show_duty", duty.pk, at=late))
    assert "Say why it was late" not in text(visit(auditor, "show_duty", duty.pk, at=late))
    assert visit(auditor, "explain_lateness", duty.pk, at=late).status_code == 403
    assert visit(practitioner, "explain_lateness", duty.pk, at=late, post={"reason": ""}).status_code == 422
    assert visit(practitioner, "explain_lateness", duty.pk, at=late, post={"reason": "Nobody answered."}).status_code == 302
    duty.refresh_from_db()
    assert duty.lateness_reason == "Nobody answered."
    assert "Nobody answered." in text(visit(practitioner, "show_duty", duty.pk, at=late))


def test_what_is_not_late_needs_no_reason(visit, open_duty, practitioner, now):
    duty = open_duty("t-urgent")
    answer = visit(practitioner, "explain_lateness", duty.pk, at=now + HOUR, post={"reason": "Because"})
    assert answer.status_code == 422
    assert "This is not late" in text(answer)


def test_a_duty_of_a_case_that_is_not_theirs_to_know_is_not_there(visit, open_duty, other_area_practitioner, administrator, now):
    duty = open_duty("t-urgent")
    for stranger in (other_area_practitioner, administrator):
        assert visit(stranger, "show_duty", duty.pk, at=now).status_code == 404


def test_whoever_must_do_an_open_duty_may_open_it(visit, open_duty, other_area_manager, now):
    duty = open_duty("t-held", owner=other_area_manager)
    services.fire_due(now=now)
    assert visit(other_area_manager, "show_duty", duty.pk, at=now).status_code == 200
    assert visit(other_area_manager, "explain_lateness", duty.pk, at=now).status_code == 403


def test_the_duties_of_a_case(visit, open_duty, case, practitioner, manager, other_area_practitioner, now):
    open_duty("t-urgent")
    open_duty("t-held")
    services.discharge(key="t-urgent", subject=case, at=now + HOUR, by=practitioner, now=now + HOUR)
    shown = text(visit(manager, "list_case_duties", case.pk, at=now + HOUR))
    assert "done Fri 6 March 2026, 17:40" in shown
    assert "due in 3 hours" in shown
    assert visit(other_area_practitioner, "list_case_duties", case.pk, at=now).status_code == 404


def test_a_task_list_line_has_paragraph_owner_limit_and_child(open_duty, family, now):
    task = presenting.task_of(open_duty("t-step", child=family.alice), now)
    assert task.title == "The duty t-step – Alice Dawson"
    assert task.hint == "Policy 12 · Priya Practitioner · before the concern is completed"
    assert "Before the concern is completed" in task.status
    awaited = presenting.task_of(open_duty("t-outcome"), now)
    assert "The local authority (followed by Priya Practitioner)" in awaited.hint


# ---- my work


def test_my_work_is_late_due_next_and_what_others_owe(open_duty, practitioner, manager, cover_manager, cover, now):
    late, due = open_duty("t-urgent", event_at=now - 2 * DAY), open_duty("t-same-day")
    after, waiting = open_duty("t-standard"), open_duty("t-outcome")
    held = open_duty("t-held")
    work = selectors.work_of(practitioner, now)
    assert (work.late, work.due, work.next, work.waiting) == ([late], [due], [after], [waiting])
    assert selectors.work_of(manager, now).due == [held]
    assert selectors.work_of(cover_manager, now).due == []
    cover(manager, cover_manager)
    assert selectors.work_of(cover_manager, now).due == [held]


def test_the_home_page_shows_it(client, open_duty, practitioner, now):
    open_duty("t-same-day")
    client.force_login(practitioner)
    with clock.simulated(now):
        shown = text(client.get("/"))
    assert "C-2026-000001: The duty t-same-day" in shown


# ---- alerts


def test_alerts_are_counted_listed_and_marked_as_seen(visit, open_duty, practitioner, manager, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at)
    shown = text(visit(practitioner, "list_alerts", at=duty.due_at))
    assert "Alerts (2)" in shown
    assert "C-2026-000001: The duty t-urgent – late" in shown
    first = Alert.objects.filter(recipient=practitioner, channel="application").first()
    visit(manager, "mark_alerts_seen", at=duty.due_at, post={"alert": str(first.pk)})
    first.refresh_from_db()
    assert first.seen_at is None  # another's alert is not theirs to see
    visit(practitioner, "mark_alerts_seen", at=duty.due_at, post={"alert": str(first.pk)})
    assert selectors.unseen_count(practitioner) == 1
    visit(practitioner, "mark_alerts_seen", at=duty.due_at, post={"alert": "nonsense"})
    assert selectors.unseen_count(practitioner) == 1
    visit(practitioner, "mark_alerts_seen", at=duty.due_at, post={})
    assert selectors.unseen_count(practitioner) == 0
    assert visit(practitioner, "mark_alerts_seen", at=now).status_code == 405


# ---- clocks, escalations, gaps


def test_team_clocks_show_the_longest_late_first_and_count_the_authority_apart(visit, open_duty, practitioner, manager, now):
    open_duty("t-urgent", event_at=now - 2 * DAY)
    open_duty("t-outcome", event_at=now - 3 * DAY)
    open_duty("t-standard")
    counts = selectors.count_duties(selectors.staff_duties(manager, now), now)
    assert (counts.ours_late, counts.authority_late, counts.court_late, counts.open) == (1, 1, 0, 3)
    shown = text(visit(manager, "list_team_clocks", at=now))
    assert shown.index("t-outcome") < shown.index("t-urgent") < shown.index("t-standard")
    assert visit(practitioner, "list_team_clocks", at=now).status_code == 403


def test_a_manager_elsewhere_sees_none_of_it(open_duty, other_area_manager, cover_manager, now):
    open_duty("t-urgent")
    assert not selectors.staff_duties(other_area_manager, now).exists()
    assert not selectors.staff_duties(cover_manager, now).exists()


def test_escalations_are_what_has_come_up(visit, open_duty, manager, head_of_practice, assistant_director, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at)
    assert "Nothing has come up to you" in text(visit(head_of_practice, "list_escalations", at=duty.due_at))
    services.fire_due(now=duty.due_at + 4 * HOUR)
    for senior in (head_of_practice, assistant_director):
        assert "The duty t-urgent" in text(visit(senior, "list_escalations", at=duty.due_at + 4 * HOUR))
    assert visit(manager, "list_escalations", at=now).status_code == 403


def test_gaps_in_cover_are_listed_for_the_service_area(visit, open_duty, practitioner, manager, head_of_practice, cover, now):
    cover(manager, None)
    open_duty("t-held")
    services.fire_due(now=now)
    shown = text(visit(head_of_practice, "list_gaps_in_cover", at=now))
    assert "Maria Manager, until" in shown
    assert "The duty t-held" in shown
    assert visit(practitioner, "list_gaps_in_cover", at=now).status_code == 403


def test_mail_that_could_not_be_delivered_is_on_the_page(visit, open_duty, manager, practitioner, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at)
    Alert.objects.filter(recipient=practitioner, rung__step="due", channel="email").update(state="undeliverable")
    assert "could not be delivered" in text(visit(manager, "list_team_clocks", at=duty.due_at))
    assert "e-mail could not be delivered" in text(visit(manager, "show_duty", duty.pk, at=duty.due_at))


# ---- the clock itself


@pytest.fixture
def clock_runs():
    def beat(now):
        services.beat(name="sweep", now=now)
        services.beat(name="mail", now=now)

    return beat


def test_a_banner_shows_when_the_clock_has_stopped_and_before_it_ever_ran(visit, practitioner, clock_runs, now):
    assert "The clock has stopped" in text(visit(practitioner, "list_alerts", at=now))
    clock_runs(now)
    assert "The clock has stopped" not in text(visit(practitioner, "list_alerts", at=now + 2 * HOUR / 60))
    assert "The clock has stopped" in text(visit(practitioner, "list_alerts", at=now + 2 * HOUR / 60 + HOUR / 3600))


def test_a_banner_shows_when_mail_does_not_go_out(visit, practitioner, now):
    services.beat(name="sweep", now=now)
    services.beat(name="mail", now=now - HOUR)
    assert "E-mails are not going out" in text(visit(practitioner, "list_alerts", at=now))


@pytest.mark.django_db
def test_a_beat_never_goes_back_in_time(now):
    services.beat(name="sweep", now=now)
    services.beat(name="sweep", now=now - HOUR)
    assert Heartbeat.objects.get(name="sweep").beat_at == now


@pytest.mark.django_db
def test_health_is_open_to_monitors_and_turns_red_after_two_minutes(client, clock_runs, now):
    with clock.simulated(now):
        never = client.get("/health/", headers={"accept": "application/json"})
    assert (never.status_code, never.json()["sweep"]) == (503, {"beat_at": None, "stopped": True})
    clock_runs(now)
    with clock.simulated(now + HOUR / 60):
        well = client.get("/health/", headers={"accept": "application/json"})
        page = client.get("/health/", headers={"accept": "text/html"})
    assert (well.status_code, well.json()["status"], well.json()["database"], well.json()["broker"]) == (200, "well", True, True)
    assert (page.status_code, "The clock is running" in text(page)) == (200, True)
    with clock.simulated(now + 3 * HOUR / 60):
        assert client.get("/health/").status_code == 503


@pytest.mark.django_db
def test_health_turns_red_without_a_broker(client, clock_runs, settings, now):
    clock_runs(now)
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with clock.simulated(now):
        answer = client.get("/health/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["broker"]) == (503, False)


def test_health_counts_what_waits(client, open_duty, clock_runs, now):
    duty = open_duty("t-urgent")
    services.fire_due(now=duty.due_at)
    Alert.objects.filter(rung__step="reminder", channel="email").update(state="undeliverable")
    with clock.simulated(now):
        assert client.get("/health/", headers={"accept": "application/json"}).json()["alerts"] == {"waiting": 2, "undeliverable": 1}


@pytest.mark.django_db
def test_the_outside_monitor_is_told_of_the_last_beat_once_a_minute(settings, now):
    import json
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    from cafcass_cases.duties import tasks

    heard = []

    class Monitor(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Monitor)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.HEARTBEAT_MONITOR_URL = f"http://127.0.0.1:{server.server_port}/"
    for seconds in (0, 10, 61):
        with clock.simulated(now + seconds * HOUR / 3600):
            tasks.sweep_duties()
    server.shutdown()
    settings.HEARTBEAT_MONITOR_URL = "http://127.0.0.1:1/"
    with clock.simulated(now + HOUR):
        tasks.sweep_duties()  # a monitor that is gone stops nothing
    assert [one["beat_at"] for one in heard] == [now.isoformat(), (now + 61 * HOUR / 3600).isoformat()]
    assert Heartbeat.objects.get(name="sweep").beat_at == now + HOUR
