"""Guards that every service of this room calls first, and the order of the steps (policy 32, 33)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafcass_cases.cases.services.guards import must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.departures import block
from safeguarding.advising import AdviceGap, must_stand, standing_gaps
from situations.section37.models import Advice


def locked(advice: Advice, *, by: Any, now: datetime) -> Advice:
    """The advice as it stands, locked, for somebody who works on the case. Raises :class:`Denied` and :class:`RuleRefused`."""
    found = Advice.objects.select_for_update(of=("self",)).select_related("case__court", "concern", "authority").get(pk=advice.pk)
    must_work_on(found.case, by=by, now=now)
    if found.withdrawn_at:
        raise RuleRefused("entered-in-error", "This section 37 advice was entered in error.")
    found.concern.case = found.case
    return found


@dataclass(frozen=True)
class Step:
    """A step of policy 32 and 33 that was not done before the court was advised."""

    rule: str
    refusal: str
    incident: str
    phrase: str


CONSULT = Step(
    "P32-1", "Consult a manager before you advise section 37, and record the supervision.",
    "The court was advised on section 37 before a manager was consulted.", "Supervision with a manager on the threshold",
)  # fmt: skip
TELL = Step(
    "P33-1", "Tell the local authority before you advise section 37.",
    "The court was advised on section 37 before the local authority was told.", "The local authority told, and when",
)  # fmt: skip
SEND = Step(
    "P33-2", "Send the local authority the referral and the 16A before you advise section 37.",
    "The court was advised on section 37 before the authority had the referral and the 16A.", "The referral and the 16A with the local authority",
)  # fmt: skip


def undone_by(advice: Advice, at: datetime) -> list[Step]:
    """Which steps had not been done by ``at`` (UTC), judged by when they happened."""
    done = ((CONSULT, advice.consulted_at), (TELL, advice.told_at), (SEND, advice.papers_at))
    return [step for step, moment in done if moment is None or moment > at]


POLICE_READ = ("P57-1",)
"""Of what other advice waits for, section 37 waits for this alone: it asks that a child be protected, and not that checks be chosen."""


def unread(advice: Advice) -> list[AdviceGap]:
    """What the police sent and nobody has reviewed: it informs every analysis of harm (policy 57)."""
    return standing_gaps(advice.case, rules=POLICE_READ)


def must_come_first(advice: Advice, at: datetime) -> None:
    """Refuse to advise the court while a step is undone, each with its own paragraph; a departure lets its own step pass."""
    undone = undone_by(advice, at)
    for number, step in enumerate(undone):
        block(step.rule, step.refusal, case=advice.case, subject=advice, missing=[later.phrase for later in undone[number:]])
    must_stand(unread(advice), case=advice.case, subject=advice)
