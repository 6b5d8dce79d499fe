"""What may be read of duties, starting from who reads. Lateness is computed from the rows and the time, so that pages are
right even when nothing sweeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.models import ServiceArea, User
from cafcass_cases.accounts.rules import is_senior
from cafcass_cases.cases import rules
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import allocated_practitioner, case_for, manager_of_case
from cafcass_cases.core.once import Once

from .ladders import ASSISTANT_DIRECTOR, HEAD_OF_PRACTICE
from .models import Alert, Departure, Duty, Heartbeat, OwedBy, Rung
from .registry import subject_url
from .services.heartbeat import MAIL, SWEEP

SOON = timedelta(hours=24)
STOPPED_AFTER = timedelta(minutes=2)
GAPS_SHOWN_FOR = timedelta(days=28)
NEXT_DUE_FIRST = (F("due_at").asc(nulls_last=True), "event_at", "pk")


def _shown(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties.select_related("case", "owner", "child").order_by(*NEXT_DUE_FIRST)


def duties_of_case(case: Case) -> QuerySet[Duty]:
    """Every duty of a case, open and ended."""
    return _shown(Duty.objects.filter(case=case))


def duty_for(user: User, duty_id: UUID | str, at: datetime) -> Duty:
    """The duty with its ladder and alerts, if the case is theirs to know, or the open duty itself is theirs. Raises Http404, also to
    whoever owned it or was told of it before the case went to others, and to whoever is not named where the case is restricted.

    ``duty.user_works`` says whether they may write on the case.
    """
    reach = rules.reach_of(user, at)
    seen = Exists(Case.objects.filter(rules.sees(reach), pk=OuterRef("case")))
    works = Exists(Case.objects.filter(rules.works_on(reach), pk=OuterRef("case")))
    alerts = Alert.objects.select_related("recipient", "gap_of").order_by("created_at", "recipient_role", "channel")
    ladder = Prefetch("rungs", Rung.objects.order_by("fires_at", "round").prefetch_related(Prefetch("alerts", alerts)), to_attr="ladder")
    theirs = Q(owner=user, ended_at=None, case__is_restricted=False)
    duties = Duty.objects.filter(pk=duty_id).filter(Q(seen) | theirs)
    duty = _shown(duties.annotate(user_works=works)).select_related("ended_by", "hearing").prefetch_related(ladder).first()
    if duty is None:
        raise Http404
    return duty


def duty_url(duty: Duty) -> str:
    """Where what an open duty asks is done; the duty's own page where there is none, or once it has ended."""
    return (duty.is_open and subject_url(duty.subject_label, duty.subject_id)) or reverse("duties:show_duty", args=[duty.pk])


# ---- my work


@dataclass(frozen=True)
class Work:
    """Open duties of one person: late, due within a day, next, and what others owe."""

    late: list[Duty]
    due: list[Duty]
    next: list[Duty]
    waiting: list[Duty]


def open_duties_for(user: User, now: datetime) -> QuerySet[Duty]:
    """Open duties that are the user's, or of somebody whose absence they cover, the longest late first.

    Those of a restricted case only for whoever is named in it: to others the case does not exist (DESIGN §6).
    """
    reach = rules.reach_of(user, now)
    theirs_to_know = Q(case__is_restricted=False) | Exists(Case.objects.filter(rules.sees(reach), pk=OuterRef("case")))
    return _shown(Duty.objects.filter(theirs_to_know, owner__in=reach.stands_for, ended_at=None))


def work_of(user: User, now: datetime) -> Work:
    """The user's open duties in lists, in one query beside who covers whom. What the authority or court owes is apart."""
    duties = list(open_duties_for(user, now))
    ours = [duty for duty in duties if duty.owed_by == OwedBy.US]
    return Work(
        late=[duty for duty in ours if duty.is_late(now)],
        due=[duty for duty in ours if duty.due_at and now <= duty.due_at <= now + SOON],
        next=[duty for duty in ours if duty.due_at is None or duty.due_at > now + SOON],
        waiting=[duty for duty in duties if duty.owed_by != OwedBy.US],
    )


