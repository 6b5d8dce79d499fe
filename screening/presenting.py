"""An application in words, for its page. No contact detail is repeated here: they stand with the people, masked where they must be."""

from collections.abc import Iterator
from typing import Any

from cafcass_cases.cases.models import Case, LocalAuthority
from cafcass_cases.core.clock import london
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london_date

from .authority_codes import known_authority
from .court_data import CourtApplication, CourtPerson

ROLES = {"subject_child": "Child", "applicant": "Applicant", "respondent": "Respondent", "other_adult": "Other adult"}
KNOWN = {"yes": "Yes", "no": "No", "dontKnow": "They do not know"}
C1A = {"completed": "Completed", "not_completed": "Not completed, though harm is alleged", "not_required": "None came"}
HARM = {True: "Yes", False: "No", None: "The court’s data does not say: read the form"}


def facts(application: CourtApplication, case: Case, authority: LocalAuthority | None) -> list[Row]:
    """What the application is, and what it says of harm, confidentiality and other proceedings."""
    return [Row(key, value) for key, value in _facts(application, case, authority) if value]


def _facts(application: CourtApplication, case: Case, authority: LocalAuthority | None) -> Iterator[tuple[str, Any]]:
    yield "Applied for", ", ".join(application.application_types)
    yield "How it came", "Entered from paper" if application.entered else "From the court’s interface"
    yield "Submitted", london_date(application.submitted_at) if application.submitted_at else ""
    yield "Court", str(case.court or application.court_name)
    yield "State at court", application.state.replace("_", " ").capitalize()
    if application.law == "public":
        yield "Authority that applies", str(authority) if authority else authority_words(application.authority_code)
        if application.respondent_authority_code != application.authority_code:
            yield "Authority that responds", authority_words(application.respondent_authority_code)
    else:
        yield "Harm alleged", HARM[application.harm_alleged]
        yield "C1A", C1A[application.c1a]
        yield "Children known to the authority", KNOWN.get(application.known_to_authority, "")
    if application.has_c8:
        yield "C8", "Yes, not yet read: every contact detail is confidential" if case.c8_unread else "Yes"
    yield "Interpreter needed", {True: "Yes", False: "No"}.get(application.interpreter_needed, "")
    yield "Outside the United Kingdom", "; ".join(application.international)
    yield "Risks it names", "; ".join(application.risks)
    yield (
        "Other proceedings",
        "; ".join(", ".join(filter(None, [one.status, one.number, one.orders, one.children])) for one in application.previous_proceedings),
    )
    yield "Hearings", "; ".join(f"{hearing.kind}, {london(hearing.starts_at):%-d %B %Y, %H:%M}" for hearing in application.hearings)
    yield "To check", "; ".join(application.doubts)


def authority_words(code: str) -> str:
    """An authority by the court's code: its name where it is known, else the code, so that somebody can find out."""
    known = known_authority(code)
    return known.name if known else code and f"{code} (the court’s code)"


def people(application: CourtApplication) -> list[dict[str, Any]]:
    """Everybody in it: who they are, what is confidential, what to check."""
    return [
        {
            "name": f"{person.given_names} {person.family_name}".strip() or "Name not known",
            "role": ROLES.get(person.role, person.role),
            "born": person.date_of_birth,
            "former": person.previous_name,
            "confidential": _confidential(person),
            "doubts": person.doubts,
        }
        for person in application.people
    ]


def _confidential(person: CourtPerson) -> str:
    hidden = [contact.kind for contact in person.contacts if contact.confidential]
    if hidden and len(hidden) == len(person.contacts):
        return "All contact details"
    return ", ".join(hidden).capitalize()
