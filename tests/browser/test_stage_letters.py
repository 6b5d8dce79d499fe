"""The safeguarding letter from the hub to the court, without scripts, each page held against the axe rules."""

import pytest

from screening.letters.models import SafeguardingLetter

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = "2026-03-06 16:40"


@pytest.mark.requirement("F2.60-6", "F3.84-1", "P31-1")
def test_given_an_application_when_the_letter_is_walked_through_then_it_reaches_the_court_and_what_is_withheld_waits(
    family, practitioner, manager, signed_in, the_clock
):
    found = {}
    worker, boss = (signed_in(one, scripts=False, looks=looking(found)) for one in (practitioner, manager))
    worker.go(f"/cases/{family.case.pk}/screening/").follow("Safeguarding letter").press("Begin the safeguarding letter")
    worker.owed("Send the safeguarding letter to the court")
    worker.follow("Record a talk with a party").fill(
        person=str(family.mother.pk), is_safe="yes", happened_at=NOW, result="spoken", how="telephone"
    ).save()
    worker.is_error().fill(
        was_alone="yes", said_abuse="He pushed me in March.", explained="yes", explained_words="She agrees."
    ).save().says("Jane Hartley", "Still missing")
    worker.follow("Write the letter").fill(issues="Section 16A risk assessment", further_work="no", advice="A finding of fact.").save()
    worker.follow("Issue the letter").save().is_error().says("a document of its own")
    worker.follow("Back").follow("Write the letter").fill(issues="Domestic abuse is alleged.").save().picture("letter")
    worker.follow("Withhold it from a party").fill(
        person=str(family.father.pk), reason="He would come for her.", directions_asked="To keep it from him."
    ).save()
    worker.follow("Issue the letter").says("the court’s letter is for the court alone").save().says("Withheld: the manager decides")
    worker.follow("Record that it was sent to the court").fill(sent_at=NOW, method="portal").save().says("Sent to the court")
    letter = SafeguardingLetter.objects.get()
    boss.go(letter.get_absolute_url()).follow("Decide whether it is withheld").fill(agree="yes", reason="The police say so.").save()
    worker.go(letter.get_absolute_url()).follow("Write the request to the court").fill(legal_advice="Ask at once.", asked_at=NOW).save()
    worker.follow("Record what the court directed").fill(directions="release", words="HHJ Reed: serve it.", directed_at=NOW).save()
    worker.follow("Make this copy").says("The copy is made.").picture("letter-sent")
    assert found == {}