# ---- managers, Heads of Practice, Assistant Directors


def staff_duties(user: User, now: datetime) -> QuerySet[Duty]:
    """Open duties of the cases this user manages, covers, or answers for in their area; the longest late first."""
    cases = Case.objects.filter(rules.manages(rules.reach_of(user, now)))
    return _shown(Duty.objects.filter(case__in=cases.values("pk"), ended_at=None))


@dataclass(frozen=True)
class Counts:
    """How many open duties are late: ours, the authorities' and the court's apart; and how many of ours are due soon."""

    ours_late: int
    authority_late: int
    court_late: int
    ours_soon: int
    open: int


def count_duties(duties: QuerySet[Duty], now: datetime) -> Counts:
    """Counted in one query, whoever owns them: nobody is ranked (DESIGN §10.12)."""
    late, soon = Q(due_at__lt=now), Q(due_at__gte=now, due_at__lte=now + SOON)
    return Counts(
        **duties.order_by().aggregate(
            ours_late=Count("pk", filter=late & Q(owed_by=OwedBy.US)),
            authority_late=Count("pk", filter=late & Q(owed_by=OwedBy.AUTHORITY)),
            court_late=Count("pk", filter=late & Q(owed_by=OwedBy.COURT)),
            ours_soon=Count("pk", filter=soon & Q(owed_by=OwedBy.US)),
            open=Count("pk"),
        )
    )


def escalations(user: User, now: datetime) -> QuerySet[Duty]:
    """Open duties of their areas that have reached the Head of Practice or the Assistant Director."""
    reached = Rung.objects.filter(duty=OuterRef("pk"), step__in=(HEAD_OF_PRACTICE, ASSISTANT_DIRECTOR), fired_at__isnull=False)
    return staff_duties(user, now).filter(Exists(reached))


def undelivered(user: User, now: datetime) -> QuerySet[Alert]:
    """E-mails that could not be delivered, of open duties this user manages."""
    alerts = Alert.objects.filter(state=Alert.State.UNDELIVERABLE, rung__duty__in=staff_duties(user, now).order_by().values("pk"))
    return alerts.select_related("recipient", "rung__duty__case").order_by("-created_at")


def areas_of(user: User, now: datetime) -> list[ServiceArea]:
    """The service areas whose gaps in cover this user is shown."""
    if is_senior(user):
        return staffing.areas_answered_for(user, now)
    area = staffing.area_of(user)
    return [area] if area else []


def alerts_for_gaps(user: User, now: datetime) -> QuerySet[Alert]:
    """Alerts of the last four weeks that went up because nobody was there, of cases this user manages."""
    cases = Case.objects.filter(rules.manages(rules.reach_of(user, now)))
    alerts = Alert.objects.filter(
        is_gap=True, channel=Alert.Channel.APPLICATION, created_at__gt=now - GAPS_SHOWN_FOR, rung__duty__case__in=cases.values("pk")
    )
    return alerts.select_related("recipient", "gap_of", "rung__duty__case").order_by("-created_at")


# ---- alerts


def alerts_for(user: User) -> QuerySet[Alert]:
    """The user's alerts in the application, the newest first."""
    alerts = Alert.objects.filter(recipient=user, channel=Alert.Channel.APPLICATION).exclude(state=Alert.State.DROPPED)
    return alerts.select_related("rung__duty__case", "gap_of", "stands_for").order_by("-created_at", "-rung__fires_at", "-pk")


def unseen_count(user: User) -> int:
    """How many alerts the user has not marked as seen."""
    return alerts_for(user).filter(seen_at=None).count()


# ---- the clock itself


@dataclass(frozen=True)
class ClockState:
    """When the sweep and the mail last beat (None: never), and whether that is longer ago than two minutes."""

    sweep_at: datetime | None
    mail_at: datetime | None
    stopped: bool
    mail_stopped: bool


def clock_state(now: datetime) -> ClockState:
    """How the clock does at ``now`` (UTC)."""
    return _state_of(dict(_heartbeats().values_list("name", "beat_at")), now)


