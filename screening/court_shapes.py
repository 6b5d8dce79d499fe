"""What an application holds once it is read, whichever of the court's interfaces, or piece of paper, it came by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


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
    """A hearing, by its kind and when it begins (UTC)."""

    kind: str
    starts_at: datetime


@dataclass(frozen=True)
class CourtPaper:
    """A document of the application, by the court's id. ``kind`` says what it is: "C1A", "C8", "Application" …"""

    document_id: str
    kind: str
    file_name: str = ""


@dataclass(frozen=True)
class CourtProceedings:
    """Earlier or current proceedings that the application names, in its own words."""

    status: str
    number: str = ""
    started: str = ""
    ended: str = ""
    orders: str = ""
    children: str = ""


@dataclass(frozen=True)
class CourtApplication:
    """One case as the court's interface gives it, or as it was entered from paper.

    ``harm_alleged``: whether the application says that a child is at risk of harm; None: it does not say (the interface has no
    field of its own for it: a C1A says yes, none says nothing). ``authority_gss``: the applicant authority of a public law case, ""
    where the court's short code is not known to us; then ``doubts`` says so. ``hearings`` are those that stand; ``hearings_gone`` those of
    which the court says that they were vacated, adjourned or cancelled.
    """

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
    hearings_gone: tuple[CourtHearing, ...] = ()
    flags_given: bool = False
    harm_alleged: bool | None = None
    interpreter_needed: bool | None = None
    papers: tuple[CourtPaper, ...] = ()
    authority_code: str = ""
    authority_gss: str = ""
    respondent_authority_code: str = ""
    international: tuple[str, ...] = ()
    previous_proceedings: tuple[CourtProceedings, ...] = ()
    risks: tuple[str, ...] = ()
    last_modified: datetime | None = None
    entered: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def c1a(self) -> str:
        """Whether the C1A is there: "completed"; "not_completed" where harm is alleged without one; else "not_required"."""
        if self.harm_alleged_on_c1a:
            return "completed"
        return "not_completed" if self.harm_alleged and self.law == "private" else "not_required"


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
