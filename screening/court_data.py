"""Reads what the court's interface answers, without touching the database.

The answer is not uniform: dates come as text or as lists of numbers, every key may be missing or empty, unknown keys
appear. What can be read is read; what is implausible is kept and doubted, for a person to check; only an item that
cannot be told apart from others (no id) or is not a mapping is rejected, with its path.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from cafcass_cases.core import clock
from cafcass_cases.core.clock import HourDoesNotExist, HourHappensTwice, from_london


class CannotRead(ValueError):
    """An item that cannot be imported. The message gives its path and the reason, and holds no personal data."""


@dataclass(frozen=True)
class CourtContact:
    """One contact detail of a party, with what the court says of its confidentiality."""

    kind: str
    value: str
    postcode: str = ""
    confidential: bool | None = None


@dataclass(frozen=True)
class CourtPerson:
    """Somebody in the application. ``party_id`` is the court's id for them in this case."""

    party_id: str
    role: str
    given_names: str = ""
    family_name: str = ""
    previous_name: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    contacts: tuple[CourtContact, ...] = ()
    lives_with: tuple[str, ...] = ()
    applicants_relationship: str = ""
    respondents_relationship: str = ""
    parental_responsibility: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CourtHearing:
    kind: str
    starts_at: datetime


@dataclass(frozen=True)
class CourtApplication:
    """One case as the court's interface gives it."""

    court_case_id: str
    law: str
    application_types: tuple[str, ...]
    submitted_at: datetime | None
    court_number: str = ""
    court_name: str = ""
    court_epims_id: str = ""
    known_to_authority: str = ""
    harm_alleged_on_c1a: bool = False
    has_c8: bool = False
    state: str = ""
    people: tuple[CourtPerson, ...] = ()
    hearings: tuple[CourtHearing, ...] = ()
    flags_given: bool = field(default=False)


def items_of(payload: Any) -> list[Any]:
    """The items of an answer. ``{"total": 0}`` is a normal answer. Raises :class:`CannotRead` for anything else."""
    if isinstance(payload, list):
        return payload
    if not isinstance(payload, Mapping):
        raise CannotRead("The file is not an answer of the court's interface: it should be an object with “cases”.")
    cases = payload.get("cases", [] if "total" in payload else None)
    if not isinstance(cases, list):
        raise CannotRead("cases: this should be a list of cases.")
    return cases


def read_application(item: Any, path: str = "cases[0]") -> CourtApplication:
    """One private law case. Raises :class:`CannotRead` with ``path`` when it has no usable id or no data."""
    if not isinstance(item, Mapping):
        raise CannotRead(f"{path}: this should be an object.")
    identifier = str(item.get("id") or "").strip()
    if not re.fullmatch(r"\d{16}", identifier):
        raise CannotRead(f"{path}.id: this should be the court's 16-digit case number.")
    if str(item.get("jurisdiction") or "PRIVATELAW").upper() != "PRIVATELAW":
        raise CannotRead(f"{path}.jurisdiction: only private law cases come by this interface.")
    data = item.get("case_data")
    if not isinstance(data, Mapping):
        raise CannotRead(f"{path}.case_data: this should be an object.")
    people = (
        *_people(data, "children", "subject_child", f"{path}.case_data"),
        *_people(data, "applicants", "applicant", f"{path}.case_data"),
        *_people(data, "respondents", "respondent", f"{path}.case_data"),
        *_people(data, "otherPeopleInTheCaseTable", "other_adult", f"{path}.case_data"),
    )
    known = _text(data.get("childrenKnownToLocalAuthority"))
    return CourtApplication(
        court_case_id=identifier,
        law="private",
        application_types=tuple(_types(item, data)),
        submitted_at=_moment(data.get("dateSubmitted")) or _moment(data.get("issueDate")) or _moment(item.get("created_date")),
        court_number=_text(data.get("familymanCaseNumber")),
        court_name=_text(data.get("courtName")),
        court_epims_id=_text(data.get("courtEpimsId") or _mapping(data.get("caseManagementLocation")).get("baseLocation")),
        known_to_authority=known if known in ("yes", "no", "dontKnow") else "",
        harm_alleged_on_c1a=bool(data.get("c1ADocument")),
        has_c8=bool(data.get("c8Document")) or _yes(_mapping(data.get("confidentialDetails")).get("isConfidentialDetailsAvailable")) is True,
        state=_text(item.get("state")),
        people=people,
        hearings=tuple(_hearings(data)),
        flags_given=any(contact.confidential for person in people for contact in person.contacts),
    )


