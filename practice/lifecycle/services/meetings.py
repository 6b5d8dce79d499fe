"""Meetings of other agencies: invited, settled in what capacity, informed, attended, decided (framework 3.19 to 3.27, 3.80)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case, LocalAuthority, Marker, Person, Stage
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.cases.services import record_marker
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.reckoning import context_at, reckon
from cafcass_cases.duties.services import discharge, open_duty, withdraw_duties
from practice.lifecycle.duties import MEETING_ANSWERED
from practice.lifecycle.models import Meeting
from referrals.models import StrategyDiscussion
from referrals.services import record_strategy_discussion
from safeguarding.models import Concern
from sharing.services import agency_learned, record_incident

from .common import must_have_happened, must_manage, must_work_on, said

Kind, Capacity, Contribution = Meeting.Kind, Meeting.Capacity, Meeting.Contribution
CONFERENCES = (Kind.CONFERENCE, Kind.PRE_BIRTH, Kind.REVIEW_CONFERENCE)
AGREED_FIRST = (*CONFERENCES, Kind.PANEL)
"""Attended after a manager agreed: conferences (policy 21 in spirit), and panels, which have guidance of their own (framework 3.26)."""
UNDECIDING = "We take no part in deciding: our independence is what the court needs (framework 3.23)."


def _lock(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related(
        "case", "concern", "authority", "follows", "agreed_by", "attended_by"
    )
    meeting = rows.get(pk=meeting.pk)
    if meeting.is_withdrawn:
        raise RuleRefused("entered-in-error", "This meeting was entered in error. Record it again if it is held.")
    return meeting


def _owe(key: str, meeting: Meeting, *, event_at: datetime, by: Any, now: datetime, **more: Any) -> None:
    open_duty(
        key=key, case=meeting.case, subject=meeting, concern_id=meeting.concern_id, event_at=event_at, detail=meeting.get_kind_display(), by=by,
        now=now, **more,
    )  # fmt: skip


@service
def note_meeting(
    *,
    case: Case,
    kind: str,
    convened_by: str,
    invited_at: datetime,
    by: Any,
    now: datetime,
    authority: LocalAuthority | None = None,
    starts_at: datetime | None = None,
    children: Sequence[Person] = (),
    concern: Concern | None = None,
    family_present: str = "",
) -> Meeting:
    """We learned at ``invited_at`` (UTC) that a meeting about a child is held. Whether, and in what capacity, we take part is settled next.

    A conference that a referral set in motion (policy 21) is tied to it, so that it has one clock. Raises RuleRefused.
    """
    must_work_on(case, by=by, now=now)
    must_have_happened(invited_at, now=now, field="invited_at")
    if kind not in Kind.values:
        raise RuleRefused("F3.20-1", "Choose what kind of meeting it is.", field="kind")
    if any(child.case_id != case.pk or not child.is_child for child in children):
        raise RuleRefused("other-case", "Choose children of this case.", field="children")
    meeting = Meeting(
        case=case, kind=kind, authority=authority, invited_at=invited_at, starts_at=starts_at, concern=concern, family_present=family_present.strip(),
        convened_by=said(convened_by, "F3.20-1", "Enter who convenes it.", "convened_by"), children=[child.pk for child in children],
    )  # fmt: skip
    if kind in (Kind.CONFERENCE, Kind.PRE_BIRTH):
        meeting.follows = _set_in_motion(case, authority, concern)
        meeting.concern = meeting.concern or (meeting.follows.concern if meeting.follows else None)
    meeting.save()
    limit = reckon(MEETING_ANSWERED, invited_at, context_at(invited_at)).due_at
    sooner = _before(meeting, invited_at) if limit and starts_at and starts_at < limit else {}
    _owe("meeting-answered", meeting, event_at=invited_at, by=by, now=now, **sooner)
    return meeting


def _set_in_motion(case: Case, authority: LocalAuthority | None, concern: Concern | None) -> StrategyDiscussion | None:
    waiting = StrategyDiscussion.objects.filter(
        case=case, kind=StrategyDiscussion.Kind.CONFERENCE, decisions_at=None, withdrawn_at=None, meetings_held=None
    ).select_related("concern", "referral")
    if concern is not None:
        waiting = waiting.filter(concern=concern)
    if authority is not None:
        waiting = waiting.filter(referral__authority=authority) | waiting.filter(referral=None)
    return waiting.order_by("expected_from").first()


def _before(meeting: Meeting, event_at: datetime) -> dict[str, datetime]:
    """Before the meeting, where it is known when it is held and lies ahead."""
    return {"due_at": meeting.starts_at} if meeting.starts_at and event_at < meeting.starts_at else {}


@service
def answer_invitation(
    *,
    meeting: Meeting,
    capacity: str,
    contribution: str,
    words: str,
    by: User,
    now: datetime,
    child_view: str = "",
    agreed_by: User | None = None,
    agreed_at: datetime | None = None,
    facts: str = "",
    not_to_be_said: str = "",
    legal_advice: str = "",
    version: int | None = None,
) -> Meeting:
    """Whether we take part, and in what capacity (framework 3.20, 3.21). A manager has agreed first to a conference or a panel.

    On a closed case the manager decides, normally a letter, with legal advice on what may go (3.20). A referrer gives what it knows in
    writing; relevant facts that others lack go before the meeting, whoever attends (3.22). Raises RuleRefused, Denied.
    """
    must_work_on(meeting.case, by=by, now=now)
    meeting = _lock(meeting)
    meeting.expect_version(version)
    must_have_happened(agreed_at, now=now, field="agreed_at")
    if capacity not in Capacity.values:
        raise RuleRefused("F3.20-1", "Choose in what capacity you take part: the meeting has to be told.", field="capacity")
    if contribution not in Contribution.values:
        raise RuleRefused("F3.20-1", "Choose what we contribute.", field="contribution")
    closed = meeting.case.stage == Stage.CLOSED
    if closed != (capacity == Capacity.CLOSED):
        sentence = "The case is closed: choose “Our case is closed”." if closed else "The case is not closed: choose what you do in it."
        raise RuleRefused("F3.20-1", sentence, field="capacity")
    if closed:
        _decided_by_manager(meeting, contribution, legal_advice, by=by, now=now)
        agreed_by, agreed_at = by, now
    elif contribution == Contribution.ATTEND and meeting.kind in AGREED_FIRST:
        if is_manager(by) and agreed_by is None:
            agreed_by, agreed_at = by, now
        if agreed_by is None or agreed_at is None:
            raise RuleRefused("F3.21-1", "Speak to your manager first, and say who agreed and when.", field="agreed_by")
        if not is_manager(agreed_by):
            raise RuleRefused("F3.21-1", "Choose a manager.", field="agreed_by")
    if meeting.kind not in CONFERENCES and not closed:
        child_view = said(
            child_view, "F3.21-1", "Write what the child thinks of our being there, or why the child was not asked.", "child_view"
        )
    meeting.capacity, meeting.contribution, meeting.child_view, meeting.legal_advice = (
        capacity,
        contribution,
        child_view.strip(),
        legal_advice.strip(),
    )
    meeting.answer_words = said(words, "F3.21-1", "Write what our part is worth to the child.", "words")
    meeting.agreed_by, meeting.agreed_at = agreed_by, agreed_at
    meeting.facts, meeting.not_to_be_said = facts.strip(), not_to_be_said.strip()
    meeting.answered_at, meeting.answered_by = now, by
    meeting.save()
    discharge(key="meeting-answered", subject=meeting, at=now, by=by, now=now)
    if meeting.informed_at is None and (contribution == Contribution.WRITE or capacity == Capacity.REFERRER or meeting.facts):
        _owe("meeting-informed", meeting, event_at=now, by=by, now=now, **_before(meeting, now))
    _await_outcome(meeting, by=by, now=now)
    return meeting


def _decided_by_manager(meeting: Meeting, contribution: str, legal_advice: str, *, by: User, now: datetime) -> None:
    if not may_manage_case(by, meeting.case, now):
        raise Denied("The case is closed: a manager decides what we contribute (framework 3.20).")
    if contribution != Contribution.NEITHER:
        said(legal_advice, "F3.20-2", "Write what legal advice says may be told.", "legal_advice")


def _await_outcome(meeting: Meeting, *, by: Any, now: datetime) -> None:
    """What it decides is found out. A conference that a referral set in motion has that duty already (policy 21)."""
    if meeting.follows_id is None and meeting.decided_at is None and meeting.case.stage != Stage.CLOSED:
        _owe("meeting-outcome", meeting, event_at=max(now, meeting.starts_at) if meeting.starts_at else now, by=by, now=now)


def _they_know(meeting: Meeting, at: datetime, how: str, *, by: Any, now: datetime) -> None:
    """Whoever convenes it knows that we are involved: it is told when that ends (3.90). The court is told that it was told (3.80)."""
    kind = "local_authority" if meeting.authority else "agency"
    agency_learned(
        case=meeting.case,
        kind=kind,
        authority=meeting.authority,
        name="" if meeting.authority else meeting.convened_by,
        at=at,
        how=how,
        by=by,
        now=now,
    )
    if meeting.case.stage != Stage.CLOSED and meeting.court_told_at is None:
        _owe("meeting-court-told", meeting, event_at=at, by=by, now=now)


@service
def record_informed(*, meeting: Meeting, informed_at: datetime, how: str, by: Any, now: datetime) -> Meeting:
    """What we know went to the meeting at ``informed_at`` (UTC), in writing or otherwise (framework 3.20, 3.22)."""
    must_work_on(meeting.case, by=by, now=now)
    meeting = _lock(meeting)
    must_have_happened(informed_at, now=now, field="informed_at")
    meeting.informed_at, meeting.informed_how = informed_at, said(how, "F3.22-1", "Write how it went, and to whom.", "how")
    meeting.save()
    discharge(key="meeting-informed", subject=meeting, at=informed_at, by=by, now=now)
    _they_know(meeting, informed_at, f"Information for a {meeting.get_kind_display().lower()}"[:60], by=by, now=now)
    return meeting


@service
def record_attendance(
    *,
    meeting: Meeting,
    attended_at: datetime,
    notes: str,
    by: User,
    now: datetime,
    capacity: str = "",
    capacity_told: bool | None = None,
    opinion: str = "",
    voiced: str = "",
    part_in_decision: str = "",
    compromised: str = "",
) -> Meeting:
    """Somebody of ours was there at ``attended_at`` (UTC), as what, and what was said.

    That they took part in deciding, or went to a meeting about a closed case without a manager's decision, is kept as what it is: an
    incident for the manager (framework 3.20, 3.23; only the supervisor of a Family Assistance Order may decide with the others, 3.24).
    """
    must_work_on(meeting.case, by=by, now=now)
    meeting = _lock(meeting)
    must_have_happened(attended_at, now=now, field="attended_at")
    meeting.capacity = meeting.capacity or capacity
    if not meeting.capacity:
        raise RuleRefused("F3.20-1", "Choose in what capacity you were there.", field="capacity")
    meeting.attended_at, meeting.attended_by, meeting.capacity_told = attended_at, by, capacity_told
    meeting.starts_at = meeting.starts_at or attended_at
    meeting.notes = said(notes, "F3.20-1", "Write what was said.", "notes")
    meeting.opinion, meeting.voiced = opinion.strip(), voiced.strip()
    meeting.part_in_decision, meeting.compromised = part_in_decision.strip(), compromised.strip()
    undecided = meeting.case.stage == Stage.CLOSED and meeting.answered_at is None
    meeting.save()
    incident = {"case": meeting.case, "happened_at": attended_at, "concern": meeting.concern, "subject": meeting, "by": by, "now": now}
    if meeting.part_in_decision and meeting.capacity != Capacity.SUPERVISOR:
        record_incident(rule="F3.23-1", what=f"Took part in deciding at a meeting. {meeting.part_in_decision}", **incident)
    if undecided:
        record_incident(
            rule="F3.20-2", what="Attended a meeting about a closed case before a manager decided what we contribute.", **incident
        )
    else:
        discharge(key="meeting-answered", subject=meeting, at=attended_at, by=by, now=now)
    if meeting.compromised:
        _owe("role-compromised", meeting, event_at=attended_at, by=by, now=now)
    _they_know(meeting, attended_at, meeting.get_kind_display(), by=by, now=now)
    _await_outcome(meeting, by=by, now=now)
    return meeting


@service
def settle_compromised(*, meeting: Meeting, words: str, at: datetime, by: User, now: datetime) -> Meeting:
    """Our role may be compromised: a Children's Guardian takes it to the court, and says how; for a reporter the manager and the
    practitioner decide together whether they go on, and the manager writes it (framework 3.25). Raises RuleRefused, Denied."""
    meeting = _lock(meeting)
    guardian = meeting.capacity == Capacity.GUARDIAN
    (must_work_on if guardian else must_manage)(meeting.case, by=by, now=now)
    must_have_happened(at, now=now, field="at")
    sentence = "Write how the court was told." if guardian else "Write whether the practitioner can go on, and why."
    meeting.compromised_settled, meeting.compromised_settled_at = said(words, "F3.25-1", sentence, "words"), at
    meeting.save()
    discharge(key="role-compromised", subject=meeting, at=at, by=by, now=now)
    return meeting


@service
def record_decision(
    *,
    meeting: Meeting,
    decided: str,
    decided_from: str,
    decided_at: datetime,
    tell_court: bool | None,
    by: Any,
    now: datetime,
    tell_court_words: str = "",
    plans: Mapping[Person, str] | None = None,
    plan_from: date | None = None,
) -> Meeting:
    """What the meeting decided, known to us at ``decided_at`` (UTC), and whether the court is told. ``plans``: the children placed on a
    protection plan, each with its category; the manager hears of each at once (framework 2.86). Raises RuleRefused."""
    must_work_on(meeting.case, by=by, now=now)
    meeting = _lock(meeting)
    must_have_happened(decided_at, now=now, field="decided_at")
    meeting.decided = said(decided, "F3.20-1", "Write what was decided.", "decided")
    meeting.decided_from = said(decided_from, "F3.20-1", "Enter who told you.", "decided_from")
    if tell_court is None:
        raise RuleRefused("F3.80-1", "Say whether the court is to be told of this.", field="tell_court")
    if not tell_court:
        tell_court_words = said(tell_court_words, "F3.80-1", "Write why the court need not be told of this.", "tell_court_words")
    meeting.decided_at, meeting.tell_court, meeting.tell_court_words = decided_at, tell_court, tell_court_words
    meeting.save()
    discharge(key="meeting-outcome", subject=meeting, at=decided_at, by=by, now=now)
    for child, category in (plans or {}).items():
        source = f"{meeting.get_kind_display()}, {meeting.authority or meeting.convened_by}"[:200]
        record_marker(person=child, kind=Marker.Kind.PROTECTION_PLAN, status=category, source=source, from_on=plan_from, by=by, now=now)
    if meeting.follows is not None and meeting.follows.is_open:
        record_strategy_discussion(
            meeting=meeting.follows, meeting_at=meeting.starts_at, manager_discussed_at=meeting.agreed_at, manager=meeting.agreed_by,
            will_attend=meeting.contribution == Contribution.ATTEND, attended=meeting.attended_at is not None, decisions=decided,
            decisions_from=decided_from, decisions_at=decided_at, tell_court=tell_court, tell_court_reason=tell_court_words, by=by, now=now,
        )  # fmt: skip
    elif tell_court and meeting.court_told_at is None:
        _owe("meeting-court-told", meeting, event_at=decided_at, by=by, now=now)
    return meeting


@service
def record_court_told(*, meeting: Meeting, told_at: datetime, how: str, by: Any, now: datetime) -> Meeting:
    """The court was told at ``told_at`` (UTC) of what we shared there, and what it decided (framework 3.80)."""
    must_work_on(meeting.case, by=by, now=now)
    meeting = _lock(meeting)
    must_have_happened(told_at, now=now, field="told_at")
    meeting.court_told_at, meeting.court_told_how = told_at, said(how, "F3.80-1", "Write how the court was told.", "how")
    meeting.save()
    discharge(key="meeting-court-told", subject=meeting, at=told_at, by=by, now=now)
    return meeting


@service
def withdraw_meeting(*, meeting: Meeting, reason: str, by: Any, now: datetime) -> Meeting:
    """It was entered in error, or called off: nothing is owed of it any more."""
    must_work_on(meeting.case, by=by, now=now)
    meeting = _lock(meeting)
    reason = said(reason, "entered-in-error", "Write why.", "reason")
    meeting.withdrawn_at, meeting.withdrawn_by, meeting.withdrawn_reason = now, by, reason
    meeting.save()
    withdraw_duties(reason=reason, subject=meeting, by=by, now=now)
    return meeting
