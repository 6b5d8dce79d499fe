"""What may be read at a duty desk, starting from who reads. Moments in UTC; lateness is worked out from the rows and the time."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.models import Team, User
from cafcass_cases.cases.models import AccessGrant, Allocation, Case, Stage
from cafcass_cases.cases.selectors import allocated_practitioner, visible_cases
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.models import Duty, OwedBy

from . import rules
from .models import CaseTaken, DeskDuty, DeskEnquiry

Why = CaseTaken.Why


def desk_for(user: User, team_id: UUID | str | None, at: datetime) -> tuple[Team, list[Team]]:
    """The desk asked for, else the reader's own, and every desk they read. Raises Http404 where there is none."""
    desks = list(rules.desks_of(user, at))  # by name, as teams are
    wanted = str(team_id or user.team_id or "")
    found = next((one for one in desks if str(one.pk) == wanted), None)
    if found is None and team_id:
        raise Http404
    if found is None and not desks:
        raise Http404
    return found or desks[0], desks


def _named_only(user: User, at: datetime) -> Q:
    """Of restricted cases only those on which they are named; the desk's other cases are its own to know of."""
    named = AccessGrant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), case=OuterRef("case"), user=user, kind=AccessGrant.Kind.NAMED, starts_at__lte=at
    )
    return Q(case=None) | Q(case__is_restricted=False) | Q(Exists(named))


def enquiries_of(user: User, team: Team, at: datetime) -> QuerySet[DeskEnquiry]:
    """What waits or is taken at a team's desk, the soonest due first."""
    rows = DeskEnquiry.objects.filter(_named_only(user, at), team=team, withdrawn_at=None, ended_at=None)
    return rows.select_related("case", "taken_by", "created_by").order_by(F("taken_at").asc(nulls_first=True), "answer_due_at", "pk")


def lately_answered(user: User, team: Team, at: datetime) -> QuerySet[DeskEnquiry]:
    rows = DeskEnquiry.objects.filter(_named_only(user, at), team=team, withdrawn_at=None).exclude(ended_at=None)
    return rows.select_related("case", "ended_by", "concern").order_by("-ended_at")[:15]


def enquiries_and_answered(user: User, team: Team, at: datetime) -> tuple[list[DeskEnquiry], list[DeskEnquiry]]:
    """What waits or is taken at a team's desk, and what was lately answered, in one query."""
    waiting, answered = gather(enquiries_of(user, team, at), lately_answered(user, team, at))
    return list(waiting), list(answered)


def enquiry_for(user: User, enquiry_id: UUID | str, at: datetime) -> DeskEnquiry:
    """An enquiry of a desk they read, or that they logged or hold. Raises Http404."""
    theirs = Q(team__in=rules.desks_of(user, at)) | Q(created_by=user) | Q(taken_by=user)
    rows = DeskEnquiry.objects.filter(_named_only(user, at), theirs, withdrawn_at=None)
    found = rows.select_related("case__team", "team__service_area", "team__manager", "taken_by", "ended_by", "created_by", "concern")
    return get_object_or_404(found, pk=enquiry_id)


def taken_for(user: User, taken_id: UUID | str, at: datetime) -> CaseTaken:
    """A case that somebody has from the desk: for them, and for those who read that desk and see the case. Raises Http404."""
    theirs = Q(person=user) | Q(case__team__in=rules.desks_of(user, at), case__in=visible_cases(user, at))
    return get_object_or_404(CaseTaken.objects.filter(theirs).select_related("case__team", "person"), pk=taken_id)


def desk_case_for(user: User, case_id: UUID | str, at: datetime) -> Case:
    """A case of a desk they read, to take it. Raises Http404; restricted cases are there for those who see them only."""
    mine = Q(team__in=rules.desks_of(user, at), is_restricted=False) | Q(pk__in=visible_cases(user, at).values("pk"))
    return get_object_or_404(Case.objects.select_related("team").filter(mine), pk=case_id)


def duty_on_rota(duty_id: UUID | str) -> DeskDuty:
    """Raises Http404."""
    return get_object_or_404(DeskDuty.objects.filter(withdrawn_at=None).select_related("team", "person"), pk=duty_id)


def rota_to_come(teams: Any, at: datetime) -> QuerySet[DeskDuty]:
    """The desk's rota, running and coming."""
    rows = DeskDuty.objects.filter(team__in=teams, withdrawn_at=None, ends_at__gt=at)
    return rows.select_related("team", "person").order_by("team__name", "starts_at")


# ---- cases with nobody there


