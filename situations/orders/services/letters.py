"""The manager's letter to the court: written, signed behind the confidentiality guard, sent (policy 46)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.models.people import PARTY_ROLES
from cafcass_cases.cases.services.guards import must_have_happened
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.departures import block
from referrals.services.common import is_intention
from situations.orders.documents import LETTER
from situations.orders.models import ManagersLetter, OrderOption, OrderReview
from situations.orders.rules import may_write_letter

from .common import locked
from .reviewing import option_was_done


@service
def write_letter(
    *,
    review: OrderReview,
    concerns: str,
    next_steps: str,
    is_courteous: bool,
    by: Any,
    now: datetime,
    copies_to: Iterable[UUID] = (),
    version: int | None = None,
) -> ManagersLetter:
    """The manager writes the letter: the practitioner's concerns, constructive next steps, and to which parties copies go."""
    review = locked(review, by=by, now=now)
    if not may_write_letter(by, review.case, now):
        raise Denied("A manager of this case writes the letter.")
    letter = review.letters.filter(withdrawn_at=None, sent_at=None).first() or ManagersLetter(case=review.case, review=review)
    letter.expect_version(version)
    copies = list(copies_to)
    if Person.objects.filter(pk__in=copies, case=review.case, role__in=PARTY_ROLES).count() != len(set(copies)):
        raise RuleRefused("other-case", "Choose parties of this case.", field="copies_to")
    letter.concerns, letter.next_steps, letter.is_courteous, letter.copies_to = concerns, next_steps, is_courteous, copies
    letter.document_id = letter.signed_at = letter.signed_by = None  # to be signed again
    letter.save()
    return letter


@service
def sign_letter(*, letter: ManagersLetter, by: Any, now: datetime) -> ManagersLetter:
    """The manager signs: the letter is frozen as a document, behind the guard, which knows the court and the parties as readers.

    Refused without the concerns, constructive next steps, or that it was read and is courteous and respectful (policy 46).
    """
    review = locked(letter.review, by=by, now=now)
    if not may_write_letter(by, review.case, now):
        raise Denied("A manager of this case signs the letter.")
    letter = ManagersLetter.objects.select_for_update(of=("self",)).select_related("case__court", "review").get(pk=letter.pk)
    if letter.sent_at:
        raise RuleRefused("letter-sent", "This letter was sent. Write a new one instead.")
    before = IssuedDocument.objects.filter(
        subject_label=LETTER.subject_label, subject_id=letter.pk, kind=LETTER.key, superseded_by=None
    ).first()
    document = issue(kind=LETTER.key, subject=letter, recipient=LETTER.recipient(letter), by=by, now=now, supersedes=before)
    letter.document_id, letter.signed_at, letter.signed_by = document.pk, now, by
    letter.save()
    return letter


@service
def record_letter_sent(*, letter: ManagersLetter, sent_at: datetime, how: str, by: Any, now: datetime) -> ManagersLetter:
    """The letter went to the court at ``sent_at`` (UTC). About to go, the manager must have signed it; what went is recorded."""
    review = locked(letter.review, by=by, now=now)
    must_have_happened(sent_at, now=now, field="sent_at")
    letter = ManagersLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.sent_at:
        raise RuleRefused("letter-sent", "This letter was sent already.")
    if letter.signed_at is None and is_intention(sent_at, now=now):
        block(
            "P46-4", "The manager signs the letter before it is sent. If it was sent already, enter when.", case=review.case, subject=review,
            field="sent_at",
        )  # fmt: skip
    letter.sent_at, letter.sent_by, letter.sent_how = sent_at, by, how
    letter.save()
    if option := review.options.filter(kind=OrderOption.Kind.LETTER, done_at=None).first():
        option_was_done(option=option, at=sent_at, by=by, now=now)
    return letter
