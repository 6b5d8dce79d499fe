"""What duties do when something happens in the rooms below."""

from __future__ import annotations

from cafcass_cases.accounts.events import AccountClosed
from cafcass_cases.accounts.models import User
from cafcass_cases.cases.events import (
    CaseAllocated,
    HandoverCancelled,
    HandoverMoved,
    HearingMoved,
    HearingScheduled,
    HearingVacated,
)
from cafcass_cases.cases.models import Case, Handover, Hearing
from cafcass_cases.core.events import reacts_to

from . import services


@reacts_to(CaseAllocated)
def pass_duties_on(event: CaseAllocated) -> None:
    """The duties of a case go with it (scenario 4)."""
    services.reassign(
        case=Case.objects.get(pk=event.case_id),
        from_user=User.objects.get(pk=event.previous_id) if event.previous_id else None,
        to_user=User.objects.get(pk=event.practitioner_id),
        at=event.at,
        by=event.by,
        now=event.now,
    )


@reacts_to(AccountClosed)
def leave_no_duty_with_nobody(event: AccountClosed) -> None:
    services.hand_over_all(user=User.objects.get(pk=event.user_id), by=event.by, now=event.now)


def _follow_hearing(event: HearingScheduled | HearingMoved | HearingVacated) -> None:
    services.move_with_hearing(hearing=Hearing.objects.get(pk=event.hearing_id), by=event.by, now=event.now)


def _follow_handover(event: HandoverMoved | HandoverCancelled) -> None:
    services.move_with_handover(handover=Handover.objects.get(pk=event.handover_id), by=event.by, now=event.now)


for kind in (HearingScheduled, HearingMoved, HearingVacated):
    reacts_to(kind)(_follow_hearing)
for kind in (HandoverMoved, HandoverCancelled):
    reacts_to(kind)(_follow_handover)
