"""Supervision for safeguarding: cases sampled by chance or chosen, eleven points filled from the record, signed, seen and answered (App. V)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cafcass_cases.audit.models import ReadLog
from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import RecordEntry
from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties import services as duties
from cafcass_cases.duties.models import Duty
from cafcass_cases.ui.testing import local_date, local_time
from practice.sampling import selectors, services
from practice.sampling.models import Finding, Sample
from practice.sampling.points import POINTS
from practice.sampling.proofs import proofs_of
from tests.cast import NOW, STARTED

pytestmark = pytest.mark.django_db
SINCE = date(2025, 3, 6)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ten_cases(family, practitioner, manager, team):
    """The family's case, and nine more of the same practitioner."""
    found = [family.case]
    for _ in range(9):
        case = cases.create_case(law="private", application_types=["C100"], received_at=STARTED, team=team, by=manager, now=STARTED)
        cases.allocate(case=case, practitioner=practitioner, starts_at=STARTED, by=manager, now=STARTED)
        found.append(case)
    return found


def write_direct_work(family, practitioner) -> RecordEntry:
    return cases.write_entry(
        case=family.case, kind=RecordEntry.Kind.DIRECT_WORK, title="Alice at school", text="She drew.", happened_at=NOW,
        direct_work=dict.fromkeys(DIRECT_WORK_POINTS, "As said."), by=practitioner, now=NOW,
    )  # fmt: skip


def take(practitioner, manager, **how):
    how = {"way": "random", "many": 5, "since": SINCE, **how}
    return services.take_sample(practitioner=practitioner, by=manager, now=NOW, **how)


def answer_all(sample, by, *, not_shown=()):
    """Every point of every case, as if somebody had seen it; ``not_shown``: (number of the case, point)."""
    for row in sample.cases.all():
        answers = {
            point.key: {"state": "not_shown", "note": "Nothing found."}
            if (row.number, point.key) in not_shown
            else {"state": "shown", "where": "Seen at the office", "seen_on": NOW.date()}
            for point in POINTS
        }
        services.answer_points(sampled=row, answers=answers, by=by, now=NOW)


def signed(practitioner, manager, ten_cases, **how):
    sample = take(practitioner, manager, **how)
    answer_all(sample, manager)
    return services.sign_sample(sample=sample, judgement="Sound work.", by=manager, now=NOW)


@pytest.mark.requirement("FA5-2")
def test_chance_takes_the_cases_and_anybody_can_see_that_it_did(ten_cases, practitioner, manager):
    sample = take(practitioner, manager)
    taken = [str(row.case_id) for row in sample.cases.all()]
    assert len(taken) == 5
    assert len(sample.pool) == 10
    assert sample.seed
    assert services.drawn_again(sample) == taken
    sample.seed = "another"
    assert services.drawn_again(sample) != taken
    with pytest.raises(RuleRefused, match="under way"):
        take(practitioner, manager)


@pytest.mark.requirement("FA5-2")
def test_chosen_cases_need_a_reason_and_are_the_practitioners(ten_cases, practitioner, manager, other_area_manager):
    with pytest.raises(RuleRefused, match="why"):
        take(practitioner, manager, way="chosen", cases=ten_cases[:2])
    strange = cases.create_case(law="private", application_types=["C100"], received_at=STARTED, by=None, now=STARTED)
    with pytest.raises(RuleRefused, match="held"):
        take(practitioner, manager, way="chosen", cases=[strange], why="A complaint")
    sample = take(practitioner, manager, way="chosen", cases=ten_cases[:2], why="A complaint", is_concerned=True)
    assert [row.case for row in sample.cases.all()] == ten_cases[:2]
    with pytest.raises(Denied):
        take(practitioner, other_area_manager)


@pytest.mark.requirement("FA5-1")
def test_the_record_fills_what_it_proves_and_the_rest_is_a_question(family, practitioner, manager):
    by = {"by": practitioner, "now": NOW}
    entry = write_direct_work(family, practitioner)
    duties.open_duty(key="screening-concluded", case=family.case, subject=family.case, event_at=STARTED, **by)
    duties.discharge(key="screening-concluded", subject=family.case, at=NOW, **by)
    duties.open_duty(key="written-referral", case=family.case, subject=family.case, event_at=NOW - timedelta(days=3), **by)
    shown = proofs_of(family.case, manager, NOW)
    (work,) = shown["direct_work"].proofs
    assert (work.words, work.at, work.url) == ("Alice at school", NOW, reverse("cases:show_entry", args=[entry.pk]))
    assert any(proof.at == NOW and "/duties/" in proof.url for proof in shown["screening"].proofs)
    assert shown["screening"].state == "shown"
    # what is late is said, and is not taken as shown
    assert any("late" in gap.words for gap in shown["referral"].gaps)
    assert shown["referral"].state == ""
    # what no record proves is asked
    assert (shown["observed"].proofs, shown["feedback"].proofs) == ([], [])
    assert shown["observed"].state == ""
    assert len(POINTS) == 11


