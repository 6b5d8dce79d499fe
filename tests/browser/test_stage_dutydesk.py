"""The duty desk, a meeting and the end of a case: without scripts, every page held against the axe rules."""

import pytest

from cafcass_cases.cases.services import write_entry
from practice.dutydesk.services import set_desk_duty
from sharing.services import agency_learned
from tests.cast import london_time

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = "2026-03-06 16:40"


def test_given_a_call_when_it_is_logged_taken_and_answered_in_a_browser_without_scripts_then_nobody_waited_for_a_name(
    signed_in, practitioner, other_practitioner, manager, team, family, authority_x, the_clock
):
    set_desk_duty(
        team=team,
        person=other_practitioner,
        starts_at=london_time("2026-03-06 09:00"),
        ends_at=london_time("2026-03-06 17:00"),
        by=manager,
        now=the_clock.get(),
    )
    found = {}
    desk = signed_in(other_practitioner, scripts=False, looks=looking(found)).go("/duty-desk/")
    desk.says("On duty now", "Oscar Other").follow("Log an enquiry")
    desk.fill(
        kind="message", source="A parent or relative", who="A mother, 07700 900999", about="Alice, eight", words="Which day is the hearing?"
    ).save().is_error()
    desk.holds(words="Which day is the hearing?").fill(case_words=family.case.reference, received_at=NOW).save()
    desk.says("Nobody has taken it", "one of this team").press("Take it").says("Taken").follow("Answer it")
    desk.fill(ending="answered", words="Thursday at ten.", answered_at=NOW).save().says("Thursday at ten.")
    desk.go("/duty-desk/").says("No enquiry waits").follow("Rota").says("Oscar Other")
    desk.go(f"/directories/authorities/{authority_x.pk}/partnership/").says("Nobody has looked for it yet").follow(
        "I looked for thresholds"
    )
    desk.fill(found="not_found", whom_to_ask="The partnership’s business manager").save().says("It was not found, 6 March 2026")

    for kind, name in (("school", "Green Lane"), ("police", ""), ("agency", "Women’s Aid")):
        agency_learned(
            case=family.case, kind=kind, authority=None, name=name, at=the_clock.get(), how="Request", by=practitioner, now=the_clock.get()
        )  # fmt: skip
    write_entry(case=family.case, kind="note", text="Read.", happened_at=the_clock.get(), by=practitioner, now=the_clock.get())
    worker = (
        signed_in(practitioner, scripts=False, looks=looking(found))
        .go("/hearings/?week=2026-03-12")
        .says("Thursday 12 March 2026", family.case.reference)
    )
    worker.go(f"/cases/{family.case.pk}/lifecycle/").says("Knows of us", "Not at this stage").follow("Record a meeting")
    worker.fill(kind="core_group", children=[str(family.alice.pk)], convened_by="Social worker, Leeds", invited_at=NOW).save().says(
        "Settle our part"
    ).follow("Settle our part")
    worker.says("Take no part in deciding").fill(capacity="guardian", contribution="attend", words="We know her school.").save().is_error()
    worker.fill(child_view="She would like us there.", facts="She sees her aunt each week.").save().says("Send what we know to a meeting")
    worker.go(f"/cases/{family.case.pk}/lifecycle/").follow("Record what ended the case").fill(
        kind="withdrawn", services="none", ended_at=NOW
    ).save()
    worker.says("Owed").press("Make the notice Green Lane").says("The notice (PDF)").follow("Record several as told")
    worker.page.get_by_label("Women’s Aid").uncheck()
    worker.fill(told_at=NOW, how="By secure e-mail to each").save().says("recorded for each of them", "By secure e-mail to each", "Owed")
    chief = signed_in(manager, scripts=False, looks=looking(found))
    chief.go("/duty-desk/").says("No enquiry waits").go("/hearings/?week=2026-03-12").says(family.case.reference)
    assert found == {}
