"""What section 47 enquiries set in motion, and strategy discussions (policy 21, DESIGN §10.7)."""

from datetime import datetime
from typing import Any

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from referrals.models import Referral, StrategyDiscussion
from safeguarding.models import Concern
from safeguarding.services import suspend_contact_actions

from .common import must_have_happened, must_work_on

DUTIES = {StrategyDiscussion.Kind.STRATEGY: "strategy-discussion", StrategyDiscussion.Kind.CONFERENCE: "conference"}


def section_47_begun(*, referral: Referral, at: datetime, by: Any, now: datetime) -> None:
    """The authority begins section 47 enquiries at ``at``: planned contact waits until the manager has looked again, and the
    strategy discussion and conference are followed up. Once for each referral."""
    suspend_contact_actions(concern=referral.concern, because="The local authority has begun section 47 enquiries", at=at, by=by, now=now)
    for kind in StrategyDiscussion.Kind.values:
        if not referral.meetings.filter(kind=kind, withdrawn_at=None).exists():
            _open(case=referral.case, concern=referral.concern, referral=referral, kind=kind, at=at, by=by, now=now)


def _open(
    *, case: Any, concern: Concern | None, referral: Referral | None, kind: str, at: datetime, by: Any, now: datetime,
    meeting_at: datetime | None = None,
) -> StrategyDiscussion:  # fmt: skip
    meeting = StrategyDiscussion(case=case, concern=concern, referral=referral, kind=kind, expected_from=at, meeting_at=meeting_at)
    meeting.save()
    open_duty(
        key=DUTIES[StrategyDiscussion.Kind(kind)], case=case, subject=meeting, concern_id=concern.pk if concern else None,
        event_at=max(at, meeting_at) if meeting_at else at, by=by, now=now, detail=referral.authority.name if referral else "",
    )  # fmt: skip
    return meeting


@service
def note_strategy_discussion(
    *, concern: Concern, kind: str, expected_from: datetime, by: Any, now: datetime, meeting_at: datetime | None = None,
    referral: Referral | None = None,
) -> StrategyDiscussion:  # fmt: skip
    """The authority tells us that it convenes a strategy discussion or conference (policy 21)."""
    must_work_on(concern.case, by=by, now=now)
    return _open(case=concern.case, concern=concern, referral=referral, kind=kind, at=expected_from, by=by, now=now, meeting_at=meeting_at)


@service
def record_strategy_discussion(
    *,
    meeting: StrategyDiscussion,
    by: Any,
    now: datetime,
    meeting_at: datetime | None = None,
    manager_discussed_at: datetime | None = None,
    manager: Any = None,
    will_attend: bool | None = None,
    attendance_reason: str = "",
    attended: bool | None = None,
    decisions: str = "",
    decisions_from: str = "",
    decisions_at: datetime | None = None,
    tell_court: bool | None = None,
    tell_court_reason: str = "",
    lateness_reason: str = "",
) -> StrategyDiscussion:
    """Record what is known so far: the talk with the manager about attending, the meeting, what was decided (policy 21).

    A meeting attended without that talk is recorded as what it is, never refused (DESIGN §10.4). Decisions end the duty, and
    answer whether the court is to be told: yes opens it, no needs a reason.
    """
    must_work_on(meeting.case, by=by, now=now)
    meeting = StrategyDiscussion.objects.select_for_update(of=("self",)).select_related("case", "concern", "referral").get(pk=meeting.pk)
    given = {
        "meeting_at": meeting_at, "manager_discussed_at": manager_discussed_at, "manager": manager, "will_attend": will_attend,
        "attendance_reason": attendance_reason, "attended": attended, "decisions": decisions, "decisions_from": decisions_from,
    }  # fmt: skip
    for name, value in given.items():
        if value not in (None, ""):
            setattr(meeting, name, value)
    discussed_first = meeting.manager_discussed_at and (not meeting.meeting_at or meeting.manager_discussed_at <= meeting.meeting_at)
    meeting.not_discussed_first = bool(meeting.attended) and not discussed_first
    if decisions:
        _decisions(meeting, decisions_at or now, tell_court, tell_court_reason, now=now)
    meeting.recorded_by = by
    meeting.save()
    if decisions and meeting.decisions_at:
        discharge(
            key=DUTIES[StrategyDiscussion.Kind(meeting.kind)], subject=meeting, at=meeting.decisions_at, by=by, now=now,
            lateness_reason=lateness_reason,
        )  # fmt: skip
        if meeting.tell_court and meeting.concern:
            from .court import open_court_told_of_concern

            serious = meeting.referral.significant_harm if meeting.referral else True
            open_court_told_of_concern(
                concern=meeting.concern, subject=meeting, event_at=meeting.decisions_at, serious=serious, by=by, now=now
            )
    return meeting


def _decisions(meeting: StrategyDiscussion, at: datetime, tell_court: bool | None, reason: str, *, now: datetime) -> None:
    must_have_happened(at, now=now, field="decisions_at")
    if tell_court is None:
        raise RuleRefused("P21-3", "Say whether the court is to be told of this.", field="tell_court")
    if tell_court is False and not reason.strip():
        raise RuleRefused("P21-3", "Write why the court need not be told of this.", field="tell_court_reason")
    meeting.decisions_at, meeting.tell_court, meeting.tell_court_reason = at, tell_court, reason
