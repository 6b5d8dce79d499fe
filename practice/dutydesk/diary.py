"""The hearings diary: one week of a practitioner, team or court, and what must reach the court before each hearing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Allocation, Case, Hearing
from cafcass_cases.cases.rules import Reach, reach_of, sees
from cafcass_cases.core.clock import from_london, london_date
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.definitions import known_definition
from cafcass_cases.duties.models import Duty, OwedBy
from screening.models import CourtDifference
from screening.taking_in import HEARING

FOR_THE_COURT = {
    "s16a", "unsupervised-16a", "cause-to-suspect", "court-told", "lado-court-told", "lado-court-words", "order-option", "s37-advice", "s37-papers",
    "offender-part-of-advice", "finding-of-fact-review", "meeting-court-told", "role-compromised",
    "safeguarding-letter", "safeguarding-letter-update", "letter-withholding", "letter-directions", "s120-court-told", "s120-16a-decided",
    "court-told-missing",
}  # fmt: skip
"""Duties whose fruit the court must have, whatever their limit. Those that hang on the hearing itself come by it alone."""


@dataclass(frozen=True)
class Moved:
    """A hearing that stood in this week, or stands in it now, and was elsewhere before."""

    from_at: datetime
    to_at: datetime


@dataclass
class Entry:
    """One hearing of the week."""

    hearing: Hearing
    holder: str = ""
    duties: list[Duty] = field(default_factory=list)
    moved: Moved | None = None
    gone: bool = False
    unlisted: CourtDifference | None = None
    """The court's data no longer lists it, and nobody has decided yet whether it was vacated."""

    @property
    def at(self) -> datetime:
        return self.moved.from_at if self.gone and self.moved else self.hearing.starts_at


@dataclass(frozen=True)
class Day:
    day: date
    entries: tuple[Entry, ...]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def bounds(monday: date) -> tuple[datetime, datetime]:
    """The week from its Monday to the next, on London's clocks, in UTC."""
    return from_london(monday, time(0)), from_london(monday + timedelta(days=7), time(0))


def _cases(reach: Reach, at: datetime, *, holder: UUID | None, team: UUID | None, court: UUID | None) -> tuple[QuerySet[Case], Q]:
    cases = Case.objects.filter(sees(reach))
    running = Q(ends_at=None) | Q(ends_at__gt=at)
    if holder:
        cases = cases.filter(pk__in=Allocation.objects.filter(running, practitioner=holder, starts_at__lte=at).values("case"))
    if team:
        cases = cases.filter(team=team)
    return cases, Q(court=court) | Q(court=None, case__court=court) if court else Q()


def week_of(
    user: User,
    monday: date,
    at: datetime,
    *,
    holder: UUID | None = None,
    team: UUID | None = None,
    court: UUID | None = None,
    reach: Reach | None = None,
) -> list[Day]:
    """The hearings of the week from ``monday`` in cases the reader may see, day by day, with what is owed to the court before each.

    A hearing that was moved away stands on its old day as moved; one that was vacated stays, and says so. ``reach`` is the reader's,
    where that is at hand.
    """
    start, end = bounds(monday)
    cases, where = _cases(reach or reach_of(user, at), at, holder=holder, team=team, court=court)
    found = Hearing.objects.filter(where, case__in=cases, withdrawn_at=None).select_related("case__court", "court", "case__team")
    here, moved_away = gather(found.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at"), _moved_away(found, start, end))
    entries = [*(Entry(hearing) for hearing in here), *(Entry(hearing, gone=True) for hearing in moved_away)]
    standing = [one for one in entries if not one.gone and one.hearing.vacated_at is None]
    _add_moves(entries, start, end)
    allocations, duties, unlisted = gather(_holding(entries, at), _owed(standing), _unlisted(standing))
    _add_holders(entries, allocations)
    by_field = {one.field: one for one in unlisted}
    for entry in standing:
        entry.unlisted = by_field.get(f"{HEARING}:{entry.hearing.pk}")
    _add_duties(standing, duties, at)
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: one.at):
        by_day[london_date(entry.at)].append(entry)
    days = [monday + timedelta(days=number) for number in range(7)]
    return [Day(day, tuple(by_day[day])) for day in days if day.weekday() < 5 or by_day[day]]


