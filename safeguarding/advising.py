"""What stands against, or should be seen before, advice to the court is filed: told by rooms that do not know one another."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Case, Marker, Person, RoleInCase
from cafcass_cases.cases.selectors import markers_of, people_of_case
from cafcass_cases.duties.departures import block_each


@dataclass(frozen=True)
class AdviceGap:
    """Something missing. ``blocks`` refuses the filing while it is still ahead, citing ``rule``; else it is a warning.

    ``url`` is the page where it is put right.
    """

    rule: str
    text: str
    blocks: bool = False
    url: str = ""


@dataclass(frozen=True)
class InCase:
    """The people of a case, the eldest of each role first, and the markers in force that each bears, by the person's id."""

    people: Sequence[Person]
    markers: Mapping[UUID, Sequence[Marker]]

    @property
    def children(self) -> list[Person]:
        """Subject children, then connected ones."""
        return [one for role in (RoleInCase.SUBJECT_CHILD, RoleInCase.CONNECTED_CHILD) for one in self.people if one.role == role]

    def bearing(self, kind: str) -> list[Person]:
        """Those who bear a marker of this kind, here or in a linked case."""
        return [one for one in self.people if any(marker.kind == kind for marker in self.markers.get(one.pk, ()))]


def in_case(case: Case, now: datetime) -> InCase:
    """What the checks need of a case at ``now`` (UTC), in two queries."""
    people = people_of_case(case)
    return InCase(people, markers_of(people, now))


AdviceChecks = Callable[[Any, Sequence[Any], InCase, datetime], Iterable[AdviceGap]]
_checks: list[AdviceChecks] = []


def register_advice_checks(source: AdviceChecks) -> AdviceChecks:
    """``source(case, children, there, now)`` yields what is missing before advice on these children's time with adults is filed.

    ``there`` (:class:`InCase`) holds the people of the case and their markers, so that no source asks for them again.
    """
    if source not in _checks:
        _checks.append(source)
    return source


def advice_gaps(case: Any, children: Sequence[Any], now: datetime, there: InCase | None = None) -> list[AdviceGap]:
    """Everything that the registered rooms miss, what blocks first. ``there`` is what a page read of the case already."""
    there = there or in_case(case, now)
    return sorted((gap for source in _checks for gap in source(case, children, there, now)), key=lambda gap: not gap.blocks)


StandingChecks = Callable[[Any, Collection[UUID]], Iterable[AdviceGap]]
_standing: list[StandingChecks] = []


def register_standing_checks(source: StandingChecks) -> StandingChecks:
    """``source(case, together)`` yields what the policy wants done before any advice on a case goes to the court.

    ``together`` holds the ids of adults with whom a child may live again. A 16A is no advice and asks for none of it.
    """
    if source not in _standing:
        _standing.append(source)
    return source


def standing_gaps(case: Case, together: Collection[UUID] = (), *, rules: Collection[str] = ()) -> list[AdviceGap]:
    """What must be done before any advice on this case goes to the court; of these ``rules`` alone, where they are named."""
    found = [gap for source in _standing for gap in source(case, together)]
    return [gap for gap in found if gap.rule in rules] if rules else found


def must_stand(gaps: Iterable[AdviceGap], *, case: Case, subject: Any) -> None:
    """Refuse advice that is still ahead while a gap that blocks is open; a departure from its rule lets its own gaps pass."""
    blocking = [(gap.rule, gap.text) for gap in gaps if gap.blocks]
    block_each(blocking, "Complete what is missing before the advice is filed.", case=case, subject=subject)
