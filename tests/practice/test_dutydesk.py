"""The duty desk: nobody waits for a name. The hearings diary. The page of an authority (framework 2.11, 2.12; DESIGN §10)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cafcass_cases.accounts.models import Role, Team
from cafcass_cases.cases.models import AccessGrant
from cafcass_cases.cases.rules import may_see_case, may_work_on_case
from cafcass_cases.cases.services import allocate, create_case, move_hearing, restrict_case, schedule_hearing, vacate_hearing
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Duty
from practice.dutydesk import diary, partnership, selectors, services
from practice.dutydesk.models import CaseTaken, DeskNotice
from practice.dutydesk.on_duty import on_duty
from practice.dutydesk.rules import desks_of
from safeguarding.models import Concern
from screening.models import CourtDifference
from screening.taking_in import hearing_words
from tests.cast import NOW, STARTED, london_time, make_user, save
from tests.practice.test_lifecycle import finish, told  # noqa: F401
from tests.safeguarding.conftest import log, neglect  # noqa: F401

HOUR = timedelta(hours=1)
TEN = london_time("2026-03-06 10:00")


@pytest.fixture
def case(family):
    return family.case


@pytest.fixture
def rota(team, other_practitioner, manager):
    """Oscar is at the desk all Friday."""
    return services.set_desk_duty(
        team=team,
        person=other_practitioner,
        starts_at=london_time("2026-03-06 09:00"),
        ends_at=london_time("2026-03-06 17:00"),
        by=manager,
        now=STARTED,
    )


@pytest.fixture
def ask(team, business_support):
    """``ask(kind, case=…)``: somebody rings on Friday at ten."""

    def run(kind="concern", *, by=business_support, now=TEN, received_at=None, **more):
        facts = {
            "team": team, "source": "authority", "who": "D. Shah, duty social worker, through the switchboard", "about": "A boy called Kit, six",
            "words": "They found bruises and ask who is involved.", "received_at": received_at or now, **more,
        }  # fmt: skip
        return services.log_enquiry(kind=kind, by=by, now=now, **facts)

    return run


def owed(key, subject=None):
    rows = Duty.objects.filter(key=key, ended_at=None)
    return rows.filter(subject_id=subject.pk) if subject is not None else rows


class TestWhoIsThere:
    def test_given_a_rota_when_somebody_asks_then_whoever_is_on_it_and_else_the_manager_the_cover_and_the_head_of_practice_are_there(
        self, team, rota, other_practitioner, manager, cover_manager, head_of_practice, cover
    ):
        assert [one.user for one in on_duty(team, TEN)] == [other_practitioner]
        services.withdraw_desk_duty(duty=rota, reason="Changed.", by=manager, now=TEN)
        assert [one.user for one in on_duty(team, TEN)] == [manager]
        absence = cover(manager, cover_manager)
        assert [one.user for one in on_duty(team, TEN)] == [cover_manager]
        absence.cover = None
        absence.save()
        (found,) = on_duty(team, TEN)
        assert found.user == head_of_practice
        assert found.gap

    def test_given_the_evening_when_somebody_asks_then_the_out_of_hours_rota_is_there(self, team, rota, area, cover_manager, manager):
        from cafcass_cases.accounts.services import set_rota

        set_rota(
            manager=cover_manager, starts_at=TEN, ends_at=TEN + 24 * HOUR, telephone="01632 960100", service_area=area, by=manager, now=TEN
        )
        assert [one.user for one in on_duty(team, TEN + 12 * HOUR)] == [cover_manager]
        assert [one.user for one in on_duty(team, TEN)] != [cover_manager]

    def test_given_somebody_who_may_not_judge_a_concern_when_put_on_the_rota_then_it_is_refused(
        self, team, business_support, practitioner, manager
    ):
        times = {"team": team, "starts_at": TEN, "ends_at": TEN + HOUR, "now": TEN}
        with pytest.raises(RuleRefused):
            services.set_desk_duty(person=business_support, by=manager, **times)
        with pytest.raises(Denied):
            services.set_desk_duty(person=practitioner, by=practitioner, **times)


class TestAnEnquiry:
    def test_given_a_case_when_somebody_asks_then_the_desk_owes_it_and_whoever_takes_it_is_let_in_until_it_is_answered(
        self, case, ask, rota, other_practitioner, practitioner
    ):
        enquiry = ask("message", case_words=case.reference.lower())
        assert enquiry.case == case
        taken, answered = owed("desk-enquiry-taken").get(), owed("desk-enquiry-answered").get()
        assert {taken.owner, answered.owner} == {other_practitioner}
        assert (taken.due_at, answered.due_at) == (TEN + HOUR, london_time("2026-03-09 17:00"))
        assert not may_see_case(other_practitioner, case, NOW)
        services.take_enquiry(enquiry=enquiry, by=other_practitioner, now=TEN + HOUR / 2)
        assert may_work_on_case(other_practitioner, case, NOW)
        with pytest.raises(RuleRefused, match="Oscar Other has taken it"):
            services.take_enquiry(enquiry=enquiry, by=practitioner, now=TEN + HOUR)
        services.answer_enquiry(enquiry=enquiry, words="Told them the hearing stands.", by=other_practitioner, now=TEN + 2 * HOUR)
        assert not may_see_case(other_practitioner, case, NOW)
        assert not owed("desk-enquiry-answered").exists()

    def test_given_a_worry_about_a_child_when_somebody_asks_then_its_clocks_are_short(self, case, ask, rota):
        ask("concern", case=case)
        assert owed("desk-enquiry-taken").get().due_at == TEN + HOUR / 4
        assert owed("desk-enquiry-answered").get().due_at == TEN + 2 * HOUR

    def test_given_an_enquiry_taken_when_it_is_logged_as_a_concern_then_it_ends_with_it_and_not_before(
        self, case, ask, log, rota, other_practitioner
    ):
        enquiry = ask("concern", case=case)
        services.begin_concern(enquiry=enquiry, by=other_practitioner, now=TEN)
        enquiry.refresh_from_db()
        assert enquiry.is_open
        assert owed("desk-enquiry-answered").exists()
        concern = log(by=other_practitioner)
        enquiry.refresh_from_db()
        assert (enquiry.ending, enquiry.concern) == ("concern", concern)
        assert may_work_on_case(other_practitioner, case, NOW)

    @pytest.mark.requirement("F2.12-1")
    def test_given_who_asks_for_information_about_a_case_when_answered_at_the_desk_then_it_is_refused_and_taken_up_as_a_request(
        self, case, ask, rota, other_practitioner
    ):
        enquiry = ask("information", case=case)
        services.take_enquiry(enquiry=enquiry, by=other_practitioner, now=TEN)
        with pytest.raises(RuleRefused) as refused:
            services.answer_enquiry(enquiry=enquiry, words="Yes, we know them.", by=other_practitioner, now=TEN)
        assert refused.value.rule == "F2.12-1"
        services.take_up_as_sharing(enquiry=enquiry, by=other_practitioner, now=TEN)
        enquiry.refresh_from_db()
        assert enquiry.ending == "sharing"
        assert may_work_on_case(other_practitioner, case, NOW)

    @pytest.mark.requirement("F2.11-1")
    def test_given_a_closed_case_when_a_worry_comes_then_a_manager_takes_it_and_no_practitioner(
        self, case, ask, rota, practitioner, other_practitioner, manager
    ):
        finish(case, practitioner, manager)
        enquiry = ask("concern", case=case, now=NOW)
        assert owed("desk-enquiry-taken").get().owner == manager
        for one in (practitioner, other_practitioner):
            with pytest.raises(Denied, match="a manager answers this"):
                services.take_enquiry(enquiry=enquiry, by=one, now=NOW)
        services.take_enquiry(enquiry=enquiry, by=manager, now=NOW)
        case.refresh_from_db()
        assert case.stage == "closed"

    def test_given_a_restricted_case_when_somebody_asks_about_it_then_only_the_named_learn_of_it(
        self, case, ask, rota, manager, other_practitioner, team
    ):
        restrict_case(case=case, reason="A colleague.", named=[manager], by=manager, now=NOW, next_owner=manager)
        enquiry = ask("concern", case_words=case.reference, now=NOW)
        assert list(selectors.enquiries_of(other_practitioner, team, NOW)) == [] != list(selectors.enquiries_of(manager, team, NOW))
        with pytest.raises(Denied):
            services.take_enquiry(enquiry=enquiry, by=other_practitioner, now=NOW)
        assert owed("desk-enquiry-taken").get().owner == manager

    def test_given_another_area_when_they_take_it_then_they_may_not(self, case, ask, other_area_practitioner):
        with pytest.raises(Denied):
            services.take_enquiry(enquiry=ask("message", case=case), by=other_area_practitioner, now=TEN)


class TestACaseNobodyFinds:
    def test_given_no_case_when_nobody_takes_it_then_the_desk_hears_at_once_the_manager_when_late_and_the_head_of_practice_at_last(
        self, ask, rota, other_practitioner, manager, head_of_practice
    ):
        enquiry = ask("concern")
        assert enquiry.case is None
        assert not owed("desk-enquiry-taken").exists()
        services.send_notices(now=TEN)
        assert [one.to for one in mail.outbox] == [[other_practitioner.email]]
        assert enquiry.reference in mail.outbox[0].subject
        assert "Kit" not in mail.outbox[0].body
        services.send_notices(now=TEN)
        assert len(mail.outbox) == 1
        services.send_notices(now=TEN + HOUR)
        assert {one.to[0] for one in mail.outbox[1:]} == {other_practitioner.email, manager.email}
        services.send_notices(now=TEN + 6 * HOUR)
        assert head_of_practice.email in {one.to[0] for one in mail.outbox[3:]}

    def test_given_nobody_on_duty_and_the_manager_away_when_it_comes_then_the_head_of_practice_hears_and_it_is_a_gap(
        self, ask, manager, head_of_practice, cover
    ):
        cover(manager, None)
        ask("concern")
        services.send_notices(now=TEN)
        notice = DeskNotice.objects.exclude(recipient=None).get()
        assert (notice.recipient, notice.is_gap) == (head_of_practice, True)

    def test_given_it_is_taken_when_its_limit_passes_then_nobody_is_told_that_nobody_took_it(self, ask, rota, other_practitioner):
        enquiry = ask("concern")
        services.send_notices(now=TEN)
        services.take_enquiry(enquiry=enquiry, by=other_practitioner, now=TEN)
        services.send_notices(now=TEN + 1.9 * HOUR)
        assert len(mail.outbox) == 1

    def test_given_an_outage_when_the_task_runs_again_then_every_step_fires_once_in_order(self, ask, rota):
        ask("concern")
        services.send_notices(now=TEN + 24 * HOUR)
        steps = list(DeskNotice.objects.filter(recipient=None).order_by("fires_at").values_list("step", flat=True))
        assert steps == ["opened", "due", "head_of_practice"]
        assert not DeskNotice.objects.filter(recipient=None, fired_at=None).exists()

    def test_given_the_case_is_found_when_it_is_named_then_duties_keep_the_clock_from_when_it_came(
        self, case, ask, rota, other_practitioner
    ):
        enquiry = ask("concern")
        services.take_enquiry(enquiry=enquiry, by=other_practitioner, now=TEN)
        with pytest.raises(RuleRefused):
            services.begin_concern(enquiry=enquiry, by=other_practitioner, now=TEN)
        with pytest.raises(RuleRefused):
            services.name_case_of(enquiry=enquiry, case_words="C-1999-000001", by=other_practitioner, now=TEN)
        services.name_case_of(enquiry=enquiry, case_words=case.reference, by=other_practitioner, now=TEN + HOUR)
        duty = owed("desk-enquiry-answered").get()
        assert (duty.due_at, duty.owner, duty.event_at) == (TEN + 2 * HOUR, other_practitioner, TEN)
        assert not owed("desk-enquiry-taken").exists()
        assert may_work_on_case(other_practitioner, case, NOW)
        services.pass_on(enquiry=enquiry, words="Ring the mother back.", by=other_practitioner, now=TEN + HOUR)
        enquiry.refresh_from_db()
        assert enquiry.taken_by is None
        assert owed("desk-enquiry-answered").get().due_at == TEN + 2 * HOUR


class TestNobodyThere:
    def test_given_a_practitioner_away_without_cover_when_something_is_owed_then_it_waits_at_the_desk_and_goes_to_who_takes_it(
        self, case, log, team, rota, practitioner, other_practitioner, cover
    ):
        log()
        assert selectors.waiting_cases(other_practitioner, team, NOW) == []
        absence = cover(practitioner, None)
        (one,) = selectors.waiting_cases(other_practitioner, team, NOW)
        assert (one.case, one.why, one.holder) == (case, "away", practitioner.full_name)
        taken = services.take_case(case=case, by=other_practitioner, now=NOW)
        log(by=other_practitioner)  # what opens meanwhile is theirs too
        assert {duty.owner for duty in Duty.objects.filter(case=case, ended_at=None, owner_role="practitioner")} == {other_practitioner}
        with pytest.raises(RuleRefused, match="You still owe"):
            services.hand_back(taken=taken, words="Done.", by=other_practitioner, now=NOW)
        absence.ends_at = NOW
        absence.save()
        services.hand_back(taken=taken, words="Supervision is asked for.", by=other_practitioner, now=NOW)
        assert {duty.owner for duty in Duty.objects.filter(case=case, ended_at=None, owner_role="practitioner")} == {practitioner}
        assert not AccessGrant.objects.filter(case=case, kind="on_duty", ends_at=None).exists()

    def test_given_somebody_there_when_the_case_is_taken_then_it_is_refused(self, case, other_practitioner):
        with pytest.raises(RuleRefused, match="Somebody is there"):
            services.take_case(case=case, by=other_practitioner, now=NOW)

    @pytest.mark.requirement("F2.9-1")
    def test_given_a_case_nobody_holds_when_it_is_allocated_then_what_the_one_on_duty_owed_goes_with_it(
        self, team, manager, practitioner, other_practitioner, cover_manager
    ):
        case = create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=STARTED)
        assert selectors.why_nobody(case, NOW) == "unallocated"
        services.take_case(case=case, by=other_practitioner, now=NOW)
        allocate(case=case, practitioner=practitioner, by=manager, now=NOW + HOUR)
        assert CaseTaken.objects.get().handed_back_at == NOW + HOUR


class TestWhatAPageCosts:
    """At most fifteen questions, however many are away, wait, have hearings, or run a team."""

    @pytest.fixture
    def asked(self, sign_in, at_now):
        def run(user, name, **asked):
            browser = sign_in(user)
            browser.get(reverse(f"dutydesk:{name}"), asked)  # the year's holidays are known to a process that has served a page
            with CaptureQueriesContext(connection) as made:
                assert browser.get(reverse(f"dutydesk:{name}"), asked).status_code == 200
            return len([one for one in made.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))])

        return run

    @pytest.fixture
    def much(self, team, area, manager, case, ask, cover, practitioner):
        """Some practitioners who are away without cover, each with a case on which something is owed, a hearing, and an enquiry."""

        def run(numbers):
            for number in numbers:
                person = make_user(Role.PRACTITIONER, f"Gone Number{number}", team=team)
                one = create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=STARTED)
                allocate(case=one, practitioner=person, by=manager, now=STARTED)
                schedule_hearing(case=one, kind="Review", starts_at=london_time(f"2026-03-{9 + number % 5:02} 10:00"), by=manager, now=NOW)
                ask("message", case=one)
                cover(person, None)
                save(Team(name=f"Team {number}", service_area=area, manager=manager))

        return run

    @pytest.mark.parametrize("reader", ["practitioner", "manager", "head_of_practice", "auditor", "associate"])
    def test_given_little_and_much_when_the_desk_and_the_diary_are_read_then_neither_asks_more_than_fifteen_times(
        self, request, asked, much, team, reader
    ):
        user = request.getfixturevalue(reader) if reader != "associate" else make_user(Role.PRACTITIONER, "Ada Associate")
        if reader == "associate":  # of no team: on the rota of one
            services.set_desk_duty(
                team=team, person=user, starts_at=NOW - HOUR, ends_at=NOW + HOUR, by=request.getfixturevalue("manager"), now=NOW
            )
        pages = [("show_desk", {"team": str(team.pk)}), ("show_diary", {"week": "2026-03-09", "whose": ""})]
        much([1])
        few = [asked(user, name, **given) for name, given in pages]
        much(range(2, 9))
        many = [asked(user, name, **given) for name, given in pages]
        assert max(many) <= 15
        assert many == few

    def test_given_nobody_at_the_desks_when_somebody_of_no_team_asks_for_theirs_then_it_costs_the_same_for_many_teams(
        self, much, head_of_practice, assistant_director, django_assert_max_num_queries
    ):
        stranger = make_user(Role.PRACTITIONER, "Ada Associate")
        much(range(4))
        with django_assert_max_num_queries(6):
            assert list(desks_of(stranger, NOW)) == []


class TestTheDiary:
    def week(self, user, **where):
        return [
            (day.day.day, entry)
            for day in diary.week_of(user, diary.monday_of(NOW.date() + timedelta(days=3)), NOW, **where)
            for entry in day.entries
        ]

    def test_given_open_duties_when_the_week_is_shown_then_each_hearing_says_what_the_court_needs_before_it(
        self, family, log, practitioner, other_area_practitioner
    ):
        log()
        ((day, entry),) = self.week(practitioner, holder=practitioner.pk)
        assert day == 12
        assert entry.hearing == family.hearing
        assert entry.holder == practitioner.full_name
        assert {"s16a"} <= {duty.key for duty in entry.duties}
        assert self.week(other_area_practitioner) == []

    def test_given_a_hearing_moved_to_another_week_when_each_week_is_shown_then_both_say_so(self, family, practitioner, team):
        move_hearing(hearing=family.hearing, starts_at=london_time("2026-03-18 14:00"), by=practitioner, now=NOW)
        ((_, gone),) = self.week(practitioner, team=team.pk)
        assert gone.gone
        assert gone.moved.to_at == london_time("2026-03-18 14:00")
        assert gone.duties == []
        (entry,) = [
            one for day in diary.week_of(practitioner, diary.monday_of(london_time("2026-03-18 14:00").date()), NOW) for one in day.entries
        ]
        assert entry.moved.from_at == london_time("2026-03-12 10:00")
        assert not entry.gone

    def test_given_a_vacated_hearing_when_the_week_is_shown_then_it_stays_and_nothing_is_owed_by_it(self, family, log, practitioner):
        log()
        vacate_hearing(hearing=family.hearing, by=practitioner, now=NOW)
        ((_, entry),) = self.week(practitioner)
        assert entry.hearing.vacated_at
        assert entry.duties == []

    def test_given_a_hearing_that_the_court_no_longer_lists_when_the_week_is_shown_then_it_says_so_until_somebody_decides(
        self, family, practitioner, sign_in, at_now
    ):
        hearing = family.hearing
        difference = save(
            CourtDifference(
                case=family.case, what="a hearing", field=f"hearing:{hearing.pk}", ours=hearing_words(hearing), theirs="Vacated"
            )
        )
        browser, diary_of_week = sign_in(practitioner), f"{reverse('dutydesk:show_diary')}?week=2026-03-12"
        url = reverse("screening:decide_court_difference", args=[difference.pk])
        page = browser.get(diary_of_week).content.decode()
        assert "The court no longer lists it" in page
        assert url in page
        assert "what is owed before it waits for the next one" in browser.get(url).content.decode()
        assert browser.post(url, {"answer": "accept"}).status_code == 302
        page = browser.get(diary_of_week).content.decode()
        assert "Vacated" in page
        assert "no longer lists it" not in page

    @pytest.mark.parametrize("typed", ["2026-03-12", "12/3/2026", "12 March 2026"])
    def test_given_a_day_as_people_write_it_when_the_diary_is_asked_then_its_week_is_shown(
        self, family, practitioner, sign_in, at_now, typed
    ):
        page = sign_in(practitioner).get(reverse("dutydesk:show_diary"), {"week": typed}).content.decode()
        assert "9 to 15 March 2026" in page
        assert family.case.reference in page

    @pytest.mark.parametrize("typed", ["next week", "31/2/2026", "0/0/0", "99999-01-01"])
    def test_given_no_day_when_the_diary_is_asked_then_it_says_so_and_keeps_what_was_typed(self, practitioner, sign_in, at_now, typed):
        page = sign_in(practitioner).get(reverse("dutydesk:show_diary"), {"week": typed}).content.decode()
        assert f"“{typed}” is no day that can be read" in page
        assert f'value="{typed}"' in page


class TestAnAuthority:
    def test_given_few_referrals_when_its_page_is_read_then_numbers_are_withheld(self, log, family, authority_x, practitioner):
        log(refer_at_once=True, ask_supervision=True)
        found = partnership.answers_of(authority_x, NOW)
        assert found.median_hours is None
        assert found.late_share is None

    def test_given_enough_referrals_when_they_are_answered_then_the_middle_hours_the_late_share_and_outcomes_are_shown(
        self, family, authority_x, practitioner, manager
    ):
        from cafcass_cases.core.acting import acting
        from referrals.models import OutcomeReceived, Referral

        concern = None
        for number in range(12):
            with acting(by=practitioner, now=NOW, reason="For a test"):
                if concern is None:
                    concern = Concern.objects.create(
                        case=family.case, reference="N-2026-000900", policy_version="1.7", source="parent", said="x", whose_words="reported",
                        reached_us_at=NOW, recognised_at=NOW, danger_now=False, danger_reason="x", medical="not_needed",
                    )  # fmt: skip
                referral = Referral.objects.create(
                    reference=f"R-2026-0009{number:02}", case=family.case, concern=concern, authority=authority_x, decided_at=NOW
                )
                late = number < 6
                Duty.objects.create(
                    key="authority-outcome", policy_version="1.7", case=family.case, subject_label="referrals.referral", subject_id=referral.pk,
                    owner_role="practitioner", owed_by="authority", event_at=NOW - 60 * HOUR, due_at=NOW - 36 * HOUR,
                    ended_at=NOW - (20 * HOUR if late else 50 * HOUR), ending="done_late" if late else "done",
                )  # fmt: skip
        found = partnership.answers_of(authority_x, NOW)
        assert (found.referrals, found.median_hours, found.late, found.late_share) == (12, 25.0, 6, 50)
        assert found.outcomes == ()
        assert OutcomeReceived.objects.count() == 0

    def test_given_something_that_is_not_held_when_somebody_looked_then_the_page_says_when_and_whom_to_ask(
        self, authority_x, practitioner, sign_in, at_now
    ):
        with pytest.raises(RuleRefused, match="whom to ask"):
            services.record_look(
                authority=authority_x, what="thresholds", found="not_found", looked_on=NOW.date(), by=practitioner, now=NOW
            )
        services.record_look(
            authority=authority_x,
            what="thresholds",
            found="not_found",
            looked_on=NOW.date(),
            whom_to_ask="Partnership business manager",
            by=practitioner,
            now=NOW,
        )
        page = sign_in(practitioner).get(reverse("dutydesk:show_partnership", args=[authority_x.pk])).content.decode()
        assert "It was not found, 6 March 2026" in page
        assert "Ask: Partnership business manager" in page
        assert "Nobody has looked for it yet" in page
        assert "referrals@leeds.example" in page
        assert "No referral was made to it" in page


def test_given_the_pages_of_the_desk_when_they_are_walked_then_an_enquiry_is_logged_taken_and_answered(
    case, rota, team, business_support, other_practitioner, sign_in, at_now, manager
):
    from cafcass_cases.ui.testing import local_time

    browser = sign_in(business_support)
    assert browser.get(reverse("dutydesk:show_desk")).status_code == 200
    url = reverse("dutydesk:log_enquiry")
    data = {
        "kind": "message", "source": "parent", "who": "A mother", "about": "Kit", "words": "Which day?", "channel": "telephone", "team": str(team.pk),
        "case_words": case.reference, **local_time("received_at", "2026-03-06 16:30"),
    }  # fmt: skip
    assert browser.get(url).status_code == 200
    assert browser.post(url, {}).status_code == 422
    page = browser.post(url, data, follow=True)
    assert b"Nobody has taken it" in page.content
    assert b"Take it" not in page.content
    enquiry = case.desk_enquiries.get()
    browser = sign_in(other_practitioner)
    assert enquiry.reference in browser.get(reverse("dutydesk:show_desk")).content.decode()
    assert browser.post(reverse("dutydesk:take_enquiry", args=[enquiry.pk])).status_code == 302
    answer = {"ending": "answered", "words": "Thursday.", **local_time("answered_at", "2026-03-06 16:40")}
    assert browser.post(reverse("dutydesk:answer_enquiry", args=[enquiry.pk]), answer).status_code == 302
    assert b"Thursday." in browser.get(enquiry.get_absolute_url()).content
    week = browser.get(reverse("dutydesk:show_diary"), {"week": "2026-03-12", "team": str(team.pk)})
    assert week.status_code == 200
    page = sign_in(manager).get(reverse("dutydesk:show_diary"), {"week": "2026-03-12", "team": str(team.pk)}).content.decode()
    assert "Thursday 12 March 2026" in page
    assert case.reference in page
