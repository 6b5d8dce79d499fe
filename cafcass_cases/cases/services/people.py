"""The people of a case, their names, and how they stand to each other."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from ..events import PersonAdded, PersonChanged
from ..matching import rebuild_names
from ..models import Case, Person, PersonName, Relationship, RoleInCase
from .guards import lock, must_be_of_case, must_say, must_stand

CHANGEABLE = {
    "role", "given_names", "family_name", "date_of_birth", "is_unborn", "expected_on", "sex", "ethnicity", "religion", "language",
    "interpreter_needed", "disability", "occupation", "works_with_children", "connected_how", "connected_to", "court_party_id", "doubts",
}  # fmt: skip


def _check(person: Person, now: datetime) -> None:
    if person.role == RoleInCase.CONNECTED_CHILD and not person.connected_how.strip():
        raise RuleRefused("P1-1", "Say how this child is connected to the case.", field="connected_how")
    if person.connected_to_id:
        must_be_of_case([person.connected_to], person.case)
    if person.date_of_birth and person.date_of_birth > london_date(now):
        raise RuleRefused(
            "born-in-future", "Enter a date of birth that has passed, or say that the child is unborn.", field="date_of_birth"
        )


@service
def add_person(*, case: Case, role: str, by: User | None, now: datetime, **details: Any) -> Person:
    """Add somebody to the case as it knows them. ``details`` are fields of Person, such as ``given_names``.

    A connected child needs ``connected_how`` (policy 1). Raises RuleRefused P1-1.
    """
    unknown = set(details) - CHANGEABLE
    if unknown:
        raise ValueError(f"Not a detail of a person: {', '.join(sorted(unknown))}.")
    person = Person(case=case, role=role, **details)
    _check(person, now)
    person.save()
    rebuild_names(person)
    publish(PersonAdded(person_id=person.pk, at=now, now=now, by=by))
    return person


@service
def change_person(
    *,
    person: Person,
    changes: Mapping[str, Any],
    by: User | None,
    now: datetime,
    keep_old_name_as: str = "",
    reason: str = "",
    version: int | None = None,
) -> Person:
    """Change what the case knows of a person. A changed name is kept as ``keep_old_name_as`` ("former", "spelling" …; "" drops it).

    Raises StaleEdit, RuleRefused P1-1.
    """
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise ValueError(f"Not a detail of a person: {', '.join(sorted(unknown))}.")
    person = lock(person)
    must_stand(person, "person")
    person.expect_version(version)
    old = (person.given_names, person.family_name)
    for name, value in changes.items():
        setattr(person, name, value)
    _check(person, now)
    person.save()
    if keep_old_name_as and any(old) and old != (person.given_names, person.family_name):
        PersonName(person=person, kind=keep_old_name_as, given_names=old[0], family_name=old[1]).save()
    rebuild_names(person)
    publish(PersonChanged(person_id=person.pk, at=now, now=now, by=by))
    return person


@service
def add_name(*, person: Person, kind: str, by: User | None, now: datetime, given_names: str = "", family_name: str = "") -> PersonName:
    """Another name the person is or was known by. The same name twice is kept once."""
    must_stand(person, "person")
    given_names, family_name = given_names.strip(), family_name.strip()
    must_say(given_names + family_name, "family_name", "Enter a name.")
    known = person.other_names.filter(
        given_names__iexact=given_names, family_name__iexact=family_name, kind=kind, withdrawn_at=None
    ).first()
    if known:
        return known
    name = PersonName(person=person, kind=kind, given_names=given_names, family_name=family_name)
    name.save()
    rebuild_names(person)
    publish(PersonChanged(person_id=person.pk, at=now, now=now, by=by))
    return name


@service
def relate(
    *,
    person: Person,
    other: Person,
    kind: str,
    by: User | None,
    now: datetime,
    parental_responsibility: bool | None = None,
    note: str = "",
    from_on: date | None = None,
) -> Relationship:
    """``person`` is the ``kind`` of ``other`` ("parent", "lives_with" …). The same relationship twice is one, brought up to date."""
    if person.pk == other.pk:
        raise RuleRefused("same-person", "Choose two different people.", field="other")
    must_be_of_case([other], person.case)
    found = Relationship.objects.select_for_update().filter(person=person, other=other, kind=kind, to_on=None, withdrawn_at=None).first()
    relationship = found or Relationship(case=person.case, person=person, other=other, kind=kind)
    changes = {"parental_responsibility": parental_responsibility, "note": note, "from_on": from_on}
    changes = {name: value for name, value in changes.items() if value not in (None, "") and getattr(relationship, name) != value}
    for name, value in changes.items():
        setattr(relationship, name, value)
    if changes or found is None:
        relationship.save()
        publish(PersonChanged(person_id=person.pk, at=now, now=now, by=by))
    return relationship


@service
def relate_to_several(*, person: Person, others: Sequence[Person], kind: str, by: User | None, now: datetime, **details: Any) -> None:
    """The same relationship to several people at once, such as the parent of every sibling."""
    for other in others:
        relate(person=person, other=other, kind=kind, by=by, now=now, **details)


@service
def end_relationship(*, relationship: Relationship, to_on: date, by: User | None, now: datetime, reason: str = "") -> Relationship:
    """It was so until ``to_on``."""
    relationship = lock(relationship)
    must_stand(relationship, "relationship")
    if relationship.to_on is None:
        relationship.to_on = to_on
        relationship.save()
    return relationship