def absent_at(at: datetime) -> dict[UUID, User]:
    """Everybody who is away at ``at``, covered or not."""
    return {absence.user_id: absence.user for absence in staffing.absences_at(at).select_related("user")}


def away_without_cover(at: datetime, absent: dict[UUID, User] | None = None) -> set[UUID]:
    """Everybody who is away at ``at`` and for whom nobody stands in. ``absent`` is who is away then, where that is at hand."""
    absent = absent_at(at) if absent is None else absent
    return {pk for pk, user in absent.items() if staffing.stand_in(user, at) is None}


def why_nobody(case: Case, at: datetime) -> str:
    """Why nobody is there for a case: it is closed, nobody holds it, or who holds it is away without cover; "" where somebody is."""
    if case.stage == Stage.CLOSED:
        return Why.CLOSED
    holder = allocated_practitioner(case, at)
    if holder is None or not holder.is_active:
        return Why.UNALLOCATED
    return Why.AWAY if staffing.is_away(holder, at) and staffing.stand_in(holder, at) is None else ""


@dataclass
class Waiting:
    """A case with nobody there and what is owed on it."""

    case: Case
    why: str
    holder: str = ""
    duties: list[Duty] = field(default_factory=list)
    taken: CaseTaken | None = None

    @property
    def first_due(self) -> datetime | None:
        return min((duty.due_at for duty in self.duties if duty.due_at), default=None)

    @property
    def why_words(self) -> str:
        return str(Why(self.why).label)

    def is_late(self, now: datetime) -> bool:
        return any(duty.is_late(now) for duty in self.duties)


def waiting_cases(user: User, team: Team, at: datetime, absent: dict[UUID, User] | None = None) -> list[Waiting]:
    """Cases of the team that are closed, unallocated, or whose practitioner is away without cover, on which something is owed about a
    concern or an enquiry; the soonest due first. Bounded: a handful of queries however many there are."""
    gone = away_without_cover(at, absent)
    running = Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
    held = Allocation.objects.filter(running, case=OuterRef("case"), practitioner__is_active=True)
    there = held.exclude(practitioner__in=gone)
    nobody = Q(case__stage=Stage.CLOSED) | ~Q(Exists(there))
    duties = Duty.objects.filter(_named_only(user, at), nobody, case__team=team, ended_at=None, owed_by=OwedBy.US)
    duties = duties.exclude(key__startswith="desk-enquiry").exclude(key="involvement-ended")
    rows = list(duties.select_related("case", "owner").order_by(F("due_at").asc(nulls_last=True), "pk"))
    cases = {duty.case_id: duty.case for duty in rows}
    allocations, takings = gather(
        Allocation.objects.filter(running, case__in=list(cases), practitioner__is_active=True).select_related("practitioner"),
        CaseTaken.objects.filter(case__in=list(cases), handed_back_at=None).select_related("person"),
    )
    holders = {one.case_id: one.practitioner for one in allocations}
    taken = {one.case_id: one for one in takings}
    grouped: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in rows:
        grouped[duty.case_id].append(duty)
    found = []
    for pk, owed in grouped.items():
        holder = holders.get(pk)
        why = Why.CLOSED if cases[pk].stage == Stage.CLOSED else Why.AWAY if holder else Why.UNALLOCATED
        found.append(Waiting(cases[pk], why, holder.full_name if holder else "", owed, taken.get(pk)))
    return found


def on_duty_now(user: User, at: datetime) -> list[tuple[Team, int]]:
    """The desks on whose rota the user is now, each with how many enquiries nobody has taken. One query where there is none."""
    rows = DeskDuty.objects.filter(person=user, starts_at__lte=at, ends_at__gt=at, withdrawn_at=None).select_related("team")
    return [
        (row.team, DeskEnquiry.objects.filter(team=row.team_id, taken_by=None, ended_at=None, withdrawn_at=None).count()) for row in rows
    ]


def who_has_it(case: Case, at: datetime) -> User | None:
    """Who answers for a case from the desk because nobody else is there; None where somebody is, or it was taken for an enquiry alone."""
    taken = CaseTaken.objects.filter(case=case.pk, handed_back_at=None).exclude(why=Why.ENQUIRY).select_related("person").first()
    return taken.person if taken and taken.person.is_active else None


def seen_of(user: User, cases: Any, at: datetime) -> set[UUID]:
    """Which of these cases are theirs to know by reference; of the others the desk says that there is one, until somebody takes it."""
    ids = {case.pk for case in cases}
    return set(visible_cases(user, at).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
