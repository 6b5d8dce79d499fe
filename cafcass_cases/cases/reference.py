"""Loads the directories: local authorities, family courts and police forces of England, from this package's data files.

Facts come from public registers, named at the head of each file. The contacts are **invented**, so that nobody is rung
or written to by mistake: names ending in ``.example`` and the telephone numbers Ofcom sets aside for drama.
Loading again adds what is missing and changes nothing that staff have changed.
"""

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cafcass_cases.core.services import service

from .models import AuthorityContact, Court, CourtArea, LocalAuthority, PoliceForce

DATA = Path(__file__).resolve().parent / "data"

DRAMA_NUMBERS = ("0113 496 0{:03d}", "0161 496 0{:03d}", "0117 496 0{:03d}", "0151 496 0{:03d}", "01632 960{:03d}", "020 7946 0{:03d}")
_EVENING = "Every night from 17:00 to 09:00, weekends and bank holidays"
_CONTACTS = (
    (AuthorityContact.Kind.DAYTIME, "Children's front door", "front-door", "Monday to Friday, 09:00 to 17:00"),
    (AuthorityContact.Kind.OUT_OF_HOURS, "Emergency duty team", "out-of-hours", _EVENING),
    (AuthorityContact.Kind.HEAD_OF_SERVICE, "Head of Service, assessment", "head-of-service", ""),
    (AuthorityContact.Kind.ASSISTANT_DIRECTOR, "Assistant Director, safeguarding", "assistant-director", ""),
    (AuthorityContact.Kind.DIRECTOR, "Director of Children's Services", "director", ""),
    (AuthorityContact.Kind.LADO, "Designated Officer", "lado", "Monday to Friday, 09:00 to 17:00"),
    (AuthorityContact.Kind.ADULT_SERVICES, "Adult safeguarding team", "adult-safeguarding", "Monday to Friday, 09:00 to 17:00"),
    (AuthorityContact.Kind.REVIEWING_OFFICERS, "Independent reviewing officers", "reviewing-officers", "Monday to Friday, 09:00 to 17:00"),
    (AuthorityContact.Kind.HOME_EDUCATION, "Senior officer for home education", "home-education", "Monday to Friday, 09:00 to 17:00"),
)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _telephone(place: int, order: int) -> str:
    """A number that rings nobody, its own for each contact."""
    return DRAMA_NUMBERS[place % len(DRAMA_NUMBERS)].format(place // len(DRAMA_NUMBERS) * len(_CONTACTS) + order)


def load(now: datetime) -> None:
    """Load or complete the directories, as of ``now`` (UTC). Idempotent; about 1,200 rows the first time."""
    load_directories(by=None, now=now)


@service
def load_directories(*, by: None, now: datetime) -> None:
    authorities = _load_authorities()
    _load_contacts(authorities)
    _load_courts(authorities)
    _load_forces()


def _load_authorities() -> dict[str, LocalAuthority]:
    known = {authority.code: authority for authority in LocalAuthority.objects.all()}
    for row in _rows("local_authorities.csv"):
        if row["code"] not in known:
            authority = LocalAuthority(
                **row,
                partnership_name=f"{row['name']} Safeguarding Children Partnership",
                written_referral_address=f"referrals@{slug(row['name'])}.example",
            )
            authority.save()
            known[authority.code] = authority
    return known


def _load_contacts(authorities: dict[str, LocalAuthority]) -> None:
    have = set(AuthorityContact.objects.values_list("authority_id", "kind"))
    for place, authority in enumerate(sorted(authorities.values(), key=lambda one: one.code)):
        for order, (kind, name, mailbox, hours) in enumerate(_CONTACTS):
            if (authority.pk, kind) in have:
                continue
            AuthorityContact(
                authority=authority,
                kind=kind,
                name=name,
                telephone=_telephone(place, order),
                email=f"{mailbox}@{slug(authority.name)}.example",
                hours=hours,
                is_invented=True,
            ).save()


def _load_courts(authorities: dict[str, LocalAuthority]) -> None:
    known = {court.epims_id: court for court in Court.objects.all()}
    served = set(CourtArea.objects.values_list("court_id", flat=True))
    for row in _rows("family_courts.csv"):
        court = known.get(row["epims_id"])
        if court is None:
            court = Court(
                epims_id=row["epims_id"],
                name=row["name"],
                aliases=[alias for alias in row["aliases"].split("; ") if alias],
                dfj_area=row["dfj_area"],
                region=row["region"],
                address=row["address"],
                email=f"family@{slug(row['name'])}.example",
            )
            court.save()
        if court.pk not in served:
            for code in row["authorities"].split():
                CourtArea(court=court, authority=authorities[code]).save()


def _load_forces() -> None:
    known = set(PoliceForce.objects.values_list("code", flat=True))
    for place, row in enumerate(_rows("police_forces.csv")):
        if row["code"] not in known:
            PoliceForce(
                **row,
                telephone=f"01632 960{900 + place:03d}",
                email=f"public-protection@{row['code']}.police.example",
                is_invented=True,
            ).save()
