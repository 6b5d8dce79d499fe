"""The directories, open to everybody signed in: they hold no child's data."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.shortcuts import get_object_or_404

from cafcass_cases.audit.changes import Changes, changes_of_records

from ..models import AuthorityContact, Court, CourtArea, LocalAuthority, Person, PoliceForce
from .people import home_authorities

Kind = AuthorityContact.Kind


def _rung(kind: str) -> Exists:
    return Exists(AuthorityContact.objects.filter(authority=OuterRef("pk"), kind=kind, ended_on=None).exclude(telephone=""))


def authorities_found(words: str = "", region: str = "") -> QuerySet[LocalAuthority]:
    """Authorities whose names, partnership or code contain the words, by name; with ``day_number`` and ``night_number``: whether
    somebody can be rung."""
    found = LocalAuthority.objects.annotate(day_number=_rung(Kind.DAYTIME), night_number=_rung(Kind.OUT_OF_HOURS))
    if words:
        named = Q(name__icontains=words) | Q(official_name__icontains=words) | Q(partnership_name__icontains=words)
        found = found.filter(named | Q(code__iexact=words) | Q(gss_code__iexact=words))
    return found.filter(region=region) if region else found


def regions() -> list[str]:
    """Every region of the authorities, by name."""
    return sorted(LocalAuthority.objects.order_by().values_list("region", flat=True).distinct())


def authority(authority_id: UUID | str) -> LocalAuthority:
    """Raises Http404."""
    return get_object_or_404(LocalAuthority, pk=authority_id)


def contacts_of(place: LocalAuthority) -> list[AuthorityContact]:
    """Every contact, ended ones too, in the order in which they are needed: front door, out of hours, then up the ladder."""
    order = {kind: number for number, kind in enumerate(Kind.values)}
    return sorted(place.contacts.all(), key=lambda one: (order.get(one.kind, len(order)), one.created_at))


def contact(contact_id: UUID | str) -> AuthorityContact:
    """Raises Http404."""
    return get_object_or_404(AuthorityContact.objects.select_related("authority"), pk=contact_id)


def courts_serving(place: LocalAuthority) -> QuerySet[Court]:
    """The family courts that serve the authority now."""
    return Court.objects.filter(pk__in=CourtArea.objects.filter(authority=place, ended_on=None).values("court"))


def arrangements_of(children: Iterable[Person], at: datetime) -> list[tuple[LocalAuthority | None, list[Person]]]:
    """Each authority in whose area a child lives at ``at``, with its children (policy 5); first, under None, those whose area is not known."""
    children = list(children)
    homes = home_authorities(children, at)
    found: dict[Any, tuple[LocalAuthority | None, list[Person]]] = {}
    for child in children:
        home = homes.get(child.pk)
        found.setdefault(home.pk if home else None, (home, []))[1].append(child)
    return sorted(found.values(), key=lambda pair: pair[0].name if pair[0] else "")


def courts_found(words: str = "", region: str = "") -> QuerySet[Court]:
    """Courts whose name, other names, judge's area or number contain the words, by name, with ``serves_now``."""
    running = CourtArea.objects.filter(ended_on=None).select_related("authority").order_by("authority__name")
    found = Court.objects.prefetch_related(Prefetch("areas", queryset=running, to_attr="serves_now"))
    if words:
        other_names = Func(F("aliases"), Value("; "), function="array_to_string", output_field=TextField())
        found = found.annotate(other_names=other_names)
        found = found.filter(Q(name__icontains=words) | Q(other_names__icontains=words) | Q(dfj_area__icontains=words) | Q(epims_id=words))
    return found.filter(region=region) if region else found


def court_regions() -> list[str]:
    return sorted(Court.objects.exclude(region="").order_by().values_list("region", flat=True).distinct())


def court(court_id: UUID | str) -> Court:
    """Raises Http404."""
    return get_object_or_404(Court, pk=court_id)


def authorities_served(place: Court) -> QuerySet[LocalAuthority]:
    """The authorities that the court serves now, by name."""
    return LocalAuthority.objects.filter(pk__in=CourtArea.objects.filter(court=place, ended_on=None).values("authority"))


def forces_found(words: str = "") -> QuerySet[PoliceForce]:
    return PoliceForce.objects.filter(name__icontains=words) if words else PoliceForce.objects.all()


def force(force_id: UUID | str) -> PoliceForce:
    """Raises Http404."""
    return get_object_or_404(PoliceForce, pk=force_id)


def history_of(place: Any) -> Changes:
    """Who changed what of an authority, court or police force, when and why, newest first; contacts and areas with it."""
    records: Iterable[QuerySet[Any]] = [type(place)._default_manager.filter(pk=place.pk)]
    if isinstance(place, LocalAuthority):
        records = [*records, AuthorityContact.objects.filter(authority=place), CourtArea.objects.filter(authority=place)]
    elif isinstance(place, Court):
        records = [*records, CourtArea.objects.filter(court=place)]
    return changes_of_records(*records)
