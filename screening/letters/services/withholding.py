"""What is kept from a party, because it would put somebody at risk: never without a manager, legal advice and the court (framework 3.84)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.services.guards import by_manager
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.services.common import must_have_happened, must_work_on

from ..contents import parts_of
from ..documents import COVERING_NOTE
from ..models import LetterCopy, SafeguardingLetter
from .letters import _copies, _issue, _locked

Directions = LetterCopy.Directions
RULE = "F3.84-1"


@service
def propose_withholding(
    *, letter: SafeguardingLetter, person: Person, reason: str, directions_asked: str, by: Any, now: datetime, parts: Sequence[str] = ()
) -> LetterCopy:
    """From now this party's copy waits; no ``parts`` means all of it. A manager is asked to decide.

    A letter that the court already has is issued to it again, for the court alone, with the request for directions.
    """
    must_work_on(letter.case, by=by, now=now)
    _copies(letter)
    copy = _locked(letter.copies.get(person=person))
    if copy.sent_at:
        raise RuleRefused(RULE, "This copy was already sent to them. Log a concern if somebody is now at risk.")
    if not reason.strip():
        raise RuleRefused(RULE, "Write who would be put at risk, and how.", field="reason")
    if not directions_asked.strip():
        raise RuleRefused(
            RULE, "Write which directions the court is asked for: nothing is kept from a party without it.", field="directions_asked"
        )
    known = {key for key, _ in parts_of(letter, now)}
    if not set(parts) <= known:
        raise RuleRefused(RULE, "Choose parts of this letter.", field="parts")
    copy.withheld_parts, copy.withheld_reason, copy.directions_asked = list(parts), reason.strip(), directions_asked.strip()
    copy.proposed_at, copy.proposed_by = now, by
    copy.agreed, copy.agreed_at, copy.agreed_by, copy.agreed_reason = None, None, None, ""
    copy.court_asked_at, copy.directions, copy.directions_at, copy.directions_words = None, "", None, ""
    copy.save()
    open_duty(key="letter-withholding", case=letter.case, subject=copy, event_at=now, by=by, now=now)
    if letter.issued_at:
        _issue(
            _locked(letter.copies.get(person=None)),
            SafeguardingLetter.objects.select_related("case__court", "combined_order").get(pk=letter.pk),
            by,
            now,
        )
    return copy


@service
def decide_withholding(*, copy: LetterCopy, agree: bool, reason: str, by: Any, now: datetime) -> LetterCopy:
    """A manager of the case, not the one who proposed it, agrees that it is withheld, or says that it is given to them."""
    by_manager(by, copy.letter.case, now, "decide whether a letter is withheld from a party")
    copy = _locked(copy)
    if copy.proposed_at is None:
        raise RuleRefused(RULE, "Nobody has asked to withhold this.")
    if by is not None and copy.proposed_by_id == by.pk:
        raise RuleRefused(RULE, "You asked to withhold this, so another manager decides.")
    if not reason.strip():
        raise RuleRefused(RULE, "Write your reasons.", field="reason")
    copy.agreed, copy.agreed_at, copy.agreed_by, copy.agreed_reason = agree, now, by, reason.strip()
    copy.save()
    discharge(key="letter-withholding", subject=copy, at=now, by=by, now=now)
    if agree:
        open_duty(key="letter-directions", case=copy.letter.case, subject=copy, event_at=now, by=by, now=now)
    else:
        end_duties(
            keys="letter-directions",
            subject=copy,
            ending=Ending.NOT_NEEDED,
            at=now,
            by=by,
            now=now,
            note="The manager decided that it is given to them.",
        )
    return copy


@service
def ask_court(*, copy: LetterCopy, legal_advice: str, asked_at: datetime, by: Any, now: datetime) -> LetterCopy:
    """The covering note to the court is made, for the court alone: what is withheld, from whom, why, and which directions are asked for."""
    must_work_on(copy.letter.case, by=by, now=now)
    must_have_happened(asked_at, now=now, field="asked_at")
    copy = _locked(copy)
    if not copy.is_withheld:
        raise RuleRefused(RULE, "Nothing is withheld from them.")
    if copy.agreed is None:
        raise RuleRefused(RULE, "A manager decides first whether this is withheld.")
    if not legal_advice.strip():
        raise RuleRefused(RULE, "Write what Cafcass Legal advised.", field="legal_advice")
    copy.legal_advice = legal_advice.strip()
    former = IssuedDocument.objects.filter(
        subject_label="letters.lettercopy", subject_id=copy.pk, kind=COVERING_NOTE, superseded_by=None
    ).first()
    court = Recipient("court", str(copy.letter.case.court or ""), court_alone=True)
    document = issue(kind=COVERING_NOTE, subject=copy, recipient=court, supersedes=former, by=by, now=now)
    copy.covering_document_id, copy.court_asked_at = document.pk, asked_at
    copy.save()
    discharge(key="letter-directions", subject=copy, at=asked_at, by=by, now=now)
    return copy


@service
def record_directions(*, copy: LetterCopy, directions: str, words: str, directed_at: datetime, by: Any, now: datetime) -> LetterCopy:
    """What the court directed, in its words with judge and date: released to them, or kept from them as asked."""
    must_work_on(copy.letter.case, by=by, now=now)
    must_have_happened(directed_at, now=now, field="directed_at")
    copy = _locked(copy)
    if copy.proposed_at is None:
        raise RuleRefused(RULE, "Nothing is withheld from them.")
    if not words.strip():
        raise RuleRefused(RULE, "Write the court’s words, with the judge and the date.", field="words")
    copy.directions, copy.directions_words, copy.directions_at = directions, words.strip(), directed_at
    copy.save()
    end_duties(
        keys=("letter-directions", "letter-withholding"), subject=copy, ending=Ending.NOT_NEEDED, at=directed_at, by=by, now=now,
        note="The court gave directions.",
    )  # fmt: skip
    return copy