def _types(item: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    form = _text(data.get("caseTypeOfApplication") or item.get("caseTypeOfApplication"))
    if form:
        yield form
    orders = data.get("ordersApplyingFor")
    yield from (_spaced(_text(order)) for order in (orders if isinstance(orders, list) else [orders]) if _text(order))


def _people(data: Mapping[str, Any], key: str, role: str, path: str) -> Iterator[CourtPerson]:
    entries = data.get(key)
    if not isinstance(entries, list):
        return
    confidential = _confidential_parties(data)
    for position, entry in enumerate(entries):
        value = _mapping(_mapping(entry).get("value") or entry)
        given, family = _text(value.get("firstName")), _text(value.get("lastName"))
        party_id = _text(_mapping(entry).get("id")) or f"{key}-{position}"
        contacts = tuple(_contacts(value, f"{given} {family}".strip() in confidential))
        if not given and not family and not contacts:
            continue  # the court sends an empty person where nobody was entered
        born, doubt = _birth(value.get("dateOfBirth"), role)
        lives = _mapping(value.get("whoDoesTheChildLiveWith"))
        yield CourtPerson(
            party_id=party_id,
            role=role,
            given_names=given,
            family_name=family,
            previous_name=_text(value.get("previousName")),
            date_of_birth=born,
            sex=_text(value.get("otherGender")) or _text(value.get("gender")),
            contacts=contacts,
            lives_with=tuple(
                filter(None, [_text(lives.get("partyFullName"))] + [_text(one) for one in _list(value.get("childLiveWith"))])
            ),
            applicants_relationship=_spaced(_text(value.get("applicantsRelationshipToChild"))),
            respondents_relationship=_spaced(_text(value.get("respondentsRelationshipToChild"))),
            parental_responsibility=_text(value.get("parentalResponsibilityDetails")),
            doubts=tuple(filter(None, [doubt, _name_doubt(given, family)])),
        )


def _confidential_parties(data: Mapping[str, Any]) -> set[str]:
    """Names in ``applicantsConfidentialDetails``: the court lists there whoever asked for confidentiality."""
    listed = set()
    for entry in [*_list(data.get("applicantsConfidentialDetails")), *_list(data.get("respondentsConfidentialDetails"))]:
        value = _mapping(_mapping(entry).get("value") or entry)
        listed.add(f"{_text(value.get('firstName'))} {_text(value.get('lastName'))}".strip())
    return listed - {""}


def _contacts(value: Mapping[str, Any], all_confidential: bool) -> Iterator[CourtContact]:
    address = _mapping(value.get("address"))
    lines = [_text(address.get(key)) for key in ("AddressLine1", "AddressLine2", "AddressLine3", "PostTown", "County")]
    said = ", ".join(line for line in lines if line)
    if said or _text(address.get("PostCode")):
        yield CourtContact("address", said, _postcode(address.get("PostCode")), all_confidential or _yes(value.get("isAddressConfidential")))
    if _text(value.get("phoneNumber")):
        yield CourtContact("telephone", _text(value.get("phoneNumber")), "", all_confidential or _yes(value.get("isPhoneNumberConfidential")))
    if _text(value.get("email")):
        yield CourtContact("email", _text(value.get("email")), "", all_confidential or _yes(value.get("isEmailAddressConfidential")))


def _hearings(data: Mapping[str, Any]) -> Iterator[CourtHearing]:
    for entry in _list(data.get("hearingData")):
        value = _mapping(_mapping(entry).get("value") or entry)
        starts = _moment(value.get("hearingDateTime") or value.get("hearingStartDateTime") or value.get("dateConfirmed"))
        if starts is None:
            for day in _list(value.get("hearingDaySchedule")):
                starts = _moment(_mapping(_mapping(day).get("value") or day).get("hearingStartDateTime"))
                if starts:
                    break
        if starts:
            yield CourtHearing(_text(value.get("hearingTypeValue") or value.get("hearingType")) or "Hearing", starts)


def _birth(value: Any, role: str) -> tuple[date | None, str]:
    """The date of birth, and a doubt about it where it cannot be right."""
    moment = _moment(value)
    if moment is None:
        return None, "The court's date of birth cannot be read" if value not in (None, "", {}) else ""
    born = date(*_day_parts(value)) if isinstance(value, list) else date.fromisoformat(str(value)[:10])
    age = (clock.london_date(clock.now()) - born).days / 365.25
    if age < 0:
        return born, "Date of birth is in the future"
    if role == "subject_child" and age >= 18:
        return born, "A subject child who is 18 or older"
    if role in ("applicant", "respondent") and age < 16:
        return born, "A party younger than 16"
    if age > 110:
        return born, "Date of birth is more than 110 years ago"
    return born, ""


def _name_doubt(given: str, family: str) -> str:
    together = f"{given}{family}".lower()
    if not given or not family:
        return "Part of the name is missing"
    if any(character.isdigit() for character in together) or not set(together) & set("aeiouyáéíóúàèìòùâêîôûäëïöü") or "test" in together:
        return "The name looks like a test entry"
    return ""


def _moment(value: Any) -> datetime | None:
    """A date or date-time in either of the court's shapes, as UTC. The court's local times are London's."""
    if isinstance(value, list) and len(value) >= 3 and all(isinstance(part, int) for part in value):
        parts = [*value, 0, 0, 0, 0][:7]
        try:
            return _aware(date(*parts[:3]), time(parts[3], parts[4], parts[5], parts[6] // 1000))
        except ValueError:
            return None
    if isinstance(value, str) and value.strip():
        try:
            read = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        return read.astimezone(UTC) if read.tzinfo else _aware(read.date(), read.time())
    return None


def _aware(day: date, at: time) -> datetime:
    try:
        return from_london(day, at, fold=0)
    except (HourDoesNotExist, HourHappensTwice):
        return datetime.combine(day, at, UTC)


def _day_parts(value: list[int]) -> tuple[int, int, int]:
    return value[0], value[1], value[2]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _yes(value: Any) -> bool | None:
    return {"yes": True, "true": True, "no": False, "false": False}.get(str(value).strip().lower()) if value not in (None, "") else None


def _postcode(value: Any) -> str:
    squeezed = re.sub(r"[^A-Z0-9]", "", _text(value).upper())
    return f"{squeezed[:-3]} {squeezed[-3:]}" if 5 <= len(squeezed) <= 7 else _text(value)


def _spaced(text: str) -> str:
    """ "childArrangementsOrder" → "Child arrangements order"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).capitalize() if text else ""
