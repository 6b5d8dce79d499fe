"""The directories: local authorities and whom to ring there (policy 5, 12, 19), family courts, police forces.

Administrators keep them. Nothing is deleted: a contact ends, and so does a court's serving an authority. Each change says
why, since a wrong number or a wrong court costs a child time.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.rules import must_administer
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from ..models import AuthorityContact, Court, CourtArea, LocalAuthority, PoliceForce
from ..shapes import email_fault, referral_address_fault, telephone_fault, web_address_fault
from .guards import lock, must_say

Kind = AuthorityContact.Kind

AUTHORITY_FIELDS = (
    "name", "official_name", "partnership_name", "procedures_url", "thresholds_url", "escalation_procedure_url", "written_referral_address",
)  # fmt: skip
CONTACT_FIELDS = ("name", "telephone", "email", "hours", "is_invented")
COURT_FIELDS = ("name", "aliases", "dfj_area", "region", "address", "email")
FORCE_FIELDS = ("name", "telephone", "email", "is_invented")

_SHAPES: dict[str, Callable[[str], str]] = {
    "telephone": telephone_fault,
    "email": email_fault,
    "procedures_url": web_address_fault,
    "thresholds_url": web_address_fault,
    "escalation_procedure_url": web_address_fault,
    "written_referral_address": referral_address_fault,
}
_NEEDED = {"name": "Enter the name", "official_name": "Enter the official name"}
MUST_BE_RUNG = (Kind.DAYTIME, Kind.OUT_OF_HOURS)
"""Referrals and chases go by telephone first (policy 12): these contacts have a number."""


def _tidy(given: Mapping[str, Any], known: Sequence[str], needed: Sequence[str] = ()) -> dict[str, Any]:
    """The values without blanks at their ends, in their right shape. Raises RuleRefused at the field that is not."""
    unknown = set(given) - set(known)
    if unknown:
        raise ValueError(f"Not changeable here: {', '.join(sorted(unknown))}.")
    values = {key: value.strip() if isinstance(value, str) else value for key, value in given.items()}
    for key, value in values.items():
        if key in needed and not value:
            raise RuleRefused("words-missing", f"{_NEEDED[key]}.", field=key)
        fault = _SHAPES[key](value) if value and key in _SHAPES else ""
        if fault:
            raise RuleRefused("shape", f"{fault}.", field=key)
    return values


def _set(record: Model, values: Mapping[str, Any]) -> bool:
    """Put the values on the record; whether any of them is new."""
    changed = {key: value for key, value in values.items() if getattr(record, key) != value}
    for key, value in changed.items():
        setattr(record, key, value)
    return bool(changed)


def _why(reason: str) -> str:
    return must_say(reason, "reason", "Say why, and how you know.")


@service
def change_authority(
    *, authority: LocalAuthority, changes: Mapping[str, Any], reason: str, by: User | None, now: datetime, version: int | None = None
) -> LocalAuthority:
    """Change an authority's names, partnership, local procedures, thresholds, escalation procedure, or where written referrals go.

    Its codes are the register's and stay. Raises Denied, StaleEdit, RuleRefused.
    """
    must_administer(by)
    _why(reason)
    authority = lock(authority)
    authority.expect_version(version)
    values = _tidy(changes, AUTHORITY_FIELDS, ("name", "official_name"))
    if "name" in values and LocalAuthority.objects.filter(name__iexact=values["name"]).exclude(pk=authority.pk).exists():
        raise RuleRefused("name-taken", "Another local authority has this name. Enter a different one.", field="name")
    if _set(authority, values):
        authority.save()
    return authority


def _must_be_reachable(contact: AuthorityContact) -> None:
    if contact.kind in MUST_BE_RUNG and not contact.telephone:
        raise RuleRefused("P12-1", "Enter a telephone number: this contact is rung first.", field="telephone")
    if not contact.telephone and not contact.email:
        raise RuleRefused("contact-empty", "Enter a telephone number or an e-mail address.", field="telephone")


@service
def add_contact(
    *,
    authority: LocalAuthority,
    kind: str,
    reason: str,
    by: User | None,
    now: datetime,
    name: str = "",
    telephone: str = "",
    email: str = "",
    hours: str = "",
    is_invented: bool = False,
) -> AuthorityContact:
    """Somebody more to reach at an authority. Raises Denied, RuleRefused."""
    must_administer(by)
    _why(reason)
    if kind not in Kind.values:
        raise RuleRefused("contact-kind", "Choose what this contact is for.", field="kind")
    given = {"name": name, "telephone": telephone, "email": email, "hours": hours, "is_invented": is_invented}
    contact = AuthorityContact(authority=authority, kind=kind, **_tidy(given, CONTACT_FIELDS))
    _must_be_reachable(contact)
    contact.save()
    return contact


def _must_run(contact: AuthorityContact) -> None:
    if contact.ended_on is not None:
        raise RuleRefused("contact-ended", "This contact has ended. Add a new one instead.")


@service
def change_contact(
    *, contact: AuthorityContact, changes: Mapping[str, Any], reason: str, by: User | None, now: datetime, version: int | None = None
) -> AuthorityContact:
    """Change how a contact is reached. Raises Denied, StaleEdit, RuleRefused."""
    must_administer(by)
    _why(reason)
    contact = lock(contact)
    contact.expect_version(version)
    _must_run(contact)
    changed = _set(contact, _tidy(changes, CONTACT_FIELDS))
    _must_be_reachable(contact)
    if changed:
        contact.save()
    return contact


@service
def end_contact(
    *, contact: AuthorityContact, ended_on: date, reason: str, by: User | None, now: datetime, version: int | None = None
) -> AuthorityContact:
    """Nobody is reached there since ``ended_on`` (London); offered to nobody from now on, kept for what was done with it.

    The last number of an authority may end too: a number that nobody answers is worse than none. Its page says so then.
    """
    must_administer(by)
    _why(reason)
    contact = lock(contact)
    contact.expect_version(version)
    _must_run(contact)
    if ended_on > london_date(now):
        raise RuleRefused("not-in-future", "Enter today or a day that has passed. Until then the contact is still right.", field="ended_on")
    contact.ended_on = ended_on
    contact.save()
    return contact


def _court_values(given: Mapping[str, Any], court: Court | None = None) -> dict[str, Any]:
    values = _tidy(given, COURT_FIELDS, ("name",))
    if "aliases" in values:
        own = values.get("name", court.name if court else "").casefold()
        aliases = {alias.strip().casefold(): alias.strip() for alias in values["aliases"] if alias.strip()}
        values["aliases"] = [alias for key, alias in aliases.items() if key != own]
    called = {words.casefold() for words in (values.get("name", ""), *values.get("aliases", ())) if words}
    for other in Court.objects.exclude(pk=court.pk if court else None).values_list("name", "aliases"):
        taken = called & {words.casefold() for words in (other[0], *other[1])}
        if taken:
            field = "name" if values.get("name", "").casefold() in taken else "aliases"
            raise RuleRefused("court-name-taken", f"{other[0]} is already called that. Applications are matched by name.", field=field)
    return values


@service
def add_court(
    *,
    epims_id: str,
    name: str,
    reason: str,
    by: User | None,
    now: datetime,
    aliases: Sequence[str] = (),
    dfj_area: str = "",
    region: str = "",
    address: str = "",
    email: str = "",
) -> Court:
    """A family court more, under its number in the courts' register of buildings. Raises Denied, RuleRefused."""
    must_administer(by)
    _why(reason)
    epims_id = must_say(epims_id, "epims_id", "Enter the court's ePIMS number.")
    if not epims_id.isdecimal():
        raise RuleRefused("shape", "Enter the ePIMS number in figures, like 365554.", field="epims_id")
    given = {"name": name, "aliases": list(aliases), "dfj_area": dfj_area, "region": region, "address": address, "email": email}
    court = Court(epims_id=epims_id, **_court_values(given))
    try:
        with transaction.atomic():
            court.save()
    except IntegrityError as error:
        raise RuleRefused(
            "court-known", "A court with this ePIMS number is in the directory already. Change that one.", field="epims_id"
        ) from error
    return court


