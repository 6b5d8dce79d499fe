"""Our own records, and a sample of a practitioner's cases, once through a real browser without scripts."""

from datetime import date

import pytest

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import LinkProposal
from practice.sampling.models import Sample
from practice.sampling.points import POINTS
from tests.cast import STARTED

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("F2.18-1", "FA5-1")
def test_given_a_new_case_when_walked_then_candidates_are_decided_and_the_sample_is_signed_and_answered(
    family, signed_in, practitioner, manager, other_area_manager
):
    found = {}
    elsewhere = cases.create_case(
        law="public", application_types=["C110A"], received_at=STARTED, team=other_area_manager.team, by=None, now=STARTED
    )
    born = {"date_of_birth": date(1987, 9, 30), "by": None, "now": STARTED}
    cases.add_person(case=elsewhere, role="respondent", given_names="Marc", family_name="Dawson", **born)

    one = signed_in(practitioner, scripts=False, looks=looking(found))
    one.go(f"/cases/{family.case.pk}/own-records/").says("Not searched yet", "ask the safeguarding lead").picture("own-records-before")
    one.press("Search for everybody").says("Marc Dawson", "Speaks for it", "1 to decide").picture("own-records")
    one.open_first("a[href*='/decide/']").picture("own-records-decide").save().is_error()
    one.fill(same="yes", reason="The same photograph").save()
    assert LinkProposal.objects.get().state == "confirmed"
    one.go(f"/cases/{family.case.pk}/own-records/").says("Everybody is searched", "Known in 1 other case").picture("own-records-after")

    two = signed_in(manager, scripts=False, looks=looking(found))
    two.go("/samples/").says("Nobody is ranked").picture("samples").open_first(f"a[href*='{practitioner.pk}']").picture("take-sample")
    two.fill(way="random", many="3", is_concerned="no").save()
    two.says("By chance, 1 of 1 cases", "it draws the same cases again").picture("sample-new").follow(family.case.reference)
    two.follow("Answer the points").picture("sample-points")
    two.fill(**{f"points-{number}-state": "not_looked" for number in range(len(POINTS))})
    two.fill(**{"points-9-state": "shown", "points-10-state": "not_shown", "points-10-note": "Nobody was asked."})
    two.save().is_error().says("Practice was observed with adults and with children")
    two.fill(**{"points-9-where": "I sat in", "points-9-seen_on": "2026-03-05"}).save().says("I sat in").picture("sampled-case")
    sample = Sample.objects.get()
    two.go(sample.get_absolute_url()).follow("Agree an action")
    two.fill(what="Ask for feedback", about="practice", owner=str(practitioner.pk), due_on="2026-03-20").save()
    two.follow("Sign the sample").fill(judgement="Careful work.").save().says("Careful work.").picture("sample-signed")
    one.go(sample.get_absolute_url()).says("Careful work.").follow("Answer").fill(answer="Thank you.").save().says("Thank you.")
    assert found == {}
