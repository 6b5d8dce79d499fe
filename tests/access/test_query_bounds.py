"""What the pages of the main journey cost: at most fifteen queries, whatever the data."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cafcass_cases.policy import calendar

from .growth import grow
from .rooms import rooms
from .world import Lived

MOST = 15
SLACK = 2
"""By how many queries a page may differ between little and much (a page number to count, one more kind of row to fetch)."""

PAGES = [
    ("practitioner", "desk:show_home", ()),
    ("manager", "desk:show_home", ()),
    ("head_of_practice", "desk:show_home", ()),
    ("auditor", "desk:show_home", ()),
    ("practitioner", "cases:list_cases", ()),
    ("manager", "cases:list_cases", ()),
    ("practitioner", "cases:search", ()),
    ("manager", "cases:search", ()),
    ("practitioner", "cases:show_case", ("case_id",)),
    ("manager", "cases:show_case", ("case_id",)),
    ("practitioner", "cases:list_people", ("case_id",)),
    ("practitioner", "cases:show_person", ("person_id",)),
    ("practitioner", "cases:show_chronology", ("case_id",)),
    ("practitioner", "cases:list_entries", ("case_id",)),
    ("practitioner", "cases:show_court", ("case_id",)),
    ("practitioner", "safeguarding:list_concerns", ("case_id",)),
    ("practitioner", "safeguarding:show_concern", ("concern_id",)),
    ("manager", "safeguarding:show_concern", ("concern_id",)),
    ("manager", "safeguarding:show_supervision_queue", ()),
    ("head_of_practice", "safeguarding:show_supervision_queue", ()),
    ("practitioner", "safeguarding:show_supervision", ("open_supervision_id",)),
    ("manager", "safeguarding:show_supervision", ("open_supervision_id",)),
    ("practitioner", "safeguarding:show_supervision", ("supervision_id",)),
    ("practitioner", "referrals:list_referrals", ("case_id",)),
    ("practitioner", "referrals:show_referral", ("referral_id",)),
    ("practitioner", "referrals:show_risk_assessment", ("assessment_id",)),
    ("practitioner", "referrals:show_risk_assessment", ("draft_assessment_id",)),
    ("practitioner", "documents:list_documents", ("case_id",)),
    ("practitioner", "duties:list_case_duties", ("case_id",)),
    ("practitioner", "duties:show_duty", ("duty_id",)),
    ("practitioner", "duties:list_alerts", ()),
    ("manager", "duties:list_alerts", ()),
    ("manager", "duties:list_team_clocks", ()),
    ("head_of_practice", "duties:list_team_clocks", ()),
    ("head_of_practice", "duties:list_escalations", ()),
    ("manager", "audit:show_case_audit", ("case_id",)),
    ("manager", "audit:show_case_reads", ("case_id",)),
    ("manager", "audit:show_case_as_at", ("case_id",)),
]
AS_AT = {"known": "then", "moment-day": "9", "moment-month": "3", "moment-year": "2026", "moment-time": "09:00"}
ASKED = {"cases:search": {"q": "Dunmore"}, "audit:show_case_as_at": AS_AT}
BOOKKEEPING = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK)")


def queries_of(lived: Lived, member: str, name: str, arguments: tuple[str, ...]) -> list[str]:
    """What one page asks of the database. The marks of transactions are no queries."""
    browser = lived.browser(member)
    url = reverse(name, args=[lived.ids[argument] for argument in arguments])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = browser.get(url, ASKED.get(name, {}))
    assert response.status_code == 200, (name, member)
    return [one["sql"] for one in asked.captured_queries if not BOOKKEEPING.match(one["sql"])]


def counts(lived: Lived) -> dict[str, int]:
    return {
        f"{name} {' '.join(arguments)} for {member}": len(queries_of(lived, member, name, arguments))
        for member, name, arguments in [*PAGES, *(page for room in rooms() for page in getattr(room, "PAGES", []))]
    }


def test_given_little_and_much_when_the_pages_of_the_journey_are_served_then_none_asks_more_than_fifteen_times(lived):
    calendar.is_working_day(lived.case.received_at.date())  # the year's holidays are known to a process that has served a page
    counts(lived)
    few = counts(lived)
    grow(lived)
    many = counts(lived)
    assert {page: (few[page], many[page]) for page in few if max(few[page], many[page]) > MOST} == {}
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page] + SLACK} == {}
