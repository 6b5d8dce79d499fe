"""Who may do what on a case: one rule for each permission (DESIGN §6).

Every rule is a condition on cases that the database answers, so lists, pages, exports, documents and tasks cannot
disagree. ``at`` is a moment in UTC: allocations, cover, rota and grants count while they run.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from cafcass_cases.accounts.models import Absence, OutOfHoursDuty, Role, ServiceArea, User
from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.accounts.rules import MANAGING_ROLES, SENIOR_ROLES, may_stand_in_for
from cafcass_cases.accounts.staffing import Away
from cafcass_cases.core.gather import gather
from cafcass_cases.policy.calendar import in_office_hours
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import AccessGrant, Allocation, Case

NOTHING = Q(pk__in=[])
EVERYTHING = Q(pk__isnull=False)


@dataclass(frozen=True)
class Reach:
    """For whom a user stands at a moment: themselves and those they cover, and the areas that come with it."""

    user: User
    at: datetime
    stands_for: frozenset[UUID]
    areas: frozenset[UUID]
    whole_country: bool


def _running(at: datetime, start: str = "starts_at", end: str = "ends_at") -> Q:
    return Q(**{f"{start}__lte": at}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


def _covered_by(users: set[UUID], at: datetime) -> list[User]:
    rows = Absence.objects.filter(_running(at), cover__in=users, withdrawn_at=None).select_related("user").only("user__role")
    return [absence.user for absence in rows]


def _stands_for(user: User, at: datetime, away: Away | None) -> frozenset[UUID]:
    """The user and everybody whose absence they cover now, following chains of cover."""
    found, new = {user.pk}, {user.pk}
    while new:
        covered = away.covered_by(new) if away else _covered_by(new, at)
        new = {one.pk for one in covered if may_stand_in_for(user, one)} - found
        found |= new
    return frozenset(found)


def reach_of(user: User, at: datetime, away: Away | None = None) -> Reach:
    """Compute it once for a page: it costs one or two queries. ``away`` is who is away at ``at``, where that is at hand."""
    stands_for = _stands_for(user, at, away)
    areas: set[UUID] = set()
    whole_country = False
    headed = ServiceArea.objects.filter(Q(head_of_practice__in=stands_for) | Q(assistant_director__in=stands_for))
    on_rota = OutOfHoursDuty.objects.filter(_running(at), manager__in=stands_for, withdrawn_at=None)
    if user.role in MANAGING_ROLES:
        headed_areas, on_rota = gather(headed, on_rota)
        areas |= {area.pk for area in headed_areas}
        rota_areas = [duty.service_area_id for duty in on_rota]
        if rota_areas and not (away.in_office_hours if away else in_office_hours(at)):
            whole_country = None in rota_areas
            areas |= {area_id for area_id in rota_areas if area_id}
    elif len(stands_for) > 1:
        areas |= set(headed.values_list("pk", flat=True))
    if user.role in SENIOR_ROLES and user.area is not None:
        areas.add(user.area.pk)
    return Reach(user, at, stands_for, frozenset(areas), whole_country)


def _held(at: datetime, condition: Q) -> Exists:
    return Exists(Allocation.objects.filter(_running(at), condition, case=OuterRef("pk")))


def _named(reach: Reach) -> Q:
    """Cases on which they are named: the only way into a restricted one."""
    return Q(Exists(AccessGrant.objects.filter(_running(reach.at), user=reach.user, kind=AccessGrant.Kind.NAMED, case=OuterRef("pk"))))


def _let_in(reach: Reach) -> Q:
    """Cases to which a grant of any kind lets them in. Where the case is restricted, only being named does."""
    opens = Q(kind=AccessGrant.Kind.NAMED) | Q(case__is_restricted=False)
    return Q(Exists(AccessGrant.objects.filter(_running(reach.at), opens, user=reach.user, case=OuterRef("pk"))))


def _managing_scope(reach: Reach, *, or_held: Q | None = None) -> Q:
    """Cases of the teams and staff they manage or cover, of their areas, and of the rota they are on; and those held as ``or_held``
    says, so that allocations are asked once."""
    if reach.user.role not in REGISTERED_ROLES:
        return NOTHING
    if reach.whole_country:
        return EVERYTHING
    ids = reach.stands_for
    of_team, held = Q(team__manager__in=ids), Q(practitioner__line_manager__in=ids) | Q(practitioner__team__manager__in=ids)
    if reach.areas:
        of_team |= Q(team__service_area__in=reach.areas)
        held |= Q(practitioner__team__service_area__in=reach.areas)
    return of_team | Q(_held(reach.at, held | or_held if or_held else held))


def sees(reach: Reach) -> Q:
    """Cases whose existence and content are theirs to know."""
    user = reach.user
    if not user.is_active or user.role == Role.ADMINISTRATOR:
        return NOTHING
    if user.role == Role.AUDITOR:
        return EVERYTHING
    if user.role == Role.BUSINESS_SUPPORT:
        return Q(is_restricted=False, team=user.team_id) if user.team_id else NOTHING
    return (Q(is_restricted=False) & _managing_scope(reach, or_held=Q(practitioner__in=reach.stands_for))) | _let_in(reach)


def works_on(reach: Reach, seen: Q | None = None) -> Q:
    """Cases on which they may write: everybody registered who sees it. Auditors read, business support keeps details.

    ``seen`` is what :func:`sees` answered, where it is at hand.
    """
    return (seen or sees(reach)) if reach.user.role in REGISTERED_ROLES else NOTHING


def keeps_details_of(reach: Reach, seen: Q | None = None) -> Q:
    """Cases whose people, contact details and hearings they may keep: those who work on it, and business support."""
    return (seen or sees(reach)) if reach.user.role == Role.BUSINESS_SUPPORT else works_on(reach, seen)


def manages(reach: Reach) -> Q:
    """Cases for which they answer as manager: allocate, restrict, close, look again."""
    user = reach.user
    if not user.is_active or user.role not in REGISTERED_ROLES:
        return NOTHING
    scope = Q(is_restricted=False) & _managing_scope(reach)
    return scope | (Q(is_restricted=True) & _named(reach)) if user.role in MANAGING_ROLES else scope


def with_standing(reach: Reach) -> QuerySet[Case]:
    """The cases they see, each with ``user_works``, ``user_keeps`` and ``user_manages``, in the same query.

    Who sees a case works on it, or keeps its details, by role alone (:func:`works_on`, :func:`keeps_details_of`).
    """

    def flag(condition: Q) -> Any:
        if condition == NOTHING:
            return Value(False, output_field=BooleanField())
        return ExpressionWrapper(condition, output_field=BooleanField())

    seen = sees(reach)
    works, keeps = works_on(reach, seen) == seen, keeps_details_of(reach, seen) == seen
    return Case.objects.filter(seen).annotate(
        user_works=Value(works, output_field=BooleanField()),
        user_keeps=Value(keeps, output_field=BooleanField()),
        user_manages=flag(manages(reach)),
    )


def _holds(condition: Q, case: Case) -> bool:
    return Case.objects.filter(condition, pk=case.pk).exists()


def may_see_case(user: User, case: Case, at: datetime) -> bool:
    return _holds(sees(reach_of(user, at)), case)


def may_work_on_case(user: User, case: Case, at: datetime) -> bool:
    return _holds(works_on(reach_of(user, at)), case)


def may_keep_details(user: User, case: Case, at: datetime) -> bool:
    return _holds(keeps_details_of(reach_of(user, at)), case)


def may_manage_case(user: User, case: Case, at: datetime) -> bool:
    return _holds(manages(reach_of(user, at)), case)


def may_create_case(user: User) -> bool:
    return user.is_active and (user.role in REGISTERED_ROLES or user.role == Role.BUSINESS_SUPPORT)


def may_break_glass(user: User) -> bool:
    """Registered staff: a child's safety may need a case that is not theirs. It is reviewed afterwards."""
    return user.is_active and user.role in REGISTERED_ROLES


def may_review_break_glass(user: User) -> bool:
    return user.is_active and (user.role in MANAGING_ROLES or user.role == Role.AUDITOR)


def may_link_people(user: User) -> bool:
    """See minimal cards of people in cases that are not theirs, and say that two are one. Every look is logged."""
    return user.is_active and user.role in REGISTERED_ROLES


def may_see_withdrawn(user: User) -> bool:
    """What was entered in error stays visible to auditors."""
    return user.is_active and user.role == Role.AUDITOR


register_carrier(
    ("F1.24-1",), Carrier("screen", "The case page says which of the four tiers of need it is, and the court role that goes with it")
)
register_carrier(
    ("F1.25-1",),
    Carrier(
        "screen", "A person’s religion, language, ethnicity and disability; what is missing is named in a referral and holds nothing up"
    ),
)
