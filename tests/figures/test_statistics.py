"""The public's statistics: what is counted, apart and under which definition; small numbers withheld; a past date counted again."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.core.acting import acting
from cafcass_cases.core.clock import london_date
from figures.statistics.tables import WITHHELD, Period, Table, every_table, with_hidden
from referrals.models import RiskAssessment
from safeguarding.models import Concern
from situations.advice.services import (
    ChildAdviceFacts,
    ChildDecisionFacts,
    TimeDecisionFacts,
    TimeFacts,
    record_advice,
    record_court_decision,
)
from tests.cast import NOW, at_now  # noqa: F401
from tests.safeguarding.conftest import log  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def table(key, *, moment=NOW + timedelta(days=30), period=YEAR):
    return next(one for one in every_table(moment, period) if one.key == key)


def count(found, row, column):
    """The cell of a table, by the words of its row and column."""
    return dict(found.rows)[row][found.columns.index(column)]


@pytest.fixture
def advise(family, practitioner):
    """``advise(time, harm, filed, …)``: advice on Alice's time with her father."""

    def run(time="unsupervised", harm="alleged", filed=NOW - timedelta(days=10), kind="section_7", frameworks=("welfare_checklist",)):
        facts = ChildAdviceFacts(
            child=family.alice, reason="Her father has worked with us.", frameworks=list(frameworks),
            times=[TimeFacts(adult=family.father, recommendation=time, harm=harm)],
        )  # fmt: skip
        return record_advice(
            case=family.case, kind=kind, children=[facts], filed_at=filed, by=practitioner, now=max(filed, NOW - timedelta(days=5))
        )

    return run


def test_given_a_concern_after_advice_when_it_is_counted_then_it_stands_by_what_was_advised_and_how_the_harm_stands(advise, log):
    advise("unsupervised")
    log()
    found = table("became-known-later")
    assert count(found, "Unsupervised", "Alleged") == 1  # Alice; nothing was advised about Ben
    assert sum(sum(counts) for _, counts in found.rows) == 1
    assert "does not say that the advice was wrong" in found.definition


def test_given_a_concern_before_advice_when_it_is_counted_then_it_is_none_that_became_known_later(advise, log):
    log()
    advise("no_contact", filed=NOW - timedelta(minutes=1))
    assert sum(sum(counts) for _, counts in table("became-known-later").rows) == 0


def test_given_later_concerns_when_they_are_counted_by_time_then_the_quarter_is_that_of_the_information(advise, log):
    advise("supervised")
    log()
    assert count(table("when-it-became-known"), "Jan to Mar 2026", "Supervised") == 1


def test_given_a_16a_when_it_is_counted_then_by_its_trigger_and_its_time_to_filing_and_apart_from_reports(advise, log, practitioner):
    advise(kind="safeguarding_letter")
    concern = log()
    with acting(by=practitioner, now=NOW, reason="For a test"):
        for number, hours in ((1, 30), (2, 60)):
            RiskAssessment(
                case=concern.case,
                concern=concern,
                author=practitioner,
                number=number,
                sent_at=concern.recognised_at + timedelta(hours=hours),
            ).save()
    assert count(table("risk-assessments"), "Court application or court papers", "24 to 48 hours") == 1
    assert sum(sum(counts) for _, counts in table("risk-assessments").rows) == 1  # a later version is no second assessment
    reports = table("advice-filed")
    assert count(reports, "Jan to Mar 2026", "Safeguarding letter") == 1
    assert sum(sum(counts) for _, counts in reports.rows) == 1


@pytest.mark.parametrize(
    ("harm", "words"), [("alleged", "Alleged"), ("admitted", "Admitted"), ("found", "Found by a court"), ("convicted", "Convicted")]
)
def test_given_harm_by_a_parent_when_advice_is_counted_then_each_standing_is_apart(advise, harm, words):
    advise("indirect", harm=harm)
    found = table("harm-and-advice")
    assert count(found, words, "Indirect") == 1
    assert sum(sum(counts) for _, counts in found.rows) == 1


def test_given_two_pieces_of_advice_when_they_are_counted_then_the_last_of_the_period_counts(advise):
    advise("unsupervised", filed=NOW - timedelta(days=20))
    advise("no_contact", filed=NOW - timedelta(days=2))
    found = table("harm-and-advice")
    assert (count(found, "Alleged", "Unsupervised"), count(found, "Alleged", "No contact")) == (0, 1)
    earlier = table("harm-and-advice", period=Period(date(2026, 2, 1), london_date(NOW - timedelta(days=10))))
    assert (count(earlier, "Alleged", "Unsupervised"), count(earlier, "Alleged", "No contact")) == (1, 0)


def test_given_the_framework_relied_on_when_it_is_counted_then_each_framework_counts_and_nothing_is_added_up(advise):
    advise("no_contact", frameworks=("pd12j", "policy"))
    found = table("frameworks")
    assert count(found, "Practice Direction 12J (domestic abuse and harm)", "No contact") == 1
    assert count(found, "Child safeguarding policy", "No contact") == 1
    assert "Total" not in found.published()[0]


