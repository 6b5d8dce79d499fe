"""What the tests of sharing share: a request noted, and something shared upon it."""

from datetime import timedelta

import pytest

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.models import Duty
from sharing import services
from sharing.models import Sharing


def duty(key, subject):
    """The one duty of this key on ``subject``."""
    return Duty.objects.get(key=key, subject_label=subject._meta.label_lower, subject_id=subject.pk)


def refused(rule, action, **arguments):
    """``action`` raises RuleRefused, citing ``rule``; the refusal."""
    with pytest.raises(RuleRefused) as caught:
        action(**arguments)
    assert caught.value.rule == rule, caught.value
    return caught.value


@pytest.fixture
def note(family, practitioner, authority_x, now):
    """``note("police", "child_protection", **changes)``: somebody asks for information."""

    def run(to, purpose, *, by=practitioner, at=None, **changes) -> Sharing:
        moment = at or now
        facts = {
            "recipient_name": "Green Lane"
            if to in ("school", "agency", "hospital", "probation", "employer", "child_solicitor", "other")
            else "",
            "authority": authority_x if to in ("local_authority", "lado") else None,
            "party": family.father if to == "party" else None,
            "contact_person": "A. Novak, case worker",
            "what_asked": "What is known of the children.",
            **changes,
        }
        return services.note_sharing(case=family.case, recipient_kind=to, purpose=purpose, asked_at=moment, by=by, now=moment, **facts)

    return run


@pytest.fixture
def tell(practitioner, now):
    """``tell(sharing, **changes)``: it is about to be shared, or (with ``shared_at``) was."""

    def run(sharing, *, by=practitioner, at=None, **changes):
        moment = at or now
        facts = {
            "shared": "They are well at school.",
            "shared_with": "A. Novak, case worker",
            "method": "email",
            "shared_at": moment,
            **changes,
        }
        return services.share(sharing=sharing, by=by, now=moment, **facts)

    return run


@pytest.fixture
def earlier(now):
    return now - timedelta(hours=3)
