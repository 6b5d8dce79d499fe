"""What may be read of advice, decisions and findings of fact, starting from who reads. Moments in UTC."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Least

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Marker, Person
from cafcass_cases.cases.models.people import PARTY_ROLES
from cafcass_cases.cases.selectors import markers_of, record_for
from cafcass_cases.core.gather import gather, give
from cafcass_cases.duties.models import Duty
from safeguarding.advising import InCase, in_case
from safeguarding.models import Concern, ConcernChild

from .models import (
    Advice,
    ChildAdvice,
    CourtDecision,
    FindingOfFact,
    HarmStanding,
    OffenderAnalysis,
    OffenderChildAnalysis,
    TimeAdvice,
    TimeDecision,
    TimeWith,
)


def advice_for(user: User, advice_id: UUID, at: datetime) -> Advice:
    """The advice, if its case is theirs to know; one entered in error for auditors only. Raises Http404."""
    return record_for(user, Advice.objects.select_related("author", "supersedes", "referral_considered_by"), advice_id, at)


def finding_for(user: User, finding_id: UUID, at: datetime) -> FindingOfFact:
    """The finding of fact, as :func:`advice_for`."""
    return record_for(user, FindingOfFact.objects.select_related("concern", "order", "hearing", "advice"), finding_id, at)


def decision_for(user: User, decision_id: UUID, at: datetime) -> CourtDecision:
    return record_for(user, CourtDecision.objects.select_related("child"), decision_id, at)


def _children() -> QuerySet[ChildAdvice]:
    times = Prefetch("times", queryset=TimeAdvice.objects.select_related("adult"))
    return ChildAdvice.objects.select_related("child").prefetch_related(times)


def advice_of(case: Case) -> list[Advice]:
    """Every piece of advice of a case with its children, the newest first."""
    found = case.advice.filter(withdrawn_at=None).select_related("author").prefetch_related(Prefetch("children", queryset=_children()))
    return list(found.order_by("-filed_at", "-created_at"))


def children_advised(advice: Advice) -> list[ChildAdvice]:
    """What the advice says of each child, with each adult."""
    return list(_children().filter(advice=advice).order_by("child__date_of_birth", "created_at"))


@dataclass(frozen=True)
class AdviceView:
    """One piece of advice with all that hangs on it, as its page and the checks before filing need it.

    ``people`` are those of the case, the eldest first; ``analyses`` are by the id of the registered sex offender.
    """

    advice: Advice
    people: list[Person]
    children: list[ChildAdvice]
    analyses: dict[UUID, OffenderAnalysis]
    decisions: list[CourtDecision]
    duties: list[Duty]

    @property
    def speaks_of_time(self) -> bool:
        """Whether it recommends anything on a child's time with an adult."""
        return any(time.recommendation != TimeWith.NOT_ADDRESSED for row in self.children for time in row.times.all())

    @property
    def to_live_with(self) -> set[UUID]:
        """The adults with whom it says that a child lives."""
        return {time.adult_id for row in self.children for time in row.times.all() if time.recommendation == TimeWith.LIVES_WITH}

    def there(self, at: datetime) -> InCase:
        """The people of the case with the markers they bear at ``at`` (UTC), in one more query."""
        return InCase(self.people, markers_of(self.people, at))


def whole_of(advice: Advice) -> AdviceView:
    """The whole of a piece of advice that the reader was let to see, in one query."""
    decided = advice.decisions.filter(withdrawn_at=None)
    people, children, times, analyses, parts, decisions, decided_times, duties = gather(
        advice.case.people.filter(withdrawn_at=None).order_by("date_of_birth", "created_at"),
        advice.children.select_related("child").order_by("child__date_of_birth", "created_at"),
        TimeAdvice.objects.filter(child_advice__advice=advice).select_related("adult"),
        advice.offender_analyses.all(),
        OffenderChildAnalysis.objects.filter(analysis__advice=advice),
        decided.select_related("child").order_by("-decided_at", "created_at"),
        TimeDecision.objects.filter(court_decision__in=decided).select_related("adult"),
        _duties_on(advice),
    )
    give(children, "times", times, "child_advice_id")
    give(analyses, "children", parts, "analysis_id")
    give(decisions, "times", decided_times, "court_decision_id")
    return AdviceView(
        advice=advice,
        people=list(people),
        children=list(children),
        analyses={one.person_id: one for one in analyses},
        decisions=list(decisions),
        duties=_open_first(duties),
    )


def decisions_of(case: Case) -> list[CourtDecision]:
    """What the court decided, the newest first."""
    found = case.court_decisions.filter(withdrawn_at=None).select_related("child", "order", "advice").prefetch_related("times__adult")
    return list(found.order_by("-decided_at", "created_at"))


def findings_of(case: Case) -> list[FindingOfFact]:
    return list(case.findings_of_fact.filter(withdrawn_at=None).select_related("hearing", "concern"))


