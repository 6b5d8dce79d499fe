"""One case, person or entry, if it is theirs to know; else 404."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.staffing import Away, managed_by

from .. import rules
from ..models import AccessGrant, Case, Person, RecordEntry

M = TypeVar("M", bound=Model)


def visible_cases(user: User, at: datetime, away: Away | None = None) -> QuerySet[Case]:
    """Every case whose existence and content this user may know at ``at``. ``away`` is who is away then, where that is at hand."""
    return Case.objects.filter(rules.sees(rules.reach_of(user, at, away)))


def case_for(user: User, case_id: UUID | str, at: datetime) -> Case:
    """The case, with ``user_works``, ``user_keeps`` and ``user_manages`` upon it. Raises Http404 when it is not theirs to know."""
    reach = rules.reach_of(user, at)
    return get_object_or_404(rules.with_standing(reach).select_related("court", "team__manager"), pk=case_id)


def _with_case(user: User, record: Any, at: datetime) -> Any:
    record.case = case_for(user, record.case_id, at)
    return record


def person_for(user: User, person_id: UUID | str, at: datetime) -> Person:
    """The person, in a case that is theirs to know. Somebody entered in error is there for auditors only."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None or (person.is_withdrawn and not rules.may_see_withdrawn(user)):
        raise Http404
    return _with_case(user, person, at)


def entry_for(user: User, entry_id: UUID | str, at: datetime) -> RecordEntry:
    """An entry of a case that is theirs to know. One entered in error is there for auditors only."""
    entry = RecordEntry.objects.select_related("author", "corrects").filter(pk=entry_id).first()
    if entry is None or (entry.is_withdrawn and not rules.may_see_withdrawn(user)):
        raise Http404
    return _with_case(user, entry, at)


def record_for(user: User, model: type[M] | QuerySet[M], record_id: UUID | str, at: datetime, *, path: str = "case") -> M:
    """A row of ``model`` (or of a queryset of it) that belongs to a case through ``path`` ("case", "person__case"), if the case is theirs to know.

    The case, with what the user may do on it, is put at the end of the path. Raises Http404.
    """
    rows = model if isinstance(model, QuerySet) else model._default_manager.all()
    steps = path.split("__")
    record: Any = get_object_or_404(rows.select_related("__".join(steps[:-1])) if steps[1:] else rows, pk=record_id)
    holder = record
    for step in steps[:-1]:
        holder = getattr(holder, step)
    case = case_for(user, getattr(holder, f"{steps[-1]}_id"), at)
    setattr(holder, steps[-1], case)
    if getattr(record, "withdrawn_at", None) and not rules.may_see_withdrawn(user):
        raise Http404
    return record


def break_glass_grants(user: User, at: datetime) -> QuerySet[AccessGrant]:
    """Openings by break-glass for this user to review: their staff's and those in cases they manage; auditors all."""
    grants = AccessGrant.objects.filter(kind=AccessGrant.Kind.BREAK_GLASS).select_related("case", "user", "reviewed_by")
    grants = grants.order_by("reviewed_at", "-starts_at")
    if not rules.may_review_break_glass(user):
        return grants.none()
    if rules.may_see_withdrawn(user):
        return grants
    managed = Case.objects.filter(rules.manages(rules.reach_of(user, at)))
    return grants.filter(Q(case__in=managed) | Q(user__in=[one.pk for one in managed_by(user, at)])).exclude(user=user)


def break_glass_grant_for(user: User, grant_id: UUID | str, at: datetime) -> AccessGrant:
    """One opening, if it is theirs to review; else 404."""
    return get_object_or_404(break_glass_grants(user, at), pk=grant_id)


def grants_of(case: Case) -> QuerySet[AccessGrant]:
    """Everybody who was ever let into the case by name, by break-glass or to add what they saw."""
    return case.access_grants.select_related("user", "reviewed_by").order_by("-starts_at")


def named_on_restricted(at: datetime, case_id: UUID | None = None) -> dict[UUID, list[User]]:
    """Who is named on each restricted case at ``at`` (UTC), in the order they were named; on one case alone where it is given.

    A case that is not restricted is not in it. One query.
    """
    running = Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
    grants = AccessGrant.objects.filter(running, kind=AccessGrant.Kind.NAMED, case__is_restricted=True, user__is_active=True)
    if case_id is not None:
        grants = grants.filter(case=case_id)
    found: dict[UUID, list[User]] = {}
    for grant in grants.select_related("user__team__service_area", "user__service_area").order_by("starts_at", "created_at", "pk"):
        found.setdefault(grant.case_id, []).append(grant.user)
    return found
