"""Reads what the court's public law interface answers, without touching the database. "Hidden" means confidential, always."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .authority_codes import known_authority
from .court_shapes import CannotRead, CourtApplication, CourtContact, CourtHearing, CourtPaper, CourtPerson, CourtProceedings
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

GENDERS = {"MALE": "Male", "FEMALE": "Female", "OTHER": "Other"}
ROLES = {"children": "subject_child", "respondents": "respondent", "others": "other_adult"}
INTERNATIONAL = {
    "possibleCarer": "A possible carer outside the United Kingdom",
    "significantEvents": "Significant events outside the United Kingdom",
    "issues": "Issues about the children outside the United Kingdom",
    "proceedings": "Proceedings outside the United Kingdom",
    "internationalAuthorityInvolvement": "An authority outside the United Kingdom is or was involved",
}
FACTORS = {
    "alcoholDrugAbuse": "Alcohol or drug abuse",
    "domesticViolence": "Domestic violence",
    "anythingElse": "Other factors of parenting",
}


def read_public_law(item: Mapping[str, Any], path: str) -> CourtApplication:
    """One public law case. Raises :class:`CannotRead` with ``path`` when it has no usable id or no data."""
    identifier = as_text(item.get("id")).removesuffix(".0")
    if not re.fullmatch(r"\d{16}", identifier):
        raise CannotRead(f"{path}.id: this should be the court's 16-digit case number.")
    data = item.get("caseData")
    if not isinstance(data, Mapping):
        raise CannotRead(f"{path}.caseData: this should be an object.")
    people = tuple(person for key in ROLES for person in _people(data, key))
    code = as_text(data.get("applicantLA"))
    authority = known_authority(code)
    location = as_mapping(data.get("caseManagementLocation"))
    return CourtApplication(
        court_case_id=identifier,
        law="public",
        application_types=tuple(
            filter(None, [as_text(data.get("applicationType")), *(in_words(as_text(one)) for one in as_list(data.get("ordersSought")))])
        ),
        submitted_at=as_moment(data.get("dateSubmitted")) or as_moment(data.get("dateOfCourtIssue")) or as_moment(item.get("createdDate")),
        court_number=as_text(data.get("familyManCaseNumber")),
        court_epims_id=as_text(location.get("baseLocation")),
        state=as_text(item.get("state")),
        people=people,
        hearings=tuple(_hearings(data)),
        hearings_gone=tuple(_hearings(data, gone=True)),
        flags_given=any(contact.confidential for person in people for contact in person.contacts),
        papers=tuple(_papers(data)),
        authority_code=code,
        authority_gss=authority.gss_code if authority else "",
        respondent_authority_code=as_text(data.get("respondentLA")),
        international=tuple(_said(as_mapping(data.get("internationalElement")), INTERNATIONAL)),
        previous_proceedings=tuple(_proceedings(data)),
        risks=tuple(_risks(data)),
        last_modified=as_moment(item.get("lastModified")) or as_moment(item.get("createdDate")),
        doubts=tuple(
            _doubt_of(code) for code in dict.fromkeys((code, as_text(data.get("respondentLA")))) if code and not known_authority(code)
        ),
    )


def _doubt_of(code: str) -> str:
    return (
        f"The court’s short code for an authority, {code}, is not known here: the application form says which authority it is; "
        "enter it where a check or a referral asks for the authority"
    )


def _people(data: Mapping[str, Any], key: str) -> Iterator[CourtPerson]:
    role = ROLES[key]
    for value in map(as_mapping, as_list(data.get(key))):
        given, family = as_text(value.get("firstName")), as_text(value.get("lastName"))
        if not given and not family:  # "others" come with one name
            given, _, family = as_text(value.get("name")).rpartition(" ")
        contacts = tuple(_contacts(value))
        if not given and not family and not contacts:
            continue
        born, doubt = read_birth(value.get("dateOfBirth"), role)
        yield CourtPerson(
            party_id=_identity(key, given, family, born),
            role=role,
            given_names=given,
            family_name=family,
            date_of_birth=born,
            sex=as_text(value.get("genderIdentification"))
            or GENDERS.get(as_text(value.get("gender")).upper(), as_text(value.get("gender"))),
            contacts=contacts,
            respondents_relationship="",
            parental_responsibility=as_text(value.get("fathersResponsibility")),
            doubts=tuple(filter(None, [doubt, name_doubt(given, family)])),
        )


def _identity(*parts: Any) -> str:
    """The court gives no ids here, and a place in a list moves when somebody is added: name and birth tell people apart."""
    return hashlib.sha256("|".join(str(part).lower() for part in parts).encode()).hexdigest()[:32]


def _contacts(value: Mapping[str, Any]) -> Iterator[CourtContact]:
    """Hidden is confidential, whatever it is called; not hidden is open; not said is not asked."""
    flags = [as_yes(value.get(name)) for name in ("contactDetailsHidden", "detailsHidden") if name in value]
    hidden = True if True in flags else (False if False in flags else None)
    address = as_mapping(value.get("address"))
    postcode = as_postcode(address.get("postcode") or address.get("PostCode"))
    if address_lines(address) or postcode:
        yield CourtContact("address", address_lines(address), postcode, hidden)
    telephone = as_text(value.get("telephoneNumber") or value.get("telephone"))
    if telephone:
        yield CourtContact("telephone", telephone, "", hidden)


def _hearings(data: Mapping[str, Any], *, gone: bool = False) -> Iterator[CourtHearing]:
    """Those that stand, or those that are ``gone``."""
    for value in map(as_mapping, as_list(data.get("hearingDetails"))):
        starts = as_moment(value.get("startDate"))
        if starts and is_gone(value.get("status")) == gone:
            yield CourtHearing(in_words(as_text(value.get("type"))) or "Hearing", starts)


def _papers(data: Mapping[str, Any]) -> Iterator[CourtPaper]:
    for value in map(as_mapping, as_list(data.get("caseDocuments"))):
        document_id = as_text(value.get("documentId"))
        if document_id and not value.get("removed"):
            yield CourtPaper(
                document_id, in_words(as_text(value.get("documentCategory"))) or "Document", as_text(value.get("documentFileName"))
            )


def _said(value: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    for key, meaning in words.items():
        if as_yes(value.get(key)):
            reason = as_text(value.get(f"{key}Reason") or value.get(f"{key}Details"))
            yield f"{meaning}: {reason}" if reason else meaning


def _risks(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in as_mapping(data.get("risks")).items():
        if as_text(value):
            yield f"{in_words(str(key).removesuffix('Occurrences'))}: {as_text(value).lower()}"
    yield from _said(as_mapping(data.get("factorsParenting")), FACTORS)


def _proceedings(data: Mapping[str, Any]) -> Iterator[CourtProceedings]:
    for value in map(as_mapping, as_list(data.get("previousProceedings"))):
        found = CourtProceedings(
            status=as_text(value.get("proceedingStatus")), number=as_text(value.get("caseNumber")), started=as_text(value.get("started")),
            ended=as_text(value.get("ended")), orders=as_text(value.get("ordersMade")), children=as_text(value.get("children")),
        )  # fmt: skip
        if found != CourtProceedings(""):
            yield found
