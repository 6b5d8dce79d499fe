"""One human being across cases: proposed, decided by a person, remembered, undone without loss. Never merged."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from .. import rules
from ..events import MarkerRecorded
from ..matching import LEAST, Known, best_names, compare, fold, nearby_dates, sounds_of
from ..models import ContactDetail, Identity, LinkProposal, Marker, NameKey, Person, PersonIdentity, RoleInCase
from .guards import lock, must_be_allowed, must_say, must_stand

MOST_CANDIDATES = 400
_DENIED = "Only registered social workers may link people across cases."


def _known(people: list[Person]) -> dict:
    """What is compared, for many people in two queries. Confidential places never leave their case, so they are left out."""
    ids = [person.pk for person in people]
    keys, codes = defaultdict(list), defaultdict(set)
    for key in NameKey.objects.filter(person__in=ids):
        keys[key.person_id].append(key)
    open_places = ContactDetail.objects.filter(
        person__in=ids,
        confidentiality=ContactDetail.Confidentiality.OPEN,
        person__case__c8_unread=False,
        withdrawn_at=None,
    ).exclude(postcode="")
    for person_id, postcode in open_places.values_list("person_id", "postcode"):
        codes[person_id].add(postcode)
    known = {}
    for person in people:
        own, others = best_names(keys[person.pk])
        known[person.pk] = Known(
            own=own,
            others=others,
            given=fold(person.given_names),
            family=fold(person.family_name),
            born=person.date_of_birth,
            postcodes=frozenset(codes[person.pk]),
        )
    return known


def _candidates(person: Person, mine: Known) -> QuerySet[Person]:
    """People of other cases worth comparing: a name alike or of the same sound, and a date of birth that does not speak against it."""
    alike = Q()
    for name in mine.names:
        alike |= Q(name_keys__folded__trigram_similar=name) | Q(name_keys__sounds__overlap=sounds_of(name))
    if not alike:
        return Person.objects.none()
    people = Person.objects.filter(alike, withdrawn_at=None).exclude(case=person.case_id).exclude(role=RoleInCase.PROFESSIONAL)
    if person.date_of_birth:
        people = people.filter(Q(date_of_birth__in=nearby_dates(person.date_of_birth)) | Q(date_of_birth=None))
    return people.distinct()


@service
def propose_links(*, person: Person, by: User | None, now: datetime) -> list[LinkProposal]:
    """Look for the same human being in every other case, and remember what may be one, with the reasons.

    What somebody rejected stays rejected. Restricted cases are left out unless ``by`` may see them. Raises Denied.
    """
    must_be_allowed(by, rules.may_link_people, _DENIED)
    must_stand(person, "person")
    mine = _known([person])[person.pk]
    candidates = _candidates(person, mine)
    hidden = Q(case__is_restricted=True)
    if by is not None:
        named = Q(case__access_grants__user=by, case__access_grants__kind="named", case__access_grants__ends_at=None)
        candidates = candidates.filter(~hidden | named)
    else:
        candidates = candidates.exclude(hidden)
    found = list(candidates.select_related("case")[:MOST_CANDIDATES])
    known = _known(found)
    pairs = {}
    for pair in LinkProposal.objects.filter(Q(person=person) | Q(other=person)):
        pairs[pair.other_id if pair.person_id == person.pk else pair.person_id] = pair
    proposals = []
    for other in found:
        score = compare(mine, known[other.pk])
        if score.value < LEAST:
            continue
        proposal = pairs.get(other.pk)
        if proposal is None:
            proposal = LinkProposal(person=person, other=other, score=score.value, reasons=list(score.reasons))
            proposal.save()
        elif proposal.state == LinkProposal.State.PROPOSED and proposal.score != score.value:
            proposal.score, proposal.reasons = score.value, list(score.reasons)
            proposal.save()
        proposals.append(proposal)
    return sorted(proposals, key=lambda one: -one.score)


@service
def decide_link(*, proposal: LinkProposal, same: bool, by: User, now: datetime, reason: str = "") -> LinkProposal:
    """They are, or are not, the same human being. Remembered either way. Raises RuleRefused, Denied."""
    must_be_allowed(by, rules.may_link_people, _DENIED)
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
    must_be_allowed(by, rules.may_link_people, _DENIED)
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
    proposal.save()


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
