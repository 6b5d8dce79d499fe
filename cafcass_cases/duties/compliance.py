"""How often what the policy asks was done: the one query behind every count of duties, on whatever page, export or list.

A duty belongs to the period in which its clock started (``event_at``, by London dates), to the team its case is with, and to each
requirement that its definition cites. Within a paragraph it counts once. Whose it was to do is kept apart: ours, the authority's,
the court's (DESIGN §10.12). Counts and lists are made from the same conditions, so that they cannot differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Func, JSONField, Max, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import TruncMonth

from cafcass_cases.accounts.models import Role, ServiceArea, Team, User
from cafcass_cases.accounts.rules import MANAGING_ROLES, SENIOR_ROLES
from cafcass_cases.cases.models import Allocation, Case
from cafcass_cases.cases.rules import Reach, reach_of, sees
from cafcass_cases.core.clock import LONDON, from_london
from cafcass_cases.core.errors import Denied
from cafcass_cases.policy import catalogue

from .definitions import all_definitions
from .models import Departure, Duty, Ending, OwedBy

ZERO = timedelta(0)
NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which duties. ``first`` and ``last`` are London dates, both included. ``paragraph`` is one of ``document`` (the policy, if
    none is given). ``team`` and ``area`` are ids, or :data:`NONE`: cases that are with no team."""

    first: date | None = None
    last: date | None = None
    area: UUID | str | None = None
    team: UUID | str | None = None
    document: str = ""
    paragraph: str = ""
    requirement: str = ""
    duty: str = ""
    owed_by: str = ""

    def but(self, **changes: Any) -> Filter:
        """The same with something changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Tally:
    """What became of duties: ``opened`` = ``met`` + ``late`` + ``departed`` + ``set_aside`` + ``open``; ``open_late`` is part of
    ``open``. ``set_aside`` ended without being done: no longer needed, decided not required, or withdrawn as entered in error.

    ``departed_rules`` are departures while no duty was open: from rules of order. They are not among the opened.
    ``late`` was done, but late. The lengths are of what was done late: in all, in the middle, at most.
    """

    opened: int = 0
    met: int = 0
    late: int = 0
    departed: int = 0
    not_needed: int = 0
    not_required: int = 0
    withdrawn: int = 0
    set_aside: int = 0
    open: int = 0
    open_late: int = 0
    departed_rules: int = 0
    late_total: timedelta = ZERO
    late_median: timedelta | None = None
    late_longest: timedelta | None = None
    open_late_longest: timedelta | None = None

    @property
    def departures(self) -> int:
        """Every decision to depart, whether or not a duty was open."""
        return self.departed + self.departed_rules


@dataclass(frozen=True)
class Compliance:
    """Three tallies that are never added up: what we, the authorities and the courts owed."""

    us: Tally = Tally()
    authority: Tally = Tally()
    court: Tally = Tally()

    def of(self, owed_by: str) -> Tally:
        return getattr(self, owed_by)

    @property
    def is_empty(self) -> bool:
        return not (self.us.opened or self.us.departed_rules or self.authority.opened or self.court.opened)


NOTHING = Compliance()


class By(Enum):
    """What to count by, and so what the keys of :func:`count_by` are."""

    REQUIREMENT = "requirement"  # "P12-4"
    PARAGRAPH = "paragraph"  # the paragraph's number in the filter's document (the policy, where none is given)
    DUTY = "duty"  # the definition's key
    TEAM = "team"  # the team's id; None: the case is with no team
    AREA = "area"  # the service area's id; None
    MONTH = "month"  # the first day of the month, London


# ---- who may see what


def may_see(user: Any) -> bool:
    """Managers their teams, seniors their areas, auditors and administrators the country."""
    return bool(user and user.is_active and user.role in (*MANAGING_ROLES, Role.AUDITOR, Role.ADMINISTRATOR))


def may_list(user: Any) -> bool:
    """See which cases stand behind a figure: everybody who may see the figures but administrators, who see no case."""
    return may_see(user) and user.role != Role.ADMINISTRATOR


@dataclass(frozen=True)
class Scope:
    """Whose duties somebody may count, and in which teams; asked once for a page, and given instead of the user."""

    user: User
    duties: Q
    teams: tuple[Team, ...]


def scope_of(user: User, at: datetime) -> Scope:
    """The teams that ``user`` manages or covers, of the areas they answer for, or all; a practitioner's own cases.

    A restricted case counts for those who are named on it, auditors, and in national figures; so no count tells of it.
    """
    teams = Team.objects.select_related("service_area").order_by("service_area__name", "name")
    none = Scope(user, Q(pk__in=[]), ())
    if not user.is_active:
        return none
    if user.role in (Role.AUDITOR, Role.ADMINISTRATOR):
        return Scope(user, Q(), tuple(teams))
    if user.role not in (*MANAGING_ROLES, Role.PRACTITIONER):
        return none
    reach = reach_of(user, at)
    let_in = Case.objects.filter(sees(reach), is_restricted=True)
    not_secret = Q(case__is_restricted=False) | Q(case__in=let_in.values("pk"))
    if user.role == Role.PRACTITIONER:
        held = Allocation.objects.filter(practitioner=user, starts_at__lte=at).exclude(ends_at__lte=at)
        return Scope(user, Q(case__in=held.values("case")) & not_secret, ())
    theirs = tuple(teams.filter(Q(manager__in=reach.stands_for) | Q(service_area__in=_areas(reach))))
    return Scope(user, Q(case__team__in=[team.pk for team in theirs]) & not_secret, theirs)


def _areas(reach: Reach) -> list[UUID]:
    """Areas they head or direct, or cover for who does. Not those of a night on the rota: figures are no emergency."""
    headed = Q(head_of_practice__in=reach.stands_for) | Q(assistant_director__in=reach.stands_for)
    areas = list(ServiceArea.objects.filter(headed).values_list("pk", flat=True))
    own = reach.user.area if reach.user.role in SENIOR_ROLES else None
    return [*areas, *([own.pk] if own else [])]


# ---- the conditions


Whose = User | Scope | None
"""Who counts; None: the whole country, for figures that name nobody."""


def _late_by(until: Any) -> ExpressionWrapper:
    return ExpressionWrapper(until - F("due_at"), output_field=DurationField())


def conditions(now: datetime) -> dict[str, Q]:
    """What each number of a :class:`Tally` counts, at ``now`` (UTC)."""
    return {
        "opened": Q(),
        "met": Q(ending=Ending.DONE),
        "late": Q(ending=Ending.DONE_LATE),
        "departed": Q(ending=Ending.DEPARTED),
        "not_needed": Q(ending=Ending.NOT_NEEDED),
        "not_required": Q(ending=Ending.NOT_REQUIRED),
        "withdrawn": Q(ending=Ending.WITHDRAWN),
        "set_aside": Q(ending__in=(Ending.NOT_NEEDED, Ending.NOT_REQUIRED, Ending.WITHDRAWN)),
        "open": Q(ended_at=None),
        "open_late": Q(ended_at=None, due_at__lt=now),
    }


def _cited(where: Filter) -> set[str] | None:
    """The requirements that the filter means; None: any."""
    if where.requirement:
        return {where.requirement}
    if where.paragraph:
        return _of_paragraph(where.document or "policy", where.paragraph)
    if where.document:
        return {one.id for paragraph in catalogue.document(where.document).paragraphs for one in paragraph.requirements}
    return None


def _of_paragraph(document: str, number: str) -> set[str]:
    """The requirements of the paragraph as counts name it ("2.101; 2.103"); of one of those taken together, where it is not alone."""
    paragraphs = catalogue.document(document).paragraphs
    found = [one for one in paragraphs if one.number == number] or [one for one in paragraphs if number in one.number.split("; ")]
    return {one.id for paragraph in found for one in paragraph.requirements}


def _scope(user: Whose, now: datetime) -> Q:
    if user is None:
        return Q()
    return (scope_of(user, now) if isinstance(user, User) else user).duties


def _of_cases(where: Filter, moment: str) -> Q:
    """The filter's teams, areas and days, for rows that hang on a case and belong to the day of ``moment``."""
    found = Q()
    if where.team:
        found &= Q(case__team=None if where.team == NONE else where.team)
    if where.area:
        found &= Q(case__team__service_area=None if where.area == NONE else where.area)
    if where.first:
        found &= Q(**{f"{moment}__gte": from_london(where.first, time.min)})
    if where.last:
        found &= Q(**{f"{moment}__lt": from_london(where.last + timedelta(days=1), time.min)})
    return found


