"""What a case's record proves on each of the eleven points, with the place and the day: read, never judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, RecordEntry
from cafcass_cases.cases.registry import chronology_of
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.definitions import known_definition
from cafcass_cases.duties.models import Departure, Duty, Ending, OwedBy
from screening.assessment.models import (
    CasePlan,
    NeedsAssessment,
    PlanAction,
    RiskFactor,
    RiskIdentification,
    SafetyAssessment,
    ScreeningConclusion,
)

from .points import POINTS

CHILDREN = "Work with children"
"""What the chronology calls lines about a child's own words and views."""

MOST = 6
"""Of the same kind of proof on one point, the latest: the case itself shows the rest."""


@dataclass(frozen=True)
class Proof:
    """One thing on the record: in words, when, and where it is."""

    words: str
    at: datetime
    url: str = ""

    @property
    def row(self) -> dict[str, str]:
        """As it is kept with the finding."""
        return {"words": self.words, "on": london_date(self.at).isoformat(), "url": self.url}


@dataclass
class Shown:
    """For one point: what proves it, and what the record says is missing or late."""

    proofs: list[Proof] = field(default_factory=list)
    gaps: list[Proof] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What the answer begins with; the manager decides. Empty: the record says nothing, so it is a question."""
        return "" if not self.proofs or self.gaps else "shown"


def _url(record: Any) -> str:
    try:
        return str(record.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""


def proofs_of(case: Case, user: User, now: datetime) -> dict[str, Shown]:
    """By point. ``user`` is who reads: lines of the chronology are theirs to see. Moments in UTC."""
    shown: dict[str, Shown] = {point.key: Shown() for point in POINTS}
    standing: dict[str, Any] = {"case": case, "withdrawn_at": None}
    kinds = (RecordEntry.Kind.DIRECT_WORK, RecordEntry.Kind.OBSERVATION)
    duties, departures, screened, forms, plans, needs, answered, safety, entries = gather(
        Duty.objects.filter(case=case).order_by("event_at"),
        Departure.objects.filter(**standing),
        ScreeningConclusion.objects.filter(**standing),
        RiskIdentification.objects.filter(**standing).exclude(completed_at=None),
        CasePlan.objects.filter(**standing),
        NeedsAssessment.objects.filter(**standing).exclude(childs_part=""),
        PlanAction.objects.filter(**standing).order_by("created_at"),
        SafetyAssessment.objects.filter(**standing).exclude(submitted_at=None),
        RecordEntry.objects.filter(kind__in=kinds, corrections=None, **standing).order_by("happened_at"),
    )
    _from_duties(case, duties, now, shown)
    _from_departures(departures, shown)
    _from_screening(screened, forms, shown)
    _from_plans(plans, needs, answered, list(forms), shown)
    _from_work(safety, entries, shown)
    for line in chronology_of(case, user):
        if line.kind == CHILDREN:
            shown["childs_view"].proofs.append(Proof(line.title, line.at, line.url))
    for one in shown.values():
        one.proofs.sort(key=lambda proof: proof.at, reverse=True)
        one.gaps.sort(key=lambda proof: proof.at, reverse=True)
        del one.proofs[MOST:], one.gaps[MOST:]
    return shown


def _from_duties(case: Case, duties: Iterable[Duty], now: datetime, shown: dict[str, Shown]) -> None:
    """What was owed, and done. Late is late; an authority's lateness is not the practitioner's."""
    points = [point for point in POINTS if point.duties]
    done = late = 0
    last = None
    for duty in duties:
        definition = known_definition(duty.key)
        title = definition.title if definition else duty.key
        url = reverse("duties:show_duty", args=[duty.pk])
        ours = duty.owed_by == OwedBy.US
        is_late = duty.is_late(now)
        was_done = duty.ending in (Ending.DONE, Ending.DONE_LATE)
        if ours and was_done:
            done, last = done + (not is_late), max(last, duty.ended_at) if last else duty.ended_at
        if ours and is_late and not duty.lateness_reason:
            late += 1
        for point in points:
            if duty.key not in point.duties:
                continue
            if was_done and duty.ended_at:
                shown[point.key].proofs.append(Proof(f"{title}: done{' late' if is_late and ours else ''}", duty.ended_at, url))
            elif ours and is_late and duty.due_at:
                shown[point.key].gaps.append(Proof(f"{title}: late", duty.due_at, url))
    page = reverse("duties:list_case_duties", args=[case.pk])
    if done and last:
        shown["framework"].proofs.append(Proof(f"{done} {'duties' if done > 1 else 'duty'} done in time", last, page))
    if late:
        shown["framework"].gaps.append(Proof(f"{late} {'duties' if late > 1 else 'duty'} late, without a word of why", now, page))


def _from_departures(departures: Iterable[Departure], shown: dict[str, Shown]) -> None:
    for one in departures:
        words = f"Departure recorded, with its reasons ({one.requirement})"
        shown["framework"].proofs.append(Proof(words, one.decided_at, reverse("duties:show_departure", args=[one.pk])))


def _from_screening(screened: Iterable[ScreeningConclusion], forms: Iterable[RiskIdentification], shown: dict[str, Shown]) -> None:
    for concluded in screened:
        shown["screening"].proofs.append(Proof("Screening concluded", concluded.concluded_at, _url(concluded)))
    for form in forms:
        shown["screening"].proofs.append(Proof(f"Risk identification, version {form.number}", form.completed_at, _url(form)))


def _from_plans(
    plans: Iterable[CasePlan],
    needs: Iterable[NeedsAssessment],
    answered: Iterable[PlanAction],
    forms: list[RiskIdentification],
    shown: dict[str, Shown],
) -> None:
    """The plans themselves, the child's part in them, and what they do about each risk factor."""
    plans, answered = list(plans), list(answered)
    for plan in plans:
        shown["plans"].proofs.append(Proof(f"Case plan, version {plan.number}", plan.written_at, _url(plan)))
    for one in needs:
        shown["plans"].proofs.append(Proof("The child's part in an assessment of needs", one.recorded_at, _url(one)))
    if answered:
        what = f"{len(answered)} point{'s' * (len(answered) > 1)} of plans, with owners and dates"
        shown["plan_answers"].proofs.append(Proof(what, answered[-1].created_at, _url(plans[-1]) if plans else ""))
    elif forms and (factors := RiskFactor.objects.filter(form__in=[form.pk for form in forms]).count()):
        words = f"{factors} risk factor{'s' * (factors > 1)} and no point of a plan"
        shown["plan_answers"].gaps.append(Proof(words, forms[-1].completed_at, _url(forms[-1])))


def _from_work(safety: Iterable[SafetyAssessment], entries: Iterable[RecordEntry], shown: dict[str, Shown]) -> None:
    for one in safety:
        answers = sum(bool(answer) for answer in (one.elements or {}).values())
        shown["safety"].proofs.append(Proof(f"Safety assessment, {answers} key elements answered", one.submitted_at, _url(one)))
    for entry in entries:
        words = entry.title or entry.get_kind_display()
        shown["direct_work"].proofs.append(Proof(words, entry.happened_at, reverse("cases:show_entry", args=[entry.pk])))
