"""What goes wrong while people type: nothing typed is lost, nothing is done twice, and nobody overwrites a colleague."""

import pytest
from playwright.sync_api import expect

from cafcass_cases.cases.models import RecordEntry
from cafcass_cases.duties.services import sweep
from safeguarding.models import Supervision
from safeguarding.services import change_request
from tests.cast import PASSWORD

from .story import DANGER
from .windows import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "She said that he had hit her on Thursday, and that nobody knew.\n\nShe asked that her father is not told."


@pytest.fixture
def entry_page(family):
    return f"/cases/{family.case.pk}/entries/write/"


@pytest.fixture
def logged(family, practitioner, the_clock):
    """A concern about Ben, with supervision asked for."""
    from safeguarding import services

    child = services.ChildFacts(
        child=family.ben, harms=[services.HarmFacts(kind="neglect", standing="alleged", information_on=the_clock.get().date())], origin="family",
        threshold="likely", threshold_reason="Five and alone.", where_now="With his aunt", child_knows="Not yet spoken to", cause=True,
    )  # fmt: skip
    how = {"by": practitioner, "now": the_clock.get()}
    concern = services.log_concern(
        case=family.case, children=[child], source="court_papers", said="Ben was left alone.", whose_words="document",
        reached_us_at=the_clock.get(), recognised_at=the_clock.get(), family_told="Nothing yet", danger_now=False,
        danger_reason="He is with his aunt.", medical="not_needed", **how,
    )  # fmt: skip
    services.request_supervision(concern=concern, text="Refer him?", analysis="As I first saw it.", at=the_clock.get(), **how)
    return concern


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_given_a_form_with_mistakes_when_it_is_sent_then_it_says_what_to_do_and_keeps_what_was_typed(
    scripts, signed_in, practitioner, entry_page
):
    window = signed_in(practitioner, scripts=scripts).go(entry_page)
    window.page.locator('textarea[name="text"]').fill(LONG)
    for part, typed in (("day", "31"), ("month", "2"), ("year", "2026"), ("time", "16.4O")):
        window.page.locator(f'[name="happened_at-{part}"]').fill(typed)
    window.save().says("There is a problem")
    window.is_error().holds(**{"text": LONG, "happened_at-day": "31", "happened_at-time": "16.4O"})
    # Each sentence of the summary leads to its field
    link = window.page.locator(".govuk-error-summary__list a").first
    expect(window.page.locator(link.get_attribute("href"))).to_have_count(1)
    assert RecordEntry.objects.count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_given_a_double_click_when_a_form_is_sent_then_it_is_done_once(scripts, signed_in, practitioner, entry_page):
    window = signed_in(practitioner, scripts=scripts).go(entry_page)
    window.fill(kind="note", text=LONG, happened_at="2026-03-06 16:00")
    # The second press cuts the first answer short: what counts is where the browser ends.
    window.page.locator(".app-form__buttons .govuk-button").first.dblclick(no_wait_after=True)
    window.says("The entry is saved.").says("She said that he had hit her")
    assert RecordEntry.objects.count() == 1


def test_given_a_colleague_saved_first_when_the_form_is_sent_then_both_texts_stand_on_the_page(signed_in, practitioner, logged, the_clock):
    supervision = Supervision.objects.get(concern=logged)
    window = signed_in(practitioner).go(f"/supervisions/{supervision.pk}/change-request/")
    window.fill(analysis="As I see it on this screen.")
    # Meanwhile the same request is changed on another machine
    change_request(
        supervision=Supervision.objects.get(pk=supervision.pk), text="Refer him?", analysis="As I wrote it on the other machine.",
        version=supervision.version, by=practitioner, now=the_clock.get(),
    )  # fmt: skip
    with window.page.expect_response(lambda answer: answer.request.method == "POST" and "change-request" in answer.url) as waiting:
        window.save()
    assert waiting.value.status == 409
    window.says("Somebody else saved this", "As I wrote it on the other machine.", "As I see it on this screen.")
    window.holds(analysis="As I see it on this screen.")
    assert violations(window.page) == []
    # What is saved then stands
    window.save().says("As I see it on this screen.")
    supervision.refresh_from_db()
    assert supervision.practitioner_analysis == "As I see it on this screen."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_given_a_long_form_when_the_session_times_out_then_what_was_typed_is_there_after_signing_in(
    scripts, signed_in, practitioner, entry_page, the_clock
):
    window = signed_in(practitioner, scripts=scripts).go(entry_page)
    window.fill(kind="note", text=LONG, happened_at="2026-03-06 16:00")
    the_clock.pass_by(minutes=45)
    window.save().says("We kept what you typed").holds(text=LONG)
    assert RecordEntry.objects.count() == 0
    window.save().says("She said that he had hit her")
    assert RecordEntry.objects.count() == 1


def test_given_half_a_concern_when_the_machine_is_closed_then_it_is_taken_up_on_another(signed_in, practitioner, family):
    window = signed_in(practitioner).go(f"/cases/{family.case.pk}/log-concern/danger/")
    window.fill(**DANGER)
    expect(window.page.locator(".app-draft-status")).to_contain_text("Kept at")
    window.page.close()
    elsewhere = signed_in(practitioner).go("/").says("A concern not yet logged, " + family.case.reference)
    elsewhere.go(f"/cases/{family.case.pk}/log-concern/danger/")
    elsewhere.holds(danger_reason=DANGER["danger_reason"])


def test_given_half_a_concern_without_scripts_when_it_is_put_off_then_it_waits_among_the_unfinished_work(signed_in, practitioner, family):
    window = signed_in(practitioner, scripts=False).go(f"/cases/{family.case.pk}/log-concern/danger/")
    window.fill(danger_reason="They are with their aunt.").press("Save and come back later")
    window.go("/").follow("A concern not yet logged")
    window.holds(danger_reason="They are with their aunt.")


def test_given_the_sweep_stands_still_when_any_page_is_opened_then_a_banner_says_so(signed_in, practitioner, the_clock):
    sweep(now=the_clock.get())
    window = signed_in(practitioner).go("/").says_not("The clock has stopped")
    expect(window.page.get_by_text("The clock has stopped")).to_be_hidden()
    the_clock.pass_by(minutes=15)
    window.go("/").says("The clock has stopped")
    assert violations(window.page) == []
    sweep(now=the_clock.get())
    window.go("/")
    expect(window.page.get_by_text("The clock has stopped")).to_be_hidden()


def test_given_a_broken_file_when_it_is_imported_then_it_is_refused_with_its_place(signed_in, business_support):
    window = signed_in(business_support).go("/court-applications/import/")
    window.page.locator('[name="file"]').set_input_files(
        {"name": "search.json", "mimeType": "application/json", "buffer": b'{"cases": [\n  {"id": }\n]}'}
    )
    window.fill(team="Leeds and Bradford").press("Import").says("Line 2", "Nothing was imported.")
    assert violations(window.page) == []


def test_given_a_wrong_password_when_signing_in_then_one_sentence_says_so(window, practitioner):
    visit = window(practitioner).go("/sign-in/")
    visit.fill(email=practitioner.email, password="not " + PASSWORD).press("Sign in").says("There is a problem")
    visit.holds(email=practitioner.email, password="")
    assert violations(visit.page) == []
