"""What the tests of serious incidents and reviews share."""

from datetime import timedelta

import pytest

from cafcass_cases.accounts.models import DirectorPost, Role
from cafcass_cases.accounts.services import set_director_post
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.models import Duty
from practice.learning import services
from tests.cast import NOW, make_user

HOUR = timedelta(hours=1)


@pytest.fixture
def director(db, other_area):
    """The director with safeguarding responsibility, of no area of the case."""
    user = make_user(Role.ASSISTANT_DIRECTOR, "Sara Safeguarding", service_area=other_area)
    set_director_post(post=DirectorPost.Post.SAFEGUARDING, holder=user, by=None, now=NOW)
    return user


@pytest.fixture
def known(family, manager, assistant_director, director):
    """``known(**changes)``: the manager records that Ben has died."""

    def run(*, by=manager, now=NOW, **changes):
        facts = {
            "case": family.case, "kind": "death", "child": family.ben, "what": "Ben was found lifeless this morning.", "known_at": now,
            "expected": "unexpected", "abuse": "not_known", "others_at_risk": False, **changes,
        }  # fmt: skip
        return services.record_incident_known(**facts, by=by, now=now)

    return run


@pytest.fixture
def incident(known):
    return known()


def owed(subject, key):
    return Duty.objects.get(subject_id=subject.pk, key=key)


def refused(rule, act, **arguments):
    with pytest.raises(RuleRefused) as error:
        act(**arguments)
    assert error.value.rule == rule
    return error.value


def secured(incident, *, by, now, named, appointed, next_owner=None):
    services.appoint(incident=incident, kind="securing", person=appointed, by=by, now=now)
    return services.secure_file(incident=incident, named=named, next_owner=next_owner, practitioner_told_at=now, by=appointed, now=now)