@pytest.mark.requirement("FA5-1")
def test_a_point_is_shown_only_with_its_evidence_and_date(family, practitioner, manager):
    sample = take(practitioner, manager, many=1)
    (row,) = sample.cases.all()
    for lacking in ({}, {"where": "In the office"}, {"seen_on": NOW.date()}):
        with pytest.raises(RuleRefused) as refused:
            services.answer_points(sampled=row, answers={"observed": {"state": "shown", **lacking}}, by=manager, now=NOW)
        assert refused.value.rule == "FA5-1"
        assert list(refused.value.missing) == ["Practice was observed with adults and with children"]
    assert not Finding.objects.exists()
    write_direct_work(family, practitioner)
    answers = {
        "observed": {"state": "shown", "where": "I sat in on the interview of the mother", "seen_on": NOW.date()},
        "direct_work": {"state": "shown"},
        "feedback": {"state": "not_shown", "note": "Nobody was asked."},
    }
    services.answer_points(sampled=row, answers=answers, by=manager, now=NOW)
    kept = {finding.point: finding for finding in row.findings.all()}
    # what the record proved is kept as it was
    assert kept["direct_work"].proof == [{"words": "Alice at school", "on": "2026-03-06", "url": kept["direct_work"].proof[0]["url"]}]
    with pytest.raises(RuleRefused) as refused:
        services.sign_sample(sample=sample, judgement="Well done.", by=manager, now=NOW)
    assert list(refused.value.missing) == [f"{family.case.reference}: 8 points"]


@pytest.mark.requirement("FA5-2")
def test_a_sample_of_ten_shows_by_point_what_two_cases_lack(ten_cases, practitioner, manager):
    sample = take(practitioner, manager, many=10)
    answer_all(sample, manager, not_shown={(2, "feedback"), (7, "feedback")})
    rows = selectors.cases_of(sample, manager, NOW)
    points = {one.point.key: one for one in selectors.by_point(rows)}
    assert points["feedback"].counts == {"not_shown": 2, "shown": 8}
    assert [row.number for row in points["feedback"].not_shown] == [2, 7]
    assert points["plans"].counts == {"shown": 10}


@pytest.mark.requirement("FA5-2")
def test_what_is_agreed_becomes_duties_with_owners_and_dates(family, practitioner, other_practitioner, manager):
    sample = take(practitioner, manager, many=1)
    answer_all(sample, manager, not_shown={(1, "observed")})
    row = sample.cases.get()
    action = services.agree_action(
        sample=sample,
        what="I sit in on an interview",
        owner=manager,
        due_on=date(2026, 3, 20),
        sampled=row,
        point="observed",
        by=manager,
        now=NOW,
    )
    assert not Duty.objects.filter(key__startswith="sample-").exists()
    with pytest.raises(RuleRefused, match="what the sample shows"):
        services.sign_sample(sample=sample, judgement=" ", by=manager, now=NOW)
    services.sign_sample(sample=sample, judgement="Nobody saw her at work.", by=manager, now=NOW)
    duty = Duty.objects.get(key="sample-action")
    assert (duty.owner, duty.case, duty.due_at.date()) == (manager, family.case, date(2026, 3, 20))
    answer = Duty.objects.get(key="sample-answered")
    assert answer.owner == practitioner
    # it stays with the practitioner whose work it is, whoever holds the case
    cases.allocate(case=family.case, practitioner=other_practitioner, starts_at=NOW, by=manager, now=NOW)
    answer.refresh_from_db()
    assert answer.owner == practitioner
    services.answer_sample(sample=sample, answer="I agree.", by=practitioner, now=LATER)
    services.complete_action(action=action, result="Done on Monday.", at=LATER, by=manager, now=LATER)
    for one in (duty, answer):
        one.refresh_from_db()
        assert one.ending == "done"
    with pytest.raises(RuleRefused, match="signed"):
        services.answer_points(sampled=row, answers={"plans": {"state": "not_shown"}}, by=manager, now=LATER)


