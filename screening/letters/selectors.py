"""Letters, their copies and interviews that a user may see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors.access import record_for
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty

from .contents import parts_of
from .models import LetterCopy, SafeguardingLetter

LETTER = "letters.safeguardingletter"
COPY = "letters.lettercopy"


def letters_of(case: Case) -> QuerySet[SafeguardingLetter]:
    """The letters of a case, newest first."""
    return case.safeguarding_letters.select_related("case__court", "combined_order", "issued_by", "updates").order_by(
        "-opened_at", "-created_at"
    )


def current_letter(case: Case) -> SafeguardingLetter | None:
    """The letter in hand, else the last one issued."""
    return letters_of(case).order_by(F("issued_at").desc(nulls_first=True), "-created_at").first()


def letter_for(user: Any, letter_id: UUID, at: datetime) -> SafeguardingLetter:
    """One letter of a case that ``user`` may see. Raises Http404."""
    return record_for(user, SafeguardingLetter.objects.select_related("combined_order", "issued_by", "updates"), letter_id, at)


def copy_for(user: Any, copy_id: UUID, at: datetime) -> LetterCopy:
    """One reader's copy of a letter of a case that ``user`` may see. Raises Http404."""
    return record_for(
        user, LetterCopy.objects.select_related("letter__case__court", "letter__combined_order", "person"), copy_id, at, path="letter__case"
    )


def copies_of(letter: SafeguardingLetter) -> list[LetterCopy]:
    """The court's first, then the parties'."""
    return courts_first(copy_rows(letter))


def copy_rows(letter: SafeguardingLetter) -> QuerySet[LetterCopy]:
    return letter.copies.select_related("person", "agreed_by")


def courts_first(copies: Iterable[LetterCopy]) -> list[LetterCopy]:
    return sorted(copies, key=lambda copy: (copy.person_id is not None, copy.created_at))


def part_words(copy: LetterCopy, facts: dict[str, Any] | None = None) -> list[str]:
    """What of the letter is kept from this party, in words; empty: all of it. ``facts``: the letter's, where they are at hand."""
    words = dict(parts_of(copy.letter, copy.proposed_at or copy.created_at, facts))
    return [words.get(part, part) for part in copy.withheld_parts]


def duties_of(letter: SafeguardingLetter) -> QuerySet[Duty]:
    """What is or was owed about a letter and its copies."""
    about = Q(subject_id=letter.pk) | Q(subject_id__in=letter.copies.order_by().values("pk"))
    return Duty.objects.filter(about, case=letter.case_id, subject_label__in=(LETTER, COPY)).select_related("owner", "hearing", "case")


def documents_of(letter: SafeguardingLetter) -> QuerySet[IssuedDocument]:
    """Every document of the letter's copies, without the bytes."""
    return IssuedDocument.objects.filter(subject_label=COPY, subject_id__in=letter.copies.order_by().values("pk")).defer("content")
