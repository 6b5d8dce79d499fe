"""What was done and should not have been is kept, and a manager looks at it (DESIGN §10.4)."""

from datetime import timedelta

import pytest

from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Alert, Duty
from cafcass_cases.duties.services import fire_due
from sharing.services import record_incident, view_incident
from tests.cast import london_time


@pytest.fixture
def incident(case, practitioner, now):
    return record_incident(
        case=case, rule="P22-2", what="I spoke of the case at the MARAC.", happened_at=now - timedelta(days=2), by=practitioner, now=now
    )


def duty_of(incident):
    return Duty.objects.get(key="incident-viewed", subject_id=incident.pk)


@pytest.mark.requirement("P22-2", "F2.60-9")
def test_given_something_done_against_a_rule_when_recorded_then_it_is_kept_and_the_manager_is_told(incident, manager, now):
    duty = duty_of(incident)
    assert (duty.owner, duty.due_at) == (manager, london_time("2026-03-09 17:00"))
    fire_due(now=now)
    assert Alert.objects.filter(rung__duty=duty, recipient=manager).exists()


def test_given_an_incident_when_a_manager_looks_then_the_view_is_kept_and_the_duty_ends(incident, manager, now):
    later = now + timedelta(hours=1)
    seen = view_incident(incident=incident, view="Spoken about in supervision.", at=later, by=manager, now=later)
    assert (seen.seen_by, seen.seen_at) == (manager, later)
    assert duty_of(incident).ending == "done"


def test_given_an_incident_when_its_recorder_or_a_stranger_looks_then_it_is_denied(case, incident, manager, practitioner, now):
    own = record_incident(case=case, rule="P22-2", what="It was sent.", happened_at=now, by=manager, now=now)
    for what, user in ((incident, practitioner), (own, manager)):
        with pytest.raises(Denied):
            view_incident(incident=what, view="Seen.", at=now, by=user, now=now)


def test_given_no_words_or_a_coming_time_when_recorded_then_it_says_what_to_do(case, practitioner, now):
    for wrong in ({"what": " "}, {"happened_at": now + timedelta(minutes=1)}):
        with pytest.raises(RuleRefused):
            record_incident(
                **{"case": case, "rule": "P22-2", "what": "It was sent.", "happened_at": now, "by": practitioner, "now": now, **wrong}
            )
