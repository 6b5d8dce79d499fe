"""Consent, asking and chasing: several checks at once. Moments in UTC."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, LocalAuthority, Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty

from ..events import ChecksRequested
from ..models import ASKED, Check, CheckRequest, CheckStep, Consent, Kind
from .common import ASKED_FOR, OPEN_TO_ASK, State, lock_checks, move, must_be_past, must_judge, must_keep, must_say, must_stand_in
from .opening import settle

What = CheckStep.What
STANDARD_BASIS = (
    "Standard safeguarding checks on the parties of an application (policy 58; Practice Direction 12B). "
    "Only names, dates of birth and addresses are given, to those who hold the information."
)


@service
def record_consent(
    *, person: Person, checks: Sequence[Check], answer: str, answered_at: datetime, by: Any, now: datetime, signed_as: str = "",
    reason: str = "", court_asked: bool | None = None, court_reason: str = "",
) -> Consent:  # fmt: skip
    """What somebody answered when asked to agree to additional or extended checks, or why they were not asked (framework 3.75, 3.76).

    Raises RuleRefused F3.75-1: consent without whose signature; not sought without a reason; refused without an answer to whether
    the court is asked for a direction, and why.
    """
    case = person.case
    must_judge(case, by, now)
    must_be_past(answered_at, now, "answered_at")
    rows = lock_checks(checks, case)
    if any(row.person_id != person.pk for row in rows):
        raise RuleRefused("F3.75-1", "Choose checks of this person.", field="checks")
    if answer == Consent.Answer.GIVEN:
        must_say(signed_as, "F3.75-1", "Enter the name in which the form is signed.", "signed_as")
    elif answer == Consent.Answer.NOT_SOUGHT:
        must_say(reason, "F3.75-1", "Write why they were not asked.", "reason")
    elif answer == Consent.Answer.REFUSED:
        if court_asked is None:
            raise RuleRefused("F3.75-1", "Say whether you will ask the court for a direction.", field="court_asked")
        must_say(court_reason, "F3.75-1", "Write why you ask the court, or why not.", "court_reason")
    else:
        raise RuleRefused("F3.75-1", "Choose what they answered.", field="answer")
    consent = Consent(
        person=person, checks=[row.title for row in rows], answer=answer, answered_at=answered_at, signed_as=signed_as.strip(),
        reason=reason.strip(), court_asked=court_asked if answer == Consent.Answer.REFUSED else None, court_reason=court_reason.strip(),
        recorded_by=by,
    )  # fmt: skip
    consent.save()
    for row in rows:
        row.consent = consent
        _answered(row, consent, answered_at, by)
    return consent


def _answered(row: Check, consent: Consent, at: datetime, by: Any) -> None:
    becomes = {
        Consent.Answer.GIVEN: (State.CONSENTED, What.CONSENTED, ""),
        Consent.Answer.NOT_SOUGHT: (State.EXCUSED, What.EXCUSED, consent.reason),
        Consent.Answer.REFUSED: (State.NEEDED, What.REFUSED, consent.court_reason),
    }
    state, what, words = becomes[Consent.Answer(consent.answer)]
    # An answer that comes after the check was made stays on record and changes nothing of it.
    move(row, state if row.state in OPEN_TO_ASK else row.state, what, at=at, by=by, words=words)


@service
def record_direction(*, consent: Consent, directed: bool, words: str, at: datetime, by: Any, now: datetime) -> Consent:
    """What the court directed after a refusal. Where it directs the checks, they may be made without consent."""
    case = consent.person.case
    must_judge(case, by, now)
    must_be_past(at, now, "at")
    words = must_say(words, "F3.75-1", "Write what the court directed.", "words")
    consent = Consent.objects.select_for_update(of=("self",)).select_related("person__case").get(pk=consent.pk)
    consent.court_reason = f"{consent.court_reason}\nThe court: {words}".strip()
    consent.save()
    if directed:
        for row in Check.objects.select_for_update().filter(consent=consent, state=State.NEEDED):
            move(row, State.EXCUSED, What.EXCUSED, at=at, by=by, words=f"Directed by the court: {words}")
    return consent


@service
def name_authority(*, check: Check, authority: LocalAuthority, by: Any, now: datetime) -> Check:
    """The authority of a check is found out by hand, where no address tells it."""
    must_keep(check.case, by, now)
    (row,) = lock_checks([check], check.case)
    must_stand_in([row], OPEN_TO_ASK, "This check was asked for already.")
    row.authority = authority
    row.save()
    return row


@service
def request_checks(
    *, case: Case, checks: Sequence[Check], requested_at: datetime, method: str, by: Any, now: datetime, basis: str = ""
) -> CheckRequest:
    """Ask for several checks at once, the basis written once (framework 3.62, 3.71).

    For the standard checks of a C100 the basis is known; for others it must be written. Raises RuleRefused F3.75-1 where consent is
    neither given nor excused, P58-1 where nobody knows which authority to ask.
    """
    must_keep(case, by, now)
    must_be_past(requested_at, now, "requested_at")
    rows = lock_checks(checks, case)
    must_stand_in(rows, OPEN_TO_ASK, "Choose checks that were not asked for yet.")
    if any(row.kind not in ASKED for row in rows):
        raise RuleRefused("check-state", "This check is made here, and not asked of anybody.", field="checks")
    unknown = [row.person.full_name for row in rows if row.kind == Kind.AUTHORITY and row.authority_id is None]
    if unknown:
        raise RuleRefused("P58-1", f"Find out in which authority {unknown[0]} lives, then ask it.", field="checks")
    waiting = [row for row in rows if row.needs_consent and row.state == State.NEEDED]
    if waiting:
        raise RuleRefused(
            "F3.75-1", "Record first that they agreed in writing, or why they were not asked.",
            missing=[f"{row.title}, {row.person.full_name}" for row in waiting if row.person], field="checks",
        )  # fmt: skip
    beyond = [row for row in rows if row.needs_consent or row.kind in (Kind.EXTENDED, Kind.INTERNATIONAL)]
    if beyond:
        basis = must_say(basis, "F3.70-1", "Write why asking is lawful, necessary and proportionate.", "basis")
    request = CheckRequest(case=case, requested_at=requested_at, method=method, basis=basis.strip() or STANDARD_BASIS, requested_by=by)
    request.save()
    for row in rows:
        row.asked_in, row.requested_at = request, requested_at
        move(row, State.REQUESTED, What.REQUESTED, at=requested_at, by=by)
        if row.kind == Kind.INTERNATIONAL:
            open_duty(key="international-reminder", case=case, subject=row, event_at=requested_at, by=by, now=now)
    if any(row.kind != Kind.INTERNATIONAL for row in rows):
        open_duty(key="checks-chased", case=case, subject=request, event_at=requested_at, by=by, now=now)
    settle(case, at=requested_at, by=by, now=now)
    publish(ChecksRequested(case_id=case.pk, request_id=request.pk, at=requested_at, now=now, by=by))
    return request


@service
def chase_checks(*, case: Case, checks: Sequence[Check], chased_at: datetime, said: str, by: Any, now: datetime) -> list[Check]:
    """Whoever has not answered was reminded; the next chase is owed again."""
    must_keep(case, by, now)
    must_be_past(chased_at, now, "chased_at")
    rows = lock_checks(checks, case)
    must_stand_in(rows, ASKED_FOR, "Choose checks that were asked for and not answered.")
    requests = {row.asked_in_id: row.asked_in for row in rows if row.asked_in_id}
    for row in rows:
        row.chased_at = chased_at
        move(row, State.CHASED, What.CHASED, at=chased_at, by=by, words=said.strip())
        if row.kind == Kind.INTERNATIONAL:
            discharge(key="international-reminder", subject=row, at=chased_at, by=by, now=now)
            open_duty(key="international-reminder", case=case, subject=row, event_at=chased_at, repeat=True, by=by, now=now)
    for request in requests.values():
        discharge(key="checks-chased", subject=request, at=chased_at, by=by, now=now)
        if _unanswered(request):
            open_duty(key="checks-chased", case=case, subject=request, event_at=chased_at, repeat=True, by=by, now=now)
    return rows


def _unanswered(request: CheckRequest) -> bool:
    return request.checks.filter(state__in=ASKED_FOR, withdrawn_at=None).exclude(kind=Kind.INTERNATIONAL).exists()


def answered(row: Check, *, at: datetime, by: Any, now: datetime) -> None:
    """An answer came: nobody needs to be reminded of it any more."""
    if row.kind == Kind.INTERNATIONAL:
        discharge(key="international-reminder", subject=row, at=at, by=by, now=now)
    if row.asked_in_id and not _unanswered(row.asked_in):
        end_duties(subject=row.asked_in, keys="checks-chased", ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="Every answer came.")
