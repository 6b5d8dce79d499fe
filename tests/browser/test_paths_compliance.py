"""Compliance in a browser without scripts: from the menu to a paragraph, to the cases behind a number, and the figures to take away."""

import pytest

from tests.figures.compliance_world import lived  # noqa: F401

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("P0-4")
def test_given_duties_of_the_year_when_a_manager_looks_then_each_number_leads_to_its_cases(lived, family, signed_in, manager):
    found = {}
    boss = signed_in(manager, scripts=False, looks=looking(found)).go("/more/").follow("Compliance")
    boss.heading("Compliance").says(
        "Leeds and Bradford", "Owed by us", "Owed by local authorities", "Owed by the courts", "nobody is named or ranked"
    )
    boss.fill(by="Team").press("Show").says("Owed by us: what became of it")
    boss.fill(by="Paragraph of the policy").press("Show").follow("Policy 12:").says("P12-4:")
    boss.open_first('#us ~ .app-table a[href*="which=late"]')
    boss.heading("Owed by us: done late").says(family.case.reference, "Done late, by", "References only, no names")
    with boss.page.expect_download() as download:
        boss.page.get_by_role("link", name="OpenDocument spreadsheet").click()
    assert download.value.suggested_filename == "compliance-list-late-2025-04-01-2026-03-06.ods"
    boss.go("/compliance/?last_day-day=31&last_day-month=2&last_day-year=2026").is_error()
    assert found == {}
