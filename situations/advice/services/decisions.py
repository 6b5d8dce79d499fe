"""What the court decided: recorded in the court's words, apart from what was advised."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, Order, Person
from cafcass_cases.cases.services import withdraw
from cafcass_cases.cases.services.guards import must_be_of_case, must_be_valid, must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from situations.advice.models import Advice, CourtDecision, TimeDecision, TimeWith


@dataclass(frozen=True, kw_only=True)
class TimeDecisionFacts:
    adult: Person
    decision: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildDecisionFacts:
    """What was decided for one child, in the court's words."""

    child: Person
    words: str
    times: Sequence[TimeDecisionFacts] = field(default_factory=tuple)


@service
def record_court_decision(
    *,
    case: Case,
    decided_at: datetime,
    children: Sequence[ChildDecisionFacts],
    by: Any,
    now: datetime,
    advice: Advice | None = None,
    order: Order | None = None,
    is_final: bool = False,
) -> list[CourtDecision]:
    """What the court decided at ``decided_at`` (UTC) for each child, one row a child. It changes no advice."""
    must_work_on(case, by=by, now=now)
    must_have_happened(decided_at, now=now, field="decided_at")
    if not children:
        raise RuleRefused("court-decision", "Write what the court decided for at least one child.")
    if any(one is not None and one.case_id != case.pk for one in (advice, order)):
        raise RuleRefused("other-case", "Choose the advice and the order of this case.")
    made = []
    for facts in children:
        must_be_of_case([facts.child, *(time.adult for time in facts.times)], case)
        words = must_be_written(facts.words, "court-decision", f"Write what the court decided for {facts.child}.", "words")
        decision = CourtDecision(
            case=case, child=facts.child, decided_at=decided_at, advice=advice, order=order, is_final=is_final, words=words
        )
        decision.save()
        for told in facts.times:
            must_be_valid(told.decision, TimeWith, "court-decision", f"Choose what was decided for {facts.child}.", "decision")
            TimeDecision(court_decision=decision, adult=told.adult, decision=told.decision, words=told.words.strip()).save()
        made.append(decision)
    return made


@service
def withdraw_court_decision(*, decision: CourtDecision, reason: str, by: Any, now: datetime) -> CourtDecision:
    """It was entered in error."""
    must_work_on(decision.case, by=by, now=now)
    return withdraw(record=decision, reason=reason, by=by, now=now)