def _matching(user: Whose, where: Filter, now: datetime) -> QuerySet[Duty]:
    duties = Duty.objects.filter(_scope(user, now), _of_cases(where, "event_at"))
    cited = _cited(where)
    if cited is not None:
        duties = duties.filter(key__in=[kind.key for kind in all_definitions() if cited.intersection(kind.requirements)])
    if where.duty:
        duties = duties.filter(key=where.duty)
    return duties.filter(owed_by=where.owed_by) if where.owed_by else duties


def _matching_departures(user: Whose, where: Filter, now: datetime) -> QuerySet[Departure]:
    """Departures that stand while no duty was open: of us, and of no duty's kind."""
    if where.duty or where.owed_by not in ("", OwedBy.US):
        return Departure.objects.none()
    found = Departure.objects.filter(_scope(user, now), _of_cases(where, "decided_at"), duty=None, withdrawn_at=None)
    cited = _cited(where)
    return found if cited is None else found.filter(requirement__in=cited)


# ---- counts


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


class NamesOfKey(Func):
    """A row for each name that a duty's key has in a mapping; none where it has none."""

    template = "jsonb_array_elements_text(%(expressions)s)"
    arg_joiner = " -> "
    output_field = TextField()
    set_returning = True

    def __init__(self, names: dict[str, list[str]]) -> None:
        super().__init__(Value(names, output_field=JSONField()), F("key"))


