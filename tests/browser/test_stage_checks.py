"""The checks from the hub to what they show, without scripts, each kind of page held against the axe rules."""

import pytest

from screening.checks.models import Check, OffenceFound

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = "2026-03-06 16:40"


@pytest.mark.requirement("P58-1", "F2.15-1", "F2.22-1", "FA2-2")
def test_given_an_application_when_the_checks_are_walked_through_then_they_are_asked_answered_and_judged(
    family, practitioner, authority_y, signed_in, the_clock
):
    from cafcass_cases.cases.services import record_contact_detail

    record_contact_detail(
        person=family.mother,
        kind="address",
        value="8 Canal Road",
        local_authority=authority_y,
        confidentiality="open",
        by=practitioner,
        now=the_clock.get(),
    )
    found = {}
    worker = signed_in(practitioner, scripts=False, looks=looking(found))
    worker.go(f"/cases/{family.case.pk}/screening/").follow("Checks").press("Start the checks")
    worker.says("Jane Hartley", "Local authority: Leeds", "Police, level 1: Mark Dawson", "0 of").picture("ledger-started")
    worker.follow("Request 4 checks").says("policy 58").fill(requested_at=NOW).save().says("Requested")

    # Two parties on one page; the reason is owed for yes and for no.
    worker.follow("Police, level 2: decision, Jane Hartley").fill(
        **{"parties-0-needed": "no", "parties-1-needed": "yes", "parties-1-rationale": "Harm is alleged."}
    ).save()
    worker.is_error().fill(**{"parties-0-rationale": "Nothing is alleged of her."}).save().says("Police, level 2")

    # Most answers hold nothing: one form for all of them.
    nothing = Check.objects.filter(case=family.case, state="requested").exclude(person=family.father, kind="police_1")
    ids = [str(check.pk) for check in nothing]
    worker.follow("Nothing held").fill(checks=ids, received_at=NOW).save().says("Reviewed")
    worker.follow("Police, level 1: Mark Dawson, Mark Dawson")
    words = dict.fromkeys(("criminal_records", "domestic_abuse", "mappa_marac", "other"), "Nothing held")
    worker.fill(result="information", **words, received_at=NOW)
    worker.fill(offences="Indecent assault on a female under 16, s.14 Sexual Offences Act 1956, 12/05/1998, caution").save()
    worker.heading("Review what came back").says("On the list", "cautions and discharges count")
    worker.fill(conclusion="concern", analysis="Never assessed.", together="no").save().picture("ledger-answers")
    worker.follow("Decide: Risk to Children?").fill(
        victim="yes", sources="Probation holds nothing.", is_risk="yes", reason="Weekends alone."
    ).save()
    worker.says("Risk to Children")
    assert OffenceFound.objects.get().decided_by == practitioner

    # Work goes ahead; the court is told in writing.
    worker.follow("Work goes ahead before the checks are in").fill(work="A visit", reason="The hearing is near.", decided_at=NOW).save()
    worker.press("Make the letter to the court").says("Work before the checks")
    worker.go(f"/cases/{family.case.pk}/checks/").follow("Record that it was sent").fill(told_at=NOW, how="By the portal").save()
    worker.follow("Conclude what the checks show").says("Not yet in").fill(conclusion="concern", words="One caution.").save()
    worker.says("fuller safety assessment").picture("ledger-concluded")
    assert found == {}
