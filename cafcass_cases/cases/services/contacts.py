"""Contact details: entered once for several people of the household, ended, and kept from whom they must be kept from."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from ..events import ContactDetailRecorded
from ..models import AUDIENCES, ContactDetail, LocalAuthority, Person
from ..places import authority_near, tidy_postcode
from .guards import lock, must_be_of_case, must_say, must_stand

Confidentiality = ContactDetail.Confidentiality
FROM_THE_OTHER_SIDE = ("parties", "school", "others")
"""From whom a confidential detail is kept where nobody said: from everyone but the authority, the police and the court."""


def _withheld(confidentiality: str, audiences: Sequence[str], people: Sequence[UUID | str], person: Person) -> tuple[list[str], list[UUID]]:
    if confidentiality != Confidentiality.CONFIDENTIAL:
        return [], []
    known = {key for key, _ in AUDIENCES}
    if not set(audiences) <= known:
        raise RuleRefused("unknown-audience", "Choose from whom it must be kept.", field="withheld_from")
    ids = [UUID(str(one)) for one in people]
    must_be_of_case(list(Person.objects.filter(pk__in=ids)), person.case)
    if not audiences and not ids:
        audiences = FROM_THE_OTHER_SIDE
    return [key for key, _ in AUDIENCES if key in audiences], ids


@service
def record_contact_detail(
    *,
    person: Person,
    kind: str,
    value: str,
    by: User | None,
    now: datetime,
    postcode: str = "",
    local_authority: LocalAuthority | None = None,
    confidentiality: str = Confidentiality.NOT_ASKED,
    withheld_from: Sequence[str] = (),
    withheld_from_people: Sequence[UUID | str] = (),
    from_on: date | None = None,
    source: str = "",
    safe_to_use: bool | None = None,
    also_for: Sequence[Person] = (),
    replaces_others: bool = False,
) -> ContactDetail:
    """Record a detail for ``person`` and, as a row of their own, for each of ``also_for`` (DESIGN §10.13).

    "Not yet asked" is a value of its own. Confidential without a word from whom is kept from everyone but the authority, the
    police and the court. Without ``local_authority`` an address takes the one this case knows at the same postcode.
    ``replaces_others`` ends their current details of the kind on ``from_on`` (else today, London).
    """
    value = must_say(value, "value", "Enter the detail.")
    everybody = [person, *(one for one in also_for if one.pk != person.pk)]
    must_be_of_case(everybody, person.case)
    audiences, people = _withheld(confidentiality, withheld_from, withheld_from_people, person)
    postcode = tidy_postcode(postcode)
    if kind in (ContactDetail.Kind.ADDRESS, ContactDetail.Kind.REFUGE) and local_authority is None and postcode:
        local_authority = authority_near(person.case_id, postcode)
    first = None
    for one in everybody:
        must_stand(one, "person")
        if replaces_others:
            for old in one.contact_details.select_for_update().filter(kind=kind, to_on=None, withdrawn_at=None):
                old.to_on = from_on or london_date(now)
                old.save()
        detail = ContactDetail(
            person=one,
            kind=kind,
            value=value,
            postcode=postcode,
            local_authority=local_authority,
            from_on=from_on,
            confidentiality=confidentiality,
            withheld_from=audiences,
            withheld_from_people=people,
            source=source.strip(),
            safe_to_use=safe_to_use,
        )
        detail.save()
        publish(ContactDetailRecorded(detail_id=detail.pk, at=now, now=now, by=by))
        first = first or detail
    return first


@service
def end_contact_detail(*, detail: ContactDetail, to_on: date, by: User | None, now: datetime, reason: str = "") -> ContactDetail:
    """It was theirs until ``to_on``; it stays confidential as it was."""
    detail = lock(detail)
    must_stand(detail, "detail")
    if detail.from_on and to_on < detail.from_on:
        raise RuleRefused("dates-order", "Enter a day after it began.", field="to_on")
    detail.to_on = to_on
    detail.save()
    return detail


@service
def set_confidentiality(
    *,
    detail: ContactDetail,
    confidentiality: str,
    by: User | None,
    now: datetime,
    withheld_from: Sequence[str] = (),
    withheld_from_people: Sequence[UUID | str] = (),
    safe_to_use: bool | None = None,
    same_for_household: bool = False,
    reason: str = "",
    version: int | None = None,
) -> ContactDetail:
    """Say whether a detail is confidential, and from whom. ``same_for_household``: also where this case holds the same value.

    Lifting what was confidential needs a reason. Raises StaleEdit, RuleRefused.
    """
    detail = lock(detail)
    must_stand(detail, "detail")
    detail.expect_version(version)
    lifted = detail.confidentiality == Confidentiality.CONFIDENTIAL and confidentiality != Confidentiality.CONFIDENTIAL
    if lifted:
        must_say(reason, "reason", "Say why it is no longer confidential, and who said so.", rule="confidential")
    audiences, people = _withheld(confidentiality, withheld_from, withheld_from_people, detail.person)
    rows = [detail]
    if same_for_household:
        same = ContactDetail.objects.select_for_update().filter(
            person__case=detail.person.case_id, kind=detail.kind, value=detail.value, withdrawn_at=None
        )
        rows += [row for row in same if row.pk != detail.pk]
    for row in rows:
        row.confidentiality = confidentiality
        row.withheld_from, row.withheld_from_people = audiences, people
        if safe_to_use is not None:
            row.safe_to_use = safe_to_use
        row.save()
    return detail
