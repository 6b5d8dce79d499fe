"""The safety assessment: begun with the court's order, submitted with its key elements, its plan and its conclusions (framework 2.31 to 2.33)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cafcass_cases.cases.models import Case, Order
from cafcass_cases.core.clock import end_of_day
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from referrals.models import Referral

from ..events import StageConcluded
from ..lists import ELEMENTS, Entry
from ..models import RiskIdentification, SafetyAssessment
from .common import case_duty, discharge, must_be_past, must_be_written, must_work_on, open_duty
from .plans import ActionFacts, add_actions

ORDER_WORDS = {
    SafetyAssessment.Ordered.SECTION_7: ("section 7", "s7 ", "s.7", "welfare report"),
    SafetyAssessment.Ordered.RULE_16_4: ("16.4", "child joined as a party"),
    SafetyAssessment.Ordered.FAMILY_ASSISTANCE: ("family assistance",),
}


@dataclass(frozen=True, kw_only=True)
class SafetyFacts:
    """What the assessment says. ``elements``: the text by key; ``actions``: the plan's points, each with an owner and a date."""

    elements: Mapping[str, str]
    domestic_abuse: bool | None = None
    family_perpetrator: bool | None = None
    not_asked_reason: str = ""
    tools: str = ""
    continuing_risk: bool | None = None
    safety_plan: str = ""
    long_term_referral: bool | None = None
    long_term_reason: str = ""
    review_on: date | None = None
    review_what: str = ""
    safeguarding_acts: str = ""
    grounds: bool | None = None
    more_than_screening: str = ""
    actions: Sequence[ActionFacts] = ()


def ordered_as(order: Order) -> str:
    """Which of the court's orders asks for a safety assessment; "" for any other (framework 2.32)."""
    words = f"{order.kind} {order.terms}".lower()
    return next((kind for kind, phrases in ORDER_WORDS.items() if any(phrase in words for phrase in phrases)), "")


@service
def begin_safety(
    *, case: Case, ordered_as: str, ordered_on: date, by: Any, now: datetime, order: Order | None = None, expert: str = ""
) -> SafetyAssessment:
    """The court ordered work on ``ordered_on`` (a London day) of which a safety assessment is part; ``expert``: whom it named instead."""
    if by is not None:
        must_work_on(case, by=by, now=now)
    if ordered_as not in SafetyAssessment.Ordered.values:
        raise RuleRefused("F2.32-1", "Choose what the court ordered.", field="ordered_as")
    if order is not None and (found := SafetyAssessment.objects.filter(order=order, withdrawn_at=None).first()):
        return found
    row = SafetyAssessment(case=case, ordered_as=ordered_as, ordered_on=ordered_on, order=order, expert=expert.strip())
    row.save()
    event_at = min(now, end_of_day(ordered_on))
    open_duty(key="safety-assessed", case=case, subject=row, event_at=event_at, by=by, now=now)
    return row


@service
def record_expert(*, assessment: SafetyAssessment, expert: str, reported_at: datetime | None, by: Any, now: datetime) -> SafetyAssessment:
    """The court named an expert to assess instead; ``reported_at``: when the expert's report came, if it did."""
    row = _lock(assessment)
    must_work_on(row.case, by=by, now=now)
    must_be_written(expert, "F2.32-1", "Enter who the court’s expert is.", "expert")
    row.expert = expert.strip()
    if reported_at is not None:
        must_be_past(reported_at, now, "reported_at")
        row.submitted_at, row.submitted_by = reported_at, by
        discharge(key="safety-assessed", subject=row, at=reported_at, by=by, now=now, note="The court’s expert reported.")
    row.save()
    return row


def _lock(assessment: SafetyAssessment) -> SafetyAssessment:
    rows = SafetyAssessment.objects.select_for_update(of=("self",)).select_related("case", "concern")
    return rows.get(pk=assessment.pk)


def elements_asked(*, domestic_abuse: bool, family_perpetrator: bool) -> list[Entry]:
    """The key elements that this assessment covers (framework 2.33)."""
    wanted = {"", *(("victim", "change") if domestic_abuse else ()), *(("perpetrator",) if family_perpetrator else ())}
    return [entry for entry in ELEMENTS if entry.when in wanted]


RULES = {"": "F2.33-1", "victim": "F2.33-2", "perpetrator": "F2.33-3", "change": "F2.33-4"}


def _must_cover(facts: SafetyFacts) -> None:
    if facts.domestic_abuse is None or facts.family_perpetrator is None:
        raise RuleRefused("F2.33-1", "Say whether there is domestic abuse, and whether the harm is said to come from a family member.")
    asked = elements_asked(
        domestic_abuse=facts.domestic_abuse, family_perpetrator=facts.family_perpetrator and not facts.not_asked_reason.strip()
    )
    missing = [entry for entry in asked if not facts.elements.get(entry.key, "").strip()]
    if missing:
        raise RuleRefused(
            RULES[missing[0].when], "Answer each key element, or say why it does not apply.", missing=[entry.words for entry in missing]
        )


