"""One human being across cases, and the markers that travel with them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import User
from cafcass_cases.core.clock import london_date

from .. import rules
from ..models import AccessGrant, Case, LinkProposal, Marker, Person, PersonIdentity


def linked_people(person: Person, user: User | None = None, at: datetime | None = None) -> list[Person]:
    """The same human being in other cases, as somebody decided: show minimal cards only. With ``user`` and ``at``, people of
    restricted cases come only where the user is named."""
    mine = PersonIdentity.objects.filter(person=person, ended_at=None).values("identity")
    others = Person.objects.filter(identity_links__identity__in=mine, identity_links__ended_at=None, withdrawn_at=None)
    if user is not None and at is not None:
        running = Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
        named = AccessGrant.objects.filter(running, user=user, kind=AccessGrant.Kind.NAMED)
        others = others.filter(Q(case__is_restricted=False) | Q(case__in=named.values("case")))
    return list(others.exclude(pk=person.pk).select_related("case__team").order_by("case__received_at"))


def restricted_from(user: User, cases: Iterable[Case], at: datetime) -> set[UUID]:
    """Of these cases, the ids of those that are restricted and not for this user to know."""
    restricted = {case.pk for case in cases if case.is_restricted}
    if not restricted:
        return set()
    seen = Case.objects.filter(rules.sees(rules.reach_of(user, at)), pk__in=restricted)
    return restricted - set(seen.values_list("pk", flat=True))


def markers_of(people: list[Person], at: datetime) -> dict:
    """Markers in force on the London day of ``at``, by person's id, those recorded in a linked case included, in one query."""
    ids = [person.pk for person in people]
    links = PersonIdentity.objects.filter(ended_at=None)
    mine = links.filter(person__in=ids)
    linked = links.filter(identity__in=mine.values("identity"))
    theirs = mine.filter(identity__links__person=OuterRef("recorded_for"), identity__links__ended_at=None)
    running = Q(ended_on=None) | Q(ended_on__gt=london_date(at))
    seen = Q(recorded_for__in=ids) | Q(recorded_for__in=linked.values("person"))
    markers = Marker.objects.filter(running, seen, withdrawn_at=None).select_related("recorded_for__case")
    found: dict = {}
    for marker in markers.annotate(holders=ArraySubquery(theirs.values("person"))).order_by("created_at"):
        for person_id in {*marker.holders, marker.recorded_for_id} & set(ids):
            found.setdefault(person_id, []).append(marker)
    return found


def proposals_of(user: User, person: Person, at: datetime) -> QuerySet[LinkProposal]:
    """What linkage proposes for this person, the likeliest first. Restricted cases show only to those who may see them."""
    return _scoped(user, LinkProposal.objects.filter(Q(person=person) | Q(other=person)), at)


def proposals_of_case(user: User, case: Case, at: datetime) -> QuerySet[LinkProposal]:
    """The same for everybody of a case."""
    return _scoped(user, LinkProposal.objects.filter(Q(person__case=case) | Q(other__case=case)), at)


def _scoped(user: User, proposals: QuerySet[LinkProposal], at: datetime) -> QuerySet[LinkProposal]:
    visible = rules.sees(rules.reach_of(user, at))
    hidden = Case.objects.filter(is_restricted=True).exclude(pk__in=Case.objects.filter(visible).values("pk"))
    proposals = proposals.exclude(person__case__in=hidden).exclude(other__case__in=hidden)
    proposals = proposals.filter(person__withdrawn_at=None, other__withdrawn_at=None)
    return proposals.select_related("person__case__team", "other__case__team", "decided_by").order_by("-score")


def proposal_for(user: User, proposal_id: UUID | str, at: datetime) -> tuple[LinkProposal, Person, Person]:
    """A proposal with the person of a case the user works on first, and the other. Raises Http404."""
    proposal = get_object_or_404(LinkProposal.objects.select_related("person__case__team", "other__case__team"), pk=proposal_id)
    reach = rules.reach_of(user, at)
    theirs = {
        case.pk: case
        for case in rules.with_standing(reach)
        .filter(pk__in=(proposal.person.case_id, proposal.other.case_id))
        .select_related("team", "court")
    }
    sides = [(proposal.person, proposal.other), (proposal.other, proposal.person)]
    sides.sort(key=lambda side: not getattr(theirs.get(side[0].case_id), "user_works", False))
    person, other = sides[0]
    if person.case_id not in theirs or (other.case.is_restricted and other.case_id not in theirs):
        raise Http404
    person.case = theirs[person.case_id]
    return proposal, person, other
