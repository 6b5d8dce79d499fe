"""The letter: begun, written, issued to the court and to each party, sent, and updated when something came late."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, Order
from cafcass_cases.cases.services.guards import lock
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.guard import ConfidentialityRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import CourtAlone, issue, refuse_what_blocks
from cafcass_cases.duties.services import discharge, open_duty
from referrals.services.common import must_have_happened, must_work_on
from safeguarding.advising import must_stand

from ..contents import assemble, found_of_16a, letter_missing, parties_of, what_comes_first, withheld_from
from ..documents import key_of, recipient_of
from ..models import LetterCopy, SafeguardingLetter
from ..sources import court_was_told

Kind = SafeguardingLetter.Kind
DUTY = {Kind.UPDATE: "safeguarding-letter-update"}


def duty_of(letter: SafeguardingLetter) -> str:
    """The duty that sending this letter discharges."""
    return DUTY.get(Kind(letter.kind), "safeguarding-letter")


@service
def begin_letter(
    *,
    case: Case,
    at: datetime,
    by: Any,
    now: datetime,
    kind: str = Kind.LETTER,
    updates: SafeguardingLetter | None = None,
    because: str = "",
) -> SafeguardingLetter:
    """The letter in hand, or a new one. Its duty opens with it, counted back from the first hearing."""
    must_work_on(case, by=by, now=now)
    case = lock(case)
    letter = case.safeguarding_letters.filter(issued_at=None).first()
    if letter is not None:
        return letter
    if updates is None and kind == Kind.UPDATE:
        updates = case.safeguarding_letters.exclude(issued_at=None).order_by("-issued_at").first()
    if kind == Kind.UPDATE and updates is None:
        raise RuleRefused("letter-update", "There is no letter to update yet. Begin the safeguarding letter.")
    letter = SafeguardingLetter(case=case, kind=kind, updates=updates, because=because.strip(), opened_at=at)
    if updates is not None:
        for name in ("issues", "risk", "further_work", "further_words", "advice"):
            setattr(letter, name, getattr(updates, name))
    letter.save()
    _copies(letter)
    if updates is not None:
        _hold_what_was_withheld(letter, updates)
    open_duty(key=duty_of(letter), case=case, subject=letter, event_at=at, by=by, now=now)
    return letter


def _copies(letter: SafeguardingLetter) -> None:
    """One for the court and one for each party there is now."""
    have = set(letter.copies.values_list("person_id", flat=True))
    for person in (None, *parties_of(letter.case)):
        if (person.pk if person else None) not in have:
            LetterCopy(letter=letter, person=person).save()


def _hold_what_was_withheld(letter: SafeguardingLetter, updates: SafeguardingLetter) -> None:
    """What was withheld from a party stays withheld in what follows, until somebody decides otherwise."""
    before = {copy.person_id: copy for copy in updates.copies.all() if copy.is_withheld}
    for copy in letter.copies.exclude(person=None):
        held = before.get(copy.person_id)
        if held is not None:
            for name in (
                "withheld_parts", "withheld_reason", "legal_advice", "directions_asked", "proposed_at", "proposed_by", "agreed", "agreed_at",
                "agreed_by", "agreed_reason", "court_asked_at", "directions", "directions_at", "directions_words",
            ):  # fmt: skip
                setattr(copy, name, getattr(held, name))
            # A part is named by the talk it tells of; parts that the new letter has not are left out by themselves.
            copy.save()


def _in_hand(letter: SafeguardingLetter) -> SafeguardingLetter:
    letter = (
        SafeguardingLetter.objects.select_for_update(of=("self",))
        .select_related("case__court", "combined_order", "updates")
        .get(pk=letter.pk)
    )
    if letter.issued_at:
        raise RuleRefused("letter-issued", "This letter is issued. Write an update to it instead.")
    return letter


@service
def write_letter(
    *,
    letter: SafeguardingLetter,
    by: Any,
    now: datetime,
    kind: str = "",
    issues: str = "",
    risk: str = "",
    further_work: bool | None = None,
    further_words: str = "",
    advice: str = "",
    because: str = "",
    version: int | None = None,
) -> SafeguardingLetter:
    """What the practitioner finds and advises. The rest is read from the record. Raises StaleEdit."""
    must_work_on(letter.case, by=by, now=now)
    letter = _in_hand(letter)
    letter.expect_version(version)
    if kind and kind != letter.kind:
        if Kind.UPDATE in (kind, letter.kind):
            raise RuleRefused(
                "letter-kind", "An update stays an update. Choose another form of letter only for a first letter.", field="kind"
            )
        letter.kind = kind
    letter.issues, letter.risk, letter.advice = issues.strip(), risk.strip(), advice.strip()
    letter.further_work, letter.further_words = further_work, further_words.strip() if further_work else ""
    if letter.updates_id:
        letter.because = because.strip()
    letter.save()
    return letter


@service
def issue_letter(
    *,
    letter: SafeguardingLetter,
    by: Any,
    now: datetime,
    combined_order: Order | None = None,
    combined_judge: str = "",
    version: int | None = None,
) -> SafeguardingLetter:
    """Freeze it for the court, and for each party from whom nothing is withheld.

    Never held up by a check that is out or a party not reached: the letter says so. Refused when it would say nothing; until what the
    police sent is reviewed and further checks are decided on, as policy 56 to 59 asks before advice goes to the court, unless a
    departure stands or work before the checks is on record, which the letter then tells the court; when a section 16A risk assessment is put into it (policy 31; a court's order that they be one is cited), and by the guard on the court's copy. A
    party's copy that the guard refuses waits, with the sentences named; the court's goes.
    """
    must_work_on(letter.case, by=by, now=now)
    letter = _in_hand(letter)
    letter.expect_version(version)
    refuse_what_blocks(letter_missing(letter, now), case=letter.case, subject=letter)
    must_stand(what_comes_first(letter), case=letter.case, subject=letter)
    _keep_the_16a_out(letter, combined_order, combined_judge)
    _copies(letter)
    letter.assembled = assemble(letter, now)
    letter.issued_at, letter.issued_by = now, by
    letter.save()
    court = letter.copies.select_related("letter__case__court", "letter__combined_order").get(person=None)
    _issue(court, letter, by, now)
    for copy in letter.copies.exclude(person=None).select_related("person", "letter__case__court", "letter__combined_order"):
        if not copy.is_withheld:
            _try(copy, letter, by, now)
    return letter


def _keep_the_16a_out(letter: SafeguardingLetter, order: Order | None, judge: str) -> None:
    """Policy 31: the 16A is a document of its own, save where the court ordered otherwise: then the order and its judge are cited."""
    if order is not None:
        if order.case_id != letter.case_id or order.is_withdrawn:
            raise RuleRefused("P31-2", "Choose an order of this case.", field="combined_order")
        if not judge.strip():
            raise RuleRefused("P31-2", "Enter the judge who ordered that they be one document.", field="combined_judge")
        letter.combined_order, letter.combined_judge = order, judge.strip()
        return
    found = found_of_16a(letter)
    if found:
        raise RuleRefused(
            "P31-1",
            "A section 16A risk assessment is a document of its own: take its text out of the letter, and send it by itself. "
            "Only where the court ordered that they be one document, name the order.",
            missing=found,
        )


def _former(copy: LetterCopy) -> IssuedDocument | None:
    return (
        IssuedDocument.objects.filter(subject_label="letters.lettercopy", subject_id=copy.pk, kind=key_of(copy), superseded_by=None)
        .order_by("-issued_at")
        .first()
    )


def _issue(copy: LetterCopy, letter: SafeguardingLetter, by: Any, now: datetime) -> None:
    copy.letter = letter
    held = withheld_from(letter) if copy.is_for_court else []
    alone = None
    if held:
        alone = CourtAlone("\n\n".join(one.withheld_reason for one in held), "\n\n".join(one.directions_asked for one in held))
    document = issue(
        kind=key_of(copy), subject=copy, recipient=recipient_of(copy), supersedes=_former(copy), court_alone=alone, by=by, now=now
    )
    copy.document_id, copy.refused_words = document.pk, ""
    copy.save()


def _try(copy: LetterCopy, letter: SafeguardingLetter, by: Any, now: datetime) -> None:
    try:
        _issue(copy, letter, by, now)
    except ConfidentialityRefused as refused:
        copy.refused_words = "\n".join(refused.missing)
        copy.save()


@service
def issue_copy(*, copy: LetterCopy, by: Any, now: datetime) -> LetterCopy:
    """A party's copy, or the court's again. One of which something is withheld waits for the court's directions (framework 3.84)."""
    must_work_on(copy.letter.case, by=by, now=now)
    copy = _locked(copy)
    if copy.letter.issued_at is None:
        raise RuleRefused("letter-in-hand", "Issue the letter to the court first.")
    if copy.is_withheld and (copy.directions != LetterCopy.Directions.WITHHOLD or copy.withheld_wholly):
        raise RuleRefused(
            "F3.84-1",
            "The court directs that this letter is kept from them."
            if copy.directions
            else "This is withheld until the court gives directions. Ask the court, and record what it directs.",
        )
    _issue(copy, copy.letter, by, now)
    return copy


def _locked(copy: LetterCopy) -> LetterCopy:
    rows = LetterCopy.objects.select_for_update(of=("self",)).select_related("letter__case__court", "letter__combined_order", "person")
    return rows.get(pk=copy.pk)


@service
def send_letter(
    *, letter: SafeguardingLetter, sent_at: datetime, method: str, by: Any, now: datetime, lateness_reason: str = ""
) -> SafeguardingLetter:
    """It reached the court at ``sent_at`` (UTC), by the court's interface or otherwise: the duty is done."""
    must_work_on(letter.case, by=by, now=now)
    must_have_happened(sent_at, now=now, field="sent_at")
    letter = SafeguardingLetter.objects.select_for_update(of=("self",)).select_related("case").get(pk=letter.pk)
    if letter.issued_at is None:
        raise RuleRefused("letter-in-hand", "Issue the letter before you record that it was sent.")
    if letter.sent_at is None:
        letter.sent_at, letter.method = sent_at, method
        letter.save()
        court = letter.copies.get(person=None)
        court.sent_at, court.method = sent_at, method
        court.save()
        discharge(key=duty_of(letter), subject=letter, at=sent_at, by=by, now=now, lateness_reason=lateness_reason)
        court_was_told(letter.assembled.get("told", []), at=sent_at, by=by, now=now)
    return letter


@service
def send_copy(*, copy: LetterCopy, sent_at: datetime, method: str, by: Any, now: datetime) -> LetterCopy:
    """A party was sent their copy at ``sent_at`` (UTC)."""
    must_work_on(copy.letter.case, by=by, now=now)
    must_have_happened(sent_at, now=now, field="sent_at")
    copy = _locked(copy)
    if copy.person_id is None:
        send_letter(letter=copy.letter, sent_at=sent_at, method=method, by=by, now=now)
        return copy
    if copy.document_id is None:
        raise RuleRefused("letter-in-hand", "Make this copy before you record that it was sent.")
    copy.sent_at, copy.method = sent_at, method
    copy.save()
    return copy


@service
def came_late(*, case: Case, at: datetime, because: str, by: Any, now: datetime) -> SafeguardingLetter | None:
    """Something came in at ``at`` (UTC) after the letter was issued: an update is begun and owed. None where no letter has gone."""
    letter = case.safeguarding_letters.exclude(issued_at=None).order_by("-issued_at").first()
    if letter is None or case.closed_at:
        return None
    in_hand = case.safeguarding_letters.filter(issued_at=None).first()
    if in_hand is None:
        return begin_letter(case=case, at=at, kind=Kind.UPDATE, updates=letter, because=because, by=None, now=now)
    if because not in in_hand.because:
        in_hand.because = f"{in_hand.because}\n{because}".strip()
        in_hand.save()
    return in_hand
