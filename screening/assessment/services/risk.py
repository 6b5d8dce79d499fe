"""Risk identification: who was met, which factors are there, how likely harm is, and what is done (framework 2.26 to 2.30)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from safeguarding.models.children import Standing

from ..events import StageConcluded
from ..lists import FACTORS, Entry, words_of
from ..models import Likelihood, PersonMet, RiskFactor, RiskIdentification
from ..models.stages import AT_ONCE
from .common import Ending, discharge, end_duties, must_be_past, must_work_on, open_duty

Abuse = RiskIdentification.Abuse
RISK_KEYS = ("risk-identified", "risk-identified-public")


@dataclass(frozen=True, kw_only=True)
class MetFacts:
    """Somebody who was met, on a London day."""

    person: Person
    met_on: date


@dataclass(frozen=True, kw_only=True)
class FactorFacts:
    """One factor that is present. ``key`` empty: one outside the list, in ``other``."""

    key: str = ""
    other: str = ""
    about: Sequence[Person] = ()
    source: str = ""
    standing: str = ""
    information_on: date | None = None
    likelihood: str = ""

    @property
    def words(self) -> str:
        return words_of(FACTORS, self.key) if self.key else self.other


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """What the form says. ``absent`` and ``unknown`` are keys of factors; with those present they are the whole list."""

    met: Sequence[MetFacts] = ()
    not_seen_reason: str = ""
    factors: Sequence[FactorFacts] = ()
    absent: Sequence[str] = ()
    unknown: Sequence[str] = ()
    domestic_abuse: str = ""
    domestic_abuse_basis: str = ""
    domestic_abuse_response: str = ""
    continuing_risk: bool | None = None
    analysis: str = ""
    actions: str = ""
    dispute_impact: str = ""
    worker_risk: bool | None = None
    worker_plan: str = ""
    concerns_recorded: bool | None = None
    concerns_action: str = ""
    grounds: bool | None = None
    grounds_reason: str = field(default="")


def factors_for(case: Case) -> list[Entry]:
    """The factors of the list that are asked about in this case: one is for public law alone."""
    return [entry for entry in FACTORS if entry.when != "public" or case.law == "public"]


def _must_be_complete(case: Case, facts: RiskFacts) -> None:
    for rule, phrase, field_name in _missing(case, facts):
        raise RuleRefused(rule, phrase, field=field_name)
    left = {entry.key for entry in factors_for(case)} - {one.key for one in facts.factors} - set(facts.absent) - set(facts.unknown)
    if left:
        raise RuleRefused(
            "F2.14-1", "Say of each factor whether it is there, is not there, or is not known.",
            missing=[entry.words for entry in FACTORS if entry.key in left], field="present",
        )  # fmt: skip


def _missing(case: Case, facts: RiskFacts) -> Iterator[tuple[str, str, str | None]]:
    met = {one.person.pk for one in facts.met}
    if not any(not one.person.is_child for one in facts.met):
        yield "F2.26-1", "Enter which adult you met, and when.", "met"
    if not facts.not_seen_reason.strip() and any(child.pk not in met for child in subject_children(case)):
        yield "F2.26-1", "Write why a child was not seen.", "not_seen_reason"
    for factor in facts.factors:
        yield from _missing_of_factor(factor)
    if facts.domestic_abuse not in Abuse.values:
        yield "F2.60-1", "Say whether there is domestic abuse, even where nobody speaks of it.", "domestic_abuse"
    if not facts.domestic_abuse_basis.strip():
        yield "F2.60-1", "Write whom you asked, each apart, or on what else your answer rests.", "domestic_abuse_basis"
    if facts.domestic_abuse == Abuse.NONE and any(factor.key == "domestic_abuse" for factor in facts.factors):
        yield "F2.60-1", "You marked domestic abuse as a factor that is there.", "domestic_abuse"
    if facts.domestic_abuse == Abuse.ALLEGED and not facts.domestic_abuse_response.strip():
        yield "F2.60-2", "Write how the allegation is answered, and what may stand in the way of help.", "domestic_abuse_response"
    if facts.domestic_abuse in (Abuse.ALLEGED, Abuse.SIGNS) and facts.continuing_risk is None:
        yield "F2.60-3", "Say whether a violent parent is a continuing risk.", "continuing_risk"
    if not facts.analysis.strip():
        yield "FR1-1", "Write your first analysis.", "analysis"
    if facts.factors and not facts.actions.strip():
        yield "F2.26-1", "Write what would reduce or manage the risk.", "actions"
    if case.law == "private" and not facts.dispute_impact.strip():
        yield "F2.80-1", "Write how the dispute affects each child.", "dispute_impact"
    if facts.worker_risk is None:
        yield "F2.37T-5", "Say whether somebody who works with the family is at risk.", "worker_risk"
    if facts.worker_risk and not facts.worker_plan.strip():
        yield "F2.37T-5", "Write the health and safety plan.", "worker_plan"
    if facts.concerns_recorded is None:
        yield "F2.37T-5", "Say whether all welfare concerns are recorded.", "concerns_recorded"
    if facts.concerns_recorded is False and not facts.concerns_action.strip():
        yield "F2.37T-5", "Write what is done to have every concern recorded.", "concerns_action"
    if facts.grounds is None:
        yield "F2.37T-5", "Say whether there are grounds to intervene.", "grounds"
    if facts.grounds and not facts.grounds_reason.strip():
        yield "F2.37T-5", "Write what the grounds are, and what is done.", "grounds_reason"


def _missing_of_factor(factor: FactorFacts) -> Iterator[tuple[str, str, str | None]]:
    if not factor.key and not factor.other.strip():
        yield "F2.14-3", "Write what the other factor is.", "other"
        return
    if factor.likelihood not in Likelihood.values:
        yield "FR1-1", f"Say how likely harm is: {factor.words}.", None
    if not factor.about:
        yield "FR1-1", f"Say about whom: {factor.words}.", None
    if not factor.source.strip():
        yield "FR1-1", f"Enter who or what says so: {factor.words}.", None
    if factor.standing not in Standing.values:
        yield "standing", f"Say whether it is alleged, admitted, found, convicted or disproved: {factor.words}.", None


@service
def submit_risk(*, case: Case, facts: RiskFacts, submitted_at: datetime, by: Any, now: datetime) -> RiskIdentification:
    """Submit the form: a new version beside the older ones.

    A risk that is high or imminent goes to the manager at once, and the form is not finished until supervision is asked for on the
    concern that it belongs to; a continuing risk from a violent parent needs its concern (framework 2.30 and 2.60).
    Raises :class:`RuleRefused` with what is missing.
    """
    must_work_on(case, by=by, now=now)
    must_be_past(submitted_at, now, "submitted_at")
    _must_be_complete(case, facts)
    last = RiskIdentification.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    form = RiskIdentification(
        case=case, number=last + 1, not_seen_reason=facts.not_seen_reason.strip(), factors_absent=list(facts.absent), factors_unknown=list(facts.unknown),
        domestic_abuse=facts.domestic_abuse, domestic_abuse_basis=facts.domestic_abuse_basis.strip(),
        domestic_abuse_response=facts.domestic_abuse_response.strip(), continuing_risk=facts.continuing_risk if facts.domestic_abuse != Abuse.NONE else None,
        analysis=facts.analysis.strip(), actions=facts.actions.strip(), dispute_impact=facts.dispute_impact.strip(), worker_risk=bool(facts.worker_risk),
        worker_plan=facts.worker_plan.strip() if facts.worker_risk else "", concerns_recorded=bool(facts.concerns_recorded),
        concerns_action=facts.concerns_action.strip(), grounds=bool(facts.grounds), grounds_reason=facts.grounds_reason.strip(),
        submitted_at=submitted_at, submitted_by=by,
    )  # fmt: skip
    form.save()
    for one in facts.met:
        PersonMet(form=form, person=one.person, met_on=one.met_on).save()
    for factor in facts.factors:
        RiskFactor(
            form=form, key=factor.key, other=factor.other.strip(), about=[person.pk for person in factor.about], source=factor.source.strip(),
            standing=factor.standing, information_on=factor.information_on, likelihood=factor.likelihood,
        ).save()  # fmt: skip
    for earlier in RiskIdentification.objects.filter(case=case, completed_at=None, withdrawn_at=None).exclude(pk=form.pk):
        end_duties(subject=earlier, ending=Ending.NOT_NEEDED, at=now, by=by, now=now, note="A newer form takes its place.")
    for key in ("risk-reassessed", "risk-reviewed"):
        discharge(key=key, subject=case, at=submitted_at, by=by, now=now)
    common = {"case": case, "subject": form, "event_at": submitted_at, "by": by, "now": now}
    if at_once(form):
        open_duty(key="risk-discussed", serious=True, **common)
        open_duty(key="risk-told", serious=True, **common)
    if form.continuing_risk:
        open_duty(key="abuse-concern", **common)
    complete_if_free(form, at=submitted_at, by=by, now=now)
    return form


def at_once(form: RiskIdentification) -> bool:
    """Whether a risk of this form is high or imminent."""
    return form.factors.filter(likelihood__in=AT_ONCE).exists()


def is_discussed(form: RiskIdentification) -> bool:
    """Whether supervision is asked for, or was held, since the form was submitted."""
    if form.concern is None:
        return False
    found = form.concern.supervisions.filter(withdrawn_at=None)
    return found.filter(Q(held_at=None) | Q(held_at__gte=form.submitted_at)).exists()


def complete_if_free(form: RiskIdentification, *, at: datetime, by: Any, now: datetime) -> None:
    """Complete the form, once nothing that its risks ask for is still to come. ``at``: when the last of it happened."""
    if form.completed_at is not None or (form.continuing_risk and form.concern_id is None):
        return
    if at_once(form):
        if not is_discussed(form):
            return
        discharge(key="risk-discussed", subject=form, at=at, by=by, now=now)
    newer = RiskIdentification.objects.filter(case=form.case_id, number__gt=form.number, withdrawn_at=None).exists()
    form.completed_at = max(at, form.submitted_at)
    form.save()
    if not newer:
        for key in RISK_KEYS:
            discharge(key=key, subject=form.case, at=form.completed_at, by=by, now=now)
        publish(StageConcluded(case_id=form.case_id, stage="risk", record_id=form.pk, at=form.completed_at, now=now, by=by))


@service
def supervision_came(*, form: RiskIdentification, held: bool, at: datetime, by: Any, now: datetime) -> None:
    """Supervision was asked for (or ``held``) on the form's concern at ``at`` (UTC)."""
    if held and at >= form.submitted_at:
        discharge(key="risk-discussed", subject=form, at=at, by=by, now=now)
        discharge(key="risk-told", subject=form, at=at, by=by, now=now)
    complete_if_free(form, at=at, by=by, now=now)
