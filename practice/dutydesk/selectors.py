"""What may be read at a duty desk, starting from who reads. Moments in UTC; lateness is worked out from the rows and the time."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import Team, User
from cafcass_cases.accounts.staffing import Away
from cafcass_cases.cases.models import AccessGrant, Allocation, Case, Stage
from cafcass_cases.cases.selectors import allocated_practitioner, visible_cases
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.models import Duty, OwedBy

from . import rules
from .models import CaseTaken, DeskDuty, DeskEnquiry

Why = CaseTaken.Why


def desk_for(user: User, team_id: UUID | str | None, at: datetime, away: Away | None = None) -> tuple[Team, list[Team]]:
    """The desk asked for, else the reader's own, and every desk they read. Raises Http404 where there is none."""
    desks = list(rules.desks_of(user, at, away))  # by name, as teams are
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


def enquiry_for(user: User, enquiry_id: UUID | str, at: datetime, away: Away | None = None) -> DeskEnquiry:
    """An enquiry of a desk they read, or that they logged or hold. Raises Http404."""
    theirs = Q(team__in=rules.desks_of(user, at, away)) | Q(created_by=user) | Q(taken_by=user)
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


def why_nobody(case: Case, at: datetime) -> str:
    """Why nobody is there for a case: it is closed, nobody holds it, or who holds it is away without cover; "" where somebody is."""
    if case.stage == Stage.CLOSED:
        return Why.CLOSED
    holder = allocated_practitioner(case, at)
    if holder is None or not holder.is_active:
        return Why.UNALLOCATED
    return Why.AWAY if holder.pk in Away(at).without_cover else ""


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


@dataclass
class Desk:
    """Everything at a team's desk: what waits or is taken, what was lately answered, cases with nobody there, and which cases the reader
    may know by reference; of the others the desk says that there is one, until somebody takes it."""

    enquiries: list[DeskEnquiry]
    answered: list[DeskEnquiry]
    waiting: list[Waiting]
    seen: set[UUID]

    @property
    def cases(self) -> list[Case]:
        found = {one.case_id: one.case for one in (*self.enquiries, *self.answered) if one.case}
        found.update({one.case.pk: one.case for one in self.waiting})
        return list(found.values())


def _owed_with_nobody(user: User, team: Team, at: datetime, gone: set[UUID]) -> QuerySet[Duty]:
    there = Allocation.objects.filter(_running(at), case=OuterRef("case"), practitioner__is_active=True).exclude(practitioner__in=gone)
    nobody = Q(case__stage=Stage.CLOSED) | ~Q(Exists(there))
    duties = Duty.objects.filter(_named_only(user, at), nobody, case__team=team, ended_at=None, owed_by=OwedBy.US)
    duties = duties.exclude(key__startswith="desk-enquiry").exclude(key="involvement-ended")
    return duties.select_related("case", "owner").order_by(F("due_at").asc(nulls_last=True), "pk")


def _running(at: datetime) -> Q:
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def desk_of(user: User, team: Team, at: datetime, away: Away | None = None) -> Desk:
    """A team's desk as a reader sees it. Three or four queries however much waits, and however many are away."""
    away = away or Away(at)
    waiting, answered, owed = gather(
        enquiries_of(user, team, at), lately_answered(user, team, at), _owed_with_nobody(user, team, at, away.without_cover)
    )
    desk = Desk(list(waiting), list(answered), [], set())
    grouped: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in owed:
        grouped[duty.case_id].append(duty)
    known = {one.case_id for one in (*desk.enquiries, *desk.answered) if one.case_id} | set(grouped)
    if not known:
        return desk
    allocations, takings, seen = gather(
        Allocation.objects.filter(_running(at), case__in=list(grouped), practitioner__is_active=True).select_related("practitioner"),
        CaseTaken.objects.filter(case__in=list(grouped), handed_back_at=None).select_related("person"),
        visible_cases(user, at, away).filter(pk__in=known).only("pk"),
    )
    holders = {one.case_id: one.practitioner for one in allocations}
    taken = {one.case_id: one for one in takings}
    for pk, duties in grouped.items():
        case, holder = duties[0].case, holders.get(pk)
        why = Why.CLOSED if case.stage == Stage.CLOSED else Why.AWAY if holder else Why.UNALLOCATED
        desk.waiting.append(Waiting(case, why, holder.full_name if holder else "", duties, taken.get(pk)))
    desk.seen = {case.pk for case in seen}
    return desk


def waiting_cases(user: User, team: Team, at: datetime) -> list[Waiting]:
    """Cases of the team that are closed, unallocated, or whose practitioner is away without cover, on which something is owed about a
    concern or an enquiry; the soonest due first."""
    return desk_of(user, team, at).waiting


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
