"""What the tests of safeguarding share: a concern as a practitioner would log it, and a supervision as a manager would record it."""

from datetime import timedelta

import pytest

from cafcass_cases.core.clock import london_date
from cafcass_cases.duties.models import Duty
from safeguarding import services
from safeguarding.services import ActionFacts, ChildDecision, ChildFacts, HarmFacts, SupervisionRecord
from tests.cast import NOW, london_time
from tests.standing import standing

ASKED = london_time("2026-03-06 17:05")
HELD = london_time("2026-03-06 17:50")


def neglect(child, **details):
    """Neglect of ``child``, alleged."""
    harm = HarmFacts(kind="neglect", standing="alleged", information_on=london_date(NOW))
    return ChildFacts(**{"child": child, "harms": [harm], "origin": "family", **details})


def logging(family, practitioner):
    """``log(children=[…], **changes)``: the concern of the main story, with changes."""

    def run(children=None, *, by=practitioner, now=NOW, **changes):
        facts = {
            "case": family.case,
            "children": children or [neglect(family.alice, cause=True), neglect(family.ben, cause=True)],
            "source": "court_papers",
            "said": "The C1A says that Ben was left alone at night.",
            "whose_words": "document",
            "reached_us_at": now - timedelta(hours=2),
            "recognised_at": now,
            "danger_now": False,
            "danger_reason": "Both children are with their grandmother this evening.",
            "medical": "not_needed",
            "harm_from": [family.father],
            **changes,
        }
        return services.log_concern(**facts, by=by, now=now)

    return run


@pytest.fixture
def log(family, practitioner):
    return logging(family, practitioner)


@standing
def concern(family, practitioner):
    return logging(family, practitioner)()


def full_record(*, decision="refer", children=(), **changes):
    """Everything a signature asks for."""
    texts = {
        name: f"About {name}"
        for name in (
            "nature", "where_now", "family_told", "parties_views", "court_notice", "share_plan", "future_work", "reflection",
            "agreed_harm", "agreed_action", "decision_reason",
        )
    }  # fmt: skip
    return SupervisionRecord(
        **{
            **texts,
            "risk": "recent",
            "agreed_threshold": "likely",
            "decision": decision,
            "referral_kind": "safety",
            "method": "telephone",
            "children": children,
            **changes,
        }
    )


@pytest.fixture
def hold(family, practitioner, manager):
    """``hold(concern, **changes)``: the manager holds and signs at 17:50 on the evening of the concern."""

    def run(concern, *, supervision=None, by=manager, held_at=HELD, now=None, record=None, **changes):
        children = [ChildDecision(child=family.alice, referred=True), ChildDecision(child=family.ben, referred=True)]
        school = ActionFacts(
            what="See the school", owner=practitioner, agreed_on=london_date(london_time("2026-03-11 12:00")), is_contact=True
        )
        given = {"actions": [school], "sign": True, **changes}
        return services.hold_supervision(
            concern=concern,
            supervision=supervision,
            held_at=held_at,
            record=record or full_record(children=children),
            by=by,
            now=now or held_at,
            **given,
        )

    return run


@pytest.fixture
def request_it(practitioner):
    def run(concern, *, by=practitioner, at=ASKED, **changes):
        return services.request_supervision(**{"concern": concern, "text": "Do we refer both?", "at": at, "by": by, "now": at, **changes})

    return run


@pytest.fixture
def duties_of():
    """``duties_of(concern)``: its duties by key (a list for each)."""

    def read(concern, key=None):
        duties = Duty.objects.filter(concern_id=concern.pk).order_by("created_at")
        return list(duties.filter(key=key)) if key else list(duties)

    return read


@pytest.fixture
def published(monkeypatch):
    """Every event published in the test, in order; reactions still run."""
    from cafcass_cases.core import events

    seen = []
    reactions = events._reactions
    from safeguarding import events as ours

    for kind in (
        ours.ConcernLogged,
        ours.CauseToSuspect,
        ours.SupervisionSigned,
        ours.ReferDecided,
        ours.ActionSuspended,
        ours.ConcernWithdrawn,
    ):
        monkeypatch.setitem(reactions, kind, [*reactions[kind], seen.append])
    return seen
