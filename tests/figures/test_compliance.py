"""The compliance page: the same numbers on the page, in its lists, in the files and on the policy page; nobody by name."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from odfdo import Document

from cafcass_cases.duties.compliance import Filter, count
from cafcass_cases.duties.definitions import definition
from figures.charts import Part, bar_chart
from figures.compliance_choice import usual_period
from figures.sheets import Sheet, as_csv, as_ods
from tests.cast import london_time
from tests.figures.compliance_world import KEYS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

HOUR = timedelta(hours=1)
PAGE = reverse("figures:show_compliance")
NAMES = ("opened", "met", "late", "departures", "set_aside", "open", "open_late")


def cells(html):
    return [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html, re.S)]


def table_of(html, owed_by):
    """label → numbers, of one owner's table on the page."""
    part = html[html.index(f'id="{owed_by}"') :].partition("<h2")[0]
    body = re.search(r"<tbody.*?</tbody>", part, re.S)
    rows = [cells(row) for row in re.findall(r"<tr.*?</tr>", body.group(), re.S)] if body else []
    return {row[0]: [int(re.match(r"\d+", cell).group()) for cell in row[1:8]] for row in rows}


def links_of(html):
    """(address, number) of every number that opens a list."""
    found = re.findall(r'href="(/compliance/duties/\?[^"]+)">(\d+)<', html)
    return [(unescape(address), int(number)) for address, number in found]


def shown(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client, address):
    """How many duties and departures a list names, page by page."""
    answer = client.get(address)
    assert answer.status_code == 200
    departures = answer.context["departures"]
    return answer.context["page"].total + len(departures)


@pytest.mark.requirement("P0-4")
@pytest.mark.parametrize("by", ["paragraph", "framework", "requirement", "duty", "team", "area", "month"])
def test_given_figures_then_every_number_is_the_same_on_the_page_in_its_list_and_in_the_files(lived, manager, sign_in, by):
    client = sign_in(manager)
    page = shown(client, f"?by={by}")
    links = links_of(page)
    assert len(links) > 12
    for address, number in links[:: 1 if by in ("team", "area", "month") else 7]:
        assert listed(client, address) == number, address
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}export/csv/?by={by}").content.decode("utf-8-sig"))))
    spreadsheet = Document(io.BytesIO(client.get(f"{PAGE}export/ods/?by={by}").content))
    in_ods = [["" if cell is None else cell for cell in row] for row in spreadsheet.body.get_table(0).get_values()]
    assert [[str(cell) for cell in row] for row in in_ods] == [[cell.removesuffix(".0") for cell in row] for row in rows]
    for owed_by, words in (("us", "Cafcass"), ("authority", "The local authority"), ("court", "The court")):
        of_page = table_of(page, owed_by)
        of_file = {
            row[0]: [int(one) for one in row[2:6]] + [sum(map(int, row[6:9]))] + [int(one) for one in row[9:11]]
            for row in rows[1:]
            if row[1] == words
        }
        assert {label: numbers for label, numbers in of_file.items() if label in of_page} == of_page
        assert of_page or (by == "framework" and owed_by != "us")  # the framework asks nothing of others here


def test_given_the_same_duties_then_the_policy_page_says_the_same(lived, auditor, sign_in, now):
    page = shown(sign_in(auditor))
    (row,) = [numbers for label, numbers in table_of(page, "us").items() if label.startswith("Policy 12:")]
    opened, met, late, departures, _, still_open, open_late = row
    policy = unescape(sign_in(auditor).get(reverse("policy:show_policy")).content.decode())
    said = f"Met {met} · Late {late} · Departed from {departures} · Open {still_open} ({open_late} late now)"
    assert said in policy
    assert (opened, met, late, departures, open_late) == (13, 2, 4, 1, 2)
    assert count(where=Filter(paragraph="12"), now=now).us.opened == opened


@pytest.mark.requirement("P0-4")
def test_given_lateness_then_it_says_by_how_much_and_whose_it_was(lived, manager, sign_in):
    page = unescape(shown(sign_in(manager)))
    assert "Half of what was done late was later than 2 hours, the longest by 3 hours; 8 hours in all." in page
    for heading in ("Owed by us", "Owed by local authorities", "Owed by the courts"):
        assert heading in page
    assert "All" in table_of(page, "authority")
    assert table_of(page, "authority")["All"][:3] == [5, 1, 2]


def test_given_a_page_then_nobody_is_named_or_ranked(lived, manager, practitioner, sign_in):
    client = sign_in(manager)
    page = shown(client)
    files = [client.get(f"{PAGE}export/csv/").content.decode(), client.get(f"{PAGE}duties/export/csv/").content.decode()]
    main = page[page.index("<main") :]
    for text in (main, *files, client.get(f"{PAGE}duties/").content.decode().partition("<main")[2]):
        for name in (practitioner.full_name, "Dawson", "Hartley", "Alice"):
            assert name not in text


