"""Advice and findings of fact, sex offenders, special guardianship: once through a real browser without scripts."""

import pytest

from safeguarding.models import Concern
from screening.checks.services import add_enquiry
from situations.advice.models import Advice, FindingOfFact
from situations.guardianship.models import GuardianCheck, Guardianship
from situations.offenders.models import Evidence, Offender
from tests.browser.windows import looking
from tests.cast import NOW, save
from tests.safeguarding.conftest import concern, log  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def found():
    """What is wrong with pages, by their path."""
    return {}


def child_answers(children, **answers):
    """The same answers for every child's group of a form."""
    return {f"children-{number}-{name}": value for number in range(children) for name, value in answers.items()}


def test_given_a_finding_of_fact_is_recommended_and_directed_when_walked_through_then_risk_is_reviewed(
    concern: Concern,
    practitioner,
    signed_in,
    found,
):
    one = signed_in(practitioner, scripts=False, looks=looking(found))
    one.go(f"/concerns/{concern.pk}/what-has-happened/").follow("A finding of fact is recommended or awaited")
    one.says("Always consider a referral to the local authority").follow("We recommend a finding of fact")
    one.fill(
        kind="section_7", filed="no", recommends_finding_of_fact="yes",
        **child_answers(2, time_0="The child lives with them", time_1="Supervised time", reason="What happened decides what is safe.", frameworks=["pd12j"]),
    ).save()  # fmt: skip
    one.says("Whether to refer to the local authority", "Alleged").picture("advice")
    one.follow("File the advice").fill(**{"filed_at": "2026-03-06 16:40"}).save()
    one.says("Complete what is missing before the advice is filed").go(Advice.objects.get().get_absolute_url())
    one.follow("Whether to refer to the local authority, since a finding of fact is recommended")
    one.fill(answer="not_refer", reason="Leeds knows already.", considered_at="2026-03-06 16:40").save()
    one.follow("File the advice").says("Nothing is missing").fill(filed_at="2026-03-06 16:40").save().heading("Filed")
    one.go(f"/cases/{concern.case_id}/findings-of-fact/").follow("The court directed a finding of fact")
    one.fill(directed_at="2026-03-06 12:00", issues="Whether Ben was left alone.").save()
    one.owed("Review risk while a finding of fact is awaited", "20 March").picture("finding-of-fact")
    one.follow("Review the risk").fill(
        reviewed_at="2026-03-06 16:40", referral_considered="not_refer", referral_reason="Safe for now.",
        **child_answers(3, risk="lasts", analysis="As before."),
    ).save()  # fmt: skip
    one.says("It lasts, as it was").follow("It is made, or ended")
    one.fill(ending="made", made_at="2026-03-06 16:40", result="He was left alone twice.").save().not_owed("Review risk")
    assert FindingOfFact.objects.get().ending == "made"
    one.go(f"/cases/{concern.case_id}/advice/").follow("Record the court’s decision")
    one.fill(
        decided_at="2026-03-06 15:00", is_final="no", **child_answers(2, words="Supervised, on Saturdays.", time_1="Supervised time")
    ).save()
    one.says("Advised by Cafcass", "Decided by the court", "Supervised, on Saturdays.").picture("advice-and-decisions")
    assert found == {}


def test_given_a_registered_sex_offender_when_walked_through_then_probation_agencies_and_evidence_follow(
    family, practitioner, signed_in, found
):
    one = signed_in(practitioner, scripts=False, looks=looking(found))
    one.go(f"/cases/{family.case.pk}/what-has-happened/").follow("A registered sex offender, or somebody managed under MAPPA, is involved")
    one.follow("Record somebody").fill(
        person=str(family.father.pk), registered="yes", convicted="yes", offence="Sexual assault of a child", mappa="yes",
        mappa_category="Category 1: registered sexual offender", source="Police check", known_at="2026-03-06 14:00",
    ).save()  # fmt: skip
    one.owed("Ask the agency what it holds under MAPPA", count=3).follow("Record contact with a child")
    one.fill(children=[str(family.alice.pk)], what="Every Sunday.", known_at="2026-03-06 15:00").save()
    one.owed("Ask the probation officer", "Alice").picture("offender").follow("Ask for their view")
    one.fill(asked_at="2026-03-06 16:00", whom="probation", who="Ms Hale", result="answered", view="High risk.").save().not_owed(
        "Ask the probation officer"
    )
    one.follow("Record evidence").fill(
        scrutiny="All agree.", **{f"sources-{n}-state": "obtained" for n in range(4)}, **{f"sources-{n}-analysis": "High risk." for n in range(4)}
    ).save()  # fmt: skip
    assert Evidence.objects.count() == 4
    one.follow("Record what Police holds").fill(what="answered", answer="Category 1.", answered_at="2026-03-06 16:00").save()
    one.owed("Use what the agencies told", count=3).follow("Write what it means").fill(
        **child_answers(3, analysis="He targets girls of her age.")
    ).save()
    one.not_owed("Use what the agencies told")
    one.go(f"/cases/{family.case.pk}/advice/record/").fill(
        kind="section_7", filed="no", recommends_finding_of_fact="no",
        **child_answers(2, time_0="The child lives with them", time_1="No contact", reason="He is at risk.", frameworks=["policy"]),
    ).save()  # fmt: skip
    one.says("Mark Dawson is a registered sex offender").follow("Write this part")
    one.fill(
        risk_connected="Callum visits.", risk_carers="He presses her.", protect_carers="Through solicitors.",
        **child_answers(2, risk="Grooming.", effect="No contact.", protection="An order."),
    ).save()  # fmt: skip
    one.press("Make the document").says("The document is made").picture("offender-advice")
    assert Offender.objects.get().mappa == "yes"
    assert found == {}


def test_given_special_guardianship_when_walked_through_then_support_waits_for_every_check(family, practitioner, signed_in, found):
    family.case.law = "public"
    save(family.case)
    one = signed_in(practitioner, scripts=False, looks=looking(found))
    one.go(f"/cases/{family.case.pk}/what-has-happened/").follow("Special guardianship is considered").follow(
        "Special guardianship is considered"
    )
    one.fill(children=[str(family.alice.pk)], people=[str(family.grandmother.pk)], considered_at="2026-03-06 10:00").save()
    one.says("The timetable waits for checks").picture("special-guardianship").follow("Plan the wait")
    one.fill(timetable="The hearing moves to April.", other_work="Visits go on.").save().not_owed("Build the wait")
    one.follow("Support, or not").fill(what="assessment", supports="yes", reason="She knows them.", decided_at="2026-03-06 16:40").save()
    one.says("See both checks of every prospective special guardian")
    for check in GuardianCheck.objects.all():
        one.go(f"/guardian-checks/{check.pk}/record/")
        one.fill(
            state="seen", seen_completed_on="2026-03-05", seen_at="2026-03-06 11:00", outcome="nothing", analysis="Fit to care."
        ).save()
    one.says("Seen and analysed").follow("Support, or not").says("List whom you asked for relevant information about the child")
    add_enquiry(case=family.case, source="The health visitor", asked_at=NOW, about="How Alice is.", by=practitioner, now=NOW)
    one.go(one.path).says("Every check is completed, seen and analysed")
    one.fill(what="assessment", supports="yes", reason="She knows them.", decided_at="2026-03-06 16:40").save().says("Supported")
    assert Guardianship.objects.get().positions.get().supports
    assert found == {}
