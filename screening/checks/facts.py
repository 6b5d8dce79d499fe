"""Reads from the record what decides which checks a case needs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, ContactDetail, Person, Relationship, RoleInCase
from cafcass_cases.core.clock import london_date

from .models import Check, Kind
from .needs import PARTIES, Facts, Party, Place

PLACES = (ContactDetail.Kind.ADDRESS, ContactDetail.Kind.REFUGE)
JUDGED = (Kind.POLICE_2_DECISION, Kind.JUDGEMENT)


def facts_of(case: Case, at: datetime, checks: Iterable[Check] | None = None) -> Facts:
    """The facts of the case as the record stands, in five queries, one fewer where its ``checks`` are at hand. Keys are ids of people and
    authorities."""
    people = list(case.people.filter(withdrawn_at=None).prefetch_related("other_names", "contact_details").order_by("created_at"))
    sharing = _who_shares_a_home(case, people)
    judged = _judged(Check.objects.filter(case=case, kind__in=JUDGED, decision=True, withdrawn_at=None) if checks is None else checks)
    return Facts(
        law=case.law,
        application_types=tuple(case.application_types),
        on=london_date(case.received_at),
        people=tuple(_party(person, sharing, judged, case, at) for person in people),
    )


def names_of(person: Person) -> tuple[str, ...]:
    """The present name, then each other one in full: a former family name alone is read with the present given names."""
    names = [person.full_name] if (person.given_names or person.family_name) else []
    for other in sorted((one for one in person.other_names.all() if one.withdrawn_at is None), key=lambda one: one.created_at):
        names.append(f"{other.given_names or person.given_names} {other.family_name or person.family_name}".strip())
    return tuple(dict.fromkeys(names))


def _party(person: Person, sharing: set[Any], judged: dict[Any, set[str]], case: Case, at: datetime) -> Party:
    places = tuple(
        Place(
            authority=detail.local_authority_id,
            from_on=detail.from_on,
            to_on=detail.to_on,
            is_confidential=detail.confidentiality == ContactDetail.Confidentiality.CONFIDENTIAL
            or (detail.confidentiality == ContactDetail.Confidentiality.NOT_ASKED and case.c8_unread),
        )
        for detail in person.contact_details.all()
        if detail.kind in PLACES and detail.withdrawn_at is None
    )
    return Party(
        key=person.pk,
        role=person.role,
        names=names_of(person),
        places=places,
        age=person.age_on(london_date(at)),
        shares_home=person.pk in sharing,
        judged=frozenset(judged.get(person.pk, ())),
    )


def _who_shares_a_home(case: Case, people: list[Person]) -> set[Any]:
    """Everybody who lives with a party or a child of the proceedings, or is the partner of one."""
    centre = {person.pk for person in people if person.role in (*PARTIES, RoleInCase.SUBJECT_CHILD)}
    kinds = (Relationship.Kind.LIVES_WITH, Relationship.Kind.PARTNER)
    links = case.relationships.filter(withdrawn_at=None, to_on=None, kind__in=kinds).values_list("person", "other")
    return {one for pair in links if centre & set(pair) for one in pair}


def _judged(checks: Iterable[Check]) -> dict[Any, set[str]]:
    """The kinds of check on which somebody decided, by person."""
    found: dict[Any, set[str]] = {}
    for row in checks:
        if row.kind not in JUDGED or not row.decision or row.withdrawn_at is not None:
            continue
        kinds = [Kind.POLICE_2] if row.kind == Kind.POLICE_2_DECISION else row.findings.get("_checks", [])
        found.setdefault(row.person_id, set()).update(kinds)
    return found