_around = Once[tuple[ClockState, int]]("around_every_page")


def around_every_page(user: User, now: datetime) -> tuple[ClockState, int]:
    """How the clock does, and how many alerts the user has not seen: one query a page."""

    def read() -> tuple[ClockState, int]:
        mine = alerts_for(user).filter(seen_at=None).order_by().values("recipient").annotate(number=Count("pk")).values("number")
        rows = list(_heartbeats().annotate(unseen=Coalesce(Subquery(mine), 0)).values_list("name", "beat_at", "unseen"))
        unseen = rows[0][2] if rows else unseen_count(user)  # before the first beat there is no row to ask with
        return _state_of({name: beat for name, beat, _ in rows}, now), unseen

    return _around.of(user, read)


def _heartbeats() -> QuerySet[Heartbeat]:
    return Heartbeat.objects.filter(name__in=(SWEEP, MAIL))


def _state_of(beats: dict[str, datetime], now: datetime) -> ClockState:
    old = {name: name not in beats or now - beats[name] > STOPPED_AFTER for name in (SWEEP, MAIL)}
    return ClockState(beats.get(SWEEP), beats.get(MAIL), old[SWEEP], old[MAIL])


def outbox_counts() -> dict[str, int]:
    """E-mails that wait, and that could not be delivered and whose duty is still open."""
    mails = Alert.objects.filter(channel=Alert.Channel.EMAIL)
    return {
        "waiting": mails.filter(state=Alert.State.WAITING).count(),
        "undeliverable": mails.filter(state=Alert.State.UNDELIVERABLE, rung__duty__ended_at=None).count(),
    }


# ---- departures from the policy


def departures_of_case(case: Case) -> QuerySet[Departure]:
    """Every departure of a case, the newest first, those withdrawn as well. Scope it by fetching the case first."""
    return Departure.objects.filter(case=case).select_related("decided_by", "discussed_with", "duty", "withdrawn_by", "ended_by")


def departures_of_duty(duty: Duty) -> QuerySet[Departure]:
    """The departures that ended, or once ended, a duty."""
    return Departure.objects.filter(duty=duty).select_related("decided_by")


def departure_for(user: User, departure_id: UUID | str, at: datetime) -> Departure:
    """One departure with the steps taken under it, if the case is theirs to know. Raises Http404.

    A withdrawn one stays on the record for everybody: it says what was decided, and that it no longer holds.
    """
    rows = Departure.objects.select_related("case", "decided_by", "discussed_with", "duty", "withdrawn_by", "ended_by").prefetch_related(
        "uses__created_by"
    )
    departure = rows.filter(pk=departure_id).first()
    if departure is None:
        raise Http404
    departure.case = case_for(user, departure.case_id, at)
    return departure


def managers_answering_for(case: Case, at: datetime, *, but_not: User | None = None) -> list[User]:
    """Whom a practitioner may discuss the case with: its manager, whoever stands in for them, and the seniors of the area."""
    holder = allocated_practitioner(case, at)
    found = [manager_of_case(case, at, holder=holder)]
    if holder is not None:
        reached = (staffing.manager_on_duty, staffing.head_of_practice_reached, staffing.assistant_director_reached)
        found += [answer(holder, at).user for answer in reached] + [staffing.rota_manager(holder, at)]
    elif case.team_id:
        found += [case.team.service_area.head_of_practice, case.team.service_area.assistant_director]
    once = {user.pk: user for user in found if user is not None and user.is_active and user != but_not}
    return [user for user in once.values() if rules.may_manage_case(user, case, at)]


def subject_of_case(case: Case, label: str, subject_id: str) -> Any:
    """The record of the case that a departure is about, named in an address; None where there is none such."""
    try:
        model = apps.get_model(label)
        record = model._default_manager.filter(pk=UUID(subject_id)).first()
    except (LookupError, ValueError, AttributeError):
        return None
    return record if record is not None and getattr(record, "case_id", None) == case.pk else None
