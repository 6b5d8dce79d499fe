"""Reads what the court's private law interface answers, without touching the database; the other shapes have rooms beside it.

The answer is not uniform: dates come as text or as lists of numbers, every key may be missing or empty, unknown keys
appear. What can be read is read; what is implausible is kept and doubted, for a person to check; only an item that
cannot be told apart from others (no id) or is not a mapping is rejected, with its path.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .court_shapes import CannotRead, CourtApplication, CourtContact, CourtHearing, CourtPaper, CourtPerson, CourtProceedings, items_of
from .court_values import (
    address_lines,
    as_list,
    as_mapping,
    as_moment,
    as_postcode,
    as_text,
    as_yes,
    in_words,
    is_gone,
    name_doubt,
    read_birth,
)
from .entered_data import read_entered
from .public_law_data import read_public_law

__all__ = [
    "CannotRead", "CourtApplication", "CourtContact", "CourtHearing", "CourtPaper", "CourtPerson", "CourtProceedings", "items_of",
    "read_application",
]  # fmt: skip


def read_application(item: Any, path: str = "cases[0]") -> CourtApplication:
    """One case of either law, or one entered from paper. Raises :class:`CannotRead` with ``path`` when it has no usable id or no data."""
    if not isinstance(item, Mapping):
        raise CannotRead(f"{path}: this should be an object.")
    if "entered" in item:
        return read_entered(item, path)
    if "caseData" in item or str(item.get("jurisdiction") or "").upper() == "PUBLICLAW":
        return read_public_law(item, path)
    identifier = str(item.get("id") or "").strip()
    if not re.fullmatch(r"\d{16}", identifier):
        raise CannotRead(f"{path}.id: this should be the court's 16-digit case number.")
    if str(item.get("jurisdiction") or "PRIVATELAW").upper() != "PRIVATELAW":
        raise CannotRead(f"{path}.jurisdiction: only private law and public law cases come by the court’s interfaces.")
    data = item.get("case_data")
    if not isinstance(data, Mapping):
        raise CannotRead(f"{path}.case_data: this should be an object.")
    people = (
        *_people(data, "children", "subject_child", f"{path}.case_data"),
        *_people(data, "applicants", "applicant", f"{path}.case_data"),
        *_people(data, "respondents", "respondent", f"{path}.case_data"),
        *_people(data, "otherPeopleInTheCaseTable", "other_adult", f"{path}.case_data"),
    )
    known = as_text(data.get("childrenKnownToLocalAuthority"))
    return CourtApplication(
        court_case_id=identifier,
        law="private",
        application_types=tuple(_types(item, data)),
        submitted_at=as_moment(data.get("dateSubmitted")) or as_moment(data.get("issueDate")) or as_moment(item.get("created_date")),
        court_number=as_text(data.get("familymanCaseNumber")),
        court_name=as_text(data.get("courtName")),
        court_epims_id=as_text(data.get("courtEpimsId") or as_mapping(data.get("caseManagementLocation")).get("baseLocation")),
        known_to_authority=known if known in ("yes", "no", "dontKnow") else "",
        harm_alleged_on_c1a=bool(data.get("c1ADocument")),
        has_c8=bool(data.get("c8Document"))
        or as_yes(as_mapping(data.get("confidentialDetails")).get("isConfidentialDetailsAvailable")) is True,
        state=as_text(item.get("state")),
        people=people,
        hearings=tuple(_hearings(data)),
        hearings_gone=tuple(_hearings(data, gone=True)),
        flags_given=any(contact.confidential for person in people for contact in person.contacts),
        harm_alleged=True if data.get("c1ADocument") else None,
        interpreter_needed=as_yes(data.get("isInterpreterNeeded")),
        papers=tuple(_papers(data)),
        last_modified=as_moment(item.get("last_modified")) or as_moment(item.get("created_date")),
    )


PAPERS = {
    "c1ADocument": "C1A", "c8Document": "C8", "finalDocument": "Application", "submitAndPayDownloadApplicationLink": "Application",
    "c1AWelshDocument": "C1A in Welsh", "c8WelshDocument": "C8 in Welsh", "finalWelshDocument": "Application in Welsh",
}  # fmt: skip


def _papers(data: Mapping[str, Any]) -> Iterator[CourtPaper]:
    """Every document that stands at the top of the data, known or not: unknown keys appear."""
    seen = set()
    for key, value in data.items():
        document_id = as_text(as_mapping(value).get("document_id"))
        if document_id and document_id not in seen:
            seen.add(document_id)
            yield CourtPaper(document_id, PAPERS.get(key, in_words(str(key))), as_text(as_mapping(value).get("document_filename")))


def _types(item: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    form = as_text(data.get("caseTypeOfApplication") or item.get("caseTypeOfApplication"))
    if form:
        yield form
    orders = data.get("ordersApplyingFor")
    yield from (in_words(as_text(order)) for order in (orders if isinstance(orders, list) else [orders]) if as_text(order))


def _people(data: Mapping[str, Any], key: str, role: str, path: str) -> Iterator[CourtPerson]:
    entries = data.get(key)
    if not isinstance(entries, list):
        return
    confidential = _confidential_parties(data)
    for position, entry in enumerate(entries):
        value = as_mapping(as_mapping(entry).get("value") or entry)
        given, family = as_text(value.get("firstName")), as_text(value.get("lastName"))
        party_id = as_text(as_mapping(entry).get("id")) or f"{key}-{position}"
        contacts = tuple(_contacts(value, f"{given} {family}".strip() in confidential))
        if not given and not family and not contacts:
            continue  # the court sends an empty person where nobody was entered
        born, doubt = read_birth(value.get("dateOfBirth"), role)
        lives = as_mapping(value.get("whoDoesTheChildLiveWith"))
        yield CourtPerson(
            party_id=party_id,
            role=role,
            given_names=given,
            family_name=family,
            previous_name=as_text(value.get("previousName")),
            date_of_birth=born,
            sex=as_text(value.get("otherGender")) or as_text(value.get("gender")),
            contacts=contacts,
            lives_with=tuple(
                filter(None, [as_text(lives.get("partyFullName"))] + [as_text(one) for one in as_list(value.get("childLiveWith"))])
            ),
            applicants_relationship=in_words(as_text(value.get("applicantsRelationshipToChild"))),
            respondents_relationship=in_words(as_text(value.get("respondentsRelationshipToChild"))),
            parental_responsibility=as_text(value.get("parentalResponsibilityDetails")),
            doubts=tuple(filter(None, [doubt, name_doubt(given, family)])),
        )


def _confidential_parties(data: Mapping[str, Any]) -> set[str]:
    """Names in ``applicantsConfidentialDetails``: the court lists there whoever asked for confidentiality."""
    listed = set()
    for entry in [*as_list(data.get("applicantsConfidentialDetails")), *as_list(data.get("respondentsConfidentialDetails"))]:
        value = as_mapping(as_mapping(entry).get("value") or entry)
        listed.add(f"{as_text(value.get('firstName'))} {as_text(value.get('lastName'))}".strip())
    return listed - {""}


def _contacts(value: Mapping[str, Any], all_confidential: bool) -> Iterator[CourtContact]:
    address = as_mapping(value.get("address"))
    said = address_lines(address)
    if said or as_text(address.get("PostCode")):
        yield CourtContact(
            "address", said, as_postcode(address.get("PostCode")), all_confidential or as_yes(value.get("isAddressConfidential"))
        )
    if as_text(value.get("phoneNumber")):
        yield CourtContact(
            "telephone", as_text(value.get("phoneNumber")), "", all_confidential or as_yes(value.get("isPhoneNumberConfidential"))
        )
    if as_text(value.get("email")):
        yield CourtContact("email", as_text(value.get("email")), "", all_confidential or as_yes(value.get("isEmailAddressConfidential")))


def _hearings(data: Mapping[str, Any], *, gone: bool = False) -> Iterator[CourtHearing]:
    """Those that stand, or those that are ``gone``: the interface's description names no field for it, so any of these is read."""
    for entry in as_list(data.get("hearingData")):
        value = as_mapping(as_mapping(entry).get("value") or entry)
        if any(is_gone(value.get(name)) for name in ("hmcStatus", "hearingStatus", "status")) != gone:
            continue
        starts = as_moment(value.get("hearingDateTime") or value.get("hearingStartDateTime") or value.get("dateConfirmed"))
        if starts is None:
            for day in as_list(value.get("hearingDaySchedule")):
                starts = as_moment(as_mapping(as_mapping(day).get("value") or day).get("hearingStartDateTime"))
                if starts:
                    break
        if starts:
            yield CourtHearing(as_text(value.get("hearingTypeValue") or value.get("hearingType")) or "Hearing", starts)
