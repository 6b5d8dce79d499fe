"""A death, the secured file, and an allegation about a member of staff: once through a real browser without scripts."""

import pytest

from cafcass_cases.accounts.models import DirectorPost, Role
from cafcass_cases.accounts.services import set_director_post
from practice.allegations.models import Allegation
from practice.learning.models import SecuredFile, SeriousIncident
from tests.browser.windows import looking
from tests.cast import NOW, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def director(other_area):
    user = make_user(Role.ASSISTANT_DIRECTOR, "Sara Safeguarding", service_area=other_area)
    set_director_post(post=DirectorPost.Post.SAFEGUARDING, holder=user, by=None, now=NOW)
    return user


def test_given_a_death_when_walked_through_then_directors_are_told_and_the_file_is_secured(
    family, practitioner, manager, cover_manager, assistant_director, director, signed_in
):
    found: dict = {}
    one = signed_in(manager, scripts=False, looks=looking(found))
    one.go(f"/cases/{family.case.pk}/what-has-happened/").follow("A child has died or is seriously injured")
    one.says("Ring 999 first", "The local authority notifies the Child Safeguarding Practice Review Panel").picture("serious-incident-form")
    one.fill(
        kind="death", child=str(family.ben.pk), what="Found lifeless this morning.", known_at="2026-03-06 16:30", expected="doubtful",
        abuse="not_known", others_at_risk="no",
    ).save()  # fmt: skip
    one.owed("Tell both directors").follow("Tell the directors").fill(whom="area", at="2026-03-06 16:35").save()
    one.follow("Tell the directors").fill(whom="safeguarding", at="2026-03-06 16:38").save()
    one.not_owed("Tell both directors").follow("What the partnership decided")
    one.fill(decision="held", decided_by_whom="The chair", at="2026-03-06 16:39").save().owed("Appoint a manager and secure the file")
    incident = SeriousIncident.objects.get()
    two = signed_in(assistant_director, scripts=False, looks=looking(found))
    two.go(incident.get_absolute_url()).follow("Appoint who secures the file").fill(
        kind="securing", person={"value": str(manager.pk)}
    ).save()
    two.says("has, or had, line or performance management in this case").fill(
        kind="securing", person={"value": str(cover_manager.pk)}
    ).save()
    two.go(f"{incident.get_absolute_url()}secure/")
    two.fill(
        named=[str(practitioner.pk), str(manager.pk)], next_owner={"value": str(manager.pk)}, practitioner_told_at="2026-03-06 16:39"
    ).save()
    two.follow("The secured file").says("SHA-256").picture("secured-file").follow("Open the file as it was secured").says(
        "Unchanged", "Found lifeless"
    ).picture("secured-original")
    three = signed_in(practitioner, scripts=False, looks=looking(found))
    three.go(SecuredFile.objects.get().get_absolute_url()).follow("Ask to open it").fill(reason="To write the statement.").save().says(
        "Waiting"
    )
    two.go(incident.get_absolute_url()).picture("serious-incident")
    assert found == {}


def test_given_an_allegation_when_walked_through_then_named_people_alone_go_on_with_it(
    family, practitioner, other_practitioner, manager, assistant_director, director, signed_in
):
    found: dict = {}
    one = signed_in(other_practitioner, scripts=False, looks=looking(found))
    one.go("/allegations/record/").picture("allegation-form").fill(
        kind="at_work", person={"value": str(practitioner.pk)}, standing="employed", what="She says he shook her.", source="Her teacher",
        arose_at="2026-03-06 16:30", from_complaint="no", in_doubt="no",
    ).save().says("answers for it and is told now")  # fmt: skip
    two = signed_in(manager, scripts=False, looks=looking(found))
    two.go("/allegations/").follow(Allegation.objects.get().file.reference)
    two.owed("Tell both directors of an allegation").follow("Tell the directors").fill(whom="area", at="2026-03-06 16:35").save()
    two.follow("Tell the directors").fill(whom="safeguarding", at="2026-03-06 16:36").save().follow("Decide on contact with children")
    two.fill(contact="suspended", reasons="To be safe.", at="2026-03-06 16:37").save().says("No contact with children for now")
    two.follow("Police investigation").fill(state="open", whose="The police", at="2026-03-06 16:38").save().says("The police")
    two.picture("allegation")
    assert found == {}
