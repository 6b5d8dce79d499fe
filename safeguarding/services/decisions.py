"""Where children are referred to: each to the authority in whose area the child lives."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.cases.selectors import home_authority
from cafcass_cases.core.errors import RuleRefused
from safeguarding.models import Concern, ConcernChild, ConnectedConsideration

from .protection import consider

Authorities = Mapping[UUID, LocalAuthority]


def authority_of(child: Person, at: datetime, authorities: Authorities) -> LocalAuthority | None:
    """The authority a child is referred to: the one named for the child, else where the record says the child lives (policy 5)."""
    return authorities.get(child.pk) or home_authority(child, at)


def join_children(*, concern: Concern, children: Sequence[Person], reason: str, at: datetime, by: User, now: datetime) -> None:
    """A child who is referred belongs to the concern; one who was not named joins it, still to be described."""
    named = set(concern.children.values_list("child_id", flat=True))
    considered = set(concern.considerations.filter(answer=ConnectedConsideration.Answer.REFER).values_list("child_id", flat=True))
    for child in children:
        if child.pk in named:
            continue
        ConcernChild(concern=concern, child=child, added_by_decision=True).save()
        if child.role == "connected_child" and child.pk not in considered:
            consider(concern=concern, child=child, answer="refer", reason=reason, at=at, by=by, now=now, supervision=None)


def by_authority(*, children: Sequence[Person], at: datetime, authorities: Authorities) -> dict[UUID, list[UUID]]:
    """Children grouped by the authority in whose area each lives. Raises :class:`RuleRefused` naming those it cannot place."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    missing = []
    for child in children:
        authority = authority_of(child, at, authorities)
        if authority is None:
            missing.append(child.full_name)
        else:
            found[authority.pk].append(child.pk)
    if missing:
        raise RuleRefused(
            "P5-1",
            "Say which local authority each child lives or is in now, so that the right one is rung.",
            missing=missing,
            field="children",
        )
    return dict(found)
