"""One human being across cases: proposed, decided by a person, remembered, undone without loss. Never merged."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from .. import rules
from ..events import LinkDecided, MarkerRecorded
from ..models import Identity, LinkProposal, Marker, Person, PersonIdentity
from .guards import lock, must_be_allowed, must_say, must_stand
from .own_records import DENIED, facts_of_pair


@service
def decide_link(*, proposal: LinkProposal, same: bool, by: User, now: datetime, reason: str = "") -> LinkProposal:
    """They are, or are not, the same human being. Remembered either way. Raises RuleRefused, Denied."""
    must_be_allowed(by, rules.may_link_people, DENIED)
    proposal = lock(proposal)
    if proposal.state != LinkProposal.State.PROPOSED:
        raise RuleRefused("decided-already", "Somebody decided this already. Undo it first.")
    _decide(proposal, LinkProposal.State.CONFIRMED if same else LinkProposal.State.REJECTED, by, now, reason)
    if same:
        _settle_identities({proposal.person_id, proposal.other_id}, by, now)
    return proposal


@service
def undo_link(*, proposal: LinkProposal, reason: str, by: User, now: datetime) -> LinkProposal:
    """Take the decision back, for a reason; every marker goes with the person it was recorded for."""
    must_be_allowed(by, rules.may_link_people, DENIED)
    reason = must_say(reason, "reason", "Say why the decision is taken back.")
    proposal = lock(proposal)
    if proposal.state == LinkProposal.State.PROPOSED:
        raise RuleRefused("not-decided", "Nobody has decided this yet.")
    was_same = proposal.state == LinkProposal.State.CONFIRMED
    _decide(proposal, LinkProposal.State.PROPOSED, by, now, reason)
    if was_same:
        _settle_identities({proposal.person_id, proposal.other_id}, by, now)
    return proposal


def _decide(proposal: LinkProposal, state: str, by: User, now: datetime, reason: str) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at, proposal.decided_reason = state, by, now, reason.strip()
    proposal.facts = facts_of_pair(proposal)
    proposal.save()
    publish(LinkDecided(proposal_id=proposal.pk, is_decided=state != LinkProposal.State.PROPOSED, at=now, now=now, by=by))


def _component(start, edges: dict) -> frozenset:
    found, new = {start}, {start}
    while new:
        new = {other for one in new for other in edges[one]} - found
        found |= new
    return frozenset(found)


def _settle_identities(touched: set, by: User, now: datetime) -> None:
    """Give everybody whom confirmed links join one identity, and part those whom nothing joins any more."""
    around = set(touched)
    mine = PersonIdentity.objects.filter(person__in=touched, ended_at=None).values("identity")
    around |= set(PersonIdentity.objects.filter(identity__in=mine, ended_at=None).values_list("person_id", flat=True))
    list(Person.objects.select_for_update().filter(pk__in=around).order_by("pk"))
    edges = defaultdict(set)
    confirmed = LinkProposal.objects.filter(Q(person__in=around) | Q(other__in=around), state=LinkProposal.State.CONFIRMED)
    for one, other in confirmed.values_list("person_id", "other_id"):
        edges[one].add(other)
        edges[other].add(one)
    links = {link.person_id: link for link in PersonIdentity.objects.filter(person__in=around, ended_at=None).select_related("identity")}
    taken: set = set()
    for group in sorted({_component(person_id, edges) for person_id in around}, key=lambda g: (-len(g), min(map(str, g)))):
        held = [links[one].identity for one in group if one in links and links[one].identity_id not in taken]
        keep = min(held, key=lambda identity: (identity.created_at, identity.pk), default=None)
        if keep is None and len(group) == 1 and not _has_markers(group):
            _end(links.get(next(iter(group))), now)
            continue
        if keep is None:
            keep = Identity()
            keep.save()
        taken.add(keep.pk)
        for one in group:
            link = links.get(one)
            if link is not None and link.identity_id == keep.pk:
                continue
            _end(link, now)
            PersonIdentity(identity=keep, person_id=one, decided_by=by, decided_at=now).save()
        for marker in Marker.objects.filter(recorded_for__in=group).exclude(identity=keep):
            marker.identity = keep
            marker.save()


def _has_markers(group: frozenset) -> bool:
    return Marker.objects.filter(recorded_for__in=group).exists()


def _end(link: PersonIdentity | None, now: datetime) -> None:
    if link is not None:
        link.ended_at, link.ended_reason = now, "The links between persons changed"
        link.save()


@service
def record_marker(
    *,
    person: Person,
    kind: str,
    source: str,
    by: User | None,
    now: datetime,
    status: str = "",
    detail: str = "",
    from_on: date | None = None,
    review_on: date | None = None,
) -> Marker:
    """A marker of danger or need, learned in this person's case; it is seen wherever the human being is linked."""
    must_stand(person, "person")
    source = must_say(source, "source", "Say where it is known from.")
    person = lock(person)
    link = PersonIdentity.objects.filter(person=person, ended_at=None).select_related("identity").first()
    if link is None:
        identity = Identity()
        identity.save()
        if by is not None:
            PersonIdentity(identity=identity, person=person, decided_by=by, decided_at=now).save()
    else:
        identity = link.identity
    marker = Marker(
        identity=identity, recorded_for=person, kind=kind, status=status.strip(), source=source, detail=detail.strip(),
        from_on=from_on, review_on=review_on,
    )  # fmt: skip
    marker.save()
    publish(MarkerRecorded(marker_id=marker.pk, at=now, now=now, by=by))
    return marker


@service
def end_marker(*, marker: Marker, ended_on: date, reason: str, by: User | None, now: datetime) -> Marker:
    """The marker no longer holds from ``ended_on``; who said so is the reason."""
    must_say(reason, "reason", "Say why it no longer holds.")
    marker = lock(marker)
    must_stand(marker, "marker")
    marker.ended_on = ended_on
    marker.save()
    return marker