def count(*, user: Whose = None, where: Filter = Filter(), now: datetime) -> Compliance:
    """How many duties, and what became of them by ``now`` (UTC). ``user`` None: national figures."""
    found = _tallied(_matching(user, where, now).annotate(group=Value(1)), now)
    return _with_departures(found, {1: _matching_departures(user, where, now).count()}).get(1, NOTHING)


def count_by(by: By, *, user: Whose = None, where: Filter = Filter(), now: datetime) -> dict[Any, Compliance]:
    """The same for each group that has any; a duty that cites two requirements counts for both. Two queries."""
    found = _tallied(_matching(user, where, now).annotate(group=_group(by, where)), now)
    departures: Counter[Any] = Counter()
    if by is not By.DUTY:
        field = {By.TEAM: "case__team", By.AREA: "case__team__service_area"}.get(by)
        group = TruncMonth("decided_at", tzinfo=LONDON) if by is By.MONTH else F(field or "requirement")
        rows = _matching_departures(user, where, now).order_by().annotate(group=group).values("group").annotate(number=Count("pk"))
        for row in rows:
            for one in _groups_of(row["group"], by, where):
                departures[one] += row["number"]
    return _with_departures(found, departures)


def _groups_of(value: Any, by: By, where: Filter) -> list[Any]:
    if by is By.PARAGRAPH:
        return _paragraphs([value], where.document or "policy")
    return [value.date() if isinstance(value, datetime) else value]


def _with_departures(found: dict[Any, Compliance], departures: Mapping[Any, int]) -> dict[Any, Compliance]:
    for group, number in departures.items():
        if number:
            counted = found.get(group, NOTHING)
            found[group] = replace(counted, us=replace(counted.us, departed_rules=number))
    return found


def _group(by: By, where: Filter) -> Any:
    if by is By.REQUIREMENT:
        return NamesOfKey({kind.key: _once(kind.requirements) for kind in all_definitions()})
    if by is By.PARAGRAPH:
        return NamesOfKey({kind.key: _paragraphs(kind.requirements, where.document or "policy") for kind in all_definitions()})
    if by is By.MONTH:
        return TruncMonth("event_at", tzinfo=LONDON)
    return F({By.DUTY: "key", By.TEAM: "case__team", By.AREA: "case__team__service_area"}[by])


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _paragraphs(requirement_ids: Iterable[str], document: str) -> list[str]:
    known = catalogue.requirements()
    found = (known[one] for one in requirement_ids if one in known)
    return _once(one.paragraph for one in found if one.document == document)


def _tallied(duties: QuerySet[Duty], now: datetime) -> dict[Any, Compliance]:
    which = conditions(now)
    counts = {name: Count("pk", filter=condition) if condition else Count("pk") for name, condition in which.items()}
    lengths = {
        "late_total": Sum(_late_by(F("ended_at")), filter=which["late"]),
        "late_median": Median(_late_by(F("ended_at")), filter=which["late"]),
        "late_longest": Max(_late_by(F("ended_at")), filter=which["late"]),
        "open_late_longest": Max(_late_by(Value(now)), filter=which["open_late"]),
    }
    found: dict[Any, dict[str, Tally]] = defaultdict(dict)
    for row in duties.order_by().values("group", "owed_by").annotate(**{f"n_{name}": what for name, what in (counts | lengths).items()}):
        group, owed_by = row["group"], row["owed_by"]
        numbers = {name: row[f"n_{name}"] for name in counts | lengths}
        numbers["late_total"] = numbers["late_total"] or ZERO
        found[group.date() if isinstance(group, datetime) else group][owed_by] = Tally(**numbers)
    return {group: Compliance(**{str(one): tallies.get(one, Tally()) for one in OwedBy.values}) for group, tallies in found.items()}


# ---- the duties behind a number


def _must_list(user: User | Scope) -> None:
    who = user.user if isinstance(user, Scope) else user
    if not (may_list(who) or who.role == Role.PRACTITIONER):
        raise Denied("You see the figures, not the cases behind them.")


def duties(*, user: User | Scope, where: Filter = Filter(), which: str = "opened", now: datetime) -> QuerySet[Duty]:
    """The duties that one number counts, in the order they were due, with their cases. ``which`` is a number of :class:`Tally`.

    Raises Denied for whoever sees figures only, and LookupError for no such number.
    """
    _must_list(user)
    found = _matching(user, where, now).filter(conditions(now)[which])
    return found.select_related("case__team__service_area").order_by(F("due_at").asc(nulls_last=True), "event_at", "pk")


def departures(*, user: User | Scope, where: Filter = Filter(), now: datetime) -> QuerySet[Departure]:
    """The departures behind ``departed_rules``, with their cases. Raises Denied as :func:`duties` does."""
    _must_list(user)
    return _matching_departures(user, where, now).select_related("case__team__service_area").order_by("decided_at", "pk")