def duties_on(record: Any) -> list[Duty]:
    """Every duty that hangs on one of this room's records, open ones first."""
    return _open_first(_duties_on(record))


def _duties_on(record: Any) -> QuerySet[Duty]:
    return Duty.objects.filter(subject_label=record._meta.label_lower, subject_id=record.pk).select_related("owner", "child")


def _open_first(duties: Iterable[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: (duty.ended_at is not None, duty.event_at))


# Registered sex offenders among the parties (policy 54)


def offenders_of(case: Case, at: datetime) -> list[Person]:
    """The parties who bear the marker of a registered sex offender at ``at``, in this case or in one linked to it."""
    return offenders_among(in_case(case, at))


def offenders_among(there: InCase) -> list[Person]:
    """The same, of people and markers that were read already."""
    marked = there.bearing(Marker.Kind.REGISTERED_SEX_OFFENDER)
    return sorted((one for one in marked if one.role in PARTY_ROLES), key=lambda one: one.created_at)


def offender_analysis(advice: Advice, person: Person) -> OffenderAnalysis | None:
    """What the advice says so far of one registered sex offender."""
    return OffenderAnalysis.objects.filter(advice=advice, person=person).prefetch_related("children").first()


def offender_analysis_for(user: User, analysis_id: UUID, at: datetime) -> OffenderAnalysis:
    """One analysis, if its case is theirs to know. Raises Http404."""
    return record_for(user, OffenderAnalysis.objects.select_related("person", "advice__author"), analysis_id, at, path="advice__case")


# How harm by an adult stands


_WEIGHT = [
    HarmStanding.NONE,
    HarmStanding.DISPROVED,
    HarmStanding.ALLEGED,
    HarmStanding.ADMITTED,
    HarmStanding.FOUND,
    HarmStanding.CONVICTED,
]


def harm_by(case: Case, adults: Iterable[Person]) -> dict[tuple[UUID, UUID], tuple[str, list[str]]]:
    """For each child and adult (their ids): how harm by that adult stands at worst, and its kinds, as the concerns have it.

    A concern says from whom the harm is said to come (``harm_from``); where it says nobody, nothing is derived.
    """
    wanted = {adult.pk for adult in adults}
    rows = ConcernChild.objects.filter(concern__case=case, concern__withdrawn_at=None).select_related("concern").prefetch_related("harms")
    found: dict[tuple[UUID, UUID], tuple[str, list[str]]] = {}
    for row in rows:
        for adult_id in wanted.intersection(row.concern.harm_from):
            standing, kinds = found.get((row.child_id, adult_id), (HarmStanding.NONE.value, []))
            for harm in row.harms.all():
                standing = max(standing, harm.standing, key=lambda one: _WEIGHT.index(HarmStanding(one)))
                if harm.kind not in kinds:
                    kinds = [*kinds, harm.kind]
            found[row.child_id, adult_id] = (standing, kinds)
    return found


# What became known later


@dataclass(frozen=True)
class LaterConcern:
    """A concern about a child that became known after advice on that child was filed.

    ``arose_at`` is when the information reached Cafcass. ``held_before``: it had reached Cafcass before the advice was filed, and
    was recognised as a concern after. Neither says that the advice was wrong (DESIGN §10.11).
    """

    child_advice: ChildAdvice
    concern: Concern
    arose_at: datetime
    recognised_at: datetime
    held_before: bool


def advice_with_later_concerns() -> QuerySet[ChildAdvice]:
    """One row for each child advised on and each concern about that child recognised after the advice was filed.

    Annotated with ``later_concern_id``, ``arose_at`` (when it reached Cafcass), ``recognised_at`` and ``filed_at``. Whose rows may be
    seen is for the caller: figures count them, pages start from a case. Advice and concerns entered in error are left out.
    """
    concern = "child__concerns__concern__"
    return (
        ChildAdvice.objects.filter(advice__filed_at__isnull=False, advice__withdrawn_at=None)
        .annotate(
            filed_at=F("advice__filed_at"),
            later_concern_id=F(f"{concern}id"),
            arose_at=Least(F(f"{concern}reached_us_at"), F(f"{concern}recognised_at")),
            recognised_at=F(f"{concern}recognised_at"),
            concern_withdrawn_at=F(f"{concern}withdrawn_at"),
        )
        .filter(concern_withdrawn_at=None, recognised_at__gt=F("filed_at"))
    )


def later_concerns(advice: Advice) -> list[LaterConcern]:
    """The concerns about this advice's children that became known after it was filed, oldest first."""
    rows = advice_with_later_concerns().filter(advice=advice).select_related("child", "advice").order_by("recognised_at")
    found = list(rows)
    concerns = Concern.objects.in_bulk([row.later_concern_id for row in found])
    return [
        LaterConcern(row, concerns[row.later_concern_id], row.arose_at, row.recognised_at, held_before=row.arose_at <= row.filed_at)
        for row in found
    ]
