"""The section 120 pathway and risk identification, once through a real browser without scripts, with axe."""

import pytest

from screening.assessment.models import RiskIdentification, Section120
from tests.cast import NOW
from tests.safeguarding.conftest import full_record, log  # noqa: F401
from tests.screening.test_assessment_pathway import make_check, supervise, witnessed

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_given_an_application_when_pathway_and_risk_form_are_walked_then_each_step_leads_to_the_next(
    log, family, signed_in, practitioner, manager
):
    found = {}
    make_check(case=family.case, state="reviewed", by=None, now=NOW)
    one = signed_in(practitioner, scripts=False, looks=looking(found))
    page = f"/cases/{family.case.pk}/section-120/"
    one.go(f"/cases/{family.case.pk}/screening/").follow("Section 120 pathway").heading("Section 120 pathway").follow(
        "Say what the papers say"
    )
    one.fill(
        information="past_witnessing",
        words="Alice saw it in 2022.",
        source="C1A",
        harm_box="yes",
        c1a="completed",
        read_at="2026-03-06 16:30",
    ).save().is_error()
    one.says("Write why it is past").fill(why_past="They live apart since 2022.").save()
    one.says("A section 120 notification", "Situational case supervision comes first").picture("section-120")
    one.owed("Put on the record the concern")

    concern = log([witnessed(family.alice)], said="Alice saw it in 2022.")
    one.follow("Put the concern on the record").fill(concern=str(concern.pk)).save()
    one.says("It will hold", "A section 120 notification").save()
    one.go(page).not_owed("Put on the record the concern").follow("Ask for supervision")
    supervise(concern, manager, at=NOW)
    one.go(page).owed("Send the local authority the section 120 letter").follow("Write to the local authority").save()
    one.says("Not sent yet").press("Make the document").says("The document (PDF)").follow("Record that it was sent")
    one.fill(sent_to="Duty team, secure e-mail", sent_at="2026-03-06 16:40").save().says("It starts no clock of the authority’s").picture(
        "section-120-sent"
    )
    one.follow("Tell the court").fill(how="email", told_at="2026-03-06 16:40").save().not_owed("Tell the court what")
    assert Section120.objects.get().letters.get().sent_at == NOW

    one.go(f"/cases/{family.case.pk}/stages/").follow("Identify risk").fill(
        **{"met-0-met_on": "2026-03-05", "not_seen_reason": "The children are seen on Monday."}
    ).press("Continue")
    one.picture("risk-factors").fill(present=["domestic_abuse", "substances"]).press("Continue").is_error()
    one.says("Confirm that you considered each of the others").fill(rest_absent=True).press("Continue")
    people = [str(family.father.pk)]
    for index in (0, 1):
        one.fill(**{
            f"factors-{index}-about": people, f"factors-{index}-source": "The mother", f"factors-{index}-standing": "alleged",
            f"factors-{index}-likelihood": "high" if index else "low",
        })  # fmt: skip
    one.picture("risk-detail").press("Continue")
    one.fill(
        domestic_abuse="signs", domestic_abuse_basis="Each was asked alone.", continuing_risk="no", analysis="He drinks.", actions="Handovers at school.",
        dispute_impact="Alice hears it.", worker_risk="no", concerns_recorded="yes", grounds="no", submitted_at="2026-03-06 16:40",
    ).picture("risk-conclusions").press("Continue")  # fmt: skip
    one.press("Submit the form")
    form = RiskIdentification.objects.get()
    assert form.waits_for_supervision
    one.go(form.get_absolute_url()).says("A risk is high or imminent").picture("risk-form")
    one.go(f"/cases/{family.case.pk}/stages/").picture("stages")
    assert found == {}
