"""Lists of cases, people and staff for pages."""

from datetime import date, datetime

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from cafcass_cases.accounts.models import Role, Team, User
from cafcass_cases.accounts.models.users import REGISTERED_ROLES

from .. import rules
from ..models import Allocation, Case, ContactDetail, Court, Hearing, LocalAuthority, Person, PersonName, RoleInCase
from ..models.people import CHILD_ROLES
from .access import visible_cases


def case_list(user: User, at: datetime, *, mine: bool = False, stage: str = "", law: str = "") -> QuerySet[Case]:
    """Visible cases with their holder, next hearing and children, newest first and closed ones last. ``mine``: allocated to the user now."""
    cases = visible_cases(user, at).exclude(law="")  # a file about a member of staff is no case of the court
    running = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    held = Allocation.objects.filter(running, case=OuterRef("pk"), starts_at__lte=at)
    hearing = Hearing.objects.filter(case=OuterRef("pk"), starts_at__gt=at, vacated_at=None, withdrawn_at=None)
    if mine:
        cases = cases.filter(pk__in=Allocation.objects.filter(running, practitioner=user, starts_at__lte=at).values("case"))
    if stage:
        cases = cases.filter(stage=stage)
    if law:
        cases = cases.filter(law=law)
    children = Person.objects.filter(role__in=CHILD_ROLES, withdrawn_at=None).order_by("date_of_birth")
    return (
        cases.select_related("team")
        .annotate(
            held_by=Subquery(held.order_by("-starts_at").values("practitioner__full_name")[:1]),
            next_hearing_at=Subquery(hearing.order_by("starts_at").values("starts_at")[:1]),
        )
        .prefetch_related(Prefetch("people", queryset=children, to_attr="children"))
        .order_by(F("closed_at").asc(nulls_first=True), "-received_at", "reference")
    )


def people_of_case(case: Case, *, withdrawn: bool = False, details: bool = False) -> list[Person]:
    """Everybody in the case, in the order of their roles.

    ``details``: with ``names_known`` and, as they are now, ``details_now``. ``withdrawn``: those entered in error too.
    """
    order = {role: place for place, role in enumerate(RoleInCase.values)}
    people = case.people.select_related("connected_to")
    if not withdrawn:
        people = people.filter(withdrawn_at=None)
    if details:
        names = PersonName.objects.filter(withdrawn_at=None)
        reached = ContactDetail.objects.filter(withdrawn_at=None, to_on=None).select_related("local_authority")
        people = people.prefetch_related(
            Prefetch("other_names", queryset=names, to_attr="names_known"),
            Prefetch("contact_details", queryset=reached.order_by("kind", "created_at"), to_attr="details_now"),
        )
    return sorted(people, key=lambda one: (order[one.role], one.date_of_birth or date.max, one.created_at))


def staff_who_may_hold(user: User, at: datetime, reach: rules.Reach | None = None) -> QuerySet[User]:
    """Registered staff to whom this user may allocate: of the teams and areas they manage or cover. ``reach`` is theirs, where at hand."""
    reach = reach or rules.reach_of(user, at)
    staff = User.objects.filter(is_active=True, role__in=REGISTERED_ROLES).select_related("team").order_by("full_name")
    if reach.whole_country:
        return staff
    theirs = Q(line_manager__in=reach.stands_for) | Q(team__manager__in=reach.stands_for) | Q(pk__in=reach.stands_for)
    if reach.areas:
        theirs |= Q(team__service_area__in=reach.areas)
    return staff.filter(theirs)


def teams_of(user: User, at: datetime, reach: rules.Reach | None = None) -> QuerySet[Team]:
    """Teams in which this user may put a case: their own, and those they manage or cover. ``reach`` is theirs, where at hand."""
    reach = reach or rules.reach_of(user, at)
    theirs = Q(manager__in=reach.stands_for) | Q(service_area__in=reach.areas)
    if user.team_id:
        theirs |= Q(pk=user.team_id)
    return Team.objects.all() if reach.whole_country else Team.objects.filter(theirs)


def courts() -> QuerySet[Court]:
    """Every family court, by name."""
    return Court.objects.all()


def authorities() -> QuerySet[LocalAuthority]:
    """Every authority with children's services, by name."""
    return LocalAuthority.objects.all()


def staff() -> QuerySet[User]:
    """Everybody who may be named on a case: active, and neither administrator nor auditor."""
    return User.objects.filter(is_active=True).exclude(role__in=(Role.ADMINISTRATOR, Role.AUDITOR)).order_by("full_name")
