"""The people of a case, where they are, and who answers for it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.staffing import manager_of
from cafcass_cases.core.clock import london_date

from ..models import Case, ContactDetail, LocalAuthority, Person, Relationship, RoleInCase
from ..models.people import CHILD_ROLES

Kind = Relationship.Kind
CARING = (Kind.PARENT, Kind.STEP_PARENT, Kind.CARER)
PLACES = (ContactDetail.Kind.ADDRESS, ContactDetail.Kind.REFUGE)


def _people(case: Case) -> QuerySet[Person]:
    return case.people.filter(withdrawn_at=None).order_by("date_of_birth", "created_at")


def subject_children(case: Case) -> QuerySet[Person]:
    """The children the proceedings are about, eldest first."""
    return _people(case).filter(role=RoleInCase.SUBJECT_CHILD)


def connected_children(case: Case) -> QuerySet[Person]:
    """Children outside the application to whom the safeguarding duty reaches (policy 1)."""
    return _people(case).filter(role=RoleInCase.CONNECTED_CHILD)


def children_of(case: Case) -> QuerySet[Person]:
    """Subject children, then connected ones, each eldest first."""
    return _people(case).filter(role__in=CHILD_ROLES).order_by("-role", "date_of_birth", "created_at")


def allocated_practitioner(case: Case, at: datetime) -> User | None:
    """Who holds the case at ``at`` (UTC), or None."""
    running = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    held = (
        case.allocations.filter(running, starts_at__lte=at)
        .select_related("practitioner__team__manager", "practitioner__line_manager")
        .order_by("-starts_at")
        .first()
    )
    return held.practitioner if held else None


def manager_of_case(case: Case, at: datetime, *, holder: User | None = None) -> User | None:
    """The manager of the practitioner who holds it, else the team's manager. Whether they are away is not asked here.

    ``holder`` saves a query where the practitioner is at hand already.
    """
    practitioner = holder or allocated_practitioner(case, at)
    if practitioner is not None:
        manager = manager_of(practitioner)
        if manager is not None:
            return manager
    return case.team.manager if case.team_id else None


def _current(details: QuerySet[ContactDetail], day: date) -> QuerySet[ContactDetail]:
    begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
    standing = Q(to_on__isnull=True) | Q(to_on__gt=day)
    return details.filter(begun, standing, withdrawn_at=None)


def current_details(person: Person, at: datetime) -> QuerySet[ContactDetail]:
    """How to reach a person on the London day of ``at``, in this case."""
    details = _current(person.contact_details.all(), london_date(at))
    return details.select_related("local_authority").order_by("kind", "-from_on", "-created_at")


def _by_kind(details: Iterable[ContactDetail]) -> list[ContactDetail]:
    return sorted(details, key=lambda one: (one.to_on is not None, one.kind, one.created_at))


def details_and_home(
    person: Person, relationships: Iterable[Relationship], at: datetime
) -> tuple[list[ContactDetail], LocalAuthority | None]:
    """Every contact detail and the ``home_authority`` of one person in one query, where the relationships are at hand."""
    housemates = [one.other_id for one in relationships if one.kind == Kind.LIVES_WITH and one.person_id == person.pk]
    rows = ContactDetail.objects.filter(person__in=[person.pk, *housemates], withdrawn_at=None).select_related("local_authority")
    details: dict = {}
    for row in rows.order_by("from_on", "created_at"):
        details.setdefault(row.person_id, []).append(row)
    return _by_kind(details.get(person.pk, [])), _home(person, details, {person.pk: housemates}, at)


def homes_among(people: Sequence[Person], relationships: Iterable[Relationship], at: datetime) -> dict:
    """``home_authorities`` without a query, for people with ``details_now`` and their relationships."""
    details = {person.pk: person.details_now for person in people}
    together: dict = {}
    for one in relationships:
        if one.kind == Kind.LIVES_WITH:
            together.setdefault(one.person_id, []).append(one.other_id)
    homes = {person.pk: _home(person, details, together, at) for person in people}
    return {pk: home for pk, home in homes.items() if home}


def _home(person: Person, details: dict, together: dict, at: datetime) -> LocalAuthority | None:
    day = london_date(at)
    for holder in (person.pk, *together.get(person.pk, ())):
        places = [
            one
            for one in details.get(holder, ())
            if one.kind in PLACES
            and one.local_authority
            and not (one.from_on and one.from_on > day)
            and not (one.to_on and one.to_on <= day)
        ]
        if places:
            return max(places, key=lambda one: (one.from_on or date.min, one.created_at)).local_authority
    return None


def home_authority(person: Person, at: datetime) -> LocalAuthority | None:
    """The authority in whose area the person lives (policy 5): of their own current address, else of whom they live with."""
    return home_authorities([person], at).get(person.pk)


def home_authorities(people: Iterable[Person], at: datetime) -> dict:
    """The home authority of each person, by id, in one query; those not known are left out."""
    ids = {person.pk for person in people}
    together = Relationship.objects.filter(withdrawn_at=None, to_on=None, kind=Kind.LIVES_WITH)
    wanted = Q(person__in=ids) | Q(person__in=together.filter(person__in=ids).values("other"))
    places = ContactDetail.objects.filter(wanted, kind__in=PLACES, local_authority__isnull=False)
    places = places.annotate(housemates=ArraySubquery(together.filter(other=OuterRef("person")).values("person")))
    own: dict = {}
    shared: dict = {}
    for place in (
        _current(places, london_date(at)).select_related("local_authority").order_by(F("from_on").asc(nulls_first=True), "created_at")
    ):
        own[place.person_id] = place.local_authority
        shared.update(dict.fromkeys(place.housemates, place.local_authority))
    return {pk: own.get(pk) or shared[pk] for pk in ids if pk in own or pk in shared}


def parents_and_carers(child: Person) -> list[Person]:
    """Parents, step-parents, carers and whom the child lives with, each once; also where only the child's side was recorded."""
    links = Relationship.objects.filter(
        Q(other=child, kind__in=CARING) | Q(person=child, kind=Kind.LIVES_WITH), withdrawn_at=None, to_on=None
    ).select_related("person", "other")
    found = {}
    for link in links:
        adult = link.person if link.other_id == child.pk else link.other
        if not adult.is_child and not adult.is_withdrawn:
            found[adult.pk] = adult
    return list(found.values())


def relationships_of(case: Case) -> list[Relationship]:
    """How the people of a case stand to each other now, those entered in error left out."""
    links = case.relationships.filter(withdrawn_at=None, to_on=None, person__withdrawn_at=None, other__withdrawn_at=None)
    return list(links.select_related("person", "other").order_by("created_at", "pk"))
