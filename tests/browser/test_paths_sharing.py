"""May we tell them? One permitted, one refused, one that is not listed: without scripts, every page held against the axe rules."""

from datetime import date

import pytest

from cafcass_cases.cases.services import record_order
from sharing.models import Disclosure, Sharing

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = "2026-03-06 16:40"


@pytest.mark.requirement("P20-1", "P22-2", "P40-1", "P23-1", "P23-2", "P25-1", "P22-1")
def test_given_requests_when_answered_in_a_browser_without_scripts_then_each_ends_on_the_record(
    signed_in, practitioner, manager, family, the_clock
):
    record_order(
        case=family.case,
        kind="Prohibited steps order",
        made_on=date(2026, 3, 2),
        terms="He shall not remove them from school.",
        by=manager,
        now=the_clock.get(),
    )
    found = {}
    worker = signed_in(practitioner, scripts=False, looks=looking(found)).go(f"/cases/{family.case.pk}/what-has-happened/")

    # Permitted: the authority's section 47 enquiry
    worker.follow("Somebody asks us for information").fill(direction="asked", recipient_kind="local_authority", asked_at=NOW).save()
    worker.fill(authority="Leeds", purpose="section_47", contact_person="L. Osei, social worker", gateway_on="2026-03-05", plan="never")
    worker.fill(what_asked="What is known of the children.").save()
    worker.heading("May we tell Leeds?").says("Yes", "Policy 20", "MARAC", "MAPPA", "keeps ownership", "Prison Service")
    worker.follow("Record what is shared").fill(shared="They are well at school.", method="email", shared_at=NOW).save()
    worker.says("They are well at school.", "Record to send (PDF)", "Shared")

    # Refused: a MARAC; that it was done all the same is kept
    worker.go(f"/cases/{family.case.pk}/sharing/").follow("May we tell them?")
    worker.fill(direction="asked", recipient_kind="marac", asked_at=NOW).save()
    worker.fill(what_asked="What is known of the family.").save().says("Policy 22", "Not shared", "ask it to refer to the MARAC")
    worker.follow("Something was shared all the same")
    worker.fill(shared="The dates.", shared_with="The coordinator", method="telephone", shared_at=NOW).save().is_error()
    worker.says("Information from proceedings cannot be shared with a MARAC").holds(shared="The dates.")
    worker.fill(shared_at="2026-03-06 15:00").save().says("It should not have been shared: see the incident")

    # A prohibited steps order: the court is asked
    worker.go(f"/cases/{family.case.pk}/what-has-happened/").follow("A school or another agency needs to know")
    worker.fill(direction="wish", recipient_kind="school", asked_at=NOW).save()
    worker.fill(recipient_name="Green Lane Primary", what_asked="That he may not take them.").save()
    worker.says("He shall not remove them from school.").owed("Ask the court’s permission").follow("Ask for the court’s permission")
    worker.fill(asked_at=NOW, result="asked").save().says("Asked, not yet answered").not_owed("Ask the court’s permission")

    # Not listed: not yet, until a manager decides with legal advice
    worker.go(f"/cases/{family.case.pk}/sharing/").follow("May we tell them?")
    worker.fill(direction="asked", recipient_kind="other", asked_at=NOW).save()
    worker.fill(recipient_name="A family charity", purpose="other", what_asked="The dates of contact.").save()
    worker.says("Not yet", "a manager’s decision, with legal advice").owed("Decide whether information may be shared")
    charity = Sharing.objects.get(recipient_kind="other")
    boss = signed_in(manager, scripts=False, looks=looking(found)).go(charity.get_absolute_url()).follow("Decide whether it may be shared")
    boss.fill(decision="share", reason="The dates alone.", decided_at=NOW).save().is_error()
    boss.fill(legal_advice="Cafcass Legal, today: the dates alone.").save().says("It may be shared now: a manager has decided")
    incident = Disclosure.objects.get(ground="none").incident
    boss.go(incident.get_absolute_url()).follow("Record your view").fill(view="Talked through.", seen_at=NOW).save().says("Talked through.")
    worker.go(f"/cases/{family.case.pk}/sharing/").says("Leeds", "Who knows of our involvement", "Incidents", "Looked at")
    assert found == {}