def _moved_away(found: QuerySet[Hearing], start: datetime, end: datetime) -> QuerySet[Hearing]:
    """Hearings that stood in the week once and stand elsewhere now."""
    stood = Hearing.history.filter(starts_at__gte=start, starts_at__lt=end).values("id")
    return found.filter(pk__in=stood).exclude(starts_at__gte=start, starts_at__lt=end)


def _add_moves(entries: list[Entry], start: datetime, end: datetime) -> None:
    """From where each was moved: the time it had before its last one, from the history."""
    rows = Hearing.history.filter(id__in=[one.hearing.pk for one in entries]).order_by("history_date", "version")
    times: dict[UUID, list[datetime]] = defaultdict(list)
    for pk, starts_at in rows.values_list("id", "starts_at"):
        if not times[pk] or times[pk][-1] != starts_at:
            times[pk].append(starts_at)
    for entry in entries:
        stood = times[entry.hearing.pk]
        if len(stood) < 2:
            continue
        before = [one for one in stood[:-1] if start <= one < end] if entry.gone else stood[:-1]
        entry.moved = Moved(before[-1], entry.hearing.starts_at)


def _holding(entries: list[Entry], at: datetime) -> QuerySet[Allocation]:
    running = Q(ends_at=None) | Q(ends_at__gt=at)
    rows = Allocation.objects.filter(running, case__in={one.hearing.case_id for one in entries}, starts_at__lte=at)
    return rows.select_related("practitioner")


def _add_holders(entries: list[Entry], allocations: Iterable[Allocation]) -> None:
    names = {one.case_id: one.practitioner.full_name for one in allocations}
    for entry in entries:
        entry.holder = names.get(entry.hearing.case_id, "")


def _unlisted(entries: list[Entry]) -> QuerySet[CourtDifference]:
    return CourtDifference.objects.filter(field__in=[f"{HEARING}:{one.hearing.pk}" for one in entries], state=CourtDifference.State.OPEN)


def _owed(entries: list[Entry]) -> QuerySet[Duty]:
    cases = {one.hearing.case_id for one in entries}
    rows = Duty.objects.filter(case__in=cases, ended_at=None, owed_by=OwedBy.US).filter(Q(hearing__isnull=False) | Q(key__in=FOR_THE_COURT))
    return rows.select_related("owner", "child", "case").order_by(F("due_at").asc(nulls_last=True))


def _add_duties(entries: list[Entry], duties: Iterable[Duty], at: datetime) -> None:
    """What we owe the court by each hearing: what hangs on that hearing, and what goes to the court and is not done. The first hearing to
    come takes it; a duty that falls due later than the hearing is not asked for by it."""
    by_case: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_case[duty.case_id].append(duty)
    for entry in sorted(entries, key=lambda one: one.hearing.starts_at):
        hearing = entry.hearing
        if hearing.starts_at <= at:
            continue
        for duty in by_case[hearing.case_id]:
            if duty.hearing_id not in (None, hearing.pk) or (duty.due_at and duty.due_at > hearing.starts_at):
                continue
            entry.duties.append(duty)


def words_of(duty: Duty) -> str:
    kind = known_definition(duty.key)
    return kind.title if kind else duty.key


def week_words(monday: date) -> str:
    """ "9 to 15 March 2026"."""
    last = monday + timedelta(days=6)
    first = f"{monday:%-d}" if monday.month == last.month else f"{monday:%-d %B}" if monday.year == last.year else f"{monday:%-d %B %Y}"
    return f"{first} to {last:%-d %B %Y}"
