"""Somebody who works with children, an adult at risk, a child in care who tells of more: each without scripts, held against the axe rules."""

import pytest

from cafcass_cases.core.clock import london_date
from safeguarding import services as safeguarding
from situations.adults.models import AdultConcern
from tests.safeguarding.conftest import full_record

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = "2026-03-06 16:40"


@pytest.fixture
def logged(family, practitioner, the_clock):
    """A concern about Ben, as it stands when a path is taken from it."""
    now = the_clock.get()
    harm = safeguarding.HarmFacts(kind="physical", standing="alleged", information_on=london_date(now))
    child = safeguarding.ChildFacts(
        child=family.ben, harms=[harm], origin="family", threshold="likely", threshold_reason="He is five.", where_now="At home", cause=True,
        child_words="He shuts me in the dark.",
    )  # fmt: skip
    return safeguarding.log_concern(
        case=family.case, children=[child], source="child", source_person=family.ben, said="He shuts me in the dark.", whose_words="verbatim",
        reached_us_at=now, recognised_at=now, danger_now=False, danger_reason="He is at school.", medical="not_needed", harm_from=[family.father],
        by=practitioner, now=now,
    )  # fmt: skip


@pytest.fixture
def windows(signed_in, practitioner, manager):
    found = {}
    return found, *(signed_in(one, scripts=False, looks=looking(found)) for one in (practitioner, manager))


@pytest.mark.requirement("P49-1", "P51-1", "P51-2", "P51-4", "P50-1")
def test_given_a_teacher_when_the_path_is_walked_then_it_goes_in_its_order(windows, logged, family, manager, the_clock):
    found, worker, boss = windows
    worker.go(f"/concerns/{logged.pk}/what-has-happened/").follow("It is about somebody who works with children")
    worker.fill(
        person=str(family.father.pk),
        capacity="party",
        job="Teacher",
        employer="Hillside School",
        children_known="A class",
        authority="Bradford",
    ).save()
    worker.says("To be decided").owed("Decide whether the referral recommends that the LADO is involved", "Policy 49").picture(
        "professional"
    )
    worker.follow("Decide on the LADO").fill(refer="yes", decided_at=NOW).save().is_error()
    worker.fill(rationale="He does it at school as well.").save().says("In this order", "Hillside School")
    worker.follow("Write what the LADO is told").fill(children_at_risk="His class.", evidence="Ben, today.").save()
    worker.follow("Record that it was sent").fill(sent_at=NOW, method="email", sent_to="The LADO").save().is_error()
    worker.says("Hold situational case supervision first")
    now = the_clock.get()
    safeguarding.hold_supervision(concern=logged, held_at=now, record=full_record(decision="not_refer"), by=manager, now=now)
    address = worker.go(f"/concerns/{logged.pk}/").says("Somebody who works with children").follow("Mark Dawson").path
    boss.go(address).follow("Read and approve it").says(
        "He shuts me in the dark.", "includes a referral to the Local Authority Designated Officer"
    )
    boss.fill(sure=True).save().says("Approved")
    worker.go(address).follow("Tell the individual").fill(told="unsafe", reasons="He would press Ben.").save()
    boss.go(address).follow("Agree, or not, that it is unsafe").fill(agreed="yes").save()
    worker.go(address).press("Make the document").follow("Send it").fill(sent_at=NOW, method="email", sent_to="The LADO").save()
    worker.says("Sent, to follow up").owed("Follow up what came of the LADO referral").owed("Make the court aware of the LADO referral")
    worker.follow("Write what the court is told").save()
    boss.go(address).follow("Agree the words for the court").fill(sure=True).save()
    worker.go(address).follow("Tell the court").fill(told_at=NOW, how="portal").save().says("The court was told").picture("lado")
    worker.follow("A LADO meeting").fill(what="attend", text="To explain.").save().is_error().says("Cafcass does not attend")
    worker.go(address).follow("Record what the LADO says may be shared")
    worker.fill(happened_at=NOW, who="The LADO", text="The head teacher may know.", may_share_with=["employer"]).save()
    worker.follow("The LADO asks for information").fill(happened_at=NOW, who="The LADO", text="More?", answer_by="2026-03-10").save()
    worker.follow("Answer it").fill(answer="Sent.", answered_at=NOW).save().says("Answered")
    worker.follow("Record a follow-up or the outcome").fill(happened_at=NOW, who="The LADO", text="Closed.", is_outcome="yes").save().says(
        "Outcome known"
    )
    assert found == {}


@pytest.mark.requirement("P41-1", "P41-2", "P41-3", "P41-4", "P42-1")
def test_given_an_adult_at_risk_when_the_path_is_walked_then_the_police_come_first_and_it_is_referred(windows, family):
    found, worker, boss = windows
    worker.go(f"/cases/{family.case.pk}/what-has-happened/").follow("An adult is at risk, or I worry about their welfare").says(
        "Ring 999 first"
    )
    worker.fill(
        danger_now="yes", danger_believed_at=NOW, danger_reason="She cuts herself.", person=str(family.grandmother.pk), what="Fresh cuts."
    )
    worker.fill(recognised_at=NOW, ask_supervision="yes").save()
    worker.says("At immediate risk").owed("Report the immediate risk to an adult to the police", "Policy 42").picture("adult")
    worker.follow("Record a report to the police").fill(by_999="yes", reported_at=NOW, reported="Fresh cuts.").save()
    address = worker.path
    boss.go(address).follow("Record the supervision").fill(held_at=NOW, decision="refer", reason="She is alone.").save().says("To be sent")
    worker.go(address).follow("Write the referral").fill(harm="", risk="").save().is_error()
    worker.fill(harm="Fresh cuts on both arms.", risk="More tonight.").save()
    worker.follow("Record who was made aware").fill(
        adult_told="told", adult_told_at=NOW, family_told="not_told", family_reason="He hits her."
    ).save()
    worker.follow("Send the referral").fill(sent_at=NOW, method="email", sent_to="Adult safeguarding team", procedure="Form A").save()
    worker.says("Referred", "Form A").follow("Record what adult services answered").fill(answer="They go today.", answered_at=NOW).save()
    worker.follow("Complete it").fill(outcome="She is seen.", completed_at=NOW).save().says("Completed")
    assert AdultConcern.objects.get().completed_at
    assert found == {}


@pytest.mark.requirement("P8-1", "P8-2")
def test_given_a_child_in_care_tells_of_more_when_the_path_is_walked_then_one_button_refers(windows, logged, family):
    found, worker, _ = windows
    worker.go(f"/concerns/{logged.pk}/what-has-happened/").follow("A child in care has told of more").says("Ring 999 first")
    worker.holds(words="He shuts me in the dark.")
    worker.fill(authority="Leeds", police="yes").save().is_error()
    worker.fill(police_reason="It may be a crime.").save()
    worker.says("He shuts me in the dark.").owed("Refer what a child in care has told of more", "Policy 8").owed(
        "Report to the police"
    ).picture("told-in-care")
    address = worker.path
    worker.press("Refer now").says("Leeds").owed("Refer by telephone")
    worker.follow("Record the telephone call").fill(
        called_at=NOW, number="Front door", result="reached", spoke_to="Duty worker", role="Social worker", summary="Taken."
    ).save()
    worker.go(address).not_owed("Refer what a child in care has told of more").says("Referred")
    worker.follow("Record a report to the police")
    worker.fill(by_999=True, reported_at=NOW, reported="What he told.").save()
    worker.go(address).not_owed("Report to the police what a child in care has told")
    assert found == {}
