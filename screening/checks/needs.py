"""Which checks a case needs: a pure function of what the record knows (framework 2.17 to 2.21, 3.67 to 3.74; policy 56 to 60).

No database, no clock. Where the policy of 2025 and the framework of 2007 differ, the policy's rule is built: on every C100 both
parties are checked with the police and the authorities, and level 2 is decided with reasons; elsewhere, and for third parties, a
practitioner judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .models import CONFIRMATIONS, Kind

YEARS = 5
PARTIES = ("applicant", "respondent")
C100_WORDS = ("c100", "child arrangements", "prohibited steps", "specific issue", "live with", "lives with", "spend time")
NOT_C100_WORDS = (
    "c1 ",
    "c2",
    "c79",
    "fl401",
    "fl403",
    "inherent jurisdiction",
    "wardship",
    "parental responsibility",
    "special guardianship",
    "enforcement",
)
YOUNG_PERSON = 10
"""From this age a child of the household can have a criminal record, so may be somebody to check (framework 3.72)."""


@dataclass(frozen=True)
class Place:
    """Where somebody lives or lived. ``authority`` is whatever stands for it (None: not known); an end of None: still."""

    authority: Any = None
    from_on: date | None = None
    to_on: date | None = None
    is_confidential: bool = False
    words: str = ""


@dataclass(frozen=True)
class Party:
    """Somebody of the case as the function sees them. ``names``: the present one first. ``shares_home``: lives with a party or child;
    ``judged``: the kinds of check that a practitioner decided on, level 2 included."""

    key: Any
    role: str
    names: tuple[str, ...]
    places: tuple[Place, ...] = ()
    age: int | None = None
    shares_home: bool = False
    judged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What decides which checks are needed. ``on`` is the day the application reached Cafcass."""

    law: str
    application_types: tuple[str, ...]
    on: date
    people: tuple[Party, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Need:
    """One check that follows from the record. ``key`` is what makes two needs the same."""

    kind: str
    person: Any = None
    name: str = ""
    authority: Any = None
    why: str = ""
    is_place_confidential: bool = False
    consent: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        return (str(self.kind), self.person, folded(self.name), self.authority)


@dataclass(frozen=True)
class Gap:
    """Something that the record does not know and a check depends on."""

    person: Any
    words: str


def folded(name: str) -> str:
    """A name without capitals and double blanks, so that the same one is searched once."""
    return " ".join(name.casefold().replace("’", "'").split())


def is_c100(law: str, application_types: Iterable[str]) -> bool:
    """Whether policy 58 applies: private law, on a C100, prohibited steps and specific issue orders included (framework 2.20)."""
    if law != "private":
        return False
    said = [f"{words.casefold()} " for words in application_types]
    if any(word in words for words in said for word in C100_WORDS):
        return True
    # An application of no known kind is treated as a C100: too many checks do less harm than too few.
    return not any(word in words for words in said for word in NOT_C100_WORDS)


def five_years_before(day: date) -> date:
    """The same day five years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:
        return day.replace(year=day.year - YEARS, day=28)


def within_five_years(places: Iterable[Place], on: date) -> list[Place]:
    """Where somebody lived at any time in the five years before ``on``. A place without dates counts."""
    since = five_years_before(on)
    return [place for place in places if place.to_on is None or place.to_on > since]


def needed(facts: Facts) -> list[Need]:
    """Every check that the case needs, in the order of the ledger."""
    return list(_once(_public(facts) if facts.law == "public" else _private(facts)))


def _once(needs: Iterable[Need]) -> Iterator[Need]:
    seen = set()
    for need in needs:
        if need.key not in seen:
            seen.add(need.key)
            yield need


def _everybody(facts: Facts) -> list[Party]:
    return [person for person in facts.people if person.role != "professional"]


def _own_records(facts: Facts) -> Iterator[Need]:
    for person in _everybody(facts):
        yield Need(Kind.OWN_RECORDS, person.key, why="Everybody in the case")


def _private(facts: Facts) -> Iterator[Need]:
    yield from _own_records(facts)
    yield Need(Kind.COURT_FORMS, why="Every private law application")
    yield Need(Kind.OTHER_PROCEEDINGS, why="Every private law application")
    parties = [person for person in facts.people if person.role in PARTIES]
    if is_c100(facts.law, facts.application_types):
        for party in parties:
            yield from _of_party(party, facts.on)
        yield from _of_children(facts)
    else:
        for party in parties:
            yield Need(Kind.JUDGEMENT, party.key, why="A party, and the application is not a C100")
            yield from _judged(party, facts.on)
    yield from _of_others(facts)


def _of_others(facts: Facts) -> Iterator[Need]:
    for other in _third_parties(facts):
        yield Need(Kind.JUDGEMENT, other.key, why="Not a party: is this somebody to check?")
        yield from _judged(other, facts.on)


def _judged(person: Party, on: date) -> Iterator[Need]:
    """What a practitioner decided on: each with consent first (framework 3.75)."""
    found: list[Need] = []
    if Kind.AUTHORITY in person.judged:
        found += authorities_of(person, on)
    if Kind.POLICE_1 in person.judged:
        found += police_of(person)
    if Kind.POLICE_2 in person.judged:
        found.append(Need(Kind.POLICE_2, person.key, why="Decided"))
    yield from (replace(need, consent=True) for need in found)


def _of_party(party: Party, on: date) -> Iterator[Need]:
    yield from authorities_of(party, on)
    yield from police_of(party)
    yield Need(Kind.POLICE_2_DECISION, party.key, why="Every party of a C100")
    if Kind.POLICE_2 in party.judged:
        yield Need(Kind.POLICE_2, party.key, why="Decided")


def authorities_of(party: Party, on: date) -> Iterator[Need]:
    """One authority check for each authority in which they lived in five years; one that waits where none is known."""
    places = within_five_years(party.places, on)
    known = [place for place in places if place.authority is not None]
    for authority in dict.fromkeys(place.authority for place in known):
        there = [place for place in known if place.authority == authority]
        why = "Lives there" if any(place.to_on is None for place in there) else "Lived there in the last five years"
        yield Need(Kind.AUTHORITY, party.key, authority=authority, why=why, is_place_confidential=all(one.is_confidential for one in there))
    if not known:
        yield Need(Kind.AUTHORITY, party.key, why="The authority is not yet known")


def police_of(party: Party) -> Iterator[Need]:
    """A level 1 check for the present name and for each other one, each once."""
    for position, name in enumerate(party.names):
        yield Need(Kind.POLICE_1, party.key, name=name, why="Present name" if position == 0 else "Also known by this name")


def _of_children(facts: Facts) -> Iterator[Need]:
    """Where a child lived and no party did: the protection plan is asked about there too (framework 2.18)."""
    asked = {place.authority for party in facts.people if party.role in PARTIES for place in within_five_years(party.places, facts.on)}
    for child in (person for person in facts.people if person.role == "subject_child"):
        for need in authorities_of(child, facts.on):
            if need.authority is not None and need.authority not in asked:
                yield need


def _third_parties(facts: Facts) -> Iterator[Party]:
    for person in facts.people:
        if (
            person.role == "other_adult"
            or person.role == "connected_child"
            and person.shares_home
            and person.age is not None
            and person.age >= YOUNG_PERSON
        ):
            yield person


def _public(facts: Facts) -> Iterator[Need]:
    yield from _own_records(facts)
    for item in CONFIRMATIONS:
        yield Need(Kind.CONFIRMATION, name=item, why="Never assumed: the guardian confirms it with the authority")
    yield from _of_others(facts)


def gaps(facts: Facts) -> list[Gap]:
    """What is to be found out: a party with no authority, or whose addresses do not reach back five years."""
    found = []
    if facts.law != "private" or not is_c100(facts.law, facts.application_types):
        return found
    since = five_years_before(facts.on)
    for party in facts.people:
        if party.role not in PARTIES:
            continue
        places = within_five_years(party.places, facts.on)
        if not any(place.authority is not None for place in places):
            found.append(Gap(party.key, "No address with an authority is known."))
            continue
        begun = [place.from_on for place in places]
        if None not in begun and min(day for day in begun if day) > since:
            earliest = min(day for day in begun if day)
            found.append(Gap(party.key, f"Where they lived before {earliest:%-d %B %Y} is not known; the checks cover five years."))
        if any(place.authority is None for place in places):
            found.append(Gap(party.key, "The authority of one address is not known."))
    return found
