"""The Policy page shows from the live record how often each paragraph was met, late, departed from, and is open (P0-4)."""

import re

import pytest
from django.urls import reverse

from cafcass_cases.core import clock
from cafcass_cases.duties import compliance, definitions, services
from cafcass_cases.duties.measures import figures_of
from cafcass_cases.policy.registry import Figures
from tests.duties.conftest import DAY, HOUR


@pytest.fixture
def of_policy_36(monkeypatch):
    """A duty of two requirements of policy 36, which nothing else in these tests cites."""
    monkeypatch.setattr(definitions, "_definitions", dict(definitions._definitions))
    definitions._definitions["m-education"] = definitions.DutyDefinition(
        key="m-education", title="Check", requirements=("P36-1", "P37-2"), owner_role="practitioner",
        time_limit=definitions.ClockHours(24), discharged_by="Done.",
    )  # fmt: skip


@pytest.fixture
def lived(of_policy_36, open_duty, case, family, practitioner, manager, now):
    """One met, one late, one departed from, one open and late; and a departure from a rule without a duty."""
    by = {"by": practitioner}
    open_duty("m-education")
    services.discharge(key="m-education", subject=case, at=now + HOUR, now=now + HOUR, **by)
    open_duty("m-education")
    services.discharge(key="m-education", subject=case, at=now + 2 * DAY, now=now + 2 * DAY, **by)
    departed, _ = open_duty("m-education"), open_duty("m-education", subject=family.alice)
    discussed = {"assessment": "Weighed.", "rationale": "Safer.", "discussed_with": manager, "discussed_at": now, "manager_agreed": True}
    for requirement, duty in (("P36-1", departed), ("P37-2", None)):
        services.depart_from_policy(case=case, requirement=requirement, duty=duty, manager_words="Yes.", now=now + HOUR, **discussed, **by)
    return now + 3 * DAY


@pytest.mark.requirement("P0-4", "P0-1")
def test_given_what_became_of_duties_when_the_policy_is_opened_then_its_paragraphs_count_it(lived, sign_in, practitioner):
    with clock.simulated(lived):
        page = sign_in(practitioner).get(reverse("policy:show_policy")).content.decode()
    paragraph = re.search(r'id="paragraph-36".*?</section>', page, re.DOTALL).group()
    assert "Met 1 · Late 1 · Departed from 1 · Open 1 (1 late now)" in paragraph
    assert "Met 1 · Late 1 · Departed from 2 · Open 1 (1 late now)" in re.search(r'id="paragraph-37".*?</section>', page, re.DOTALL).group()


@pytest.mark.requirement("P0-4")
def test_the_figures_are_those_of_the_compliance_page(lived):
    figures = figures_of("policy", lived)
    assert figures.by_requirement["P37-2"] == Figures(met=1, late=1, departed=2, open=1, open_late=1)
    us = compliance.count(where=compliance.Filter(requirement="P37-2"), now=lived).us
    assert (us.met, us.late, us.departures, us.open, us.open_late) == (1, 1, 2, 1, 1)
