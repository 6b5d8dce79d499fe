"""Duties of every owner that ended in every way, for the tests of their figures."""

from datetime import timedelta

import pytest

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import RecordEntry
from cafcass_cases.core.clock import london_date
from cafcass_cases.duties import services
from cafcass_cases.duties.models import Ending

HOUR = timedelta(hours=1)
KEYS = ("telephone-referral", "written-referral", "s37-report", "s16a-acknowledged")


@pytest.fixture
def lived(case, practitioner, manager, now):
    """What we, an authority and a court owed in the last days, and what became of it."""
    began = now - timedelta(days=4)

    def opened(key, event_at=began):
        subject = cases.write_entry(case=case, kind=RecordEntry.Kind.NOTE, text="Rang.", happened_at=event_at, by=practitioner, now=now)
        agreed_on = london_date(event_at) if key == "s37-report" else None
        duty = services.open_duty(
            key=key, case=case, subject=subject, event_at=event_at, agreed_on=agreed_on, by=practitioner, now=event_at
        )
        return subject, duty

    for key in KEYS:
        for late_by in (-HOUR / 2, HOUR, 3 * HOUR):
            subject, duty = opened(key)
            services.discharge(key=key, subject=subject, at=duty.due_at + late_by, by=practitioner, now=now)
        opened(key)
        opened(key, event_at=now)
    for ending in (Ending.DEPARTED, Ending.NOT_NEEDED, Ending.NOT_REQUIRED):
        subject, _ = opened("telephone-referral")
        services.end_duties(subject=subject, ending=ending, at=now, note="Because.", by=practitioner, now=now)
    services.depart_from_policy(
        case=case, requirement="P33-1", assessment="It would warn the father.", rationale="The children come first.",
        discussed_with=manager, discussed_at=now - HOUR, manager_agreed=True, manager_words="I agree.", by=practitioner, now=now,
    )  # fmt: skip
