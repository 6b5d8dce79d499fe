"""An enquiry at the desk: logged in a minute, taken by whoever is on duty, answered, or made a concern."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from cafcass_cases.accounts.models import Team, User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case, Stage
from cafcass_cases.cases.rules import may_see_case
from cafcass_cases.cases.services.references import next_reference
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.reckoning import context_at, reckon
from cafcass_cases.duties.services import discharge, open_duty
from cafcass_cases.duties.services.opening import open_duties
from cafcass_cases.duties.services.taking import take_over
from practice.dutydesk.duties import ENQUIRY_ANSWERED, ENQUIRY_TAKEN, KEYS
from practice.dutydesk.models import CaseTaken, DeskEnquiry, DeskNotice
from practice.dutydesk.on_duty import on_duty
from practice.dutydesk.rules import may_take, may_use_desk
from practice.dutydesk.selectors import why_nobody
from safeguarding.models import Concern

from .cases import let_in
from .notices import skip_notices, write_notices

Kind, Ending = DeskEnquiry.Kind, DeskEnquiry.Ending


def _said(words: str, field: str, sentence: str, rule: str = "duty-desk") -> str:
    if not (words or "").strip():
        raise RuleRefused(rule, sentence, field=field)
    return words.strip()


def _case_named(words: str) -> Case | None:
    """The case of a reference or of the court's number, whoever asks: what comes for it goes to those who answer for it."""
    words = (words or "").strip()
    if not words:
        return None
    named = Q(reference__iexact=words) | Q(court_number__iexact=words) | Q(court_case_id__iexact=words)
    return Case.objects.select_related("team").filter(named).first()


@service
def log_enquiry(
    *,
    team: Team,
    kind: str,
    source: str,
    who: str,
    words: str,
    about: str,
    received_at: datetime,
    by: User,
    now: datetime,
    channel: str = DeskEnquiry.Channel.TELEPHONE,
    case: Case | None = None,
    case_words: str = "",
) -> DeskEnquiry:
    """Somebody rang, wrote or came at ``received_at`` (UTC), about ``case``, the one that ``case_words`` name, or one that nobody can find.

    A case has its own team's desk; else it is ``team``'s. The clocks run from ``received_at``. Raises RuleRefused, Denied.
    """
    if not may_use_desk(by):
        raise Denied("Only registered staff and business support can log an enquiry.")
    if received_at > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field="received_at")
    case = case or _case_named(case_words)
    serious = kind == Kind.CONCERN
    ctx = context_at(received_at, serious=serious)
    taken, answered = reckon(ENQUIRY_TAKEN, received_at, ctx), reckon(ENQUIRY_ANSWERED, received_at, ctx)
    if taken.due_at is None or answered.due_at is None:
        raise ValueError("The desk's limits are moments.")
    enquiry = DeskEnquiry(
        reference=next_reference("E", now), team=(case.team if case and case.team else team), case=case, channel=channel, source=source, kind=kind,
        about=_said(about, "about", "Enter whom it is about, as they said it."),
        who=_said(who, "who", "Enter who it is and how to reach them."),
        words=_said(words, "words", "Write what they said."),
        received_at=received_at, taken_due_at=taken.due_at, answer_due_at=answered.due_at, limit_note=answered.note,
    )  # fmt: skip
    enquiry.save()
    if case is None:
        write_notices(enquiry, now)
    else:
        _open_duties(enquiry, by=by, now=now)
    return enquiry


def _open_duties(enquiry: DeskEnquiry, *, by: Any, now: datetime) -> None:
    """What is owed about an enquiry with a case: by whoever is on duty now, or who has taken it. A closed case is the manager's."""
    case = enquiry.case
    if case is None:
        return
    first = next((one.user for one in on_duty(enquiry.team, now) if one.user and _fits(one.user, enquiry)), None)
    owner = enquiry.taken_by or first
    for key in KEYS if enquiry.taken_by is None else KEYS[1:]:
        open_duty(
            key=key, case=case, subject=enquiry, event_at=enquiry.received_at, owner=owner, serious=enquiry.kind == Kind.CONCERN,
            detail=enquiry.reference, by=by, now=now,
        )  # fmt: skip


def for_manager(enquiry: DeskEnquiry) -> bool:
    """About a closed case the manager answers, not the former practitioner (framework 2.11, 3.80): all but a mere message."""
    return enquiry.case is not None and enquiry.case.stage == Stage.CLOSED and enquiry.kind != Kind.MESSAGE


def _fits(user: User, enquiry: DeskEnquiry) -> bool:
    return is_manager(user) or not for_manager(enquiry)


