"""Departing from the policy and confirming that one has read it, in a browser without scripts, each page held against the axe rules."""

import pytest

from cafcass_cases.accounts.services import open_attestations
from cafcass_cases.duties.models import Departure
from cafcass_cases.policy.reference import load
from tests.safeguarding.conftest import concern, log  # noqa: F401

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKS = "Your confirmation of version 1.7"


@pytest.mark.requirement("P0-1", "P0-5", "P0-6")
def test_given_a_policy_when_departed_from_and_confirmed_without_scripts_then_both_stand_on_the_record(
    concern,
    family, signed_in, practitioner, manager, administrator, now, the_clock,
):  # fmt: skip
    load(now)
    open_attestations(by=None, now=now)
    found = {}

    # A duty is departed from: a form that lacks its reason is refused and keeps what was typed
    worker = signed_in(practitioner, scripts=False, looks=looking(found)).go(f"/cases/{family.case.pk}/duties/").says(ASKS)
    worker.follow("Depart from the policy").heading("Depart from the policy")
    duty = family.case.duties.get(key="enquiry")
    worker.fill(what=str(duty.pk), assessment="Both courses were weighed: a call could reach the father before the police do.")
    worker.save().says("Write the compelling reason").says("Both courses were weighed")
    worker.fill(
        rationale="The police search on Monday.", discussed_with=str(manager.pk), discussed_at="2026-03-06 16:20", manager_view="agreed"
    )
    worker.fill(manager_words="I agree until Monday.", decided_at="2026-03-06 16:30").save()
    worker.says("The departure is recorded", "Stands", "The manager agreed", "Policy 11", "Not yet: as written down by Priya Practitioner")
    worker.press("Make the record of the departure (PDF)").says("Record of a departure from the policy, version 1")
    departure = Departure.objects.get()

    # The manager puts the view right
    boss = signed_in(manager, scripts=False, looks=looking(found)).go(f"/departures/{departure.pk}/").follow("Confirm your view")
    boss.fill(words="I agree until Monday noon.").save().says("I agree until Monday noon.", "Confirmed by Maria Manager")
    worker.go(f"/departures/{departure.pk}/").follow("End the departure")
    worker.fill(why="followed", reason="The police have been.").save().says("Ended", "The police have been.")
    worker.go(f"/cases/{family.case.pk}/departures/").says("Policy 11", "Ended").go(f"/duties/{duty.pk}/").says("Departed from")

    # The policy, with live figures, is read and confirmed
    worker.go("/policy/").says("Departed from 1", "was due for review in July 2025")
    worker.follow("Confirm it").heading("Confirm that you have read the policy").save().says(
        "Confirm: I have understood what it asks of me."
    )
    worker.fill(read=True, understood=True, act=True).save().says("You confirmed this version on").says_not(ASKS)
    boss.go("/attestations/").says("Who has not confirmed").says_not("Priya Practitioner").go("/attestations/?all=1").says(
        "Priya Practitioner"
    )

    # An administrator prepares a version to come, and changes a local default
    admin = signed_in(administrator, scripts=False, looks=looking(found)).go("/policy/versions/").follow("Add a version")
    admin.fill(number="1.8", in_force_on="2026-09-01", attestation="groups").save().says("Choose at least one group")
    admin.fill(groups_of_staff=["practitioner", "manager"]).save().says("To come", "Practitioner, Manager")
    admin.follow("Change version 1.8").fill(attestation="all").save().says("All staff")
    admin.go("/policy/time-limits/LA_CHASE/").follow("Change").fill(value="0", reason="Sooner").save().says("whole number of 1 or more")
    admin.fill(value="3").save().says("Local default", "Sooner", "Agnes Administrator").go("/policy/time-limits/")
    assert found == {}