def _referrals_not_sent(case: Case) -> list[str]:
    """Referrals that were decided and have not gone in writing."""
    rows = Referral.objects.filter(case=case, withdrawn_at=None).exclude(writings__sent_at__isnull=False)
    return [f"Referral {reference}" for reference in rows.values_list("reference", flat=True).order_by("decided_at")]


@service
def submit_safety(*, assessment: SafetyAssessment, facts: SafetyFacts, submitted_at: datetime, by: Any, now: datetime) -> SafetyAssessment:
    """Submit the assessment, with its plan. Raises :class:`RuleRefused` naming each element, owner or referral that is missing."""
    row = _lock(assessment)
    case = row.case
    must_work_on(case, by=by, now=now)
    must_be_past(submitted_at, now, "submitted_at")
    if row.submitted_at is not None:
        raise RuleRefused("F2.31-1", "This assessment was submitted, so it stands. Begin another if the court asks for more.")
    _must_cover(facts)
    rests = RiskIdentification.objects.filter(case=case, withdrawn_at=None).exclude(completed_at=None).exists()
    if not rests:
        must_be_written(
            facts.more_than_screening,
            "F2.25-1",
            "Screening alone is not an assessment of risk. Write what else this rests on.",
            "more_than_screening",
        )
    if facts.continuing_risk is None:
        raise RuleRefused("F2.60-10", "Say whether the risk goes on.", field="continuing_risk")
    if facts.continuing_risk:
        must_be_written(facts.safety_plan, "F2.60-10", "Write the safety plan that you made with the child and the parents.", "safety_plan")
    if facts.continuing_risk and facts.domestic_abuse and row.concern is None:
        block(
            "F2.60-3",
            "A violent parent is a continuing risk: log the concern first, so that a referral is decided.",
            case=case,
            subject=row,
        )
    if facts.long_term_referral is None:
        raise RuleRefused("F2.33-5", "Say whether a longer-term risk calls for a referral.", field="long_term_referral")
    must_be_written(facts.long_term_reason, "F2.33-5", "Write why, or why not.", "long_term_reason")
    if facts.long_term_referral and row.concern is None:
        block("F2.33-5", "A longer-term risk calls for a referral: log the concern first.", case=case, subject=row)
    if facts.review_on is not None:
        must_be_written(facts.review_what, "F2.33-5", "Write what happens then, such as a release from prison.", "review_what")
    if facts.grounds is None:
        raise RuleRefused("F2.37T-7", "Say whether there are grounds to intervene.", field="grounds")
    must_be_written(facts.safeguarding_acts, "F2.37T-7", "Write what safeguards the child and the adults.", "safeguarding_acts")
    if not facts.actions:
        raise RuleRefused("F2.31-1", "Give the plan at least one point, with an owner and a date.", field="actions")
    if not_sent := _referrals_not_sent(case):
        block("F2.37T-7", "These referrals have not been sent yet.", case=case, subject=row, missing=not_sent)
    for name in (
        "domestic_abuse", "family_perpetrator", "continuing_risk", "long_term_referral", "review_on", "grounds",
    ):  # fmt: skip
        setattr(row, name, getattr(facts, name))
    for name in ("not_asked_reason", "tools", "safety_plan", "long_term_reason", "review_what", "safeguarding_acts", "more_than_screening"):
        setattr(row, name, getattr(facts, name).strip())
    row.elements = {key: text.strip() for key, text in facts.elements.items() if text.strip()}
    row.submitted_at, row.submitted_by = submitted_at, by
    row.save()
    add_actions(facts.actions, case=case, assessment=row, at=submitted_at, by=by, now=now)
    if facts.review_on is not None:
        case_duty("risk-reviewed", case=case, event_at=submitted_at, agreed_on=facts.review_on, by=by, now=now)
    discharge(key="safety-assessed", subject=row, at=submitted_at, by=by, now=now)
    publish(StageConcluded(case_id=case.pk, stage="safety", record_id=row.pk, at=submitted_at, now=now, by=by))
    return row


@service
def risk_goes_on(*, case: Case, at: datetime, by: Any, now: datetime) -> None:
    """A new order or address at ``at`` (UTC): where a risk from domestic abuse goes on, it is looked at again (framework 2.60)."""
    form = RiskIdentification.objects.filter(case=case, withdrawn_at=None).order_by("number").last()
    safety = SafetyAssessment.objects.filter(case=case, withdrawn_at=None).exclude(submitted_at=None).order_by("submitted_at").last()
    if (form is not None and form.continuing_risk) or (safety is not None and safety.continuing_risk and safety.domestic_abuse):
        case_duty("risk-reassessed", case=case, event_at=at, by=by, now=now)