def _open_for(enquiry: DeskEnquiry) -> DeskEnquiry:
    enquiry = DeskEnquiry.objects.select_for_update(of=("self",)).select_related("case__team", "team", "taken_by").get(pk=enquiry.pk)
    if not enquiry.is_open:
        raise RuleRefused("duty-desk", "This enquiry is answered already. Log another if something new came.")
    return enquiry


def _must_take(by: User, enquiry: DeskEnquiry, now: datetime) -> None:
    if not may_take(by, enquiry.team, now):
        raise Denied("Only registered staff of this desk can do this.")
    if enquiry.case is not None and enquiry.case.is_restricted and not may_see_case(by, enquiry.case, now):
        raise Denied("This enquiry is for those who are named on the case.")
    if not _fits(by, enquiry):
        raise Denied("The case is closed: a manager answers this, without reopening it (framework 2.11).")


@service
def take_enquiry(*, enquiry: DeskEnquiry, by: User, now: datetime) -> DeskEnquiry:
    """``by`` answers this one. On its case they are let in until it is answered. Taking it again changes nothing.

    Raises RuleRefused where a colleague has it who is there, Denied for somebody of another desk, and for anybody but a manager
    where the case is closed (framework 2.11).
    """
    enquiry = _open_for(enquiry)
    _must_take(by, enquiry, now)
    if enquiry.taken_by_id == by.pk:
        return enquiry
    if enquiry.taken_by is not None and any(one.user == enquiry.taken_by for one in on_duty(enquiry.team, now)):
        raise RuleRefused("duty-desk", f"{enquiry.taken_by.full_name} has taken it. Ask them to pass it on.")
    enquiry.taken_by, enquiry.taken_at = by, now
    enquiry.save()
    skip_notices(enquiry, DeskNotice.Step.OPENED, DeskNotice.Step.DUE)
    if enquiry.case is not None:
        let_in(case=enquiry.case, person=by, why=CaseTaken.Why.ENQUIRY, now=now)
        discharge(key="desk-enquiry-taken", subject=enquiry, at=now, by=by, now=now)
        for duty in open_duties(subject=enquiry, keys="desk-enquiry-answered"):
            take_over(duty=duty, to_user=by, by=by, now=now)
    return enquiry


@service
def find_case_of(*, enquiry: DeskEnquiry, case: Case, by: User, now: datetime) -> DeskEnquiry:
    """The case was found: from now on its duties keep the clock, counted from when the enquiry came. Raises RuleRefused, Denied."""
    enquiry = _open_for(enquiry)
    if enquiry.taken_by_id != by.pk and not may_take(by, enquiry.team, now):
        raise Denied("Only registered staff of this desk can do this.")
    if enquiry.case_id is not None:
        raise RuleRefused("duty-desk", "This enquiry has a case already.")
    enquiry.case = case
    if case.team:
        enquiry.team = case.team
    if enquiry.taken_by is not None and not _fits(enquiry.taken_by, enquiry):
        enquiry.taken_by, enquiry.taken_at = None, None
    enquiry.save()
    skip_notices(enquiry)
    _open_duties(enquiry, by=by, now=now)
    if enquiry.taken_by is not None:
        let_in(case=case, person=enquiry.taken_by, why=CaseTaken.Why.ENQUIRY, now=now)
    return enquiry


@service
def name_case_of(*, enquiry: DeskEnquiry, case_words: str, by: User, now: datetime) -> DeskEnquiry:
    """:func:`find_case_of` by the reference or the court's number that somebody typed. A case that is not theirs to know is found as
    well: the enquiry goes to those who answer for it."""
    case = _case_named(_said(case_words, "case_words", "Enter the case’s reference."))
    if case is None:
        raise RuleRefused(
            "duty-desk", "No case has this reference. Search by name, or leave it: the enquiry is answered without one.", field="case_words"
        )
    return find_case_of(enquiry=enquiry, case=case, by=by, now=now)


@service
def pass_on(*, enquiry: DeskEnquiry, words: str, by: User, now: datetime, team: Team | None = None) -> DeskEnquiry:
    """Back to the desk, or to ``team``'s: it waits for whoever is on duty there, never for a name. Its clock goes on.

    Raises RuleRefused without a word for who takes it next, Denied for somebody of another desk.
    """
    enquiry = _open_for(enquiry)
    _must_take(by, enquiry, now)
    enquiry.passed_on_words = _said(words, "words", "Write what the next person needs to know.")
    enquiry.team = team or enquiry.team
    enquiry.taken_by, enquiry.taken_at, enquiry.concern_begun_at = None, None, None
    enquiry.save()
    heir = next((one.user for one in on_duty(enquiry.team, now) if one.user and _fits(one.user, enquiry)), None)
    if enquiry.case is None:
        DeskNotice(enquiry=enquiry, step=DeskNotice.Step.OPENED, fires_at=now).save() if not _told(enquiry) else None
    elif heir is not None:
        for duty in open_duties(subject=enquiry, keys=KEYS):
            take_over(duty=duty, to_user=heir, by=by, now=now)
    return enquiry