def test_given_the_courts_decision_when_it_is_counted_then_it_stands_in_a_table_of_its_own(advise, family, practitioner):
    advise("no_contact")
    facts = ChildDecisionFacts(
        child=family.alice, words="Supervised.", times=[TimeDecisionFacts(adult=family.father, decision="supervised")]
    )
    record_court_decision(case=family.case, decided_at=NOW - timedelta(hours=2), children=[facts], by=practitioner, now=NOW)
    assert count(table("court-decisions"), "Alleged", "Supervised") == 1
    assert count(table("harm-and-advice"), "Alleged", "Supervised") == 0


def test_given_a_past_day_when_its_figures_are_counted_again_then_they_are_the_same_whatever_was_recorded_since(advise, log, practitioner):
    advise("unsupervised")
    log()
    before = [one.rows for one in every_table(NOW + timedelta(hours=1), YEAR)]
    later = NOW + timedelta(days=3)
    for standing in Concern.objects.get().children.get(child__given_names="Alice").harms.all():
        with acting(by=practitioner, now=later, reason="Found on Monday"):
            standing.standing = "found"
            standing.save()
    again = [one.rows for one in every_table(NOW + timedelta(hours=1), YEAR)]
    assert again == before
    assert count(table("became-known-later"), "Unsupervised", "Found by a court") == 1


def test_given_small_numbers_when_the_page_and_its_exports_are_read_then_they_are_withheld_alike(advise, log, sign_in, manager):
    advise("unsupervised")
    log()
    client = sign_in(manager)
    page = client.get(reverse("figures:show_statistics")).content.decode()
    assert "[c]" in page
    assert "in force from 28 January 2025" in page
    text = client.get(reverse("figures:export_statistics", args=["became-known-later", "csv"])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][0] == "Advised"
    assert {cell for row in rows[1:] for cell in row[1:]} <= {"0", "[c]"}
    assert "1" not in {cell for row in rows[1:] for cell in row[1:]}
    book = client.get(reverse("figures:export_statistics", args=["all", "ods"]))
    content = zipfile.ZipFile(io.BytesIO(book.content)).read("content.xml").decode()
    assert all(one.key in content for one in every_table(NOW, YEAR))


def counted(key, rows, columns, counts, *, adds_up=True):
    named = tuple((name, tuple(line)) for name, line in zip(rows, counts, strict=True))
    return Table(key, key, "", "Row", tuple(columns), named, adds_up=adds_up)


def test_given_tables_that_share_totals_when_they_are_published_then_what_one_withholds_no_other_shows(advise, log):
    advise("unsupervised")
    log()
    advised = dict((row[0], row[-1]) for row in table("became-known-later").published()[1])
    head, rows = table("when-it-became-known").published()
    assert advised["Unsupervised"] == WITHHELD
    assert dict(zip(head[1:], rows[-1][1:], strict=True)) == advised


def test_given_reasons_and_frameworks_when_a_total_is_withheld_then_its_column_is_withheld_in_all_of_them():
    two = ("a", "b")
    whole = counted("harm-and-advice", two, ("Supervised", "Indirect"), [[3, 20], [0, 40]])
    others = [one for one in every_table(NOW, YEAR) if one.key not in ("harm-and-advice", "reasons", "frameworks")]
    parts = [counted(key, two, ("Supervised", "Indirect"), [[2, 35], [3, 50]], adds_up=False) for key in ("reasons", "frameworks")]
    shown = {one.key: one.published()[1] for one in with_hidden([whole, *parts, *others])}
    assert shown["harm-and-advice"][-1][1] == WITHHELD
    for key in ("reasons", "frameworks"):
        assert [row[1] for row in shown[key]] == [WITHHELD, WITHHELD]
    hidden = shown["harm-and-advice"][-1][2] == WITHHELD
    assert [row[2] == WITHHELD for row in shown["reasons"]] == [hidden, hidden]


def test_given_a_table_alone_when_it_is_published_then_it_is_refused_until_all_were_weighed_together():
    with pytest.raises(ValueError, match="together with the other tables"):
        counted("alone", ("a",), ("b",), [[7]]).published()


def test_given_days_the_wrong_way_round_when_they_are_asked_for_then_a_sentence_says_so(sign_in, manager):
    asked = {
        "first_day-day": "2",
        "first_day-month": "3",
        "first_day-year": "2026",
        "last_day-day": "1",
        "last_day-month": "3",
        "last_day-year": "2026",
    }
    page = sign_in(manager).get(reverse("figures:show_statistics"), asked).content.decode()
    assert "The last day must be the same as or after the first" in page


def test_given_an_auditor_when_a_table_is_opened_up_then_the_cases_are_listed_and_nobody_else_sees_them(
    advise, sign_in, auditor, manager, family
):
    advise("no_contact")
    url = reverse("figures:list_statistics_cases", args=["harm-and-advice"])
    assert sign_in(manager).get(url).status_code == 403
    assert family.case.reference in sign_in(auditor).get(url).content.decode()
