"""The telephone call that makes a referral, and the attempts before it (policy 12)."""

from datetime import datetime
from typing import Any

from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from cafcass_cases.policy.calendar import in_office_hours
from referrals.events import ReferralMade
from referrals.models import CallAttempt, Referral

from .assessments import keep_drafts_current
from .common import catch_up, has_duty, locked, must_have_happened, must_work_on


@service
def record_call(
    *,
    referral: Referral,
    called_at: datetime,
    result: str,
    by: Any,
    now: datetime,
    number: str = "",
    spoke_to: str = "",
    role: str = "",
    summary: str = "",
    lateness_reason: str = "",
    made_by: Any = None,
) -> CallAttempt:
    """Record one call. Unanswered, it is an attempt; when somebody is reached the referral is made, at ``called_at``.

    A reached call discharges ``telephone-referral`` and opens ``written-referral`` and ``authority-outcome`` at the call's
    time. What was entered earlier but happened later or before (writing, outcome) takes effect now, by its own time.
    """
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(called_at, now=now, field="called_at")
    catch_up(referral, at=called_at, now=now)
    call = CallAttempt(
        referral=referral, called_at=called_at, result=result, number=number, spoke_to=spoke_to, role=role, summary=summary,
        out_of_hours=not in_office_hours(called_at), made_by=made_by or by,
    )  # fmt: skip
    call.save()
    if call.is_reached:
        _referral_is_made(referral, call, lateness_reason=lateness_reason, by=by, now=now)
    from .writing import take_effect

    take_effect(referral, by=by, now=now)
    return call


def _referral_is_made(referral: Referral, call: CallAttempt, *, lateness_reason: str, by: Any, now: datetime) -> None:
    from .outcomes import settle_outcome

    if referral.made_at is None or call.called_at < referral.made_at:
        referral.made_at = call.called_at
        referral.save()
    discharge(
        key="telephone-referral", subject=referral, at=call.called_at, by=by, now=now, lateness_reason=lateness_reason,
        note="Somebody at the authority was reached by telephone",
    )  # fmt: skip
    for key in ("written-referral", "authority-outcome"):
        if not has_duty(key, referral):
            open_duty(
                key=key, case=referral.case, subject=referral, concern_id=referral.concern_id, event_at=call.called_at,
                by=by, now=now, detail=referral.authority.name,
            )  # fmt: skip
    settle_outcome(referral, by=by, now=now)
    keep_drafts_current(referral.concern)
    publish(ReferralMade(referral_id=referral.pk, concern_id=referral.concern_id, at=call.called_at, by=by, now=now))