def _told(enquiry: DeskEnquiry) -> bool:
    return enquiry.notices.filter(step=DeskNotice.Step.OPENED, recipient=None).exists()


@service
def answer_enquiry(
    *, enquiry: DeskEnquiry, words: str, by: User, now: datetime, ending: str = Ending.ANSWERED, answered_at: datetime | None = None
) -> DeskEnquiry:
    """It was answered at ``answered_at`` (UTC; None: now), in these words, or is about nobody of ours.

    Who asks for information about a case is not answered here: that goes by the information sharing procedure (framework 2.12,
    policy 20). A worry about a child of a case is not answered away: it becomes a concern, or the answer says why it is none.
    """
    enquiry = _open_for(enquiry)
    _must_take(by, enquiry, now)
    at = answered_at or now
    if at > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field="answered_at")
    if enquiry.kind == Kind.INFORMATION and enquiry.case is not None:
        raise RuleRefused(
            "F2.12-1", "Information about a case is given by the information sharing procedure only. Take it up as a request."
        )
    if ending == Ending.NOT_OURS and enquiry.case is not None:
        raise RuleRefused("duty-desk", "The case is ours: answer it, or log the concern.", field="ending")
    _end(enquiry, ending, _said(words, "words", "Write what was answered."), at=at, by=by, now=now)
    return enquiry


@service
def take_up_as_sharing(*, enquiry: DeskEnquiry, by: User, now: datetime) -> DeskEnquiry:
    """What they ask is taken up as a request for information, where the policy's table answers (framework 2.12, policy 20)."""
    enquiry = _open_for(enquiry)
    _must_take(by, enquiry, now)
    if enquiry.case is None:
        raise RuleRefused("duty-desk", "Find the case first.")
    _end(enquiry, Ending.SHARING, "Taken up as a request for information.", at=now, by=by, now=now, stay=True)
    return enquiry


@service
def begin_concern(*, enquiry: DeskEnquiry, by: User, now: datetime) -> DeskEnquiry:
    """Somebody goes to log it as a concern; the enquiry ends when the concern is on the record, not before. Where nobody is there for the
    case, they answer for it: what the concern sets running is theirs, and waits for nobody who is away."""
    enquiry = _open_for(enquiry)
    _must_take(by, enquiry, now)
    if enquiry.case is None:
        raise RuleRefused("duty-desk", "Find the case first, or record it as a new one.")
    if enquiry.taken_by_id != by.pk:
        take_enquiry(enquiry=enquiry, by=by, now=now)
        enquiry.refresh_from_db()
    why = why_nobody(enquiry.case, now)
    if why:
        let_in(case=enquiry.case, person=by, why=why, now=now)
    enquiry.concern_begun_at = now
    enquiry.save()
    return enquiry


@service
def concern_was_logged(*, concern: Concern, by: Any, now: datetime) -> list[DeskEnquiry]:
    """A concern is on the record: what the same person had begun to log from the desk has become it."""
    waiting = DeskEnquiry.objects.select_for_update(of=("self",)).filter(
        case=concern.case_id, taken_by=by, ended_at=None, withdrawn_at=None
    )
    found = list(waiting.exclude(concern_begun_at=None).select_related("case"))
    for enquiry in found:
        enquiry.concern = concern
        _end(enquiry, Ending.CONCERN, f"Logged as concern {concern.reference}.", at=now, by=by, now=now, stay=True)
    return found


def _end(enquiry: DeskEnquiry, ending: str, words: str, *, at: datetime, by: Any, now: datetime, stay: bool = False) -> None:
    """``stay``: what follows from it is still to be done on the case by who took it, so they stay let in."""
    enquiry.ending, enquiry.ending_words, enquiry.ended_at, enquiry.ended_by = ending, words, at, by
    if enquiry.taken_by is None:
        enquiry.taken_by, enquiry.taken_at = by, at
    enquiry.save()
    skip_notices(enquiry)
    for key in KEYS:
        discharge(key=key, subject=enquiry, at=at, by=by, now=now)
    if enquiry.case is not None and not stay:
        from .cases import let_out

        let_out(case=enquiry.case, words=words, now=now)
