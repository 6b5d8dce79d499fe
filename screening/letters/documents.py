"""The kinds of document of this room: the safeguarding letter in its four forms, a party's copy, the covering note to the court."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.core import acting, clock
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .contents import context_of, letter_missing
from .models import LetterCopy, SafeguardingLetter

Kind = SafeguardingLetter.Kind
COURT_TYPES = {
    Kind.LETTER: "Safeguarding_Letter",
    Kind.RETURNER: "Safeguarding_Letter_Returner",
    Kind.SHORTER: "Safeguarding_Letter_Shorter_Template",
    Kind.UPDATE: "Safeguarding_Letter_Update",
}
"""By kind of letter, the court's typeOfDocument. None of them is the 16A's (policy 31)."""
KEYS = {
    Kind.LETTER: "safeguarding-letter",
    Kind.RETURNER: "safeguarding-letter-returner",
    Kind.SHORTER: "safeguarding-letter-shorter",
    Kind.UPDATE: "safeguarding-letter-update",
}
PARTY_COPY = "safeguarding-letter-party"
COVERING_NOTE = "safeguarding-letter-covering"


def recipient_of(copy: LetterCopy) -> Recipient:
    """The court, whose papers the parties read, or the party alone."""
    if copy.person is None:
        return Recipient("court", str(copy.letter.case.court or ""))
    return Recipient(copy.person.role, copy.person.full_name, (copy.person.pk,))


def key_of(copy: LetterCopy) -> str:
    return PARTY_COPY if copy.person_id else KEYS[Kind(copy.letter.kind)]


def _context(copy: LetterCopy) -> dict[str, Any]:
    acts = acting.current()
    court_alone = copy.is_for_court and copy.letter.is_for_court_alone
    return {**context_of(copy, acts.now if acts else clock.now(), court_alone=court_alone), "letter_title": copy.letter.get_kind_display()}


def _missing(copy: LetterCopy) -> list[Preflight]:
    acts = acting.current()
    return letter_missing(copy.letter, acts.now if acts else clock.now())


def _own(user: Any, copy_id: UUID, at: Any) -> LetterCopy:
    return selectors.copy_for(user, copy_id, at)


def _url(copy: LetterCopy) -> str:
    return reverse("letters:show_letter", args=[copy.letter_id])


for _kind, _key in KEYS.items():
    register_kind(
        DocumentKind(
            key=_key, title=str(_kind.label), template="letters/documents/safeguarding_letter.html", subject_label="letters.lettercopy", subject=_own,
            case=lambda copy: copy.letter.case, recipient=recipient_of, context=_context, url=_url, preflight=_missing, court_type=COURT_TYPES[_kind],
        )
    )  # fmt: skip
register_kind(
    DocumentKind(
        key=PARTY_COPY, title="Safeguarding letter: copy for a party", template="letters/documents/safeguarding_letter.html",
        subject_label="letters.lettercopy", subject=_own, case=lambda copy: copy.letter.case, recipient=recipient_of, context=_context, url=_url,
        preflight=_missing,
    )
)  # fmt: skip
register_kind(
    DocumentKind(
        key=COVERING_NOTE, title="Request for directions: a safeguarding letter withheld from a party",
        template="letters/documents/covering_note.html", subject_label="letters.lettercopy", subject=_own, case=lambda copy: copy.letter.case,
        # The request itself would tell the party what is kept from them: the court alone reads it.
        recipient=lambda copy: Recipient("court", str(copy.letter.case.court or ""), court_alone=True),
        context=lambda copy: {"copy": copy, "letter": copy.letter, "parts": selectors.part_words(copy)}, url=_url, court_type="Correspondence",
    )
)  # fmt: skip
