"""Chasing an authority that has not answered (policy 12): an alert is not a chase, a recorded chase is."""

from datetime import datetime
from typing import Any

from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import discharge, open_duty
from cafcass_cases.policy.calendar import in_office_hours
from referrals.models import Chase, Referral

from .common import catch_up, has_duty, locked, must_have_happened, must_work_on, open_duties


def open_chase(duty: Duty, now: datetime) -> None:
    """The hook of ``authority-outcome``: when the authority falls silent, chasing starts at that due time."""
    referral = Referral.objects.select_related("case", "authority").get(pk=duty.subject_id)
    if referral.is_withdrawn or has_duty("chase", referral):
        return
    open_duty(
        key="chase", case=referral.case, subject=referral, concern_id=referral.concern_id, event_at=duty.due_at,
        by=None, now=now, detail=referral.authority.name,
    )  # fmt: skip


@service
def record_chase(
    *,
    referral: Referral,
    chased_at: datetime,
    method: str,
    by: Any,
    now: datetime,
    spoke_to: str = "",
    said: str = "",
    answered: bool = True,
    lateness_reason: str = "",
    made_by: Any = None,
) -> Chase:
    """Record one chase. It ends the chase that is due, and while the authority stays silent opens the next one.

    Always recordable; but an unanswered call, or an e-mail when only the telephone is answered, leaves the chase open
    (DESIGN §10.3, §10.8). A chase made before the outcome was late is evidence and ends nothing.
    """
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(chased_at, now=now, field="chased_at")
    catch_up(referral, at=chased_at, now=now)
    for silent in open_duties("authority-outcome", referral):
        if silent.due_at and silent.due_at <= chased_at:
            open_chase(silent, now)
    by_telephone = method == Chase.Method.TELEPHONE
    counts = answered if by_telephone else in_office_hours(chased_at)
    chase = Chase(
        referral=referral, chased_at=chased_at, method=method, spoke_to=spoke_to, said=said, answered=answered,
        counts=counts, made_by=made_by or by,
    )  # fmt: skip
    chase.save()
    owed = [duty for duty in open_duties("chase", referral) if duty.event_at <= chased_at]
    if counts and owed:
        discharge(
            key="chase", subject=referral, at=chased_at, by=by, now=now, lateness_reason=lateness_reason,
            note=f"Chased by {chase.get_method_display().lower()}",
        )  # fmt: skip
        if open_duties("authority-outcome", referral):
            open_duty(
                key="chase", case=referral.case, subject=referral, concern_id=referral.concern_id, event_at=chased_at,
                repeat=True, by=by, now=now, detail=referral.authority.name,
            )  # fmt: skip
    return chase
