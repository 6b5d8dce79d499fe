"""The index of names, and what linkage may know of people: fetched for many at once, without any place that is kept confidential."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from .folding import fold, sounds_of
from .models import ContactDetail, NameKey, Person
from .scoring import Known, Name, Place

Confidentiality = ContactDetail.Confidentiality


def rebuild_names(person: Person) -> None:
    """Write the index of a person's names again. Services call it whenever a name changed."""
    person.name_keys.all().delete()
    if person.is_withdrawn:
        return
    names = [(True, person.given_names, person.family_name)]
    # A former family name is written without the given name, which stayed as it is.
    names += [
        (False, name.given_names or person.given_names, name.family_name or person.family_name)
        for name in person.other_names.filter(withdrawn_at=None)
    ]
    NameKey.objects.bulk_create(key for own, given, family in names if (key := name_key(person.pk, own, given, family)).folded)


def name_key(person_id: UUID, own: bool, given: str, family: str) -> NameKey:
    """A row of the index, not yet saved."""
    folded = fold(f"{given} {family}")
    return NameKey(person_id=person_id, is_own=own, given=fold(given), family=fold(family), folded=folded, sounds=sounds_of(folded))


def house_number(address: str) -> str:
    """The numbers at the head of an address: "Flat 2, 15 High Street, Leeds" gives "2/15"."""
    head = ",".join(address.split(",")[:2]).lower()
    return "/".join(re.findall(r"\b\d+[a-z]?\b", head))


def known_of(people: Iterable[Person]) -> dict[UUID, Known]:
    """What is compared, by person's id, in three queries.

    Of places only those that were said not to be confidential: one not yet asked about is left out, and so is every postcode that
    anybody of the same case keeps confidential, or any place of a case whose C8 nobody has read (DESIGN §10.4, §10.10).
    """
    people = list(people)
    ids = [person.pk for person in people]
    names, places, kept = defaultdict(list), defaultdict(set), defaultdict(set)
    for key in NameKey.objects.filter(person__in=ids).order_by("-is_own", "pk"):
        names[key.person_id].append(Name(key.given, key.family, key.is_own))
    details = ContactDetail.objects.filter(withdrawn_at=None).exclude(postcode="")
    secret = details.filter(confidentiality=Confidentiality.CONFIDENTIAL, person__case__in={person.case_id for person in people})
    for case_id, postcode in secret.values_list("person__case", "postcode"):
        kept[case_id].add(postcode)
    of_case = {person.pk: person.case_id for person in people}
    usable = details.filter(confidentiality=Confidentiality.OPEN, person__in=ids, person__case__c8_unread=False)
    for person_id, postcode, value in usable.values_list("person", "postcode", "value"):
        if postcode not in kept[of_case[person_id]]:
            places[person_id].add(Place(postcode, house_number(value)))
    return {person.pk: Known(tuple(names[person.pk]), person.date_of_birth, frozenset(places[person.pk]), person.sex) for person in people}


def facts_of(known: Known) -> str:
    """A fingerprint of what is compared: another one says that something was learned since."""
    names = sorted((name.given, name.family) for name in known.names)
    places = sorted((place.postcode, place.number) for place in known.places)
    return hashlib.sha256(repr((names, known.born, places, known.sex)).encode()).hexdigest()[:32]
