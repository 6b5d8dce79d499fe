"""The manager's letter to the court (policy 46)."""

from typing import Any

from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .models import ManagersLetter


def _missing(letter: ManagersLetter) -> list[Preflight]:
    found = []
    if not letter.concerns.strip():
        found.append(Preflight("The practitioner’s concerns for the child’s safety", blocks=True, rule="P46-4"))
    if not letter.next_steps.strip():
        found.append(Preflight("Constructive next steps", blocks=True, rule="P46-4"))
    if not letter.is_courteous:
        found.append(Preflight("That you have read it, and it is courteous and respectful", blocks=True, rule="P46-4"))
    return found


def _context(letter: ManagersLetter) -> dict[str, Any]:
    copies = set(letter.copies_to)
    return {
        "letter": letter,
        "order": letter.review.order,
        "children": list(subject_children(letter.case)),
        "copies": [party for party in selectors.parties_of(letter.case) if party.pk in copies],
    }


LETTER = register_kind(
    DocumentKind(
        key="managers-letter",
        title="Manager’s letter to the court",
        template="orders/documents/managers_letter.html",
        subject_label="orders.managersletter",
        subject=lambda user, pk, at: selectors.letter_for(user, pk, at),
        case=lambda letter: letter.case,
        # The parties have copies: the guard reads it as they would.
        recipient=lambda letter: Recipient("court", str(letter.case.court or ""), tuple(letter.copies_to)),
        context=_context,
        url=lambda letter: letter.review.get_absolute_url(),
        preflight=_missing,
        court_type="Correspondence",
    )
)
