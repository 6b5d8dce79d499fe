"""Every page that anybody can reach, and every form's error state, against the axe rules and on a narrow screen."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cafcass_cases.accounts.demonstration import load_cast
from cafcass_cases.cases.models import Case
from cafcass_cases.desk.scenarios import play
from referrals import services
from tests.cast import PASSWORD, make_authority
from tests.referrals.conftest import answer, call, refer, send, tell_parents  # noqa: F401
from tests.safeguarding.conftest import concern, full_record, hold, log, request_it  # noqa: F401

from .windows import bring_the_rules, looking, violations

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

# Empty the page's form, if it has one. Asked of the page itself, and pressed there: hundreds of pages need no mouse.
EMPTY = """() => {
  const forms = document.querySelectorAll("form.app-form[method=post]:has(.app-form__buttons)");
  if (forms.length !== 1) return false;
  for (const field of forms[0].elements) {
    if (["hidden", "submit", "button"].includes(field.type)) continue;
    if (["radio", "checkbox"].includes(field.type)) field.checked = false; else field.value = "";
  }
  return true;
}"""
SAVE = "() => document.querySelector('.app-form__buttons .govuk-button').click()"
LINKS = "() => [...document.querySelectorAll('a[href]:not([download])')].map(link => link.href)"


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
        bring_the_rules(window.page)
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
        return [urlsplit(link).path for link in window.page.evaluate(LINKS) if link.startswith(window.url)]

    def send_empty(self, window):
        if window.page.evaluate(EMPTY):
            with window.page.expect_navigation():
                window.page.evaluate(SAVE)
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


@pytest.fixture
def difference(refer, call, send, answer, concern, family, practitioner, the_clock):
    """Leeds will do nothing for Ben; the practitioner is not satisfied (Saturday, 10:30)."""
    referral = refer(children=[family.ben])
    call(referral, "2026-03-06 18:20")
    send(referral, "2026-03-06 19:10")
    answer(referral, "2026-03-07 10:00", "no_further_action")
    the_clock.live_until("2026-03-07 10:30")
    judged = {family.ben.pk: services.Judgement(False, "Nobody has seen Ben or spoken to him.")}
    how = {"by": practitioner, "now": the_clock.get()}
    return services.judge_outcome(referral=referral, judgements=judged, judged_at=the_clock.get(), **how)


def test_given_a_professional_difference_when_each_stage_is_recorded_then_nothing_is_wrong_with_any_page(
    difference, signed_in, practitioner, manager, head_of_practice, assistant_director, the_clock
):
    walk, page = Walk(), f"/differences/{difference.pk}/"

    def look_at(window, *paths):
        for path in paths:
            walk.look(window.go(page + path))
            walk.send_empty(window)

    look_at(signed_in(practitioner), "", "record-supervision/", "skip-stage/", "resolve/", "request-conference/")
    the_clock.live_until("2026-03-07 11:00")
    held = {"held_at": the_clock.get(), "plan": "Ring the Head of Service.", "resolved": False, "by": manager, "now": the_clock.get()}
    services.record_difference_supervision(difference=difference, **held)
    # A day late: the stage asks why
    the_clock.live_until("2026-03-08 12:00")
    look_at(signed_in(head_of_practice), "record-head-of-practice/")
    how = {
        "held_at": the_clock.get(),
        "held_with": "Head of Service",
        "position": "They stand by it.",
        "by": head_of_practice,
        "now": the_clock.get(),
    }
    services.record_head_of_practice_contact(difference=difference, resolved=False, **how)
    look_at(signed_in(assistant_director), "record-assistant-director/")
    services.resolve_difference(
        difference=difference, resolved_at=the_clock.get(), resolution="They visit today.", by=practitioner, now=the_clock.get()
    )
    settled = signed_in(practitioner, looks=Walk().look).go(page).says("Settled", "They visit today.")
    assert violations(settled.page) == []
    assert walk.wrong == {}


def test_given_a_record_that_lacks_something_when_it_is_signed_then_the_page_that_refuses_has_nothing_wrong(
    concern, hold, signed_in, manager, the_clock
):  # fmt: skip
    the_clock.live_until("2026-03-06 17:50")
    supervision = hold(concern, record=full_record(decision="", reflection="", agreed_harm=""), sign=False, actions=[])
    window = signed_in(manager).go(f"/supervisions/{supervision.pk}/")
    with window.page.expect_response(lambda came: came.request.method == "POST") as waiting:
        window.press("Sign the record")
    assert waiting.value.status == 422
    window.says("There is a problem", "Nothing was changed.")
    wrong = {}
    looking(wrong)(window)
    assert wrong == {}
