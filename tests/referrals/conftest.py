"""What the tests of referrals share: the family's concern, the decision to refer, and the calls and letters that follow."""

import pytest

from cafcass_cases.accounts.models import Role
from cafcass_cases.duties.models import Duty
from referrals import services
from referrals.models import Referral
from referrals.services import ChildOutcome, ParentAnswer
from tests.cast import london_time, make_authority, make_user  # noqa: F401
from tests.safeguarding.conftest import concern, full_record, hold, log, request_it  # noqa: F401

DECIDED = london_time("2026-03-06 17:50")
RECOMMENDATION = {"option": "alert", "detail": "", "reason": "The court should know before the first hearing."}


def duty(key, subject, **more):
    """The one duty of this key on ``subject``."""
    return Duty.objects.get(key=key, subject_label=subject._meta.label_lower, subject_id=subject.pk, **more)


def duties(key, **more):
    return list(Duty.objects.filter(key=key, **more).order_by("created_at", "due_at"))


@pytest.fixture
def refer(family, practitioner, authority_x, concern):
    """``refer(at, children=…, authority=…, **changes)``: the decision to refer, as supervision takes it."""

    def run(at=DECIDED, *, children=None, authority=authority_x, now=None, by=practitioner, **changes) -> Referral:
        return services.decide_referral(
            **{
                "concern": concern, "authority": authority, "children": children or [family.alice, family.ben], "basis": "supervision",
                "decided_at": at, "by": by, "now": now or at, "marac_agreed": None, **changes,
            }
        )  # fmt: skip

    return run


@pytest.fixture
def referral(refer) -> Referral:
    return refer()


@pytest.fixture
def call(practitioner):
    """``call(referral, "2026-03-06 18:20", result="reached")``, entered at once unless ``now`` says when."""

    def run(referral, at, *, result="reached", now=None, by=practitioner, **changes):
        moment = london_time(at) if isinstance(at, str) else at
        return services.record_call(
            **{
                "referral": referral, "called_at": moment, "result": result, "spoke_to": "Duty worker", "role": "Out-of-hours team",
                "by": by, "now": now or moment, **changes,
            }
        )  # fmt: skip

    return run


@pytest.fixture
def tell_parents(family, practitioner):
    """The mother was told before; the father and others were not, with a reason."""

    def run(referral, now):
        from referrals.selectors import parents_of

        answers = [
            ParentAnswer(parent=parent, told="before", told_at=now, how="By telephone", agreed=True)
            if parent == family.mother
            else ParentAnswer(parent=parent, told="not_told", reason="He may press the children.", reason_kinds=("child_at_risk",))
            for parent in parents_of(referral)
        ]
        return services.record_parent_informed(referral=referral, answers=answers, by=practitioner, now=now)

    return run


ANALYSIS = {"analysis": "A child of five cannot keep himself safe alone at night."}


@pytest.fixture
def send(practitioner, tell_parents):
    """``send(referral, "2026-03-06 19:10")``: the written referral, the parents answered for."""

    def run(referral, at, *, now=None, by=practitioner, **changes):
        moment = london_time(at)
        tell_parents(referral, now or moment)
        return services.record_written_referral(
            **{
                "referral": referral,
                "sent_at": moment,
                "method": "email",
                "sent_to": "Duty team",
                "content": ANALYSIS,
                "by": by,
                "now": now or moment,
                **changes,
            }
        )

    return run


@pytest.fixture
def answer(practitioner):
    """``answer(referral, "2026-03-08 10:15", "section_47")``: one outcome for every child, or a dict by child."""

    def run(referral, at, outcome, *, now=None, by=practitioner, reasons="As we see it, the threshold is met.", **changes):
        moment = london_time(at)
        if isinstance(outcome, str):
            outcome = {row.child_id: ChildOutcome(outcome, reasons) for row in referral.children.all()}
        return services.record_outcome(referral=referral, received_at=moment, outcomes=outcome, by=by, now=now or moment, **changes)

    return run


@pytest.fixture
def assessment(concern, practitioner):
    """A 16A with everything that its issue asks for, drafted at 20:25."""
    now = london_time("2026-03-06 20:25")
    draft = services.draft_16a(concern=concern, by=practitioner, now=now)
    return services.draft_16a(
        concern=concern,
        content={
            "protective_action": "Referred to the local authority.",
            "no_sources_reason": "The school is closed until Monday.",
            "recommendations": [RECOMMENDATION],
        },
        children={row.child_id: {"harm": "Left alone at night.", "risk": "Likely to happen again."} for row in draft.children.all()},
        urgent_hearing=False,
        by=practitioner,
        now=now,
    )


@pytest.fixture
def other_assistant_director(other_area):
    return make_user(Role.ASSISTANT_DIRECTOR, "Abel South", service_area=other_area)
