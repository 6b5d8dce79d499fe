"""What may be read of samples, starting from who reads. Moments in UTC, days in London."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import visible_cases
from cafcass_cases.core.clock import london_date
from cafcass_cases.policy.calendar import add_working_days
from cafcass_cases.policy.selectors import local_default

from . import rules
from .models import Finding, Sample, SampleAction, SampledCase
from .points import POINTS, Point


@dataclass(frozen=True)
class OfPractitioner:
    """When somebody's cases were last sampled, and when they are next to be. In order of names: nobody is ranked."""

    practitioner: User
    last_on: date | None
    due_on: date | None
    open_sample: Sample | None

    def is_due(self, today: date) -> bool:
        return self.open_sample is None and (self.due_on is None or self.due_on <= today)


def practitioner_for(user: User, practitioner_id: UUID | str, at: datetime) -> User:
    """Somebody whose cases the user may sample. Raises Http404."""
    return get_object_or_404(User.objects.select_related("team").filter(rules.practitioners_of(user, at)).distinct(), pk=practitioner_id)


def practitioners_to_sample(user: User, at: datetime) -> list[OfPractitioner]:
    """Everybody whose cases the user may sample, by name."""
    if not rules.may_sample(user):
        return []
    people = list(User.objects.filter(rules.practitioners_of(user, at)).distinct().select_related("team").order_by("full_name", "pk"))
    signed = Sample.objects.filter(practitioner__in=people).exclude(signed_at=None)
    last = dict(signed.values_list("practitioner").annotate(Max("signed_at")).order_by())
    under_way = {one.practitioner_id: one for one in Sample.objects.filter(practitioner__in=people, signed_at=None)}
    period = local_default("SAMPLING_PERIOD", at=at).value
    found = []
    for person in people:
        day = london_date(last[person.pk]) if person.pk in last else None
        due = add_working_days(day, period) if day else None
        found.append(OfPractitioner(person, day, due, under_way.get(person.pk)))
    return found


def cases_held(user: User, practitioner: User, since: date, at: datetime) -> QuerySet[Case]:
    """The cases that the practitioner held on the London day ``since`` or after, of those that ``user`` may see."""
    held = Q(allocations__ends_at=None) | Q(allocations__ends_at__date__gte=since)
    cases = visible_cases(user, at).filter(held, allocations__practitioner=practitioner, allocations__starts_at__lte=at)
    return cases.distinct().order_by("received_at", "pk")


def samples_of(user: User, at: datetime) -> list[Sample]:
    """Samples that the user may read, the latest first."""
    mine = Q(practitioner=user) & ~Q(signed_at=None)
    if rules.may_sample(user):
        mine |= Q(sampled_by=user) | Q(practitioner__in=User.objects.filter(rules.practitioners_of(user, at)).values("pk"))
    return list(Sample.objects.filter(mine).select_related("practitioner", "sampled_by").order_by("-sampled_at"))


def sample_for(user: User, sample_id: UUID | str, at: datetime) -> Sample:
    """Raises Http404."""
    people = ("practitioner__team__manager", "practitioner__line_manager", "sampled_by", "signed_by")
    sample = get_object_or_404(Sample.objects.select_related(*people), pk=sample_id)
    if not rules.may_read(user, sample, at):
        raise Http404
    return sample


def sampled_for(user: User, sampled_id: UUID | str, at: datetime) -> SampledCase:
    """One case of a sample, where the user may read the sample and see the case. Raises Http404."""
    sampled = get_object_or_404(SampledCase, pk=sampled_id)
    sampled.sample = sample_for(user, sampled.sample_id, at)
    sampled.case = get_object_or_404(visible_cases(user, at), pk=sampled.case_id)
    return sampled


def action_for(user: User, action_id: UUID | str, at: datetime) -> SampleAction:
    """Also its owner's, who may have no part in the sample. Raises Http404."""
    action = get_object_or_404(SampleAction.objects.select_related("owner", "sampled"), pk=action_id)
    if action.owner_id == user.pk:
        action.sample = Sample.objects.select_related("practitioner", "sampled_by").get(pk=action.sample_id)
        if action.sample.is_signed:
            return action
    action.sample = sample_for(user, action.sample_id, at)
    return action


def cases_of(sample: Sample, user: User, at: datetime) -> list[SampledCase]:
    """The sample's cases with their findings; ``is_visible`` says whether the reader may see the case itself."""
    findings = Prefetch("findings", Finding.objects.select_related("answered_by"))
    rows = list(sample.cases.select_related("case").prefetch_related(findings))
    seen = set(visible_cases(user, at).filter(pk__in=[row.case_id for row in rows]).values_list("pk", flat=True))
    for row in rows:
        row.is_visible = row.case_id in seen
    return rows


@dataclass(frozen=True)
class ByPoint:
    """One point over the cases of a sample: how often shown, and in which cases not (FA5-2)."""

    point: Point
    counts: Counter
    not_shown: tuple[SampledCase, ...]


def by_point(cases: list[SampledCase]) -> list[ByPoint]:
    counts: dict[str, Counter] = defaultdict(Counter)
    missing: dict[str, list[SampledCase]] = defaultdict(list)
    for row in cases:
        for finding in row.findings.all():
            counts[finding.point][finding.state] += 1
            if finding.state == Finding.State.NOT_SHOWN:
                missing[finding.point].append(row)
    return [ByPoint(point, counts[point.key], tuple(missing[point.key])) for point in POINTS]


def actions_of(sample: Sample) -> list[SampleAction]:
    return list(sample.actions.select_related("owner", "sampled__case", "done_by"))


def unanswered(cases: list[SampledCase]) -> list[tuple[SampledCase, int]]:
    """The cases with points that nobody answered, and how many."""
    left = [(row, len(POINTS) - len(row.findings.all())) for row in cases]
    return [(row, many) for row, many in left if many > 0]
