"""The search of our own records: everyone ever known to Cafcass, closed cases included, for one person (framework 2.18)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import Denied
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from .. import rules, selectors
from ..events import RestrictedMatch
from ..folding import one_digit_off, sounds_of, swapped
from ..matching import facts_of, known_of
from ..models import Case, ContactDetail, LinkProposal, NameKey, OwnRecordsSearch, Person, RoleInCase
from ..scoring import SAME_PLACE, THRESHOLD, Known, Score, among_namesakes, better_fits, compare, in_company
from .guards import must_be_allowed, must_stand

MOST_CANDIDATES = 1500
MOST_COMPANIES = 60
NEAR = 6.0
"""Bits below the threshold within which the rest of the family is looked at."""
DENIED = "Only registered social workers may link people across cases."
NEW_FACTS = "Something was learned since it was decided that they are two people"


@dataclass(frozen=True)
class Match:
    """Somebody of another case who may be the same human being."""

    person: Person
    score: Score
    known: Known


def _said_alike(name_sounds: list[str]) -> list[str]:
    return [sound for sound in name_sounds if sound.startswith("m")]


def _candidates(person: Person, mine: Known) -> list[Person]:
    """People of other cases worth comparing, by index alone: near in date of birth, or without one and of the same sound or name,
    or at the same address that nobody keeps confidential."""
    everyone = Person.objects.filter(withdrawn_at=None).exclude(case=person.case_id).exclude(role=RoleInCase.PROFESSIONAL).order_by()
    sounds = sorted({sound for name in mine.names for sound in sounds_of(f"{name.given} {name.family}")})
    if not mine.names:
        return []
    parts: list[QuerySet[Person]] = []
    same_name, same_sound = Q(), Q()
    for name in mine.names:
        same_name |= Q(name_keys__folded__in=[f"{name.given} {name.family}".strip(), f"{name.family} {name.given}".strip()])
        first, family = _said_alike(sounds_of(name.given.partition(" ")[0])), _said_alike(sounds_of(name.family))
        if first and family:
            same_sound |= Q(name_keys__sounds__contains=[*first, *family])
    undated = everyone.filter(same_name | same_sound if same_sound else same_name)
    if mine.born:
        turned = swapped(mine.born)
        parts.append(everyone.filter(date_of_birth__in=[mine.born, *([turned] if turned else [])]))
        parts.append(everyone.filter(date_of_birth__in=one_digit_off(mine.born), name_keys__sounds__overlap=sounds))
        undated = undated.filter(date_of_birth=None)
    parts.append(undated)
    if mine.places:
        postcodes = {place.postcode for place in mine.places}
        there = ContactDetail.objects.filter(postcode__in=postcodes, confidentiality="open", withdrawn_at=None)
        parts.append(everyone.filter(pk__in=there.values("person"), name_keys__sounds__overlap=sounds))
    ids = {pk for part in parts for pk in part.values_list("pk", flat=True)[:MOST_CANDIDATES]}
    return list(Person.objects.filter(pk__in=ids).select_related("case"))


def _namesakes(names: Iterable[str]) -> dict[str, int]:
    """How many people of the whole country bear each of the names."""
    rows = NameKey.objects.filter(is_own=True, folded__in=set(names)).values("folded").annotate(many=Count("pk")).order_by()
    return {row["folded"]: row["many"] for row in rows}


def _written(known: Known) -> str:
    return f"{known.names[0].given} {known.names[0].family}".strip() if known.names else ""


def _with_families(person: Person, mine: Known, matches: list[Match]) -> list[Match]:
    """The matches once the rest of both cases was looked at: families come back together, and a twin fits better than the other."""
    matches = sorted(matches, key=lambda match: -match.score.bits)
    cases = list(dict.fromkeys(match.person.case_id for match in matches))[:MOST_COMPANIES]
    if not cases:
        return matches
    around = Person.objects.filter(case__in=[person.case_id, *cases], withdrawn_at=None).exclude(role=RoleInCase.PROFESSIONAL)
    people = list(around)
    known = known_of(people)
    of_case: dict[UUID, list[Person]] = defaultdict(list)
    for one in people:
        of_case[one.case_id].append(one)
    ours = [one for one in of_case[person.case_id] if one.pk != person.pk]
    settled = []
    for match in matches:
        theirs = [one for one in of_case[match.person.case_id] if one.pk != match.person.pk]
        # Only the same day of birth makes a pair strong enough to speak for another, or a brother or sister a twin.
        company = [
            compare(known[a.pk], known[b.pk]) for a in ours for b in theirs if a.date_of_birth and a.date_of_birth == b.date_of_birth
        ]
        rivals = []
        if not match.score.same_given:
            rivals = [compare(mine, known[b.pk]) for b in theirs] + [compare(known[a.pk], match.known) for a in ours]
        if not better_fits(match.score, rivals):
            settled.append(replace(match, score=in_company(match.score, company)))
    return settled


def find_matches(person: Person, mine: Known | None = None) -> list[Match]:
    """Who of other cases may be the same human being, the likeliest first. It reads, and remembers nothing."""
    mine = mine or known_of([person])[person.pk]
    candidates = _candidates(person, mine)
    known = known_of(candidates)
    matches = []
    for other in candidates:
        score = compare(mine, known[other.pk])
        if score.bits >= THRESHOLD - NEAR:
            matches.append(Match(other, score, known[other.pk]))
    matches = _with_families(person, mine, matches)
    undated = [match for match in matches if not (mine.born and match.known.born) and SAME_PLACE not in match.score.reasons]
    if undated:
        many = _namesakes([_written(mine), *(_written(match.known) for match in undated)])
        for match in undated:
            fewest = min(many.get(_written(one), 1) for one in (mine, match.known))
            matches[matches.index(match)] = replace(match, score=among_namesakes(match.score, fewest - 1))
    return sorted((match for match in matches if match.score.bits >= THRESHOLD), key=lambda match: -match.score.bits)


@service
def propose_links(*, person: Person, by: User | None, now: datetime) -> list[LinkProposal]:
    """Look for the same human being in every other case, closed ones included, and remember what may be one, with the reasons.

    What somebody rejected stays rejected unless something was learned since that speaks for it. The answer leaves out people of
    restricted cases whom ``by`` may not see: whoever is named in such a case is asked instead. That it was searched, with what, is
    kept. Raises Denied.
    """
    must_be_allowed(by, rules.may_link_people, DENIED)
    if by is not None and not rules.may_work_on_case(by, person.case, now):
        raise Denied("Only those who work on this case may search for its people.")
    must_stand(person, "person")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two searches at once would propose a pair twice
    mine = known_of([person])[person.pk]
    matches = find_matches(person, mine)
    pairs = {}
    for pair in LinkProposal.objects.filter(Q(person=person) | Q(other=person)):
        pairs[pair.other_id if pair.person_id == person.pk else pair.person_id] = pair
    proposals = [_remember(person, mine, match, pairs.get(match.person.pk), by, now) for match in matches]
    names = sorted({f"{name.given} {name.family}".strip() for name in mine.names})
    terms = {"names": names, "born": mine.born.isoformat() if mine.born else None, "addresses": len(mine.places)}
    hidden = set() if by is None else selectors.restricted_from(by, [match.person.case for match in matches], now)
    seen = [one for one, match in zip(proposals, matches, strict=True) if not match.person.case.is_restricted or by]
    seen = [one for one in seen if not ({one.person.case_id, one.other.case_id} & hidden)]
    # What is kept says nothing of restricted cases: everybody who works on this one may read it.
    found = sum(not match.person.case.is_restricted for match in matches)
    OwnRecordsSearch(person=person, searched_at=now, terms=terms, facts=facts_of(mine), found=found).save()
    return seen


def _remember(person: Person, mine: Known, match: Match, proposal: LinkProposal | None, by: User | None, now: datetime) -> LinkProposal:
    score, together = match.score, "".join(sorted((facts_of(mine), facts_of(match.known))))
    reasons, against = list(score.reasons), list(score.against)
    is_new = proposal is None
    if proposal is None:
        proposal = LinkProposal(person=person, other=match.person, score=score.value, reasons=reasons, against=against)
        proposal.save()
    elif proposal.state == LinkProposal.State.REJECTED:
        says_more = score.value > proposal.score or set(score.reasons) - set(proposal.reasons)
        if proposal.facts and proposal.facts != together and says_more:
            is_new = True
            proposal.state, proposal.score = LinkProposal.State.PROPOSED, score.value
            proposal.reasons, proposal.against = [*reasons, NEW_FACTS], against
            proposal.save()
    elif proposal.state == LinkProposal.State.PROPOSED and (proposal.score, proposal.against) != (score.value, against):
        kept = [NEW_FACTS] if NEW_FACTS in proposal.reasons else []
        proposal.score, proposal.reasons, proposal.against = score.value, [*reasons, *kept], against
        proposal.save()
    if is_new and match.person.case.is_restricted:
        publish(RestrictedMatch(proposal_id=proposal.pk, case_id=match.person.case_id, at=now, now=now, by=by))
    return proposal


def facts_of_pair(proposal: LinkProposal) -> str:
    """The fingerprint of what is known of both now: another one, later, says that something was learned."""
    known = known_of(Person.objects.filter(pk__in=(proposal.person_id, proposal.other_id)))
    return "".join(sorted(facts_of(one) for one in known.values()))


@service
def search_own_records(*, case: Case, by: User | None, now: datetime) -> int:
    """Search for everybody of the case who was not searched, or of whom something was learned since. How many were searched. Raises Denied."""
    state = selectors.own_records_state(case)
    wanted = [*state.not_searched, *state.to_search_again]
    for person in wanted:
        propose_links(person=person, by=by, now=now)
    return len(wanted)