@service
def change_court(
    *, court: Court, changes: Mapping[str, Any], reason: str, by: User | None, now: datetime, version: int | None = None
) -> Court:
    """Change a court's names, address, e-mail or area of the Designated Family Judge. Raises Denied, StaleEdit, RuleRefused."""
    must_administer(by)
    _why(reason)
    court = lock(court)
    court.expect_version(version)
    if _set(court, _court_values(changes, court)):
        court.save()
    return court


@service
def set_authorities_served(
    *, court: Court, authorities: Sequence[LocalAuthority], reason: str, by: User | None, now: datetime, version: int | None = None
) -> Court:
    """The court serves these authorities from now on, and no others. Raises Denied, StaleEdit."""
    must_administer(by)
    _why(reason)
    court = lock(court)
    court.expect_version(version)
    wanted = {authority.pk: authority for authority in authorities}
    running = {area.authority_id: area for area in court.areas.select_for_update().filter(ended_on=None)}
    for key in running.keys() - wanted.keys():
        running[key].ended_on = london_date(now)
        running[key].save()
    for key in wanted.keys() - running.keys():
        CourtArea(court=court, authority=wanted[key]).save()
    if running.keys() != wanted.keys():
        court.save()  # so that somebody else's older page is seen to be older
    return court


@service
def change_police_force(
    *, force: PoliceForce, changes: Mapping[str, Any], reason: str, by: User | None, now: datetime, version: int | None = None
) -> PoliceForce:
    """Change a police force's name, telephone or e-mail. Raises Denied, StaleEdit, RuleRefused."""
    must_administer(by)
    _why(reason)
    force = lock(force)
    force.expect_version(version)
    if _set(force, _tidy(changes, FORCE_FIELDS, ("name",))):
        force.save()
    return force
