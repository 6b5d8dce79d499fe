"""Every page that anybody can reach, and every form's error state, against the axe rules and on a narrow screen."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cafcass_cases.accounts.demonstration import load_cast
from cafcass_cases.cases.models import Case
from cafcass_cases.desk.scenarios import play
from tests.cast import PASSWORD, make_authority

from .windows import looking, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = Path(__file__).parents[1] / "scenarios" / "01-friday-evening.yaml"
RECORD = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/time-limits/)[A-Z0-9_]+")
# What is not a page of the application.
LEFT_OUT = ("/static/", "/documents/…/")
# What looks otherwise to people of other roles.
DIFFERS = {
    "/",
    "/alerts/",
    "/cases/",
    "/cases/…/",
    "/concerns/…/",
    "/referrals/…/",
    "/risk-assessments/…/",
    "/supervisions/…/",
    "/supervision-actions/…/",
}
REACHED = {
    "/staff/", "/staff/create/", "/staff/…/change/", "/service-areas/", "/teams/create/", "/absences/record/", "/rota/", "/policy/time-limits/",
    "/directories/authorities/", "/cases/…/audit/", "/cases/…/as-at/", "/cases/…/audit/reads/", "/duties/…/", "/alerts/", "/escalations/",
    "/clocks/", "/court-applications/import/", "/supervision/", "/supervisions/…/", "/risk-assessments/…/", "/referrals/…/record-call/",
}  # fmt: skip

EMPTY = """form => { for (const field of form.elements) {
  if (["hidden", "submit", "button"].includes(field.type)) continue;
  if (["radio", "checkbox"].includes(field.type)) field.checked = false; else field.value = "";
} }"""


SATURDAY = "?moment-day=7&moment-month=3&moment-year=2026&moment-time=12:00&known=then"


def kind_of(path):
    return RECORD.sub("…", path)


@pytest.fixture
def people(the_clock):
    """Scenario 1 was lived; who played in it, by their parts."""
    the_clock.at("2026-01-05 09:00")
    for code, name, number in (("LDS", "Leeds", "E08000035"), ("BRD", "Bradford", "E08000032")):
        make_authority(code, name, number)
    users = load_cast(the_clock.get(), password=PASSWORD)
    play(STORY, users=users, check=False)
    the_clock.live_until("2026-03-09 10:00")
    return users


class Walk:
    """Goes wherever links lead, once to each kind of page, and sends each kind of form empty."""

    def __init__(self):
        self.wrong = {}
        self.seen = set()
        self.look = looking(self.wrong)

    def everything(self, window, *starts):
        waiting = list(starts)
        for path in waiting:
            kind = kind_of(path)
            if kind in self.seen or kind.startswith(LEFT_OUT):
                continue
            self.seen.add(kind)
            window.go(path)
            self.look(window)
            waiting += self.links(window)
            self.send_empty(window)
        self.seen -= DIFFERS

    @staticmethod
    def links(window):
        found = window.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        return [urlsplit(link).path for link in found if link.startswith(window.url)]

    def send_empty(self, window):
        form = window.page.locator("form.app-form[method=post]:has(.app-form__buttons)")
        if form.count() == 1:
            form.evaluate(EMPTY)
            window.save()
            self.look(window)


def test_given_a_lived_case_when_people_go_wherever_links_lead_then_nothing_is_wrong_with_any_page(people, signed_in):
    case = f"/cases/{Case.objects.get(court_number='LS26P00417').pk}/"
    walk = Walk()
    for part in ("practitioner", "manager", "administrator", "auditor", "head_of_practice"):
        walk.everything(
            signed_in(people[part]), "/", *([] if part == "administrator" else [case, f"{case}as-at/{SATURDAY}", "/search/?q=Dunmore"])
        )
    for kind in REACHED:
        assert kind in walk.seen | DIFFERS
    assert walk.wrong == {}


@pytest.mark.parametrize("scripts", [True, False])
def test_given_a_page_that_is_not_there_or_not_theirs_then_it_says_what_to_do(
    scripts, family, practitioner, other_area_practitioner, manager, signed_in
):
    concern_of_nobody = "/concerns/00000000-0000-7000-8000-000000000000/"
    window = signed_in(practitioner, scripts=scripts).go(concern_of_nobody).heading("not found")
    assert not scripts or violations(window.page) == []
    # A case of another area: that it exists is not theirs to know
    stranger = signed_in(other_area_practitioner, scripts=scripts).go(f"/cases/{family.case.pk}/").heading("not found")
    stranger.says_not("Dawson")
    # A page of managers
    denied = signed_in(practitioner, scripts=scripts).go(f"/cases/{family.case.pk}/allocate/")
    assert not scripts or violations(denied.page) == []
    denied.says_not("Who takes the case?")
