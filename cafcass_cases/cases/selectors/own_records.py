"""Where the search of our own records stands for a case: who was searched, who must be again, and what is still to be decided."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ..matching import facts_of, known_of
from ..models import Case, LinkProposal, OwnRecordsSearch, Person, RoleInCase


@dataclass(frozen=True)
class PersonSearched:
    """One person of the case. ``search``: the last one; ``is_stale``: a name, date of birth or address was learned since."""

    person: Person
    search: OwnRecordsSearch | None
    is_stale: bool = False
    undecided: int = 0
    known_elsewhere: int = 0

    @property
    def words(self) -> str:
        if self.search is None:
            return "Not searched yet"
        if self.is_stale:
            return "To be searched again"
        if self.undecided:
            return f"{self.undecided} to decide"
        return f"Known in {self.known_elsewhere} other case{'s' * (self.known_elsewhere > 1)}" if self.known_elsewhere else "Nobody found"

    @property
    def tone(self) -> str:
        if self.search is None or self.is_stale or self.undecided:
            return "yellow"
        return "blue" if self.known_elsewhere else "green"


@dataclass(frozen=True)
class OwnRecordsState:
    """People entered without a name cannot be searched and are left out. Restricted cases count for nobody: see ADR 19."""

    people: tuple[PersonSearched, ...]

    @property
    def not_searched(self) -> list[Person]:
        return [one.person for one in self.people if one.search is None]

    @property
    def to_search_again(self) -> list[Person]:
        return [one.person for one in self.people if one.is_stale]

    @property
    def undecided(self) -> int:
        return sum(one.undecided for one in self.people)

    @property
    def known_elsewhere(self) -> list[Person]:
        return [one.person for one in self.people if one.known_elsewhere]

    @property
    def searched_at(self) -> datetime | None:
        """When the last of them was searched; None while somebody was not."""
        searches = [one.search for one in self.people]
        return max((one.searched_at for one in searches if one), default=None) if all(searches) else None

    @property
    def is_complete(self) -> bool:
        """Everybody was searched with all that is known, and somebody decided on everything that was proposed."""
        return bool(self.people) and not (self.not_searched or self.to_search_again or self.undecided)


def own_records_state(case: Case) -> OwnRecordsState:
    """Six queries, whatever the number of people."""
    people = (
        Person.objects.filter(case=case, withdrawn_at=None).exclude(role=RoleInCase.PROFESSIONAL).exclude(given_names="", family_name="")
    )
    people = list(people.order_by("created_at", "pk"))
    ids = {person.pk for person in people}
    known = known_of(people)
    last: dict = {}
    for search in OwnRecordsSearch.objects.filter(person__in=ids).select_related("created_by").order_by("searched_at", "pk"):
        last[search.person_id] = search
    undecided: Counter = Counter()
    confirmed: Counter = Counter()
    pairs = LinkProposal.objects.filter(Q(person__in=ids) | Q(other__in=ids)).exclude(state=LinkProposal.State.REJECTED)
    pairs = pairs.filter(person__withdrawn_at=None, other__withdrawn_at=None).select_related("person__case", "other__case")
    for pair in pairs:
        for one, other in ((pair.person, pair.other), (pair.other, pair.person)):
            if one.pk in ids and not other.case.is_restricted:
                (undecided if pair.state == LinkProposal.State.PROPOSED else confirmed)[one.pk] += 1
    return OwnRecordsState(
        tuple(
            PersonSearched(
                person,
                search := last.get(person.pk),
                search is not None and search.facts != facts_of(known[person.pk]),
                undecided[person.pk],
                confirmed[person.pk],
            )
            for person in people
        )
    )