def test_who_may_read_it(ten_cases, practitioner, other_practitioner, manager, head_of_practice, auditor, other_area_manager):
    sample = take(practitioner, manager)

    def reads(user) -> bool:
        return sample in selectors.samples_of(user, NOW)

    assert [reads(one) for one in (manager, head_of_practice, auditor)] == [True, True, True]
    assert [reads(one) for one in (practitioner, other_practitioner, other_area_manager)] == [False, False, False]
    answer_all(sample, manager)
    with pytest.raises(Denied):
        services.sign_sample(sample=sample, judgement="x", by=practitioner, now=NOW)
    services.sign_sample(sample=sample, judgement="Sound work.", by=manager, now=NOW)
    assert reads(practitioner)
    assert not reads(other_practitioner)
    with pytest.raises(Denied):
        services.answer_sample(sample=sample, answer="x", by=manager, now=NOW)


@pytest.mark.requirement("FA5-2")
def test_whose_sample_is_due_and_nobody_is_ranked(ten_cases, practitioner, other_practitioner, manager):
    today = NOW.date()
    rows = selectors.practitioners_to_sample(manager, NOW)
    names = [row.practitioner.full_name for row in rows]
    assert names == sorted(names)
    assert all(row.is_due(today) for row in rows)
    signed(practitioner, manager, ten_cases)
    mine = next(row for row in selectors.practitioners_to_sample(manager, NOW) if row.practitioner == practitioner)
    assert mine.last_on == today
    assert not mine.is_due(today)
    assert mine.due_on == date(2026, 6, 4)  # 60 working days by local default: Easter and two bank holidays do not count
    assert mine.is_due(mine.due_on)


@pytest.mark.usefixtures("at_now")
@pytest.mark.requirement("FA5-1")
def test_the_forms_from_taking_a_sample_to_the_answer(family, practitioner, manager, sign_in):
    client = sign_in(manager)
    text = client.get(reverse("sampling:list_samples")).content.decode()
    assert practitioner.full_name in text
    url = reverse("sampling:take_sample", kwargs={"practitioner_id": practitioner.pk})
    assert client.get(url).status_code == 200
    chosen = {"way": "chosen", "cases": [str(family.case.pk)], "is_concerned": "no", **local_date("since", "2025-03-06")}
    assert client.post(url, chosen).status_code == 422  # no reason
    assert client.post(url, {**chosen, "why": "Her first months"}).status_code == 302
    sample = Sample.objects.get()
    row = sample.cases.get()
    check = reverse("sampling:check_case", kwargs={"sampled_id": row.pk})
    text = client.get(check).content.decode()
    for point in POINTS:
        assert point.title in text.replace("&#x27;", "'").replace("&rsquo;", "'")
    posted = {"points-TOTAL_FORMS": "11", "points-INITIAL_FORMS": "11"}
    for number, point in enumerate(POINTS):
        posted |= {f"points-{number}-point": point.key, f"points-{number}-state": "not_looked"}
    posted["points-9-state"] = "shown"
    answer = client.post(check, posted)
    assert answer.status_code == 422
    assert "Practice was observed" in answer.content.decode()
    posted |= {"points-9-where": "I sat in", **local_date("points-9-seen_on", "2026-03-05")}
    assert client.post(check, posted).status_code == 302
    assert row.findings.count() == 11
    agree = reverse("sampling:agree_sample_action", kwargs={"sample_id": sample.pk})
    action = {"what": "Ask for feedback", "about": "practice", "owner": str(practitioner.pk), **local_date("due_on", "2026-03-20")}
    assert client.post(agree, action).status_code == 302
    sign = reverse("sampling:sign_sample", kwargs={"sample_id": sample.pk})
    assert client.post(sign, {"judgement": "Careful work."}).status_code == 302
    # the practitioner reads and answers; that they read is logged in the case
    theirs = sign_in(practitioner)
    text = theirs.get(sample.get_absolute_url()).content.decode()
    assert "Careful work." in text
    assert ReadLog.objects.filter(user=practitioner, case_id=family.case.pk, page="sampling:show_sample").exists()
    assert theirs.post(reverse("sampling:answer_sample", kwargs={"sample_id": sample.pk}), {"answer": "Thank you."}).status_code == 302
    done = reverse("sampling:complete_sample_action", kwargs={"sample_action_id": sample.actions.get().pk})
    assert theirs.post(done, {"result": "Asked both.", **local_time("at", "2026-03-06 16:00")}).status_code == 302
    # what concerns the case goes on its record; what is said of her work as a whole does not
    client = sign_in(manager)
    assert client.post(reverse("sampling:issue_checklist", kwargs={"sampled_id": row.pk})).status_code == 302
    document = IssuedDocument.objects.get(kind="safeguarding-checklist")
    assert document.case == family.case
    words = " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(document.content)).pages).split())
    assert "I sat in" in words
    assert "Careful work" not in words
