"""The paths about a child, once through a real browser without scripts: harm outside the family, education, private fostering."""

from datetime import timedelta

import pytest

from cafcass_cases.cases.services import add_person
from cafcass_cases.core.clock import london_date
from safeguarding.services import ChildFacts, HarmFacts
from situations.education.models import Schooling
from situations.fostering.models import Arrangement
from tests.cast import NOW
from tests.safeguarding.conftest import log, neglect  # noqa: F401

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def found():
    """What is wrong with pages, by their path."""
    return {}


@pytest.fixture
def one(signed_in, practitioner, found):
    return signed_in(practitioner, scripts=False, looks=looking(found))


@pytest.fixture
def feared(log, family):
    """Female genital mutilation and trafficking are feared for Alice; the flight is in a week."""
    harms = [HarmFacts(kind=kind, standing="alleged", information_on=london_date(NOW)) for kind in ("fgm", "trafficking")]
    facts = ChildFacts(child=family.alice, harms=harms, origin="unknown", cause=True)
    return log(
        [facts], travel="planned", travel_on=london_date(NOW) + timedelta(days=7), said="We fly next week. She says that she owes a debt."
    )


def test_given_fgm_and_trafficking_are_feared_when_the_path_is_walked_then_police_procedure_and_nrm_are_done(feared, one, found):
    one.go(f"/concerns/{feared.pk}/what-has-happened/").follow("I fear female genital mutilation, forced marriage or radicalisation")
    one.heading("Harm outside the family").says("13 March 2026", "county lines", "Mandatory reporting of female genital mutilation")
    one.owed("Report female genital mutilation to the police yourself").owed("Ask the authority to refer the child to the NRM").picture(
        "outside-harm"
    )
    one.follow("Record a report to the police")
    one.fill(by_999=True, reported_at="2026-03-06 16:30", reported="What she said, word for word.").save()
    one.go(f"/concerns/{feared.pk}/outside-harm/").not_owed("Report female genital mutilation").follow("Ask for supervision")
    one.fill(text="A protection order tonight?", requested_at="2026-03-06 16:35").save()
    one.go(f"/concerns/{feared.pk}/outside-harm/").follow("Record the procedure and the discussion").save().is_error()
    one.fill(
        procedures_followed=["fgm"], manager="Maria Manager", discussed_at="2026-03-06 16:36", conclusion="The family is not told."
    ).save()
    one.not_owed("Follow the published procedure").follow("Refer to the NRM from Cafcass").says("Cafcass cannot refer a child to the NRM")
    one.fill(made="no").save().is_error().says("not a first responder").picture("nrm-refused")
    one.follow("ask the local authority to refer the child")
    one.fill(indicators="A debt, and a second telephone.", suspected_at="2026-03-06 16:00").save().says("The signs are saved")
    one.follow("Record that the authority was asked by telephone")
    one.fill(method="telephone", asked_of="Dee Duty", asked_at="2026-03-06 16:38").save()
    one.not_owed("Ask the authority").follow("Record the authority’s answer")
    one.fill(answer="referred", nrm_reference="NRM-2026-7", answered_by="Dee Duty", answered_at="2026-03-06 16:39").save().says(
        "NRM-2026-7"
    )
    one.picture("outside-harm-done")
    assert found == {}


def test_given_a_child_who_may_harm_others_when_the_path_is_walked_then_both_safeties_are_asked(log, family, one, found):
    concern = log([neglect(family.ben)], harm_from=[family.callum])
    one.go(concern.get_absolute_url()).follow("A child may be harming other children").fill(own_safety="", protection="").save().is_error()
    one.says("Write what is done for this child’s own safety")
    one.fill(
        child=str(family.callum.pk), what="Takes telephones from younger children.", response="refer", own_safety="He is referred too.",
        other_children="Two children of year 5", protection="The school keeps them apart.", decided_at="2026-03-06 16:30",
    ).save()  # fmt: skip
    one.says("Callum", "The school keeps them apart.").picture("harm-to-others")
    assert found == {}


def test_given_a_child_taught_at_home_when_the_path_is_walked_then_the_check_is_made_and_a_concern_weighed(
    log, family, one, signed_in, manager, found
):
    one.go(f"/cases/{family.case.pk}/what-has-happened/").follow("A child is educated at home, has left school or does not attend")
    one.says("Home education is not a risk of itself")
    one.fill(child=str(family.ben.pk), status="home_educated", known_at="2026-03-06 16:00", plan="formerly").save()
    one.owed("Check whether the authority finds out").picture("education").follow("Record the check with the authority")
    one.fill(asked_of="Olive Officer", asked_at="2026-03-06 16:10", result="arranged", answer="A visit in May.").save()
    one.not_owed("Check whether the authority finds out").says("Yes, it has arranged to find out")
    log([neglect(family.ben)])
    row = Schooling.objects.get()
    one.go(row.get_absolute_url()).follow("There is a concern about the child as well")
    one.fill(
        concern=str(row.child.concerns.get().concern_id),
        contact_reduced="yes",
        contact_how="Nobody sees him.",
        factor_at="2026-03-06 16:20",
    ).save()
    two = signed_in(manager, scripts=False, looks=looking(found))
    two.go(f"/concerns/{row.child.concerns.get().concern_id}/record-supervision/")
    two.says("give particular weight to a referral and a 16A", "lack of contact with professionals increases the concern").picture(
        "education-supervision"
    )
    two.open_first('a:has-text("answer it")')
    two.fill(
        court_16a="yes", court_reason="The court decides on his home.", plan_weight="It was for neglect.", weighed_at="2026-03-06 16:30"
    ).save()
    two.says("The court decides on his home.", "It was for neglect.").picture("education-weighed")
    assert found == {}


def test_given_a_child_with_a_neighbour_when_the_path_is_walked_then_the_authority_is_notified_and_answers(
    family, practitioner, one, found
):
    add_person(case=family.case, role="other_adult", given_names="Nora", family_name="Neighbour", by=practitioner, now=NOW)
    one.go(f"/cases/{family.case.pk}/what-has-happened/").follow("A child lives with somebody who is not a parent or close relative")
    one.fill(
        child=str(family.ben.pk), carer="Nora Neighbour (other adult)", relation="not_related", started_on="2026-03-01", length="long",
        known_at="2026-03-06 16:00",
    ).save()  # fmt: skip
    one.owed("Notify the authority of private fostering").picture("private-fostering").follow(
        "Record the household and parental responsibility"
    )
    one.fill(responsible=[str(family.mother.pk)], agreed="Jane agreed.").save()
    one.follow("Notify the local authority").fill(when="now", how="email", to="Private fostering team", authority="Leeds").save()
    one.not_owed("Notify the authority of private fostering").says("Open the notification (PDF)").follow("Record the authority’s answer")
    one.fill(answer="unknown", answered_by="Dee Duty", answered_at="2026-03-06 16:30").save().is_error()
    one.fill(assessment_asked_at="2026-03-06 16:30").save().says("Asked to assess it").picture("private-fostering-done")
    assert Arrangement.objects.get().document_id
    assert found == {}