def test_given_a_paragraph_when_looked_at_closer_then_its_requirements_are_counted(lived, manager, sign_in):
    client = sign_in(manager)
    (closer,) = re.findall(r'href="(\?[^"]*about=policy%3A12[^"]*)">Policy 12:', shown(client))
    rows = table_of(shown(client, unescape(closer)), "us")
    assert any(label.startswith("P12-4:") for label in rows)
    assert rows["All"][0] == 13


def test_given_a_period_then_only_what_started_in_it_counts(lived, manager, sign_in):
    client = sign_in(manager)
    day = "?first_day-day=6&first_day-month=3&first_day-year=2026&last_day-day=6&last_day-month=3&last_day-year=2026"
    assert table_of(shown(client, day), "us")["All"][0] == 3
    assert "Nothing." in shown(client, day.replace("2026", "2025"))


def test_given_no_period_then_it_is_this_month_and_the_eleven_before(now):
    assert [str(day) for day in usual_period(now)] == ["2025-04-01", "2026-03-06"]
    assert str(usual_period(london_time("2026-12-31 12:00"))[0]) == "2026-01-01"
    assert str(usual_period(london_time("2028-02-29 12:00"))[0]) == "2027-03-01"


def test_given_dates_that_make_no_sense_then_it_says_so_and_keeps_them(lived, manager, sign_in):
    page = shown(sign_in(manager), "?first_day-day=31&first_day-month=2&first_day-year=2026")
    assert "There is a problem" in page
    assert 'value="31"' in page
    page = unescape(
        shown(sign_in(manager), "?first_day-day=2&first_day-month=3&first_day-year=2026&last_day-day=1&last_day-month=3&last_day-year=2026")
    )
    assert "The last day must be the same as or after the first" in page


def test_given_an_administrator_then_there_are_figures_and_no_cases(lived, administrator, sign_in):
    client = sign_in(administrator)
    page = shown(client)
    assert table_of(page, "us")["All"][0] == 14
    assert links_of(page) == []
    assert client.get(f"{PAGE}export/ods/").status_code == 200
    assert client.get(f"{PAGE}duties/").status_code == client.get(f"{PAGE}duties/export/csv/").status_code == 403


def test_given_another_area_then_it_counts_nothing_of_this_one(lived, other_area_manager, practitioner, sign_in):
    assert "Nothing." in shown(sign_in(other_area_manager))
    assert sign_in(practitioner).get(PAGE).status_code == 403


def test_given_words_in_the_address_that_mean_nothing_then_nothing_breaks(lived, manager, sign_in):
    client = sign_in(manager)
    assert client.get(f"{PAGE}?by=name&team=x&about=policy:99&area=1").status_code == 200
    assert client.get(f"{PAGE}duties/?which=everything").status_code == 404
    assert client.get(f"{PAGE}duties/?owed_by=nobody").status_code == 404
    assert client.get(f"{PAGE}export/pdf/").status_code == 404


def test_given_a_long_name_when_it_is_drawn_then_it_is_read_whole_over_several_lines():
    name = "Decide, before the case plan is finished, whether a professional’s or family’s meeting is held, and who attends"
    chart = bar_chart(
        name="c", title="T", description="D", parts=[Part("met", "Met in time")], rows=[("Short", [2]), (name, [5]), ("Last", [1])]
    )
    short, long, last = chart.bars
    assert " ".join(words for words, _ in long.lines) == name
    assert max(len(words) for words, _ in long.lines) <= 46
    below = [y for _, y in long.lines]
    assert below == sorted(set(below))
    assert short.lines[-1][1] < below[0]
    assert below[-1] < last.lines[0][1] < chart.height


def test_given_a_chart_then_it_has_a_title_and_no_style_of_its_own(lived, manager, sign_in):
    page = shown(sign_in(manager))
    chart = page[page.index("<figure") : page.index("</figure>")]
    assert "<title" in chart
    assert "<desc" in chart
    assert 'role="img"' in chart
    assert "style=" not in chart
    assert "<script" not in chart
    assert "<style" not in chart


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_given_words_that_a_spreadsheet_would_run_then_they_stay_words(start, now):
    sheet = Sheet("Words", ("Team", "Opened"), [(f"{start}1+1", -3)])
    (_, row) = csv.reader(io.StringIO(as_csv(sheet).decode("utf-8-sig")))
    assert row == [f"'{start}1+1", "-3"]
    (_, row) = Document(io.BytesIO(as_ods(sheet, made_at=now))).body.get_table(0).get_values()
    assert row[0].startswith("'")
    assert row[1] == -3


def test_given_the_files_then_they_say_what_they_hold(lived, manager, sign_in, now):
    answer = sign_in(manager).get(f"{PAGE}export/ods/")
    assert answer["Content-Disposition"] == 'attachment; filename="compliance-by-paragraph-2025-04-01-2026-03-06.ods"'
    about = dict(Document(io.BytesIO(answer.content)).body.get_table(1).get_values())
    assert about["Whose"] == "Leeds and Bradford"
    assert about["As it stood"] == "Fri 6 March 2026, 16:40"


def test_the_duties_of_this_test_are_owed_by_whom_it_says():
    assert [definition(key).owed_by for key in KEYS] == ["us", "us", "authority", "court"]
