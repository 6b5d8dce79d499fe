"""What a service is told, as plain data: the shapes that forms, scenarios and imports hand over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import LocalAuthority, Person
from safeguarding.models.children import ConcernChild, Threshold


@dataclass(frozen=True, kw_only=True)
class HarmFacts:
    """One kind of harm (policy 2, 43), how it stands, and the date of the information."""

    kind: str
    standing: str
    information_on: date
    other: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """What is known of one child. ``cause``: cause to suspect risk of harm? None: not yet answered."""

    child: Person
    harms: Sequence[HarmFacts]
    origin: str = ConcernChild.Origin.UNKNOWN
    threshold: str = Threshold.NOT_YET_KNOWN
    threshold_reason: str = ""
    where_now: str = ""
    seen_next_by: str = ""
    child_words: str = ""
    child_knows: str = ""
    visible: str = ""
    analysis: str = ""
    cause: bool | None = None
    cause_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CauseFacts:
    """The answer for a subject child whom the concern does not name."""

    child: Person
    answer: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildDecision:
    """Whether one child is referred, and to which authority where the record does not know."""

    child: Person
    referred: bool
    authority: LocalAuthority | None = None


@dataclass(frozen=True, kw_only=True)
class ConnectedFacts:
    """The answer for one connected child (policy 16)."""

    child: Person
    answer: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActionFacts:
    """An agreed action. ``agreed_on`` is a London date; ``action_id`` names one that an unsigned record already holds."""

    what: str
    owner: User | None = None
    agreed_on: date | None = None
    is_contact: bool = False
    action_id: str = ""


@dataclass(frozen=True, kw_only=True)
class SupervisionRecord:
    """What the manager writes: the ten points of framework 2.81, the reflection, the agreement and the decision."""

    nature: str = ""
    risk: str = ""
    where_now: str = ""
    family_told: str = ""
    other_children: str = ""
    parties_views: str = ""
    court_notice: str = ""
    share_plan: str = ""
    future_work: str = ""
    reflection: str = ""
    agreed_harm: str = ""
    agreed_threshold: str = ""
    agreed_action: str = ""
    disagreement: str = ""
    decision: str = ""
    decision_reason: str = ""
    referral_kind: str = ""
    marac_agreed: bool | None = None
    marac_reason: str = ""
    method: str = ""
    children: Sequence[ChildDecision] = field(default_factory=tuple)
